//! Browser, driver and page.

use crate::browser::claim::Holder;
use crate::browser::error::StartError;
use crate::browser::family::Family;
use crate::page::error::PageError;
use crate::text::language::Language;
use crate::text::personal::masked;
use crate::text::plain::plain;

use super::{Both, Words, file, quoting, refusal};

/// Driver or browser could not be brought up.
pub(in crate::cli) fn start(error: &StartError, language: Language) -> Words {
    let both = match error {
        StartError::DriverMissing(family) => driver_missing(*family),
        StartError::BrowserMissing(family) => browser_missing(*family),
        StartError::Mismatch { driver, browser } => Both::new(
            format!(
                "sterownik i przeglądarka są w różnych wersjach: „{}” i „{}”",
                plain(driver),
                plain(browser)
            ),
            format!(
                "driver and browser are of different versions: `{}` and `{}`",
                plain(driver),
                plain(browser)
            ),
        )
        .hint(
            "oba programy powinny pochodzić z jednego źródła; dba o to webdriver/setup",
            "install both from one source, `webdriver/setup` does",
        ),
        StartError::TooOld { program, oldest } => Both::new(
            format!("„{}” to zbyt stara wersja; najstarsza, która się nadaje: {oldest}", plain(program)),
            format!("`{}` is too old; the oldest version that serves: {oldest}", plain(program)),
        )
        .hint(
            "proszę uruchomić webdriver/setup-firefox albo poprosić administratora o nowszą wersję",
            "run `webdriver/setup-firefox`, or ask the administrator for a newer version",
        ),
        StartError::Program { program, source } => Both::new(
            format!(
                "nie udało się uruchomić programu {}: {}",
                program.display(),
                refusal(source, Language::Polish)
            ),
            format!(
                "`{}` did not start: {}",
                program.display(),
                refusal(source, Language::English)
            ),
        )
        .hint(
            "proszę sprawdzić instalację poleceniem krok doctor",
            "look at the installation with `krok doctor`",
        ),
        StartError::DriverSilent(said) => Both::new(
            quoting("sterownik przeglądarki nie zgłosił gotowości", said),
            quoting("the driver did not say where it listens", said),
        )
        .hint(
            "proszę spróbować jeszcze raz; jeżeli się powtórzy, proszę sprawdzić instalację poleceniem krok doctor",
            "try again; if it happens again, look at the installation with `krok doctor`",
        ),
        StartError::NoScreen => Both::new(
            "nie ma ekranu, na którym przeglądarka mogłaby otworzyć okno (brak DISPLAY i WAYLAND_DISPLAY)",
            "there is no screen on which the browser could open a window (neither DISPLAY nor WAYLAND_DISPLAY is set)",
        )
        .hint(
            "proszę uruchomić program na komputerze z ekranem, bo logować musi się osoba; do ćwiczeń bez ekranu służy opcja --headless",
            "start krok on a computer with a screen, because a person has to log in; for practice without a screen there is --headless",
        ),
        StartError::DriverEnded(said) => Both::new(
            quoting("sterownik przeglądarki zakończył się zaraz po uruchomieniu", said),
            quoting("the driver ended at once", said),
        )
        .hint(
            "proszę spróbować jeszcze raz; jeżeli się powtórzy, proszę sprawdzić instalację poleceniem krok doctor",
            "try again; if it happens again, look at the installation with `krok doctor`",
        ),
        StartError::Refused(said) => Both::new(
            quoting("nie udało się otworzyć przeglądarki", said),
            quoting("the driver did not open a browser", said),
        )
        .hint(
            "proszę zamknąć zbędne okna przeglądarki i spróbować jeszcze raz",
            "close browser windows that are not needed and try again",
        ),
        StartError::NotThere(said) => Both::new(
            quoting("otwartej wcześniej przeglądarki już nie ma", said),
            quoting("the browser that was opened is not there any more", said),
        )
        .hint("nową otwiera polecenie krok open", "`krok open` opens one"),
        StartError::InUse(holder) => return in_use(holder.as_ref(), language),
        StartError::File { path, source } => return file(path, source, language),
        StartError::Profile(why) => Both::new(
            quoting("profil ustawień przeglądarki zawiera błąd", why),
            quoting("the capability profile is not valid", why),
        )
        .hint(
            "to błąd instalacji: proszę zainstalować krok na nowo albo zawiadomić administratora",
            "the installation is damaged: install krok anew",
        ),
    };
    both.spoken(language)
}

/// Longest command line that is told, in letters.
const LONGEST: usize = 160;

/// Another krok works in the open browser: who it is, since when, and how it is stopped.
fn in_use(holder: Option<&Holder>, language: Language) -> Words {
    let who = language.pick(
        "w otwartej przeglądarce tego portalu pracuje już inny program krok",
        "another krok works in the open browser of this portal",
    );
    let wait = language.pick(
        "proszę poczekać, aż skończy, albo zatrzymać go w jego terminalu (Ctrl-C)",
        "wait until it has ended, or stop it in its terminal (Ctrl-C)",
    );
    let Some(holder) = holder else {
        return Words {
            message: who.to_owned(),
            hint: Some(wait.to_owned()),
        };
    };
    let pid = holder.process.pid;
    let (process, since, bundle) = match language {
        Language::Polish => ("proces", "od", "teczka"),
        Language::English => ("process", "since", "bundle"),
    };
    let mut parts = vec![format!("{who}: {process} {pid}, {since} {}", plain(&holder.since))];
    if let Some(command) = holder.process.command() {
        let command: String = masked(&plain(&command.join(" "))).chars().take(LONGEST).collect();
        parts.push(format!("`{command}`"));
    }
    if let Some(path) = &holder.bundle {
        parts.push(format!("{bundle} {}", plain(&path.display().to_string())));
    }
    let hint = match language {
        Language::Polish => format!("{wait}; jeżeli tego terminala już nie ma: kill {pid}"),
        Language::English => format!("{wait}; if that terminal is gone: kill {pid}"),
    };
    Words {
        message: parts.join(", "),
        hint: Some(hint),
    }
}

fn driver_missing(family: Family) -> Both {
    let driver = family.driver();
    let both = Both::new(
        format!("nie znaleziono sterownika przeglądarki (programu {driver})"),
        format!("the browser's driver (`{driver}`) was not found in PATH"),
    );
    match family {
        Family::Chromium => both.hint(
            "proszę uruchomić webdriver/setup albo poprosić administratora o instalację pakietu chromium-driver",
            "run `webdriver/setup`, or ask the administrator for the package chromium-driver",
        ),
        Family::Firefox => both.hint(
            "proszę uruchomić webdriver/setup-firefox albo poprosić administratora o program geckodriver w folderze z PATH",
            "run `webdriver/setup-firefox`, or ask the administrator for `geckodriver` in a folder of PATH",
        ),
    }
}

fn browser_missing(family: Family) -> Both {
    match family {
        Family::Chromium => Both::new(
            "nie znaleziono przeglądarki Chromium ani Google Chrome",
            "neither Chromium nor Google Chrome was found in PATH",
        )
        .hint(
            "proszę uruchomić webdriver/setup albo poprosić administratora o instalację pakietu chromium",
            "run `webdriver/setup`, or ask the administrator for the package chromium",
        ),
        Family::Firefox => Both::new("nie znaleziono przeglądarki Firefox", "Firefox was not found in PATH").hint(
            "proszę uruchomić webdriver/setup-firefox albo poprosić administratora o instalację pakietu firefox-esr",
            "run `webdriver/setup-firefox`, or ask the administrator for the package firefox-esr",
        ),
    }
}

/// A page did not do what was asked.
pub(in crate::cli) fn page(error: &PageError, language: Language) -> Words {
    let both = match error {
        PageError::Detached => Both::new(
            "element zniknął ze strony, zanim można go było użyć",
            "the element is no longer on the page",
        ),
        PageError::NotReady { .. } => Both::new("element strony nie jest gotowy", "the element is not ready"),
        PageError::Silent(_) => Both::new("strona nie odpowiada", "the page does not answer").hint(
            "proszę poczekać, aż komputer i portal będą mniej zajęte, i uruchomić polecenie jeszcze raz",
            "wait until machine and portal are less busy and start the command again",
        ),
        PageError::DialogOpen(text) => Both::new(
            quoting("portal otworzył okno dialogowe przeglądarki", text),
            quoting("a native dialog is open", text),
        )
        .hint(
            "proszę odpowiedzieć na nie w przeglądarce i uruchomić polecenie jeszcze raz",
            "answer it in the browser and start the command again",
        ),
        PageError::Elsewhere(origin) => Both::new(
            format!(
                "otwarta strona ({}) nie należy do portalu, a poza nim krok niczego nie odczytuje",
                plain(origin)
            ),
            format!("the page is at {}, which is no host of the portal", plain(origin)),
        )
        .hint(
            "proszę wrócić w przeglądarce na portal, w razie potrzeby zalogować się i uruchomić polecenie jeszcze raz",
            "go back to the portal in the browser, log in if need be, and start the command again",
        ),
        PageError::Uncovered(_) => Both::new(
            "na stronie nie udało się zakryć danych osób, więc nie zrobiono obrazu",
            "numbers or names of persons on the page could not be covered, so no picture was taken",
        )
        .hint(
            "proszę uruchomić polecenie jeszcze raz, gdy strona przestanie się zmieniać",
            "start the command again when the page has stopped changing",
        ),
        PageError::WindowClosed(_) => Both::new("okno przeglądarki zostało zamknięte", "the browser window was closed")
        .hint(
            "proszę nie zamykać okna przeglądarki podczas pracy i uruchomić polecenie jeszcze raz",
            "leave the browser window open while krok works, and start the command again",
        ),
        PageError::Lost(_) => Both::new("utracono połączenie z przeglądarką", "the browser is gone")
        .hint(
            "proszę nie zamykać okna przeglądarki podczas pracy i uruchomić polecenie jeszcze raz",
            "leave the browser's window open during the work and start the command again",
        ),
        PageError::Unreachable(why) => Both::new(
            quoting("nie można połączyć się ze stroną", why),
            quoting("the page could not be reached", why),
        )
        .hint(
            "proszę sprawdzić połączenie z internetem i komunikaty o przerwach w pracy portalu",
            "check the connection and the portal's announcements of maintenance",
        ),
        PageError::Protocol(_) => Both::new(
            "przeglądarka odpowiedziała w nieoczekiwany sposób",
            "unexpected answer of the browser",
        )
        .hint(
            "proszę uruchomić polecenie jeszcze raz; jeżeli się powtórzy, proszę sprawdzić instalację poleceniem krok doctor",
            "start the command again; if it happens again, look at the installation with `krok doctor`",
        ),
    };
    both.spoken(language)
}
