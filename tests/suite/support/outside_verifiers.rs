//! The verifiers that share no line with krok, and what they say of bundles by the exit codes that the documentation has.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a verifier lies that shares no line with krok.
pub fn outside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside").join(name)
}

/// What the verifier in sh says of a bundle.
pub fn shell_says(bundle: &Path) -> i32 {
    let output = Command::new("sh")
        .arg(outside("sprawdz.sh"))
        .arg(bundle)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}: {output:?}", bundle.display());
    output.status.code().unwrap()
}

/// What the verifier in Python says of each bundle.
pub fn python_says(bundles: &[PathBuf]) -> Vec<i32> {
    let output = Command::new("python3")
        .arg(outside("sprawdz.py"))
        .args(bundles)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let verdicts = text
        .lines()
        .filter(|line| !line.starts_with("  - "))
        .map(|line| match line.rsplit_once(": ") {
            Some((_, "intact")) => 0,
            Some((_, "altered")) => 1,
            Some((_, "unsealed")) => 3,
            _ => panic!("{line}"),
        });
    let verdicts: Vec<i32> = verdicts.collect();
    assert_eq!(
        verdicts.len(),
        bundles.len(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    verdicts
}
