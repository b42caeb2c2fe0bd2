//! `krok verify` and `krok report`.

mod derived;
mod erased;
mod json;
mod quorum;

use std::path::Path;

use jiff::Timestamp;

use crate::evidence::assurance::{Anchored, Assurance, Ground, Level};
use crate::evidence::bundle::Bundle;
use crate::evidence::finding::Finding;
use crate::evidence::stamp::Stamps;
use crate::evidence::trust::TrustFile;
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Assessment, Integrity, assess};
use crate::report::{assurance as words, findings, handed, html, reasons};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::anchor;
use super::args::VerifyOptions;
use super::carry::write_report;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;
use super::trust;
use super::wording;
use derived::Derived;
use quorum::Acceptance;

/// Says whether a bundle is unchanged since it was sealed, whether it is complete, and on whose word.
pub(super) fn verify_bundle(order: &VerifyOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let path = order.bundle.as_path();
    refuse_other_folder(path, language)?;
    let trust = trust::list(order.trust.as_deref(), path, language)?;
    let stamps = anchor::judged(path, &order.authorities, language)?;
    let verification = verify(path);
    let ground = Ground {
        trust: trust.as_ref(),
        anchored: anchored(&stamps),
        now: Timestamp::now(),
    };
    let checked = Checked {
        path,
        assessment: assess(&verification),
        assurance: Assurance::of(&verification, ground),
        verification: &verification,
        required: order.require.map(Level::from),
        trust: trust.as_ref(),
        stamps,
        acceptance: order
            .policy
            .as_deref()
            .map(|policy| Acceptance::of(policy, &verification, (path, trust.as_ref()), language))
            .transpose()?,
    };
    if order.json {
        console.put(&json::document(&checked, language)?)?;
    } else {
        tell(&checked, console);
    }
    Ok(checked.exit())
}

/// What was found out about a bundle, and what was asked of it.
struct Checked<'c> {
    path: &'c Path,
    verification: &'c Verification,
    assessment: Assessment<'c>,
    assurance: Assurance,
    required: Option<Level>,
    /// Whom the verifier knows.
    trust: Option<&'c TrustFile>,
    stamps: Stamps,
    /// Whether reviewers enough accept; none if nothing is asked.
    acceptance: Option<Acceptance>,
}

impl Checked<'_> {
    /// Tells whether the record is worth less than is asked for; none if nothing is asked.
    fn is_met(&self) -> Option<bool> {
        self.required.map(|required| self.assurance.meets(required))
    }

    /// The worst of what was found.
    fn exit(&self) -> Exit {
        let is_accepted = self.acceptance.as_ref().is_none_or(Acceptance::is_enough);
        let is_weaker = self.is_met() == Some(false) || self.assurance.is_doubtful() || !is_accepted;
        match (self.assessment.integrity, self.assessment.gaps.is_empty()) {
            (Integrity::Altered, _) => Exit::Failed,
            (Integrity::Unsealed | Integrity::Intact, _) if is_weaker => Exit::Weaker,
            (Integrity::Unsealed | Integrity::Intact, _) if self.stamps.is_doubtful() => Exit::TokenWrong,
            (Integrity::Unsealed, _) | (Integrity::Intact, false) => Exit::Incomplete,
            (Integrity::Intact, true) => Exit::Done,
        }
    }
}

/// What the time stamps say of the whole run; none unless they bound it from both sides.
fn anchored(stamps: &Stamps) -> Option<Anchored> {
    Some(Anchored {
        began_after: stamps.not_before()?.at,
        sealed_by: stamps.not_after()?.at,
    })
}

fn tell(checked: &Checked<'_>, console: &Console) {
    let language = console.language();
    let assessment = &checked.assessment;
    let integrity = match assessment.integrity {
        Integrity::Intact => language.pick("nienaruszony od zamknięcia pieczęcią", "unchanged since it was sealed"),
        Integrity::Unsealed => language.pick(
            "niezamknięty pieczęcią (nie da się stwierdzić, czy coś zmieniono)",
            "never sealed (nobody can say whether anything was changed)",
        ),
        Integrity::Altered => language.pick("NARUSZONY", "CHANGED"),
    };
    console.result(&format!("{}: {integrity}", language.pick("integralność", "integrity")));
    list(&assessment.signs, console);
    let completeness = if assessment.gaps.is_empty() {
        language.pick("kompletny", "complete")
    } else {
        language.pick("NIEKOMPLETNY", "INCOMPLETE")
    };
    console.result(&format!(
        "{}: {completeness}",
        language.pick("kompletność", "completeness")
    ));
    list(&assessment.gaps, console);
    erased::tell(checked, console);
    tell_assurance(checked, console);
    if let Some(acceptance) = &checked.acceptance {
        acceptance.tell(console);
    }
    for notice in &checked.verification.notices {
        let remark = language.pick("uwaga", "note");
        console.result(&format!("{remark}: {}", reasons::words(notice, language).message));
    }
    anchor::tell(&checked.stamps, console);
    tell_custody(checked.verification, console);
    tell_head(checked.verification, console);
    tell_run(checked.path, checked.verification, console);
}

/// On whose word the record stands, and what krok keeps without checking it.
fn tell_assurance(checked: &Checked<'_>, console: &Console) {
    let language = console.language();
    let assurance = &checked.assurance;
    let level = assurance
        .level
        .map_or_else(|| language.pick("BRAK", "NONE"), |level| words::level(level, language));
    console.result(&format!(
        "{}: {level} – {}",
        language.pick("wiarygodność", "assurance"),
        words::sentence(assurance, language)
    ));
    for remark in &assurance.remarks {
        console.result(&format!("  - {}", findings::statement::words(remark, language)));
    }
    for (witness, ruling) in &assurance.reviewers {
        if let Some(name) = &witness.name {
            let ruling = words::ruling(*ruling, language);
            let review = language.pick("kontrasygnata", "countersignature");
            console.result(&format!("  {review}: {ruling} – {} ({})", plain(name), witness.file));
        }
    }
    for witness in &assurance.consents {
        if let Some(name) = &witness.name {
            let consent = language.pick("zgoda podpisana", "signed consent");
            console.result(&format!("  {consent}: {} ({})", plain(name), witness.file));
        }
    }
    for kept in &checked.verification.statements.attached {
        console.result(&format!(
            "  {}",
            words::unchecked(&kept.file, &kept.name, kept.kind, language)
        ));
    }
    if let (Some(required), Some(false)) = (checked.required, checked.is_met()) {
        let required = words::level(required, language);
        console.result(&match language {
            Language::Polish => format!("  - żądano poziomu „{required}”, a teczka go nie osiąga"),
            Language::English => format!("  - the level “{required}” was asked for, and the bundle does not reach it"),
        });
    }
}

/// Refuses a folder that is not that of a run.
pub(super) fn refuse_other_folder(path: &Path, language: Language) -> Result<(), Trouble> {
    if path.join("trail.ndjson").exists() {
        return Ok(());
    }
    Err(Trouble::new(
        Exit::Invalid,
        format!(
            "{}: {}",
            path.display(),
            language.pick(
                "to nie jest teczka przebiegu (nie ma w niej pliku trail.ndjson)",
                "not a bundle of krok (there is no trail.ndjson)"
            )
        ),
    )
    .hint(language.pick(
        "proszę podać folder jednego przebiegu, na przykład screenshots/2026-…-apply-…",
        "name the folder of one run, such as screenshots/2026-…-apply-…",
    )))
}

/// Writes the report into a bundle.
pub(super) fn report(path: &Path, console: &Console) -> Result<Exit, Trouble> {
    let report = write_report(path, console)?;
    console.result(&wording::report_is_at(&report, console.language()));
    Ok(Exit::Done)
}

/// The hash that stands for the whole trail, and what it is good for.
fn tell_head(verification: &Verification, console: &Console) {
    let language = console.language();
    let Some(head) = &verification.head else {
        return;
    };
    console.result(&format!("{}: {head}", language.pick("skrót końcowy", "final hash")));
    console.result(language.pick(
        "  proszę go zanotować w aktach sprawy: pozwala później wykazać, że teczki nie napisano od nowa",
        "  note it in the case file: it shows later that the bundle was not written anew",
    ));
}

/// How the run ended, and whether the report is the one that the evidence gives.
fn tell_run(path: &Path, verification: &Verification, console: &Console) {
    let language = console.language();
    let bundle = match Bundle::open(path) {
        Ok(bundle) => bundle,
        Err(error) => return console.remark(&errors::bundle(&error, language).message),
    };
    if let Some(finished) = bundle.finished() {
        console.remark(&wording::verdict(finished, language));
    }
    Derived::of(&bundle, verification).tell(console);
}

/// Returns the language in which the report of a bundle is what its evidence gives; none if it is not, or there is none.
pub(super) fn language_of_report(bundle: &Bundle, verification: &Verification) -> Option<Language> {
    let report = std::fs::read_to_string(bundle.path().join("report.html")).ok()?;
    let language = html::language(&report)?;
    html::render(bundle, verification, language)
        .is_ok_and(|page| page == report)
        .then_some(language)
}

/// Where the bundle went since it was closed, as far as it tells.
fn tell_custody(verification: &Verification, console: &Console) {
    let language = console.language();
    let custody = &verification.custody;
    if !custody.findings.is_empty() {
        console.result(language.pick(
            "przekazania: DZIENNIK USZKODZONY (pieczęci to nie narusza)",
            "custody: THE LOG IS BROKEN (the seal is not affected)",
        ));
    } else if !custody.records.is_empty() {
        console.result(language.pick("przekazania:", "custody:"));
    }
    for record in &custody.records {
        console.result(&format!("  - {}", handed::words(record, language)));
    }
    for finding in &custody.findings {
        console.result(&format!("  - {}", findings::words(finding, language)));
    }
}

fn list(found: &[&Finding], console: &Console) {
    for finding in found {
        console.result(&format!("  - {}", findings::words(finding, console.language())));
    }
}
