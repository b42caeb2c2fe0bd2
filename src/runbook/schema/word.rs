//! Pieces of a schema that several parts share.

use serde_json::{Map, Value, json};

use crate::runbook::lower::keys::SCHEMA;

/// Something visible on one line.
const LABEL: &str = "^[^\\u0000-\\u001F\\u007F]*[^\\s\\u0000-\\u001F\\u007F][^\\u0000-\\u001F\\u007F]*$";

/// An identifier of a step, a block or a portal.
pub(super) const IDENTIFIER: &str = "^[a-z0-9][a-z0-9-]*$";

/// A name of an input or a parameter.
pub(super) const NAME: &str = "^[a-z][a-z0-9_-]*$";

/// A path under the portal.
pub(super) const PATH: &str = "^/([^/\\s\\\\][^\\s\\\\]*)?$";

/// An address of a server.
const ORIGIN: &str = "^https?://[^/\\s]+/?$";

/// A table that knows these keys and no others.
pub(super) fn table(description: &str, keys: &[&str], required: &[&str], of: impl Fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), of(key))).collect();
    json!({
        "description": description,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// A text with something visible in it.
pub(super) fn label(description: &str, example: &str) -> Value {
    json!({ "description": description, "type": "string", "pattern": LABEL, "examples": [example] })
}

/// A text of a certain form.
pub(super) fn form(description: &str, pattern: &str, example: &str) -> Value {
    json!({ "description": description, "type": "string", "pattern": pattern, "examples": [example] })
}

/// One of a few words.
pub(super) fn word(description: &str, words: &[&str]) -> Value {
    json!({ "description": description, "type": "string", "enum": words })
}

/// A list of texts that is not empty and holds nothing twice.
pub(super) fn labels(description: &str, example: &[&str]) -> Value {
    let item = json!({ "type": "string", "pattern": LABEL });
    json!({
        "description": description,
        "type": "array",
        "items": item,
        "minItems": 1,
        "examples": [example],
    })
}

/// One text or a list of them.
pub(super) fn label_or_labels(description: &str, example: &str) -> Value {
    json!({
        "description": description,
        "anyOf": [label("Tekst.", example), labels("Lista tekstów.", &[example])],
        "examples": [example],
    })
}

/// A time.
pub(super) fn duration(description: &str, example: &str) -> Value {
    form(description, "^[0-9]{1,4}[sm]$", example)
}

/// An address of a server.
pub(super) fn origin(description: &str) -> Value {
    form(description, ORIGIN, "https://epuap.gov.pl")
}

/// A list of addresses of servers.
pub(super) fn origins(description: &str) -> Value {
    json!({
        "description": description,
        "type": "array",
        "items": { "type": "string", "pattern": ORIGIN },
        "minItems": 1,
        "uniqueItems": true,
    })
}

/// The version of the language.
pub(super) fn version() -> Value {
    json!({ "description": "Wersja języka.", "const": SCHEMA })
}

/// A key that has no words of its own; a test finds it.
pub(super) fn undescribed() -> Value {
    json!({})
}
