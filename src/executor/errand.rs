//! The verb `manual`: what a person does, asked for and recorded.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use crate::evidence::format::{self, ErrandOutcome, ErrandReport, ErrandSource, Status};
use crate::page::protocol::Page;
use crate::runbook::model::{Errand, Need, Scope};
use crate::text::plain::plain;

use super::failure::{Failure, PersonFailure, Stop};
use super::hands::Hands;
use super::walk::{Assignment, Walk};

/// Something that a person is asked to do.
#[derive(Clone, Debug)]
pub struct Request {
    /// Path of the step.
    pub step: String,
    /// What the person is to do.
    pub says: String,
    /// Answers of which the person gives one; none if nothing is asked.
    pub answers: Vec<String>,
    /// Whether a note belongs to it.
    pub note: Need,
    /// Whether files belong to it.
    pub attachments: Need,
}

/// What a person says of it.
#[derive(Clone, Debug)]
pub struct Account {
    /// What became of it.
    pub outcome: ErrandOutcome,
    /// Who did it.
    pub by: String,
    /// How krok learned of it.
    pub source: ErrandSource,
    /// The answer chosen.
    pub answer: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// Files to be copied into the bundle.
    pub attachments: Vec<Enclosure>,
}

/// A file that a person adds.
#[derive(Clone)]
pub struct Enclosure {
    /// Its name, without folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Enclosure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

/// Why there is no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAccount {
    /// There is nobody to ask, and no answer was given beforehand.
    Nobody,
    /// The operator stopped the run.
    Interrupted,
}

/// An account that is waited for.
pub type Awaited = Pin<Box<dyn Future<Output = Result<Account, NoAccount>>>>;

/// What is wrong with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It does not say who did it.
    By,
    /// It gives no answer, or one that was not to choose from.
    Answer,
    /// It lacks a note.
    Note,
    /// It lacks files.
    Attachments,
    /// It gives an answer, a note or files that were not asked for.
    Unasked,
}

impl Unfit {
    /// Returns the word used in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::By => "by",
            Self::Answer => "answer",
            Self::Note => "note",
            Self::Attachments => "attachments",
            Self::Unasked => "unasked",
        }
    }
}

impl Request {
    /// Holds an account against what was asked: what was not done owes neither answer nor files.
    ///
    /// # Errors
    ///
    /// Returns the first thing that is wrong with it.
    pub fn judge(&self, account: &Account) -> Result<(), Unfit> {
        if account.by.trim().is_empty() {
            return Err(Unfit::By);
        }
        let is_done = account.outcome == ErrandOutcome::Done;
        match &account.answer {
            Some(_) if self.answers.is_empty() => return Err(Unfit::Unasked),
            Some(answer) if !self.answers.contains(answer) => return Err(Unfit::Answer),
            None if is_done && !self.answers.is_empty() => return Err(Unfit::Answer),
            Some(_) | None => {}
        }
        let has_note = account.note.as_ref().is_some_and(|note| !note.trim().is_empty());
        if is_done && self.note == Need::Required && !has_note {
            return Err(Unfit::Note);
        }
        if is_done && self.attachments == Need::Required && account.attachments.is_empty() {
            return Err(Unfit::Attachments);
        }
        if self.attachments == Need::Unasked && !account.attachments.is_empty() {
            return Err(Unfit::Unasked);
        }
        Ok(())
    }
}

impl<P: Page> Walk<'_, P> {
    /// Asks a person, and records what the person says; a plan only says what there will be to do.
    pub(super) async fn errand(&mut self, errand: &Errand, scope: &mut Scope, name: &str) -> Result<Status, Stop> {
        let request = Request {
            step: name.to_owned(),
            says: errand.says.fill(scope),
            answers: errand.answers.clone(),
            note: errand.note,
            attachments: errand.attachments,
        };
        if matches!(self.assignment, Assignment::Plan) {
            if !self.answered_before(errand, scope, name) {
                self.unknown.extend(errand.bind.clone());
            }
            self.journal.errand(recorded(&request, None))?;
            return Ok(Status::WouldChange);
        }
        self.journal.commit()?;
        let account = match (self.ask)(request.clone()).await {
            Ok(account) => account,
            Err(NoAccount::Nobody) => {
                return Err(Stop::Blocked(Failure::Person(PersonFailure::Nobody(name.to_owned()))));
            }
            Err(NoAccount::Interrupted) => return Err(Stop::Blocked(Failure::Interrupted)),
        };
        if let Err(unfit) = request.judge(&account) {
            return Err(Stop::Blocked(Failure::Person(PersonFailure::Unfit {
                step: name.to_owned(),
                lacking: unfit.word().to_owned(),
            })));
        }
        // Whatever the person did may show on the page.
        self.hands = Hands::Person;
        self.seen = None;
        self.texts = None;
        let report = self.stored(&account)?;
        self.journal.errand(recorded(&request, Some(report)))?;
        self.journal.commit()?;
        match account.outcome {
            ErrandOutcome::Failed => Err(Stop::Failed(Failure::Person(PersonFailure::Failed {
                by: account.by,
                note: account.note.unwrap_or_default(),
            }))),
            ErrandOutcome::Skipped => {
                self.unknown.extend(errand.bind.clone());
                self.difference = Some(Failure::Person(PersonFailure::Skipped(account.by)));
                Ok(Status::Skipped)
            }
            ErrandOutcome::Done => {
                if let (Some(bind), Some(answer)) = (&errand.bind, account.answer) {
                    scope.insert(bind.clone(), answer);
                }
                Ok(Status::Manual)
            }
        }
    }

    /// Copies the files into the bundle.
    fn stored(&mut self, account: &Account) -> Result<ErrandReport, Stop> {
        let mut attachments = Vec::new();
        for enclosure in &account.attachments {
            let file = self.journal.attachment(&enclosure.name, &enclosure.bytes)?;
            attachments.push(format::Attachment {
                name: plain(&enclosure.name),
                file,
            });
        }
        Ok(ErrandReport {
            outcome: account.outcome,
            by: plain(&account.by),
            source: account.source,
            answer: account.answer.clone(),
            note: account.note.as_deref().map(plain).filter(|note| !note.is_empty()),
            attachments,
        })
    }
}

fn recorded(request: &Request, report: Option<ErrandReport>) -> format::Errand {
    format::Errand {
        says: request.says.clone(),
        answers: request.answers.clone(),
        report,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request {
            step: "decyzja".to_owned(),
            says: "Proszę zdecydować.".to_owned(),
            answers: vec!["tak".to_owned(), "nie".to_owned()],
            note: Need::Required,
            attachments: Need::Required,
        }
    }

    fn account() -> Account {
        Account {
            outcome: ErrandOutcome::Done,
            by: "Anna Nowak".to_owned(),
            source: ErrandSource::File,
            answer: Some("tak".to_owned()),
            note: Some("uchwała 5".to_owned()),
            attachments: vec![Enclosure {
                name: "pismo.pdf".to_owned(),
                bytes: Vec::new(),
            }],
        }
    }

    #[test]
    fn an_account_gives_what_was_asked_and_nothing_else() {
        assert_eq!(request().judge(&account()), Ok(()));
        let without = |change: fn(&mut Account)| {
            let mut account = account();
            change(&mut account);
            request().judge(&account)
        };
        assert_eq!(without(|account| account.by = " ".to_owned()), Err(Unfit::By));
        assert_eq!(without(|account| account.answer = None), Err(Unfit::Answer));
        assert_eq!(
            without(|account| account.answer = Some("może".to_owned())),
            Err(Unfit::Answer)
        );
        assert_eq!(without(|account| account.note = None), Err(Unfit::Note));
        assert_eq!(without(|account| account.attachments.clear()), Err(Unfit::Attachments));
        let unasked = Request {
            answers: Vec::new(),
            ..request()
        };
        assert_eq!(unasked.judge(&account()), Err(Unfit::Unasked));
    }

    #[test]
    fn what_was_not_done_owes_no_more_than_a_name() {
        for outcome in [ErrandOutcome::Failed, ErrandOutcome::Skipped] {
            let bare = Account {
                outcome,
                answer: None,
                note: None,
                attachments: Vec::new(),
                ..account()
            };
            assert_eq!(request().judge(&bare), Ok(()));
        }
    }
}
