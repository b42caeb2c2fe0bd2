//! `Systemy`: the list, one system, and the button that deletes it.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;

use super::building::shell;
use super::control::{Button, Link, Question};
use super::navigation::{Frame, link};
use super::shell::{SESSION_COOKIE, Shell};
use super::{PageError, page};
use crate::fault;
use crate::fixture::Context;
use crate::message::Message;
use crate::random;
use crate::request::cookie;
use crate::session::Place;
use crate::skrytka::Choice;
use crate::state::State;
use crate::system::{ROLES, System};

struct Row {
    name: String,
    certificate_until: String,
    origin: &'static str,
    see: Link,
}

#[derive(Template)]
#[template(path = "systems.html")]
struct List {
    shell: Shell,
    frame: Frame,
    notice: Option<Message>,
    search: String,
    add: Button,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "system.html")]
struct Detail {
    shell: Shell,
    frame: Frame,
    notice: Option<Message>,
    system: System,
    roles: [&'static str; 4],
    edit: Button,
    delete: Button,
    form_id: String,
    action: String,
    dialog: String,
}

/// Shows the systems whose name contains what was searched for.
pub(super) fn list(
    state: &mut State,
    headers: &HeaderMap,
    context: Context,
    frame: Frame,
    (notice, search): (Option<Message>, &str),
) -> Result<Response, PageError> {
    let needle = search.trim().to_lowercase();
    let mut found = state.shown_systems(context.id).to_vec();
    found.retain(|system| system.name.to_lowercase().contains(&needle));
    state.reorder(fault::List::Systems, &mut found);
    let mut rows = Vec::new();
    for (index, system) in found.into_iter().enumerate() {
        let href = link(state, headers, Place::System(system.number))?;
        let id = state.names.part(&format!("systemy:{index}:zobacz"));
        rows.push(Row {
            name: system.name,
            certificate_until: system.certificate_until,
            origin: system.origin.label(),
            see: Link {
                command: format!("window.location.assign('{href}')"),
                ..Link::new(id, "Zobacz", &state.faults)
            },
        });
    }
    page(&List {
        shell: shell(state, headers),
        notice,
        search: search.to_owned(),
        add: for_show(state, "systemy:dodaj", "Dodaj system", "ui-icon-plus"),
        rows,
        frame,
    })
}

/// Shows one system; without it the list, as after a deletion.
pub(super) fn detail(
    state: &mut State,
    headers: &HeaderMap,
    context: Context,
    frame: Frame,
    (notice, number): (Option<Message>, u32),
) -> Result<Response, PageError> {
    let Some(system) = state.shown_system(context.id, number).cloned() else {
        let gone = notice.or_else(|| Some(Message::error("System nie istnieje.")));
        return list(state, headers, context, frame, (gone, ""));
    };
    let id = random::digits(5)?;
    let session = cookie(headers, SESSION_COOKIE).and_then(|id| state.sessions.get_mut(id));
    if let Some(session) = session {
        session.keep_action(id.clone());
    }
    let form_id = state.names.part("system");
    let faults = &state.faults;
    let question = Question::new(faults, &system.name, |name| {
        format!("Czy na pewno chcesz usunąć system {name}?")
    });
    let delete = Button {
        command: format!("PrimeFaces.submit('{form_id}')"),
        ..Button::new(state.names.part("system:usun"), "Usuń system", "", faults)
    };
    page(&Detail {
        shell: shell(state, headers),
        notice,
        roles: ROLES,
        edit: for_show(state, "system:edytuj", "Edytuj", ""),
        delete: delete.asking(question.answered("Tak, usuń", "Anuluj", faults)),
        action: format!("{}act/id=0/{id}", frame.action),
        dialog: state.names.part("potwierdzenie"),
        form_id,
        system,
        frame,
    })
}

/// A button that only shows that it is there.
fn for_show(state: &State, local: &str, label: &str, icon: &'static str) -> Button {
    Button {
        command: "window.location.assign('?funkcja=pokaz')".to_owned(),
        ..Button::new(state.names.part(local), label, icon, &state.faults)
    }
}
