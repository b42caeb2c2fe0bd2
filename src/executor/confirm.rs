//! Pressing what destroys, and the dialog that asks first: whatever it asks but the runbook's own text is cancelled.

use crate::evidence::format::{AskedInPage, Destroying};
use crate::page::observation::{OpenDialog, View};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::label::Label;
use crate::text::plain::plain;

use super::failure::{Failure, Stop};
use super::locate::{Aim, Sought, locate};
use super::reason::reason;
use super::refusal::Refusal;
use super::settle::Deadline;
use super::thing::{Asks, Thing};
use super::walk::Walk;

/// What came of a press.
struct Pressed {
    messages: Vec<String>,
    /// What a native dialog said that nobody declared; it was cancelled.
    cancelled: Option<String>,
    /// Whether a declared native dialog was agreed to before.
    is_agreed: bool,
}

/// What a press and the answer to its dialog led to.
enum Answered {
    /// The thing was to go; the messages of the portal.
    Destroyed(Vec<String>),
    /// The dialog that may come before was agreed to: the thing is still there.
    Prepared,
}

impl<P: Page> Walk<'_, P> {
    /// Presses and agrees to the dialog declared; where another declared one came before it, presses once more.
    pub(super) async fn press_and_confirm(&mut self, thing: &Thing, aim: &Aim) -> Result<Vec<String>, Stop> {
        if let Answered::Destroyed(messages) = self.press_and_answer(thing, aim, thing.first.as_ref()).await? {
            return Ok(messages);
        }
        let ended = self.press_again(thing, aim).await;
        if let (Some(first), Err(Stop::Blocked(_) | Stop::Failed(_))) = (&thing.first, &ended) {
            // What was agreed to first may stand on the portal, whatever kept the thing from being destroyed.
            self.journal.note(reason("agreed-first", &[("said", &first.says)]))?;
        }
        ended
    }

    /// Presses once more after the dialog that may come before was agreed to.
    async fn press_again(&mut self, thing: &Thing, aim: &Aim) -> Result<Vec<String>, Stop> {
        if let Some(row) = &thing.row {
            self.show_row(row, self.deadline()).await?;
        }
        match self.press_and_answer(thing, aim, None).await? {
            Answered::Destroyed(messages) => Ok(messages),
            Answered::Prepared => Ok(Vec::new()),
        }
    }

    /// Presses once, the thing recognised on the very view that is pressed on, and agrees to the dialog declared.
    async fn press_and_answer(&mut self, thing: &Thing, aim: &Aim, first: Option<&Asks>) -> Result<Answered, Stop> {
        let deadline = self.deadline();
        // What was read a while ago is not what is pressed on: the page is looked at anew.
        self.seen = None;
        let view = self.view(deadline).await?;
        let open = view.dialogs.clone();
        self.seen = Some(view);
        let is_it = |view: &View| thing.recognised(view, aim).map(drop);
        let made = self.made;
        let pressed = self.press_alone(aim, deadline, is_it).await;
        let pressed = pressed.map_err(|stop| self.unproved_since(made, stop))?;
        if let Some(said) = &pressed.cancelled {
            if !pressed.is_agreed {
                return Err(Stop::Blocked(thing.refused(said.clone())));
            }
            self.note_more(said)?;
        }
        let Some(asks) = &thing.asks else {
            return Ok(Answered::Destroyed(pressed.messages));
        };
        let questions: Vec<&Asks> = first.into_iter().chain([asks]).collect();
        let asked = self
            .asked_in_page(&open, &questions, deadline)
            .await
            .map_err(unproved)?;
        let Some(dialog) = asked else {
            return Ok(Answered::Destroyed(pressed.messages));
        };
        let place = within(&dialog);
        let before = first.filter(|first| first.is_asked_by(&dialog));
        let asks = before.unwrap_or(asks);
        if !asks.is_asked_by(&dialog) {
            self.asked(asks, &dialog, &asks.cancel)?;
            let refused = Stop::Blocked(asks.refused(&dialog));
            return Err(self.cancel(asks, place, refused).await);
        }
        let agree = Aim {
            label: asks.press.clone(),
            ..place.clone()
        };
        self.asked(asks, &dialog, &asks.press)?;
        let still = |view: &View| match view
            .dialogs
            .iter()
            .find(|now| !open.contains(now) && !asks.is_asked_by(now))
        {
            None => Ok(()),
            Some(other) => Err(asks.refused(other)),
        };
        let made = self.made;
        match self.press_alone(&agree, self.deadline(), still).await {
            Ok(agreed) => {
                if let Some(said) = &agreed.cancelled {
                    self.note_more(said)?;
                }
                self.cancel_more(asks, &open).await?;
                Ok(match before {
                    Some(_) => Answered::Prepared,
                    None => Answered::Destroyed(agreed.messages),
                })
            }
            // Nothing was agreed to: the question is taken back, and why it was not answered is what counts.
            Err(stop @ (Stop::Blocked(_) | Stop::Failed(_))) if self.made == made => {
                Err(self.cancel(asks, place, stop).await)
            }
            Err(stop) => Err(unproved(stop)),
        }
    }

    /// Presses what destroys; a native dialog that nobody declared is cancelled.
    async fn press_alone(
        &mut self,
        aim: &Aim,
        deadline: Deadline,
        holds: impl Fn(&View) -> Result<(), Failure>,
    ) -> Result<Pressed, Stop> {
        let declared = self.expected.len();
        self.others.cancel();
        let pressed = self.press_if(aim, None, Effect::Destroy, deadline, holds).await;
        let cancelled = self.others.leave_open();
        Ok(Pressed {
            messages: pressed?.messages,
            cancelled,
            is_agreed: self.expected.len() < declared,
        })
    }

    /// Waits for a dialog that was not open before the press; none comes where the portal does not ask.
    ///
    /// One that only says that the portal is at work is waited out; if it stays, it is read as a question.
    async fn asked_in_page(
        &mut self,
        open: &[OpenDialog],
        questions: &[&Asks],
        deadline: Deadline,
    ) -> Result<Option<OpenDialog>, Stop> {
        loop {
            let view = self.view(deadline).await?;
            let mut asking = new_dialogs(&view, open);
            let is_wanted = |dialog: &OpenDialog| questions.iter().any(|asks| asks.is_asked_by(dialog));
            asking.retain(|dialog| {
                is_wanted(dialog) || !is_under_way(dialog) || deadline.passed() && !dialog.words().is_empty()
            });
            if !asking.is_empty() || deadline.passed() {
                self.seen = Some(view);
                return Ok(together(asking));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }

    /// Presses the button that closes the dialog; what led here is what counts.
    async fn cancel(&mut self, asks: &Asks, place: Aim, stop: Stop) -> Stop {
        let aim = Aim {
            label: asks.cancel.clone(),
            ..place
        };
        match self.press(&aim, None, Effect::Navigate, self.deadline()).await {
            Err(Stop::Evidence(error)) => Stop::Evidence(error),
            // A dialog that cannot be closed stays open in the picture; nothing was destroyed all the same.
            Ok(_) | Err(_) => stop,
        }
    }

    /// A portal that asks once more, after the agreement, asks what no runbook has: that is cancelled, and the list tells
    /// what became of the thing.
    async fn cancel_more(&mut self, asks: &Asks, open: &[OpenDialog]) -> Result<(), Stop> {
        let view = self.view(self.deadline()).await.map_err(unproved)?;
        let more = together(
            new_dialogs(&view, open)
                .into_iter()
                .filter(|dialog| !is_under_way(dialog) && !asks.is_asked_by(dialog))
                .collect(),
        );
        let Some(dialog) = more else {
            self.seen = Some(view);
            return Ok(());
        };
        let aim = Aim {
            label: asks.cancel.clone(),
            ..within(&dialog)
        };
        let is_there = matches!(locate(&view.controls, &aim), Sought::One(_));
        self.seen = Some(view);
        self.note_more(dialog.words())?;
        if is_there {
            self.asked(asks, &dialog, &asks.cancel)?;
            self.press(&aim, None, Effect::Navigate, self.deadline())
                .await
                .map_err(unproved)?;
        }
        Ok(())
    }

    fn note_more(&mut self, said: &str) -> Result<(), Stop> {
        self.journal.note(reason("dialog-more", &[("said", said)]))?;
        Ok(())
    }

    fn asked(&mut self, asks: &Asks, dialog: &OpenDialog, pressed: &str) -> Result<(), Stop> {
        self.journal.destroying(Destroying::Asked(AskedInPage {
            says: plain(dialog.words()),
            wanted: asks.says.clone(),
            pressed: pressed.to_owned(),
        }))?;
        Ok(())
    }
}

impl Thing {
    /// A native dialog that nobody declared was cancelled: nothing was destroyed.
    fn refused(&self, said: String) -> Failure {
        let wanted = self.asks.as_ref().map(|asks| asks.says.clone());
        Failure::Destroying(Refusal::DialogOther {
            wanted: wanted.unwrap_or_default(),
            said,
        })
    }
}

impl Asks {
    fn is_asked_by(&self, dialog: &OpenDialog) -> bool {
        Label::new(dialog.words()) == Label::new(&self.says)
    }

    fn refused(&self, dialog: &OpenDialog) -> Failure {
        Failure::Destroying(Refusal::DialogOther {
            wanted: self.says.clone(),
            said: dialog.words().to_owned(),
        })
    }
}

/// Returns the dialogs that were not open before.
fn new_dialogs(view: &View, open: &[OpenDialog]) -> Vec<OpenDialog> {
    let is_new = |dialog: &&OpenDialog| !open.contains(dialog);
    view.dialogs.iter().filter(is_new).cloned().collect()
}

/// Two questions at once are none that a runbook has: they are read as one.
fn together(mut asking: Vec<OpenDialog>) -> Option<OpenDialog> {
    if asking.len() < 2 {
        return asking.pop();
    }
    let words: Vec<&str> = asking.iter().map(OpenDialog::words).collect();
    Some(OpenDialog {
        title: String::new(),
        says: words.join(" "),
    })
}

/// Aims within a dialog; one without a title is no place.
fn within(dialog: &OpenDialog) -> Aim {
    let title = Some(dialog.title.clone());
    Aim {
        places: title.into_iter().filter(|title| !title.is_empty()).collect(),
        ..Aim::default()
    }
}

/// A dialog that only says that the portal is at work asks nothing yet.
fn is_under_way(dialog: &OpenDialog) -> bool {
    let says = dialog.words().trim_end();
    says.is_empty() || ["…", "..."].iter().any(|dots| says.ends_with(dots))
}

/// After a press that may have destroyed, whatever else goes wrong leaves nobody knowing whether it did.
pub(super) fn unproved(stop: Stop) -> Stop {
    match stop {
        Stop::Failed(failure) | Stop::Blocked(failure) => Stop::Uncertain(Failure::WriteUnknown(Box::new(failure))),
        Stop::Uncertain(_) | Stop::Evidence(_) => stop,
    }
}
