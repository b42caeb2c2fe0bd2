//! One line of the list: names, options, key, comment.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::evidence::signature::Key;

use super::{Entry, MistakeKind};

/// Where a line is wrong, in characters from 0.
pub(super) struct Wrong {
    pub(super) from: usize,
    pub(super) width: usize,
    pub(super) kind: MistakeKind,
}

/// A word of a line and where it stands.
struct Word {
    text: String,
    from: usize,
}

impl Word {
    fn width(&self) -> usize {
        self.text.chars().count()
    }

    fn wrong(&self, kind: MistakeKind) -> Wrong {
        Wrong {
            from: self.from,
            width: self.width(),
            kind,
        }
    }
}

/// Kinds of keys by which a key is told from options.
const KINDS: [&str; 4] = ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"];

/// Reads a line; none if it says nothing.
pub(super) fn entry(line: &str) -> Result<Option<Entry>, Wrong> {
    let words = split(line, char::is_whitespace)?;
    let Some((names, rest)) = words.split_first() else {
        return Ok(None);
    };
    if names.text.starts_with('#') {
        return Ok(None);
    }
    let is_kind = |word: &Word| KINDS.iter().any(|kind| word.text.starts_with(kind));
    let (options, key) = match rest {
        [first, ..] if is_kind(first) => (None, rest),
        [first, key @ ..] => (Some(first), key),
        [] => (None, rest),
    };
    let [kind, base64, ..] = key else {
        return Err(Wrong {
            from: line.trim_end().chars().count(),
            width: 1,
            kind: MistakeKind::KeyMissing,
        });
    };
    let mut entry = Entry {
        principals: names.text.trim_matches('"').to_owned(),
        key: Key::parse(&format!("{} {}", kind.text, base64.text)).ok_or_else(|| Wrong {
            from: kind.from,
            width: base64.from + base64.width() - kind.from,
            kind: MistakeKind::KeyUnreadable,
        })?,
        namespaces: None,
        after: None,
        before: None,
    };
    if let Some(options) = options {
        for option in split(&options.text, |letter| letter == ',')? {
            take(&mut entry, &option).map_err(|kind| Wrong {
                from: options.from + option.from,
                ..option.wrong(kind)
            })?;
        }
    }
    Ok(Some(entry))
}

fn take(entry: &mut Entry, option: &Word) -> Result<(), MistakeKind> {
    let (name, value) = match option.text.split_once('=') {
        Some((name, value)) => (name, Some(value.trim_matches('"'))),
        None => (option.text.as_str(), None),
    };
    let lower = name.to_ascii_lowercase();
    let value = || {
        value
            .filter(|value| !value.is_empty())
            .ok_or_else(|| MistakeKind::ValueMissing(lower.clone()))
    };
    let time = || time(value()?).ok_or_else(|| MistakeKind::TimeWrong(lower.clone()));
    match lower.as_str() {
        "cert-authority" => return Err(MistakeKind::CertAuthority),
        "namespaces" => entry.namespaces = Some(value()?.split(',').map(|name| name.trim().to_owned()).collect()),
        "valid-after" => entry.after = Some(time()?),
        "valid-before" => entry.before = Some(time()?),
        _ => return Err(MistakeKind::OptionUnknown(name.to_owned())),
    }
    Ok(())
}

/// Reads `YYYYMMDD[HHMM[SS]]`, which is local time, or with `Z` that of Greenwich.
fn time(text: &str) -> Option<Timestamp> {
    let (digits, zone) = match text.strip_suffix(['Z', 'z']) {
        Some(digits) => (digits, TimeZone::UTC),
        None => (text, TimeZone::system()),
    };
    if !matches!(digits.len(), 8 | 12 | 14) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).map_or(Some(0), |part| part.parse::<i8>().ok());
    let date = civil::Date::new(digits.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?).ok()?;
    let clock = civil::Time::new(part(8, 10)?, part(10, 12)?, part(12, 14)?, 0).ok()?;
    let zoned = DateTime::from_parts(date, clock).to_zoned(zone).ok()?;
    Some(zoned.timestamp())
}

/// Splits at separators outside quotation marks.
fn split(text: &str, is_separator: impl Fn(char) -> bool) -> Result<Vec<Word>, Wrong> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = None;
    let mut goes_on = false;
    for (at, letter) in text.chars().enumerate() {
        if letter == '"' {
            open = if open.is_some() { None } else { Some(at) };
        } else if open.is_none() && is_separator(letter) {
            goes_on = false;
            continue;
        }
        match words.last_mut().filter(|_| goes_on) {
            Some(word) => word.text.push(letter),
            None => words.push(Word {
                text: letter.to_string(),
                from: at,
            }),
        }
        goes_on = true;
    }
    match open {
        Some(from) if !text.trim_start().starts_with('#') => Err(Wrong {
            from,
            width: text.chars().count() - from,
            kind: MistakeKind::QuoteOpen,
        }),
        Some(_) | None => Ok(words),
    }
}
