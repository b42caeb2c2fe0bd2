//! The places of Budowanie usług and Zarządzanie kontem, their addresses with navigational state and the left menus.

use axum::http::HeaderMap;

use super::PageError;
use super::shell::SESSION_COOKIE;
use crate::random;
use crate::request::cookie;
use crate::session::Place;
use crate::state::State;

/// An application whose places have addresses with navigational state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Application {
    Building,
    Account,
}

impl Application {
    /// The application that a place is in.
    pub(super) fn of(place: &Place) -> Self {
        match place {
            Place::Cards | Place::Card(_) | Place::Skrytki | Place::Forms | Place::Patterns | Place::Skrytka(_) => {
                Self::Building
            }
            Place::Account
            | Place::LoginHistory
            | Place::NewProfile
            | Place::Permissions
            | Place::Roles
            | Place::Systems
            | Place::System(_) => Self::Account,
        }
    }

    /// The plain address.
    pub(super) fn home(self) -> &'static str {
        match self {
            Self::Building => "/wps/myportal/aplikacje/budowanie-uslug",
            Self::Account => "/wps/myportal/aplikacje/zarzadzanie-kontem",
        }
    }

    /// Where the plain address leads.
    pub(super) fn default_place(self) -> Place {
        match self {
            Self::Building => Place::Cards,
            Self::Account => Place::Account,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Building => "Budowanie usług",
            Self::Account => "Zarządzanie kontem",
        }
    }

    fn menu(self) -> Vec<(&'static str, Place)> {
        match self {
            Self::Building => vec![
                ("Karty spraw", Place::Cards),
                ("Skrytki", Place::Skrytki),
                ("Formularze", Place::Forms),
                ("Wzory lokalne", Place::Patterns),
            ],
            Self::Account => vec![
                ("Zarządzanie kontem", Place::Account),
                ("Historia logowania", Place::LoginHistory),
                ("Utwórz nowy profil dla firmy lub instytucji", Place::NewProfile),
                ("Uprawnienia", Place::Permissions),
                ("Role", Place::Roles),
                ("Systemy", Place::Systems),
            ],
        }
    }
}

/// One entry of the left menu.
pub(super) struct MenuItem {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// What every page of an application has besides the shell.
pub(super) struct Frame {
    pub(super) title: &'static str,
    pub(super) menu: Vec<MenuItem>,
    pub(super) view_state: String,
    pub(super) action: String,
    pub(super) growl: String,
}

impl Frame {
    /// The address of the menu entry that the page belongs to.
    pub(super) fn list_href(&self) -> String {
        self.menu
            .iter()
            .find(|item| item.current)
            .map(|item| item.href.clone())
            .unwrap_or_default()
    }
}

/// Makes an address with navigational state for a place.
pub(super) fn link(state: &mut State, headers: &HeaderMap, place: Place) -> Result<String, PageError> {
    let token = format!("04_Sj9CPykssy0xPLMnMz0vMAfGjzO{}", random::token(40)?);
    let home = Application::of(&place).home();
    let session = cookie(headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id));
    if let Some(session) = session {
        session.keep_place(token.clone(), place);
    }
    Ok(format!("{home}/!ut/p/a1/{token}/dl5/d5/L2dBISEvZ0FBIS9nQSEh/"))
}

/// The place that a path leads to; without known state it is the default one of the application.
pub(super) fn place_of(state: &State, headers: &HeaderMap, path: &str, application: Application) -> Place {
    path.split('/')
        .nth(3)
        .and_then(|token| {
            let session = state.sessions.get(cookie(headers, SESSION_COOKIE)?)?;
            session.place(token).cloned()
        })
        .filter(|place| Application::of(place) == application)
        .unwrap_or_else(|| application.default_place())
}

/// The menu entry that a place belongs to.
fn entry(place: &Place) -> Place {
    match place {
        Place::Skrytka(_) => Place::Skrytki,
        Place::Card(_) => Place::Cards,
        Place::System(_) => Place::Systems,
        Place::Cards
        | Place::Skrytki
        | Place::Forms
        | Place::Patterns
        | Place::Account
        | Place::LoginHistory
        | Place::NewProfile
        | Place::Permissions
        | Place::Roles
        | Place::Systems => place.clone(),
    }
}

/// Prepares menu, ViewState and ids for one page.
pub(super) fn frame(state: &mut State, headers: &HeaderMap, place: &Place, action: String) -> Result<Frame, PageError> {
    let application = Application::of(place);
    let current = entry(place);
    let mut menu = Vec::new();
    for (label, target) in application.menu() {
        menu.push(MenuItem {
            label: state.faults.label(label).to_owned(),
            current: target == current,
            href: link(state, headers, target)?,
        });
    }
    Ok(Frame {
        title: application.title(),
        menu,
        view_state: view_state()?,
        action,
        growl: state.names.part("komunikaty"),
    })
}

/// A new ViewState, under which a page view is kept.
pub(super) fn view_state() -> Result<String, PageError> {
    Ok(format!("{}:{}", random::digits(18)?, random::digits(18)?))
}
