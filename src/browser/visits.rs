//! Visits outside the portal: a tab of its own, in which only the origin visited may be looked at.

use fantoccini::wd::WindowHandle;
use url::Url;

use super::fault::meaning;
use super::session::{Landmarks, Session};
use super::{reply, script};
use crate::page::error::PageError;

/// What the session comes back to.
#[derive(Debug)]
pub(super) struct Visit {
    /// The window in front before.
    from: WindowHandle,
    /// The windows there before: what the visited page opens beside them goes with it.
    before: Vec<WindowHandle>,
    /// What was looked for on the portal's pages.
    landmarks: Landmarks,
}

impl Session {
    /// Opens an address in a new tab and brings it to the front.
    pub(super) async fn begin_visit(&mut self, address: &str) -> Result<(), PageError> {
        let origin = Url::parse(address).map(|url| url.origin().ascii_serialization());
        let origin = origin.map_err(|why| PageError::Unreachable(why.to_string()))?;
        self.leave_frames().await?;
        let from = self.told(self.client.window().await).await?;
        let before = self.told(self.client.windows().await).await?;
        let opened = self.told(self.client.new_window(true).await).await?;
        let landmarks = Landmarks {
            hosts: vec![origin],
            ..Landmarks::default()
        };
        self.visit = Some(Visit {
            from,
            before,
            landmarks: std::mem::replace(&mut self.landmarks, landmarks),
        });
        self.bring(opened.handle).await?;
        self.set_patience().await?;
        self.go(address).await
    }

    /// Returns the HTTP status with which the document in front was answered; none if the browser does not tell.
    pub(super) async fn status(&mut self) -> Result<Option<u16>, PageError> {
        self.leave_frames().await?;
        let status = reply::status(self.ask(script::STATUS, Vec::new()).await?)?;
        Ok((status != 0).then_some(status))
    }

    /// Closes the tab of a visit and whatever that page has opened, and goes back to where the session was.
    pub(super) async fn end_visit(&mut self) -> Result<(), PageError> {
        let Some(visit) = self.visit.take() else {
            return Ok(());
        };
        self.landmarks = visit.landmarks;
        for window in self.told(self.client.windows().await).await? {
            if !visit.before.contains(&window) {
                self.bring(window).await?;
                self.shut().await?;
            }
        }
        self.bring(visit.from).await
    }

    /// Closes the window in front. A question of the page that is left unanswered would keep it open.
    async fn shut(&mut self) -> Result<(), PageError> {
        match self.client.close_window().await.map_err(meaning) {
            Err(PageError::DialogOpen(_)) => {
                self.client.dismiss_alert().await.map_err(meaning)?;
                self.client.close_window().await.map_err(meaning)
            }
            closed => closed,
        }
    }
}
