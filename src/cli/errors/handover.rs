//! Why a bundle is not packed, not unpacked, or its log not written.

use crate::evidence::custody::CustodyError;
use crate::evidence::handover::{EntryFault, HandoverError, NameFault, ZipFault};
use crate::report::findings;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::{Both, Words, file, quoting, refusal, remedy, storage};

/// A bundle could not be packed or unpacked.
pub(in crate::cli) fn handover(error: &HandoverError, language: Language) -> Words {
    let ask_again = (
        "proszę poprosić nadawcę o plik zrobiony poleceniem krok export TECZKA --zip",
        "ask the sender for a file made by krok export BUNDLE --zip",
    );
    let both = match error {
        HandoverError::Unreadable { path, source } => return file(path, source, language),
        HandoverError::Unwritable { path, source } => {
            let both = Both::new(
                format!("nie można zapisać {}: {}", path.display(), refusal(source, Language::Polish)),
                format!("`{}` could not be written: {}", path.display(), refusal(source, Language::English)),
            );
            match remedy(source.kind()) {
                Some((polish, english)) => both.hint(polish, english),
                None => both,
            }
        }
        HandoverError::Exists(path) => Both::new(
            format!("{} już istnieje", path.display()),
            format!("`{}` exists already", path.display()),
        )
        .hint(
            "niczego nie nadpisano; proszę wskazać inne miejsce (przy eksporcie --out, przy imporcie --into) albo usunąć to, co tam jest",
            "nothing was overwritten; choose another place (--out to export, --into to import), or remove what is there",
        ),
        HandoverError::Inside(path) => Both::new(
            format!("plik {} leżałby w teczce, z której powstaje", path.display()),
            format!("`{}` would lie within the bundle that it is made of", path.display()),
        )
        .hint("proszę wskazać miejsce poza teczką (--out)", "choose a place outside the bundle (--out)"),
        HandoverError::Folder(name) => Both::new(
            format!("folder teczki nazywa się „{}”, a takiej nazwy nie każdy system odczyta tak samo", plain(name)),
            format!("the bundle's folder is named `{}`, which not every system reads alike", plain(name)),
        )
        .hint(
            "proszę nadać folderowi nazwę przebiegu: litery bez polskich znaków, cyfry oraz . _ -",
            "give the folder the name of its run: letters, digits, `.`, `_` and `-`",
        ),
        HandoverError::Zip(fault) => {
            let (polish, english) = zip(*fault);
            Both::new(
                format!("to nie jest plik zip, w jakim przekazuje się teczkę: {polish}"),
                format!("this is not a zip file as a bundle is handed over: {english}"),
            )
            .hint(ask_again.0, ask_again.1)
        }
        HandoverError::Entry { name, fault } => Both::new(
            format!("plik „{}” w teczce: {}", plain(name), entry(fault, Language::Polish)),
            format!("the file `{}` of the bundle: {}", plain(name), entry(fault, Language::English)),
        )
        .hint(ask_again.0, ask_again.1),
        HandoverError::TooMany(count) => Both::new(
            format!("plików i folderów jest {count}, więcej, niż ma teczka"),
            format!("there are {count} files and folders, more than a bundle has"),
        )
        .hint(ask_again.0, ask_again.1),
        HandoverError::TooLarge(size) => Both::new(
            format!("całość ma {size} B, więcej, niż ma teczka"),
            format!("all together is {size} bytes, more than a bundle has"),
        )
        .hint(ask_again.0, ask_again.1),
        HandoverError::NoBundle => Both::new(
            "w pliku nie ma teczki (folderu z plikiem trail.ndjson)",
            "there is no bundle in the file (a folder with trail.ndjson)",
        )
        .hint(ask_again.0, ask_again.1),
    };
    both.spoken(language)
}

/// Nothing was added to the log of a bundle; the work goes on.
pub(in crate::cli) fn custody(error: &CustodyError, language: Language) -> Words {
    match error {
        CustodyError::Broken(found) => {
            let told = |language| -> String {
                let words = found.iter().map(|finding| findings::words(finding, language));
                words.collect::<Vec<_>>().join("; ")
            };
            Both::new(
                format!("tego przekazania nie dopisano do teczki: {}", told(Language::Polish)),
                format!(
                    "this was not added to the bundle's custody log: {}",
                    told(Language::English)
                ),
            )
            .spoken(language)
        }
        CustodyError::Storage(error) => {
            let words = storage::evidence(error, language);
            Words {
                message: format!(
                    "{}: {}",
                    language.pick(
                        "tego przekazania nie dopisano do teczki",
                        "this was not added to the bundle's custody log"
                    ),
                    words.message
                ),
                hint: Some(
                    language
                        .pick(
                            "proszę odnotować je w aktach sprawy; plik powstaje mimo to",
                            "note it in the case file; the work goes on all the same",
                        )
                        .to_owned(),
                ),
            }
        }
    }
}

fn zip(fault: ZipFault) -> (&'static str, &'static str) {
    match fault {
        ZipFault::End => (
            "nie kończy się tak jak plik zip (ucięty, z dopiskiem na końcu albo inny rodzaj pliku)",
            "it does not end as a zip file does (cut, with something behind its end, or of another kind)",
        ),
        ZipFault::Volumes => ("jest częścią zestawu kilku plików", "it is one of several volumes"),
        ZipFault::Large => (
            "używa rozszerzenia dla plików ponad 4 GiB",
            "it uses the extension for files over 4 GiB",
        ),
        ZipFault::Directory => (
            "jego spis treści nie leży tam, gdzie powinien, albo jest uszkodzony",
            "its directory is not where it should be, or is damaged",
        ),
        ZipFault::Gap => (
            "między plikami leży coś, czego nie wymienia spis treści",
            "something lies between the files that the directory does not name",
        ),
    }
}

fn entry(fault: &EntryFault, language: Language) -> String {
    let (polish, english) = match fault {
        EntryFault::Name(fault) => name(*fault),
        EntryFault::OutsideFolder(folder) => {
            let folder = plain(folder);
            return match language {
                Language::Polish => format!("leży poza jedynym folderem teczki („{folder}”)"),
                Language::English => format!("it lies outside the bundle's one folder (`{folder}`)"),
            };
        }
        EntryFault::Twice => ("ta nazwa występuje dwa razy", "its name stands twice"),
        EntryFault::SameWithoutCase(other) => {
            let other = plain(other);
            return match language {
                Language::Polish => format!("niektóre systemy nie odróżnią tej nazwy od „{other}”"),
                Language::English => format!("some systems do not tell its name from `{other}`"),
            };
        }
        EntryFault::FileAndFolder => (
            "ta nazwa oznacza i plik, i folder",
            "its name stands for a file and for a folder",
        ),
        EntryFault::Link => ("to odnośnik (link), a nie plik", "it is a link, not a file"),
        EntryFault::NotAFile => (
            "to nie jest zwykły plik ani folder",
            "it is neither a regular file nor a folder",
        ),
        EntryFault::Encrypted => ("jest zaszyfrowany", "it is encrypted"),
        EntryFault::Streamed => (
            "jego rozmiar zapisano dopiero za nim, więc programy mogą go różnie odczytać",
            "its size stands behind it, so that programs can read it differently",
        ),
        EntryFault::Method(method) => {
            return match language {
                Language::Polish => format!("spakowano go w sposób, którego krok nie czyta (metoda {method})"),
                Language::English => format!("it is packed in a way that krok does not read (method {method})"),
            };
        }
        EntryFault::Extension(kind) => {
            return match language {
                Language::Polish => {
                    format!("ma rozszerzenie ({kind:#06x}), przez które programy mogą go różnie odczytać")
                }
                Language::English => {
                    format!("it has an extension ({kind:#06x}) by which programs can read it differently")
                }
            };
        }
        EntryFault::HeadersDiffer => (
            "spis treści mówi o nim co innego niż jego nagłówek",
            "the directory says something else of it than its own header",
        ),
        EntryFault::Overlaps => (
            "zachodzi na inny plik albo na spis treści",
            "it lies over another file or over the directory",
        ),
        EntryFault::TooLarge(size) => {
            return match language {
                Language::Polish => format!("ma {size} B, więcej, niż może mieć ten plik teczki"),
                Language::English => format!("it has {size} bytes, more than this file of a bundle may have"),
            };
        }
        EntryFault::Bomb => (
            "po rozpakowaniu rośnie więcej, niż rośnie jakikolwiek plik teczki",
            "it grows more in unpacking than any file of a bundle does",
        ),
        EntryFault::Contents(why) => {
            return quoting(
                language.pick(
                    "nie daje się rozpakować do tego, co zapowiada",
                    "it does not unpack to what it says",
                ),
                why,
            );
        }
    };
    language.pick(polish, english).to_owned()
}

fn name(fault: NameFault) -> (&'static str, &'static str) {
    match fault {
        NameFault::Empty => ("część nazwy jest pusta", "a part of its name is empty"),
        NameFault::Absolute => (
            "nazwa zaczyna się od korzenia dysku",
            "its name begins at the root of a disk",
        ),
        NameFault::Drive => ("nazwa wskazuje dysk", "its name has a drive"),
        NameFault::Backslash => ("w nazwie jest znak \\", "its name has a backslash"),
        NameFault::Upwards => ("nazwa wyprowadza z teczki", "its name leads out of the bundle"),
        NameFault::Letter => (
            "w nazwie są inne znaki niż litery bez polskich znaków, cyfry oraz . _ -",
            "its name has other characters than letters, digits, `.`, `_` and `-`",
        ),
        NameFault::TrailingDot => ("część nazwy kończy się kropką", "a part of its name ends with a dot"),
        NameFault::Device => (
            "Windows uważa tę nazwę za urządzenie",
            "Windows takes its name for a device",
        ),
        NameFault::TooLong => ("nazwa jest zbyt długa", "its name is too long"),
        NameFault::TooDeep => (
            "nazwa prowadzi przez zbyt wiele folderów",
            "its name leads through too many folders",
        ),
    }
}
