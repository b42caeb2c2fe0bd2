//! A reviewer's verdict: a document that names the seal it is about, and the signature beside it.

use std::io;
use std::path::Path;

use jiff::Zoned;
use serde::{Deserialize, Serialize};

use crate::evidence::error::EvidenceError;
use crate::evidence::signature::{Namespace, Signer};
use crate::evidence::text::printable;
use crate::evidence::trail::stamp;
use crate::evidence::{bundle, chain, paths};

use super::{MOST, StatementError, add, seal_bytes};

/// Name of the document's format.
const FORMAT: &str = "krok-review/1";

/// Longest remark that is kept, in characters.
const REMARK: usize = 4000;

/// What a reviewer says of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// `krok-review/1`.
    pub format: String,
    /// Name of the run.
    pub run: String,
    /// SHA-256 of the seal, in hex: what the verdict is about.
    pub seal: String,
    /// The verdict.
    pub verdict: Ruling,
    /// Why, if the reviewer says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// What the reviewer is called, as the reviewer says.
    pub name: String,
    /// When, by the reviewer's clock.
    pub date: String,
}

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// The reviewer agrees with the record.
    Accepted,
    /// The reviewer does not.
    Rejected,
}

/// Writes a signed verdict into `countersign/` and returns the name of its file.
///
/// # Errors
///
/// Fails if the bundle has no seal, or if the verdict cannot be signed or stored.
pub fn countersign(
    path: &Path,
    (verdict, remark): (Ruling, &str),
    name: &str,
    signer: &Signer,
) -> Result<String, StatementError> {
    let seal = seal_bytes(path)?;
    let run = match bundle::read_seal(path) {
        Ok(Some(seal)) => seal.run,
        Ok(None) | Err(_) => return Err(StatementError::Unsealed),
    };
    let review = Review {
        format: FORMAT.to_owned(),
        run,
        seal: chain::sha256(&seal),
        verdict,
        remark: printable(remark).chars().take(REMARK).collect(),
        name: printable(name),
        date: stamp(&Zoned::now()),
    };
    let text =
        toml::to_string(&review).map_err(|error| StatementError::Unreadable(io::Error::other(error.to_string())))?;
    let signature = signer
        .sign(Namespace::Review, text.as_bytes())
        .map_err(StatementError::Sign)?;
    let file = free_name(path, &plain_name(name), text.as_bytes())?;
    add(
        path,
        Some(paths::COUNTERSIGN),
        &format!("{file}.sig"),
        signature.as_bytes(),
    )?;
    Ok(format!("{}/{file}", paths::COUNTERSIGN))
}

/// Stores the document under the first name that nobody took.
fn free_name(path: &Path, who: &str, bytes: &[u8]) -> Result<String, StatementError> {
    let mut taken = StatementError::Signed;
    for number in 1..=MOST {
        let name = if number > 1 {
            format!("{who}-{number}.toml")
        } else {
            format!("{who}.toml")
        };
        match add(path, Some(paths::COUNTERSIGN), &name, bytes) {
            Ok(()) => return Ok(name),
            Err(error) if is_taken(&error) => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

pub(super) fn is_taken(error: &StatementError) -> bool {
    matches!(error, StatementError::Storage(EvidenceError::Storage { source, .. })
        if source.kind() == io::ErrorKind::AlreadyExists)
}

/// Makes the name of a file of somebody's name: letters without marks, digits, hyphens.
fn plain_name(name: &str) -> String {
    let unmarked = |letter: char| match letter {
        'ą' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        other if other.is_ascii_alphanumeric() => other,
        _ => '-',
    };
    let plain: String = name.to_lowercase().chars().map(unmarked).take(60).collect();
    let plain = plain.trim_matches('-');
    // What is attached has names of its own.
    if plain.is_empty() || plain.starts_with("attached") {
        format!("reviewer-{plain}").trim_end_matches('-').to_owned()
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_makes_a_name_of_a_file() {
        assert_eq!(plain_name("Łucja Źdźbło"), "lucja-zdzblo");
        assert_eq!(plain_name("../../etc"), "etc");
        assert_eq!(plain_name("…"), "reviewer");
        assert_eq!(plain_name("Attached"), "reviewer-attached");
    }
}
