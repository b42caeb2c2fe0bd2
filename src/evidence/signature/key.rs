//! Keys: the public half, by which everybody is known, and the file of a private one.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use ssh_key::public::KeyData;
use ssh_key::rand_core::OsRng;
use ssh_key::{Algorithm, HashAlg, LineEnding, PrivateKey, PublicKey};

use crate::evidence::folder::make_way;

/// The longest key file that is read, in bytes.
const LIMIT: u64 = 64 * 1024;

/// A public key.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(KeyData);

impl Key {
    pub(super) fn of(data: &KeyData) -> Self {
        Self(data.clone())
    }

    /// Reads a public key from its kind and base64, with or without a comment, as a line of `id_ed25519.pub` has them.
    pub fn parse(line: &str) -> Option<Self> {
        let key = PublicKey::from_openssh(line.trim()).ok()?;
        Some(Self(key.key_data().clone()))
    }

    /// Returns the fingerprint as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// Returns kind and base64, as lines of OpenSSH have them.
    pub fn line(&self) -> String {
        PublicKey::from(self.0.clone()).to_openssh().unwrap_or_default()
    }

    pub(super) fn data(&self) -> &KeyData {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.fingerprint())
    }
}

/// Why a key cannot be used or made.
#[derive(Debug)]
pub enum KeyFault {
    /// The file cannot be read or written.
    File(io::Error),
    /// The file holds no key of OpenSSH, or one of a kind that krok does not know.
    NotAKey,
    /// Others may read the private key: `ssh` refuses such a one too.
    Open,
    /// The passphrase is another.
    Passphrase,
    /// The system gave no key: its random numbers failed.
    Made(String),
}

/// A private key that can be used. Neither shown nor stored.
pub struct Unlocked(pub(super) PrivateKey);

/// A private key that a passphrase protects.
pub struct Locked(PrivateKey);

impl Locked {
    /// Makes it usable.
    ///
    /// # Errors
    ///
    /// Fails if the passphrase is another.
    pub fn unlock(&self, passphrase: &str) -> Result<Unlocked, KeyFault> {
        self.0
            .decrypt(passphrase)
            .map(Unlocked)
            .map_err(|_| KeyFault::Passphrase)
    }
}

/// What a key file holds.
pub enum KeyFile {
    /// A private key that can be used at once.
    Ready(Unlocked),
    /// A private key that a passphrase protects.
    Locked(Locked),
    /// The public half alone, or a key with which only an agent signs.
    Public(Key),
}

impl KeyFile {
    /// Reads a key file of OpenSSH, private or public.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read, is none, or is private and open to others.
    pub fn read(path: &Path) -> Result<Self, KeyFault> {
        let about = fs::metadata(path).map_err(KeyFault::File)?;
        if !about.is_file() {
            return Err(KeyFault::NotAKey);
        }
        let mut bytes = Vec::new();
        fs::File::open(path)
            .and_then(|file| file.take(LIMIT).read_to_end(&mut bytes))
            .map_err(KeyFault::File)?;
        if let Ok(key) = PrivateKey::from_openssh(&bytes) {
            if about.permissions().mode() & 0o077 != 0 {
                return Err(KeyFault::Open);
            }
            // ssh-key 0.6 reads private RSA keys and cannot sign with them; an agent can.
            if key.algorithm().is_rsa() {
                return Ok(Self::Public(Key::of(key.public_key().key_data())));
            }
            return Ok(if key.is_encrypted() {
                Self::Locked(Locked(key))
            } else {
                Self::Ready(Unlocked(key))
            });
        }
        let line = String::from_utf8(bytes).map_err(|_| KeyFault::NotAKey)?;
        Key::parse(&line).map(Self::Public).ok_or(KeyFault::NotAKey)
    }

    /// Returns the public half.
    pub fn key(&self) -> Key {
        match self {
            Self::Ready(Unlocked(key)) | Self::Locked(Locked(key)) => Key::of(key.public_key().key_data()),
            Self::Public(key) => key.clone(),
        }
    }

    /// Makes a new Ed25519 key in a file that is not there yet, for its owner only, with its public half in `FILE.pub`.
    ///
    /// # Errors
    ///
    /// Fails if one of the files is there, or if they cannot be made durable.
    pub fn make(path: &Path, comment: &str, passphrase: Option<&str>) -> Result<Key, KeyFault> {
        let made = |error: ssh_key::Error| KeyFault::Made(error.to_string());
        let mut key = PrivateKey::random(&mut OsRng, Algorithm::Ed25519).map_err(made)?;
        key.set_comment(comment);
        let line = key.public_key().to_openssh().map_err(made)?;
        let public = Key::of(key.public_key().key_data());
        if let Some(passphrase) = passphrase {
            key = key.encrypt(&mut OsRng, passphrase).map_err(made)?;
        }
        let text = key.to_openssh(LineEnding::LF).map_err(made)?;
        let beside = beside(path);
        if beside.symlink_metadata().is_ok() {
            return Err(KeyFault::File(io::ErrorKind::AlreadyExists.into()));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        make_way(folder)
            .and_then(|()| write(path, text.as_bytes()))
            .and_then(|()| write(&beside, format!("{line}\n").as_bytes()))
            .and_then(|()| fs::File::open(folder)?.sync_all())
            .map_err(KeyFault::File)?;
        Ok(public)
    }
}

/// Returns where the public half of a key file stands.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".pub");
    path.with_file_name(name)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
