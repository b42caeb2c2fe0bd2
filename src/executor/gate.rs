//! The login belongs to the person: until the gate opens, login hosts are known by their address alone.

use std::fmt;
use std::time::{Duration, Instant};

use crate::page::error::PageError;
use crate::page::protocol::Page;
use crate::runbook::portal::{Portal, stands_on};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::settle::while_the_person_logs_in;

/// How long one look for the marker may take.
const GLANCE: Duration = Duration::from_secs(2);

/// Why the gate did not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateError {
    /// Nobody logged in within the portal's patience.
    NotLoggedIn,
    /// Somebody logged in, but the portal kept showing this other entity.
    OtherEntity(String),
    /// The operator stopped waiting.
    Interrupted,
    /// The page failed.
    Page(PageError),
}

impl fmt::Display for GateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherEntity(entity) => write!(out, "the portal shows the entity {entity}"),
            Self::NotLoggedIn => out.write_str("nobody logged in"),
            Self::Interrupted => out.write_str("waiting for the login was stopped"),
            Self::Page(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for GateError {}

/// What the gate waits for.
pub struct Gate<'g> {
    /// The portal.
    pub portal: &'g Portal,
    /// Entity that the portal must show; any will do if none is given.
    pub entity: Option<&'g str>,
    /// Asked whether to go on waiting.
    pub stop: &'g dyn Fn() -> bool,
    /// Told of every other entity that the portal shows while it is waited for.
    pub other_entity: &'g dyn Fn(&str),
}

/// Waits until the person has logged in and the portal shows its marker and the wanted entity.
///
/// On login hosts nothing is run in the page; on the portal's own hosts only marker and entity are looked for.
///
/// # Errors
///
/// Fails if the portal's patience ends first, if the operator stops, or if the browser goes away.
pub async fn await_login<P: Page>(page: &mut P, gate: &Gate<'_>) -> Result<(), GateError> {
    let begun = Instant::now();
    let mut other: Option<String> = None;
    while begun.elapsed() < gate.portal.login.patience {
        if (gate.stop)() {
            return Err(GateError::Interrupted);
        }
        match shown_entity(page, gate.portal).await? {
            Some(shown)
                if gate
                    .entity
                    .is_none_or(|entity| Label::new(entity) == Label::new(&shown)) =>
            {
                return Ok(());
            }
            Some(shown) if other.as_ref() != Some(&shown) => {
                (gate.other_entity)(&shown);
                other = Some(shown);
            }
            Some(_) | None => {}
        }
        while_the_person_logs_in().await;
    }
    Err(other.map_or(GateError::NotLoggedIn, GateError::OtherEntity))
}

/// Returns the entity that the portal shows to somebody who is logged in; none if nobody is.
///
/// # Errors
///
/// Fails if the browser goes away or the portal cannot be reached.
pub async fn shown_entity<P: Page>(page: &mut P, portal: &Portal) -> Result<Option<String>, GateError> {
    let marker = Label::new(&portal.login.marker);
    let address = page.address().await.map_err(GateError::Page)?;
    if !is_on_portal(portal, &address) {
        return Ok(None);
    }
    match page.settle(None, GLANCE).await {
        Ok(seen) if seen.texts.iter().any(|text| Label::new(text) == marker) => {
            Ok(seen.entity.map(|entity| plain(&entity)))
        }
        Ok(_)
        | Err(PageError::Elsewhere(_) | PageError::NotReady { .. } | PageError::Silent(_) | PageError::Detached) => {
            Ok(None)
        }
        Err(error) => Err(GateError::Page(error)),
    }
}

pub(super) fn is_on_portal(portal: &Portal, address: &str) -> bool {
    stands_on(&portal.hosts, address)
}
