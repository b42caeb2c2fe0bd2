//! Hashes: of files, and of the chain that ties each line of a trail to all lines before it.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::format::CHAIN;

/// What stands for the previous hash before the first line.
pub const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Returns the chain hash of a line from the one before it and the line's JSON bytes.
pub fn link(previous: &str, json: &[u8]) -> String {
    link_as(CHAIN, previous, json)
}

/// Returns the chain hash of a line of a journal whose chain has another name.
pub fn link_as(rule: &str, previous: &str, json: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(rule);
    hasher.update("\n");
    hasher.update(previous);
    hasher.update("\n");
    hasher.update(json);
    hex(&hasher.finalize())
}

/// Returns the SHA-256 of the bytes in lower-case hex, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        assert_eq!(
            sha256(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn a_link_covers_the_rule_previous_hash_and_bytes() {
        assert_eq!(
            link(ORIGIN, b"{}"),
            sha256(format!("krok/1\n{ORIGIN}\n{{}}").as_bytes())
        );
    }
}
