//! Passphrases, typed in the terminal without being shown.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

use crate::evidence::signature::{KeyFault, Locked, Signer};
use crate::text::language::Language;

use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::trouble::Trouble;

/// How often a passphrase may be typed.
const TRIES: usize = 3;

/// Shortest passphrase that is taken, in characters; as `ssh-keygen` has it.
const SHORTEST: usize = 5;

/// Ctrl-C, as the terminal hands it over.
const INTERRUPT: char = '\u{3}';

/// Asks for a new passphrase, twice.
pub(super) fn chosen(console: &Console) -> Result<String, Trouble> {
    let language = console.language();
    if !io::stdin().is_terminal() {
        return Err(Trouble::new(
            Exit::Invalid,
            language.pick(
                "nie ma kogo zapytać o hasło nowego klucza",
                "nobody can be asked for the passphrase of the new key",
            ),
        )
        .hint(language.pick(
            "proszę uruchomić polecenie w terminalu; klucz bez hasła robi krok key new --no-passphrase",
            "give the command in a terminal; krok key new --no-passphrase makes a key without one",
        )));
    }
    for _ in 0..TRIES {
        let first = asked(
            language.pick("Hasło do nowego klucza", "Passphrase of the new key"),
            language,
        )?;
        if first.chars().count() < SHORTEST {
            console.remark(&match language {
                Language::Polish => format!("hasło ma mieć co najmniej {SHORTEST} znaków"),
                Language::English => format!("a passphrase has at least {SHORTEST} characters"),
            });
            continue;
        }
        if first == asked(language.pick("Hasło jeszcze raz", "The same again"), language)? {
            return Ok(first);
        }
        console.remark(language.pick("te dwa hasła się różnią", "the two differ"));
    }
    Err(Trouble::new(
        Exit::Invalid,
        language.pick("nie powstał żaden klucz", "no key was made"),
    ))
}

/// Asks for the passphrase of a key until it fits.
pub(super) fn unlocked(locked: &Locked, file: &Path, console: &Console) -> Result<Signer, Trouble> {
    let language = console.language();
    let question = format!(
        "{} {}",
        language.pick("Hasło do klucza", "Passphrase of"),
        file.display()
    );
    for _ in 0..TRIES {
        let typed = asked(&question, language)?;
        match locked.unlock(&typed) {
            Ok(key) => return Ok(Signer::of_key(key)),
            Err(_) => console.remark(language.pick("to nie jest hasło tego klucza", "this is not its passphrase")),
        }
    }
    Err(errors::key(file, &KeyFault::Passphrase, language).trouble(Exit::Invalid))
}

/// Reads a line that nobody sees.
fn asked(question: &str, language: Language) -> Result<String, Trouble> {
    let mut err = io::stderr();
    let line = {
        // Hidden first: what was typed before the question is thrown away, what answers it is not.
        let _hidden = Hidden::begin()?;
        write!(err, "{question}: ")?;
        err.flush()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        line
    };
    writeln!(err)?;
    if line.is_empty() || line.contains(INTERRUPT) {
        return Err(Trouble::new(Exit::Interrupted, language.pick("przerwano", "stopped")));
    }
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

/// A terminal that shows nothing of what is typed, and that no Ctrl-C leaves so: it ends the line instead.
struct Hidden(Termios);

impl Hidden {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO | LocalModes::ISIG);
        hidden.special_codes[SpecialCodeIndex::VEOL] = INTERRUPT as u8;
        tcsetattr(io::stdin(), OptionalActions::Flush, &hidden)?;
        Ok(Self(before))
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing more.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}
