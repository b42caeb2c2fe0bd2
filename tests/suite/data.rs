//! Files of lines and lists as an operator meets them: whole files in, lines or every mistake out.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use krok::runbook::data::{Addresses, Data, Wanted, read, typed};
use krok::runbook::{Checked, Colour, Diagnostic};
use krok::text::language::Language;

const RUNBOOK: &str = "tests/data/runbook.toml";

fn runbook() -> Checked {
    krok::runbook::read(Path::new(RUNBOOK)).unwrap()
}

fn wanted<'r>(checked: &'r Checked, input: &str) -> Wanted<'r> {
    let input = checked.runbook.inputs.iter().find(|each| each.name == input);
    Wanted {
        input: input.unwrap(),
        runbook: &checked.runbook,
        addresses: Addresses::Encrypted,
        masks: &checked.portal.masks,
    }
}

/// A text file is a list, any other a file of lines, of forms by its name.
fn input_of(path: &Path) -> &'static str {
    let is_of_forms = path.file_name().unwrap().to_string_lossy().starts_with("forms");
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("txt") => "skrytki",
        _ if is_of_forms => "formularze",
        _ => "mapa",
    }
}

fn read_as_its_input(path: &Path) -> Result<Data, Vec<Diagnostic>> {
    read(path, wanted(&runbook(), input_of(path)))
}

fn both_languages(found: &[Diagnostic]) -> String {
    let rendered = |language| -> Vec<String> {
        found
            .iter()
            .map(|diagnostic| diagnostic.render(language, Colour::Never))
            .collect()
    };
    let (polish, english) = (rendered(Language::Polish), rendered(Language::English));
    format!("{}\n\n-- English --\n\n{}\n", polish.join("\n\n"), english.join("\n\n"))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_golden = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "expected");
    let mut found: Vec<PathBuf> = entries.filter(|path| !is_golden(path)).collect();
    found.sort();
    found
}

fn shown(data: &Data) -> String {
    let mut text = String::new();
    for line in &data.lines {
        writeln!(text, "{}: {:?}", line.number, line.cells).unwrap();
    }
    text
}

fn compare(folder: &str, seen: impl Fn(&Path) -> String) {
    let is_accepting = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut different = String::new();
    for path in files(folder) {
        let seen = seen(&path);
        let golden = path.with_file_name(format!("{}.expected", path.file_name().unwrap().display()));
        if is_accepting {
            fs::write(&golden, &seen).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if seen != expected {
            let path = path.display();
            writeln!(different, "== {path}\n-- expected\n{expected}\n-- seen\n{seen}").unwrap();
        }
    }
    assert!(different.is_empty(), "{different}");
}

#[test]
fn every_invalid_file_gets_exactly_its_expected_diagnostics() {
    compare("tests/data/invalid", |path| {
        both_languages(&read_as_its_input(path).unwrap_err())
    });
}

#[test]
fn every_valid_file_gives_its_lines_whatever_its_separators_and_line_ends() {
    compare("tests/data/valid", |path| {
        let data = read_as_its_input(path).map_err(|found| both_languages(&found)).unwrap();
        assert_eq!(data.bytes, fs::read(path).unwrap());
        assert_eq!(data.file.as_deref(), path.file_name().and_then(|name| name.to_str()));
        shown(&data)
    });
}

#[test]
fn a_list_may_be_typed_and_its_mistakes_are_shown_in_what_was_typed() {
    let checked = runbook();
    let list = typed(" Domyślna; Skrytka_ESP", wanted(&checked, "skrytki")).unwrap();
    let values: Vec<&String> = list.lines.iter().flat_map(|line| line.cells.values()).collect();
    assert_eq!(values, ["Domyślna", "Skrytka_ESP"]);
    assert_eq!(list.file, None);
    let found = typed("A;;A", wanted(&checked, "skrytki")).unwrap_err();
    assert_eq!(
        both_languages(&found).split("\n\n-- English").next().unwrap(),
        "błąd: pusta wartość w kolumnie `skrytki`\n \
         --> --input skrytki:1:3\n  |\n1 | A;;A\n  |   ^\n  |\n  = wskazówka: wpisz wartość albo usuń wiersz\n\n\
         błąd: `A` jest już w wierszu 1\n \
         --> --input skrytki:1:4\n  |\n1 | A;;A\n  |    ^\n  |\n  \
         = wskazówka: usuń jeden z tych wierszy; każda rzecz ma być zrobiona raz"
    );
}

#[test]
fn no_prefix_and_no_lost_byte_stops_the_reader() {
    let checked = runbook();
    for path in files("tests/data/valid").into_iter().chain(files("tests/data/invalid")) {
        let bytes = fs::read(&path).unwrap();
        let input = input_of(&path);
        for cut in 0..bytes.len() {
            let mut shorter = bytes.clone();
            shorter.remove(cut);
            for bytes in [shorter, bytes[..cut].to_vec()] {
                let name = path.file_name().unwrap().to_str().unwrap();
                if let Err(found) = krok::runbook::data::of_bytes(name, bytes, wanted(&checked, input)) {
                    assert!(both_languages(&found).contains("wskazówka: "));
                }
            }
        }
    }
}
