//! The language as a JSON Schema, so that an editor completes and checks while an author writes.
//!
//! Keys come from the lists by which files are read; a schema cannot say everything that the reader checks, but it never
//! refuses what the reader takes.

mod condition;
mod portal;
mod runbook;
mod series;
mod step;
mod word;

pub use portal::portal;
pub use runbook::runbook;
pub use series::series;

/// The dialect.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::runbook::lower::keys;

    fn described(schema: &Value, part: &str, keys: &[&str]) {
        let known = schema.pointer(part).and_then(Value::as_object).unwrap();
        let named: Vec<&str> = known.keys().map(String::as_str).collect();
        assert_eq!(named, keys, "{part}");
        for (key, value) in known {
            let says = value.get("description").and_then(Value::as_str);
            assert!(
                says.is_some_and(|text| !text.is_empty()),
                "{part}: `{key}` has no description"
            );
        }
    }

    #[test]
    fn every_key_of_the_language_is_described() {
        let runbook = runbook();
        described(&runbook, "/properties", keys::RUNBOOK);
        described(&runbook, "/properties/source/properties", keys::SOURCE);
        described(&runbook, "/$defs/input/properties", keys::INPUT);
        described(&runbook, "/$defs/step/properties", keys::STEP);
        described(&runbook, "/$defs/step/properties/for_each/properties", keys::FOR_EACH);
        described(&runbook, "/$defs/asked/properties", keys::ASKED);
        described(&runbook, "/$defs/step/properties/record/properties", keys::RECORD);
        for (part, keys) in [
            ("confirm", keys::CONFIRM),
            ("gone", keys::GONE),
            ("consent", keys::CONSENT),
        ] {
            described(&runbook, &format!("/$defs/step/properties/{part}/properties"), keys);
        }
        described(&runbook, "/$defs/condition/properties", keys::CONDITION);
        let series = series();
        described(&series, "/properties", keys::SERIES);
        described(&series, "/$defs/step/properties", keys::STAGE);
        let portal = portal();
        described(&portal, "/properties", keys::PORTAL);
        for (part, keys) in [
            ("login", keys::LOGIN),
            ("entity", keys::ENTITY),
            ("session", keys::SESSION),
            ("page", keys::PAGE),
            ("effects", keys::EFFECTS),
            ("masks", keys::MASKS),
        ] {
            described(&portal, &format!("/properties/{part}/properties"), keys);
        }
    }
}
