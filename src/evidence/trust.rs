//! The verifier's own list of who may sign: the format of `allowed_signers` (ssh-keygen(1), "ALLOWED SIGNERS").
//!
//! What a bundle says of keys is never asked: whoever writes a bundle anew writes that anew too.

mod line;

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use jiff::Timestamp;

use super::signature::{Key, Namespace};

/// The longest list that is read, in bytes.
const LIMIT: u64 = 1024 * 1024;

/// Whom the verifier knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustFile {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    principals: String,
    key: Key,
    /// Patterns; none stands for all.
    namespaces: Option<Vec<String>>,
    after: Option<Timestamp>,
    before: Option<Timestamp>,
}

/// What the list says of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vouching {
    /// It is theirs, for this, at this time.
    Theirs(String),
    /// It is theirs, for something else.
    NotForThis(String),
    /// It is theirs, at another time.
    OutOfTime(String),
    /// It is not on the list.
    Unknown,
}

/// The list cannot be used.
#[derive(Debug)]
pub enum TrustError {
    /// It cannot be read.
    File(io::Error),
    /// It is larger than any list.
    TooLarge,
    /// It is not text.
    NotText,
    /// Some lines are wrong; all of them are named.
    Mistakes(Vec<Mistake>),
}

/// A mistake in the list, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line, counted from 1.
    pub line: usize,
    /// Column of the first character, counted from 1.
    pub column: usize,
    /// Characters that are wrong.
    pub width: usize,
    /// The whole line.
    pub text: String,
    /// What is wrong.
    pub kind: MistakeKind,
}

/// What is wrong with a line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// There is no key after the names.
    KeyMissing,
    /// The key cannot be read, or is of a kind that krok does not know.
    KeyUnreadable,
    /// A quotation mark is not closed.
    QuoteOpen,
    /// An option that the format does not have.
    OptionUnknown(String),
    /// An option that needs a value has none.
    ValueMissing(String),
    /// A time that is none.
    TimeWrong(String),
    /// A key that vouches for others: krok reads no certificates.
    CertAuthority,
}

impl TrustFile {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read, or with every mistake in it.
    pub fn read(path: &Path) -> Result<Self, TrustError> {
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(TrustError::File)?;
        if !file.metadata().map_err(TrustError::File)?.is_file() {
            return Err(TrustError::File(io::Error::other("not a regular file")));
        }
        file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(TrustError::File)?;
        if bytes.len() as u64 > LIMIT {
            return Err(TrustError::TooLarge);
        }
        Self::parse(&String::from_utf8(bytes).map_err(|_| TrustError::NotText)?)
    }

    /// Reads a list whose text is at hand.
    ///
    /// # Errors
    ///
    /// Fails with every mistake in it.
    pub fn parse(text: &str) -> Result<Self, TrustError> {
        let mut entries = Vec::new();
        let mut mistakes = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            match line::entry(line) {
                Ok(entry) => entries.extend(entry),
                Err(wrong) => mistakes.push(Mistake {
                    line: number,
                    column: wrong.from + 1,
                    width: wrong.width.max(1),
                    text: line.to_owned(),
                    kind: wrong.kind,
                }),
            }
        }
        if mistakes.is_empty() {
            Ok(Self { entries })
        } else {
            Err(TrustError::Mistakes(mistakes))
        }
    }

    /// Says whose key this is, for a purpose, at a time. Of several lines with one key the best counts.
    pub fn vouching(&self, key: &Key, namespace: Namespace, at: Timestamp) -> Vouching {
        let mut best = Vouching::Unknown;
        for entry in self.entries.iter().filter(|entry| entry.key == *key) {
            let whose = || entry.principals.clone();
            if !entry.is_for(namespace) {
                if best == Vouching::Unknown {
                    best = Vouching::NotForThis(whose());
                }
            } else if entry.is_good_at(at) {
                return Vouching::Theirs(whose());
            } else {
                best = Vouching::OutOfTime(whose());
            }
        }
        best
    }
}

impl Entry {
    fn is_for(&self, namespace: Namespace) -> bool {
        let Some(patterns) = &self.namespaces else {
            return true;
        };
        let matches = |pattern: &str| is_match(pattern.as_bytes(), namespace.name().as_bytes());
        // As in OpenSSH: a pattern after `!` that matches ends it.
        let is_barred = patterns
            .iter()
            .any(|pattern| pattern.strip_prefix('!').is_some_and(matches));
        !is_barred && patterns.iter().any(|pattern| matches(pattern))
    }

    fn is_good_at(&self, at: Timestamp) -> bool {
        self.after.is_none_or(|after| at >= after) && self.before.is_none_or(|before| at <= before)
    }
}

/// Matches `*` and `?` as OpenSSH does (match.c).
fn is_match(pattern: &[u8], text: &[u8]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for sign in pattern {
        let mut next = vec![false; text.len() + 1];
        let mut seen = false;
        for at in 0..=text.len() {
            seen |= reached[at];
            next[at] = match sign {
                b'*' => seen,
                _ if at == 0 => false,
                b'?' => reached[at - 1],
                letter => reached[at - 1] && text[at - 1] == *letter,
            };
        }
        reached = next;
    }
    reached[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";

    fn vouching(options: &str, namespace: Namespace, at: &str) -> Vouching {
        let list = TrustFile::parse(&format!("# urząd\n\nanna {options} {KEY} komentarz\n")).unwrap();
        list.vouching(&Key::parse(KEY).unwrap(), namespace, at.parse().unwrap())
    }

    #[test]
    fn a_key_is_good_for_its_purposes_and_in_its_time() {
        let theirs = Vouching::Theirs("anna".to_owned());
        let day = "2026-11-29T12:00:00Z";
        assert_eq!(vouching("", Namespace::Seal, day), theirs);
        assert_eq!(vouching("namespaces=\"krok-*\"", Namespace::Review, day), theirs);
        for barred in ["namespaces=\"git\"", "namespaces=\"krok-*,!krok-seal@v1\""] {
            let found = vouching(barred, Namespace::Seal, day);
            assert_eq!(found, Vouching::NotForThis("anna".to_owned()), "{barred}");
        }
        assert_eq!(
            vouching("valid-after=20261129Z,valid-before=\"20261130Z\"", Namespace::Seal, day),
            theirs
        );
        for late in ["valid-before=\"20261129115959Z\"", "valid-after=\"202611291201Z\""] {
            let found = vouching(late, Namespace::Seal, day);
            assert_eq!(found, Vouching::OutOfTime("anna".to_owned()), "{late}");
        }
    }

    #[test]
    fn every_mistake_is_named_with_its_place() {
        let found = |line: &str| match TrustFile::parse(line) {
            Err(TrustError::Mistakes(mistakes)) => {
                let [mistake] = mistakes.as_slice() else {
                    panic!("{mistakes:?}")
                };
                (mistake.column, mistake.width, mistake.kind.clone())
            }
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(found("anna"), (5, 1, MistakeKind::KeyMissing));
        assert_eq!(found("anna ssh-ed25519 AAAA"), (6, 16, MistakeKind::KeyUnreadable));
        assert_eq!(found("\"anna x y"), (1, 9, MistakeKind::QuoteOpen));
        let unknown = MistakeKind::OptionUnknown("naemspaces".to_owned());
        assert_eq!(found(&format!("ą naemspaces=\"x\" {KEY}")), (3, 14, unknown));
        assert_eq!(
            found(&format!("anna cert-authority {KEY}")),
            (6, 14, MistakeKind::CertAuthority)
        );
        assert_eq!(
            found(&format!("anna namespaces=\"a\",valid-after=\"jutro\" {KEY}")),
            (21, 19, MistakeKind::TimeWrong("valid-after".to_owned()))
        );
        let missing = MistakeKind::ValueMissing("namespaces".to_owned());
        assert_eq!(found(&format!("anna namespaces {KEY}")), (6, 10, missing));
    }
}
