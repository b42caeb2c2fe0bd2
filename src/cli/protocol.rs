//! `krok protocol` and `krok export --for-signing`: what a case file holds and podpis zaufany signs.

use std::path::{Path, PathBuf};

use crate::evidence::bundle::Bundle;
use crate::evidence::chain;
use crate::evidence::finding::Finding;
use crate::evidence::format::{CustodyEvent, HandedOver};
use crate::evidence::paths;
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Integrity, assess};
use crate::report::metadata::{self, Case};
use crate::report::pdf::keep::{self, Standing};
use crate::report::pdf::{self, ProtocolError};
use crate::text::language::Language;

use super::args::CaseOptions;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::handover::{case_of, name_of, note, still_writing};
use super::new_folder::{create, put_all, unwritable};
use super::trouble::Trouble;
use super::verify::refuse_other_folder;

/// Names of what goes into the folder for signing.
const PROTOCOL: &str = "protokol.pdf";
const HINT: &str = "JAK-PODPISAC.txt";

/// Writes the protocol of a bundle.
pub(super) fn protocol(
    bundle: &Path,
    out: Option<&Path>,
    case: &CaseOptions,
    console: &Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    let sealed = Sealed::open(bundle, language)?;
    let case = case_of(case).or(keep::case(&sealed.bundle));
    let place = if let Some(out) = out {
        refuse_existing(out, language)?;
        create(out, &sealed.render(&case, language)?).map_err(|error| unwritable(out, &error, language))?;
        out.to_owned()
    } else {
        sealed.write(&case, language)?
    };
    remark_on(&case, console);
    console.result(&format!(
        "{}: {}",
        language.pick("Protokół", "Protocol"),
        place.display()
    ));
    Ok(Exit::Done)
}

/// Writes a folder with the protocol, the seal, and how to get them signed.
pub(super) fn for_signing(
    bundle: &Path,
    out: Option<&Path>,
    case: &CaseOptions,
    console: &Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    let sealed = Sealed::open(bundle, language)?;
    let case = case_of(case).or(keep::case(&sealed.bundle));
    let name = name_of(&bundle.canonicalize()?);
    let out = out.map_or_else(|| PathBuf::from(format!("{name}-do-podpisu")), Path::to_owned);
    refuse_existing(&out, language)?;
    let bytes = sealed.render(&case, language)?;
    let seal = sealed.bundle.read(paths::SEAL);
    let seal = seal.map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
    if seal.len() > pdf::LIMIT {
        return Err(too_large(paths::SEAL, seal.len(), language));
    }
    let event = CustodyEvent::Exported(HandedOver {
        file: format!("{}/{PROTOCOL}", name_of(&out)),
        sha256: chain::sha256(&bytes),
        size: bytes.len() as u64,
        intact: true,
    });
    let hint = hint(&name, language);
    let files = [
        (PROTOCOL.to_owned(), bytes),
        (paths::SEAL.to_owned(), seal),
        (HINT.to_owned(), hint.into_bytes()),
    ];
    put_all(&out, &files, language)?;
    note(bundle, &sealed.verification, event, console);
    remark_on(&case, console);
    console.result(&format!("{}: {}", language.pick("Folder", "Folder"), out.display()));
    for (name, bytes) in &files {
        console.result(&format!(
            "  {name} ({} B, SHA-256: {})",
            bytes.len(),
            chain::sha256(bytes)
        ));
    }
    console.remark(language.pick(
        "Jak podpisać i dołączyć podpis do teczki, mówi JAK-PODPISAC.txt.",
        "JAK-PODPISAC.txt says how to sign, and how to bring the signature back.",
    ));
    Ok(Exit::Done)
}

/// A bundle that is as its run left it.
struct Sealed {
    bundle: Bundle,
    verification: Verification,
}

impl Sealed {
    fn open(path: &Path, language: Language) -> Result<Self, Trouble> {
        refuse_other_folder(path, language)?;
        let verification = verify(path);
        if verification.completeness.contains(&Finding::StillWriting) {
            return Err(still_writing(language));
        }
        match assess(&verification).integrity {
            Integrity::Intact => {}
            Integrity::Unsealed => return Err(unsealed(language)),
            Integrity::Altered => return Err(altered(language)),
        }
        let bundle = Bundle::open(path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
        Ok(Self { bundle, verification })
    }

    fn render(&self, case: &Case, language: Language) -> Result<Vec<u8>, Trouble> {
        pdf::render(&self.bundle, &self.verification, case, language).map_err(|error| not_made(&error, language))
    }

    /// Writes the protocol into the bundle, unless something else lies there that may be signed.
    fn write(&self, case: &Case, language: Language) -> Result<PathBuf, Trouble> {
        let place = self.bundle.path().join(paths::PRINT);
        if keep::standing(&self.bundle, &self.verification) == Standing::Differs {
            return Err(exists(&place, language));
        }
        let bytes = self.render(case, language)?;
        let stored = |error| errors::report(&error, language).trouble(Exit::EvidenceFailed);
        let text = metadata::xml(&self.bundle, case).map_err(stored)?;
        keep::write(&self.bundle, &bytes, &text).map_err(stored)?;
        Ok(place)
    }
}

fn remark_on(case: &Case, console: &Console) {
    if case.number.is_empty() {
        console.remark(console.language().pick(
            "uwaga: w protokole nie ma znaku sprawy; podaje go --znak-sprawy",
            "note: the protocol has no number of the case; --znak-sprawy gives it",
        ));
    }
}

fn hint(bundle: &str, language: Language) -> String {
    match language {
        Language::Polish => format!(
            "Jak podpisać ten protokół\n\n\
             1. Proszę otworzyć protokol.pdf i przeczytać go.\n\
             2. Podpis zaufany: strona gov.pl/podpis-zaufany (usługa „Podpisz dokument elektronicznie”), wybrać protokol.pdf,\n   podpisać, pobrać podpisany plik. Kto ma podpis kwalifikowany albo osobisty, podpisuje swoim programem.\n\
             3. Można też podpisać seal.json: jego skrót obejmuje całą teczkę „{bundle}”.\n\
             4. Podpisany plik dołącza do teczki: krok attach TECZKA PODPISANY-PLIK --as verdict\n\
             5. krok przechowuje ten podpis, ale go nie sprawdza. Sprawdza go usługa gov.pl/weryfikacja.\n\n\
             Pliku protokol.pdf w teczce nie należy zastępować podpisanym: krok verify porównuje go z tym, co wynika z teczki.\n"
        ),
        Language::English => format!(
            "How to sign this protocol\n\n\
             1. Open protokol.pdf and read it.\n\
             2. Podpis zaufany: gov.pl/podpis-zaufany, choose protokol.pdf, sign, fetch the signed file. Whoever has a\n   qualified signature signs with a tool of their own.\n\
             3. seal.json can be signed as well: its hash covers the whole bundle “{bundle}”.\n\
             4. To add the signed file to the bundle: krok attach BUNDLE SIGNED-FILE --as verdict\n\
             5. krok keeps that signature and does not check it; gov.pl/weryfikacja does.\n\n\
             Do not put the signed file in the place of the bundle's protokol.pdf: krok verify compares that with what the\nbundle gives.\n"
        ),
    }
}

fn refuse_existing(path: &Path, language: Language) -> Result<(), Trouble> {
    if path.symlink_metadata().is_ok() {
        return Err(exists(path, language));
    }
    Ok(())
}

fn exists(path: &Path, language: Language) -> Trouble {
    let there = language.pick(
        "już istnieje i nie jest protokołem, który wynika z tej teczki; nic nie nadpisano",
        "is there already and is not the protocol that this bundle gives; nothing was overwritten",
    );
    Trouble::new(Exit::Invalid, format!("{}: {there}", path.display())).hint(language.pick(
        "proszę go przenieść w inne miejsce (może być podpisany) albo podać inną nazwę (--out)",
        "move it elsewhere (it may be signed), or give another name (--out)",
    ))
}

fn unsealed(language: Language) -> Trouble {
    let message = language.pick(
        "teczki nie zamknięto pieczęcią, więc nie ma z czego sporządzić protokołu",
        "the bundle was never sealed, so there is nothing to make a protocol from",
    );
    Trouble::new(Exit::Incomplete, message).hint(language.pick(
        "teczkę przerwanego przebiegu zamyka krok resume",
        "krok resume closes the bundle of a run that broke off",
    ))
}

fn altered(language: Language) -> Trouble {
    let message = language.pick(
        "teczka jest naruszona, więc protokołu nie sporządzono",
        "the bundle was changed since it was sealed, so no protocol was made",
    );
    Trouble::new(Exit::Failed, message).hint(language.pick(
        "co się w niej nie zgadza, wymienia krok verify",
        "krok verify names what does not fit",
    ))
}

fn not_made(error: &ProtocolError, language: Language) -> Trouble {
    match error {
        ProtocolError::NoSeal => unsealed(language),
        ProtocolError::NoBeginning => Trouble::new(
            Exit::Invalid,
            language.pick(
                "nie można sporządzić protokołu: dziennik nie zaczyna się od początku przebiegu",
                "the protocol could not be made: the trail does not begin with the start of a run",
            ),
        ),
        ProtocolError::Pdf(why) => {
            let failed = language.pick(
                "nie można sporządzić protokołu",
                "the protocol could not be put together",
            );
            Trouble::new(Exit::Failed, format!("{failed}: {why}"))
        }
        ProtocolError::TooLarge(size) => too_large(PROTOCOL, *size, language),
    }
}

fn too_large(file: &str, size: usize, language: Language) -> Trouble {
    let message = match language {
        Language::Polish => format!("{file} miałby {size} B, a podpis zaufany przyjmuje pliki do 10 MB"),
        Language::English => format!("{file} would have {size} B, and podpis zaufany takes files up to 10 MB"),
    };
    Trouble::new(Exit::Failed, message).hint(language.pick(
        "proszę podpisać własnym narzędziem plik z krok export --zip",
        "sign the file of krok export --zip with a tool of your own",
    ))
}
