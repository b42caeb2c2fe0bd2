//! The schema of a runbook.

use serde_json::{Value, json};

use super::DRAFT;
use super::condition::{condition, conditions};
use super::step::step;
use super::word::{IDENTIFIER, NAME, form, label, table, undescribed, version, word};
use crate::runbook::lower::keys;

/// Number of a point of the instruction.
const POINT: &str = "^[0-9][0-9A-Za-z]*(\\.[0-9][0-9A-Za-z]*)*(/[0-9][0-9A-Za-z]*)?(-[a-z][0-9a-z-]*)?$";

/// Returns the JSON Schema of runbooks.
pub fn runbook() -> Value {
    let required = ["schema", "title", "portal", "inputs", "step"];
    let mut schema = table(
        "Procedura na portalu, zapisana tak, by dało się ją czytać obok urzędowej instrukcji.",
        keys::RUNBOOK,
        &required,
        top,
    );
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(format!("Runbook krok, wersja języka {}", keys::SCHEMA));
    schema["$defs"] = json!({
        "input": input(),
        "step": step(),
        "asked": asked(),
        "condition": condition(),
        "steps": { "type": "array", "items": { "$ref": "#/$defs/step" }, "minItems": 1 },
        "value": value(),
        "search": { "type": ["string", "integer"] },
        "fields": places("value", keys::DEEPEST),
        "searches": places("search", keys::DEEPEST),
    });
    schema
}

fn top(key: &str) -> Value {
    match key {
        "schema" => version(),
        "title" => label("Tytuł dla ludzi.", "Skrytki: odbiór w trybie PULL"),
        "portal" => form(
            "Nazwa portalu, ta sama co `name` w `portal.toml` obok.",
            IDENTIFIER,
            "epuap",
        ),
        "source" => table(
            "Instrukcja, którą realizuje procedura.",
            keys::SOURCE,
            &["document"],
            source,
        ),
        "inputs" => json!({
            "description": "Dane, które podaje operator; wśród nich ta, która nazywa podmiot.",
            "type": "object",
            "patternProperties": { NAME: { "$ref": "#/$defs/input" } },
            "additionalProperties": false,
        }),
        "require" => conditions("Warunek albo lista warunków, które mają zachodzić przed pierwszym krokiem."),
        "step" => json!({
            "description": "Kroki po kolei.",
            "$ref": "#/$defs/steps",
        }),
        "block" => json!({
            "description": "Kroki uruchamiane przez `run`. Blok widzi tylko swoje parametry, nie dane z `[inputs]`.",
            "type": "object",
            "patternProperties": { IDENTIFIER: { "$ref": "#/$defs/steps" } },
            "additionalProperties": false,
        }),
        _ => undescribed(),
    }
}

pub(super) fn source(key: &str) -> Value {
    match key {
        "document" => label(
            "Tytuł dokumentu.",
            "Instrukcja rekonfiguracji sposobu przyłączenia ePUAP",
        ),
        "chapter" => label("Rozdział, jak w dokumencie.", "3"),
        "points" => json!({
            "description": "Punkty, które procedura ma zrealizować, każdy ze swoim zdaniem.",
            "type": "object",
            "patternProperties": { POINT: label("Zdanie instrukcji.", "Uruchomić edycję każdej ze skrytek.") },
            "additionalProperties": false,
        }),
        _ => undescribed(),
    }
}

pub(super) fn input() -> Value {
    let mut schema = table(
        "Dana, którą podaje operator.",
        keys::INPUT,
        &["type", "ask"],
        |key| match key {
            "type" => word(
                "`text` (dowolny niepusty tekst w jednym wierszu), `integer` (liczba całkowita), `file` (plik z tego komputera), `rows` (plik CSV lub TOML z kolumnami z `columns`) albo `list` (wartości rozdzielone średnikami lub plik z jedną w wierszu).",
                keys::INPUT_TYPES,
            ),
            "ask" => label("Pytanie do operatora.", "Identyfikator podmiotu"),
            "example" => json!({
                "description": "Przykład obok pytania, tego samego typu co dana.",
                "type": ["string", "integer"],
            }),
            "columns" => json!({
                "description": "Kolumny pliku, tylko dla `rows`: nazwa i typ albo lista dozwolonych słów.",
                "type": "object",
                "minProperties": 1,
                "patternProperties": { NAME: { "anyOf": [
                    { "type": "string", "enum": keys::COLUMN_TYPES },
                    { "type": "array", "items": { "type": "string", "pattern": "\\S" }, "minItems": 1 },
                ] } },
                "additionalProperties": false,
            }),
            _ => undescribed(),
        },
    );
    schema["allOf"] = json!([{
        "if": { "properties": { "type": { "const": "rows" } }, "required": ["type"] },
        "then": { "required": ["columns"] },
        "else": { "not": { "required": ["columns"] } },
    }]);
    schema["if"] = json!({ "properties": { "type": { "const": "integer" } }, "required": ["type"] });
    schema["then"] = json!({ "properties": { "example": { "type": "integer" } } });
    schema["else"] = json!({ "properties": { "example": { "type": "string" } } });
    schema
}

fn asked() -> Value {
    let mut schema = table(
        "Okno przeglądarki, które krok zapowiada.",
        keys::ASKED,
        &["answer"],
        |key| match key {
            "says" => label("Cały tekst okna.", "Czy na pewno zapisać?"),
            "leaving" => json!({
                "description": "Własne pytanie przeglądarki, czy opuścić stronę z niezapisanymi zmianami.",
                "const": true,
            }),
            "answer" => word("`accept` to OK, `dismiss` to Anuluj.", keys::ANSWERS),
            "text" => json!({
                "description": "Tekst do wpisania w okno; tylko z `says` i `accept`.",
                "type": "string",
            }),
            _ => undescribed(),
        },
    );
    schema["oneOf"] = json!([{ "required": ["says"] }, { "required": ["leaving"] }]);
    schema["dependentSchemas"] = json!({
        "text": { "required": ["says"], "properties": { "answer": { "const": "accept" } } },
    });
    schema
}

fn value() -> Value {
    json!({
        "description": "Wartość, która ma stać w polu: tekst lub etykieta możliwości, liczba całkowita, `true`/`false`, \
            dzień (2026-11-22), lista wszystkich możliwości, które mają być wybrane, albo \"{dana}\" typu `file`.",
        "anyOf": [
            { "type": ["string", "integer", "boolean"] },
            { "type": "array", "items": { "type": "string", "pattern": "\\S" } },
            table(
                "Wiersz tabeli obok, który przycisk przejmuje; potem jego tekst stoi przy etykiecie.",
                keys::PICK,
                &["pick", "press"],
                pick,
            ),
        ],
    })
}

fn pick(key: &str) -> Value {
    match key {
        "pick" => label("Dokładny tekst jednej z komórek wiersza.", "Pismo ogólne"),
        "press" => label("Przycisk lub odnośnik w wierszu.", "Wybierz"),
        "filter" => label("Pole wyszukiwania, które zawęża tabelę.", "Globalny filtr"),
        _ => undescribed(),
    }
}

/// Fields with values of a kind, within so many levels of places.
fn places(kind: &str, levels: usize) -> Value {
    let value = json!({ "$ref": format!("#/$defs/{kind}") });
    // A table with `pick` is no place.
    let picks = json!({ "required": ["pick"] });
    let mut schema = json!({ "type": "object", "minProperties": 1, "not": picks, "additionalProperties": value });
    for _ in 0..levels {
        schema = json!({
            "type": "object",
            "minProperties": 1,
            "not": picks,
            "additionalProperties": { "anyOf": [value, schema] },
        });
    }
    schema
}
