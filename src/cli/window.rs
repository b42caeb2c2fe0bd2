//! The browser a command works in: one of its own that dies with it, or the one that `krok open` left.

use std::path::Path;

use jiff::Zoned;
use url::Url;

use crate::browser::claim::Claim;
use crate::browser::driver::Driver;
use crate::browser::error::StartError;
use crate::browser::family::Family;
use crate::browser::lease::{Lease, state_folder};
use crate::browser::profile::{Reach, Settings};
use crate::browser::session::{Landmarks, Session};
use crate::page::error::PageError;
use crate::page::observation::Answer;
use crate::page::protocol::Page as _;
use crate::runbook::portal::Portal;
use crate::text::language::Language;

use super::args::BrowserOptions;
use super::carry::{Blackout, Substitute};
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::login::{Purpose, is_logged_in, log_in, start_of, unreachable_portal};
use super::open::key;
use super::stop::Stop;
use super::trouble::Trouble;

/// A browser on a portal, with the person logged in.
pub(super) struct Window {
    /// The page.
    pub(super) session: Session,
    /// The login, if this command saw one.
    pub(super) blackout: Option<Blackout>,
    /// Who stays here in a person's place, if anybody.
    pub(super) substitute: Option<Substitute>,
    /// Whose browser it is.
    pub(super) held: Held,
}

/// A browser of the command's own, or the right to work in the one that is open.
pub(super) enum Held {
    /// The driver dies with this command.
    Own(Driver),
    /// No other krok works there meanwhile.
    Open(Claim),
}

impl Held {
    /// Returns the right to work in the open browser; none in one of the command's own, which nobody else finds.
    pub(super) fn claim(&self) -> Option<&Claim> {
        match self {
            Self::Own(_) => None,
            Self::Open(claim) => Some(claim),
        }
    }
}

/// The browser that `krok open` left, taken over.
pub(super) struct Attached {
    /// The page.
    pub(super) session: Session,
    /// The right to work there.
    pub(super) claim: Claim,
}

/// The browser that a command starts.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// Which one.
    pub(super) family: Family,
    /// Without a display.
    pub(super) headless: bool,
}

impl From<&BrowserOptions> for Chosen {
    fn from(options: &BrowserOptions) -> Self {
        Self {
            family: options.browser.map_or_else(Family::default, Family::from),
            headless: options.headless,
        }
    }
}

impl Window {
    /// Attaches to the session that `krok open` left, or starts a browser of its own; waits for the login if there is
    /// none yet. An open session that shows another entity is refused: somebody is working there.
    pub(super) async fn on(
        purpose: Purpose<'_>,
        options: &BrowserOptions,
        stop: &Stop,
        console: &Console,
    ) -> Result<Self, Trouble> {
        let language = console.language();
        let mut window = match attached(purpose.portal, options, language).await? {
            Some(Attached { session, claim }) => Self {
                session,
                blackout: None,
                substitute: None,
                held: Held::Open(claim),
            },
            None => Self::started(options.into(), purpose.portal, language).await?,
        };
        window.session.set_landmarks(landmarks(purpose.portal));
        if window.held.claim().is_some() && is_logged_in(&mut window.session, purpose, language).await? {
            return Ok(window);
        }
        window.log_in(purpose, stop, console).await?;
        Ok(window)
    }

    /// Starts a browser of its own without waiting for anybody.
    pub(super) async fn started(browser: Chosen, portal: &Portal, language: Language) -> Result<Self, Trouble> {
        let driver = Driver::start(browser.family).map_err(not_started(language))?;
        let mut session = Session::start(&driver, &settings(browser, portal))
            .await
            .map_err(not_started(language))?;
        session.set_landmarks(landmarks(portal));
        Ok(Self {
            session,
            blackout: None,
            substitute: None,
            held: Held::Own(driver),
        })
    }

    /// Opens the portal and waits until the person has logged in.
    pub(super) async fn log_in(&mut self, purpose: Purpose<'_>, stop: &Stop, console: &Console) -> Result<(), Trouble> {
        self.blackout = Some(log_in(&mut self.session, purpose, stop, console).await?);
        Ok(())
    }

    /// Goes to the portal's first page: a run that broke off left this one anywhere, perhaps in the middle of a form, and
    /// what that form holds was never saved.
    pub(super) async fn begin_anew(&mut self, portal: &Portal, language: Language) -> Result<(), Trouble> {
        let start = start_of(portal)?;
        let opened = match self.session.open(start.as_str()).await {
            // The page asks whether it may be left.
            Err(PageError::DialogOpen(_)) => self.session.answer(&Answer::Accept(None)).await,
            opened => opened,
        };
        opened.map_err(|error| unreachable_portal(start.as_str(), &error, language))
    }

    /// Returns where the driver listens and which session this is; none for an attached one.
    pub(super) fn address(&self) -> Option<(String, String)> {
        match &self.held {
            Held::Own(driver) => Some((driver.url().to_owned(), self.session.id().to_owned())),
            Held::Open(_) => None,
        }
    }

    /// Ends an own browser; an attached one stays open.
    pub(super) async fn leave(self) {
        if let Held::Own(_driver) = &self.held {
            // The driver's end takes the browser with it in any case.
            drop(self.session.close().await);
        }
    }
}

/// Returns the portal at the practice addresses, if given.
pub(super) fn at_address(portal: Portal, practice: Option<&[Url]>) -> Portal {
    match practice {
        Some([base, login]) => portal.at(base.clone(), login.clone()),
        Some(_) | None => portal,
    }
}

/// Puts trouble with driver or browser in words.
pub(super) fn not_started(language: Language) -> impl Fn(StartError) -> Trouble {
    move |error| {
        let exit = match &error {
            StartError::DriverMissing(_) | StartError::BrowserMissing(_) => Exit::DriverMissing,
            StartError::Mismatch { .. } | StartError::TooOld { .. } => Exit::DriverMismatch,
            StartError::NotThere(_) => Exit::BrowserLost,
            StartError::NoScreen => Exit::Invalid,
            StartError::InUse(_) => Exit::BrowserInUse,
            StartError::Program { .. }
            | StartError::DriverSilent(_)
            | StartError::DriverEnded(_)
            | StartError::Refused(_)
            | StartError::File { .. }
            | StartError::Profile(_) => Exit::Failed,
        };
        errors::start(&error, language).trouble(exit)
    }
}

/// Takes the right to work in the open browser of a portal; refused while another krok has it.
pub(super) fn claim(state: &Path, key: &str, language: Language) -> Result<Claim, Trouble> {
    let now = Zoned::now().strftime("%Y-%m-%d %H:%M:%S (%:z)").to_string();
    Claim::take(state, key, now).map_err(not_started(language))
}

/// Takes over the browser that `krok open` left, for this command alone; none if there is none any more.
pub(super) async fn attached(
    portal: &Portal,
    options: &BrowserOptions,
    language: Language,
) -> Result<Option<Attached>, Trouble> {
    let Some(state) = state_folder() else {
        return Ok(None);
    };
    let key = key(portal);
    let load = || Lease::load(&state, &key).map_err(not_started(language));
    if load()?.is_none() {
        return Ok(None);
    }
    let claim = claim(&state, &key, language)?;
    // Whoever had the right until now may have closed the browser.
    let Some(lease) = load()? else {
        return Ok(None);
    };
    match Session::attach(&lease).await {
        Ok(_)
            if options
                .browser
                .is_some_and(|wanted| Family::from(wanted) != lease.family) =>
        {
            Err(other_browser(portal, lease.family, language))
        }
        Ok(session) => Ok(Some(Attached { session, claim })),
        Err(StartError::NotThere(_)) => {
            Lease::remove(&state, &key).map_err(not_started(language))?;
            Ok(None)
        }
        Err(error) => Err(not_started(language)(error)),
    }
}

/// Somebody is logged in in one browser, and the command names the other.
fn other_browser(portal: &Portal, open: Family, language: Language) -> Trouble {
    let open = open.name();
    Trouble::new(
        Exit::Failed,
        match language {
            Language::Polish => format!("dla tego portalu jest już otwarta inna przeglądarka: {open}"),
            Language::English => format!("another browser is already open for this portal: {open}"),
        },
    )
    .hint(format!("krok close {}", portal.name))
}

/// Chooses how a browser for a portal is started; a practice portal has no business outside this machine.
pub(super) fn settings(browser: Chosen, portal: &Portal) -> Settings {
    let is_practice = portal.base.scheme() == "http";
    Settings {
        headless: browser.headless,
        reach: if is_practice {
            Reach::ThisMachine
        } else {
            Reach::Anywhere
        },
        ..Settings::default()
    }
}

pub(super) fn landmarks(portal: &Portal) -> Landmarks {
    let signs = [&portal.session_lost, &portal.maintenance];
    Landmarks {
        busy: portal.busy.clone(),
        messages: portal.messages.clone(),
        entity: Some(portal.entity.css.clone()),
        hosts: portal
            .hosts
            .iter()
            .map(|host| host.origin().ascii_serialization())
            .collect(),
        signs: signs
            .into_iter()
            .flatten()
            .chain([&portal.login.marker])
            .cloned()
            .collect(),
    }
}
