//! Where the files of a series come from, and what keeps them within its folder.

use std::path::PathBuf;

use crate::runbook::diagnostic::Diagnostic;
use crate::runbook::fault::{FileFault, SeriesFault};
use crate::runbook::load;
use crate::text::source::SourceFile;

/// Where a series finds the runbooks it uses.
#[derive(Clone, Debug)]
pub(super) enum Shelf {
    /// A folder of this machine.
    Folder(PathBuf),
    /// Texts by their paths, and the folder from which they are named.
    Texts {
        /// Path and text of each file.
        texts: &'static [(&'static str, &'static str)],
        /// The folder, without a slash at its end; empty for the top.
        folder: String,
    },
}

/// A file on a shelf, with the profile beside it.
pub(super) struct Taken {
    /// What the file is, whatever name led to it.
    pub(super) key: String,
    pub(super) file: Result<SourceFile, Box<Diagnostic>>,
    pub(super) portal: Result<SourceFile, Box<Diagnostic>>,
    pub(super) shelf: Shelf,
}

impl Shelf {
    /// Takes a file by its path below this shelf.
    pub(super) fn take(&self, path: &str) -> Result<Taken, SeriesFault> {
        match self {
            Self::Folder(folder) => {
                let file = folder.join(format!("{path}.toml"));
                let missing = || SeriesFault::Missing {
                    path: file.display().to_string(),
                };
                let real = file.canonicalize().map_err(|_| missing())?;
                let is_inside = folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
                if !is_inside {
                    let seen = path.to_owned();
                    return Err(SeriesFault::Outside { seen });
                }
                let folder = file.parent().unwrap_or(folder).to_owned();
                Ok(Taken {
                    key: real.display().to_string(),
                    file: load::read_file(&file),
                    portal: load::read_profile(&file),
                    shelf: Self::Folder(folder),
                })
            }
            Self::Texts { texts, folder } => {
                let whole = if folder.is_empty() {
                    path.to_owned()
                } else {
                    format!("{folder}/{path}")
                };
                let text = |path: &str| {
                    let found = texts.iter().find(|(name, _)| *name == path);
                    found.map(|(name, text)| SourceFile::new(format!("runbooks/{name}"), *text))
                };
                let name = format!("{whole}.toml");
                let file = text(&name).ok_or_else(|| SeriesFault::Missing { path: name.clone() })?;
                let folder = whole.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
                let profile = format!("{folder}/portal.toml");
                let portal = text(profile.trim_start_matches('/'));
                Ok(Taken {
                    key: name,
                    file: Ok(file),
                    portal: portal.ok_or_else(|| load::whole_file(profile, FileFault::NotFound)),
                    shelf: Self::Texts { texts, folder },
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::runbook::model::Scope;
    use crate::runbook::{AnyRunbook, read_any_of};

    const TEXTS: &[(&str, &str)] = &[
        ("series.toml", include_str!("../../../tests/runbooks/valid/series.toml")),
        (
            "series-within.toml",
            include_str!("../../../tests/runbooks/valid/series-within.toml"),
        ),
        (
            "smallest.toml",
            include_str!("../../../tests/runbooks/valid/smallest.toml"),
        ),
        ("portal.toml", include_str!("../../../tests/runbooks/valid/portal.toml")),
    ];

    #[test]
    fn a_series_out_of_texts_gives_its_runbooks_their_values_and_conditions() {
        let AnyRunbook::Series(series) = read_any_of(TEXTS, "series").unwrap() else {
            panic!("not a series");
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let turns = series.turns(&Scope::from([pair("podmiot", "pzgliwice"), pair("sposob", "SOD")]));
        let seen: Vec<_> = turns
            .iter()
            .map(|turn| (turn.path.as_str(), turn.uses.as_str(), turn.demands.len()))
            .collect();
        assert_eq!(seen, [("lista", "smallest", 0), ("wewnatrz/lista", "smallest", 3)]);
        assert_eq!(turns[1].inputs, Scope::from([pair("podmiot", "pzgliwice")]));
        assert_eq!(turns[1].demands[2].scope["powod"], "bo SOD");
        assert!(read_any_of(TEXTS, "nie-ma").is_err());
    }
}
