//! Who signs: a private key at hand, or an agent that holds it and never gives it away.

use std::path::{Path, PathBuf};

use ssh_key::{HashAlg, LineEnding, SshSig};

use super::agent::{self, AgentFault};
use super::key::{Key, Unlocked};
use super::sshsig::Namespace;

/// Hash by which what is signed is shortened, as `ssh-keygen` does.
const HASH: HashAlg = HashAlg::Sha512;

/// Signs with one key. Neither shown nor stored: it may hold a private key.
pub struct Signer(Holder);

enum Holder {
    File(Box<Unlocked>),
    Agent { socket: PathBuf, key: Key },
}

/// Why nothing could be signed.
#[derive(Debug)]
pub enum SignFault {
    /// The agent refused or cannot be reached.
    Agent(AgentFault),
    /// Keys of this kind cannot sign here.
    Kind(String),
}

impl Signer {
    /// Signs with a private key at hand.
    pub fn of_key(key: Unlocked) -> Self {
        Self(Holder::File(Box::new(key)))
    }

    /// Signs by the agent at a socket, with this key; none if the agent does not hold it.
    ///
    /// # Errors
    ///
    /// Fails if the agent cannot be asked.
    pub fn by_agent(socket: PathBuf, key: &Key) -> Result<Option<Self>, AgentFault> {
        let is_held = agent::keys(&socket)?.contains(key);
        Ok(is_held.then(|| {
            Self(Holder::Agent {
                socket,
                key: key.clone(),
            })
        }))
    }

    /// Returns the keys that the agent at a socket holds.
    ///
    /// # Errors
    ///
    /// Fails if the agent cannot be asked.
    pub fn keys_of_agent(socket: &Path) -> Result<Vec<Key>, AgentFault> {
        agent::keys(socket)
    }

    /// Returns the public half.
    pub fn key(&self) -> Key {
        match &self.0 {
            Holder::File(unlocked) => Key::of(unlocked.0.public_key().key_data()),
            Holder::Agent { key, .. } => key.clone(),
        }
    }

    /// Signs bytes for one purpose and returns the text of the signature.
    ///
    /// # Errors
    ///
    /// Fails if the agent refuses, or if keys of this kind cannot sign.
    pub fn sign(&self, namespace: Namespace, bytes: &[u8]) -> Result<String, SignFault> {
        let kind = |error: ssh_key::Error| SignFault::Kind(error.to_string());
        let signature = match &self.0 {
            Holder::File(unlocked) => unlocked.0.sign(namespace.name(), HASH, bytes).map_err(kind)?,
            Holder::Agent { socket, key } => {
                let data = SshSig::signed_data(namespace.name(), HASH, bytes).map_err(kind)?;
                let signature = agent::sign(socket, key, &data).map_err(SignFault::Agent)?;
                SshSig::new(key.data().clone(), namespace.name(), HASH, signature).map_err(kind)?
            }
        };
        signature.to_pem(LineEnding::LF).map_err(kind)
    }
}
