//! `krok verify` and `krok report`.

use std::path::Path;

use crate::evidence::bundle::Bundle;
use crate::evidence::finding::Finding;
use crate::evidence::verify::verify;
use crate::report::{findings, html};
use crate::text::language::Language;

use super::carry::write_report;
use super::console::Console;
use super::exit::Exit;
use super::trouble::Trouble;
use super::wording;

/// Says in two lines whether a bundle is unchanged since it was sealed and whether it is complete.
pub(super) fn verify_bundle(path: &Path, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    if !path.join("trail.ndjson").exists() {
        return Err(Trouble::new(
            Exit::Invalid,
            format!(
                "`{}`: {}",
                path.display(),
                language.pick(
                    "to nie jest teczka krok: brak trail.ndjson",
                    "not a bundle of krok: there is no trail.ndjson"
                )
            ),
        ));
    }
    let verification = verify(path);
    let integrity = if verification.is_intact() {
        language.pick(
            "nienaruszony od zapieczętowania (pieczęć bez podpisu)",
            "unchanged since it was sealed (the seal is unsigned)",
        )
    } else {
        language.pick("NARUSZONY", "CHANGED")
    };
    let completeness = if verification.is_complete() {
        language.pick("kompletny", "complete")
    } else {
        language.pick("NIEKOMPLETNY", "INCOMPLETE")
    };
    console.result(&format!("{}: {integrity}", language.pick("integralność", "integrity")));
    list(&verification.integrity, console);
    console.result(&format!(
        "{}: {completeness}",
        language.pick("kompletność", "completeness")
    ));
    list(&verification.completeness, console);
    if let Ok(bundle) = Bundle::open(path) {
        if let Some(finished) = bundle.finished() {
            console.remark(&wording::verdict(finished, language));
        }
        if let Ok(report) = std::fs::read_to_string(path.join("report.html"))
            && [Language::Polish, Language::English]
                .into_iter()
                .all(|language| html::render(&bundle, &verification, language).is_ok_and(|page| page != report))
        {
            console.remark(language.pick(
                "uwaga: report.html nie jest tym, co wynika z dowodów; krok report zapisze go na nowo",
                "note: report.html is not what the evidence gives; krok report writes it anew",
            ));
        }
    }
    Ok(match (verification.is_intact(), verification.is_complete()) {
        (true, true) => Exit::Done,
        (false, _) => Exit::Failed,
        (true, false) => Exit::Incomplete,
    })
}

/// Writes the report into a bundle.
pub(super) fn report(path: &Path, console: &Console) -> Result<Exit, Trouble> {
    let report = write_report(path, console)?;
    console.result(&wording::report_is_at(&report, console.language()));
    Ok(Exit::Done)
}

fn list(found: &[Finding], console: &Console) {
    for finding in found {
        console.result(&format!("  - {}", findings::words(finding, console.language())));
    }
}
