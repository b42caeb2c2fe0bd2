//! The bugs that `make planted` plants to see the suite catch them: each patch still fits the code, and names a test.

use std::fs;
use std::path::Path;

/// One place of a patch: its file, and the lines that have to stand there.
struct Hunk {
    file: String,
    lines: Vec<String>,
}

fn hunks(patch: &str) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut file = "";
    for line in patch.lines() {
        if let Some(path) = line.strip_prefix("--- a/") {
            file = path;
        } else if line.starts_with("@@") {
            hunks.push(Hunk {
                file: file.to_owned(),
                lines: Vec::new(),
            });
        } else if let (Some(hunk), Some(text)) = (hunks.last_mut(), line.strip_prefix([' ', '-'])) {
            // The head of the next file begins with `--- `.
            if !line.starts_with("--- ") {
                hunk.lines.push(text.to_owned());
            }
        }
    }
    hunks
}

#[test]
fn every_bug_can_still_be_planted_and_names_the_test_that_catches_it() {
    let product = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut patches = 0;
    for entry in fs::read_dir(product.join("tests/planted")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "patch") {
            continue;
        }
        patches += 1;
        let patch = fs::read_to_string(&path).unwrap();
        let name = path.display();
        let found = hunks(&patch);
        assert!(!found.is_empty(), "{name} changes nothing");
        for hunk in found {
            let text = fs::read_to_string(product.join(&hunk.file)).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            let fits = lines.windows(hunk.lines.len()).any(|there| there == hunk.lines);
            assert!(fits, "{name} does not fit {} any more", hunk.file);
        }
        let test = patch.lines().find_map(|line| line.strip_prefix("Caught by: ")).unwrap();
        let (module, function) = test.split_once("::").unwrap();
        let text = fs::read_to_string(product.join(format!("tests/suite/{module}.rs"))).unwrap();
        assert!(
            text.contains(&format!("fn {function}(")),
            "{name}: there is no test {test}"
        );
    }
    assert_eq!(patches, 5);
}
