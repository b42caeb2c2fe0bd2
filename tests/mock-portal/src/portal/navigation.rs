//! The places of Budowanie usług, their addresses with navigational state and the left menu.

use axum::http::HeaderMap;

use super::PageError;
use super::shell::SESSION_COOKIE;
use crate::random;
use crate::request::cookie;
use crate::session::Place;
use crate::state::State;

/// The plain address.
pub(super) const HOME: &str = "/wps/myportal/aplikacje/budowanie-uslug";

/// One entry of the left menu.
pub(super) struct MenuItem {
    pub(super) label: &'static str,
    pub(super) href: String,
    pub(super) current: bool,
}

/// What every page of Budowanie usług has besides the shell.
pub(super) struct Frame {
    pub(super) menu: Vec<MenuItem>,
    pub(super) view_state: String,
    pub(super) action: String,
    pub(super) growl: String,
}

/// Makes an address with navigational state for a place.
pub(super) fn link(state: &mut State, headers: &HeaderMap, place: Place) -> Result<String, PageError> {
    let token = format!("04_Sj9CPykssy0xPLMnMz0vMAfGjzO{}", random::token(40)?);
    let session = cookie(headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id));
    if let Some(session) = session {
        session.keep_place(token.clone(), place);
    }
    Ok(format!("{HOME}/!ut/p/a1/{token}/dl5/d5/L2dBISEvZ0FBIS9nQSEh/"))
}

/// The place that a path leads to; without known state it is the default one.
pub(super) fn place_of(state: &State, headers: &HeaderMap, path: &str) -> Place {
    path.split('/')
        .nth(3)
        .and_then(|token| {
            let session = state.sessions.get(cookie(headers, SESSION_COOKIE)?)?;
            session.place(token).cloned()
        })
        .unwrap_or(Place::Cards)
}

/// Prepares menu, ViewState and ids for one page.
pub(super) fn frame(state: &mut State, headers: &HeaderMap, place: &Place, action: String) -> Result<Frame, PageError> {
    let mut menu = Vec::new();
    for (label, target) in [
        ("Karty spraw", Place::Cards),
        ("Skrytki", Place::Skrytki),
        ("Formularze", Place::Forms),
        ("Wzory lokalne", Place::Patterns),
    ] {
        let within = matches!(place, Place::Skrytka(_)) && target == Place::Skrytki;
        menu.push(MenuItem {
            label,
            current: target == *place || within,
            href: link(state, headers, target)?,
        });
    }
    Ok(Frame {
        menu,
        view_state: format!("{}:{}", random::digits(18)?, random::digits(18)?),
        action,
        growl: state.names.part("komunikaty"),
    })
}
