//! Budowanie usług: its addresses with navigational state, its menu and its postbacks.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::control::{Button, Growl};
use super::navigation::{Frame, HOME, frame, link, place_of};
use super::partial::{Partial, redirect, view_expired};
use super::shell::{SESSION_COOKIE, Shell, current_context};
use super::{PageError, form, page, table};
use crate::fault::{Fault, Moment};
use crate::fixture::Context;
use crate::request::{Fields, cookie};
use crate::session::{FormView, Place, TableView, View};
use crate::state::{Portal, State};

#[derive(Template)]
#[template(path = "simple.html")]
struct Simple {
    shell: Shell,
    frame: Frame,
    place: Place,
    context: Context,
}

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    shell: Shell,
    frame: Frame,
    form_id: String,
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

struct Survey {
    form_id: String,
    button: Button,
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

/// The shell as the session's context stands now.
fn shell(state: &State, headers: &HeaderMap) -> Shell {
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
    let place = place_of(&state, &headers, &path);
    let action = format!("{HOME}/{path}");
    match place {
        Place::Skrytki => list(&mut state, &headers, context, action),
        Place::Skrytka(ref name) => {
            let name = name.clone();
            detail(&mut state, &headers, context, (&name, action))
        }
        Place::Cards | Place::Forms | Place::Patterns => {
            let frame = frame(&mut state, &headers, &place, action)?;
            page(&Simple {
                shell: shell(&state, &headers),
                frame,
                place,
                context,
            })
        }
    }
}

fn keep(state: &mut State, headers: &HeaderMap, id: &str, view: View) {
    let session = cookie(headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id));
    if let Some(session) = session {
        session.keep_view(id.to_owned(), view);
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
        if state.skrytka(&to, name).is_some() {
            podmiot = to;
        }
    }
    let Some(skrytka) = state.skrytka(&podmiot, name) else {
        return list(state, headers, context, action);
    };
    let view: FormView = form::open(podmiot, skrytka);
    let frame = frame(state, headers, &Place::Skrytka(name.to_owned()), action)?;
    let tabs = form::content(state, &view)?;
    let list_href = frame
        .menu
        .iter()
        .find(|item| item.current)
        .map(|item| item.href.clone())
        .unwrap_or_default();
    keep(state, headers, &frame.view_state, View::Form(Box::new(view)));
    let survey = state.faults.is_on(&Fault::TwinSave).then(|| Survey {
        form_id: state.names.survey("ankieta"),
        button: Button::new(state.names.survey("ankieta:j_idt7"), "Zapisz", "", &state.faults),
    });
    page(&Detail {
        shell: shell(state, headers),
        form_id: state.names.part("detal"),
        name: name.to_owned(),
        content: tabs,
        list_href,
        blocker: state.names.part("detal:tresc_blocker"),
        survey,
        frame,
    })
}

/// Answers a request of the page's script.
pub(crate) async fn postback(
    Shared(portal): Shared<Arc<Portal>>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let fields = Fields(fields);
    let mut state = portal.lock();
    if let Err(elsewhere) = current_context(&state, &headers) {
        return Ok(redirect(elsewhere));
    }
    let edit = state.names.part("detal:edytuj");
    if fields.source() == edit
        && let Some(to) = state.faults.switch_at(Moment::EditPressed)
    {
        state.switch_contexts(&to);
    }
    let view = cookie(&headers, SESSION_COOKIE)
        .and_then(|id| state.sessions.get_mut(id))
        .and_then(|session| session.take_view(fields.view_state()));
    let Some(mut view) = view else {
        return Ok(view_expired());
    };
    let answer = answer(&mut state, &headers, &mut view, &fields);
    keep(&mut state, &headers, fields.view_state(), view);
    answer
}

fn answer(state: &mut State, headers: &HeaderMap, view: &mut View, fields: &Fields) -> Result<Response, PageError> {
    let mut partial = match view {
        View::Form(_) if fields.source() == state.names.survey("ankieta:j_idt7") => thanks(state)?,
        View::Form(view) => form::postback(state, view, fields)?,
        View::Table(view) => match table::postback(state, view, fields)? {
            table::Answer::Nodes(partial) => partial,
            table::Answer::Open(name) => {
                let href = link(state, headers, Place::Skrytka(name))?;
                return Ok(redirect(&href));
            }
        },
    };
    let podmiot = match view {
        View::Form(view) => &view.podmiot,
        View::Table(view) => &view.podmiot,
    };
    // The header is drawn again only when it would be wrong.
    if let Ok(context) = current_context(state, headers)
        && context.id != podmiot
        && let Some(user) = Shell::of(state, Some(context.id)).user
    {
        partial.update(user.id.clone(), user.render()?);
    }
    partial.arguments.blocker_ms = state.faults.blocker().as_millis();
    Ok(partial.into_response(fields.view_state()))
}

fn thanks(state: &State) -> Result<Partial, PageError> {
    let text = "Dziękujemy za wypełnienie ankiety.".to_owned();
    let growl = Growl::new(&state.names, &state.faults, "info", text);
    let mut partial = Partial::default();
    partial.update(growl.id.clone(), growl.render()?);
    Ok(partial)
}
