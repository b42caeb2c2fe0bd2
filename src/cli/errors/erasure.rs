//! Why something is not removed from a closed bundle.

use crate::evidence::erasure::{ChoiceError, EraseError};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::{Both, Words, custody, evidence, sign};

/// A choice of what is to go cannot be met.
pub(in crate::cli) fn choice(error: &ChoiceError, language: Language) -> Words {
    let steps = (
        "ścieżki kroków i nazwy plików podaje raport oraz dziennik (trail.ndjson)",
        "the report and the trail (trail.ndjson) have the paths of steps and the names of files",
    );
    let both = match error {
        ChoiceError::NoStep(step) => Both::new(
            format!("w dzienniku teczki nie ma kroku „{}”", plain(step)),
            format!("the bundle's trail has no step `{}`", plain(step)),
        )
        .hint(steps.0, steps.1),
        ChoiceError::NothingOfStep(step) => Both::new(
            format!(
                "krok „{}” nie ma tego, co miało zostać usunięte, albo już to usunięto",
                plain(step)
            ),
            format!(
                "the step `{}` has nothing of what is to be removed, or not any more",
                plain(step)
            ),
        )
        .hint(
            "obraz mógł zostać zapisany w innym kroku; co usunięto, mówi krok verify",
            "its picture may be another step's; krok verify says what was removed",
        ),
        ChoiceError::NoFile(file) => Both::new(
            format!("pieczęć nie wymienia pliku „{}”", plain(file)),
            format!("the seal does not list a file `{}`", plain(file)),
        )
        .hint(steps.0, steps.1),
        ChoiceError::NotErasable(file) => Both::new(
            format!(
                "pliku „{}” nie usuwa się z teczki: bez niego nie da się jej odczytać",
                plain(file)
            ),
            format!(
                "the file `{}` is not removed from a bundle: without it nobody can read it",
                plain(file)
            ),
        )
        .hint(
            "usunąć można obrazy (pictures/) i teksty stron (texts/)",
            "pictures (pictures/) and texts of pages (texts/) can be removed",
        ),
        ChoiceError::Gone(file) => Both::new(
            format!("plik „{}” już usunięto", plain(file)),
            format!("the file `{}` was removed before", plain(file)),
        )
        .hint(
            "kiedy, kto i dlaczego, mówi krok verify",
            "krok verify says when, by whom and why",
        ),
    };
    both.spoken(language)
}

/// Nothing, or not everything, was removed. That the bundle is not whole is worded by whoever asks for it.
pub(in crate::cli) fn erase(error: &EraseError, language: Language) -> Words {
    match error {
        EraseError::NotWhole(_) => Both::new(
            "teczka nie jest taka, jaką zamknięto, więc niczego z niej nie usunięto",
            "the bundle is not as it was closed, so nothing was removed from it",
        )
        .hint(
            "proszę ustalić, co się stało: krok verify",
            "find out what happened: krok verify",
        )
        .spoken(language),
        EraseError::NotThere(file) => choice(&ChoiceError::Gone(file.clone()), language),
        EraseError::Custody(error) => {
            let words = custody(error, language);
            Words {
                message: format!(
                    "{}: {}",
                    language.pick("niczego nie usunięto", "nothing was removed"),
                    words.message
                ),
                hint: None,
            }
        }
        EraseError::Sign(fault) => sign(fault, language),
        EraseError::Storage(error) => {
            let words = evidence(error, language);
            Words {
                message: words.message,
                hint: Some(
                    language
                        .pick(
                            "co zapisano w dzienniku przekazań, a jeszcze nie usunięto, usunie następne krok redact TECZKA",
                            "what the custody log names and is still there goes with the next krok redact BUNDLE",
                        )
                        .to_owned(),
                ),
            }
        }
    }
}
