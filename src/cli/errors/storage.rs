//! Bundles and reports, read and written.

use std::io;
use std::path::Path;

use crate::evidence::bundle::BundleError;
use crate::evidence::error::{EvidenceError, PictureFault, Stored};
use crate::report::findings;
use crate::report::html::ReportError;
use crate::report::index::IndexError;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::{Both, Words, file, quoting, refusal, remedy};

/// Evidence could not be stored.
pub(in crate::cli) fn evidence(error: &EvidenceError, language: Language) -> Words {
    let both = match error {
        EvidenceError::FolderExists(path) => Both::new(
            format!("folder {} już istnieje", path.display()),
            format!("the folder `{}` exists already", path.display()),
        )
        .hint(
            "każdy przebieg ma własną teczkę; proszę uruchomić polecenie jeszcze raz",
            "every run gets a bundle of its own; start the command again",
        ),
        EvidenceError::Link(path) => Both::new(
            format!("{} to odnośnik (link), a nie folder", path.display()),
            format!("`{}` is a link, not a folder", path.display()),
        )
        .hint(
            "proszę podać właściwy folder, aby teczka powstała tam, gdzie ją widać",
            "name the folder itself, so that evidence stays where you see it",
        ),
        EvidenceError::Locked(path) => Both::new(
            format!("inny przebieg zapisuje właśnie {}", path.display()),
            format!("another run is writing `{}`", path.display()),
        )
        .hint(
            "proszę poczekać, aż tamten przebieg się skończy",
            "wait until that run has ended",
        ),
        EvidenceError::Moved(path) => moved(path),
        EvidenceError::Name(name) => Both::new(
            format!("„{}” nie może być nazwą pliku w teczce", plain(name)),
            format!("`{}` is not a name for a file of a bundle", plain(name)),
        )
        .hint(
            "dozwolone są litery bez polskich znaków, cyfry oraz . _ -",
            "letters, digits, `.`, `_` and `-` only",
        ),
        EvidenceError::Picture(fault) => Both::new(
            format!(
                "nie można zapisać obrazu otrzymanego od przeglądarki: {}",
                picture(fault, Language::Polish)
            ),
            format!(
                "the picture from the browser cannot be stored: {}",
                picture(fault, Language::English)
            ),
        )
        .hint(
            "proszę uruchomić procedurę jeszcze raz od planu",
            "start again with a new plan",
        ),
        EvidenceError::RecordTooLong(size) => Both::new(
            format!("zapis o wielkości {size} B jest zbyt długi dla dziennika"),
            format!("a record of {size} bytes is too long for the trail"),
        )
        .hint(
            "proszę przekazać tę wiadomość autorowi procedury",
            "pass this message on to the runbook's author",
        ),
        EvidenceError::Used { path, by } => {
            let by = by.as_deref().map(|run| {
                (
                    format!(" w przebiegu {}", plain(run)),
                    format!(" by run `{}`", plain(run)),
                )
            });
            let (polish, english) = by.unwrap_or_default();
            Both::new(
                format!(
                    "ten plan został już wykonany{polish} (świadczy o tym plik {})",
                    path.display()
                ),
                format!("the plan was already carried out{english} (`{}`)", path.display()),
            )
            .hint(
                "plan można wykonać tylko raz; proszę zrobić nowy poleceniem krok plan",
                "a plan is carried out once; make a new one with `krok plan`",
            )
        }
        EvidenceError::Storage { what, path, source } => refused(*what, path, source),
    };
    both.spoken(language)
}

/// Somebody moved or removed the bundle while its run went on.
fn moved(path: &Path) -> Both {
    Both::new(
            format!(
                "nie ma już pliku {}: ktoś przeniósł albo usunął teczkę w trakcie przebiegu",
                path.display()
            ),
            format!(
                "`{}` is not there any more: somebody moved or removed the bundle while the run went on",
                path.display()
            ),
        )
        .hint(
            "proszę odłożyć teczkę na miejsce; jeżeli jej już nie ma, zacząć od nowego planu – pokaże, co zostało do zrobienia",
            "put the bundle back; if it is lost, begin with a new plan, which shows what is left to be done",
        )
}

/// The system refused to store.
fn refused(what: Stored, path: &Path, source: &io::Error) -> Both {
    let (polish, english) = stored(what);
    let both = Both::new(
        format!(
            "nie można zapisać {polish} {}: {}",
            path.display(),
            refusal(source, Language::Polish)
        ),
        format!(
            "the {english} `{}` could not be stored: {}",
            path.display(),
            refusal(source, Language::English)
        ),
    );
    let (polish, english) = remedy(source.kind()).unwrap_or((
        "proszę sprawdzić ten dysk albo wskazać inny (--out) i uruchomić polecenie jeszcze raz",
        "check this disk or choose another one (--out), then start again",
    ));
    both.hint(polish, english)
}

/// A bundle could not be read.
pub(in crate::cli) fn bundle(error: &BundleError, language: Language) -> Words {
    let other_bundle = (
        "proszę podać folder przebiegu, czyli ten, w którym leży trail.ndjson; stan teczki sprawdza krok verify",
        "name the folder of a run, the one that holds trail.ndjson; `krok verify` checks a bundle",
    );
    let both = match error {
        BundleError::File { path, source } => return file(path, source, language),
        BundleError::TooLarge(path) => Both::new(
            format!("plik {} jest większy, niż może być plik teczki", path.display()),
            format!("`{}` is larger than any file of a bundle", path.display()),
        ),
        BundleError::UnknownFormat(format) => Both::new(
            format!(
                "teczka jest w formacie „{}”, którego ta wersja programu nie zna",
                plain(format)
            ),
            format!(
                "the bundle's format is `{}`, which this version does not know",
                plain(format)
            ),
        )
        .hint("proszę użyć nowszej wersji krok", "use a newer krok to read it"),
        BundleError::Line { number, fault } => Both::new(
            format!(
                "dziennik teczki (trail.ndjson), wiersz {number}: {}",
                findings::fault(fault, Language::Polish)
            ),
            format!("trail.ndjson:{number}: {}", findings::fault(fault, Language::English)),
        )
        .hint(other_bundle.0, other_bundle.1),
        BundleError::OutOfPlace { number, seq } => Both::new(
            format!(
                "dziennik teczki (trail.ndjson), wiersz {number}: powinien tu być zapis nr {}, a jest nr {seq}",
                number.saturating_sub(1)
            ),
            format!(
                "trail.ndjson:{number}: the record's number is {seq}, not {}",
                number.saturating_sub(1)
            ),
        )
        .hint(other_bundle.0, other_bundle.1),
        BundleError::Empty => Both::new(
            "dziennik teczki (trail.ndjson) nie zawiera żadnego zapisu",
            "trail.ndjson has no records",
        )
        .hint(other_bundle.0, other_bundle.1),
        BundleError::Seal(why) => Both::new(
            quoting("nie można odczytać pieczęci teczki (seal.json)", why),
            quoting("seal.json cannot be understood", why),
        )
        .hint(other_bundle.0, other_bundle.1),
        BundleError::Path(path) => Both::new(
            format!("„{}” nie jest plikiem tej teczki", plain(path)),
            format!("`{}` is not a file of the bundle", plain(path)),
        ),
    };
    both.spoken(language)
}

/// A report could not be made.
pub(in crate::cli) fn report(error: &ReportError, language: Language) -> Words {
    let both = match error {
        ReportError::NoBeginning => Both::new(
            "nie można sporządzić raportu: dziennik nie zaczyna się od początku przebiegu",
            "the report could not be made: the trail does not begin with the start of a run",
        )
        .hint(
            "co da się powiedzieć o tej teczce, powie krok verify",
            "`krok verify` says what can be said about this bundle",
        ),
        ReportError::Page(why) => Both::new(
            quoting("nie można sporządzić raportu", &why.to_string()),
            quoting("the report could not be put together", &why.to_string()),
        ),
        ReportError::Storage { path, source } => {
            let both = Both::new(
                format!(
                    "nie można zapisać raportu {}: {}",
                    path.display(),
                    refusal(source, Language::Polish)
                ),
                format!(
                    "the report `{}` could not be stored: {}",
                    path.display(),
                    refusal(source, Language::English)
                ),
            );
            match remedy(source.kind()) {
                Some((polish, english)) => both.hint(polish, english),
                None => both,
            }
        }
    };
    both.spoken(language)
}

/// An index over bundles could not be made.
pub(in crate::cli) fn index(error: &IndexError, language: Language) -> Words {
    let both = match error {
        IndexError::Folder { path, source } => return file(path, source, language),
        IndexError::Empty(path) => Both::new(
            format!("w folderze {} nie ma żadnej teczki", path.display()),
            format!("`{}` holds no bundle", path.display()),
        )
        .hint(
            "proszę podać folder serii albo folder, w którym leżą teczki, na przykład screenshots",
            "name the folder of a series, or one that bundles lie in, such as screenshots",
        ),
        IndexError::Table(why) => Both::new(
            quoting("nie można sporządzić tabeli", &why.to_string()),
            quoting("the table could not be put together", &why.to_string()),
        ),
        IndexError::Report(error) => return report(error, language),
    };
    both.spoken(language)
}

fn picture(fault: &PictureFault, language: Language) -> String {
    match fault {
        PictureFault::Header(why) => quoting(language.pick("to nie jest obraz PNG", "not a PNG"), why),
        PictureFault::Cut => language.pick("obraz jest ucięty", "the PNG has no end").to_owned(),
    }
}

/// Names what was to be stored: Polish in the genitive, English.
fn stored(what: Stored) -> (&'static str, &'static str) {
    match what {
        Stored::Folder => ("teczki", "folder"),
        Stored::Trail => ("dziennika", "trail"),
        Stored::Torn => ("uciętego wiersza", "torn line"),
        Stored::Picture => ("obrazu", "picture"),
        Stored::Text => ("tekstu strony", "text snapshot"),
        Stored::Input => ("pliku wejściowego", "input"),
        Stored::Token => ("znacznika czasu", "time stamp"),
        Stored::Seal => ("pieczęci", "seal"),
        Stored::Series => ("zapisu serii", "record of the series"),
        Stored::Custody => ("dziennika przekazań", "custody log"),
        Stored::Erased => ("usunięcia pliku", "removal of the file"),
        Stored::MaskKey => (
            "klucza, po którym zakryte wartości są rozpoznawane,",
            "key by which covered values are known again",
        ),
        Stored::Statement => ("podpisu lub załącznika", "statement"),
        Stored::UsedMark => ("znaku, że plan wykorzystano,", "mark of the used plan"),
        Stored::ConsentMark => ("znaku, że zgodę wykorzystano,", "mark of the used consent"),
    }
}
