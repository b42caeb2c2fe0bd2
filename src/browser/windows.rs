//! Windows: one that a press opens is followed, and closed again by the way back to the one that opened it.

use fantoccini::wd::WindowHandle;

use super::fault::meaning;
use super::session::Session;
use super::{reply, script};
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

/// What has become of the windows since krok looked at them last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Newcomer {
    /// No other window.
    Nobody,
    /// The portal opened one, which is in front now.
    Followed,
    /// A person opened one.
    ByHand,
}

/// Windows that have opened since.
#[derive(Debug)]
pub(super) struct Newcomers {
    /// Whether a person opened one.
    pub(super) is_any_by_hand: bool,
    /// The last one that the portal opened.
    last: Option<WindowHandle>,
}

impl Session {
    /// Remembers the windows that are there before krok presses anything: those are the person's own.
    pub(super) async fn remember_windows(&mut self) -> Result<(), PageError> {
        self.known = self.told(self.client.windows().await).await?;
        Ok(())
    }

    /// Brings a window to the front that the portal has opened since. One that a person opened stays as it is.
    pub(super) async fn follow(&mut self) -> Result<Newcomer, PageError> {
        // What a visited page opens is none of the portal's.
        if self.visit.is_some() {
            return Ok(Newcomer::Nobody);
        }
        let Newcomers { is_any_by_hand, last } = Box::pin(self.newcomers()).await?;
        let Some(window) = last else {
            return Ok(if is_any_by_hand {
                Newcomer::ByHand
            } else {
                Newcomer::Nobody
            });
        };
        let opener = self.told(self.client.window().await).await?;
        self.known = self.told(self.client.windows().await).await?;
        self.bring(window.clone()).await?;
        self.opened.push(Opened {
            window,
            opener,
            title: String::new(),
        });
        Ok(Newcomer::Followed)
    }

    /// Tells the windows that the portal has opened since from those that a person has, and remembers the latter.
    pub(super) async fn newcomers(&mut self) -> Result<Newcomers, PageError> {
        let mut found = Newcomers {
            is_any_by_hand: false,
            last: None,
        };
        let there = self.told(self.client.windows().await).await?;
        let new: Vec<WindowHandle> = there.into_iter().filter(|each| !self.known.contains(each)).collect();
        if new.is_empty() || self.visit.is_some() {
            return Ok(found);
        }
        let front = self.told(self.client.window().await).await?;
        for window in new {
            if self.client.switch_to_window(window.clone()).await.is_err() {
                // It has gone again.
                continue;
            }
            if self.is_by_hand().await {
                found.is_any_by_hand = true;
                self.known.push(window);
            } else {
                found.last = Some(window);
            }
        }
        self.inside.clear();
        self.client.switch_to_window(front).await.map_err(meaning)?;
        Ok(found)
    }

    /// Says whether nothing but a person can have opened the window in front. An empty one may be on its way to where an
    /// act of krok leads, which also need not say where it came from.
    async fn is_by_hand(&self) -> bool {
        let Ok(address) = self.client.current_url().await else {
            return false;
        };
        let is_served = matches!(address.scheme(), "http" | "https");
        let is_blank = address.as_str() == "about:blank";
        if !is_served && !is_blank {
            return true;
        }
        let is_portal = || self.landmarks.hosts.contains(&address.origin().ascii_serialization());
        if self.acted && (is_blank || is_portal()) {
            return false;
        }
        let told = self
            .ask(script::OPENED, Vec::new())
            .await
            .and_then(reply::is_opened_by_page);
        matches!(told, Ok(false))
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
