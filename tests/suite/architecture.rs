//! Who may import whom. To change the table is to change the architecture: do it in the same commit and say why.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Room, the rooms of ours it may name, the crates it may name beyond the standard library.
const TABLE: &[(&str, &[&str], &[&str])] = &[
    // sha2: marks of what is masked, by which a later run knows it again.
    ("text", &[], &["hmac", "sha2", "unicode_normalization"]),
    (
        "runbook",
        &["text"],
        &[
            "annotate_snippets",
            "csv_core",
            "serde_json",
            "strsim",
            "toml",
            "toml_parser",
            "unicode_normalization",
            "url",
        ],
    ),
    ("page", &["runbook", "text"], &[]),
    (
        "browser",
        &["page", "runbook", "text"],
        &[
            "base64",
            "fantoccini",
            "getrandom",
            "http",
            "hyper_util",
            "rustix",
            "serde",
            "serde_json",
            "tempfile",
            "tokio",
            "toml",
            "url",
        ],
    ),
    (
        "executor",
        &["evidence", "page", "runbook", "text"],
        &["strsim", "tokio", "url"],
    ),
    // What pages show and what runbooks say, and nothing of a browser.
    ("recorder", &["page", "runbook", "text"], &["unicode_normalization"]),
    // text: whether two recorded texts are one is judged by the rule by which they were compared in the run.
    (
        "evidence",
        &["text"],
        // cms to x509_cert: time stamps are read and judged where the bundle is. tempfile, zip: a bundle to hand over is a
        // file that is there whole or not at all. ssh_key: signatures. toml: a reviewer's verdict is a document that a
        // person can read.
        &[
            "cms",
            "der",
            "image",
            "jiff",
            "p256",
            "p384",
            "rsa",
            "rustix",
            "serde",
            "serde_json",
            "sha1",
            "sha2",
            "ssh_key",
            "tempfile",
            "toml",
            "x509_cert",
            "zip",
        ],
    ),
    // base64: the file of `krok try` carries its picture within itself.
    // csv: the table over many bundles. percent_encoding: names of folders in links.
    // image, krilla, skrifa: the protocol is a PDF with smaller copies of the pictures. image also marks where two of them
    // differ; similar does so for texts.
    (
        "report",
        &["evidence", "text"],
        &[
            "askama",
            "base64",
            "csv",
            "image",
            "jiff",
            "krilla",
            "percent_encoding",
            "similar",
            "skrifa",
        ],
    ),
    // report: a reviewer sees each step as the report shows it, and there is one way to show it.
    // axum, tokio: its pages are served to one browser on this machine; getrandom: the secrets that keep others out; jiff:
    // whose keys are good is asked as of now; serde: what forms bring.
    (
        "review",
        &["evidence", "report", "text"],
        &["askama", "axum", "getrandom", "jiff", "serde", "tokio"],
    ),
    (
        "cli",
        &[
            "browser", "evidence", "executor", "page", "recorder", "report", "review", "runbook", "text",
        ],
        // http, http_body_util, hyper_util: time stamping authorities are asked over plain HTTP.
        &[
            "clap",
            "getrandom",
            "http",
            "http_body_util",
            "hyper_util",
            "indicatif",
            "jiff",
            "mock_portal",
            "rustix",
            // What `krok verify --json` prints.
            "serde_json",
            "tempfile",
            "tokio",
            "url",
        ],
    ),
];

#[test]
fn rooms_import_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (room, ours, crates) in TABLE {
        for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            for name in names_after(&text, "crate::") {
                if name != *room && !ours.contains(&name.as_str()) {
                    wrong.push(format!("{}: `{room}` may not name `crate::{name}`", file.display()));
                }
            }
            for name in used_crates(&text) {
                if !crates.contains(&name.as_str()) {
                    wrong.push(format!("{}: `{room}` may not use the crate `{name}`", file.display()));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nif you mean it, change the table in tests/suite/architecture.rs in the same commit and say why",
        wrong.join("\n")
    );
}

#[test]
fn every_room_is_in_the_table() {
    let rooms: BTreeSet<String> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let listed: BTreeSet<String> = TABLE.iter().map(|(room, _, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, listed);
}

#[test]
fn no_file_says_glob_import_or_grandparent() {
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for smell in ["::*;", "super::super::"] {
            assert!(
                !product.contains(smell),
                "{}: `{smell}` blinds this test",
                file.display()
            );
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Returns the first path segment after every occurrence of a prefix.
fn names_after(text: &str, prefix: &str) -> BTreeSet<String> {
    text.match_indices(prefix)
        .map(|(at, _)| {
            text[at + prefix.len()..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// Returns the crates named in `use` lines at any depth.
fn used_crates(text: &str) -> BTreeSet<String> {
    let own = names_after(text, "mod ");
    text.lines()
        .filter_map(|line| line.trim_start().trim_start_matches("pub ").strip_prefix("use "))
        .map(|path| {
            path.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        })
        .filter(|name| !own.contains(name))
        .filter(|name| !["crate", "super", "self", "std", "core", "alloc", ""].contains(&name.as_str()))
        .filter(|name| name.chars().next().is_some_and(char::is_lowercase))
        .collect()
}
