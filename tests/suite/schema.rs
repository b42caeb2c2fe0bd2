//! The schema for editors and the reader of files agree: what is valid passes, what is wrong in shape does not.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use krok::runbook::{AnyRunbook, Diagnostic, DiagnosticKind, Severity, read, read_any, read_portal, schema};
use serde_json::{Map, Value};

/// Wrong in shape, and yet beyond what a schema can say.
const BEYOND: &[(&str, &str)] = &[(
    "date-with-time",
    "JSON has no dates, so a time is a text like any other",
)];

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// Translates a file as editors do: dates become texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(on) => Value::from(on),
        toml::Value::Datetime(moment) => Value::from(moment.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(entries) => {
            let entries: Map<String, Value> = entries.into_iter().map(|(key, value)| (key, json(value))).collect();
            Value::from(entries)
        }
    }
}

/// Reads a file as JSON; nothing if it is no TOML at all.
fn document(path: &Path) -> Option<Value> {
    let table: toml::Table = fs::read_to_string(path).ok()?.parse().ok()?;
    Some(json(toml::Value::Table(table)))
}

fn complaints(validator: &Validator, document: &Value) -> Vec<String> {
    let errors = validator.iter_errors(document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Every file of a kind below a folder.
fn files(folder: &str, of_portals: bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml")
                && path.ends_with("portal.toml") == of_portals
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn is_shape(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && matches!(diagnostic.kind, DiagnosticKind::Shape(_))
}

#[test]
fn the_schemas_are_schemas() {
    for schema in [schema::runbook(), schema::series(), schema::portal()] {
        assert!(jsonschema::meta::is_valid(&schema));
    }
}

#[test]
fn whatever_the_reader_takes_the_schema_takes() {
    let runbooks = validator(&schema::runbook());
    let portals = validator(&schema::portal());
    let series = validator(&schema::series());
    let mut taken = 0;
    for folder in ["tests/runbooks", "runbooks"] {
        for path in files(folder, false) {
            if read(&path).is_err() {
                continue;
            }
            taken += 1;
            let found = complaints(&runbooks, &document(&path).unwrap());
            assert!(found.is_empty(), "{}: {found:#?}", path.display());
        }
        for path in files(folder, false) {
            if matches!(read_any(&path), Ok(AnyRunbook::Series(_))) {
                taken += 1;
                let found = complaints(&series, &document(&path).unwrap());
                assert!(found.is_empty(), "{}: {found:#?}", path.display());
            }
        }
        for path in files(folder, true) {
            if read_portal(&path).is_err() {
                continue;
            }
            taken += 1;
            let found = complaints(&portals, &document(&path).unwrap());
            assert!(found.is_empty(), "{}: {found:#?}", path.display());
        }
    }
    assert!(taken > 20, "{taken}");
}

#[test]
fn what_is_wrong_in_shape_the_schema_refuses() {
    let runbooks = validator(&schema::runbook());
    let portals = validator(&schema::portal());
    let mut missed = Vec::new();
    let mut refused = 0;
    let mut judge = |path: &Path, validator: &Validator, found: &[Diagnostic]| {
        let Some(document) = document(path) else { return };
        if !found
            .iter()
            .any(|one| is_shape(one) && Path::new(one.file.name()) == path)
        {
            return;
        }
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if !validator.is_valid(&document) {
            refused += 1;
            assert!(
                !BEYOND.iter().any(|(known, _)| *known == stem),
                "{stem} is refused after all"
            );
        } else if !BEYOND.iter().any(|(known, _)| *known == stem) {
            missed.push(path.display().to_string());
        }
    };
    for path in files("tests/runbooks/invalid", false) {
        judge(&path, &runbooks, &read(&path).err().unwrap_or_default());
    }
    for path in files("tests/runbooks/invalid", true) {
        judge(&path, &portals, &read_portal(&path).err().unwrap_or_default());
    }
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(refused > 30, "{refused}");
}

#[test]
fn most_other_mistakes_of_a_step_are_seen_while_writing() {
    let runbooks = validator(&schema::runbook());
    for name in [
        "asked-both",
        "asked-neither",
        "asked-leaving-false",
        "asked-text-with-dismiss",
        "asked-text-on-leaving",
        "asked-with-go",
        "at-most-zero",
        "at-most-too-many",
        "bad-id",
        "block-bad-name",
        "effect-without-press",
        "empty-label",
        "empty-steps",
        "filter-without-fields",
        "frame-with-set",
        "no-steps",
        "no-verb",
        "open-host",
        "place-with-see",
        "place-with-set",
        "places-too-deep",
        "save-without-set",
        "sleep",
        "two-verbs",
        "use-in-a-runbook",
        "window-with-go",
        "with-without-run",
    ] {
        let path = format!("tests/runbooks/invalid/{name}.toml");
        let document = document(Path::new(&path)).unwrap();
        assert!(!runbooks.is_valid(&document), "{name}");
    }
}
