//! The form of one unit. Every button and tab posts the whole form and redirects to its address.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::{self, Frame, LOG_IN};
use super::tree::{Branch, branches};
use crate::portal::{PageError, page};
use crate::request::Fields;
use crate::sekap::conversation::{Conversation, Message};
use crate::sekap::fault::SekapFault;
use crate::sekap::field::{Look, NO_BOX, UnitField, UnitTab};
use crate::sekap::journal::SekapEvent;
use crate::sekap::state::{Sekap, State};
use crate::sekap::unit::Unit;

type Pairs = Vec<(String, String)>;

/// The address of the tree.
const STRUCTURE: &str = "/peup/struktura.seam";

struct Row {
    label: &'static str,
    parameter: &'static str,
    look: Look,
    text: String,
    choices: Vec<String>,
}

#[derive(Template)]
#[template(path = "sekap_unit.html")]
struct UnitPage {
    frame: Frame,
    branches: Vec<Branch>,
    cid: u32,
    name: String,
    tabs: [UnitTab; 2],
    tab: UnitTab,
    rows: Vec<Row>,
    message: Message,
}

#[derive(Template)]
#[template(path = "sekap_ended.html")]
struct Ended {
    frame: Frame,
}

/// Shows a conversation, or begins one about the unit with the number in the address.
pub(super) async fn show(
    Shared(sekap): Shared<Arc<Sekap>>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let query = Fields(query);
    let mut state = sekap.lock();
    let Some(session) = frame::session(&state, &headers) else {
        return Ok(Redirect::to(LOG_IN).into_response());
    };
    if let Some(number) = query.get("id") {
        return open(&mut state, &session, number);
    }
    let cid = query.text("cid").parse().unwrap_or_default();
    match state.conversation(&session, cid) {
        Some(conversation) => page(&unit_page(&state, cid, conversation)),
        None => ended(&state),
    }
}

fn open(state: &mut State, session: &str, number: &str) -> Result<Response, PageError> {
    let unit = number.parse().ok().and_then(|number| state.unit(number)).cloned();
    let Some(unit) = unit else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    state.record(SekapEvent::UnitOpened {
        number: unit.number,
        name: unit.name.clone(),
    });
    match state.begin(session, unit) {
        Some(cid) => Ok(to_form(cid)),
        None => ended(state),
    }
}

fn ended(state: &State) -> Result<Response, PageError> {
    page(&Ended {
        frame: Frame::of(state),
    })
}

fn to_form(cid: u32) -> Response {
    Redirect::to(&format!("/peup/komorka.seam?cid={cid}")).into_response()
}

fn unit_page(state: &State, cid: u32, conversation: &Conversation) -> UnitPage {
    let draft = &conversation.draft;
    let rows = UnitField::ALL
        .into_iter()
        .filter(|field| field.tab() == conversation.tab);
    UnitPage {
        frame: Frame::of(state),
        branches: branches(&state.units, None, Some(draft.number)),
        cid,
        name: state
            .unit(draft.number)
            .map_or_else(String::new, |stored| stored.name.clone()),
        tabs: UnitTab::ALL,
        tab: conversation.tab,
        rows: rows
            .map(|field| Row {
                label: field.label(),
                parameter: field.parameter(),
                look: field.look(),
                text: field.text_of(draft),
                choices: boxes(state, draft),
            })
            .collect(),
        message: conversation.message,
    }
}

/// The boxes to choose from: none, the unit's own, and those of its neighbours.
fn boxes(state: &State, draft: &Unit) -> Vec<String> {
    let neighbours = state
        .units
        .iter()
        .filter(|unit| unit.parent == draft.parent && !unit.linked_box.is_empty())
        .map(|unit| unit.linked_box.clone());
    let mut boxes: Vec<String> = [NO_BOX.to_owned(), draft.linked_box.clone()]
        .into_iter()
        .filter(|name| !name.is_empty())
        .chain(neighbours)
        .collect();
    boxes[1..].sort();
    boxes.dedup();
    boxes
}

/// Takes a posted form: another tab, `Zapisz` or `Anuluj`.
pub(super) async fn take(
    Shared(sekap): Shared<Arc<Sekap>>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
    Form(fields): Form<Pairs>,
) -> Result<Response, PageError> {
    let fields = Fields(fields);
    let mut state = sekap.lock();
    let Some(session) = frame::session(&state, &headers) else {
        return Ok(Redirect::to(LOG_IN).into_response());
    };
    let cid = Fields(query).text("cid").parse().unwrap_or_default();
    let Some(mut conversation) = state.conversation(&session, cid).cloned() else {
        return ended(&state);
    };
    if fields.get("komorka:anuluj").is_some() {
        let number = conversation.draft.number;
        state.record(SekapEvent::EditCancelled { number });
        return Ok(Redirect::to(STRUCTURE).into_response());
    }
    conversation.take(&fields);
    if fields.get("komorka:zapisz").is_some() {
        save(&mut state, &mut conversation);
    }
    let chosen = UnitTab::ALL
        .into_iter()
        .find(|tab| fields.text("komorka:zakladka") == tab.word());
    conversation.tab = chosen.unwrap_or(conversation.tab);
    if let Some(kept) = state.conversation_mut(&session, cid) {
        *kept = conversation;
    }
    Ok(to_form(cid))
}

/// Stores a draft, unless its name is missing; shows afterwards what is stored.
fn save(state: &mut State, conversation: &mut Conversation) {
    let number = conversation.draft.number;
    if conversation.draft.name.is_empty() {
        conversation.message = Message::NameMissing;
        state.record(SekapEvent::SaveRefused { number });
        return;
    }
    let Some(stored) = state.unit(number).cloned() else {
        return;
    };
    let mut changes = conversation.changes(&stored);
    changes.retain(|change| {
        let lost = SekapFault::LostField(change.field.label().to_owned());
        !state.faults.contains(&lost)
    });
    if let Some(unit) = state.unit_mut(number) {
        for change in &changes {
            change.field.set(unit, &change.new);
        }
        conversation.draft = unit.clone();
    }
    conversation.message = Message::Saved;
    state.record(SekapEvent::UnitSaved {
        number,
        name: stored.name,
        changes,
    });
}
