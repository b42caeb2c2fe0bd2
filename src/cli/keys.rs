//! The key that signs: chosen with a command or beforehand, unlocked by its passphrase, or held by an agent.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::browser::lease::{make_private, state_folder};
use crate::evidence::signature::{Key, KeyFault, KeyFile, Namespace, Signer};
use crate::text::language::Language;

use super::args::KeyCommand;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::machine;
use super::passphrase;
use super::trouble::Trouble;
use super::trust::settings_folder;

/// File in the state folder that names the key to sign with.
const CHOSEN: &str = "signing-key";

/// Makes a key, chooses one, or shows the one chosen.
pub(super) fn command(command: &KeyCommand, console: &Console) -> Result<Exit, Trouble> {
    match command {
        KeyCommand::New { out, no_passphrase } => new(out.as_deref(), *no_passphrase, console),
        KeyCommand::Use { file } => choose(file, console),
        KeyCommand::Show => show(console),
    }
}

fn new(out: Option<&Path>, no_passphrase: bool, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let path = match out {
        Some(out) => out.to_owned(),
        None => settings_folder().ok_or_else(|| no_home(language))?.join("id_ed25519"),
    };
    if path.symlink_metadata().is_ok() {
        return Err(
            errors::key(&path, &KeyFault::File(io::ErrorKind::AlreadyExists.into()), language).trouble(Exit::Invalid),
        );
    }
    let passphrase = if no_passphrase {
        None
    } else {
        Some(passphrase::chosen(console)?)
    };
    let comment = format!("{}@{}", machine::user(), machine::host());
    let key = KeyFile::make(&path, &comment, passphrase.as_deref())
        .map_err(|fault| errors::key(&path, &fault, language).trouble(Exit::Invalid))?;
    console.result(&match language {
        Language::Polish => format!("Klucz prywatny: {0}\nKlucz publiczny: {0}.pub", path.display()),
        Language::English => format!("Private key: {0}\nPublic key: {0}.pub", path.display()),
    });
    tell(&key, console);
    console.remark(&match language {
        Language::Polish => format!("Aby podpisywać nim każdą teczkę: krok key use {}", path.display()),
        Language::English => format!("To sign every bundle with it: krok key use {}", path.display()),
    });
    Ok(Exit::Done)
}

/// Prints the public line, the fingerprint, and what a verifier adds to the trust file.
fn tell(key: &Key, console: &Console) {
    let language = console.language();
    let who = format!("{}@{}", machine::user(), machine::host());
    let purposes = Namespace::ALL.map(Namespace::name).join(",");
    console.result(&format!(
        "{} {}\n{}",
        language.pick("Odcisk klucza:", "Fingerprint:"),
        key.fingerprint(),
        key.line()
    ));
    console.result(&format!(
        "{}\n{who} namespaces=\"{purposes}\" {}",
        language.pick(
            "Wiersz do pliku zaufanych kluczy osoby, która będzie sprawdzać (odcisk proszę jej podać inną drogą):",
            "Line for the trust file of whoever will verify (tell them the fingerprint in another way):"
        ),
        key.line()
    ));
}

fn choose(file: &Path, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let file = std::path::absolute(file)?;
    let held = KeyFile::read(&file).map_err(|fault| errors::key(&file, &fault, language).trouble(Exit::Invalid))?;
    let state = state_folder().ok_or_else(|| no_home(language))?;
    let store = || -> io::Result<()> {
        make_private(&state)?;
        let mut draft = tempfile::NamedTempFile::new_in(&state)?;
        draft.write_all(file.as_os_str().as_encoded_bytes())?;
        draft.as_file().sync_all()?;
        draft.persist(state.join(CHOSEN))?;
        Ok(())
    };
    store().map_err(|error| errors::key(&state, &KeyFault::File(error), language).trouble(Exit::EvidenceFailed))?;
    console.result(&match language {
        Language::Polish => format!("Teczki będą podpisywane kluczem {}", file.display()),
        Language::English => format!("Bundles will be signed with the key {}", file.display()),
    });
    tell(&held.key(), console);
    Ok(Exit::Done)
}

fn show(console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let file = chosen(language)?.ok_or_else(|| no_key(language))?;
    let held = KeyFile::read(&file).map_err(|fault| errors::key(&file, &fault, language).trouble(Exit::Invalid))?;
    console.result(&file.display().to_string());
    tell(&held.key(), console);
    Ok(Exit::Done)
}

/// Returns the file of the key that was chosen with `krok key use`; none if none was.
fn chosen(language: Language) -> Result<Option<PathBuf>, Trouble> {
    let Some(file) = state_folder().map(|state| state.join(CHOSEN)) else {
        return Ok(None);
    };
    match fs::read_to_string(&file) {
        Ok(path) => Ok(Some(PathBuf::from(path.trim_end()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(errors::key(&file, &KeyFault::File(error), language).trouble(Exit::Invalid)),
    }
}

/// Returns who signs what a command writes: the key given, or the one chosen beforehand; none if there is none.
pub(super) fn signer(given: Option<&str>, console: &Console) -> Result<Option<Arc<Signer>>, Trouble> {
    let language = console.language();
    let file = match given {
        Some("none") => return Ok(None),
        Some("agent") => return only_key_of_agent(language).map(|signer| Some(Arc::new(signer))),
        Some(file) => PathBuf::from(file),
        None => match chosen(language)? {
            Some(file) => file,
            None => return Ok(None),
        },
    };
    of_file(&file, console).map(|signer| Some(Arc::new(signer)))
}

/// Returns who signs, where somebody has to.
pub(super) fn needed(given: Option<&str>, console: &Console) -> Result<Arc<Signer>, Trouble> {
    signer(given, console)?.ok_or_else(|| no_key(console.language()))
}

fn of_file(file: &Path, console: &Console) -> Result<Signer, Trouble> {
    let language = console.language();
    let unusable = |fault: &KeyFault| errors::key(file, fault, language).trouble(Exit::Invalid);
    let held = KeyFile::read(file).map_err(|fault| unusable(&fault))?;
    let key = match held {
        KeyFile::Ready(key) => return Ok(Signer::of_key(key)),
        KeyFile::Locked(_) | KeyFile::Public(_) => held.key(),
    };
    if let Some(socket) = agent()
        && let Some(signer) =
            Signer::by_agent(socket, &key).map_err(|fault| errors::agent(&fault, language).trouble(Exit::Invalid))?
    {
        return Ok(signer);
    }
    match held {
        KeyFile::Locked(locked) if console.is_attended() => passphrase::unlocked(&locked, file, console),
        KeyFile::Locked(_) | KeyFile::Public(_) | KeyFile::Ready(_) => Err(out_of_reach(file, &key, language)),
    }
}

/// Returns where the agent listens; none if there is none.
fn agent() -> Option<PathBuf> {
    std::env::var_os("SSH_AUTH_SOCK")
        .filter(|socket| !socket.is_empty())
        .map(PathBuf::from)
}

fn only_key_of_agent(language: Language) -> Result<Signer, Trouble> {
    let failed = |fault| errors::agent(&fault, language).trouble(Exit::Invalid);
    let socket = agent().ok_or_else(|| {
        Trouble::new(
            Exit::Invalid,
            language.pick(
                "nie działa ssh-agent (brak zmiennej SSH_AUTH_SOCK)",
                "no ssh-agent is running (SSH_AUTH_SOCK is not set)",
            ),
        )
        .hint(language.pick(
            "proszę uruchomić ssh-agent i ssh-add albo podać plik klucza: --key PLIK",
            "start ssh-agent and ssh-add, or name the file of a key: --key FILE",
        ))
    })?;
    let keys = Signer::keys_of_agent(&socket).map_err(failed)?;
    if let [key] = keys.as_slice()
        && let Some(signer) = Signer::by_agent(socket, key).map_err(failed)?
    {
        return Ok(signer);
    }
    let count = keys.len();
    let mut lines = vec![match language {
        Language::Polish => format!("ssh-agent ma {count} kluczy, a musi być wiadomo, którym podpisać"),
        Language::English => format!("ssh-agent holds {count} keys, and it has to be clear which one is to sign"),
    }];
    lines.extend(keys.iter().map(|key| format!("  {}", key.fingerprint())));
    Err(Trouble::new(Exit::Invalid, lines.join("\n")).hint(language.pick(
        "proszę wskazać klucz jego częścią publiczną: --key PLIK.pub",
        "name the key by its public half: --key FILE.pub",
    )))
}

fn out_of_reach(file: &Path, key: &Key, language: Language) -> Trouble {
    let fingerprint = key.fingerprint();
    Trouble::new(
        Exit::Invalid,
        match language {
            Language::Polish => format!(
                "klucz {fingerprint} ({}) jest chroniony hasłem, o które nie ma kogo zapytać, leży gdzie indziej albo jest kluczem RSA, a ssh-agent go nie ma",
                file.display()
            ),
            Language::English => format!(
                "the key {fingerprint} ({}) is protected by a passphrase that nobody can be asked for, lies elsewhere or is an RSA key, and ssh-agent does not hold it",
                file.display()
            ),
        },
    )
    .hint(language.pick(
        "proszę dodać klucz poleceniem ssh-add, podać inny (--key PLIK) albo pracować bez podpisu (--key none)",
        "add the key with ssh-add, name another (--key FILE), or work without a signature (--key none)",
    ))
}

fn no_key(language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        language.pick("nie wybrano klucza do podpisu", "no key to sign with was chosen"),
    )
    .hint(language.pick(
        "proszę podać --key PLIK albo wybrać klucz na stałe: krok key use PLIK; nowy robi krok key new",
        "give --key FILE, or choose one for good: krok key use FILE; krok key new makes one",
    ))
}

fn no_home(language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        language.pick(
            "nie wiadomo, gdzie leżą ustawienia: brak zmiennej HOME",
            "there is no place for settings: HOME is not set",
        ),
    )
}
