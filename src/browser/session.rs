//! One browser window: opened, taken over, left open or ended.

#![expect(clippy::disallowed_types, reason = "this is the one place that drives a browser")]

use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::wd::{TimeoutConfiguration, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::command::TopFrame;
use super::driver::Driver;
use super::ear::Ear;
use super::error::StartError;
use super::family::Family;
use super::fault::meaning;
use super::lease::Lease;
use super::profile::{Leaving, PictureCommand, Profile, Settings};
use super::visits::Visit;
use super::windows::Opened;
use super::{reply, script};
use crate::page::error::PageError;
use crate::page::observation::{MOST_LETTERS, MOST_TEXTS};
use crate::page::snapshot::Snapshot;

/// How much longer than its time a script in the page may take before its document counts as gone.
pub(super) const GRACE: Duration = Duration::from_secs(1);
/// How long one wait in the page lasts at most; a longer one is made of several, so that a document that goes away
/// without an answer costs no more than this.
pub(super) const SLICE: Duration = Duration::from_secs(2);
/// How long the driver waits at most for a script that a busy machine is late with.
const LONGEST: Duration = Duration::from_secs(15);
/// Tries without an answer after which a page counts as one that gives none.
pub(super) const UNANSWERED: u32 = 3;
/// How long a page may take to load.
pub(super) const LOAD: Duration = Duration::from_mins(1);

/// What on a portal's pages is a sign of work, a message, the acting entity: CSS selectors of the profile.
#[derive(Clone, Debug, Default)]
pub struct Landmarks {
    /// Busy indicators.
    pub busy: Vec<String>,
    /// Messages.
    pub messages: Vec<String>,
    /// The element that shows the acting entity.
    pub entity: Option<String>,
    /// Origins where something may be read; everywhere else the page stays unseen.
    pub hosts: Vec<String>,
    /// Texts that are looked for however much text the page has.
    pub signs: Vec<String>,
}

/// A browser window that krok drives.
///
/// A session that krok started is ended by [`Session::close`]; one that a person opened is left open in any case.
#[derive(Debug)]
pub struct Session {
    pub(super) client: Client,
    pub(super) webdriver_url: String,
    pub(super) id: String,
    family: Family,
    pub(super) browser: String,
    pub(super) landmarks: Landmarks,
    pub(super) picture: PictureCommand,
    pub(super) leaving: Leaving,
    /// How long the driver waits for a script; none before it is told.
    patience: Option<Duration>,
    owned: bool,
    /// Windows that were there, or have been followed.
    pub(super) known: Vec<WindowHandle>,
    /// Windows that presses have opened, the one in front last.
    pub(super) opened: Vec<Opened>,
    /// The visit outside the portal that is under way.
    pub(super) visit: Option<Visit>,
    /// Frames that lead to the document which commands go to now.
    pub(super) inside: Vec<String>,
    /// Ways to the frames that have to settle by themselves, as of the last look.
    pub(super) apart: Vec<Vec<String>>,
    /// What the last wait is to tell the next one, of every document; only `settle.js` reads it.
    pub(super) memories: Vec<Value>,
    /// What the page showed at the end of the last wait, in words.
    pub(super) stood: (Snapshot, Vec<String>),
    /// Whether krok has done something to the page since it was waited for: what is heard until then is its own doing.
    pub(super) acted: bool,
    /// What listens to a person's work, if anything does.
    pub(super) ear: Option<Ear>,
}

impl Session {
    /// Opens a browser window of a fixed size.
    pub async fn start(driver: &Driver, settings: &Settings) -> Result<Self, StartError> {
        if !settings.headless && !has_screen() {
            // The browser would find out as well, a minute later.
            return Err(StartError::NoScreen);
        }
        let family = driver.installation().family;
        let profile = Profile::of(family)?;
        let folder = driver.folder().unwrap_or_else(|| std::path::Path::new(""));
        let capabilities = profile.capabilities(settings, &driver.installation().browser, folder);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(driver.url())
            .await;
        let client = match client {
            Ok(client) => client,
            Err(refused) => {
                // Only now the question is worth the time of starting both programs once more.
                driver.installation().check()?;
                return Err(StartError::Refused(refused.to_string()));
            }
        };
        // fantoccini ends a session when its last client goes, an attached one too: here `close` decides.
        client.persist().await.map_err(refused)?;
        let browser = profile.introduced(&json!(client.capabilities()))?;
        let id = client.session_id().await.map_err(refused)?.unwrap_or_default();
        let mut session = Self {
            client,
            webdriver_url: driver.url().to_owned(),
            id,
            family,
            browser,
            landmarks: Landmarks::default(),
            picture: profile.picture(),
            leaving: profile.leaving(),
            patience: None,
            owned: true,
            known: Vec::new(),
            opened: Vec::new(),
            visit: None,
            inside: Vec::new(),
            apart: Vec::new(),
            memories: Vec::new(),
            stood: Default::default(),
            acted: true,
            ear: None,
        };
        session
            .remember_windows()
            .await
            .map_err(|why| StartError::Refused(why.to_string()))?;
        session
            .size(settings.viewport)
            .await
            .map_err(|why| StartError::Refused(why.to_string()))?;
        Ok(session)
    }

    /// Takes over a browser that a person opened.
    pub async fn attach(lease: &Lease) -> Result<Self, StartError> {
        if !lease.lives() {
            return Err(StartError::NotThere("its driver has ended".to_owned()));
        }
        let gone = |why: &dyn std::fmt::Display| StartError::NotThere(why.to_string());
        let client = Client::with_existing_session(&lease.webdriver_url, &lease.session_id, HttpConnector::new())
            .await
            .map_err(|why| gone(&why))?;
        client.persist().await.map_err(|why| gone(&why))?;
        // A browser whose window was closed by the person still has a driver that answers.
        client.window().await.map_err(|why| gone(&meaning(why)))?;
        let profile = Profile::of(lease.family)?;
        let mut session = Self {
            client,
            webdriver_url: lease.webdriver_url.clone(),
            id: lease.session_id.clone(),
            family: lease.family,
            browser: lease.browser.clone(),
            landmarks: Landmarks::default(),
            picture: profile.picture(),
            leaving: profile.leaving(),
            patience: None,
            owned: false,
            known: Vec::new(),
            opened: Vec::new(),
            visit: None,
            inside: Vec::new(),
            apart: Vec::new(),
            memories: Vec::new(),
            stood: Default::default(),
            acted: true,
            ear: None,
        };
        // The one before may have left the driver in a frame.
        session
            .client
            .issue_cmd(TopFrame)
            .await
            .map_err(|why| gone(&meaning(why)))?;
        session.remember_windows().await.map_err(|why| gone(&why))?;
        Ok(session)
    }

    /// Returns the session's identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Writes down how to take this browser over, and lets the driver live on.
    pub fn release(&self, driver: Driver, portal: &str) -> Result<Lease, StartError> {
        Ok(Lease {
            portal: portal.to_owned(),
            family: self.family,
            webdriver_url: driver.url().to_owned(),
            session_id: self.id.clone(),
            driver: driver.process(),
            browser: self.browser.clone(),
            folder: driver.release()?,
        })
    }

    /// Says what to look for on the portal's pages.
    pub fn set_landmarks(&mut self, landmarks: Landmarks) {
        self.landmarks = landmarks;
    }

    /// Chooses how pictures are taken, where the profile's way is not wanted.
    pub fn set_picture_command(&mut self, command: PictureCommand) {
        self.picture = command;
    }

    /// Ends a session that krok started; one that a person opened stays open.
    pub async fn close(self) -> Result<(), PageError> {
        if self.owned {
            self.client.close().await.map_err(meaning)?;
        }
        Ok(())
    }

    /// Gives the viewport its size; the window's own edges are only known once it is there.
    async fn size(&mut self, (width, height): (u32, u32)) -> Result<(), PageError> {
        let seen = self.ask(script::VIEWPORT, Vec::new()).await?;
        let (inner_width, inner_height) = reply::viewport(seen)?;
        if (inner_width, inner_height) == (width, height) {
            return Ok(());
        }
        let (outer_width, outer_height) = self.told(self.client.get_window_size().await).await?;
        let wider = outer_width
            .saturating_add(width.into())
            .saturating_sub(inner_width.into());
        let higher = outer_height
            .saturating_add(height.into())
            .saturating_sub(inner_height.into());
        let (Ok(wider), Ok(higher)) = (u32::try_from(wider), u32::try_from(higher)) else {
            return Err(PageError::Protocol("the window has no size".to_owned()));
        };
        self.client.set_window_size(wider, higher).await.map_err(meaning)
    }

    /// Lets the driver wait longer for a script than the script itself waits. Asked for as each wait begins, it is told
    /// only of a change.
    pub(super) async fn set_patience(&mut self) -> Result<(), PageError> {
        let usual = SLICE + GRACE;
        if self.patience != Some(usual) {
            self.wait_for_scripts(usual).await?;
        }
        Ok(())
    }

    /// Lets the driver wait longer for scripts until the next wait begins: a page that a busy machine has no time for
    /// answers late.
    pub(super) async fn grow_patience(&mut self) -> Result<(), PageError> {
        let longer = self.patience.unwrap_or(SLICE) * 2;
        self.wait_for_scripts(longer.min(LONGEST)).await
    }

    async fn wait_for_scripts(&mut self, patience: Duration) -> Result<(), PageError> {
        let timeouts = TimeoutConfiguration::new(Some(patience), Some(LOAD), Some(Duration::ZERO));
        self.client.update_timeouts(timeouts).await.map_err(meaning)?;
        self.patience = Some(patience);
        Ok(())
    }

    pub(super) fn settling(
        &self,
        unlike: Option<&str>,
        left: Duration,
        waited: u64,
        leaving: Option<&str>,
        whose: Whose,
    ) -> Vec<Value> {
        vec![
            json!(unlike),
            json!(u64::try_from(left.as_millis()).unwrap_or(u64::MAX)),
            json!(self.landmarks.busy),
            json!(self.landmarks.messages),
            json!(self.landmarks.entity),
            json!(self.landmarks.hosts),
            json!(waited),
            json!(self.memories),
            json!(leaving),
            json!(MOST_TEXTS),
            json!(MOST_LETTERS),
            json!(self.landmarks.signs),
            json!(whose.word()),
        ]
    }
}

/// Whose doing it is if something was done to a page since the last wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Krok's.
    Krok,
    /// The portal's, in answer to krok, but for what hands do.
    Answer,
    /// Anybody's but krok's.
    Anybody,
    /// Nobody asks: the page is none of the portal's.
    Unasked,
}

impl Whose {
    /// Returns the word of `hands.js`.
    fn word(self) -> &'static str {
        match self {
            Self::Krok => "krok",
            Self::Answer => "answer",
            Self::Anybody => "anybody",
            Self::Unasked => "unasked",
        }
    }
}

/// Tells whether there is a screen for a window.
fn has_screen() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|screen| !screen.is_empty()))
}

fn refused(why: CmdError) -> StartError {
    StartError::Refused(meaning(why).to_string())
}
