//! A bundle of every format that is read, frozen as the program of its time wrote it: it means today what it meant then.

use std::fs;
use std::path::{Path, PathBuf};

use krok::evidence::bundle::Bundle;
use krok::evidence::format::{READABLE, Verdict};
use krok::evidence::verify::verify;
use krok::report::html;
use krok::text::language::Language;

use crate::support::forger::copy_folder;
use crate::support::golden::{example, room};
use crate::support::outside_verifiers::{python_says, shell_says};

/// Each format with its bundle: a form of two fields that was changed and saved.
fn frozen() -> impl Iterator<Item = (&'static str, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles");
    READABLE
        .into_iter()
        .map(move |format| (format, folder.join(format.replace('/', "-"))))
}

/// Every file of a bundle, by path below it.
fn files(bundle: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["", "inputs", "pictures", "texts"] {
        for entry in fs::read_dir(bundle.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                files.push(path.strip_prefix(bundle).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_bundle_of_every_format_is_whole_and_says_what_it_said() {
    for (format, path) in frozen() {
        let bundle = Bundle::open(&path).unwrap_or_else(|error| panic!("{format}: {error}"));
        assert_eq!(bundle.started().unwrap().format, format);
        let finished = bundle.finished().unwrap();
        assert_eq!((finished.verdict, finished.changes), (Verdict::Changed, 2), "{format}");
        let verification = verify(&path);
        assert_eq!(verification.integrity, [], "{format}");
        assert_eq!(verification.completeness, [], "{format}");
        for language in [Language::Polish, Language::English] {
            let page = html::render(&bundle, &verification, language).unwrap();
            for told in ["Kolejka", "PULL", "pzgliwice", bundle.head()] {
                assert!(page.contains(told), "{format}, {language:?}: {told}");
            }
        }
    }
}

#[test]
fn the_example_that_a_stranger_sees_first_is_whole_and_its_report_is_as_reports_are_now() {
    let example = example();
    let bundle = Bundle::open(&example).unwrap();
    let verification = verify(&example);
    assert!(
        verification.is_intact() && verification.is_complete(),
        "{verification:?}"
    );
    assert_eq!(bundle.finished().unwrap().verdict, Verdict::Changed);
    let page = html::render(&bundle, &verification, Language::Polish).unwrap();
    let kept = fs::read_to_string(example.join("report.html")).unwrap();
    assert!(kept == page, "krok report writes it anew, and docs/report.png shows it");
}

#[test]
fn outside_verifiers_say_the_same_of_every_format() {
    let all: Vec<PathBuf> = frozen().map(|(_, path)| path).collect();
    assert_eq!(python_says(&all), vec![0; all.len()]);
    for path in &all {
        assert_eq!(shell_says(path), 0, "{}", path.display());
    }
}

#[test]
fn one_byte_changed_in_any_file_of_any_format_is_found() {
    let room = room();
    let mut changed = Vec::new();
    for (format, path) in frozen() {
        for name in files(&path) {
            let copy = room.path().join(format!("{:04}", changed.len()));
            copy_folder(&path, &copy);
            let mut bytes = fs::read(copy.join(&name)).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(copy.join(&name), bytes).unwrap();
            assert!(!verify(&copy).is_intact(), "{format}: {name}");
            changed.push(copy);
        }
    }
    assert!(changed.len() > 6 * READABLE.len(), "{}", changed.len());
    assert_eq!(python_says(&changed), vec![1; changed.len()]);
}
