//! Lines against what their columns take: nothing empty, nothing of another type, no key twice, not too many.

use std::collections::BTreeMap;

use url::{Host, Url};

use super::{Addresses, Cell, Line, Raw, Wanted};
use crate::runbook::fault::DataFault;
use crate::runbook::lower::keys::MOST_ROWS;
use crate::runbook::model::{ColumnKind, InputKind, Key};
use crate::runbook::reader::Reader;
use crate::runbook::suggestion::nearest;
use crate::runbook::written::Written;
use crate::text::label::Label;

/// Lines by the texts that they have in the columns of a key.
type Known<'k> = BTreeMap<(&'k Key, Vec<Label>), usize>;

/// Checks every line and reports all that is wrong.
pub(super) fn lines(reader: &mut Reader, raws: Vec<Raw>, wanted: Wanted<'_>) -> Vec<Line> {
    let limit = wanted.at_most().unwrap_or(MOST_ROWS).min(MOST_ROWS);
    if let Some(raw) = raws.get(limit) {
        let count = raws.len();
        reader.report(&raw.span, DataFault::TooMany { count, limit });
    }
    let keys = wanted.keys();
    let mut known = Known::new();
    let mut lines = Vec::new();
    for mut raw in raws {
        let number = reader.line(raw.span.start);
        raw.cells.retain(|cell| check(reader, cell, wanted));
        for key in &keys {
            check_key(reader, &mut known, &raw.cells, key, number);
        }
        let cells = raw.cells.into_iter().map(|cell| (cell.column, cell.text));
        lines.push(Line {
            number,
            cells: cells.collect(),
        });
    }
    lines
}

/// Reports a line that has the same texts in the columns of a key as an earlier one.
fn check_key<'k>(reader: &mut Reader, known: &mut Known<'k>, cells: &[Cell], key: &'k Key, number: usize) {
    let in_key = key
        .columns()
        .iter()
        .map(|column| cells.iter().find(|cell| cell.column == *column));
    let Some(in_key) = in_key.collect::<Option<Vec<&Cell>>>() else {
        return;
    };
    let labels = in_key.iter().map(|cell| Label::new(&cell.text)).collect();
    if let (Some(line), Some(first)) = (known.insert((key, labels), number), in_key.first()) {
        let texts: Vec<String> = in_key.iter().map(|cell| cell.text.clone()).collect();
        let columns = key.columns().to_vec();
        reader.report(&first.span, DataFault::KeyTwice { texts, columns, line });
    }
}

fn check(reader: &mut Reader, cell: &Cell, wanted: Wanted<'_>) -> bool {
    if Label::new(&cell.text).is_empty() {
        let column = cell.column.clone();
        reader.report(&cell.span, DataFault::Empty { column });
        return false;
    }
    let written = Written {
        key: &cell.column,
        text: &cell.text,
        span: &cell.span,
    };
    if !reader.check_characters(written) {
        return false;
    }
    let InputKind::Rows(columns) = &wanted.input.kind else {
        return true;
    };
    let column = columns.iter().find(|column| column.name == cell.column);
    let seen = || cell.text.clone();
    let fault = match column.map(|column| &column.kind) {
        Some(ColumnKind::Integer) if cell.text.parse::<i64>().is_err() => DataFault::NotInteger { seen: seen() },
        Some(ColumnKind::Https) if !is_address(&cell.text, wanted.addresses) => DataFault::NotHttps { seen: seen() },
        Some(ColumnKind::Choice(words)) if !words.contains(&cell.text) => DataFault::NotOffered {
            seen: seen(),
            suggestion: nearest(&cell.text, words.iter().map(String::as_str)),
            known: words.clone(),
        },
        Some(ColumnKind::Text | ColumnKind::Integer | ColumnKind::Https | ColumnKind::Choice(_)) | None => return true,
    };
    reader.report(&cell.span, fault);
    false
}

/// Says whether a text is an address that nobody on the way can read along, without a name and password in it.
fn is_address(text: &str, addresses: Addresses) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let is_bare = url.username().is_empty() && url.password().is_none();
    let is_loopback = || match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(_)) | None => false,
    };
    // A parser of addresses forgives `https:host` and backslashes; a person is to see what is opened.
    let is_plain = text.contains("://") && !text.contains(|c: char| c == '\\' || c.is_whitespace());
    let is_safe = match url.scheme() {
        "https" => url.has_host(),
        "http" => addresses == Addresses::Practice && is_loopback(),
        _ => false,
    };
    is_bare && is_plain && is_safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encrypted_and_holds_no_password() {
        for right in ["https://bip.gliwice.eu", "https://bip.gliwice.eu:8443/k?id=1"] {
            assert!(is_address(right, Addresses::Encrypted), "{right}");
        }
        for wrong in [
            "http://bip.gliwice.eu",
            "http://127.0.0.1:8001",
            "https://anna:haslo@bip.gliwice.eu",
            "https:bip.gliwice.eu",
            "https:\\\\bip.gliwice.eu",
            "bip.gliwice.eu",
            "javascript://x",
            "https://",
        ] {
            assert!(!is_address(wrong, Addresses::Encrypted), "{wrong}");
        }
        assert!(is_address("http://127.0.0.1:8001/x", Addresses::Practice));
        assert!(!is_address("http://bip.gliwice.eu", Addresses::Practice));
    }
}
