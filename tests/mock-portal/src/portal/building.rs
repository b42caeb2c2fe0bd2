//! Budowanie usług: its addresses with navigational state and what each of them shows.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::control::Button;
use super::navigation::{Application, Frame, frame, link, place_of};
use super::postback::keep;
use super::shell::{Shell, current_context};
use super::{PageError, card, cards, form, page, table};
use crate::card_editor::EPUAP_FORMS;
use crate::fault::{Fault, Moment};
use crate::fixture::Context;
use crate::session::{FormView, Place, TableView, View};
use crate::state::{Portal, State};

#[derive(Template)]
#[template(path = "forms.html")]
struct Forms {
    shell: Shell,
    frame: Frame,
    rows: &'static [(&'static str, &'static str)],
}

#[derive(Template)]
#[template(path = "patterns.html")]
struct Patterns {
    shell: Shell,
    frame: Frame,
}

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    shell: Shell,
    frame: Frame,
    form_id: String,
    heading: String,
    buttons: Vec<Button>,
    advanced: String,
    description_filter: String,
    table: String,
    dialog: String,
}

#[derive(Template)]
#[template(path = "detail.html")]
struct Detail {
    shell: Shell,
    frame: Frame,
    form_id: String,
    name: String,
    content: String,
    list_href: String,
    blocker: String,
    survey: Option<Survey>,
}

/// Another portlet whose button reads like the one that saves.
pub(super) struct Survey {
    pub(super) form_id: String,
    pub(super) button: Button,
}

impl Survey {
    /// The survey, under the fault that shows it.
    pub(super) fn beside(state: &State, save: &str) -> Option<Self> {
        state.faults.is_on(&Fault::TwinSave).then(|| Self {
            form_id: state.names.survey("ankieta"),
            button: Button::new(state.names.survey("ankieta:j_idt7"), save, "", &state.faults),
        })
    }
}

#[derive(Template)]
#[template(path = "forbidden.html")]
struct Forbidden {
    shell: Shell,
}

/// The plain address: shows the default place under an address with navigational state.
pub(crate) async fn enter(Shared(portal): Shared<Arc<Portal>>, headers: HeaderMap) -> Result<Response, PageError> {
    let mut state = portal.lock();
    let context = match current_context(&state, &headers) {
        Ok(context) => context,
        Err(elsewhere) => return Ok(Redirect::to(elsewhere).into_response()),
    };
    if !context.office {
        return forbidden(&state, context);
    }
    let href = link(&mut state, &headers, Place::Cards)?;
    Ok(Redirect::to(&href).into_response())
}

fn forbidden(state: &State, context: Context) -> Result<Response, PageError> {
    let html = page(&Forbidden {
        shell: Shell::of(state, Some(context.id)),
    })?;
    Ok((StatusCode::FORBIDDEN, html).into_response())
}

fn forms(state: &mut State, headers: &HeaderMap, action: String) -> Result<Response, PageError> {
    page(&Forms {
        frame: frame(state, headers, &Place::Forms, action)?,
        shell: shell(state, headers),
        rows: &EPUAP_FORMS,
    })
}

fn patterns(state: &mut State, headers: &HeaderMap, action: String) -> Result<Response, PageError> {
    page(&Patterns {
        frame: frame(state, headers, &Place::Patterns, action)?,
        shell: shell(state, headers),
    })
}

/// The shell as the session's context stands now.
pub(super) fn shell(state: &State, headers: &HeaderMap) -> Shell {
    let context = current_context(state, headers).ok();
    Shell::of(state, context.map(|context| context.id))
}

/// Shows the place that the navigational state names.
pub(crate) async fn show(
    Shared(portal): Shared<Arc<Portal>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let mut state = portal.lock();
    let context = match current_context(&state, &headers) {
        Ok(context) => context,
        Err(elsewhere) => return Ok(Redirect::to(elsewhere).into_response()),
    };
    if !context.office {
        return forbidden(&state, context);
    }
    let place = place_of(&state, &headers, &path, Application::Building);
    let action = format!("{}/{path}", Application::Building.home());
    match place {
        Place::Skrytki => list(&mut state, &headers, context, action),
        Place::Skrytka(ref name) => {
            let name = name.clone();
            detail(&mut state, &headers, context, (&name, action))
        }
        Place::Card(number) => card::show(&mut state, &headers, context, number, action),
        Place::Forms => forms(&mut state, &headers, action),
        Place::Patterns => patterns(&mut state, &headers, action),
        Place::Cards
        | Place::Account
        | Place::LoginHistory
        | Place::NewProfile
        | Place::Permissions
        | Place::Roles
        | Place::Systems
        | Place::System(_) => cards::show(&mut state, &headers, context, action),
    }
}

fn list(state: &mut State, headers: &HeaderMap, context: Context, action: String) -> Result<Response, PageError> {
    let frame = frame(state, headers, &Place::Skrytki, action)?;
    let mut view: TableView = table::open(context.id.to_owned());
    let table = table::table(state, &mut view)?;
    keep(state, headers, &frame.view_state, View::Table(view));
    page(&List {
        shell: shell(state, headers),
        form_id: state.names.part("lista"),
        heading: state.faults.label("Lista Twoich skrytek").to_owned(),
        buttons: table::buttons(state),
        advanced: state.names.part("lista:zaawansowane"),
        description_filter: state.names.part("lista:filtrOpisu"),
        dialog: state.names.part("potwierdzenie"),
        frame,
        table,
    })
}

fn detail(
    state: &mut State,
    headers: &HeaderMap,
    context: Context,
    (name, action): (&str, String),
) -> Result<Response, PageError> {
    let mut podmiot = context.id.to_owned();
    if let Some(to) = state.faults.switch_at(Moment::DetailOpened) {
        state.switch_contexts(&to);
        if state.shown_skrytka(&to, name).is_some() {
            podmiot = to;
        }
    }
    let Some(skrytka) = state.shown_skrytka(&podmiot, name) else {
        return list(state, headers, context, action);
    };
    let view: FormView = form::open(podmiot, skrytka);
    let frame = frame(state, headers, &Place::Skrytka(name.to_owned()), action)?;
    let tabs = form::content(state, &view)?;
    let list_href = frame.list_href();
    keep(state, headers, &frame.view_state, View::Form(Box::new(view)));
    page(&Detail {
        shell: shell(state, headers),
        form_id: state.names.part("detal"),
        name: name.to_owned(),
        content: tabs,
        list_href,
        blocker: state.names.part("detal:tresc_blocker"),
        survey: Survey::beside(state, "Zapisz"),
        frame,
    })
}
