//! `krok open` and `krok close`: a browser that stays, with the person logged in.

use crate::browser::claim::Claim;
use crate::browser::driver::Driver;
use crate::browser::lease::{Lease, state_folder};
use crate::browser::session::Session;
use crate::runbook::portal::Portal;
use crate::text::language::Language;

use super::args::BrowserOptions;
use super::console::Console;
use super::exit::Exit;
use super::login::{Purpose, log_in};
use super::portals;
use super::stop::Stop;
use super::trouble::Trouble;
use super::window::{Chosen, at_address, claim, landmarks, not_started, settings};

/// `krok open`: a browser that stays, with the person logged in.
pub(super) async fn open(name: &str, options: &BrowserOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let portal = at_address(portals::profile(name, console)?, options.practice.as_deref());
    let state = state(language)?;
    let key = key(&portal);
    let _alone = claim(&state, &key, language)?;
    if let Some(lease) = Lease::load(&state, &key).map_err(not_started(language))? {
        if Session::attach(&lease).await.is_ok() {
            let open = language.pick(
                "przeglądarka dla tego portalu jest już otwarta",
                "a browser for this portal is already open",
            );
            return Err(Trouble::new(Exit::Failed, open).hint(format!("krok close {}", portal.name)));
        }
        lease.end();
        Lease::remove(&state, &key).map_err(not_started(language))?;
    }
    let stop = Stop::listen()?;
    let chosen = Chosen::from(options);
    let driver = Driver::detached(chosen.family).map_err(not_started(language))?;
    let mut session = Session::start(&driver, &settings(chosen, &portal))
        .await
        .map_err(not_started(language))?;
    session.set_landmarks(landmarks(&portal));
    let purpose = Purpose {
        portal: &portal,
        entity: None,
    };
    log_in(&mut session, purpose, &stop, console).await?;
    let lease = session.release(driver, &key).map_err(not_started(language))?;
    lease.save(&state).map_err(not_started(language))?;
    console.result(&match language {
        Language::Polish => format!(
            "Przeglądarka pozostaje otwarta dla następnych poleceń. Po pracy proszę się wylogować i zamknąć ją: krok close {}",
            portal.name
        ),
        Language::English => format!(
            "The browser stays open for later commands. Afterwards log out and close it: krok close {}",
            portal.name
        ),
    });
    Ok(Exit::Done)
}

/// `krok close`: ends the browsers that `krok open` left for a portal, unless another krok works in one of them.
pub(super) fn close(name: &str, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let portal = portals::profile(name, console)?;
    let state = state(language)?;
    let practice = format!("{}{PRACTICE}", portal.name);
    let mut leases = Lease::all(&state).map_err(not_started(language))?;
    leases.retain(|lease| lease.portal == portal.name || lease.portal.starts_with(&practice));
    let claims = leases.iter().map(|lease| claim(&state, &lease.portal, language));
    let _alone: Vec<Claim> = claims.collect::<Result<_, _>>()?;
    for lease in &leases {
        lease.end();
        Lease::remove(&state, &lease.portal).map_err(not_started(language))?;
    }
    console.result(if leases.is_empty() {
        language.pick(
            "Nie ma otwartej przeglądarki dla tego portalu.",
            "No browser is open for this portal.",
        )
    } else {
        language.pick(
            "Przeglądarka zamknięta. Kto się nie wylogował, tego sesja wygaśnie na portalu dopiero po pewnym czasie.",
            "The browser is closed. If nobody logged out, the portal's session ends only after some time.",
        )
    });
    Ok(Exit::Done)
}

/// Between the name of a portal and the address of its practice twin in the name of a lease.
const PRACTICE: char = '@';

/// Names a portal in the leases: a practice portal never shares a browser with the real one.
pub(super) fn key(portal: &Portal) -> String {
    if portal.base.scheme() == "https" {
        portal.name.clone()
    } else {
        format!("{}{PRACTICE}{}", portal.name, portal.base.authority())
    }
}

fn state(language: Language) -> Result<std::path::PathBuf, Trouble> {
    state_folder().ok_or_else(|| {
        Trouble::new(
            Exit::Failed,
            language.pick(
                "nie wiadomo, gdzie zapisać otwartą przeglądarkę: brak zmiennej HOME",
                "no place to note the open browser: HOME is not set",
            ),
        )
    })
}
