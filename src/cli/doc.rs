//! `krok doc`: the illustrated how-to of a runbook, made of the evidence of a run of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::chain;
use crate::evidence::finding::Finding;
use crate::evidence::verify::verify;
use crate::report::assessment::{Integrity, assess};
use crate::report::erased;
use crate::report::findings;
use crate::report::howto::{self, HowtoError, Planned};
use crate::runbook::{self, AnyRunbook};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::attempt::paths;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::handover::still_writing;
use super::job::rejected;
use super::new_folder::{put_all, refuse_taken};
use super::trouble::Trouble;
use super::verify::refuse_other_folder;

/// Findings that are told; `krok verify` tells them all.
const FINDINGS: usize = 3;

/// Writes the how-to into a new folder.
pub(super) fn doc(file: &Path, path: &Path, out: Option<&Path>, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let (name, steps) = steps(file, language)?;
    let out = out.map_or_else(|| PathBuf::from(format!("{name}-instrukcja")), Path::to_owned);
    refuse_other_folder(path, language)?;
    refuse_taken(&out, language)?;
    let bundle = Bundle::open(path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
    refuse_other_runbook(file, &bundle, language)?;
    refuse_unsound(path, language)?;
    let files = howto::files(&bundle, &steps, language).map_err(|error| not_made(&error, language))?;
    put_all(&out, &files, language)?;
    console.result(&format!(
        "{}: {}",
        language.pick("Instrukcja", "How-to"),
        out.join(howto::PAGE).display()
    ));
    console.result(&format!("  {}", out.join(howto::MARKDOWN).display()));
    Ok(Exit::Done)
}

/// Reads the steps of a runbook, with its name.
fn steps(file: &Path, language: Language) -> Result<(String, Vec<Planned>), Trouble> {
    let any = runbook::read_any(file).map_err(|mistakes| rejected(&mistakes, language))?;
    let AnyRunbook::Single(checked) = any else {
        let message = language.pick(
            "to jest seria procedur, a instrukcję robi się z jednej procedury i jej teczki",
            "this is a series of runbooks, and a how-to is made of one runbook and its bundle",
        );
        return Err(
            Trouble::new(Exit::Invalid, format!("{}: {message}", file.display())).hint(language.pick(
                "proszę podać plik jednego z jej etapów i teczkę tego etapu z folderu serii",
                "name the file of one of its stages, and the bundle of that stage in the folder of the series",
            )),
        );
    };
    let steps = paths(&checked.runbook)
        .into_iter()
        .map(|(path, step)| Planned {
            path,
            line: step.line.try_into().unwrap_or(u64::MAX),
            cites: step.cites.clone(),
        })
        .collect();
    Ok((checked.runbook.name.clone(), steps))
}

/// A picture of another runbook, or of an earlier version, would teach what is not to be done any more.
fn refuse_other_runbook(file: &Path, bundle: &Bundle, language: Language) -> Result<(), Trouble> {
    let Some(started) = bundle.started() else {
        return Err(not_made(&HowtoError::NoBeginning, language));
    };
    let bytes = fs::read(file).map_err(|error| {
        let refusal = errors::refusal(&error, language);
        Trouble::new(Exit::Invalid, format!("{}: {refusal}", file.display()))
    })?;
    let (own, other) = (chain::sha256(&bytes), &started.runbook.file.sha256);
    if own == *other {
        return Ok(());
    }
    let (name, carried) = (file.display(), plain(&started.runbook.name));
    let (run, kept) = (plain(&started.run), plain(&started.runbook.file.path));
    let other = plain(other);
    Err(match language {
        Language::Polish => Trouble::new(
            Exit::StalePlan,
            format!(
                "teczka „{run}” nie jest z tej procedury: w niej wykonano „{carried}” o skrócie SHA-256 {other}, a plik {name} ma skrót {own}"
            ),
        )
        .hint(format!(
            "po zmianie procedury proszę zrobić nowy przebieg (krok plan albo krok run) i podać jego teczkę; \
             plik, z którym powstała ta teczka, leży w niej: {kept}"
        )),
        Language::English => Trouble::new(
            Exit::StalePlan,
            format!(
                "the bundle `{run}` is not of this runbook: it carried out `{carried}` with SHA-256 {other}, and {name} has {own}"
            ),
        )
        .hint(format!(
            "after a change of the runbook make a new run (krok plan or krok run) and name its bundle; \
             the file of this bundle lies in it: {kept}"
        )),
    })
}

/// Refuses a bundle of which a picture may not be what the run saw, or is gone.
fn refuse_unsound(path: &Path, language: Language) -> Result<(), Trouble> {
    let verification = verify(path);
    if verification.completeness.contains(&Finding::StillWriting) {
        return Err(still_writing(language));
    }
    let assessment = assess(&verification);
    let listed = |found: &[&Finding]| -> String {
        let words = found
            .iter()
            .take(FINDINGS)
            .map(|finding| findings::words(finding, language));
        words.collect::<Vec<_>>().join("; ")
    };
    let hint = language.pick(
        "co się w niej nie zgadza, wymienia krok verify; instrukcja powstaje tylko z teczki nienaruszonej i kompletnej",
        "krok verify names what does not fit; a how-to is made of an intact and complete bundle only",
    );
    let refuse = |exit: Exit, said: &str, found: String| Err(Trouble::new(exit, format!("{said}: {found}")).hint(hint));
    if let Some(gone) = verification.erased.first() {
        let said = language.pick(
            "z teczki usunięto pliki, więc instrukcji nie sporządzono",
            "files were erased from the bundle, so no how-to was made",
        );
        return refuse(
            Exit::Incomplete,
            said,
            format!("{} – {}", gone.file.path, erased::why(gone, language)),
        );
    }
    match assessment.integrity {
        Integrity::Altered => refuse(
            Exit::Failed,
            language.pick(
                "teczka jest naruszona, więc instrukcji nie sporządzono",
                "the bundle was changed since it was sealed, so no how-to was made",
            ),
            listed(&assessment.signs),
        ),
        Integrity::Unsealed | Integrity::Intact if !assessment.gaps.is_empty() => refuse(
            Exit::Incomplete,
            language.pick(
                "teczka jest niekompletna, więc instrukcji nie sporządzono",
                "the bundle is incomplete, so no how-to was made",
            ),
            listed(&assessment.gaps),
        ),
        Integrity::Unsealed | Integrity::Intact => Ok(()),
    }
}

fn not_made(error: &HowtoError, language: Language) -> Trouble {
    let hint = language.pick(
        "proszę podać teczkę przebiegu, który doszedł do końca, najlepiej takiego, w którym było co zmieniać",
        "name the bundle of a run that came to its end, best of one that had something to change",
    );
    let (exit, message) = match error {
        HowtoError::NoBeginning => (
            Exit::Invalid,
            language
                .pick(
                    "dziennik teczki nie zaczyna się od początku przebiegu",
                    "the trail does not begin with the start of a run",
                )
                .to_owned(),
        ),
        HowtoError::NotFinished => (
            Exit::Incomplete,
            language
                .pick(
                    "przebieg z tej teczki nie doszedł do końca, więc i instrukcja urwałaby się w połowie",
                    "the run of this bundle did not come to its end, and the how-to would break off with it",
                )
                .to_owned(),
        ),
        HowtoError::Picture { path, why } => (
            Exit::Incomplete,
            format!(
                "{} „{}”: {}",
                language.pick("nie można użyć obrazu", "this picture cannot be used:"),
                plain(path),
                plain(why)
            ),
        ),
        HowtoError::Unseen { step } => (
            Exit::Incomplete,
            match language {
                Language::Polish => format!("krok „{}” nie ma obrazu tego, na czym działa", plain(step)),
                Language::English => format!("the step `{}` has no picture of what it acts on", plain(step)),
            },
        ),
        HowtoError::Page(why) => (
            Exit::Failed,
            format!(
                "{}: {why}",
                language.pick(
                    "nie można sporządzić instrukcji",
                    "the how-to could not be put together"
                )
            ),
        ),
    };
    Trouble::new(exit, message).hint(hint)
}
