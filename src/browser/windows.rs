//! Windows: one that a press opens is followed, and closed again by the way back to the one that opened it.

use fantoccini::wd::WindowHandle;

use super::fault::meaning;
use super::session::Session;
use crate::page::error::PageError;

/// A window that a press opened.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    window: WindowHandle,
    /// The window in front when it opened.
    opener: WindowHandle,
    /// As of when it was in front last.
    title: String,
}

impl Session {
    /// Remembers the windows that are there before krok presses anything: those are the person's own.
    pub(super) async fn remember_windows(&mut self) -> Result<(), PageError> {
        self.known = self.told(self.client.windows().await).await?;
        Ok(())
    }

    /// Brings a window to the front that has opened since; says whether there is one.
    pub(super) async fn follow(&mut self) -> Result<bool, PageError> {
        // What a visited page opens is none of the portal's.
        if self.visit.is_some() {
            return Ok(false);
        }
        let there = self.told(self.client.windows().await).await?;
        let Some(window) = there.iter().rev().find(|window| !self.known.contains(window)).cloned() else {
            return Ok(false);
        };
        let opener = self.told(self.client.window().await).await?;
        self.known = there;
        self.bring(window.clone()).await?;
        self.opened.push(Opened {
            window,
            opener,
            title: String::new(),
        });
        Ok(true)
    }

    /// Goes back to the opener of a window that has closed itself; says whether there was one to go back to.
    pub(super) async fn fall_back(&mut self) -> Result<bool, PageError> {
        let there = self.told(self.client.windows().await).await?;
        let mut gone = false;
        while let Some(last) = self.opened.pop_if(|last| !there.contains(&last.window)) {
            self.bring(last.opener).await?;
            gone = true;
        }
        Ok(gone)
    }

    /// Returns the titles of the windows that presses have opened, the one in front last.
    pub(super) async fn titles(&mut self) -> Result<Vec<String>, PageError> {
        if self.opened.is_empty() {
            return Ok(Vec::new());
        }
        let title = self.told(self.client.title().await).await?;
        if let Some(front) = self.opened.last_mut() {
            front.title = title;
        }
        Ok(self.opened.iter().map(|each| each.title.clone()).collect())
    }

    /// Closes the window in front and goes back to its opener.
    pub(super) async fn leave_window(&mut self) -> Result<(), PageError> {
        let Some(last) = self.opened.pop() else {
            return Err(PageError::Protocol("there is one window only".to_owned()));
        };
        self.client.close_window().await.map_err(meaning)?;
        self.bring(last.opener).await
    }

    /// Brings a window to the front.
    pub(super) async fn bring(&mut self, window: WindowHandle) -> Result<(), PageError> {
        self.inside.clear();
        self.apart.clear();
        // What was done in it before is no matter of the work that begins there.
        self.acted = true;
        self.client.switch_to_window(window).await.map_err(meaning)
    }
}
