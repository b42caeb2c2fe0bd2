//! What is wrong with a portal profile, or between it and a runbook.

use super::words::{Words, did_you_mean};
use crate::text::language::Language;

/// Every pattern that can be covered.
pub(crate) const PATTERNS: &[&str] = &["pesel", "iban", "e-mail", "phone"];

/// A profile that does not say where and on what to act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortalFault {
    /// The runbook is for another portal than the profile beside it.
    Mismatch {
        /// The portal that the runbook names.
        seen: String,
        /// The portal that the profile describes.
        profile: String,
    },
    /// There is no profile beside the runbook.
    Missing {
        /// Where it should be.
        path: String,
    },
    /// A text that is no address.
    Address {
        /// As written.
        seen: String,
    },
    /// An address that anybody on the way could read.
    Insecure {
        /// As written.
        seen: String,
    },
    /// An address with a path, a query or a user name.
    NotOrigin {
        /// As written.
        seen: String,
        /// Scheme, host and port alone.
        origin: String,
    },
    /// Steps would begin on a host where they may not act.
    BaseOutside {
        /// The base address.
        base: String,
    },
    /// A host is for steps and for the login.
    LoginHost {
        /// The host.
        host: String,
    },
    /// No pattern that can be covered.
    MaskPattern {
        /// As written.
        seen: String,
        /// The pattern that was probably meant.
        suggestion: Option<String>,
    },
    /// A name so short that it would cover half of every page.
    MaskName {
        /// As written.
        seen: String,
    },
    /// The value of a covered field stands in the runbook, which is kept in the bundle as it is.
    MaskedValue {
        /// The label.
        label: String,
    },
    /// A label is on a list already.
    EffectTwice {
        /// The label.
        label: String,
        /// The list that has it.
        list: &'static str,
    },
}

impl PortalFault {
    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Mismatch { seen, profile } => Words::pick(
                language,
                (
                    format!("runbook jest dla portalu `{seen}`, a portal.toml obok opisuje `{profile}`"),
                    format!("zapisz portal = \"{profile}\" albo przenieś plik do folderu portalu `{seen}`"),
                ),
                (
                    format!("the runbook is for the portal `{seen}`, the portal.toml beside it describes `{profile}`"),
                    format!("write portal = \"{profile}\" or move the file to the folder of the portal `{seen}`"),
                ),
            ),
            Self::Missing { path } => Words::pick(
                language,
                (
                    format!("nie ma profilu portalu `{path}`"),
                    "runbook musi leżeć w folderze portalu, obok pliku portal.toml",
                ),
                (
                    format!("there is no portal profile `{path}`"),
                    "a runbook stands in the folder of its portal, beside portal.toml",
                ),
            ),
            Self::Address { seen } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest adresem"),
                    "zapisz cały adres, na przykład \"https://epuap.gov.pl\"",
                ),
                (
                    format!("`{seen}` is not an address"),
                    "write the whole address, for example \"https://epuap.gov.pl\"",
                ),
            ),
            Self::Insecure { seen } => Words::pick(
                language,
                (
                    format!("adres `{seen}` nie jest szyfrowany"),
                    "użyj https://; http:// wolno tylko na własnym komputerze (127.0.0.1, localhost)",
                ),
                (
                    format!("the address `{seen}` is not encrypted"),
                    "use https://; http:// is only for one's own computer (127.0.0.1, localhost)",
                ),
            ),
            Self::NotOrigin { seen, origin } => Words::pick(
                language,
                (
                    format!("`{seen}` to nie sam protokół, serwer i port"),
                    format!("zapisz: \"{origin}\""),
                ),
                (
                    format!("`{seen}` is not just scheme, host and port"),
                    format!("write: \"{origin}\""),
                ),
            ),
            Self::BaseOutside { base } => Words::pick(
                language,
                (
                    format!("adresu `{base}` nie ma na liście `hosts`, więc żaden krok nie mógłby tam działać"),
                    format!("dopisz \"{base}\" do `hosts`"),
                ),
                (
                    format!("the address `{base}` is not among `hosts`, so no step could act there"),
                    format!("add \"{base}\" to `hosts`"),
                ),
            ),
            Self::LoginHost { host } => Words::pick(
                language,
                (
                    format!("`{host}` jest zarazem adresem logowania i adresem do pracy"),
                    "na adresach logowania krok niczego nie widzi; usuń adres z jednej z list",
                ),
                (
                    format!("`{host}` is both a login host and a host for steps"),
                    "nothing is seen on login hosts; remove the address from one of the lists",
                ),
            ),
            Self::MaskPattern { seen, suggestion } => Words::pick(
                language,
                (
                    format!("`{seen}` nie jest wzorcem, który krok umie zakryć"),
                    did_you_mean(Language::Polish, suggestion.as_ref(), PATTERNS),
                ),
                (
                    format!("`{seen}` is no pattern that krok can cover"),
                    did_you_mean(Language::English, suggestion.as_ref(), PATTERNS),
                ),
            ),
            Self::MaskName { seen } => Words::pick(
                language,
                (
                    format!("nazwa `{seen}` jest za krótka, żeby ją zakrywać: zakryłaby też inne słowa"),
                    "podaj imię i nazwisko albo inną nazwę, która ma co najmniej trzy litery",
                ),
                (
                    format!("the name `{seen}` is too short to be covered: it would cover other words, too"),
                    "write first name and surname, or another name of at least three letters",
                ),
            ),
            Self::MaskedValue { label } => Words::pick(
                language,
                (
                    format!("profil portalu każe zakrywać pole `{label}`, a jego wartość stoi w procedurze"),
                    "procedura trafia do teczki w całości; podaj wartość jako daną z `[inputs]`, wtedy w teczce będzie sama nazwa jej maski",
                ),
                (
                    format!("the portal profile has the field `{label}` covered, but its value stands in the runbook"),
                    "the runbook is kept in the bundle as it is; take the value from an input of `[inputs]`, of which the bundle has the name of its mask alone",
                ),
            ),
            Self::EffectTwice { label, list } => Words::pick(
                language,
                (
                    format!("`{label}` jest już na liście `{list}`"),
                    "zostaw etykietę na jednej liście, tej o większym skutku",
                ),
                (
                    format!("`{label}` is on the list `{list}` already"),
                    "keep the label on one list, the one with the greater effect",
                ),
            ),
        }
    }
}
