//! `krok fmt` without files: the same words in the same order, in the look of the product's own runbooks.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use krok::runbook::formatted;
use krok::text::language::Language;
use krok::text::source::SourceFile;
use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

fn format(text: &str) -> Result<String, String> {
    let formatted = formatted(SourceFile::new("a.toml", text)).map_err(|found| found[0].message(Language::English))?;
    assert_eq!(formatted.is_changed, formatted.text != text);
    Ok(formatted.text)
}

/// What must survive, read by somebody else than the formatter: comments in their order, and the tree of values.
fn comments(text: &str) -> Vec<String> {
    let mut events: Vec<Event> = Vec::new();
    parse_document(&Source::new(text).lex().into_vec(), &mut events, &mut ());
    let comments = events.iter().filter(|event| event.kind() == EventKind::Comment);
    comments
        .map(|event| text[event.span().start()..event.span().end()].trim_end().to_owned())
        .collect()
}

fn tree(text: &str) -> Option<String> {
    text.parse::<toml::Table>().ok().map(|table| format!("{table:?}"))
}

fn check(name: &str, text: &str) -> String {
    let once = format(text).unwrap();
    assert_eq!(comments(&once), comments(text), "{name}");
    assert_eq!(tree(&once), tree(text), "{name}\n{text}\n--\n{once}");
    let twice = format(&once).unwrap();
    assert_eq!(twice, once, "{name}");
    assert!(
        once.is_empty() || once.ends_with('\n') && !once.ends_with("\n\n"),
        "{name}"
    );
    once
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_product_s_own_files_are_formatted() {
    for path in files("runbooks") {
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(format(&text).unwrap(), text, "{}", path.display());
    }
}

#[test]
fn every_runbook_of_the_suite_keeps_its_meaning_and_its_comments() {
    let mut count = 0;
    for path in files("tests/runbooks") {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        if text.starts_with('\u{feff}') || format(&text).is_err() {
            continue;
        }
        count += 1;
        check(&path.display().to_string(), &text);
    }
    assert!(count > 100, "{count}");
}

#[test]
fn what_is_not_toml_is_refused_by_the_ordinary_diagnostic() {
    for (text, message) in [
        (
            "schema = jeden\n",
            "this is not TOML: string values must be quoted, expected literal string",
        ),
        ("a = 1\na = 2\n", "this is not TOML: duplicate key"),
    ] {
        assert_eq!(format(text).unwrap_err(), message);
    }
}

#[test]
fn the_look_is_that_of_a_table_of_examples() {
    let folder = Path::new("tests/format");
    for path in files("tests/format") {
        if !path.to_string_lossy().ends_with(".in.toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let stem = path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .replace(".in.toml", ".out.toml");
        let golden = folder.join(stem);
        let seen = check(&path.display().to_string(), &text);
        if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
            fs::write(&golden, &seen).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&golden).unwrap_or_default(),
            seen,
            "{}",
            path.display()
        );
    }
}

/// Documents of every construct in every odd layout, the same ones in every run.
struct Odd {
    seed: u64,
    text: String,
    keys: usize,
}

impl Odd {
    fn pick(&mut self, below: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % below
    }

    fn one_of(&mut self, words: &[&str]) {
        let count = u64::try_from(words.len()).unwrap();
        let index = usize::try_from(self.pick(count)).unwrap();
        self.text.push_str(words[index]);
    }

    fn blank(&mut self) {
        self.one_of(&["", " ", "  ", "\t"]);
    }

    /// Blanks, line breaks and comments, as they may stand in a list.
    fn gap(&mut self) {
        self.one_of(&["", "", " ", "\n", "\n\n\n", " # uwaga\n", "\n\t# osobno  \n  ", "\r\n"]);
    }

    fn key(&mut self) {
        self.keys += 1;
        let number = self.keys;
        let key = match self.pick(4) {
            0 => format!("k{number}"),
            1 => format!("klucz-dlugi_{number}"),
            2 => format!("\"Zażółć # gęślą {number}\""),
            _ => format!("'Maksymalna liczba {number}'"),
        };
        self.text.push_str(&key);
        if self.pick(4) == 0 {
            self.blank();
            self.text.push('.');
            self.blank();
            self.text.push_str("ogon");
        }
    }

    fn value(&mut self, depth: u64) {
        match self.pick(if depth == 0 { 1 } else { 3 }) {
            0 => self.one_of(&[
                "1",
                "-0x0F",
                "1.50",
                "inf",
                "true",
                "2026-11-22",
                "07:32:00",
                "\"UPP # nie uwaga\"",
                "'a\\b'",
                "\"\"\"\nkilka\n  wierszy\"\"\"",
                "'''dwa\nwiersze'''",
                "\"tekst tak długi, że kilka takich nie zmieści się w jednym wierszu szerokości stu dwudziestu\"",
            ]),
            1 => {
                self.text.push('[');
                for _ in 0..self.pick(5) {
                    self.gap();
                    self.value(depth - 1);
                    self.gap();
                    self.text.push(',');
                }
                self.gap();
                self.text.push(']');
            }
            _ => {
                self.text.push('{');
                for index in 0..self.pick(4) {
                    if index > 0 {
                        self.text.push(',');
                    }
                    self.gap();
                    self.entry(depth - 1);
                    self.gap();
                }
                self.text.push('}');
            }
        }
    }

    fn entry(&mut self, depth: u64) {
        self.key();
        self.blank();
        self.text.push('=');
        self.blank();
        self.value(depth);
    }

    fn document(seed: u64) -> String {
        let mut odd = Self {
            seed,
            text: String::new(),
            keys: 0,
        };
        for _ in 0..odd.pick(12) {
            odd.one_of(&["", "\n", "\n\n\n", "# uwaga\n", "  #:schema x  \n"]);
            odd.blank();
            if odd.pick(4) == 0 {
                let header = odd.keys + 1;
                odd.keys += 1;
                let brackets = if odd.pick(2) == 0 { ("[", "]") } else { ("[[", "]]") };
                odd.text.push_str(brackets.0);
                odd.blank();
                write!(odd.text, "naglowek . \"{header}\"").unwrap();
                odd.blank();
                odd.text.push_str(brackets.1);
            } else {
                odd.entry(3);
            }
            odd.one_of(&["\n", " \n", " # obok\n", "\t#obok \r\n"]);
        }
        odd.text
    }
}

#[test]
fn odd_documents_keep_their_meaning_and_their_comments() {
    let mut read = 0;
    for seed in 1..3000 {
        let text = Odd::document(u64::wrapping_mul(seed, 0x9E37_79B9_7F4A_7C15));
        match format(&text) {
            Ok(_) => read += 1,
            Err(message) => {
                assert!(tree(&text).is_none(), "{message}\n{text}");
                continue;
            }
        }
        check(&format!("seed {seed}"), &text);
    }
    assert!(read > 1000, "{read}");
}
