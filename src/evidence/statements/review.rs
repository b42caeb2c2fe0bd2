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

/// Name of the format of a verdict on a bundle as a whole.
const WHOLE: &str = "krok-review/1";
/// Name of the format of a verdict that says of steps what it says of them. Each verdict of the first format is one of this
/// that says nothing of any step.
const STEPWISE: &str = "krok-review/2";

/// Longest remark that is kept, in characters.
pub const REMARK: usize = 4000;

/// What a reviewer says of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// `krok-review/1`, or `krok-review/2` with verdicts on steps.
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
    /// Steps that the reviewer was shown, by the record that begins each; none in the first format.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<u64>,
    /// What the reviewer says of steps, in their order; none in the first format.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepReview>,
}

/// What a reviewer says of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepReview {
    /// Sequence number of the record that begins the step.
    pub record: u64,
    /// Path of the step.
    pub path: String,
    /// The verdict.
    pub verdict: StepRuling,
    /// Why, or what is asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// A verdict on a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepRuling {
    /// The reviewer agrees with what it shows.
    Accepted,
    /// The reviewer does not.
    Rejected,
    /// The reviewer asks something before agreeing.
    Questioned,
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

impl Review {
    /// Tells whether the document is of a format that is read and does not contradict itself.
    pub(in crate::evidence) fn fault(&self) -> Option<&'static str> {
        let is_stepwise = self.format == STEPWISE;
        let says_of_steps = !self.opened.is_empty() || !self.steps.is_empty();
        let objects = self.steps.iter().any(|step| step.verdict != StepRuling::Accepted);
        if self.format != WHOLE && !is_stepwise {
            Some("its format is not known")
        } else if says_of_steps && !is_stepwise {
            Some("its format has no verdicts on steps")
        } else if objects && self.verdict == Ruling::Accepted {
            Some("it accepts the whole and not each of its steps")
        } else {
            None
        }
    }
}

/// What a reviewer says of the steps of a bundle, and which of them were shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// Steps shown, by the record that begins each.
    pub opened: Vec<u64>,
    /// What is said of steps, in their order.
    pub said: Vec<StepReview>,
}

/// Writes a signed verdict into `countersign/` and returns the name of its file.
///
/// # Errors
///
/// Fails if the bundle has no seal, or if the verdict cannot be signed or stored.
pub fn countersign(path: &Path, said: (Ruling, &str), name: &str, signer: &Signer) -> Result<String, StatementError> {
    let review = review(path, said, name)?;
    store(path, paths::COUNTERSIGN, &review, Some(signer))
}

/// Writes a verdict that was reached step by step into `reviews/`, signed if there is somebody to sign, and returns the
/// name of its file.
///
/// # Errors
///
/// Fails if the bundle has no seal or another than the one reviewed, or if the verdict cannot be signed or stored.
pub fn record_review(
    path: &Path,
    of: &str,
    (said, steps): ((Ruling, &str), Steps),
    name: &str,
    signer: Option<&Signer>,
) -> Result<String, StatementError> {
    let whole = review(path, said, name)?;
    if whole.seal != of {
        return Err(StatementError::SealOther);
    }
    let review = Review {
        format: STEPWISE.to_owned(),
        opened: steps.opened,
        steps: steps.said,
        ..whole
    };
    store(path, paths::REVIEWS, &review, signer)
}

fn review(path: &Path, (verdict, remark): (Ruling, &str), name: &str) -> Result<Review, StatementError> {
    let seal = seal_bytes(path)?;
    let run = match bundle::read_seal(path) {
        Ok(Some(seal)) => seal.run,
        Ok(None) | Err(_) => return Err(StatementError::Unsealed),
    };
    Ok(Review {
        format: WHOLE.to_owned(),
        run,
        seal: chain::sha256(&seal),
        verdict,
        remark: kept(remark),
        name: printable(name),
        date: stamp(&Zoned::now()),
        opened: Vec::new(),
        steps: Vec::new(),
    })
}

/// Returns a remark as it is kept: what can be read of it, up to a length. Lines end as they do in files, not as in forms.
pub fn kept(remark: &str) -> String {
    let lines = remark.replace("\r\n", "\n");
    printable(&lines).trim().chars().take(REMARK).collect()
}

fn store(path: &Path, below: &str, review: &Review, signer: Option<&Signer>) -> Result<String, StatementError> {
    let text = text_of(review)?;
    let signature = signer
        .map(|signer| signer.sign(Namespace::Review, text.as_bytes()))
        .transpose()
        .map_err(StatementError::Sign)?;
    let file = free_name(path, (below, &plain_name(&review.name)), text.as_bytes())?;
    if let Some(signature) = signature {
        add(path, Some(below), &format!("{file}.sig"), signature.as_bytes())?;
    }
    Ok(format!("{below}/{file}"))
}

fn text_of(document: &impl Serialize) -> Result<String, StatementError> {
    toml::to_string(document).map_err(|error| StatementError::Unreadable(io::Error::other(error.to_string())))
}

/// Stores the document under the first name that nobody took.
fn free_name(path: &Path, (below, who): (&str, &str), bytes: &[u8]) -> Result<String, StatementError> {
    let mut taken = StatementError::Signed;
    for number in 1..=MOST {
        let name = if number > 1 {
            format!("{who}-{number}.toml")
        } else {
            format!("{who}.toml")
        };
        match add(path, Some(below), &name, bytes) {
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
pub(super) fn plain_name(name: &str) -> String {
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

    /// A verdict on a whole bundle as the first version wrote it.
    const FIRST: &str = r#"format = "krok-review/1"
run = "2026-11-22T14-05-09Z-epuap-skrytki-pull-3f9c"
seal = "3fdb471675f2606932e0f27429ec35b2d3f20cc14af265e76c3fbe452b5f3688"
verdict = "accepted"
remark = "Zgodne z pismem."
name = "Anna Nowak"
date = "2026-11-23T09:00:00.000+01:00"
"#;

    #[test]
    fn verdicts_of_both_formats_are_read_and_none_that_contradicts_itself() {
        let read = |text: &str| toml::from_str::<Review>(text).unwrap();
        let first = read(FIRST);
        assert_eq!((first.fault(), first.steps.len()), (None, 0));
        assert_eq!(toml::to_string(&first).unwrap(), FIRST);
        let step = "opened = [7]\n\n[[step]]\nrecord = 7\npath = \"lista\"\nverdict = \"questioned\"\n";
        let text = format!("{FIRST}{step}").replace("review/1", "review/2");
        let mut second = read(&text);
        assert_eq!(toml::to_string(&second).unwrap(), text);
        assert!(second.fault().is_some(), "accepted, and a step is not");
        second.verdict = Ruling::Rejected;
        assert_eq!(second.fault(), None);
        for format in ["krok-review/1", "krok-review/3", ""] {
            format.clone_into(&mut second.format);
            assert!(second.fault().is_some(), "{format}");
        }
    }

    #[test]
    fn a_name_makes_a_name_of_a_file() {
        assert_eq!(plain_name("Łucja Źdźbło"), "lucja-zdzblo");
        assert_eq!(plain_name("../../etc"), "etc");
        assert_eq!(plain_name("…"), "reviewer");
        assert_eq!(plain_name("Attached"), "reviewer-attached");
    }
}
