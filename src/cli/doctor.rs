//! `krok doctor`: what is missing on this machine and how to fix it.

use std::path::Path;

use crate::browser::family::Family;
use crate::browser::installation::Installation;
use crate::browser::lease::state_folder;
use crate::text::language::Language;

use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::machine;
use super::window::not_started;

/// One thing looked at.
struct Finding {
    /// What was looked at, and what was found.
    said: String,
    /// What to do; none if all is well.
    hint: Option<String>,
    /// The code to end with if this is what is wrong.
    exit: Exit,
}

/// Looks at everything and says it; ends with the code of the first thing that is wrong.
pub(super) fn doctor(family: Family, console: &Console) -> Exit {
    let language = console.language();
    let findings = [
        browser(family, console),
        isolation(family, console),
        processes(console),
        bundles(console),
        leases(console),
    ];
    let mut exit = Exit::Done;
    for finding in findings {
        let mark = match (&finding.hint, finding.exit) {
            (None, _) => language.pick("dobrze", "good"),
            (Some(_), Exit::Done) => language.pick("uwaga", "note"),
            (Some(_), _) => language.pick("brak", "missing"),
        };
        console.result(&format!("{mark}: {}", finding.said));
        if let Some(hint) = finding.hint {
            console.result(&format!("  {}: {hint}", language.pick("wskazówka", "hint")));
            if exit == Exit::Done {
                exit = finding.exit;
            }
        }
    }
    exit
}

fn browser(family: Family, console: &Console) -> Finding {
    match Installation::find(family).and_then(|installation| installation.check()) {
        Ok((driver, browser)) => Finding {
            said: format!("{browser}, {driver}"),
            hint: None,
            exit: Exit::Done,
        },
        Err(error) => {
            let words = errors::start(&error, console.language());
            Finding {
                said: format!(
                    "{}: {}",
                    console.language().pick("przeglądarka", "browser"),
                    words.message
                ),
                hint: Some(words.hint.unwrap_or_else(|| family.setup().to_owned())),
                exit: not_started(console.language())(error).exit,
            }
        }
    }
}

/// The driver listens on loopback: whoever shares the machine could find it.
fn isolation(family: Family, console: &Console) -> Finding {
    let language = console.language();
    let others = machine::other_people();
    if others.is_empty() {
        return Finding {
            said: language
                .pick(
                    "na tym komputerze nie ma innych kont osób",
                    "no other people have accounts on this machine",
                )
                .to_owned(),
            hint: None,
            exit: Exit::Done,
        };
    }
    Finding {
        said: format!(
            "{}: {}",
            language.pick("inne konta na tym komputerze", "other accounts on this machine"),
            others.join(", ")
        ),
        hint: Some(take_over(family, language).to_owned()),
        exit: Exit::Done,
    }
}

/// The secret path of the driver stands on its command line, since it can be told no other way.
fn processes(console: &Console) -> Finding {
    let language = console.language();
    if !machine::shows_processes() || machine::other_people().is_empty() {
        return Finding {
            said: language
                .pick(
                    "poleceń uruchomionych programów nie widzi żadna inna osoba",
                    "nobody else sees the commands of running programs",
                )
                .to_owned(),
            hint: None,
            exit: Exit::Done,
        };
    }
    Finding {
        said: language
            .pick(
                "inne konta widzą polecenia uruchomionych programów, a w nich tajną ścieżkę sterownika przeglądarki",
                "other accounts see the commands of running programs, and in them the secret path of the driver",
            )
            .to_owned(),
        hint: Some(
            language
                .pick(
                    "administrator może to wyłączyć: mount -o remount,hidepid=invisible /proc",
                    "an administrator can end that: mount -o remount,hidepid=invisible /proc",
                )
                .to_owned(),
        ),
        exit: Exit::Done,
    }
}

/// What somebody else on this machine could do, and what helps.
fn take_over(family: Family, language: Language) -> &'static str {
    match family {
        Family::Chromium => language.pick(
            "sterownik przeglądarki nasłuchuje na 127.0.0.1; na wspólnym komputerze inny zalogowany użytkownik mógłby przejąć przeglądarkę. Proszę pracować na komputerze, z którego korzysta jedna osoba",
            "the driver listens on 127.0.0.1; on a shared machine another user who is logged in could take the browser over. Work on a machine that only you use",
        ),
        Family::Firefox => language.pick(
            "sterownik i sam Firefox nasłuchują na 127.0.0.1, bez tajnej ścieżki; na wspólnym komputerze inny zalogowany użytkownik mógłby je przejąć w chwili otwierania przeglądarki. Proszę pracować na komputerze, z którego korzysta jedna osoba",
            "the driver and Firefox itself listen on 127.0.0.1, under no secret path; on a shared machine another user who is logged in could take them over while the browser opens. Work on a machine that only you use",
        ),
    }
}

fn bundles(console: &Console) -> Finding {
    let language = console.language();
    let root = Path::new("screenshots");
    let probe =
        tempfile::Builder::new()
            .prefix(".krok-")
            .tempfile_in(if root.is_dir() { root } else { Path::new(".") });
    match probe {
        Ok(_) => Finding {
            said: language
                .pick(
                    "teczki można zapisać w screenshots/",
                    "evidence can be stored in screenshots/",
                )
                .to_owned(),
            hint: None,
            exit: Exit::Done,
        },
        Err(error) => Finding {
            said: format!("screenshots/: {}", errors::refusal(&error, language)),
            hint: Some(
                language
                    .pick(
                        "proszę wskazać inny folder na teczki: --out",
                        "name another folder: --out",
                    )
                    .to_owned(),
            ),
            exit: Exit::EvidenceFailed,
        },
    }
}

fn leases(console: &Console) -> Finding {
    let language = console.language();
    match state_folder() {
        Some(folder) => Finding {
            said: format!(
                "{} {}",
                language.pick("otwarte przeglądarki są zapisane w", "open browsers are noted in"),
                folder.display()
            ),
            hint: None,
            exit: Exit::Done,
        },
        None => Finding {
            said: language
                .pick(
                    "nie wiadomo, gdzie notować otwarte przeglądarki",
                    "no place to note open browsers",
                )
                .to_owned(),
            hint: Some(
                language
                    .pick("proszę ustawić zmienną środowiskową HOME", "set HOME")
                    .to_owned(),
            ),
            exit: Exit::Failed,
        },
    }
}
