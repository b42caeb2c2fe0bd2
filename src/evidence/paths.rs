//! Where things stand in a bundle, and which names lie outside its closed list.

use super::name::is_plain_name;

/// The journal.
pub const TRAIL: &str = "trail.ndjson";
/// What closes the bundle.
pub const SEAL: &str = "seal.json";
/// Folder of the pictures.
pub const PICTURES: &str = "pictures";
/// Folder of the text snapshots.
pub const TEXTS: &str = "texts";
/// Folder of runbook, portal profile, plan and consents.
pub const INPUTS: &str = "inputs";
/// Mark of a plan that was carried out.
pub const USED: &str = "used.json";
/// The report for people.
pub const REPORT: &str = "report.html";
/// The looks of the report.
pub const STYLE: &str = "report.css";
/// The plan's trail as an apply keeps it, below `inputs/`; lets `verify` ask for every planned field.
pub const PLAN_TRAIL: &str = "plan-trail.ndjson";

/// Room kept so that a run on a full disk can still say how it ended.
pub(super) const RESERVE: &str = ".reserve";

/// Files that the seal does not list: derived, or made after it.
pub(super) const UNLISTED_FILES: [&str; 7] = [SEAL, "seal.json.sig", USED, REPORT, STYLE, "protokol.pdf", RESERVE];
/// Folders that the seal does not list: statements of others, made after it.
pub(super) const UNLISTED_FOLDERS: [&str; 2] = ["anchors", "reviews"];
/// Folders whose files the seal lists.
pub(super) const LISTED_FOLDERS: [&str; 3] = [PICTURES, TEXTS, INPUTS];

/// Tells whether a record may refer to this path: a plain name in one of the bundle's own folders.
pub fn is_reference(path: &str) -> bool {
    path.split_once('/')
        .is_some_and(|(folder, name)| LISTED_FOLDERS.contains(&folder) && is_plain_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

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
