//! Where things stand in a bundle, and which names lie outside its closed list.

use super::format::{AnchorPlace, Anchored};
use super::name::is_plain_name;

/// The journal.
pub const TRAIL: &str = "trail.ndjson";
/// What closes the bundle.
pub const SEAL: &str = "seal.json";
/// The operator's signature over the seal.
pub const SEAL_SIGNATURE: &str = "seal.json.sig";
/// Folder of what reviewers say, and of signed files of others.
pub const COUNTERSIGN: &str = "countersign";
/// Folder of reviews that were made step by step.
pub const REVIEWS: &str = "reviews";
/// List of the signed files of others, below `countersign/`.
pub const ATTACHED: &str = "attached.ndjson";
/// Folder of the pictures.
pub const PICTURES: &str = "pictures";
/// Folder of the text snapshots.
pub const TEXTS: &str = "texts";
/// Folder of runbook, portal profile, plan and consents.
pub const INPUTS: &str = "inputs";
/// Folder of what was cut off a trail whose run broke off.
pub const TORN: &str = "torn";
/// Folder of the time stamps.
pub const ANCHORS: &str = "anchors";
/// Mark of a plan that was carried out.
pub const USED: &str = "used.json";
/// What became of the bundle after it was closed.
pub const CUSTODY: &str = "custody.ndjson";
/// The report for people.
pub const REPORT: &str = "report.html";
/// The looks of the report.
pub const STYLE: &str = "report.css";
/// Folder of what is derived from the bundle for others.
pub const DERIVED: &str = "derived";
/// The metadata of the bundle as an archive wants them, below [`DERIVED`].
pub const METADATA: &str = "derived/metadane.xml";
/// Report or looks half written: whoever dies over them leaves it, and the next who writes them takes it away.
pub const REPORT_DRAFT: &str = "report.tmp";
/// The plan's trail as an apply keeps it, below `inputs/`; lets `verify` ask for every planned field.
pub const PLAN_TRAIL: &str = "plan-trail.ndjson";

/// Room kept so that a run on a full disk can still say how it ended.
pub(super) const RESERVE: &str = ".reserve";

/// What is added to the name of a file while it is being written.
pub(super) const DRAFT: &str = ".tmp";
/// Ending of a review that is not finished, below [`REVIEWS`]: nobody but its reviewer has a use for it.
pub(super) const REVIEW_DRAFT: &str = ".draft";

/// Tells whether a file below a folder is a review that is not finished, or half of one.
pub(super) fn is_review_draft(below: &str, name: &str) -> bool {
    let whole = name.strip_suffix(DRAFT).unwrap_or(name);
    below == REVIEWS && whole.ends_with(REVIEW_DRAFT)
}

/// Files that a killed program leaves in the folder of a bundle, and that hold nothing: a seal or report half written.
pub(super) const LEFTOVERS: [&str; 2] = ["seal.json.tmp", REPORT_DRAFT];

/// Files that the seal does not list: derived, or made after it.
pub(super) const UNLISTED_FILES: [&str; 10] = [
    SEAL,
    SEAL_SIGNATURE,
    "seal.json.sig.tmp",
    USED,
    CUSTODY,
    REPORT,
    STYLE,
    REPORT_DRAFT,
    PRINT,
    RESERVE,
];
/// Folders that the seal does not list: statements of others, made after it, and what can be derived anew.
pub(super) const UNLISTED_FOLDERS: [&str; 4] = [ANCHORS, COUNTERSIGN, REVIEWS, DERIVED];
/// Folders whose files the seal lists.
pub(super) const LISTED_FOLDERS: [&str; 4] = [PICTURES, TEXTS, INPUTS, TORN];

/// Tells whether a record may refer to this path: a plain name in one of the bundle's own folders.
pub fn is_reference(path: &str) -> bool {
    let folders = [PICTURES, TEXTS, INPUTS];
    path.split_once('/')
        .is_some_and(|(folder, name)| folders.contains(&folder) && is_plain_name(name))
}

/// The print of a report: derived, and with the pictures in it.
pub const PRINT: &str = "protokol.pdf";

/// Tells whether a file may be removed from a closed bundle: a picture or a text, without which the trail still says what
/// was done.
pub(super) fn is_erasable(path: &str) -> bool {
    is_reference(path) && !path.starts_with(INPUTS)
}

/// Most tokens over a seal that are looked at.
const SEAL_TOKENS: usize = 16;

/// Returns the name below `anchors/` of a token that the trail names, after the record that it is about.
pub(super) fn token_name(place: AnchorPlace, over: u64) -> String {
    match place {
        AnchorPlace::Start => "start.tsr".to_owned(),
        AnchorPlace::Act => format!("act-{over}.tsr"),
    }
}

/// Tells whether a record may refer to this path as to a token.
pub(super) fn is_token_of(anchored: &Anchored) -> bool {
    let name = token_name(anchored.place, anchored.over);
    anchored.file.path == format!("{ANCHORS}/{name}")
}

/// Returns the paths of tokens over the seal: the first, and those added later.
pub(super) fn seal_tokens() -> impl Iterator<Item = String> {
    (1..=SEAL_TOKENS).map(|number| match number {
        1 => format!("{ANCHORS}/seal.tsr"),
        _ => format!("{ANCHORS}/seal-{number}.tsr"),
    })
}

/// Returns the name below `torn/` of what was cut off at an offset; further pieces cut off there are counted from 2.
pub(super) fn torn_name(offset: u64, piece: usize) -> String {
    if piece > 1 {
        format!("{offset}-{piece}.bin")
    } else {
        format!("{offset}.bin")
    }
}

/// Returns the offset that the path of a piece cut off names; none if it is no such path.
pub(super) fn torn_offset(path: &str) -> Option<u64> {
    let name = path.strip_prefix(TORN)?.strip_prefix('/')?;
    let stem = name.strip_suffix(".bin")?;
    let (offset, piece) = stem.split_once('-').unwrap_or((stem, "1"));
    let (offset, piece) = (offset.parse().ok()?, piece.parse().ok()?);
    // One way to write each, so that no two names are of one piece.
    (torn_name(offset, piece) == name).then_some(offset)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::evidence::error::EvidenceError;
    use crate::evidence::name::RunName;
    use crate::evidence::trail::Trail;

    #[test]
    fn a_piece_cut_off_is_named_after_its_offset_in_one_way() {
        for (path, offset) in [("torn/0.bin", 0), ("torn/4711.bin", 4711), ("torn/4711-2.bin", 4711)] {
            assert_eq!(torn_offset(path), Some(offset), "{path}");
        }
        for path in [
            "torn/4711",
            "torn/04711.bin",
            "torn/+4711.bin",
            "torn/4711-1.bin",
            "torn/4711-02.bin",
            "torn/4711-2-3.bin",
            "torn/4711.bin.tmp",
            "torn/a/4711.bin",
            "pictures/4711.bin",
        ] {
            assert_eq!(torn_offset(path), None, "{path}");
        }
        assert_eq!(torn_offset(&format!("torn/{}", torn_name(7, 3))), Some(7));
    }

    /// Names that lead elsewhere, or that some reader of a name would take for more than a name: one a line.
    const HOSTILE: &str = include_str!("../../tests/data/hostile-names.txt");

    fn hostile() -> Vec<String> {
        // What cannot stand in a line of that file.
        let endings = [
            "\0",
            "\n",
            "\r",
            "\t",
            "\u{1b}[2J",
            "\u{202e}gnp",
            "\u{200b}",
            "\u{feff}",
            "\u{2028}",
            "\u{7f}",
        ];
        let ended = endings
            .iter()
            .flat_map(|end| [(*end).to_owned(), format!("x{end}"), format!("{end}x")]);
        let long = ["x".repeat(129), "x".repeat(5000), "../".repeat(2000)];
        let listed = HOSTILE.lines().map(str::to_owned);
        listed.chain(ended).chain(long).chain([String::new()]).collect()
    }

    #[test]
    fn no_hostile_name_is_one_of_a_run_or_of_a_file_in_its_bundle() {
        let names = hostile();
        assert!(names.len() >= 100, "{}", names.len());
        for name in names {
            assert_eq!(RunName::parse(&name), None, "{name:?}");
            let below = |folder: &str| format!("{folder}/{name}");
            for folder in [PICTURES, TEXTS, INPUTS] {
                assert!(!is_reference(&below(folder)), "{name:?}");
            }
            assert!(!is_reference(&name), "{name:?}");
            assert_eq!(torn_offset(&below(TORN)), None, "{name:?}");
            assert_eq!(torn_offset(&name), None, "{name:?}");
        }
    }

    #[test]
    fn nothing_is_written_under_a_hostile_name() {
        let around = tempfile::tempdir().unwrap();
        let root = around.path().join("screenshots");
        let run = RunName::parse("run").unwrap();
        let mut trail = Trail::create(&root, &run).unwrap();
        let all = || listed(around.path());
        let before = all();
        for name in hostile() {
            let refused = trail.store_input(&name, b"x");
            assert!(matches!(refused, Err(EvidenceError::Name(_))), "{name:?}: {refused:?}");
        }
        assert_eq!(all(), before);
    }

    /// Everything below a folder.
    fn listed(folder: &Path) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                paths.extend(listed(&path));
            }
            paths.push(path);
        }
        paths.sort();
        paths
    }

    #[test]
    fn only_plain_names_in_known_folders_are_references() {
        assert!(is_reference("pictures/0007.png"));
        for path in [
            "",
            "trail.ndjson",
            "pictures/",
            "pictures/..",
            "pictures/../x",
            "/etc/passwd",
            "pictures/a/b",
        ] {
            assert!(!is_reference(path), "{path}");
        }
    }
}
