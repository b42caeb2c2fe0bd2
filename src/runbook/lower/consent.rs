//! A consent file: its keys, and whether it fits what it is needed for.

use crate::runbook::consent::{Consent, Day, Need};
use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{ConsentFault, Part, ShapeFault, Wanted};
use crate::runbook::reader::Reader;
use crate::text::label::Label;
use crate::text::source::SourceFile;

/// Every key of a consent file.
pub(crate) const CONSENT_FILE: &[&str] = &["from", "about", "entity", "number", "given", "expires", "document"];

/// Reads a consent file; what does not fit is reported where it stands.
pub(crate) fn consent(reader: &mut Reader, table: &Table, need: &Need) -> Option<Consent> {
    reader.keys(table, Part::ConsentFile, CONSENT_FILE);
    let from = fitting(reader, table, "from", &need.from);
    let about = fitting(reader, table, "about", &need.about);
    let entity = fitting(reader, table, "entity", &need.entity);
    let number = reader.required(table, "number", Part::ConsentFile);
    let number = number.and_then(|entry| Some(reader.text(entry)?.text.to_owned()));
    let given = reader.required(table, "given", Part::ConsentFile);
    let given_at = given.map(|entry| entry.node.span.clone());
    let given = given.and_then(|entry| day(reader, entry));
    let expires = reader.required(table, "expires", Part::ConsentFile);
    let expires_at = expires.map(|entry| entry.node.span.clone());
    let expires = expires.and_then(|entry| day(reader, entry));
    let document = reader.required(table, "document", Part::ConsentFile);
    let document = document.and_then(|entry| beside(reader, entry));
    let today = need.today;
    if let (Some(given), Some(at)) = (given, given_at)
        && given > today
    {
        reader.report(&at, ConsentFault::NotYet { given, today });
    }
    if let (Some(expires), Some(at)) = (expires, expires_at) {
        if given.is_some_and(|given| expires < given) {
            reader.report(&at, ConsentFault::EndsBeforeItBegins);
        } else if expires < today {
            reader.report(&at, ConsentFault::Expired { expires, today });
        }
    }
    Some(Consent {
        from: from?,
        about: about?,
        entity: entity?,
        number: number?,
        given: given?,
        expires: expires?,
        document: document?,
        file: SourceFile::new("", ""),
    })
}

/// Reads a text that has to be the one needed.
fn fitting(reader: &mut Reader, table: &Table, key: &'static str, needed: &str) -> Option<String> {
    let entry = reader.required(table, key, Part::ConsentFile)?;
    let written = reader.text(entry)?;
    if Label::new(written.text) != Label::new(needed) {
        let fault = ConsentFault::Other {
            key,
            seen: written.text.to_owned(),
            needed: needed.to_owned(),
        };
        reader.report(written.span, fault);
        return None;
    }
    Some(written.text.to_owned())
}

fn day(reader: &mut Reader, entry: &Entry) -> Option<Day> {
    match entry.node.value {
        Value::Date(Some(date)) => Some(Day(date.year, date.month, date.day)),
        Value::Date(None) => {
            reader.report(&entry.node.span, ShapeFault::NotADay);
            None
        }
        Value::Text(_) | Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::List(_) | Value::Table(_) => {
            reader.wrong_type(&entry.key, &entry.node, Wanted::Day);
            None
        }
    }
}

/// Reads the name of a file in the same folder: what lies elsewhere is no document beside the consent.
fn beside(reader: &mut Reader, entry: &Entry) -> Option<String> {
    let written = reader.text(entry)?;
    let is_plain = !written.text.contains(['/', '\\']) && ![".", ".."].contains(&written.text);
    if !is_plain {
        let seen = written.text.to_owned();
        reader.report(written.span, ConsentFault::DocumentElsewhere { seen });
        return None;
    }
    Some(written.text.to_owned())
}
