//! The verifier's own list of keys: where it is, and what is wrong with it.

use std::path::{Path, PathBuf};

use crate::evidence::trust::{Mistake, MistakeKind, TrustError, TrustFile};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;

/// Name of the list in the settings folder.
const LIST: &str = "allowed_signers";

/// Returns the folder of what a person set for krok; none without `HOME`.
pub(super) fn settings_folder() -> Option<PathBuf> {
    let named = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    named("XDG_CONFIG_HOME")
        .or_else(|| Some(named("HOME")?.join(".config")))
        .map(|base| base.join("krok"))
}

/// Reads the list given, or the usual one; none if there is no usual one. One that lies in the bundle is refused: whoever
/// wrote the bundle would say who may sign it.
pub(super) fn list(given: Option<&Path>, bundle: &Path, language: Language) -> Result<Option<TrustFile>, Trouble> {
    let path = match given {
        Some(given) => given.to_owned(),
        None => match settings_folder()
            .map(|folder| folder.join(LIST))
            .filter(|path| path.exists())
        {
            Some(usual) => usual,
            None => return Ok(None),
        },
    };
    let is_inside = match (path.canonicalize(), bundle.canonicalize()) {
        (Ok(path), Ok(bundle)) => path.starts_with(bundle),
        (_, _) => false,
    };
    if is_inside {
        return Err(Trouble::new(
            Exit::Invalid,
            match language {
                Language::Polish => format!("plik zaufanych kluczy {} leży w sprawdzanej teczce", path.display()),
                Language::English => format!("the trust file {} lies in the bundle that is verified", path.display()),
            },
        )
        .hint(language.pick(
            "czyje klucze są zaufane, decyduje osoba sprawdzająca, a nie teczka; proszę podać własny plik",
            "whoever verifies decides whose keys are trusted, not the bundle; name a file of your own",
        )));
    }
    TrustFile::read(&path)
        .map(Some)
        .map_err(|error| unusable(&path, &error, language))
}

fn unusable(path: &Path, error: &TrustError, language: Language) -> Trouble {
    let name = path.display();
    match error {
        TrustError::File(source) => Trouble::new(
            Exit::Invalid,
            format!("{name}: {}", errors::refusal(source, language)),
        ),
        TrustError::TooLarge => Trouble::new(
            Exit::Invalid,
            format!(
                "{name}: {}",
                language.pick("plik jest większy niż 1 MiB", "the file is larger than 1 MiB")
            ),
        ),
        TrustError::NotText => Trouble::new(
            Exit::Invalid,
            format!(
                "{name}: {}",
                language.pick("plik nie zawiera poprawnego tekstu", "the file is not valid text")
            ),
        ),
        TrustError::Mistakes(mistakes) => {
            let shown: Vec<String> = mistakes.iter().map(|mistake| shown(path, mistake, language)).collect();
            Trouble::new(
                Exit::Invalid,
                format!(
                    "{}\n{}",
                    language.pick("pliku zaufanych kluczy nie można użyć:", "the trust file cannot be used:"),
                    shown.join("\n")
                ),
            )
        }
    }
    .hint(language.pick(
        "każdy wiersz: kto, opcje, klucz; na przykład: anna namespaces=\"krok-seal@v1\" ssh-ed25519 AAAA… (taki wiersz podaje krok key show)",
        "each line: who, options, key; for example: anna namespaces=\"krok-seal@v1\" ssh-ed25519 AAAA… (krok key show prints one)",
    ))
}

/// Shows a mistake with its line and a caret below it.
fn shown(path: &Path, mistake: &Mistake, language: Language) -> String {
    // A tab stays one, so that the caret stands where it should.
    let before: String = mistake.text.chars().take(mistake.column - 1).collect();
    let space: String = before.chars().map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    format!(
        "{}:{}:{}: {}\n  {}\n  {space}{}",
        path.display(),
        mistake.line,
        mistake.column,
        said(&mistake.kind, language),
        plain(&mistake.text),
        "^".repeat(mistake.width)
    )
}

fn said(kind: &MistakeKind, language: Language) -> String {
    match kind {
        MistakeKind::KeyMissing => language
            .pick("po nazwie brakuje klucza", "there is no key after the name")
            .to_owned(),
        MistakeKind::KeyUnreadable => language
            .pick(
                "tego klucza nie da się odczytać (obsługiwane: ed25519, ecdsa p-256, rsa)",
                "this key cannot be read (known kinds: ed25519, ecdsa p-256, rsa)",
            )
            .to_owned(),
        MistakeKind::QuoteOpen => language
            .pick("cudzysłów nie jest zamknięty", "the quotation mark is not closed")
            .to_owned(),
        MistakeKind::OptionUnknown(name) => match language {
            Language::Polish => format!(
                "nieznana opcja „{}”; są: namespaces, valid-after, valid-before",
                plain(name)
            ),
            Language::English => format!(
                "unknown option `{}`; there are: namespaces, valid-after, valid-before",
                plain(name)
            ),
        },
        MistakeKind::ValueMissing(name) => match language {
            Language::Polish => format!("opcja {name} nie ma wartości; ma być {name}=\"…\""),
            Language::English => format!("the option {name} has no value; it should be {name}=\"…\""),
        },
        MistakeKind::TimeWrong(name) => match language {
            Language::Polish => format!(
                "opcja {name} ma mieć czas w postaci RRRRMMDD, RRRRMMDDGGMM lub RRRRMMDDGGMMSS, z Z na końcu dla UTC"
            ),
            Language::English => format!(
                "the option {name} takes a time as YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with Z at the end for UTC"
            ),
        },
        MistakeKind::CertAuthority => language
            .pick(
                "krok nie uznaje certyfikatów (cert-authority); proszę wpisać klucze osób",
                "krok takes no certificates (cert-authority); list the keys of persons",
            )
            .to_owned(),
    }
}
