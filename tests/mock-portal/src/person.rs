//! The hands of a person: logs in through the pages of an open browser.
//!
//! A demo or a test starts this beside whatever drives the same WebDriver session. It only reads and
//! clicks what a person would, and it never ends the session.

use std::convert::Infallible;
use std::fmt;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, NewSessionError};
use fantoccini::{Client, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::time::{sleep, timeout};

use crate::fixture::{LOGIN, OFFICE, PASSWORD};
use crate::sekap::door;

/// How long a person tries before beginning again at the portal's first page.
const TRY: Duration = Duration::from_secs(10);
/// How often a person tries before giving the portal up for the day.
const TRIES: u32 = 4;
/// How long a person waits for one thing to appear.
const PATIENCE: Duration = Duration::from_secs(40);
/// How often a person looks.
const GLANCE: Duration = Duration::from_millis(100);

const LOG_IN_OR_HEADER: Locator<'_> = Locator::Css("a.log-in, header .user-subject, header .operator-unit");
const LOG_IN: Locator<'_> = Locator::XPath("//a[normalize-space()='Zaloguj się']");
const TILE: Locator<'_> = Locator::XPath("//a[.//*[normalize-space()='Profil zaufany']]");
const USER_NAME: Locator<'_> = Locator::Css("#username");
const USER_PASSWORD: Locator<'_> = Locator::Css("#password");
const CONFIRM_PASSWORD: Locator<'_> = Locator::Css("[data-testid=login-confirm-btn]");
const PHONE: Locator<'_> = Locator::Css(".practice-code");
const CODE: Locator<'_> = Locator::Css("#smsInput, [data-testid=sms-code-input]");
const CONFIRM_CODE: Locator<'_> = Locator::Css("[data-testid=sms-code-submit-btn], button[aria-label=Potwierdź]");
const REFUSED: Locator<'_> = Locator::Css(".error");
const CONTEXTS_OR_HEADER: Locator<'_> = Locator::Css("form.contexts, header .user-subject");
const SEKAP_LOGIN: Locator<'_> = Locator::Id("logowanie:login");
const SEKAP_PASSWORD: Locator<'_> = Locator::Id("logowanie:haslo");
const SEKAP_CONFIRM: Locator<'_> = Locator::XPath("//button[normalize-space()='Zaloguj']");
const SEKAP_OPERATOR: Locator<'_> = Locator::Css("header .operator-unit");
const CLOSE_OVERLAY: &str = "document.querySelector('.page-overlay-close')?.click()";
const CONFIRM_CONTEXT: Locator<'_> = Locator::Css("form.contexts button");

/// Who logs in, and on whose behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
    /// The id of the subject to choose.
    pub context: String,
}

impl Person {
    /// The practice person, working for the office of the instruction.
    pub fn practice() -> Self {
        Self {
            login: LOGIN.to_owned(),
            password: PASSWORD.to_owned(),
            context: OFFICE.to_owned(),
        }
    }
}

/// A portal's entrance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Address of the portal's first page.
    pub start: String,
    /// Who logs in; none for the operator of SEKAP.
    pub person: Option<Person>,
}

/// Why the person gave up.
#[derive(Debug)]
pub enum PersonError {
    /// The WebDriver address is of no use.
    Connect(NewSessionError),
    /// The driver refused a command.
    Driver(CmdError),
    /// Something did not appear in time; carries what, and the driver's last word.
    NotSeen {
        /// What the person looked for.
        what: String,
        /// The driver's last answer.
        last: Option<CmdError>,
    },
}

impl fmt::Display for PersonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(error) => write!(f, "cannot reach the driver: {error}"),
            Self::Driver(error) => write!(f, "the driver refused a command: {error}"),
            Self::NotSeen { what, last: None } => write!(f, "did not see `{what}`"),
            Self::NotSeen {
                what,
                last: Some(error),
            } => write!(f, "did not see `{what}`: {error}"),
        }
    }
}

impl std::error::Error for PersonError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connect(error) => Some(error),
            Self::Driver(error) => Some(error),
            Self::NotSeen { last, .. } => last.as_ref().map(|error| error as _),
        }
    }
}

impl From<CmdError> for PersonError {
    fn from(error: CmdError) -> Self {
        Self::Driver(error)
    }
}

/// Logs in from the landing page on and chooses the person's context.
///
/// It may start before the landing page has loaded.
pub async fn log_in(webdriver_url: &str, session_id: &str, person: &Person) -> Result<(), PersonError> {
    as_citizen(&join(webdriver_url, session_id).await?, person).await
}

async fn as_citizen(client: &Client, person: &Person) -> Result<(), PersonError> {
    reach_code(client, person).await?;
    let code = look(client, PHONE).await?.text().await?;
    confirm_code(client, &code).await?;
    choose(client, &person.context).await
}

/// Logs in to SEKAP's panel as its practice operator, from the first page on.
///
/// It may start before that page has loaded.
pub async fn log_in_to_sekap(webdriver_url: &str, session_id: &str) -> Result<(), PersonError> {
    as_operator(&join(webdriver_url, session_id).await?).await
}

async fn as_operator(client: &Client) -> Result<(), PersonError> {
    press(client, LOG_IN).await?;
    look(client, SEKAP_LOGIN).await?.send_keys(door::LOGIN).await?;
    look(client, SEKAP_PASSWORD).await?.send_keys(door::PASSWORD).await?;
    press(client, SEKAP_CONFIRM).await?;
    look(client, SEKAP_OPERATOR).await?;
    Ok(())
}

/// Logs in once more where somebody else waits for it, unless the session still lives; whatever comes between, the
/// person begins again at the portal's first page.
pub async fn log_in_again(webdriver_url: &str, session_id: &str, door: &Door) -> Result<(), PersonError> {
    let client = join(webdriver_url, session_id).await?;
    for _ in 1..TRIES {
        if let Ok(Ok(())) = timeout(TRY, let_in(&client, door)).await {
            return Ok(());
        }
        // A page that does not come is asked for again.
        let _ = timeout(TRY, client.goto(&door.start)).await;
    }
    let_in(&client, door).await
}

/// Loads the portal's first page until it is there again, whether somebody is logged in or not.
pub async fn wait_until_up(webdriver_url: &str, session_id: &str, door: &Door) -> Result<(), PersonError> {
    let client = join(webdriver_url, session_id).await?;
    for _ in 1..TRIES {
        // A page that does not come is asked for again.
        let _ = timeout(TRY, client.goto(&door.start)).await;
        if client.find(LOG_IN_OR_HEADER).await.is_ok() {
            return Ok(());
        }
    }
    look(&client, LOG_IN_OR_HEADER).await.map(drop)
}

async fn let_in(client: &Client, door: &Door) -> Result<(), PersonError> {
    let seen = look(client, LOG_IN_OR_HEADER).await?;
    let is_out = seen.tag_name().await? == "a";
    match &door.person {
        Some(person) if is_out => as_citizen(client, person).await,
        None if is_out => as_operator(client).await,
        Some(_) | None => Ok(()),
    }
}

/// Closes whatever comes to lie over a page, for as long as it is waited for.
pub async fn close_overlays(webdriver_url: &str, session_id: &str) -> Result<Infallible, PersonError> {
    let client = join(webdriver_url, session_id).await?;
    loop {
        // Not with the pointer: that would be another hand at the page, between two looks of whoever works there. Whether it
        // went away shows in the next look.
        let _ = client.execute(CLOSE_OVERLAY, Vec::new()).await;
        sleep(GLANCE * 5).await;
    }
}

/// Logs in up to the code, types a wrong one and waits until it is refused.
pub async fn mistype_code(webdriver_url: &str, session_id: &str, person: &Person) -> Result<(), PersonError> {
    let client = join(webdriver_url, session_id).await?;
    reach_code(&client, person).await?;
    confirm_code(&client, "0000 0000").await?;
    look(&client, REFUSED).await?;
    Ok(())
}

/// Opens the user menu of a logged-in page and changes the context.
pub async fn change_context(webdriver_url: &str, session_id: &str, context: &str) -> Result<(), PersonError> {
    let client = join(webdriver_url, session_id).await?;
    press(&client, Locator::Css("header .user-name")).await?;
    press(&client, Locator::LinkText("Zmień podmiot")).await?;
    look(&client, CONFIRM_CONTEXT).await?;
    choose(&client, context).await
}

/// Takes part in a session that belongs to someone else: leaving must not end it.
async fn join(webdriver_url: &str, session_id: &str) -> Result<Client, PersonError> {
    // The driver's base path counts only when it ends with a slash.
    let base = format!("{}/", webdriver_url.trim_end_matches('/'));
    let client = Client::with_existing_session(&base, session_id, HttpConnector::new())
        .await
        .map_err(PersonError::Connect)?;
    client.persist().await?;
    Ok(client)
}

async fn reach_code(client: &Client, person: &Person) -> Result<(), PersonError> {
    press(client, LOG_IN).await?;
    press(client, TILE).await?;
    look(client, USER_NAME).await?.send_keys(&person.login).await?;
    look(client, USER_PASSWORD).await?.send_keys(&person.password).await?;
    press(client, CONFIRM_PASSWORD).await
}

async fn confirm_code(client: &Client, code: &str) -> Result<(), PersonError> {
    look(client, CODE).await?.send_keys(code).await?;
    press(client, CONFIRM_CODE).await
}

async fn choose(client: &Client, context: &str) -> Result<(), PersonError> {
    let seen = look(client, CONTEXTS_OR_HEADER).await?;
    let is_choice = client.find(CONFIRM_CONTEXT).await.is_ok();
    if is_choice || seen.tag_name().await.is_ok_and(|tag| tag == "form") {
        let radio = format!("form.contexts input[value='{context}']");
        press(client, Locator::Css(&radio)).await?;
        press(client, CONFIRM_CONTEXT).await?;
    }
    let header = format!("//header//*[@class='user-subject'][normalize-space()='{context}']");
    let home = "//h1[normalize-space()='Mój ePUAP']";
    look(client, Locator::XPath(&header)).await?;
    look(client, Locator::XPath(home)).await?;
    Ok(())
}

/// Waits until an element is there. While the page is being left, the driver's answer may be any error.
async fn look(client: &Client, what: Locator<'_>) -> Result<Element, PersonError> {
    let started = Instant::now();
    let last = loop {
        match client.find(what).await {
            Ok(element) => return Ok(element),
            Err(error) if started.elapsed() >= PATIENCE => break error,
            Err(_) => sleep(GLANCE).await,
        }
    };
    Err(PersonError::NotSeen {
        what: format!("{what:?}"),
        last: Some(last),
    })
}

/// Clicks an element as soon as it can be clicked; a click that was refused did nothing. What lies over the page is
/// closed.
async fn press(client: &Client, what: Locator<'_>) -> Result<(), PersonError> {
    let started = Instant::now();
    let mut last = None;
    while started.elapsed() < PATIENCE {
        match look(client, what).await?.click().await {
            Ok(()) => return Ok(()),
            Err(error) => last = Some(error),
        }
        // Whether it went away shows in the next try.
        let _ = client.execute(CLOSE_OVERLAY, Vec::new()).await;
        sleep(GLANCE).await;
    }
    Err(PersonError::NotSeen {
        what: format!("{what:?}"),
        last,
    })
}
