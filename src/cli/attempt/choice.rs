//! Which step is meant: its path as trails have it (`kazda[Domyślna]/ustaw`), with `…` for a row, or its name alone.

use crate::runbook::model::{Call, ForEach, Runbook, Step};
use crate::runbook::nearest;
use crate::text::language::Language;

use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;

/// Most places that are listed of a name that stands in several.
const LISTED: usize = 20;

/// A step, and the calls that lead to it from the runbook's own steps.
#[derive(Clone)]
pub(super) struct Chosen<'r> {
    pub(super) step: &'r Step,
    pub(super) calls: Vec<Level<'r>>,
}

/// A step that runs the block of the next one.
#[derive(Clone)]
pub(super) struct Level<'r> {
    id: &'r str,
    pub(super) call: &'r Call,
    pub(super) each: Option<&'r ForEach>,
    /// Key of the row, if it was given.
    pub(super) key: Option<String>,
}

/// Finds the step that is meant.
pub(super) fn chosen<'r>(runbook: &'r Runbook, name: &str, language: Language) -> Result<Chosen<'r>, Trouble> {
    let all = steps(runbook);
    let whole: Vec<Chosen<'r>> = all.iter().filter_map(|step| step.under(name, 0)).collect();
    let mut found = if whole.is_empty() {
        let parts = |step: &Chosen<'r>| (1..=step.calls.len()).find_map(|from| step.under(name, from));
        all.iter().filter_map(parts).collect()
    } else {
        whole
    };
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            found.push(last);
            Err(several(name, &found, language))
        }
        (None, _) => Err(unknown(name, &all, language)),
    }
}

/// Returns every step of a runbook under its path, those of blocks once for each way to them.
pub(in crate::cli) fn paths(runbook: &Runbook) -> Vec<(String, &Step)> {
    let steps = steps(runbook);
    steps.iter().map(|chosen| (chosen.path(), chosen.step)).collect()
}

/// Returns every step of a runbook, those of blocks once for each way to them.
fn steps(runbook: &Runbook) -> Vec<Chosen<'_>> {
    let mut all = Vec::new();
    gather(runbook, &runbook.steps, &[], &mut all);
    all
}

fn gather<'r>(runbook: &'r Runbook, steps: &'r [Step], calls: &[Level<'r>], all: &mut Vec<Chosen<'r>>) {
    for step in steps {
        all.push(Chosen {
            step,
            calls: calls.to_vec(),
        });
        let Some(call) = step.action.call() else {
            continue;
        };
        let level = Level {
            id: &step.id,
            call,
            each: step.each(),
            key: None,
        };
        if let Some(block) = runbook.blocks.get(&call.block) {
            let calls: Vec<Level<'r>> = calls.iter().cloned().chain([level]).collect();
            gather(runbook, &block.steps, &calls, all);
        }
    }
}

impl<'r> Chosen<'r> {
    /// Reads a name as the path of this step from one of its levels on; keys of rows may have any characters.
    fn under(&self, name: &str, from: usize) -> Option<Self> {
        let levels = self.calls.get(from..)?;
        let keys = keys(name, levels, &self.step.id)?;
        let mut chosen = self.clone();
        for (level, key) in chosen.calls.iter_mut().skip(from).zip(keys) {
            level.key = key;
        }
        Some(chosen)
    }

    /// Returns the path with the keys that are known.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for level in &self.calls {
            path.push_str(level.id);
            if level.each.is_some() {
                path.extend(["[", level.key.as_deref().unwrap_or("…"), "]"]);
            }
            path.push('/');
        }
        path.push_str(&self.step.id);
        path
    }

    /// Returns the paths of the steps of the block that this step runs; none if it runs none.
    pub(super) fn inner(&self, runbook: &'r Runbook) -> Vec<String> {
        let is_inner = |other: &&Chosen<'r>| {
            let last = other.calls.last();
            other.calls.len() == self.calls.len() + 1 && last.is_some_and(|level| level.id == self.step.id)
        };
        steps(runbook).iter().filter(is_inner).map(Self::path).collect()
    }
}

/// Reads the keys of rows out of a path; none if it is the path of another step.
fn keys(path: &str, levels: &[Level<'_>], last: &str) -> Option<Vec<Option<String>>> {
    let Some((level, inner)) = levels.split_first() else {
        return (path == last).then(Vec::new);
    };
    let rest = path.strip_prefix(level.id)?;
    if let Some(rest) = rest.strip_prefix('/') {
        let keys = keys(rest, inner, last)?;
        return Some([None].into_iter().chain(keys).collect());
    }
    level.each?;
    let rest = rest.strip_prefix('[')?;
    let mut ends = rest.match_indices("]/");
    ends.find_map(|(end, mark)| {
        let keys = keys(&rest[end + mark.len()..], inner, last)?;
        let key = Some(rest[..end].to_owned()).filter(|key| !["", "…", "..."].contains(&key.as_str()));
        Some([key].into_iter().chain(keys).collect())
    })
}

fn several(name: &str, found: &[Chosen<'_>], language: Language) -> Trouble {
    let paths: Vec<String> = found.iter().take(LISTED).map(Chosen::path).collect();
    Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!("krok `{name}` jest w procedurze w kilku miejscach"),
            Language::English => format!("the runbook has the step `{name}` in several places"),
        },
    )
    .hint(format!(
        "{} {}",
        language.pick("proszę podać ścieżkę:", "give its path:"),
        paths.join(", ")
    ))
}

fn unknown(name: &str, all: &[Chosen<'_>], language: Language) -> Trouble {
    let trouble = Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!("procedura nie ma kroku `{name}`"),
            Language::English => format!("the runbook has no step `{name}`"),
        },
    );
    let last = name.rsplit('/').next().unwrap_or(name);
    let meant = nearest(last, all.iter().map(|step| step.step.id.as_str()));
    trouble.hint(if let Some(meant) = meant {
        let paths: Vec<String> = all
            .iter()
            .filter(|step| step.step.id == meant)
            .map(Chosen::path)
            .collect();
        format!(
            "{} {}",
            language.pick("może chodziło o:", "did you mean:"),
            paths.join(", ")
        )
    } else {
        let paths: Vec<String> = all.iter().take(LISTED).map(Chosen::path).collect();
        format!(
            "{} {}",
            language.pick("kroki procedury:", "its steps:"),
            paths.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::source::SourceFile;

    const RUNBOOK: &str = r#"
schema = 1
title = "Próba"
portal = "epuap"
[inputs]
podmiot = { type = "text", ask = "Podmiot" }
[[step]]
id = "lista"
go = ["Skrytki"]
see = "{podmiot}"
[[step]]
id = "kazda"
for_each = { row_of = "Skrytki", key = "Nazwa", as = "skrytka", at_most = 20 }
run = "praca"
[[step]]
id = "jeszcze"
run = "koniec"
[[block.praca]]
id = "otworz"
press = "Edytuj"
row = "{skrytka}"
[[block.praca]]
id = "dalej"
run = "koniec"
[[block.koniec]]
id = "zamknij"
press = "Anuluj"
"#;

    fn runbook() -> Runbook {
        let portal = SourceFile::new("portal.toml", include_str!("../../../runbooks/epuap/portal.toml"));
        let read = crate::runbook::read_sources(SourceFile::new("proba.toml", RUNBOOK), portal);
        read.unwrap_or_else(|mistakes| panic!("{mistakes:?}")).runbook
    }

    /// Returns the path of the step that a name means, or what to do.
    fn meant(name: &str) -> Result<String, String> {
        let runbook = runbook();
        chosen(&runbook, name, Language::Polish)
            .map(|chosen| chosen.path())
            .map_err(|trouble| trouble.hint.unwrap_or_default())
    }

    #[test]
    fn a_name_that_stands_once_is_enough_and_a_path_names_its_row() {
        for (name, path) in [
            ("lista", "lista"),
            ("otworz", "kazda[…]/otworz"),
            ("kazda[…]/otworz", "kazda[…]/otworz"),
            ("kazda/otworz", "kazda[…]/otworz"),
            ("kazda[Domyślna]/otworz", "kazda[Domyślna]/otworz"),
            ("kazda[a]/b[1]]/otworz", "kazda[a]/b[1]]/otworz"),
            ("kazda[x]/dalej/zamknij", "kazda[x]/dalej/zamknij"),
            ("dalej/zamknij", "kazda[…]/dalej/zamknij"),
            ("jeszcze/zamknij", "jeszcze/zamknij"),
        ] {
            assert_eq!(meant(name).as_deref(), Ok(path), "{name}");
        }
    }

    #[test]
    fn a_name_in_several_places_lists_them_and_a_slip_is_answered() {
        let several = meant("zamknij").unwrap_err();
        assert!(several.contains("kazda[…]/dalej/zamknij, jeszcze/zamknij"), "{several}");
        let slip = meant("otwoz").unwrap_err();
        assert_eq!(slip, "może chodziło o: kazda[…]/otworz");
        let stranger = meant("wydawca").unwrap_err();
        assert!(stranger.starts_with("kroki procedury: lista, kazda,"), "{stranger}");
        assert!(meant("lista[x]/otworz").is_err());
    }
}
