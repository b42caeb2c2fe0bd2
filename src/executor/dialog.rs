//! Native dialogs: answered only as the runbook declares, and recorded as a card of text, since no picture can show them.

use crate::evidence::format::{DialogAnswer, Reason};
use crate::page::error::PageError;
use crate::page::observation::{Answer, Observation, View};
use crate::page::protocol::Page;
use crate::runbook::model::{Asked, Question, Reply, Scope};
use crate::text::label::Label;

use super::failure::Stop;
use super::reason::reason;
use super::record::Unseen;
use super::settle::Deadline;
use super::walk::Walk;

/// A dialog that the step at hand expects.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    /// Its text; none for the browser's own question on leaving a page, which has no text of the portal.
    says: Option<String>,
    answer: Answer,
}

/// Fills the names of the dialogs that a step declares in.
pub(super) fn expected(asked: &[Asked], scope: &Scope) -> Vec<Expected> {
    let fill = |asked: &Asked| Expected {
        says: match &asked.question {
            Question::Says(text) => Some(text.fill(scope)),
            Question::Leaving => None,
        },
        answer: match &asked.answer {
            Reply::Accept(text) => Answer::Accept(text.as_ref().map(|text| text.fill(scope))),
            Reply::Dismiss => Answer::Dismiss,
        },
    };
    asked.iter().map(fill).collect()
}

/// Most undeclared dialogs in a row that are cancelled: a page that asks again and again is left to a person.
const MOST_CANCELLED: usize = 5;

/// What becomes of a native dialog that nobody declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// It stays open: a person has to answer it.
    LeftOpen,
    /// It is cancelled, since it asks about a thing to be destroyed; what each of them said.
    Cancelled(Vec<String>),
}

impl Others {
    /// Cancels them from now on.
    pub(super) fn cancel(&mut self) {
        *self = Self::Cancelled(Vec::new());
    }

    /// Leaves them open again; returns what the last one that was cancelled said.
    pub(super) fn leave_open(&mut self) -> Option<String> {
        match std::mem::replace(self, Self::LeftOpen) {
            Self::LeftOpen => None,
            Self::Cancelled(said) => said.into_iter().next_back(),
        }
    }
}

impl Expected {
    fn is(&self, says: &str) -> bool {
        match &self.says {
            Some(text) => Label::new(text) == Label::new(says),
            None => says.is_empty(),
        }
    }

    /// Says that it never came.
    fn missed(self) -> Reason {
        reason("dialog-not-shown", &[("text", &self.says.unwrap_or_default())])
    }
}

impl<P: Page> Walk<'_, P> {
    /// Waits for quiet, answering the dialogs that the step declares on the way.
    pub(super) async fn settle(&mut self, unlike: Option<&str>, deadline: Deadline) -> Result<Observation, Unseen> {
        loop {
            match self.page.settle(unlike, deadline.left()).await {
                Err(PageError::DialogOpen(says)) => self.answer(says).await?,
                settled => {
                    let seen = settled?;
                    self.hear_hands(&seen, unlike.is_some());
                    self.hear_passed_over(&seen);
                    return Ok(seen);
                }
            }
        }
    }

    /// Looks at the page, answering the dialogs that the step declares on the way.
    pub(super) async fn look(&mut self) -> Result<View, Unseen> {
        loop {
            match self.page.look().await {
                Err(PageError::DialogOpen(says)) => self.answer(says).await?,
                seen => return Ok(seen?),
            }
        }
    }

    /// Answers a dialog as declared; one that nobody declared is recorded and left open.
    pub(super) async fn answer(&mut self, says: String) -> Result<(), Unseen> {
        let Some(at) = self.expected.iter().position(|expected| expected.is(&says)) else {
            if let Others::Cancelled(said) = &mut self.others
                && said.len() < MOST_CANCELLED
            {
                said.push(says.clone());
                self.journal.dialog(&says, Some(DialogAnswer::Dismissed))?;
                self.journal.commit()?;
                return Ok(self.page.answer(&Answer::Dismiss).await?);
            }
            self.journal.dialog(&says, None)?;
            return Err(Unseen::Page(PageError::DialogOpen(says)));
        };
        let mut due: Vec<Expected> = self.expected.drain(..=at).collect();
        let Some(Expected { answer, .. }) = due.pop() else {
            return Ok(());
        };
        // Those declared before it did not come, and will not.
        for silent in due {
            self.journal.note(silent.missed())?;
        }
        let told = match &answer {
            Answer::Accept(None) => DialogAnswer::Accepted,
            Answer::Accept(Some(text)) => DialogAnswer::AcceptedWith(text.clone()),
            Answer::Dismiss => DialogAnswer::Dismissed,
        };
        self.journal.dialog(&says, Some(told))?;
        self.journal.commit()?;
        Ok(self.page.answer(&answer).await?)
    }

    /// Says in the trail which declared dialogs never came.
    pub(super) fn note_silent_dialogs(&mut self) -> Result<(), Stop> {
        for silent in std::mem::take(&mut self.expected) {
            self.journal.note(silent.missed())?;
        }
        Ok(())
    }
}
