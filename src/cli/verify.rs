//! `krok verify` and `krok report`.

use std::path::Path;

use crate::evidence::bundle::Bundle;
use crate::evidence::finding::Finding;
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Integrity, assess};
use crate::report::{findings, handed, html, index, reasons};
use crate::text::language::Language;

use super::anchor;
use super::args::TrustOptions;
use super::carry::write_report;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;
use super::wording;

/// Says in two lines whether a bundle is unchanged since it was sealed and whether it is complete.
pub(super) fn verify_bundle(path: &Path, trust: &TrustOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    refuse_other_folder(path, language)?;
    let verification = verify(path);
    let assessment = assess(&verification);
    let integrity = match assessment.integrity {
        Integrity::Intact => language.pick(
            "nienaruszony od zamknięcia pieczęcią (pieczęć bez podpisu)",
            "unchanged since it was sealed (the seal is unsigned)",
        ),
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
    for notice in &verification.notices {
        let remark = language.pick("uwaga", "note");
        console.result(&format!("{remark}: {}", reasons::words(notice, language).message));
    }
    let time = anchor::tell(path, trust, console)?;
    tell_custody(&verification, console);
    tell_head(&verification, console);
    tell_run(path, &verification, console);
    Ok(match (assessment.integrity, assessment.gaps.is_empty()) {
        (Integrity::Altered, _) => Exit::Failed,
        (Integrity::Unsealed, _) | (Integrity::Intact, false) => time.unwrap_or(Exit::Incomplete),
        (Integrity::Intact, true) => time.unwrap_or(Exit::Done),
    })
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

/// Writes the index over the bundles of a folder.
pub(super) fn index(path: &Path, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    index::write(path, language).map_err(|error| errors::index(&error, language).trouble(Exit::Invalid))?;
    console.result(&wording::index_is_at(&path.join(index::FILE), language));
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
    if path.join("report.html").exists() && language_of_report(&bundle, verification).is_none() {
        console.remark(language.pick(
            "uwaga: report.html nie jest tym, co wynika z dowodów; krok report zapisze go na nowo",
            "note: report.html is not what the evidence gives; krok report writes it anew",
        ));
    }
}

/// Returns the language in which the report of a bundle is what its evidence gives; none if it is not, or there is none.
pub(super) fn language_of_report(bundle: &Bundle, verification: &Verification) -> Option<Language> {
    let report = std::fs::read_to_string(bundle.path().join("report.html")).ok()?;
    [Language::Polish, Language::English]
        .into_iter()
        .find(|language| html::render(bundle, verification, *language).is_ok_and(|page| page == report))
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
