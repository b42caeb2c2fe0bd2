//! One signature against the bytes that it is for.

use ssh_key::{LineEnding, PublicKey, SshSig};

use super::Key;

/// The longest signature that is read, in bytes; that of an RSA key of 16,384 bits is a third of it.
pub const SIGNATURE_LIMIT: u64 = 16 * 1024;

/// What a signature is for: one made for something else is worth nothing here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namespace {
    /// The seal of a bundle, by the operator.
    Seal,
    /// A verdict on a bundle, by a reviewer.
    Review,
    /// A consent file, by whoever gives the consent.
    Consent,
    /// A line that says that files of a bundle were removed, by whoever decided it.
    Erasure,
}

impl Namespace {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Seal, Self::Review, Self::Consent, Self::Erasure];

    /// Returns the name as `ssh-keygen -n` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seal => "krok-seal@v1",
            Self::Review => "krok-review@v1",
            Self::Consent => "krok-consent@v1",
            Self::Erasure => "krok-erasure@v1",
        }
    }
}

/// Why a signature is none of the bytes that it stands beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureFault {
    /// It cannot be read: damaged, too long, or of a kind that krok does not know.
    Unreadable(String),
    /// It was made for something else.
    Namespace(String),
    /// It is of other bytes, or by another key than it says.
    Mismatch,
}

/// Holds a signature against the bytes that it should be for, and returns the key that made it.
///
/// # Errors
///
/// Fails if it is no signature, one for something else, or one of other bytes.
pub fn check(signature: &[u8], namespace: Namespace, signed: &[u8]) -> Result<Key, SignatureFault> {
    let unreadable = |error: ssh_key::Error| SignatureFault::Unreadable(error.to_string());
    if signature.len() as u64 > SIGNATURE_LIMIT {
        return Err(SignatureFault::Unreadable(format!("more than {SIGNATURE_LIMIT} bytes")));
    }
    let read = SshSig::from_pem(signature).map_err(unreadable)?;
    // Bytes that the reader passes over would be bytes that anybody may change.
    let written = read.to_pem(LineEnding::LF).map_err(unreadable)?;
    if !without_breaks(signature).eq(without_breaks(written.as_bytes())) {
        return Err(SignatureFault::Unreadable("not written as a signature is".to_owned()));
    }
    if read.namespace() != namespace.name() {
        return Err(SignatureFault::Namespace(read.namespace().to_owned()));
    }
    let key = PublicKey::from(read.public_key().clone());
    key.verify(namespace.name(), signed, &read).map_err(|error| {
        let is_unknown = matches!(
            error,
            ssh_key::Error::AlgorithmUnknown | ssh_key::Error::AlgorithmUnsupported { .. }
        );
        if is_unknown {
            unreadable(error)
        } else {
            SignatureFault::Mismatch
        }
    })?;
    Ok(Key::of(key.key_data()))
}

fn without_breaks(pem: &[u8]) -> impl Iterator<Item = &u8> {
    pem.iter().filter(|byte| !matches!(byte, b'\n' | b'\r'))
}
