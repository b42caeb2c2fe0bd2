//! Why a bundle that broke off cannot be closed.

use crate::evidence::recover::RecoverError;
use crate::report::findings;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::{Both, Words, storage};

/// Puts trouble with closing a bundle in words.
pub(in crate::cli) fn recover(error: &RecoverError, language: Language) -> Words {
    let both = match error {
        RecoverError::Alive(path) => Both::new(
            format!("w teczce {} pracuje jeszcze inny program krok", path.display()),
            format!("another krok is still at work in `{}`", path.display()),
        )
        .hint(
            "proszę poczekać, aż skończy, albo zatrzymać go klawiszami Ctrl-C w jego oknie",
            "wait until it has ended, or stop it with Ctrl-C in its window",
        ),
        RecoverError::Sealed(path) => Both::new(
            format!("teczka {} jest już zamknięta pieczęcią", path.display()),
            format!("the bundle `{}` is sealed already", path.display()),
        ),
        RecoverError::Empty(path) => Both::new(
            format!("przebieg z teczki {} urwał się, zanim cokolwiek zrobił", path.display()),
            format!("the run in `{}` broke off before it did anything", path.display()),
        )
        .hint(
            "proszę uruchomić procedurę od początku: krok run",
            "start the runbook anew: krok run",
        ),
        RecoverError::Unreadable(why) => Both::new(
            format!("tej teczki nie da się odczytać ({})", plain(why)),
            format!("this bundle cannot be read ({})", plain(why)),
        )
        .hint(
            "proszę podać folder przebiegu, czyli ten, w którym leży trail.ndjson",
            "name the folder of a run, the one that holds trail.ndjson",
        ),
        RecoverError::Damaged(found) => {
            let told = |language| -> String {
                let words = found.iter().map(|finding| findings::words(finding, language));
                words.collect::<Vec<_>>().join("\n  ")
            };
            Both::new(
                format!(
                    "teczka jest naruszona, więc nie można na niej polegać:\n  {}",
                    told(Language::Polish)
                ),
                format!(
                    "the bundle is altered, so it cannot be relied on:\n  {}",
                    told(Language::English)
                ),
            )
            .hint(
                "proszę zostawić ją, jak jest, sprawdzić stan portalu i uruchomić procedurę od początku",
                "leave it as it is, look at the portal, and start the runbook anew",
            )
        }
        RecoverError::Storage(error) => return storage::evidence(error, language),
    };
    both.spoken(language)
}
