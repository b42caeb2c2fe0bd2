//! Windows that presses open: a step works in the window it names, and one that names none in the main window.
//!
//! A window stays open for the steps that name it, and is closed as soon as a step does not.

use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::label::Label;

use super::failure::{Failure, Stop};
use super::settle::Deadline;
use super::walk::Walk;

impl<P: Page> Walk<'_, P> {
    /// Brings the window to the front in which a step works, closing those that opened after it.
    pub(super) async fn work_in(&mut self, window: Option<&str>, deadline: Deadline) -> Result<(), Stop> {
        loop {
            let windows = self.page.windows().await?;
            let in_front = windows.last();
            let is_there = match (window, in_front) {
                (None, None) => true,
                (Some(title), Some(front)) => Label::new(title) == Label::new(front),
                (None, Some(_)) | (Some(_), None) => false,
            };
            if is_there {
                return Ok(());
            }
            let is_below = |title: &str| windows.iter().any(|each| Label::new(each) == Label::new(title));
            match in_front {
                Some(front) if window.is_none_or(is_below) => self.close_window(front, deadline).await?,
                Some(_) | None => {
                    return Err(Stop::Failed(Failure::WindowMissing {
                        title: window.unwrap_or_default().to_owned(),
                        windows,
                    }));
                }
            }
        }
    }

    async fn close_window(&mut self, title: &str, deadline: Deadline) -> Result<(), Stop> {
        let intent = self
            .journal
            .intent("close-window", Effect::Navigate, None, Some(title.to_owned()))?;
        self.seen = None;
        self.texts = None;
        self.page.close_window().await?;
        let seen = self.finish_act(intent, Effect::Navigate, deadline).await?;
        self.check_seen(&seen)?;
        self.texts = seen.whole_texts();
        Ok(())
    }
}
