//! Keys, agents, signatures and what is added to a sealed bundle.

use std::io;
use std::path::Path;

use crate::evidence::signature::{AgentFault, KeyFault, SignFault};
use crate::evidence::statements::StatementError;
use crate::text::language::Language;

use super::{Both, Words, evidence, quoting, refusal};

/// A key file cannot be used or made.
pub(in crate::cli) fn key(path: &Path, fault: &KeyFault, language: Language) -> Words {
    let path = path.display();
    match fault {
        KeyFault::File(source) if source.kind() == io::ErrorKind::AlreadyExists => Both::new(
            format!("{path}: taki plik już istnieje (albo plik .pub obok niego); krok nie nadpisuje kluczy"),
            format!("`{path}` exists already (or the .pub beside it); krok overwrites no key"),
        )
        .hint("inna nazwa: --out PLIK", "another name: --out FILE"),
        KeyFault::File(source) => Both::new(
            format!("{path}: {}", refusal(source, Language::Polish)),
            format!("`{path}`: {}", refusal(source, Language::English)),
        ),
        KeyFault::NotAKey => Both::new(
            format!("{path}: to nie jest klucz OpenSSH, którym krok umie podpisać"),
            format!("`{path}` is no key of OpenSSH that krok can sign with"),
        )
        .hint(
            "obsługiwane są klucze ed25519, ecdsa p-256 i rsa w postaci OpenSSH; nowy klucz robi krok key new",
            "known are ed25519, ecdsa p-256 and rsa in the format of OpenSSH; krok key new makes a key",
        ),
        KeyFault::Open => Both::new(
            format!("{path}: klucz prywatny mogą czytać inne osoby"),
            format!("`{path}`: others may read this private key"),
        )
        .hint("proszę wydać polecenie chmod 600 na tym pliku", "chmod 600 the file"),
        KeyFault::Passphrase => Both::new(
            format!("{path}: hasło nie pasuje do klucza"),
            format!("`{path}`: this is not the passphrase of the key"),
        ),
        KeyFault::Made(why) => Both::new(
            quoting("nie udało się utworzyć klucza", why),
            quoting("no key could be made", why),
        ),
    }
    .spoken(language)
}

/// An agent did not serve.
pub(in crate::cli) fn agent(fault: &AgentFault, language: Language) -> Words {
    let both = match fault {
        AgentFault::Gone(source) => Both::new(
            format!("ssh-agent nie odpowiada: {}", refusal(source, Language::Polish)),
            format!("ssh-agent does not answer: {}", refusal(source, Language::English)),
        ),
        AgentFault::Answer => Both::new(
            "ssh-agent odpowiedział czymś innym, niż powinien",
            "ssh-agent answered something else than it should",
        ),
        AgentFault::Refused => Both::new(
            "ssh-agent odmówił podpisania tym kluczem",
            "ssh-agent refused to sign with this key",
        ),
    };
    both.hint(
        "proszę sprawdzić poleceniem ssh-add -l, co ma ssh-agent, albo podać plik klucza: --key PLIK",
        "look with ssh-add -l at what ssh-agent holds, or name the file of a key: --key FILE",
    )
    .spoken(language)
}

/// Nothing could be signed.
pub(in crate::cli) fn sign(fault: &SignFault, language: Language) -> Words {
    match fault {
        SignFault::Agent(fault) => agent(fault, language),
        SignFault::Kind(why) => Both::new(
            quoting("tym kluczem nie da się podpisać", why),
            quoting("this key cannot sign", why),
        )
        .spoken(language),
    }
}

/// Something could not be added to a bundle.
pub(in crate::cli) fn statement(error: &StatementError, language: Language) -> Words {
    match error {
        StatementError::Unsealed => Both::new(
            "teczki nie zamknięto pieczęcią, więc nie ma czego podpisać",
            "the bundle was never sealed, so there is nothing to sign",
        )
        .hint(
            "teczkę przerwanego przebiegu zamyka krok resume",
            "krok resume closes the bundle of a run that broke off",
        )
        .spoken(language),
        StatementError::SealOther => Both::new(
            "pieczęć zmieniła się od początku przeglądu, więc werdykt dotyczyłby innej teczki",
            "the seal has changed since the review began, so the verdict would be about another bundle",
        )
        .hint(
            "proszę sprawdzić teczkę (krok verify) i zacząć przegląd od nowa",
            "check the bundle (krok verify) and begin the review anew",
        )
        .spoken(language),
        StatementError::Draft { file, why } => Both::new(
            quoting(&format!("szkicu przeglądu „{file}” nie da się odczytać"), why),
            quoting(&format!("the draft of the review `{file}` cannot be read"), why),
        )
        .hint(
            "proszę usunąć ten plik i przejrzeć teczkę od początku albo podać inne nazwisko: --reviewer",
            "remove this file and review the bundle from the beginning, or give another name: --reviewer",
        )
        .spoken(language),
        StatementError::Signed => Both::new(
            "pieczęć jest już podpisana (seal.json.sig); krok nie nadpisuje podpisów",
            "the seal is signed already (seal.json.sig); krok overwrites no signature",
        )
        .hint(
            "druga osoba może złożyć kontrasygnatę: krok countersign",
            "another person may countersign: krok countersign",
        )
        .spoken(language),
        StatementError::TooLarge => {
            Both::new("plik jest większy niż 64 MiB", "the file is larger than 64 MiB").spoken(language)
        }
        StatementError::Unreadable(source) => Both::new(
            format!("nie można odczytać pliku: {}", refusal(source, Language::Polish)),
            format!("the file cannot be read: {}", refusal(source, Language::English)),
        )
        .spoken(language),
        StatementError::Sign(fault) => sign(fault, language),
        StatementError::Storage(error) => evidence(error, language),
    }
}
