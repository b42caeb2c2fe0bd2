//! Names of entries: only such as every system reads alike, and each for one thing.

use std::collections::BTreeMap;

use crate::evidence::name::is_plain_name;

use super::error::{EntryFault, NameFault};

/// The longest name of an entry.
const LENGTH: usize = 400;
/// The most parts of a name: the bundle, two folders, the file.
const DEPTH: usize = 4;
/// Names that Windows takes for devices, with any ending ("Naming Files, Paths, and Namespaces", Win32).
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A name of plain parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EntryName {
    /// As it stands, without the slash at the end of a folder's.
    path: String,
    pub(super) is_folder: bool,
}

impl EntryName {
    /// Accepts a name as it stands in a zip file.
    pub(super) fn parse(raw: &[u8]) -> Result<Self, NameFault> {
        let text = str::from_utf8(raw).map_err(|_| NameFault::Letter)?;
        let path = text.strip_suffix('/').unwrap_or(text);
        if text.len() > LENGTH {
            return Err(NameFault::TooLong);
        }
        if text.starts_with('/') {
            return Err(NameFault::Absolute);
        }
        if text.contains('\\') {
            return Err(NameFault::Backslash);
        }
        if text.as_bytes().get(1) == Some(&b':') {
            return Err(NameFault::Drive);
        }
        if path.split('/').count() > DEPTH {
            return Err(NameFault::TooDeep);
        }
        path.split('/').try_for_each(check_part)?;
        Ok(Self {
            path: path.to_owned(),
            is_folder: path.len() < text.len(),
        })
    }

    /// Returns the whole path.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Returns the folder that it lies in at the top, and the path below it; none of the top folder itself.
    pub(super) fn below(&self) -> (&str, Option<&str>) {
        match self.path.split_once('/') {
            Some((top, rest)) => (top, Some(rest)),
            None => (&self.path, None),
        }
    }
}

/// Accepts one part of a name.
pub(super) fn check_part(part: &str) -> Result<(), NameFault> {
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    if part.is_empty() {
        Err(NameFault::Empty)
    } else if part == "." || part == ".." {
        Err(NameFault::Upwards)
    } else if part.len() > 128 {
        Err(NameFault::TooLong)
    } else if !is_plain_name(part) {
        Err(NameFault::Letter)
    } else if part.ends_with('.') {
        Err(NameFault::TrailingDot)
    } else if DEVICES.contains(&stem.as_str()) {
        Err(NameFault::Device)
    } else {
        Ok(())
    }
}

/// The names taken so far.
#[derive(Default)]
pub(super) struct Taken {
    /// As written and whether it is a folder, by the name in small letters.
    by_small: BTreeMap<String, (String, bool)>,
    top: Option<String>,
}

impl Taken {
    /// Takes a name, with the folders that it lies in.
    pub(super) fn take(&mut self, name: &EntryName) -> Result<(), EntryFault> {
        let (top, rest) = name.below();
        let first = self.top.get_or_insert_with(|| top.to_owned());
        if first != top || (rest.is_none() && !name.is_folder) {
            return Err(EntryFault::OutsideFolder(first.clone()));
        }
        for (end, _) in name.path().match_indices('/') {
            let folder = name.path().get(..end).unwrap_or_default();
            match self.put(folder, true) {
                Some((as_written, _)) if as_written != folder => return Err(EntryFault::SameWithoutCase(as_written)),
                Some((_, false)) => return Err(EntryFault::FileAndFolder),
                None | Some((_, true)) => {}
            }
        }
        match self.put(name.path(), name.is_folder) {
            None => Ok(()),
            Some((as_written, _)) if as_written != name.path() => Err(EntryFault::SameWithoutCase(as_written)),
            // A folder may be told after what lies in it, and once more.
            Some((_, true)) if name.is_folder => Ok(()),
            Some((_, was_folder)) if was_folder != name.is_folder => Err(EntryFault::FileAndFolder),
            Some(_) => Err(EntryFault::Twice),
        }
    }

    /// Returns the one folder that all lies in.
    pub(super) fn into_top(self) -> Option<String> {
        self.top
    }

    /// Returns what has the name already; none if nothing had.
    fn put(&mut self, path: &str, is_folder: bool) -> Option<(String, bool)> {
        let small = path.to_ascii_lowercase();
        let there = self.by_small.get(&small).cloned();
        if there.is_none() {
            self.by_small.insert(small, (path.to_owned(), is_folder));
        }
        there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_parts_make_a_name() {
        for (raw, is_folder) in [
            ("run/trail.ndjson", false),
            ("run/pictures/", true),
            ("run/a/b/c.d-e_f", false),
        ] {
            let name = EntryName::parse(raw.as_bytes()).unwrap();
            assert_eq!(name.is_folder, is_folder, "{raw}");
            assert_eq!(name.below().0, "run");
        }
        for (raw, fault) in [
            ("", NameFault::Empty),
            ("run//a", NameFault::Empty),
            ("run/a//", NameFault::Empty),
            ("/run/a", NameFault::Absolute),
            ("//server/share", NameFault::Absolute),
            ("c:/a", NameFault::Drive),
            ("run\\a", NameFault::Backslash),
            ("../a", NameFault::Upwards),
            ("run/../a", NameFault::Upwards),
            ("run/./a", NameFault::Upwards),
            ("run/a.", NameFault::TrailingDot),
            ("run/a ", NameFault::Letter),
            ("run/.a", NameFault::Letter),
            ("run/ą", NameFault::Letter),
            ("run/a:b", NameFault::Letter),
            ("run/a\0", NameFault::Letter),
            ("run/NUL", NameFault::Device),
            ("run/com1.png", NameFault::Device),
            ("run/a/b/c/d", NameFault::TooDeep),
        ] {
            assert_eq!(EntryName::parse(raw.as_bytes()), Err(fault), "{raw:?}");
        }
        assert_eq!(EntryName::parse(b"run/\xff"), Err(NameFault::Letter));
        assert_eq!(EntryName::parse("x".repeat(5000).as_bytes()), Err(NameFault::TooLong));
        assert_eq!(
            EntryName::parse(format!("run/{}", "x".repeat(129)).as_bytes()),
            Err(NameFault::TooLong)
        );
    }

    #[test]
    fn each_name_is_for_one_thing_in_one_folder() {
        let take = |names: &[&str]| {
            let mut taken = Taken::default();
            names
                .iter()
                .try_for_each(|raw| taken.take(&EntryName::parse(raw.as_bytes()).unwrap()))
        };
        assert_eq!(take(&["run/a", "run/b/c", "run/b/", "run/", "run/b/d"]), Ok(()));
        assert_eq!(take(&["run/a", "run/a"]), Err(EntryFault::Twice));
        assert_eq!(
            take(&["run/a", "run/A"]),
            Err(EntryFault::SameWithoutCase("run/a".to_owned()))
        );
        assert_eq!(
            take(&["run/b/c", "run/B/d"]),
            Err(EntryFault::SameWithoutCase("run/b".to_owned()))
        );
        assert_eq!(take(&["run/a", "run/a/b"]), Err(EntryFault::FileAndFolder));
        assert_eq!(take(&["run/a/b", "run/a"]), Err(EntryFault::FileAndFolder));
        assert_eq!(
            take(&["run/a", "other/a"]),
            Err(EntryFault::OutsideFolder("run".to_owned()))
        );
        assert_eq!(
            take(&["trail.ndjson"]),
            Err(EntryFault::OutsideFolder("trail.ndjson".to_owned()))
        );
    }
}
