//! The schema of conditions.

use serde_json::{Value, json};

use super::word::{IDENTIFIER, label, table, undescribed};
use crate::runbook::lower::keys;

/// One condition or a list of them.
pub(super) fn conditions(description: &str) -> Value {
    json!({
        "description": description,
        "anyOf": [
            { "$ref": "#/$defs/condition" },
            { "type": "array", "items": { "$ref": "#/$defs/condition" }, "minItems": 1 },
        ],
    })
}

/// The schema of one condition.
pub(super) fn condition() -> Value {
    let mut schema = table("Warunek: jedno pytanie.", keys::CONDITION, &[], key);
    schema["oneOf"] = json!([
        { "required": ["see"] },
        { "required": ["not_see"] },
        { "required": ["field"], "oneOf": is() },
        { "required": ["value"], "oneOf": is() },
        { "required": ["table", "key"], "oneOf": [{ "required": ["has"] }, { "required": ["lacks"] }] },
        { "required": ["done"], "dependentRequired": { "step": ["answer"], "answer": ["step"] } },
    ]);
    schema["dependentSchemas"] = json!({
        "is": { "anyOf": [{ "required": ["field"] }, { "required": ["value"] }] },
        "is_not": { "anyOf": [{ "required": ["field"] }, { "required": ["value"] }] },
        "tab": { "required": ["field"] },
        "section": { "required": ["field"] },
        "key": { "required": ["table"] },
        "has": { "required": ["table"] },
        "lacks": { "required": ["table"] },
        "step": { "required": ["done"] },
        "answer": { "required": ["done"] },
    });
    schema
}

fn is() -> Value {
    json!([{ "required": ["is"] }, { "required": ["is_not"] }])
}

fn key(key: &str) -> Value {
    match key {
        "see" => label("Tekst, który ma być na stronie.", "Brak systemów"),
        "not_see" => label("Tekst, którego ma nie być.", "Brak uprawnień"),
        "field" => label("Etykieta pola lub podpisanego tekstu na stronie.", "Status Karty"),
        "value" => label("Wartość danej lub parametru.", "{sposob}"),
        "table" => label("Nagłówek tabeli na stronie.", "Systemy"),
        "done" => {
            let pattern = format!("^({0}/)?{0}$", IDENTIFIER.trim_start_matches('^').trim_end_matches('$'));
            let runbook = json!({ "type": "string", "pattern": pattern });
            json!({
                "description": "Runbook wykonany wcześniej dla tego samego podmiotu; sama nazwa albo portal/nazwa. Z listy wystarczy jeden.",
                "anyOf": [runbook.clone(), { "type": "array", "items": runbook, "minItems": 1 }],
                "examples": ["epuap/skrytki-pull"],
            })
        }
        "tab" => label(
            "Zakładka, w której stoi pole; krok otwiera ją, jeśli nie jest otwarta.",
            "Tryb pracy",
        ),
        "section" => label("Nagłówek sekcji, w której stoi pole.", "Powiadomienia"),
        "is" => compared("Co ma tam być."),
        "is_not" => compared("Czego ma tam nie być."),
        "key" => label("Kolumna, w której szuka się wiersza.", "Nazwa systemu"),
        "has" => label("Tekst wiersza, który ma być w tabeli.", "SEKAP"),
        "lacks" => label("Tekst wiersza, którego ma nie być.", "SEKAP"),
        "step" => json!({
            "description": "Krok wcześniejszego runbooka, w którym człowiek odpowiadał.",
            "type": "string",
            "pattern": IDENTIFIER,
            "examples": ["sposob"],
        }),
        "answer" => label("Odpowiedź, która ma być udzielona.", "PULL"),
        "because" => label("Powód, zdaniem dla operatora.", "Rozdział 9 dotyczy tylko trybu PULL."),
        _ => undescribed(),
    }
}

fn compared(description: &str) -> Value {
    json!({ "description": description, "type": ["string", "integer", "boolean"], "examples": ["Aktualna"] })
}
