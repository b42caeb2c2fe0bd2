//! What the portal keeps for one logged-in browser: context, places and page views.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;

use crate::card::CardForm;
use crate::card_editor::{CardTab, Dialogue};
use crate::draft::{Draft, Invalid};
use crate::field::Tab;
use crate::message::Message;
use crate::pager::Pager;

/// How many page views stay alive; older ones answer with an expired view.
const LIVE_VIEWS: usize = 4;
/// How many addresses with navigational state stay known.
const KNOWN_PLACES: usize = 200;

/// Where an address with navigational state leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Cards,
    /// By number.
    Card(u32),
    Skrytki,
    Forms,
    Patterns,
    Skrytka(String),
    Account,
    LoginHistory,
    NewProfile,
    Permissions,
    Roles,
    Systems,
    /// By number.
    System(u32),
}

/// The list of skrytki as one page view shows it.
#[derive(Clone, Debug, Default)]
pub(crate) struct TableView {
    pub(crate) podmiot: String,
    pub(crate) pager: Pager,
    pub(crate) description: String,
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

/// The list of karty spraw as one page view shows it.
#[derive(Clone, Debug)]
pub(crate) struct CardsView {
    pub(crate) podmiot: String,
    pub(crate) pager: Pager,
    /// The numbers in the order last sent.
    pub(crate) shown: Vec<u32>,
}

/// One karta sprawy as one page view edits it.
#[derive(Clone, Debug)]
pub(crate) struct CardView {
    pub(crate) podmiot: String,
    pub(crate) number: u32,
    /// Where the forms of the page are sent.
    pub(crate) action: String,
    pub(crate) view_state: String,
    /// The forms as edited so far; the position in `stored` is where each came from.
    pub(crate) forms: Vec<(Option<usize>, CardForm)>,
    /// The forms when the card was opened or saved last.
    pub(crate) stored: Vec<CardForm>,
    pub(crate) active: CardTab,
    pub(crate) loaded: BTreeSet<CardTab>,
    /// Whether the forms stand in descending order; unsorted at the start.
    pub(crate) descending: Option<bool>,
    /// `Załącz formularz`, while it is open.
    pub(crate) dialogue: Option<Dialogue>,
}

/// The server side of one page view.
#[derive(Clone, Debug)]
pub(crate) enum View {
    Table(TableView),
    Form(Box<FormView>),
    Cards(CardsView),
    Card(Box<CardView>),
    /// `Rejestr Zdarzeń` of a subject.
    Register(String, Pager),
}

impl View {
    /// The subject that the view belongs to.
    pub(crate) fn podmiot(&self) -> &str {
        match self {
            Self::Table(view) => &view.podmiot,
            Self::Form(view) => &view.podmiot,
            Self::Cards(view) => &view.podmiot,
            Self::Card(view) => &view.podmiot,
            Self::Register(podmiot, _) => podmiot,
        }
    }
}

/// One logged-in browser.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    pub(crate) context: Option<String>,
    /// When the person logged in.
    pub(crate) opened: Timestamp,
    /// When the last request came.
    pub(crate) touched: Timestamp,
    views: Vec<(String, View)>,
    places: Vec<(String, Place)>,
    /// The ids of actions that may still be carried out.
    actions: HashSet<String>,
    /// What the next page has to tell.
    notice: Option<Message>,
}

impl Session {
    /// A session that opens now.
    pub(crate) fn in_context(context: Option<String>, now: Timestamp) -> Self {
        Self {
            context,
            opened: now,
            touched: now,
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
        self.actions.clear();
    }

    pub(crate) fn place(&self, token: &str) -> Option<&Place> {
        self.places
            .iter()
            .find(|(known, _)| known == token)
            .map(|(_, place)| place)
    }

    pub(crate) fn keep_action(&mut self, id: String) {
        self.actions.insert(id);
    }

    /// Whether the action may be carried out: each may once.
    pub(crate) fn spend_action(&mut self, id: &str) -> bool {
        self.actions.remove(id)
    }

    pub(crate) fn keep_notice(&mut self, message: Message) {
        self.notice = Some(message);
    }

    pub(crate) fn take_notice(&mut self) -> Option<Message> {
        self.notice.take()
    }

    pub(crate) fn keep_place(&mut self, token: String, place: Place) {
        self.places.push((token, place));
        if self.places.len() > KNOWN_PLACES {
            self.places.remove(0);
        }
    }
}
