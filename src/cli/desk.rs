//! Where a person is asked what they did: in the terminal, or by answers that were given before the run.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::evidence::bundle::Bundle;
use crate::evidence::chain::sha256;
use crate::evidence::format::{ErrandOutcome, ErrandReport, ErrandSource, Event};
use crate::executor::{Account, Awaited, Enclosure, NoAccount, Request};
use crate::runbook::model::Runbook;
use crate::runbook::{Outcome, read_answers};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::chain::Chain;
use super::errors;
use super::exit::Exit;
use super::job::rejected;
use super::questions;
use super::stop::Stop;
use super::trouble::Trouble;

/// Largest file that a person may add, in megabytes.
const LARGEST: u64 = 20;

/// Most files that a person may add to one step.
pub(super) const MOST: usize = 20;

/// Accounts given before a run, by the path of the step.
#[derive(Clone, Default)]
pub(super) struct Answers(Rc<[(String, Account)]>);

/// Asks persons.
#[derive(Clone)]
pub(super) struct Desk {
    answers: Answers,
    language: Language,
    stop: Stop,
}

impl Answers {
    /// Reads a file of answers with all files that it names, before anything is begun.
    pub(super) fn read(path: &Path, runbook: &Runbook, language: Language) -> Result<Self, Trouble> {
        let written = read_answers(path, &runbook.errands()).map_err(|mistakes| rejected(&mistakes, language))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut accounts = Vec::new();
        for answer in written {
            let files = answer.attachments.iter().map(|file| folder.join(file));
            let attachments = files
                .map(|file| enclosure(&file, language))
                .collect::<Result<Vec<_>, _>>()?;
            if attachments.len() > MOST {
                return Err(Trouble::new(Exit::Invalid, too_many(language)));
            }
            let account = Account {
                outcome: match answer.outcome {
                    Outcome::Done => ErrandOutcome::Done,
                    Outcome::Failed => ErrandOutcome::Failed,
                    Outcome::Skipped => ErrandOutcome::Skipped,
                },
                by: answer.by,
                source: ErrandSource::File,
                answer: answer.answer,
                note: answer.note,
                attachments,
            };
            accounts.push((answer.step, account));
        }
        Ok(Self(accounts.into()))
    }

    /// Adds what persons said in earlier runs of a chain, for the steps for which nothing is said now.
    pub(super) fn or_earlier(&self, chain: &Chain, language: Language) -> Result<Self, Trouble> {
        let mut accounts: Vec<(String, Account)> = self.0.to_vec();
        for bundle in chain.runs().collect::<Vec<_>>().into_iter().rev() {
            for record in bundle.records() {
                let (Some(step), Event::Errand(errand)) = (&record.step, &record.event) else {
                    continue;
                };
                let done = errand
                    .report
                    .as_ref()
                    .filter(|report| report.outcome == ErrandOutcome::Done);
                if let Some(report) = done.filter(|_| !accounts.iter().any(|(given, _)| given == step)) {
                    accounts.push((step.clone(), told_in(bundle, report, language)?));
                }
            }
        }
        Ok(Self(accounts.into()))
    }

    /// Says whether a run has recorded all of it already, word for word.
    pub(super) fn are_in(&self, bundle: &Bundle) -> bool {
        let reports = bundle.records().iter().filter_map(|record| {
            let Event::Errand(errand) = &record.event else {
                return None;
            };
            Some((record.step.as_deref()?, errand.report.as_ref()?))
        });
        let reports: Vec<(&str, &ErrandReport)> = reports.collect();
        let is_in = |step: &str, account: &Account| {
            reports
                .iter()
                .any(|(asked, report)| *asked == step && is_told(account, report))
        };
        self.0.iter().all(|(step, account)| is_in(step, account))
    }
}

impl Desk {
    /// Asks for those accounts that were not given.
    pub(super) fn new(answers: Answers, language: Language, stop: Stop) -> Self {
        Self {
            answers,
            language,
            stop,
        }
    }

    /// Returns what a person did, asking for it if it was not given before the run.
    pub(super) fn ask(&self, request: Request) -> Awaited {
        let desk = self.clone();
        Box::pin(async move {
            let given = desk.answers.0.iter().find(|(step, _)| *step == request.step);
            if let Some((_, account)) = given {
                return Ok(account.clone());
            }
            if !io::stdin().is_terminal() {
                return Err(NoAccount::Nobody);
            }
            questions::asked(&request, desk.language, &desk.stop).await
        })
    }
}

/// Returns what a person said in an earlier run, with the files as its bundle keeps them.
fn told_in(bundle: &Bundle, report: &ErrandReport, language: Language) -> Result<Account, Trouble> {
    let kept = report.attachments.iter().map(|kept| {
        let bytes = bundle.read(&kept.file.path);
        let bytes = bytes.map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
        let name = kept.name.clone();
        Ok(Enclosure { name, bytes })
    });
    Ok(Account {
        outcome: report.outcome,
        by: report.by.clone(),
        source: ErrandSource::Earlier,
        answer: report.answer.clone(),
        note: report.note.clone(),
        attachments: kept.collect::<Result<Vec<_>, Trouble>>()?,
    })
}

/// Says whether a report tells what an account does.
fn is_told(account: &Account, report: &ErrandReport) -> bool {
    let note = account.note.as_deref().map(plain).filter(|note| !note.is_empty());
    let given = account
        .attachments
        .iter()
        .map(|file| (plain(&file.name), sha256(&file.bytes)));
    let kept = report
        .attachments
        .iter()
        .map(|kept| (kept.name.clone(), kept.file.sha256.clone()));
    report.outcome == account.outcome
        && report.by == plain(&account.by)
        && report.answer == account.answer
        && report.note == note
        && kept.eq(given)
}

/// Reads a file that a person adds.
pub(super) fn enclosure(path: &Path, language: Language) -> Result<Enclosure, Trouble> {
    let refused = |why: &str| Trouble::new(Exit::Invalid, format!("{}: {why}", path.display()));
    let unreadable = |error: io::Error| {
        refused(&errors::refusal(&error, language)).hint(language.pick(
            "proszę podać ścieżkę do pliku, który da się odczytać",
            "give the path of a file that can be read",
        ))
    };
    let facts = path.metadata().map_err(unreadable)?;
    if !facts.is_file() {
        return Err(refused(
            language.pick("to nie jest zwykły plik", "it is not a regular file"),
        ));
    }
    if facts.len() > LARGEST * 1024 * 1024 {
        let why = match language {
            Language::Polish => format!("plik ma więcej niż {LARGEST} MB"),
            Language::English => format!("the file is larger than {LARGEST} MB"),
        };
        return Err(refused(&why).hint(language.pick(
            "proszę zmniejszyć plik albo podzielić go na części",
            "make the file smaller or split it",
        )));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(path).map_err(unreadable)?;
    Ok(Enclosure { name, bytes })
}

/// Says that nobody reads so many files.
pub(super) fn too_many(language: Language) -> String {
    match language {
        Language::Polish => format!("do jednej czynności można dołączyć najwyżej {MOST} plików"),
        Language::English => format!("a step takes at most {MOST} files"),
    }
}

/// Reads a path as somebody types or drops it into a terminal: without the quotes around it.
pub(super) fn typed_path(text: &str) -> PathBuf {
    let quoted = ['\'', '"'].into_iter().find_map(|quote| {
        let inner = text.strip_prefix(quote)?;
        inner.strip_suffix(quote)
    });
    PathBuf::from(quoted.unwrap_or(text))
}
