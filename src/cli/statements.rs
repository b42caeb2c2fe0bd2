//! `krok sign`, `countersign`, `attach` and `consent sign`: what is said of a bundle after its sealing.

use std::fs::OpenOptions;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use crate::evidence::signature::{Namespace, Signer};
use crate::evidence::statements::{self, Kind, Ruling, StatementError};
use crate::evidence::verify::verify;
use crate::report::assurance;
use crate::text::language::Language;

use super::carry::write_report;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::keys;
use super::machine;
use super::trouble::Trouble;
use super::verify::refuse_other_folder;

/// Largest consent file that is signed, in bytes.
const CONSENT_LIMIT: u64 = 1024 * 1024;

/// Signs the seal of a bundle.
pub(super) fn sign(bundle: &Path, key: Option<&str>, console: &Console) -> Result<Exit, Trouble> {
    unchanged(bundle, console.language())?;
    let signer = keys::needed(key, console)?;
    sign_with(bundle, &signer, console)?;
    write_report(bundle, console)?;
    Ok(Exit::Done)
}

/// Signs the seal of a bundle that has just been sealed.
pub(super) fn sign_with(bundle: &Path, signer: &Signer, console: &Console) -> Result<(), Trouble> {
    let language = console.language();
    statements::sign_seal(bundle, signer).map_err(|error| failed(&error, language))?;
    console.remark(&match language {
        Language::Polish => format!("Pieczęć podpisano kluczem {}", signer.key().fingerprint()),
        Language::English => format!("The seal was signed with the key {}", signer.key().fingerprint()),
    });
    Ok(())
}

/// What a reviewer says.
pub(super) struct Said<'s> {
    pub(super) verdict: Ruling,
    pub(super) remark: Option<&'s str>,
    pub(super) name: Option<&'s str>,
}

/// Adds a reviewer's signed verdict to a bundle.
pub(super) fn countersign(
    bundle: &Path,
    said: &Said<'_>,
    key: Option<&str>,
    console: &Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    if said.verdict == Ruling::Accepted {
        unchanged(bundle, language)?;
    } else {
        refuse_other_folder(bundle, language)?;
    }
    let signer = keys::needed(key, console)?;
    let name = said.name.map_or_else(machine::user, str::to_owned);
    let verdict = (said.verdict, said.remark.unwrap_or_default());
    let file = statements::countersign(bundle, verdict, &name, &signer).map_err(|error| failed(&error, language))?;
    console.result(&match language {
        Language::Polish => format!("Kontrasygnata: {}", bundle.join(&file).display()),
        Language::English => format!("Countersignature: {}", bundle.join(&file).display()),
    });
    if verify(bundle).statements.seal.as_ref() == Some(&signer.key()) {
        console.remark(language.pick(
            "uwaga: tym samym kluczem podpisano pieczęć; kontrasygnata operatora nie podnosi poziomu",
            "note: the seal was signed with the same key; a countersignature by the operator does not raise the level",
        ));
    }
    write_report(bundle, console)?;
    Ok(Exit::Done)
}

/// Keeps a signed file of somebody else with a bundle.
pub(super) fn attach(bundle: &Path, file: &Path, kind: Kind, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    refuse_other_folder(bundle, language)?;
    let kept = statements::attach(bundle, file, kind, &machine::user()).map_err(|error| failed(&error, language))?;
    console.result(&assurance::unchecked(&kept.file, &kept.name, kept.kind, language));
    write_report(bundle, console)?;
    Ok(Exit::Done)
}

/// Signs a consent file, for whoever gives the consent.
pub(super) fn sign_consent(file: &Path, key: Option<&str>, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let signature = signature_of(file);
    let unusable = |path: &Path, error: &io::Error| {
        Trouble::new(
            Exit::Invalid,
            format!("{}: {}", path.display(), errors::refusal(error, language)),
        )
    };
    if signature.symlink_metadata().is_ok() {
        return Err(unusable(&signature, &io::ErrorKind::AlreadyExists.into()));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file)
        .and_then(|file| file.take(CONSENT_LIMIT).read_to_end(&mut bytes))
        .map_err(|error| unusable(file, &error))?;
    let signer = keys::needed(key, console)?;
    let text = signer
        .sign(Namespace::Consent, &bytes)
        .map_err(|fault| errors::sign(&fault, language).trouble(Exit::Invalid))?;
    let write = || -> io::Result<()> {
        let mut out = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&signature)?;
        out.write_all(text.as_bytes())?;
        out.sync_all()
    };
    write().map_err(|error| unusable(&signature, &error))?;
    console.result(&signature.display().to_string());
    Ok(Exit::Done)
}

/// Returns where the signature of a consent file stands.
pub(super) fn signature_of(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".sig");
    file.with_file_name(name)
}

/// Nobody puts a name to what was changed.
fn unchanged(bundle: &Path, language: Language) -> Result<(), Trouble> {
    refuse_other_folder(bundle, language)?;
    let verification = verify(bundle);
    if verification.sealed && !verification.is_intact() {
        return Err(Trouble::new(
            Exit::Failed,
            language.pick(
                "teczka jest naruszona; krok nie podpisuje jej",
                "the bundle was changed; krok does not sign it",
            ),
        )
        .hint(format!("krok verify {}", bundle.display())));
    }
    Ok(())
}

pub(super) fn failed(error: &StatementError, language: Language) -> Trouble {
    let exit = match error {
        StatementError::Storage(_) => Exit::EvidenceFailed,
        StatementError::Unsealed
        | StatementError::SealOther
        | StatementError::Draft { .. }
        | StatementError::Signed
        | StatementError::TooLarge
        | StatementError::Unreadable(_)
        | StatementError::Sign(_) => Exit::Invalid,
    };
    errors::statement(error, language).trouble(exit)
}
