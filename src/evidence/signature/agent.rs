//! An ssh-agent, asked which keys it holds and for one signature
//! ([draft-miller-ssh-agent](https://www.ietf.org/archive/id/draft-miller-ssh-agent-11.html) §3.5, §3.6).

use std::io::{self, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use ssh_key::public::KeyData;
use ssh_key::{PublicKey, Signature};

use super::Key;

const REQUEST_IDENTITIES: u8 = 11;
const IDENTITIES_ANSWER: u8 = 12;
const SIGN_REQUEST: u8 = 13;
const SIGN_RESPONSE: u8 = 14;
/// For RSA keys: sign with SHA-512, not with SHA-1.
const RSA_SHA2_512: u32 = 4;
/// The longest answer that is read, in bytes; OpenSSH's own limit.
const LIMIT: u32 = 256 * 1024;
/// A person may have to touch a key; an agent that says nothing for longer is gone.
const PATIENCE: Duration = Duration::from_mins(2);

/// Why an agent did not serve.
#[derive(Debug)]
pub enum AgentFault {
    /// It cannot be reached, or went away.
    Gone(io::Error),
    /// It answered something else.
    Answer,
    /// It does not sign with this key: locked, or the person said no.
    Refused,
}

impl From<io::Error> for AgentFault {
    fn from(error: io::Error) -> Self {
        Self::Gone(error)
    }
}

/// Returns the keys that an agent holds; those of kinds that krok does not know are left out.
pub(super) fn keys(socket: &Path) -> Result<Vec<Key>, AgentFault> {
    let answer = asked(socket, &[REQUEST_IDENTITIES])?;
    let mut rest = body(&answer, IDENTITIES_ANSWER)?;
    let count = number(&mut rest)?;
    let mut keys = Vec::new();
    for _ in 0..count {
        let blob = text(&mut rest)?;
        text(&mut rest)?;
        if let Ok(key) = PublicKey::from_bytes(blob) {
            keys.push(Key::of(key.key_data()));
        }
    }
    Ok(keys)
}

/// Has bytes signed.
pub(super) fn sign(socket: &Path, key: &Key, data: &[u8]) -> Result<Signature, AgentFault> {
    let blob = PublicKey::from(key.data().clone())
        .to_bytes()
        .map_err(|_| AgentFault::Answer)?;
    let is_rsa = matches!(key.data(), KeyData::Rsa(_));
    let flags = if is_rsa { RSA_SHA2_512 } else { 0 };
    let mut request = vec![SIGN_REQUEST];
    for part in [&blob, data] {
        let length = u32::try_from(part.len()).map_err(|_| AgentFault::Answer)?;
        request.extend_from_slice(&length.to_be_bytes());
        request.extend_from_slice(part);
    }
    request.extend_from_slice(&flags.to_be_bytes());
    let answer = asked(socket, &request)?;
    let mut rest = body(&answer, SIGN_RESPONSE).map_err(|_| AgentFault::Refused)?;
    Signature::try_from(text(&mut rest)?).map_err(|_| AgentFault::Answer)
}

fn asked(socket: &Path, request: &[u8]) -> Result<Vec<u8>, AgentFault> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let length = u32::try_from(request.len()).map_err(|_| AgentFault::Answer)?;
    stream.write_all(&[&length.to_be_bytes(), request].concat())?;
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if length == 0 || length > LIMIT {
        return Err(AgentFault::Answer);
    }
    let mut answer = Vec::new();
    stream.take(u64::from(length)).read_to_end(&mut answer)?;
    Ok(answer)
}

fn body(answer: &[u8], wanted: u8) -> Result<&[u8], AgentFault> {
    match answer.split_first() {
        Some((kind, body)) if *kind == wanted => Ok(body),
        Some(_) | None => Err(AgentFault::Answer),
    }
}

fn number(rest: &mut &[u8]) -> Result<u32, AgentFault> {
    let (number, after) = rest.split_first_chunk::<4>().ok_or(AgentFault::Answer)?;
    *rest = after;
    Ok(u32::from_be_bytes(*number))
}

fn text<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], AgentFault> {
    let length = usize::try_from(number(rest)?).map_err(|_| AgentFault::Answer)?;
    let (text, after) = rest.split_at_checked(length).ok_or(AgentFault::Answer)?;
    *rest = after;
    Ok(text)
}
