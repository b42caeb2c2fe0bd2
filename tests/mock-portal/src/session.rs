//! What the portal keeps for one logged-in browser: context, places and page views.

use std::collections::BTreeSet;

use crate::draft::{Draft, Invalid};
use crate::field::Tab;

/// How many page views stay alive; older ones answer with an expired view.
const LIVE_VIEWS: usize = 4;
/// How many addresses with navigational state stay known.
const KNOWN_PLACES: usize = 200;

/// Where an address with navigational state leads inside Budowanie usług.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Cards,
    Skrytki,
    Forms,
    Patterns,
    Skrytka(String),
}

/// The list of skrytki as one page view shows it.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableView {
    pub(crate) podmiot: String,
    pub(crate) filter: String,
    pub(crate) description: String,
    pub(crate) descending: Option<bool>,
    pub(crate) first: usize,
    pub(crate) rows: usize,
    /// The names in the order last sent; row numbers of the browser count in it.
    pub(crate) shown: Vec<String>,
}

/// One skrytka as one page view shows it.
#[derive(Clone, Debug)]
pub(crate) struct FormView {
    pub(crate) podmiot: String,
    pub(crate) name: String,
    pub(crate) editing: bool,
    pub(crate) draft: Draft,
    pub(crate) active: Tab,
    pub(crate) loaded: BTreeSet<Tab>,
    pub(crate) invalid: Vec<Invalid>,
}

/// The server side of one page view.
#[derive(Clone, Debug)]
pub(crate) enum View {
    Table(TableView),
    Form(Box<FormView>),
}

/// One logged-in browser.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    pub(crate) context: Option<String>,
    views: Vec<(String, View)>,
    places: Vec<(String, Place)>,
}

impl Session {
    pub(crate) fn in_context(context: Option<String>) -> Self {
        Self {
            context,
            ..Self::default()
        }
    }

    /// Keeps a page view under a new ViewState; the oldest gives way.
    pub(crate) fn keep_view(&mut self, id: String, view: View) {
        self.views.push((id, view));
        if self.views.len() > LIVE_VIEWS {
            self.views.remove(0);
        }
    }

    /// Takes a page view out, so that it can be changed beside the rest of the state.
    pub(crate) fn take_view(&mut self, id: &str) -> Option<View> {
        let at = self.views.iter().position(|(known, _)| known == id)?;
        Some(self.views.remove(at).1)
    }

    /// Ends all page views: what happens when the context changes.
    pub(crate) fn end_views(&mut self) {
        self.views.clear();
        self.places.clear();
    }

    pub(crate) fn place(&self, token: &str) -> Option<&Place> {
        self.places
            .iter()
            .find(|(known, _)| known == token)
            .map(|(_, place)| place)
    }

    pub(crate) fn keep_place(&mut self, token: String, place: Place) {
        self.places.push((token, place));
        if self.places.len() > KNOWN_PLACES {
            self.places.remove(0);
        }
    }
}
