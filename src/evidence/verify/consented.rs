//! Whether the consent file that a bundle keeps says what the trail says of it.

use std::path::Path;

use serde::Deserialize;
use toml::Value;

use crate::evidence::bundle::{self, FILE_LIMIT};
use crate::evidence::finding::{ConsentPart, Finding};
use crate::evidence::format::{Consent, Destroying, Event, Record};

use super::destroyed::is_same;

/// What a consent file says; days are dates of TOML, or texts like them.
#[derive(Deserialize)]
struct Said {
    from: String,
    about: String,
    entity: String,
    number: String,
    given: Value,
    expires: Value,
}

/// Holds every consent file against the terms that were recorded. One that is not there is named with the other files.
pub(super) fn check(bundle: &Path, records: &[&Record], findings: &mut Vec<Finding>) {
    for record in records {
        let Event::Destroying(Destroying::Consented(consented)) = &record.event else {
            continue;
        };
        if let Ok(bytes) = bundle::read_file(bundle, &consented.file.path, FILE_LIMIT)
            && !says(&bytes, &consented.terms)
        {
            findings.push(Finding::ConsentDiffers {
                seq: record.seq,
                step: record.step.clone().unwrap_or_default(),
                part: ConsentPart::File,
            });
        }
    }
}

fn says(bytes: &[u8], terms: &Consent) -> bool {
    let Ok(said) = toml::from_str::<Said>(&String::from_utf8_lossy(bytes)) else {
        return false;
    };
    let texts = [
        (&said.from, &terms.from),
        (&said.about, &terms.about),
        (&said.entity, &terms.entity),
        (&said.number, &terms.number),
    ];
    let days = [(&said.given, &terms.given), (&said.expires, &terms.expires)];
    texts.into_iter().all(|(said, told)| is_same(said, told)) && days.into_iter().all(|(said, told)| is_day(said, told))
}

fn is_day(said: &Value, told: &str) -> bool {
    match said {
        Value::Datetime(day) => day.to_string() == told,
        Value::String(day) => day == told,
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Array(_) | Value::Table(_) => false,
    }
}
