//! `krok anchor`: time stamps that come from the office's own tool, and what `krok verify` says of time.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use crate::evidence::chain;
use crate::evidence::stamp::{self, Request, Roots, RootsFault, Stamps, TOKEN_LIMIT, Trust};
use crate::report::stamps;
use crate::text::language::Language;

use super::anchoring::{got, keep_trouble};
use super::args::{AnchorCommand, TrustOptions};
use super::carry::write_report;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;
use super::tsa;

/// Longest file of roots that is read, in bytes.
const ROOTS_LIMIT: u64 = 4 * 1024 * 1024;

/// Does what is asked for about time stamps from elsewhere.
pub(super) fn anchor(what: &AnchorCommand, console: &Console) -> Result<Exit, Trouble> {
    match what {
        AnchorCommand::Request { bundle, out } => request(bundle, out, console),
        AnchorCommand::Import { bundle, token } => import(bundle, token, console),
    }
}

/// Writes a request for a time stamp over a bundle's seal.
fn request(bundle: &Path, out: &Path, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let seal = stamp::sealed(bundle).map_err(|error| keep_trouble(&error, language))?;
    let failed = || {
        let message = language.pick("nie udało się złożyć zapytania", "the request could not be made");
        Trouble::new(Exit::Failed, message)
    };
    let nonce = tsa::nonce().map_err(|_| failed())?;
    let request = Request::about(stamp::sha256(&seal), nonce, None).map_err(|_| failed())?;
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(out)
        .and_then(|mut file| file.write_all(request.bytes()).and_then(|()| file.sync_all()));
    written.map_err(|error| {
        let why = errors::refusal(&error, language);
        Trouble::new(Exit::Invalid, format!("{}: {why}", out.display()))
            .hint(language.pick("inne miejsce: --out PLIK", "another place: --out FILE"))
    })?;
    console.result(&match language {
        Language::Polish => format!("Zapytanie o znacznik czasu: {}", out.display()),
        Language::English => format!("Request for a time stamp: {}", out.display()),
    });
    console.remark(&format!("  SHA-256 seal.json: {}", chain::sha256(&seal)));
    console.remark(&match language {
        Language::Polish => format!(
            "Odpowiedź wystawcy (albo znacznik pliku seal.json z własnego narzędzia) dołącza: krok anchor import {} PLIK.tsr",
            bundle.display()
        ),
        Language::English => format!(
            "To add the authority's answer (or a time stamp of seal.json from a tool of your own): krok anchor import {} FILE.tsr",
            bundle.display()
        ),
    });
    Ok(Exit::Done)
}

/// Checks a token over a bundle's seal and stores it there.
fn import(bundle: &Path, file: &Path, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let bytes = read(file, TOKEN_LIMIT as u64).map_err(|error| {
        let why = errors::refusal(&error, language);
        Trouble::new(Exit::Invalid, format!("{}: {why}", file.display()))
    })?;
    let (token, path) = stamp::keep(bundle, &bytes).map_err(|error| {
        let mut trouble = keep_trouble(&error, language);
        trouble.message = format!("{}: {}", file.display(), trouble.message);
        trouble
    })?;
    write_report(bundle, console)?;
    console.result(&got(&token, language));
    console.result(&match language {
        Language::Polish => format!("Zapisano w teczce: {path}"),
        Language::English => format!("Stored in the bundle: {path}"),
    });
    console.remark(language.pick(
        "Wystawcę sprawdza krok verify --tsa-roots PLIK.pem.",
        "krok verify --tsa-roots FILE.pem checks the authority.",
    ));
    Ok(Exit::Done)
}

/// Says what the time stamps of a bundle prove.
pub(super) fn tell(found: &Stamps, console: &Console) {
    let language = console.language();
    if found.tokens.is_empty() {
        if found.is_rooted {
            let none = language.pick(
                "czas: teczka nie ma znaczników czasu",
                "time: the bundle has no time stamps",
            );
            console.result(none);
        }
        return;
    }
    let name = language.pick("czas", "time");
    for bound in stamps::bounds(found, language) {
        console.result(&format!("{name}: {bound}"));
    }
    for token in &found.tokens {
        let facts = token.facts.as_ref().map(|facts| stamps::facts(facts, language));
        let place = stamps::place(token, language);
        console.result(&format!("  {place}: {}", facts.unwrap_or_else(|| token.path.clone())));
        for fault in &token.faults {
            console.result(&format!("    - {}", stamps::fault(fault, language)));
        }
    }
}

/// Judges the time stamps of a bundle by the roots and the policy given.
pub(super) fn judged(bundle: &Path, options: &TrustOptions, language: Language) -> Result<Stamps, Trouble> {
    let roots = roots(&options.tsa_roots, language)?;
    let trust = Trust {
        roots: roots.as_ref(),
        policy: options.tsa_policy.as_deref(),
    };
    Ok(stamp::judge(bundle, trust))
}

fn roots(files: &[PathBuf], language: Language) -> Result<Option<Roots>, Trouble> {
    let mut all: Option<Roots> = None;
    for file in files {
        let refused = |why: &str| {
            Trouble::new(Exit::Invalid, format!("{}: {why}", file.display())).hint(language.pick(
                "plik z certyfikatami zaufanych wystawców znaczników w postaci PEM (-----BEGIN CERTIFICATE-----)",
                "a file of the trusted authorities' certificates in PEM (-----BEGIN CERTIFICATE-----)",
            ))
        };
        let bytes = read(file, ROOTS_LIMIT).map_err(|error| refused(&errors::refusal(&error, language)))?;
        let read = Roots::of_pem(&bytes).map_err(|fault| refused(&words(&fault, language)))?;
        all = Some(match all {
            Some(before) => before.and(read),
            None => read,
        });
    }
    Ok(all)
}

fn words(fault: &RootsFault, language: Language) -> String {
    match (fault, language) {
        (RootsFault::TooLarge, _) => language.pick("plik jest za duży", "the file is too large").to_owned(),
        (RootsFault::None, _) => language
            .pick("nie ma w nim żadnego certyfikatu", "there is no certificate in it")
            .to_owned(),
        (RootsFault::TooMany, _) => language
            .pick(
                "jest w nim za dużo certyfikatów",
                "there are too many certificates in it",
            )
            .to_owned(),
        (RootsFault::Broken(number), Language::Polish) => format!("certyfikat nr {number} jest nieczytelny"),
        (RootsFault::Broken(number), Language::English) => format!("certificate {number} cannot be read"),
    }
}

/// Reads a file up to one byte beyond a limit: whoever gets more knows that it is too long.
fn read(file: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
