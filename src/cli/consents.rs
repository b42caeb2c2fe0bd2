//! Consent files given with a command, or asked for: read, held against what needs them, and never good for two runs.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::Zoned;

use crate::browser::lease::state_folder;
use crate::evidence::chain::sha256;
use crate::evidence::consent::{MarkPlace, Permission};
use crate::evidence::finding::StatementFinding;
use crate::evidence::format::Consent;
use crate::evidence::signature::{Namespace, SIGNATURE_LIMIT, check};
use crate::evidence::step_path::without_keys;
use crate::report::findings;
use crate::runbook::consent::{self, Day, Need};
use crate::runbook::model::{Part, Scope, Template};
use crate::runbook::{Colour, Diagnostic, DiagnosticKind};
use crate::text::language::Language;
use crate::text::source::SourceFile;

use super::beforehand::Beforehand;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::job::Job;
use super::statements::signature_of;
use super::trouble::Trouble;

/// Largest document, in megabytes of 1024 × 1024 bytes.
const LARGEST: u64 = 50;

/// A consent that fits, with the bytes of both files.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) terms: Consent,
    pub(super) file: Vec<u8>,
    /// The signature beside the file, if there is one.
    pub(super) signature: Option<Vec<u8>>,
    pub(super) document_name: String,
    pub(super) document: Vec<u8>,
    pub(super) place: MarkPlace,
}

/// What a step needs of a consent, for the acting entity and today.
pub(super) fn need(from: &str, about: &str, job: &Job) -> Need {
    let today = Zoned::now().date();
    Need {
        from: from.to_owned(),
        about: about.to_owned(),
        entity: job.entity().to_owned(),
        today: Day(today.year(), today.month(), today.day()),
    }
}

/// Refuses consents that do not fit before anything is opened, as far as the runbook alone tells what they have to fit.
pub(super) fn check_given(beforehand: &Beforehand, job: &Job, console: &Console) -> Result<(), Trouble> {
    let destructions = job.runbook().destructions();
    let none = Scope::new();
    for (step, path) in beforehand.consents() {
        let of_step = destructions.iter().filter(|(path, _)| without_keys(path) == step);
        for wanted in of_step.filter_map(|(_, destroy)| destroy.consent.as_ref()) {
            // In a block, names are those of its parameters.
            let known = if step.contains('/') { &none } else { job.inputs() };
            if let (Some(from), Some(about)) = (filled(&wanted.from, known), filled(&wanted.about, known)) {
                read(path, &need(&from, &about, job), job, console.language())?;
            }
        }
    }
    Ok(())
}

/// Reads, of the consents that were given for a step, the one that fits; none if none was given.
pub(super) fn fitting(
    beforehand: &Beforehand,
    step: &str,
    need: &Need,
    job: &Job,
    language: Language,
) -> Result<Option<Given>, Trouble> {
    let files = beforehand.consents().filter(|(of, _)| *of == step);
    let mut unfit: Option<Trouble> = None;
    for (_, file) in files {
        match read(file, need, job, language) {
            Ok(given) => return Ok(Some(given)),
            // One that was used is the one meant, and says more than another's being about something else.
            Err(trouble) if unfit.is_none() || trouble.exit == Exit::ConsentUsed => unfit = Some(trouble),
            Err(_) => {}
        }
    }
    unfit.map_or(Ok(None), Err)
}

/// Reads a consent file with its document.
fn read(path: &Path, need: &Need, job: &Job, language: Language) -> Result<Given, Trouble> {
    let consent = consent::read_consent(path, need).map_err(|mistakes| unfit(&mistakes, language))?;
    let document = path.with_file_name(&consent.document);
    let given = given(&consent, need, &document, job, language)?;
    let signature = signature(path, &given.file, language)?;
    Ok(Given { signature, ..given })
}

/// Reads the signature beside a consent file; none if there is none. One that is not of this file is refused.
fn signature(path: &Path, text: &[u8], language: Language) -> Result<Option<Vec<u8>>, Trouble> {
    let beside = signature_of(path);
    let bad = |why: String| {
        Trouble::new(Exit::ConsentInvalid, why).hint(language.pick(
            "zgodę podpisuje ten, kto ją wydał: krok consent sign PLIK; bez podpisu wystarczy usunąć plik .sig",
            "whoever gives the consent signs it: krok consent sign FILE; without a signature, remove the .sig",
        ))
    };
    let mut bytes = Vec::new();
    match fs::File::open(&beside).and_then(|file| file.take(SIGNATURE_LIMIT + 1).read_to_end(&mut bytes)) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(bad(format!(
                "{}: {}",
                beside.display(),
                errors::refusal(&error, language)
            )));
        }
    }
    match check(&bytes, Namespace::Consent, text) {
        Ok(_) => Ok(Some(bytes)),
        Err(fault) => Err(bad(findings::statement::words(
            &StatementFinding::SignatureBad {
                file: beside.display().to_string(),
                fault,
            },
            language,
        ))),
    }
}

/// Asks for a consent that was not given with the command.
pub(super) fn ask(need: &Need, job: &Job, console: &Console) -> Result<Given, Trouble> {
    let language = console.language();
    let pick = |polish: &'static str, english: &'static str| language.pick(polish, english);
    console.remark(&format!(
        "{}: {} – {}",
        pick("Ten krok wymaga zgody", "This step needs a consent"),
        need.from,
        need.about
    ));
    let number = console.value(pick("Numer pisma", "Number of the document"))?;
    let dated = console.value(pick("Data pisma (rrrr-mm-dd)", "Date of the document (yyyy-mm-dd)"))?;
    let expires = console.value(pick("Zgoda ważna do (rrrr-mm-dd)", "Good until (yyyy-mm-dd)"))?;
    let document = PathBuf::from(console.value(pick("Plik z pismem", "File of the document"))?);
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let text = format!(
        "from     = {}\nabout    = {}\nentity   = {}\nnumber   = {}\ngiven    = {dated}\nexpires  = {expires}\ndocument = {}\n",
        quoted(&need.from),
        quoted(&need.about),
        quoted(&need.entity),
        quoted(&number),
        quoted(&name),
    );
    let file = SourceFile::new("zgoda.toml", text);
    let consent = consent::consent_of(file, need).map_err(|mistakes| unfit(&mistakes, language))?;
    given(&consent, need, &document, job, language)
}

fn given(
    consent: &consent::Consent,
    need: &Need,
    document: &Path,
    job: &Job,
    language: Language,
) -> Result<Given, Trouble> {
    let terms = Consent {
        from: consent.from.clone(),
        about: consent.about.clone(),
        entity: consent.entity.clone(),
        number: consent.number.clone(),
        given: consent.given.to_string(),
        expires: consent.expires.to_string(),
    };
    let state = state_folder().ok_or_else(|| no_state(language))?;
    let document = bytes_of(document, language)?;
    let permission = Permission {
        from: &need.from,
        about: &need.about,
        entity: &need.entity,
        number: &consent.number,
        document: &sha256(&document),
    };
    let place = MarkPlace::of(&state, &permission, job.practice());
    let mark = place
        .read()
        .map_err(|error| errors::evidence(&error, language).trouble(Exit::EvidenceFailed))?;
    if let Some(mark) = mark {
        return Err(used(&terms.number, &mark.run, language));
    }
    Ok(Given {
        file: consent.file.text().as_bytes().to_vec(),
        signature: None,
        document_name: consent.document.clone(),
        document,
        terms,
        place,
    })
}

fn bytes_of(document: &Path, language: Language) -> Result<Vec<u8>, Trouble> {
    let missing = |why: String| {
        Trouble::new(
            Exit::ConsentInvalid,
            format!(
                "{} `{}`: {why}",
                language.pick("nie można odczytać pisma", "the document cannot be read"),
                document.display()
            ),
        )
        .hint(language.pick(
            "pismo ma leżeć obok pliku zgody, pod nazwą z klucza document",
            "it has to lie beside the consent file under the name in document",
        ))
    };
    let about = fs::metadata(document).map_err(|error| missing(error.to_string()))?;
    if !about.is_file() || about.len() == 0 || about.len() > LARGEST * 1024 * 1024 {
        return Err(missing(
            language
                .pick("to nie jest zwykły plik do 50 MB", "it is no plain file of up to 50 MB")
                .to_owned(),
        ));
    }
    fs::read(document).map_err(|error| missing(error.to_string()))
}

/// Fills a template if these names alone do.
fn filled(template: &Template, known: &Scope) -> Option<String> {
    let is_known = |part: &Part| match part {
        Part::Literal(_) => true,
        Part::Name(name) => known.contains_key(name),
    };
    template.parts().iter().all(is_known).then(|| template.fill(known))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Says in what a consent file is wrong or does not fit.
fn unfit(mistakes: &[Diagnostic], language: Language) -> Trouble {
    let is_of_consent = |mistake: &Diagnostic| matches!(mistake.kind, DiagnosticKind::Consent(_));
    let exit = if mistakes.iter().any(is_of_consent) {
        Exit::ConsentInvalid
    } else {
        Exit::Invalid
    };
    let text: Vec<String> = mistakes
        .iter()
        .map(|mistake| mistake.render(language, Colour::Never))
        .collect();
    let message = language.pick("tej zgody nie można użyć:", "this consent cannot be used:");
    Trouble::new(exit, format!("{message}\n{}", text.join("\n")))
}

fn used(number: &str, run: &str, language: Language) -> Trouble {
    let by = if run.is_empty() {
        String::new()
    } else {
        format!(" ({run})")
    };
    Trouble::new(
        Exit::ConsentUsed,
        match language {
            Language::Polish => format!("zgoda nr {number} była już wykorzystana{by}"),
            Language::English => format!("the consent no. {number} was used before{by}"),
        },
    )
    .hint(language.pick(
        "zgoda wystarcza na jeden raz; proszę uzyskać nową",
        "a consent is good for one time; obtain a new one",
    ))
}

fn no_state(language: Language) -> Trouble {
    Trouble::new(
        Exit::EvidenceFailed,
        language.pick(
            "nie wiadomo, gdzie zaznaczyć, że zgodę wykorzystano: brak zmiennej HOME",
            "there is no place to mark the consent as used: HOME is not set",
        ),
    )
}
