//! Waiting for the person to log in, and what is said if nobody does.

use jiff::Zoned;
use url::Url;

use crate::browser::session::Session;
use crate::executor::{Gate, GateError, await_login, shown_entity};
use crate::page::error::PageError;
use crate::page::protocol::Page;
use crate::runbook::portal::Portal;
use crate::text::label::Label;
use crate::text::language::Language;

use super::carry::Blackout;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::stop::Stop;
use super::trouble::Trouble;
use super::wording;

/// What the person has to log in for.
#[derive(Clone, Copy)]
pub(super) struct Purpose<'p> {
    /// The portal.
    pub(super) portal: &'p Portal,
    /// Entity to be chosen; none if any will do.
    pub(super) entity: Option<&'p str>,
}

/// Opens the portal and waits for the person.
pub(super) async fn log_in(
    session: &mut Session,
    purpose: Purpose<'_>,
    stop: &Stop,
    console: &Console,
) -> Result<Blackout, Trouble> {
    let language = console.language();
    let portal = purpose.portal;
    let from = Zoned::now();
    let start = start_of(portal)?;
    session
        .open(start.as_str())
        .await
        .map_err(|error| unreachable_portal(start.as_str(), &error, language))?;
    console.remark(&wording::log_in(&portal.title, language));
    let gate = Gate {
        portal,
        entity: purpose.entity,
        stop: &|| stop.wanted(),
        other_entity: &|shown| {
            console.remark(&wording::choose_entity(
                shown,
                purpose.entity.unwrap_or_default(),
                language,
            ));
        },
    };
    match await_login(session, &gate).await {
        Ok(()) => Ok(Blackout { from, to: Zoned::now() }),
        Err(error) => Err(closed_gate(error, purpose, language)),
    }
}

/// Returns the address of the portal's first page.
pub(super) fn start_of(portal: &Portal) -> Result<Url, Trouble> {
    let start = portal.base.join(&portal.start);
    start.map_err(|error| Trouble::new(Exit::Invalid, error.to_string()))
}

/// Says whether somebody is logged in; another entity than the one wanted is refused, since somebody is working there.
pub(super) async fn is_logged_in(
    session: &mut Session,
    purpose: Purpose<'_>,
    language: Language,
) -> Result<bool, Trouble> {
    let shown = shown_entity(session, purpose.portal).await;
    let shown = shown.map_err(|error| closed_gate(error, purpose, language))?;
    match (&shown, purpose.entity) {
        (Some(shown), Some(wanted)) if Label::new(shown) != Label::new(wanted) => {
            Err(other_entity(wanted, shown, language))
        }
        (shown, _) => Ok(shown.is_some()),
    }
}

/// Says why the gate did not open.
fn closed_gate(error: GateError, purpose: Purpose<'_>, language: Language) -> Trouble {
    let portal = purpose.portal;
    let minutes = portal.login.patience.as_secs().div_ceil(60);
    match error {
        GateError::Interrupted => Trouble::new(
            Exit::Interrupted,
            language.pick("przerwano oczekiwanie na zalogowanie", "waiting for the login was stopped"),
        ),
        GateError::NotLoggedIn => Trouble::new(
            Exit::NotLoggedIn,
            match language {
                Language::Polish => format!(
                    "nikt się nie zalogował w ciągu {minutes} min: na stronie portalu nie pojawił się napis „{}” z podmiotem",
                    portal.login.marker
                ),
                Language::English => format!(
                    "nobody logged in within {minutes} min: the portal never showed `{}` with an entity",
                    portal.login.marker
                ),
            },
        )
        .hint(language.pick(
            "proszę uruchomić polecenie jeszcze raz i zalogować się w otwartej przeglądarce",
            "start the command again and log in in the browser that opens",
        )),
        GateError::OtherEntity(shown) => other_entity(purpose.entity.unwrap_or_default(), &shown, language),
        GateError::Page(error) => unreachable_portal(portal.base.as_str(), &error, language),
    }
}

fn other_entity(wanted: &str, shown: &str, language: Language) -> Trouble {
    Trouble::new(
        Exit::EntityWrong,
        match language {
            Language::Polish => format!("portal działa w imieniu podmiotu „{shown}”, a procedura jest dla „{wanted}”"),
            Language::English => format!("the portal acts for `{shown}`, but the run is for `{wanted}`"),
        },
    )
    .hint(language.pick(
        "proszę wybrać właściwy podmiot w menu użytkownika („Zmień podmiot”) i uruchomić polecenie jeszcze raz",
        "choose the right entity in the user menu („Zmień podmiot”) and start the command again",
    ))
}

pub(super) fn unreachable_portal(address: &str, error: &PageError, language: Language) -> Trouble {
    let exit = match error {
        PageError::Unreachable(_) => Exit::PortalDown,
        PageError::Lost(_) | PageError::WindowClosed(_) => Exit::BrowserLost,
        PageError::Detached
        | PageError::NotReady { .. }
        | PageError::Silent(_)
        | PageError::DialogOpen(_)
        | PageError::Uncovered(_)
        | PageError::Elsewhere(_)
        | PageError::Protocol(_) => Exit::Failed,
    };
    let words = errors::page(error, language);
    Trouble {
        exit,
        message: format!("{address}: {}", words.message),
        hint: words.hint,
    }
}
