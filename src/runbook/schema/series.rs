//! The schema of a series.

use serde_json::{Value, json};

use super::DRAFT;
use super::condition::{condition, conditions};
use super::runbook::{input, source};
use super::word::{IDENTIFIER, NAME, form, label, table, undescribed, version};
use crate::runbook::lower::keys;

/// Path of a runbook below the folder of the series.
const PATH: &str = "^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){0,3}$";

/// Returns the JSON Schema of series.
pub fn series() -> Value {
    let required = ["schema", "title", "inputs", "step"];
    let mut schema = table(
        "Seria: runbooki wykonywane po kolei dla jednego podmiotu.",
        keys::SERIES,
        &required,
        top,
    );
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(format!("Seria krok, wersja języka {}", keys::SCHEMA));
    schema["$defs"] = json!({
        "input": input(),
        "condition": condition(),
        "step": table("Jeden runbook serii.", keys::STAGE, &["id", "use"], step),
    });
    schema
}

fn top(key: &str) -> Value {
    match key {
        "schema" => version(),
        "title" => label("Tytuł dla ludzi.", "Migracja urzędu"),
        "source" => table(
            "Instrukcja, którą realizuje seria.",
            keys::SOURCE,
            &["document"],
            source,
        ),
        "inputs" => json!({
            "description": "Dane, które podaje operator; wśród nich `podmiot`.",
            "type": "object",
            "patternProperties": { NAME: { "$ref": "#/$defs/input" } },
            "additionalProperties": false,
        }),
        "step" => json!({
            "description": "Runbooki po kolei.",
            "type": "array",
            "items": { "$ref": "#/$defs/step" },
            "minItems": 1,
        }),
        _ => undescribed(),
    }
}

fn step(key: &str) -> Value {
    match key {
        "id" => form("Nazwa etapu, niepowtarzalna w serii.", IDENTIFIER, "skrytki"),
        "cites" => json!({
            "description": "Punkty instrukcji, które realizuje to, że etap stoi w tym miejscu.",
            "type": "array",
            "items": { "type": "string" },
            "minItems": 1,
        }),
        "use" => form(
            "Ścieżka runbooka poniżej folderu serii, bez `.toml`.",
            PATH,
            "epuap/skrytki-pull",
        ),
        "with" => json!({
            "description": "Dane runbooka: każda, o którą pyta, i żadna inna.",
            "type": "object",
            "patternProperties": { NAME: { "type": "string" } },
            "additionalProperties": false,
        }),
        "when" => conditions("Co musi zachodzić, żeby etap wykonać; inaczej jest pominięty."),
        "require" => conditions("Co musi zachodzić, zanim etap się zacznie; inaczej jest wstrzymany."),
        _ => undescribed(),
    }
}
