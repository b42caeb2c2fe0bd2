//! Tokens that nobody can guess, and a seeded sequence for repeatable jitter.

use std::io;

/// A text of random letters and digits.
pub(crate) fn token(length: usize) -> io::Result<String> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let bytes = bytes(length)?;
    Ok(bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect())
}

/// A text of random digits; the first is not zero.
pub(crate) fn digits(length: usize) -> io::Result<String> {
    let bytes = bytes(length)?;
    Ok(bytes
        .iter()
        .enumerate()
        .map(|(at, byte)| if at == 0 { b'1' + byte % 9 } else { b'0' + byte % 10 })
        .map(char::from)
        .collect())
}

fn bytes(length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// A step of a linear congruential sequence; good enough to spread waiting times.
pub(crate) fn next_in_sequence(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}
