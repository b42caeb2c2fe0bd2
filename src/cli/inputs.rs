//! Values of a runbook's inputs: given on the command line or asked for, and accepted by their type.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{self, Path, PathBuf};

use crate::evidence::chain::sha256;
use crate::runbook::data::{self, Addresses, Data, Wanted};
use crate::runbook::fault;
use crate::runbook::model::{Input, InputKind, Runbook, Scope};
use crate::runbook::{Diagnostic, covered_inputs};
use crate::text::language::Language;
use crate::text::mask::Rules;

use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::job::rejected;
use super::trouble::Trouble;

/// Largest file that is attached, in megabytes of 1024 × 1024 bytes.
const LARGEST_FILE: u64 = 50;

/// What the operator gives to a runbook.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// Values by name; of a file of lines or a list what the trail keeps of it.
    pub(super) values: Scope,
    /// Lines by name.
    pub(super) data: BTreeMap<String, Data>,
}

/// A runbook that asks for inputs, and which addresses they may name.
#[derive(Clone, Copy)]
pub(super) struct Asking<'r> {
    pub(super) runbook: &'r Runbook,
    pub(super) addresses: Addresses,
    /// What may not be given, since it would be kept.
    pub(super) masks: &'r Rules,
    pub(super) language: Language,
}

impl Given {
    /// Takes lines that have been read.
    pub(super) fn take(&mut self, name: &str, data: Data) {
        self.values.insert(name.to_owned(), told(&data));
        self.data.insert(name.to_owned(), data);
    }
}

impl Asking<'_> {
    /// Takes what is given and asks for the rest.
    pub(super) fn all(self, mut given: Given, pairs: &[(String, String)], console: &Console) -> Result<Given, Trouble> {
        self.given(&mut given, pairs)?;
        for input in &self.runbook.inputs {
            if !given.values.contains_key(&input.name) {
                self.ask(&mut given, input, console)?;
            }
        }
        Ok(given)
    }

    /// Takes what is given.
    pub(super) fn given(self, given: &mut Given, pairs: &[(String, String)]) -> Result<(), Trouble> {
        for (name, value) in pairs {
            let Some(input) = self.runbook.inputs.iter().find(|input| input.name == *name) else {
                return Err(unknown_input(name, &self.runbook.inputs, self.language));
            };
            self.accept(given, input, value)?;
        }
        Ok(())
    }

    /// Asks for the value of an input.
    pub(super) fn ask(self, given: &mut Given, input: &Input, console: &Console) -> Result<(), Trouble> {
        let example = input
            .example
            .as_ref()
            .map(|example| format!(" ({} {example})", self.language.pick("np.", "e.g.")));
        let answer = console.value(&format!("{}{}", input.ask, example.unwrap_or_default()))?;
        self.accept(given, input, &answer)
    }

    /// Reads the lines of an input: from a file, or of a list as typed.
    pub(super) fn read(self, input: &Input, value: &str) -> Result<Data, Vec<Diagnostic>> {
        let wanted = Wanted {
            input,
            runbook: self.runbook,
            addresses: self.addresses,
            masks: self.masks,
        };
        match (&input.kind, value.strip_prefix('@')) {
            (InputKind::List, Some(path)) => data::read(Path::new(path), wanted),
            (InputKind::List, None) => data::typed(value, wanted),
            (InputKind::Rows(_) | InputKind::Text | InputKind::Integer | InputKind::File, _) => {
                data::read(Path::new(value), wanted)
            }
        }
    }

    fn accept(self, given: &mut Given, input: &Input, value: &str) -> Result<(), Trouble> {
        match input.kind {
            InputKind::Rows(_) | InputKind::List => {
                if covered_inputs(self.runbook, self.masks).contains(&input.name) {
                    return Err(kept_whole(&input.name, self.language));
                }
                let read = self.read(input, value);
                let data = read.map_err(|mistakes| rejected(&mistakes, self.language))?;
                given.take(&input.name, data);
            }
            InputKind::Text | InputKind::Integer | InputKind::File => {
                let value = accepted(input, value, self.masks, self.language)?;
                given.values.insert(input.name.clone(), value);
            }
        }
        Ok(())
    }
}

/// Says that there is no such input.
pub(super) fn unknown_input(name: &str, declared: &[Input], language: Language) -> Trouble {
    let known: Vec<&str> = declared.iter().map(|input| input.name.as_str()).collect();
    Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!("procedura nie zna danej `{name}`"),
            Language::English => format!("the runbook has no input `{name}`"),
        },
    )
    .hint(format!(
        "{} {}",
        language.pick("procedura pyta o:", "its inputs:"),
        known.join(", ")
    ))
}

/// Refuses lines of which the bundle would keep every value, while the profile has the fields covered that they go into.
fn kept_whole(input: &str, language: Language) -> Trouble {
    let message = match language {
        Language::Polish => format!(
            "`{input}`: wartości trafiają do teczki w całości, a profil portalu każe zakrywać pola, do których idą"
        ),
        Language::English => format!(
            "`{input}`: its values are kept in the bundle as they are, but the portal profile has the fields covered that they go into"
        ),
    };
    Trouble::new(Exit::Invalid, message).hint(language.pick(
        "zakryte pole może dostać wartość z danej typu text albo integer; można też wpisać ją na portalu w kroku `manual`",
        "a covered field may take its value from an input of type text or integer, or be typed on the portal in a `manual` step",
    ))
}

/// Says what the trail keeps of lines: the name of the file and what it holds, or what was typed.
pub(super) fn told(data: &Data) -> String {
    if let Some(file) = &data.file {
        return format!("{file} (SHA-256 {})", sha256(&data.bytes));
    }
    let values = data.lines.iter().flat_map(|line| line.cells.values());
    values.cloned().collect::<Vec<_>>().join("; ")
}

/// Returns the values as they are recorded: of a file its name and what it holds, for the folders above it are the
/// operator's own business.
pub(super) fn recorded(runbook: &Runbook, inputs: &Scope) -> Scope {
    let mut recorded = inputs.clone();
    for (name, value) in &mut recorded {
        if is_file(runbook, name) {
            let path = Path::new(value);
            let held = fs::read(path).map(|bytes| format!(" (SHA-256 {})", sha256(&bytes)));
            *value = format!("{}{}", file_name(path), held.unwrap_or_default());
        }
    }
    recorded
}

/// Says whether an input is a file.
pub(super) fn is_file(runbook: &Runbook, name: &str) -> bool {
    kind_of(runbook, name) == Some(&InputKind::File)
}

/// Returns the input if it holds many values.
pub(super) fn data_input<'r>(runbook: &'r Runbook, name: &str) -> Option<&'r Input> {
    let input = runbook.inputs.iter().find(|input| input.name == name)?;
    match input.kind {
        InputKind::Rows(_) | InputKind::List => Some(input),
        InputKind::Text | InputKind::Integer | InputKind::File => None,
    }
}

/// Returns the type of an input.
pub(super) fn kind_of<'r>(runbook: &'r Runbook, name: &str) -> Option<&'r InputKind> {
    let input = runbook.inputs.iter().find(|input| input.name == name)?;
    Some(&input.kind)
}

/// Accepts a file that a browser can attach, and returns its absolute path under the name it was given by.
fn attachment(input: &str, path: &Path, language: Language) -> Result<String, Trouble> {
    let refused = |why: &str| Trouble::new(Exit::Invalid, format!("`{input}`: {}: {why}", path.display()));
    let unreadable = |error| {
        refused(&errors::refusal(&error, language)).hint(language.pick(
            "proszę podać ścieżkę do pliku, który da się odczytać",
            "give the path of a file that can be read",
        ))
    };
    let facts = path.metadata().map_err(unreadable)?;
    if !facts.is_file() {
        let why = language.pick("to nie jest zwykły plik", "it is not a regular file");
        return Err(refused(why));
    }
    if facts.len() > LARGEST_FILE * 1024 * 1024 {
        let why = match language {
            Language::Polish => format!("plik ma więcej niż {LARGEST_FILE} MB"),
            Language::English => format!("the file is larger than {LARGEST_FILE} MB"),
        };
        return Err(refused(&why).hint(language.pick(
            "proszę zmniejszyć plik albo podzielić go na części",
            "make the file smaller or split it",
        )));
    }
    File::open(path).map_err(unreadable)?;
    let path = path::absolute(path).map_err(unreadable)?;
    PathBuf::into_os_string(path).into_string().map_err(|_| {
        refused(language.pick(
            "ścieżka zawiera znaki spoza UTF-8",
            "the path has characters outside UTF-8",
        ))
    })
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_default()
}

fn accepted(input: &Input, value: &str, masks: &Rules, language: Language) -> Result<String, Trouble> {
    let wrong = |polish: &str, english: &str| {
        let trouble = Trouble::new(
            Exit::Invalid,
            format!("`{}`: {}", input.name, language.pick(polish, english)),
        );
        match &input.example {
            Some(example) => trouble.hint(format!("--input {}={example}", input.name)),
            None => trouble,
        }
    };
    if value.is_empty() || value.chars().any(char::is_control) {
        return Err(wrong(
            "wartość jest pusta lub zawiera znaki sterujące",
            "the value is empty or has control characters",
        ));
    }
    if let Some(find) = masks.finds(value).first() {
        let holds = |language| fault::rule_word(find.rule, language);
        return Err(wrong(
            &format!(
                "wartość zawiera {}, a dane trafiają do teczki; proszę wpisać ją na portalu samodzielnie",
                holds(Language::Polish)
            ),
            &format!(
                "the value holds {}, and inputs are kept in the bundle; type it on the portal yourself",
                holds(Language::English)
            ),
        ));
    }
    match input.kind {
        InputKind::Text | InputKind::Rows(_) | InputKind::List => Ok(value.to_owned()),
        InputKind::Integer => value
            .parse::<i64>()
            .map(|number| number.to_string())
            .map_err(|_| wrong("wartość nie jest liczbą całkowitą", "the value is not a whole number")),
        InputKind::File => attachment(&input.name, Path::new(value), language),
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write what the product finds")]
mod tests {
    use super::*;

    fn umowa() -> Input {
        Input {
            name: "umowa".to_owned(),
            kind: InputKind::File,
            ask: "Podpisana umowa".to_owned(),
            example: None,
        }
    }

    #[test]
    fn a_file_is_taken_by_its_absolute_path_and_its_own_name() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("wersja-3.pdf");
        fs::write(&target, "umowa").unwrap();
        let link = folder.path().join("umowa.pdf");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let taken = accepted(&umowa(), link.to_str().unwrap(), &Rules::default(), Language::Polish).unwrap();
        assert_eq!(Path::new(&taken), link);
    }

    #[test]
    fn the_trail_keeps_the_name_of_a_file_and_nothing_of_its_folders() {
        let runbook = Runbook {
            name: "umowa".to_owned(),
            title: "Umowa".to_owned(),
            portal: "epuap".to_owned(),
            source: None,
            inputs: vec![umowa()],
            require: Vec::new(),
            steps: Vec::new(),
            blocks: std::collections::BTreeMap::new(),
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let inputs = Scope::from([pair("umowa", "/home/anna/umowa.pdf"), pair("podmiot", "/a/b")]);
        let kept = Scope::from([pair("umowa", "umowa.pdf"), pair("podmiot", "/a/b")]);
        assert_eq!(recorded(&runbook, &inputs), kept);
    }

    #[test]
    fn a_number_of_a_person_is_no_value() {
        let input = Input {
            name: "osoba".to_owned(),
            kind: InputKind::Text,
            ask: "Osoba".to_owned(),
            example: None,
        };
        let refused = accepted(&input, "PESEL 02070803628", &Rules::default(), Language::English).unwrap_err();
        assert!(
            refused.message.contains("holds a PESEL number") && !refused.message.contains("0207"),
            "{}",
            refused.message
        );
        assert_eq!(
            accepted(&input, "02070803629", &Rules::default(), Language::English).unwrap(),
            "02070803629"
        );
    }

    #[test]
    fn what_cannot_be_attached_is_refused_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let large = folder.path().join("duza.pdf");
        fs::File::create(&large).unwrap().set_len(50 * 1024 * 1024 + 1).unwrap();
        for (path, reason) in [
            (folder.path().join("brak.pdf"), "nie ma takiego pliku ani folderu"),
            (folder.path().to_owned(), "to nie jest zwykły plik"),
            (large, "plik ma więcej niż 50 MB"),
        ] {
            let refused = accepted(&umowa(), path.to_str().unwrap(), &Rules::default(), Language::Polish).unwrap_err();
            assert_eq!(refused.exit, Exit::Invalid);
            assert_eq!(refused.message, format!("`umowa`: {}: {reason}", path.display()));
        }
    }
}
