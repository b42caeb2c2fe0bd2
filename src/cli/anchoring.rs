//! The time stamps of a run: over its first record, before anything is done, and over its seal.

use std::path::Path;

use url::Url;

use crate::evidence::error::EvidenceError;
use crate::evidence::format::{AnchorPlace, Event, Reason};
use crate::evidence::stamp::{self, Fault, KeepError};
use crate::evidence::trail::Trail;
use crate::executor::{Stamped, Unstamped};
use crate::report::{reasons, stamps};
use crate::text::language::Language;

use super::args::AnchorOptions;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;
use super::tsa::{self, Answer, TsaFault};

/// Where time stamps come from, and whether a run may go on without.
#[derive(Clone, Debug)]
pub(super) struct Anchoring {
    tsa: Url,
    is_required: bool,
}

impl Anchoring {
    /// Takes what the command line says; none if no time stamps are wanted.
    pub(super) fn of(options: &AnchorOptions, language: Language) -> Result<Option<Self>, Trouble> {
        let Some(text) = &options.tsa else {
            return Ok(None);
        };
        let refused = |message: String| Trouble::new(Exit::Invalid, format!("--tsa {text}: {message}"));
        let tsa = Url::parse(text).map_err(|error| refused(error.to_string()))?;
        match tsa.scheme() {
            "http" => {}
            "https" => {
                let message = language.pick(
                    "krok pyta o znacznik czasu tylko po http; znacznik jest podpisany, więc jego wartość nie zależy od połączenia",
                    "krok asks for time stamps over http only; a token is signed, so its value does not rest on the connection",
                );
                return Err(refused(message.to_owned()).hint(language.pick(
                    "jeżeli wystawca przyjmuje tylko https: krok anchor request, wysłanie własnym narzędziem urzędu i krok anchor import",
                    "if the authority takes https only: krok anchor request, send it with a tool of your own, then krok anchor import",
                )));
            }
            _ => {
                let message = language.pick("to nie jest adres http", "this is not an http address");
                return Err(refused(message.to_owned()).hint("--tsa http://HOST/…"));
            }
        }
        if !tsa.username().is_empty() || tsa.password().is_some() {
            // It would stand in the trail.
            let message = language.pick(
                "adres nie może zawierać nazwy użytkownika ani hasła",
                "the address may hold no user name and no password",
            );
            return Err(Trouble::new(Exit::Invalid, format!("--tsa: {message}")).hint("krok anchor request"));
        }
        Ok(Some(Self {
            tsa,
            is_required: options.require_anchor,
        }))
    }

    /// Gets the token over the last record, which is the first of the run, and tells the trail of it; why not, otherwise.
    pub(super) async fn start(
        &self,
        trail: &mut Trail,
        console: &Console,
    ) -> Result<Result<(), Reason>, EvidenceError> {
        let Some((over, hash)) = trail.head().map(|(seq, hash)| (seq, stamp::sha256_of_hex(hash))) else {
            return Ok(Err(self.reason(&TsaFault::Randomness)));
        };
        let asked = match hash {
            Some(hash) => tsa::ask(&self.tsa, hash).await,
            None => Err(TsaFault::Randomness),
        };
        match asked {
            Ok(Answer { token, bytes }) => {
                let anchored = trail.store_token((AnchorPlace::Start, over), &bytes, token.facts())?;
                console.remark(&got(&token, console.language()));
                trail.append(None, Event::Anchored(anchored))?;
                trail.commit()?;
                Ok(Ok(()))
            }
            Err(fault) => Ok(Err(self.missing(&fault, console))),
        }
    }

    /// Gets a token over a record in the middle of a run; why not, otherwise.
    pub(super) async fn about(self, hash: [u8; 32]) -> Result<Stamped, Unstamped> {
        match tsa::ask(&self.tsa, hash).await {
            Ok(Answer { token, bytes }) => Ok(Stamped {
                bytes,
                facts: token.facts().clone(),
            }),
            Err(fault) if self.is_required => Err(Unstamped::Forbids(self.reason(&fault))),
            Err(fault) => Err(Unstamped::Told(self.reason(&fault))),
        }
    }

    /// Gets the token over the seal and stores it beside; why not, otherwise.
    pub(super) async fn end(&self, bundle: &Path, console: &Console) -> Result<(), Reason> {
        let language = console.language();
        let seal = stamp::sealed(bundle).map_err(|error| self.not_kept(&error, console))?;
        let hash = stamp::sha256(&seal);
        match tsa::ask(&self.tsa, hash).await {
            Ok(Answer { bytes, .. }) => {
                let kept = stamp::keep(bundle, &bytes).map_err(|error| self.not_kept(&error, console))?;
                console.remark(&got(&kept.0, language));
                Ok(())
            }
            Err(fault) => Err(self.missing(&fault, console)),
        }
    }

    /// Tells whether a run without time stamps is not wanted.
    pub(super) fn is_required(&self) -> bool {
        self.is_required
    }

    fn missing(&self, fault: &TsaFault, console: &Console) -> Reason {
        let reason = self.reason(fault);
        let language = console.language();
        let words = reasons::words(&reason, language);
        console.remark(&format!("{}: {}", language.pick("uwaga", "note"), words.message));
        if let TsaFault::Answer(fault) = fault {
            console.remark(&format!("  {}", stamps::fault(fault, language)));
        }
        reason
    }

    fn not_kept(&self, error: &KeepError, console: &Console) -> Reason {
        console.trouble(&keep_trouble(error, console.language()));
        self.reason(&TsaFault::Answer(Fault::Missing))
    }

    /// Names the authority as it may stand in a trail: what follows `?` may be somebody's key.
    fn reason(&self, fault: &TsaFault) -> Reason {
        let mut shown = self.tsa.clone();
        shown.set_query(None);
        shown.set_fragment(None);
        let said = match fault {
            TsaFault::Randomness => "no-randomness".to_owned(),
            TsaFault::Unreachable => "unreachable".to_owned(),
            TsaFault::Silent => "silent".to_owned(),
            TsaFault::Status(status) => format!("status {status}"),
            TsaFault::Answer(Fault::Refused(said)) => format!("refused {said}"),
            TsaFault::Answer(_) => "bad-token".to_owned(),
        };
        Reason {
            code: "anchor-missing".to_owned(),
            values: [("tsa".to_owned(), shown.to_string()), ("said".to_owned(), said)].into(),
        }
    }
}

/// Says why a token was not stored, and what to do.
pub(super) fn keep_trouble(error: &KeepError, language: Language) -> Trouble {
    match error {
        KeepError::Unsealed(why) => {
            let message = language.pick(
                "teczki nie zamyka pieczęć, a znacznik czasu ma dotyczyć pliku seal.json",
                "the bundle has no seal, and a time stamp is to be about its seal.json",
            );
            let seen = why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            Trouble::new(Exit::Invalid, format!("{message}{seen}"))
                .hint(language.pick("pieczęć zakłada krok resume", "krok resume seals it"))
        }
        KeepError::Wrong(fault) => Trouble::new(
            Exit::TokenWrong,
            format!(
                "{}: {}",
                language.pick("to nie jest dobry znacznik czasu tej teczki", "not a good time stamp of this bundle"),
                stamps::fault(fault, language)
            ),
        )
        .hint(language.pick(
            "znacznik musi dotyczyć bajtów pliku seal.json tej teczki (SHA-256, SHA-384 albo SHA-512), a certyfikat podpisującego musi być dołączony; zapytanie zapisuje krok anchor request",
            "it must be about the bytes of this bundle's seal.json (SHA-256, SHA-384 or SHA-512) and hold the signer's certificate; krok anchor request writes the request",
        )),
        KeepError::TooMany => Trouble::new(
            Exit::Invalid,
            language.pick(
                "teczka ma już tyle znaczników pieczęci, ile krok czyta",
                "the bundle has as many time stamps of its seal as krok reads",
            ),
        ),
        KeepError::Storage(error) => errors::evidence(error, language).trouble(Exit::EvidenceFailed),
    }
}

/// Tells of a token that was got.
pub(super) fn got(token: &stamp::Token, language: Language) -> String {
    let facts = stamps::facts(token.facts(), language);
    format!("{}: {facts}", language.pick("znacznik czasu", "time stamp"))
}
