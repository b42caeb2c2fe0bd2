//! `krok export` and `krok import`: a bundle on its way to another office, and the log of it.

use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::custody::{self, Holder};
use crate::evidence::finding::Finding;
use crate::evidence::format::{CustodyEvent, HandedOver};
use crate::evidence::handover::{self, HandoverError};
use crate::evidence::paths;
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Integrity, assess};
use crate::report::metadata::{self, Case};
use crate::report::{findings, html};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::args::{CaseOptions, VerifyOptions};
use super::console::Console;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verify::{language_of_report, refuse_other_folder, verify_bundle};
use super::{errors, machine};

/// Findings that a refusal names; `krok verify` names them all.
const NAMED: usize = 5;

/// What is to be packed, and how.
pub(super) struct ExportOrder<'a> {
    /// Folder of the bundle.
    pub(super) bundle: &'a Path,
    /// File to write; none for one of the bundle's name.
    pub(super) out: Option<&'a Path>,
    /// Whether a bundle that is not intact goes out, too.
    pub(super) as_it_is: bool,
    /// What only the office knows.
    pub(super) case: &'a CaseOptions,
}

/// Packs a bundle into a file.
pub(super) fn export(order: &ExportOrder<'_>, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let bundle = order.bundle;
    refuse_other_folder(bundle, language)?;
    let verification = verify(bundle);
    let integrity = assess(&verification).integrity;
    if verification.completeness.contains(&Finding::StillWriting) {
        return Err(still_writing(language));
    }
    if integrity != Integrity::Intact && !order.as_it_is {
        return Err(not_as_it_was(&verification, integrity, language));
    }
    let out = match order.out {
        Some(out) => out.to_owned(),
        None => beside(bundle)?,
    };
    let refused = |error: &HandoverError| errors::handover(error, language).trouble(Exit::EvidenceFailed);
    let metadata = metadata_of(bundle, order.case, console);
    let added = metadata.as_ref().map(|text| (paths::METADATA, text.as_bytes()));
    let draft = handover::pack(bundle, added, &out).map_err(|error| refused(&error))?;
    let event = CustodyEvent::Exported(HandedOver {
        file: name_of(&out),
        sha256: draft.sha256.clone(),
        size: draft.size,
        intact: integrity == Integrity::Intact,
    });
    let told = [
        format!("{}: {}", language.pick("Plik", "File"), out.display()),
        format!("{}: {}", language.pick("pliki w środku", "files in it"), draft.files),
        format!("SHA-256: {}", draft.sha256),
    ];
    note(bundle, &verification, event, console);
    draft.settle().map_err(|error| refused(&error))?;
    for line in &told {
        console.result(line);
    }
    console.result(language.pick(
        "  proszę podać ten skrót odbiorcy inną drogą niż plik, na przykład w piśmie",
        "  give the recipient this hash by another way than the file, for instance in a letter",
    ));
    Ok(Exit::Done)
}

/// Unpacks a bundle into a new folder and verifies it; the exit code is that of `krok verify`.
pub(super) fn import(archive: &Path, into: &Path, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let unpacked = handover::unpack(archive, into).map_err(|error| {
        let exit = match error {
            HandoverError::Unreadable { .. } => Exit::Invalid,
            HandoverError::Unwritable { .. } => Exit::EvidenceFailed,
            HandoverError::Exists(_)
            | HandoverError::Inside(_)
            | HandoverError::Folder(_)
            | HandoverError::Zip(_)
            | HandoverError::Entry { .. }
            | HandoverError::TooMany(_)
            | HandoverError::TooLarge(_)
            | HandoverError::NoBundle => Exit::ImportRefused,
        };
        errors::handover(&error, language).trouble(exit)
    })?;
    let verification = verify(&unpacked.path);
    let event = CustodyEvent::Imported(HandedOver {
        file: name_of(archive),
        sha256: unpacked.sha256.clone(),
        size: unpacked.size,
        intact: assess(&verification).integrity == Integrity::Intact,
    });
    note(&unpacked.path, &verification, event, console);
    console.result(&format!(
        "{}: {}",
        language.pick("Teczka", "Bundle"),
        unpacked.path.display()
    ));
    console.result(&format!(
        "{}: {}",
        language.pick("pliki w środku", "files in it"),
        unpacked.files
    ));
    console.result(&format!("SHA-256: {}", unpacked.sha256));
    console.result(language.pick(
        "  powinien to być skrót, który podał nadawca",
        "  this should be the hash that the sender gave",
    ));
    let order = VerifyOptions {
        bundle: unpacked.path,
        ..VerifyOptions::default()
    };
    verify_bundle(&order, console)
}

/// Adds a line to the log of a bundle. A medium that cannot be written stops nobody: it is told, and the work goes on.
/// A report that was what the evidence gives stays so.
pub(super) fn note(bundle: &Path, verification: &Verification, event: CustodyEvent, console: &Console) {
    let holder = holder();
    let report = Bundle::open(bundle)
        .ok()
        .and_then(|opened| language_of_report(&opened, verification).map(|language| (opened, language)));
    match custody::append(bundle, &holder, event) {
        Ok(()) => {
            if let Some((opened, language)) = report
                && let Err(error) = html::write(&opened, &verify(bundle), language)
            {
                console.remark(&errors::report(&error, console.language()).message);
            }
        }
        Err(error) => {
            let words = errors::custody(&error, console.language());
            console.remark(&words.message);
            if let Some(hint) = words.hint {
                console.remark(&hint);
            }
        }
    }
}

/// Returns who works here.
pub(super) fn holder() -> Holder {
    Holder {
        by: machine::user(),
        host: machine::host(),
        tool: concat!("krok ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// Returns the metadata for an archive; a bundle that cannot be read goes out without.
fn metadata_of(bundle: &Path, case: &CaseOptions, console: &Console) -> Option<String> {
    if case.znak_sprawy.is_empty() {
        console.remark(console.language().pick(
            "uwaga: w metadane.xml nie ma znaku sprawy; podaje go --znak-sprawy",
            "note: metadane.xml has no number of the case; --znak-sprawy gives it",
        ));
    }
    metadata::xml(&Bundle::open(bundle).ok()?, &case_of(case)).ok()
}

/// Returns the case as given on the command line.
pub(super) fn case_of(case: &CaseOptions) -> Case {
    Case {
        number: plain(&case.znak_sprawy),
        class: plain(&case.jrwa),
        category: plain(&case.kategoria),
        recipient: plain(&case.odbiorca),
    }
}

/// Names the file that is made if none is named.
fn beside(bundle: &Path) -> Result<PathBuf, Trouble> {
    let whole = bundle.canonicalize()?;
    Ok(PathBuf::from(format!("{}.zip", name_of(&whole))))
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub(super) fn still_writing(language: Language) -> Trouble {
    Trouble::new(
        Exit::Incomplete,
        language.pick(
            "przebieg jeszcze trwa, więc jego teczki nie można przekazać",
            "the run is still going on, so its bundle cannot be handed over",
        ),
    )
    .hint(language.pick(
        "proszę poczekać, aż przebieg się skończy",
        "wait until the run has ended",
    ))
}

/// The bundle is not as its run left it, or nobody can say.
fn not_as_it_was(verification: &Verification, integrity: Integrity, language: Language) -> Trouble {
    let (exit, message, hint) = if integrity == Integrity::Altered {
        (
            Exit::Failed,
            language.pick(
                "teczka jest naruszona, więc nie została spakowana",
                "the bundle was changed since it was sealed, so it was not packed",
            ),
            language.pick(
                "proszę ustalić, co się stało (krok verify); aby przekazać ją mimo to, na przykład do wyjaśnienia: --as-it-is",
                "find out what happened (krok verify); to hand it over all the same, for instance for inquiry: --as-it-is",
            ),
        )
    } else {
        (
            Exit::Incomplete,
            language.pick(
                "teczki nie zamknięto pieczęcią, więc nie została spakowana",
                "the bundle was never sealed, so it was not packed",
            ),
            language.pick(
                "teczkę przerwanego przebiegu zamyka krok resume; aby przekazać ją bez pieczęci: --as-it-is",
                "krok resume closes the bundle of a run that broke off; to hand it over unsealed: --as-it-is",
            ),
        )
    };
    let signs = assess(verification).signs;
    let lines = signs
        .iter()
        .take(NAMED)
        .map(|finding| findings::words(finding, language));
    let message = [message.to_owned()].into_iter().chain(lines).collect::<Vec<_>>();
    Trouble::new(exit, message.join("\n  - ")).hint(hint)
}
