//! Whether what is covered in pictures was announced: a box bears a name that the trail has told before, with its rule. And whether a
//! later run could know the values again.

use std::collections::BTreeSet;

use crate::evidence::finding::Finding;
use crate::evidence::format::{Event, Reason, Record};

/// Word of the rule whose masks are named after their place in the profile, with a key or without.
const BY_PLACE: &str = "name";

/// Checks the pictures of a run, each against what was told before it.
pub(super) fn check(records: &[&Record], findings: &mut Vec<Finding>) {
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for record in records {
        if let Event::Masked(masked) = &record.event {
            told.insert((&masked.rule, &masked.name));
        } else if let Event::Observed(observed) = &record.event {
            let is_told = |(rule, name): (&str, &str)| told.contains(&(rule, name));
            let masks = &observed.picture.masks;
            if !masks.iter().all(|mask| is_told((&mask.rule, &mask.name))) {
                findings.push(Finding::MaskUntold(record.seq));
            }
        }
    }
}

/// Says that names of masks came without a key: equal ones mean equal values in this run, and nothing beside another.
pub(super) fn notice(records: &[&Record]) -> Option<Reason> {
    let is_keyless = |record: &&&Record| matches!(&record.event, Event::Masked(masked) if masked.mark.is_none() && masked.rule != BY_PLACE);
    let count = records.iter().filter(is_keyless).count();
    (count > 0).then(|| Reason {
        code: "masks-without-key".to_owned(),
        values: [("count".to_owned(), count.to_string())].into(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(rule: &str, mark: Option<&str>) -> Record {
        let mut masked = json!({ "name": "x-1", "rule": rule });
        if let Some(mark) = mark {
            masked["mark"] = json!(mark);
        }
        let record =
            json!({ "seq": 1, "at": "2026-11-29T12:00:00.000+01:00", "mono_ms": 0, "event": { "masked": masked } });
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn masks_without_a_key_are_told_and_names_have_none() {
        let of = |records: &[Record]| notice(&records.iter().collect::<Vec<_>>());
        assert_eq!(of(&[told("pesel", Some("00")), told("name", None)]), None);
        let notice = of(&[told("field", None), told("pesel", None), told("name", None)]).unwrap();
        assert_eq!(
            (notice.code.as_str(), notice.values["count"].as_str()),
            ("masks-without-key", "2")
        );
    }
}
