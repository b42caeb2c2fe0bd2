//! What `krok verify --json` prints: one document, whose names are an interface (docs/dowody.md).

use serde_json::{Value, json};

use crate::cli::trouble::Trouble;
use crate::evidence::assurance::{Level, Witness};
use crate::evidence::bundle::Bundle;
use crate::evidence::finding::Finding;
use crate::evidence::format::{CustodyEvent, CustodyRecord};
use crate::evidence::stamp::Judged;
use crate::evidence::statements::{Attached, Ruling};
use crate::report::assessment::Integrity;
use crate::report::{assurance as words, findings, reasons, stamps};
use crate::text::language::Language;

use super::derived::{Derived, word};
use super::quorum::Acceptance;
use super::{Checked, erased};

/// Name of the document's format.
const FORMAT: &str = "krok-verify/1";

/// Returns the document.
pub(super) fn document(checked: &Checked<'_>, language: Language) -> Result<String, Trouble> {
    let (verification, assurance) = (checked.verification, &checked.assurance);
    let remarks = assurance
        .remarks
        .iter()
        .map(|remark| found(remark.code(), &findings::statement::words(remark, language)));
    let notices = verification
        .notices
        .iter()
        .map(|notice| found(&notice.code, &reasons::words(notice, language).message));
    let bundle = Bundle::open(checked.path).ok();
    let derived = bundle.map(|bundle| Derived::of(&bundle, verification));
    let document = json!({
        "format": FORMAT,
        "bundle": checked.path.to_string_lossy(),
        "exit": checked.exit() as u8,
        "integrity": {
            "state": integrity(checked.assessment.integrity),
            "findings": list(&checked.assessment.signs, language),
        },
        "completeness": {
            "state": if checked.assessment.gaps.is_empty() { "complete" } else { "incomplete" },
            "findings": list(&checked.assessment.gaps, language),
            "erased": erased::list(checked),
        },
        "assurance": {
            "level": assurance.level.map(level),
            "says": words::sentence(assurance, language),
            "required": checked.required.map(level),
            "met": checked.is_met(),
            "doubtful": assurance.is_doubtful(),
            "signer": assurance.signer.as_ref().map(witness),
            "findings": remarks.collect::<Vec<Value>>(),
            "countersignatures": assurance.reviewers.iter().map(reviewer).collect::<Vec<Value>>(),
            "consents": assurance.consents.iter().map(witness).collect::<Vec<Value>>(),
            "unchecked": verification.statements.attached.iter().map(attached).collect::<Vec<Value>>(),
        },
        "acceptance": checked.acceptance.as_ref().map(Acceptance::document),
        "time": {
            "checked": checked.stamps.is_rooted,
            "not_before": checked.stamps.not_before().map(|facts| facts.at.to_string()),
            "not_after": checked.stamps.not_after().map(|facts| facts.at.to_string()),
            "stamps": checked.stamps.tokens.iter().map(|token| stamp(token, language)).collect::<Vec<Value>>(),
        },
        "custody": {
            "handovers": handovers(&verification.custody.records),
            "findings": list(&verification.custody.findings.iter().collect::<Vec<_>>(), language),
        },
        "derived": {
            "report": derived.and_then(|derived| word(derived.report)),
            "protocol": derived.and_then(|derived| word(derived.protocol)),
        },
        "notices": notices.collect::<Vec<Value>>(),
        "head": verification.head,
        "records": verification.records,
        "files": verification.files,
    });
    let text = serde_json::to_string_pretty(&document).map_err(std::io::Error::from)?;
    Ok(format!("{text}\n"))
}

/// Counts the lines of the log that say where the bundle went.
fn handovers(records: &[CustodyRecord]) -> usize {
    let is_handover = |record: &&CustodyRecord| match record.event {
        CustodyEvent::Exported(_) | CustodyEvent::Imported(_) => true,
        CustodyEvent::Erased(_) | CustodyEvent::Signed(_) => false,
    };
    records.iter().filter(is_handover).count()
}

fn found(code: &str, message: &str) -> Value {
    json!({ "code": code, "message": message })
}

fn list(findings: &[&Finding], language: Language) -> Vec<Value> {
    findings
        .iter()
        .map(|finding| found(finding.code(), &findings::words(finding, language)))
        .collect()
}

fn witness(witness: &Witness) -> Value {
    json!({ "file": witness.file, "fingerprint": witness.fingerprint, "name": witness.name })
}

fn reviewer((signed, ruling): &(Witness, Ruling)) -> Value {
    let mut value = witness(signed);
    value["verdict"] = json!(ruling);
    value
}

fn attached(kept: &Attached) -> Value {
    json!({ "file": kept.file, "name": kept.name, "as": kept.kind, "sha256": kept.sha256 })
}

fn stamp(token: &Judged, language: Language) -> Value {
    let faults = token.faults.iter().map(|fault| stamps::fault(fault, language));
    json!({
        "file": token.path,
        "good": token.is_good(),
        "at": token.facts.as_ref().map(|facts| facts.at.to_string()),
        "authority": token.facts.as_ref().map(|facts| facts.authority.clone()),
        "faults": faults.collect::<Vec<String>>(),
    })
}

fn integrity(integrity: Integrity) -> &'static str {
    match integrity {
        Integrity::Intact => "intact",
        Integrity::Unsealed => "unsealed",
        Integrity::Altered => "altered",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Unsealed => "unsealed",
        Level::Sealed => "sealed",
        Level::Signed => "signed",
        Level::Anchored => "anchored",
        Level::Countersigned => "countersigned",
    }
}
