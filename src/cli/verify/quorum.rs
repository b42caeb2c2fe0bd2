//! Whether reviewers enough accept a bundle, by the rules of whoever verifies.

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::cli::console::Console;
use crate::cli::job::rejected;
use crate::cli::trouble::Trouble;
use crate::evidence::bundle::Bundle;
use crate::evidence::quorum::{Counted, Decision, PassedOver, Policy, Tally};
use crate::evidence::statements::Ruling;
use crate::evidence::trust::TrustFile;
use crate::evidence::verify::Verification;
use crate::report::assurance;
use crate::runbook::quorum::Quorum;
use crate::text::language::Language;
use crate::text::plain::plain;

/// The verdicts of a bundle under the rules of a file.
pub(super) struct Acceptance {
    title: String,
    tally: Tally,
}

impl Acceptance {
    /// Holds the verdicts of a bundle against the rules of a file.
    pub(super) fn of(
        policy: &Path,
        verification: &Verification,
        (path, trust): (&Path, Option<&TrustFile>),
        language: Language,
    ) -> Result<Self, Trouble> {
        let read = Quorum::read(policy).map_err(|mistakes| rejected(&mistakes, language))?;
        let policy = Policy {
            quorum: read.count,
            reviewers: read.reviewers,
            unsigned: read.unsigned,
        };
        // A trail that cannot be read names no operator; the bundle is not intact then and cannot be accepted.
        let bundle = Bundle::open(path).ok();
        let operator = bundle
            .as_ref()
            .and_then(Bundle::started)
            .map(|started| started.operator.as_str());
        Ok(Self {
            title: read.title,
            tally: Tally::of(verification, &policy, trust, (operator, Timestamp::now())),
        })
    }

    /// Tells whether the bundle is accepted.
    pub(super) fn is_enough(&self) -> bool {
        self.tally.decision == Decision::Accepted
    }

    /// Says what the verdicts come to, and why each of them counts or not.
    pub(super) fn tell(&self, console: &Console) {
        let language = console.language();
        let (have, need) = (self.tally.accepted, self.tally.quorum);
        let decision = match self.tally.decision {
            Decision::Accepted => language.pick("PRZYJĘTA", "ACCEPTED"),
            Decision::Short => language.pick("ZA MAŁO WERDYKTÓW", "NOT ENOUGH VERDICTS"),
            Decision::Rejected => language.pick("ODRZUCONA", "REJECTED"),
        };
        console.result(&match language {
            Language::Polish => format!(
                "przyjęcie ({}): {decision} – przyjęły osoby: {have}, potrzeba: {need}",
                plain(&self.title)
            ),
            Language::English => format!(
                "acceptance ({}): {decision} – persons who accept: {have}, needed: {need}",
                plain(&self.title)
            ),
        });
        for counted in &self.tally.verdicts {
            let verdict = assurance::ruling(counted.verdict, language);
            let why = counted.passed_over.map(|why| passed_over(why, language));
            let why = why.map(|why| format!("; {why}")).unwrap_or_default();
            console.result(&format!(
                "  - {verdict} – {} ({}){why}",
                plain(&counted.name),
                plain(&counted.file)
            ));
        }
    }

    /// Returns the part of the document for programs.
    pub(super) fn document(&self) -> Value {
        let decision = match self.tally.decision {
            Decision::Accepted => "accepted",
            Decision::Short => "short",
            Decision::Rejected => "rejected",
        };
        json!({
            "policy": self.title,
            "decision": decision,
            "accepted": self.tally.accepted,
            "quorum": self.tally.quorum,
            "verdicts": self.tally.verdicts.iter().map(verdict).collect::<Vec<Value>>(),
        })
    }
}

fn verdict(counted: &Counted) -> Value {
    let passed_over = counted.passed_over.map(|why| match why {
        PassedOver::Operator => "operator",
        PassedOver::Unsigned => "unsigned",
        PassedOver::Unknown => "unknown",
        PassedOver::NotNamed => "not-named",
        PassedOver::Again => "again",
    });
    let ruling = match counted.verdict {
        Ruling::Accepted => "accepted",
        Ruling::Rejected => "rejected",
    };
    json!({ "file": counted.file, "name": counted.name, "verdict": ruling, "passed_over": passed_over })
}

fn passed_over(why: PassedOver, language: Language) -> &'static str {
    match why {
        PassedOver::Operator => language.pick(
            "nie liczy się: to osoba, która wykonała przebieg",
            "does not count: this is whoever carried out the run",
        ),
        PassedOver::Unsigned => language.pick("nie liczy się: bez podpisu", "does not count: not signed"),
        PassedOver::Unknown => language.pick(
            "nie liczy się: plik zaufanych kluczy nie mówi, czyj to klucz",
            "does not count: the trust file does not say whose key it is",
        ),
        PassedOver::NotNamed => language.pick(
            "nie liczy się: zasady nie wymieniają tej osoby",
            "does not count: the rules do not name this person",
        ),
        PassedOver::Again => language.pick(
            "nie liczy się drugi raz: ta osoba już przyjęła",
            "does not count again: this person has accepted already",
        ),
    }
}
