//! Whether what is derived from a bundle is what the bundle gives. Never believed: made again and compared.

use crate::cli::console::Console;
use crate::evidence::bundle::Bundle;
use crate::evidence::paths;
use crate::evidence::verify::Verification;
use crate::report::pdf::keep::{self, Standing};

use super::language_of_report;

/// What was made from a bundle for people, against what the bundle gives.
#[derive(Clone, Copy)]
pub(super) struct Derived {
    pub(super) report: Standing,
    pub(super) protocol: Standing,
}

impl Derived {
    pub(super) fn of(bundle: &Bundle, verification: &Verification) -> Self {
        let report = match language_of_report(bundle, verification) {
            Some(_) => Standing::Equal,
            None if bundle.path().join(paths::REPORT).symlink_metadata().is_ok() => Standing::Differs,
            None => Standing::None,
        };
        Self {
            report,
            protocol: keep::standing(bundle, verification),
        }
    }

    pub(super) fn tell(self, console: &Console) {
        let language = console.language();
        if self.report == Standing::Differs {
            console.remark(language.pick(
                "uwaga: report.html nie jest tym, co wynika z dowodów; krok report zapisze go na nowo",
                "note: report.html is not what the evidence gives; krok report writes it anew",
            ));
        }
        match self.protocol {
            Standing::None => {}
            Standing::Equal => console.result(language.pick(
                "protokół: protokol.pdf jest dokładnie tym, co wynika z teczki",
                "protocol: protokol.pdf is exactly what the bundle gives",
            )),
            Standing::Differs => console.result(language.pick(
                "protokół: protokol.pdf NIE jest tym, co wynika z teczki (zmieniono go, podpisano w środku albo zrobiła go inna wersja krok); teczki to nie narusza, nowy zrobi krok protocol --out PLIK",
                "protocol: protokol.pdf is NOT what the bundle gives (it was changed, signed within, or made by another version of krok); the bundle is not affected, krok protocol --out FILE makes a new one",
            )),
        }
    }
}

/// Returns the word of the JSON document.
pub(super) fn word(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::None => None,
        Standing::Equal => Some("equal"),
        Standing::Differs => Some("differs"),
    }
}
