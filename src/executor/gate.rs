//! The login belongs to the person: until the gate opens, login hosts are known by their address alone.

use std::fmt;
use std::time::Instant;

use url::Url;

use crate::page::error::PageError;
use crate::page::protocol::Page;
use crate::runbook::portal::Portal;
use crate::text::label::Label;

use super::settle::{Deadline, while_the_person_logs_in};

/// Why the gate did not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateError {
    /// Nobody logged in within the portal's patience.
    NotLoggedIn,
    /// The operator stopped waiting.
    Interrupted,
    /// The page failed.
    Page(PageError),
}

impl fmt::Display for GateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoggedIn => out.write_str("nobody logged in"),
            Self::Interrupted => out.write_str("waiting for the login was stopped"),
            Self::Page(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for GateError {}

/// Waits until the person has logged in and the portal shows its marker.
///
/// On login hosts nothing is run in the page; on the portal's own hosts only the marker is looked for.
///
/// # Errors
///
/// Fails if the portal's patience ends first, if the operator stops, or if the browser goes away.
pub async fn await_login<P: Page>(page: &mut P, portal: &Portal, stop: &dyn Fn() -> bool) -> Result<(), GateError> {
    let marker = Label::new(&portal.login.marker);
    let begun = Instant::now();
    while begun.elapsed() < portal.login.patience {
        if stop() {
            return Err(GateError::Interrupted);
        }
        let address = page.address().await.map_err(GateError::Page)?;
        if is_on_portal(portal, &address) {
            let wait = Deadline::after(std::time::Duration::from_secs(2));
            match page.settle(None, wait.left()).await {
                Ok(seen) if seen.texts.iter().any(|text| Label::new(text) == marker) && seen.entity.is_some() => {
                    return Ok(());
                }
                Ok(_) | Err(PageError::LoginHost(_) | PageError::NotReady(_) | PageError::Detached) => {}
                Err(error) => return Err(GateError::Page(error)),
            }
        }
        while_the_person_logs_in().await;
    }
    Err(GateError::NotLoggedIn)
}

fn is_on_portal(portal: &Portal, address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| portal.hosts.iter().any(|host| host.origin() == url.origin()))
}
