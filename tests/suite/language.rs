//! The runbook language as an author meets it: whole files in, a runbook or every mistake out.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use krok::runbook::model::{Action, Asked, Effect, Goal, Question, Reply, Step, Template, Want};
use krok::runbook::{AnyRunbook, Checked, Colour, Diagnostic, read, read_any, read_sources};
use krok::text::language::Language;
use krok::text::source::SourceFile;
use url::Url;

const FLAGSHIP: &str = "runbooks/epuap/skrytki-pull.toml";
const PROFILE: &str = "runbooks/epuap/portal.toml";

/// Line between the Polish and the English rendering.
const DIVIDER: &str = "\n\n-- English --\n\n";

fn rendered(found: &[Diagnostic], language: Language) -> String {
    let texts: Vec<String> = found
        .iter()
        .map(|diagnostic| diagnostic.render(language, Colour::Never))
        .collect();
    texts.join("\n\n")
}

fn both_languages(found: &[Diagnostic]) -> String {
    let polish = rendered(found, Language::Polish);
    let english = rendered(found, Language::English);
    format!("{polish}{DIVIDER}{english}\n")
}

/// Every runbook in a folder and its subfolders, without the profiles.
fn runbooks(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml")
                && path.file_stem().is_some_and(|stem| stem != "portal")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What is told of a file, whether it can be used or not.
fn warnings(read: Result<AnyRunbook, Vec<Diagnostic>>) -> Vec<Diagnostic> {
    match read {
        Ok(AnyRunbook::Single(checked)) => checked.warnings,
        Ok(AnyRunbook::Series(series)) => series.warnings,
        Err(found) => found,
    }
}

fn source(path: &str) -> SourceFile {
    SourceFile::new(path, fs::read_to_string(path).unwrap())
}

fn flagship() -> Checked {
    read(Path::new(FLAGSHIP))
        .map_err(|found| both_languages(&found))
        .unwrap()
}

#[test]
fn every_invalid_runbook_gets_exactly_its_expected_diagnostics() {
    let is_accepting = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut different = String::new();
    for path in runbooks("tests/runbooks/invalid") {
        let found = warnings(read_any(&path));
        let seen = both_languages(&found);
        let golden = path.with_extension("expected");
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
fn every_expected_file_belongs_to_a_runbook_and_names_a_mistake() {
    for path in runbooks("tests/runbooks/invalid") {
        let golden = fs::read_to_string(path.with_extension("expected")).unwrap();
        assert!(
            golden.starts_with("błąd: ") || golden.starts_with("ostrzeżenie: "),
            "{}",
            path.display()
        );
        assert!(
            golden.contains("wskazówka: ") && golden.contains("hint: "),
            "{}",
            path.display()
        );
    }
    for entry in fs::read_dir("tests/runbooks/invalid").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "expected") {
            assert!(
                path.with_extension("toml").exists(),
                "{} has no runbook",
                path.display()
            );
        }
    }
}

#[test]
fn every_valid_runbook_is_read_without_a_word() {
    let paths = runbooks("tests/runbooks/valid");
    assert!(!paths.is_empty());
    for path in paths {
        let found = warnings(read_any(&path));
        assert_eq!(both_languages(&found), both_languages(&[]), "{}", path.display());
    }
}

#[test]
fn the_flagship_carries_out_every_point_of_its_instruction() {
    let checked = flagship();
    assert!(checked.warnings.is_empty(), "{}", both_languages(&checked.warnings));
    let points: Vec<&str> = checked
        .runbook
        .source
        .as_ref()
        .unwrap()
        .points
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        points,
        [
            "3.1",
            "3.2",
            "3.3",
            "3.3-zalecenie",
            "3.4",
            "3.4-uwaga",
            "3.5",
            "3.6",
            "3.6.1",
            "3.6.2",
            "3.6.3",
            "3.6.4",
            "3.7",
            "3.7-zalecenie",
            "3.7.1",
            "3.7.2",
            "3.7.3",
            "3.8",
            "3.9",
        ]
    );
    assert_eq!(checked.runbook.name, "skrytki-pull");
    assert_eq!(checked.runbook.blocks["skrytka"].parameters, ["adresy", "skrytka"]);
}

#[test]
fn the_flagship_wants_the_values_of_the_instruction_in_its_order() {
    let checked = flagship();
    let Action::Set(form) = &checked.runbook.blocks["skrytka"].steps[2].action else {
        panic!("the third step of the block sets a form");
    };
    let mut seen = String::new();
    for goal in &form.goals {
        let places: Vec<String> = goal.places.iter().map(ToString::to_string).collect();
        let want = match &goal.want {
            Want::Text(text) => text.to_string(),
            Want::Integer(number) => number.to_string(),
            Want::Boolean(on) => on.to_string(),
            other @ (Want::Several(_) | Want::Date(..) | Want::File(_) | Want::Row(_)) => panic!("{other:?}"),
        };
        writeln!(seen, "{} | {} | {want}", places.join(" / "), goal.label).unwrap();
    }
    assert_eq!(
        seen,
        "Tryb pracy | Typ skrytki | asynchroniczna\n\
         Tryb pracy | Rodzaj odpowiedzi | UPP\n\
         Tryb pracy | Tryb pracy | PULL\n\
         Tryb pracy | Maksymalna liczba dokumentów w kolejce | 0\n\
         Powiadomienia | Gdy liczba dokumentów w kolejce osiągnie | 4\n\
         Powiadomienia | Gdy kolejka jest przepełniona | true\n\
         Powiadomienia | O błędach dostarczenia | true\n\
         Powiadomienia | O nieodebranych dokumentach po | 1\n\
         Ustawienia transmisji | Adres systemu odbiorcy dla dokumentów | Moje dokumenty\n\
         Ustawienia transmisji | Adres systemu odbiorcy dla UPP | Moje dokumenty\n"
    );
}

#[test]
fn a_bare_press_takes_its_effect_from_the_portal_profile() {
    let checked = flagship();
    let Action::Press(press) = &checked.runbook.blocks["skrytka"].steps[0].action else {
        panic!("the first step of the block presses");
    };
    assert_eq!(press.effect, Effect::Navigate);
    assert_eq!(checked.portal.effect_of("Usuń  system:"), Some(Effect::Destroy));
    assert_eq!(checked.portal.effect_of("usuń system"), None);
    assert_eq!(
        checked.portal.aliases_of("Lista Twoich skrytek"),
        ["Lista Twoich skrzytek"]
    );
    assert_eq!(checked.portal.deadline, Duration::from_secs(20));
}

/// The lines of a runbook's own steps, each in the words of the model.
fn model_of(path: &str, words: impl Fn(&Step) -> Vec<String>) -> String {
    let checked = read(Path::new(path)).map_err(|found| both_languages(&found)).unwrap();
    let lines: Vec<String> = checked.runbook.steps.iter().flat_map(words).collect();
    lines.join("\n")
}

#[test]
fn native_dialogs_reach_the_model_in_their_order() {
    let seen = model_of("tests/runbooks/valid/native-dialogs.toml", |step| {
        let asked = match &step.action {
            Action::Press(press) => &press.asked,
            Action::Set(form) => &form.asked,
            other => panic!("{other:?}"),
        };
        let line = |asked: &Asked| {
            let question = match &asked.question {
                Question::Says(text) => text.to_string(),
                Question::Leaving => "(leaving)".to_owned(),
            };
            let answer = match &asked.answer {
                Reply::Accept(Some(text)) => format!("accept `{text}`"),
                Reply::Accept(None) => "accept".to_owned(),
                Reply::Dismiss => "dismiss".to_owned(),
            };
            format!("{} | {question} | {answer}", step.id)
        };
        asked.iter().map(line).collect()
    });
    assert_eq!(
        seen,
        "zapisz | Czy na pewno zapisać zmiany w {podmiot}? | accept\n\
         powod | Czy na pewno? | accept\n\
         powod | Podaj powód | accept `korekta {podmiot}`\n\
         wyjdz | (leaving) | accept\n\
         niczego-nie-usuwaj | Usuń system? | dismiss\n\
         przelacz | Przełączyć w tryb edycji? | accept ``\n\
         ustaw | Zapisać? | accept\n\
         ustaw | (leaving) | accept"
    );
}

#[test]
fn values_of_every_kind_reach_the_model() {
    let seen = model_of("tests/runbooks/valid/values-of-every-kind.toml", |step| {
        let goals = match &step.action {
            Action::Set(form) => &form.goals,
            Action::Check(goals) => goals,
            other => panic!("{other:?}"),
        };
        let line = |goal: &Goal| {
            let want = match &goal.want {
                Want::Several(labels) => format!("{:?}", labels.iter().map(ToString::to_string).collect::<Vec<_>>()),
                Want::Date(year, month, day) => format!("{year}/{month}/{day}"),
                Want::File(input) => format!("file {input}"),
                Want::Text(text) => text.to_string(),
                other @ (Want::Integer(_) | Want::Boolean(_) | Want::Row(_)) => panic!("{other:?}"),
            };
            format!("{} = {want}", goal.label)
        };
        goals.iter().map(line).collect()
    });
    assert_eq!(
        seen,
        "Role = [\"Profile\", \"Rola {podmiot}\"]\n\
         Uprawnienia = []\n\
         Data od = 2026/11/22\n\
         Załącznik = file umowa\n\
         Godzina = 12:30\n\
         Role = [\"Profile\"]\n\
         Data od = 2024/2/29"
    );
}

#[test]
fn frames_windows_and_search_fields_reach_the_model() {
    let seen = model_of("tests/runbooks/valid/search-fields-frames-and-windows.toml", |step| {
        let goals = match &step.action {
            Action::Filter(goals) => goals.len(),
            _ => 0,
        };
        let shown = |part: &Option<Template>| part.as_ref().map_or("-".to_owned(), ToString::to_string);
        let place = &step.place;
        vec![format!(
            "{} | {} | {} | {goals}",
            step.id,
            shown(&place.frame),
            shown(&place.window)
        )]
    });
    assert_eq!(
        seen,
        "szukaj | Treść | Portal | 3\n\
         w-kolumnie | - | - | 1\n\
         nacisnij | Treść {podmiot} | Podgląd {podmiot} | 0\n\
         patrz | - | Podgląd | 0\n\
         ustaw | - | Podgląd | 0\n\
         sprawdz | - | Podgląd | 0\n\
         kazdy | - | Podgląd | 0"
    );
}

#[test]
fn a_practice_portal_takes_the_place_of_every_address() {
    let base = Url::parse("http://127.0.0.1:8001").unwrap();
    let login = Url::parse("http://127.0.0.1:8002").unwrap();
    let portal = flagship().portal.at(base.clone(), login.clone());
    assert_eq!(portal.hosts, std::slice::from_ref(&base));
    assert_eq!(portal.base, base);
    assert_eq!(portal.login.hosts, [login]);
    assert_eq!(portal.login.marker, flagship().portal.login.marker);
}

#[test]
fn the_same_bytes_give_the_same_runbook_wherever_they_lie() {
    let from_disk = flagship();
    let in_memory = read_sources(from_disk.runbook_file.clone(), from_disk.portal_file.clone()).unwrap();
    assert_eq!(format!("{:?}", in_memory.runbook), format!("{:?}", from_disk.runbook));
    assert_eq!(format!("{:?}", in_memory.portal), format!("{:?}", from_disk.portal));
}

#[test]
fn neither_a_prefix_nor_a_lost_byte_stops_the_reader() {
    let profile = source("tests/runbooks/valid/portal.toml");
    let runbook = source("tests/runbooks/valid/smallest.toml");
    for mutant in mutants(source(FLAGSHIP).text()) {
        let read = read_sources(SourceFile::new("a.toml", mutant), profile.clone());
        assert!(read.is_ok() || !rendered(&read.unwrap_err()[..1], Language::Polish).is_empty());
    }
    for mutant in mutants(profile.text()) {
        let read = read_sources(runbook.clone(), SourceFile::new("portal.toml", mutant));
        assert!(read.is_ok() || !rendered(&read.unwrap_err()[..1], Language::Polish).is_empty());
    }
}

/// Every third beginning of a text, and the text without each third byte, each as far as that is a text.
fn mutants(text: &str) -> Vec<String> {
    let mut mutants = Vec::new();
    for cut in (0..text.len()).step_by(3) {
        let mut shorter = text.as_bytes().to_vec();
        shorter.remove(cut);
        let prefix = text.as_bytes()[..=cut].to_vec();
        for bytes in [shorter, prefix] {
            mutants.extend(String::from_utf8(bytes));
        }
    }
    mutants
}

#[test]
fn no_control_character_of_a_file_reaches_the_terminal() {
    let text = "schema = 1\n\"kl\\u001bucz\" = 1 # \u{9b}31m\u{202e}\n";
    let found = read_sources(SourceFile::new("\u{1b}]0;a.toml", text), source(PROFILE)).unwrap_err();
    for language in [Language::Polish, Language::English] {
        let text = rendered(&found, language);
        let odd: Vec<char> = text.chars().filter(|c| c.is_control() && *c != '\n').collect();
        assert!(odd.is_empty() && !text.contains('\u{202e}'), "{text:?}");
    }
    let coloured = found[0].render(Language::English, Colour::Always);
    assert!(coloured.contains("\u{1b}["), "{coloured:?}");
}

#[test]
fn a_flood_of_mistakes_is_cut_off() {
    let mut text = String::from("schema = 1\n");
    for count in 0..5000 {
        writeln!(text, "x{count} = 1").unwrap();
    }
    let found = read_sources(SourceFile::new("a.toml", text), source(PROFILE)).unwrap_err();
    assert_eq!(found.len(), 101);
    assert_eq!(
        found[100].message(Language::English),
        "4904 more mistakes are not shown"
    );
}

#[test]
fn a_file_that_is_no_text_is_refused_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(PROFILE, folder.path().join("portal.toml")).unwrap();
    let path = folder.path().join("a.toml");
    let large = "#".repeat(1024 * 1024 + 1);
    for (bytes, message) in [
        (b"\xff\xfes\0c\0".as_slice(), "the file is UTF-16, wanted UTF-8"),
        (b"\xef\xbb\xbfschema = 1\n", "the file starts with a byte order mark"),
        (b"title = \"Skrytki \xb6\"\n", "the file is not UTF-8"),
        (large.as_bytes(), "the file is larger than 1048576 bytes"),
    ] {
        fs::write(&path, bytes).unwrap();
        let found = read(&path).unwrap_err();
        assert_eq!(found[0].message(Language::English), message);
    }
    let found = read(folder.path()).unwrap_err();
    assert_eq!(found[0].message(Language::English), "this is not a regular file");
}
