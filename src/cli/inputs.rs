//! Values of a runbook's inputs: given on the command line or asked for, and accepted by their type.

use std::fs::{self, File};
use std::path::{self, Path, PathBuf};

use crate::evidence::chain::sha256;
use crate::runbook::model::{Input, InputKind, Runbook, Scope};
use crate::text::language::Language;

use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;

/// Largest file that is attached, in megabytes of 1024 × 1024 bytes.
const LARGEST_FILE: u64 = 50;

/// Takes what is given and asks for the rest.
pub(super) fn inputs(runbook: &Runbook, pairs: &[(String, String)], console: &Console) -> Result<Scope, Trouble> {
    let mut scope = given(runbook, pairs, console.language())?;
    for input in &runbook.inputs {
        if !scope.contains_key(&input.name) {
            scope.insert(input.name.clone(), ask(input, console)?);
        }
    }
    Ok(scope)
}

/// Takes what is given.
pub(super) fn given(runbook: &Runbook, pairs: &[(String, String)], language: Language) -> Result<Scope, Trouble> {
    let mut scope = Scope::new();
    for (name, value) in pairs {
        let Some(input) = runbook.inputs.iter().find(|input| input.name == *name) else {
            let known: Vec<&str> = runbook.inputs.iter().map(|input| input.name.as_str()).collect();
            return Err(Trouble::new(
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
            )));
        };
        scope.insert(name.clone(), accepted(input, value, language)?);
    }
    Ok(scope)
}

/// Asks for the value of an input.
pub(super) fn ask(input: &Input, console: &Console) -> Result<String, Trouble> {
    let language = console.language();
    let example = input
        .example
        .as_ref()
        .map(|example| format!(" ({} {example})", language.pick("np.", "e.g.")));
    let answer = console.value(&format!("{}{}", input.ask, example.unwrap_or_default()))?;
    accepted(input, &answer, language)
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
    let input = runbook.inputs.iter().find(|input| input.name == name);
    input.is_some_and(|input| input.kind == InputKind::File)
}

fn accepted(input: &Input, value: &str, language: Language) -> Result<String, Trouble> {
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
    match input.kind {
        InputKind::Text => Ok(value.to_owned()),
        InputKind::Integer => value
            .parse::<i64>()
            .map(|number| number.to_string())
            .map_err(|_| wrong("wartość nie jest liczbą całkowitą", "the value is not a whole number")),
        InputKind::File => attachment(&input.name, Path::new(value), language),
    }
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
        let taken = accepted(&umowa(), link.to_str().unwrap(), Language::Polish).unwrap();
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
            steps: Vec::new(),
            blocks: std::collections::BTreeMap::new(),
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let inputs = Scope::from([pair("umowa", "/home/anna/umowa.pdf"), pair("podmiot", "/a/b")]);
        let kept = Scope::from([pair("umowa", "umowa.pdf"), pair("podmiot", "/a/b")]);
        assert_eq!(recorded(&runbook, &inputs), kept);
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
            let refused = accepted(&umowa(), path.to_str().unwrap(), Language::Polish).unwrap_err();
            assert_eq!(refused.exit, Exit::Invalid);
            assert_eq!(refused.message, format!("`umowa`: {}: {reason}", path.display()));
        }
    }
}
