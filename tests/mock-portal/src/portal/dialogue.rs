//! The dialog `Załącz formularz`: its five points, the two tables to pick from, and `Aktualizuj`.

use askama::Template;

use super::PageError;
use super::card::touched;
use super::control::{Answer, Button, Control, Widget};
use super::dialogue_table::{Table, pick, section};
use super::partial::Partial;
use crate::card::Card;
use crate::card_editor::{Dialogue, FormKind};
use crate::request::Fields;
use crate::session::CardView;
use crate::skrytka::Choice;
use crate::state::State;

/// The window, open or not; a partial response replaces it as a whole.
#[derive(Template)]
#[template(path = "dialogue.html")]
struct Window {
    id: String,
    form_id: String,
    frame: Frame,
    content: Option<Content>,
}

/// The part of a page's frame that the form needs.
struct Frame {
    action: String,
    view_state: String,
}

struct Content {
    kind: Control,
    points: String,
    update: Button,
    cancel: Button,
}

/// Points 2 to 5, which another kind draws again.
#[derive(Template)]
#[template(path = "dialogue_points.html")]
struct Points {
    id: String,
    messages: Vec<String>,
    name: Control,
    url: Option<Control>,
    form: String,
    description: Control,
    skrytka: String,
}

/// Draws the window as it stands in the view.
pub(super) fn window(state: &State, view: &mut CardView) -> Result<String, PageError> {
    let faults = &state.faults;
    let id = state.names.part("okno");
    let form_id = state.names.part("okno:formularz");
    let podmiot = view.podmiot.clone();
    let mut content = None;
    if let Some(dialogue) = &mut view.dialogue {
        content = Some(Content {
            kind: kind(state, dialogue),
            points: points(state, &podmiot, dialogue)?,
            update: Button::new(state.names.part("okno:aktualizuj"), "Aktualizuj", "", faults),
            cancel: Button::new(state.names.part("okno:anuluj"), "Anuluj", "", faults),
        });
    }
    let frame = Frame {
        action: view.action.clone(),
        view_state: view.view_state.clone(),
    };
    Ok(Window {
        id,
        form_id,
        frame,
        content,
    }
    .render()?)
}

fn kind(state: &State, dialogue: &Dialogue) -> Control {
    let answers = FormKind::ALL.iter().map(|(kind, label)| Answer {
        value: label,
        label: state.faults.label(label).to_owned(),
        chosen: *kind == dialogue.kind,
    });
    control(state, "rodzaj", Widget::Radio(answers.collect()))
}

fn control(state: &State, local: &str, widget: Widget) -> Control {
    Control {
        id: state.names.part(&format!("okno:{local}")),
        widget,
        enabled: true,
        invalid: false,
    }
}

fn points(state: &State, podmiot: &str, dialogue: &mut Dialogue) -> Result<String, PageError> {
    let line = |local, value: &String| {
        let value = value.clone();
        control(state, local, Widget::Line { value, size: 60 })
    };
    let (form, skrytka) = match dialogue.kind {
        FormKind::External => (String::new(), String::new()),
        FormKind::Epuap => (
            section(state, podmiot, dialogue, Table::Forms)?,
            section(state, podmiot, dialogue, Table::Skrytki)?,
        ),
    };
    let description = dialogue.description.clone();
    Ok(Points {
        id: state.names.part("okno:punkty"),
        messages: dialogue.messages.clone(),
        name: line("nazwa", &dialogue.name),
        url: (dialogue.kind == FormKind::External).then(|| line("url", &dialogue.url)),
        form,
        description: control(state, "opis", Widget::Area { value: description }),
        skrytka,
    }
    .render()?)
}

/// Answers one request from the window.
pub(super) fn postback(
    state: &mut State,
    view: &mut CardView,
    fields: &Fields,
    card: &Card,
) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let podmiot = view.podmiot.clone();
    let part = |local: &str| state.names.part(&format!("okno:{local}"));
    let source = fields.source();
    let (cancel, update, kind) = (part("anuluj"), part("aktualizuj"), part("rodzaj"));
    let Some(dialogue) = &mut view.dialogue else {
        return Ok(partial);
    };
    if source == kind {
        if let Some(kind) = FormKind::from_label(fields.text(&kind)) {
            dialogue.choose(kind);
        }
        partial.update(part("punkty"), points(state, &podmiot, dialogue)?);
    } else if source == cancel {
        view.dialogue = None;
        partial.update(state.names.part("okno"), window(state, view)?);
    } else if source == update {
        for (local, place) in [
            ("nazwa", &mut dialogue.name),
            ("url", &mut dialogue.url),
            ("opis", &mut dialogue.description),
        ] {
            fields.text(&part(local)).clone_into(place);
        }
        return self::update(state, view, card);
    } else {
        return pick(state, &podmiot, dialogue, fields);
    }
    Ok(partial)
}

/// `Aktualizuj`: the card in the session gets the form, or the window says what is missing.
fn update(state: &mut State, view: &mut CardView, card: &Card) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let podmiot = view.podmiot.clone();
    let Some(dialogue) = &mut view.dialogue else {
        return Ok(partial);
    };
    let Some(form) = dialogue.finish() else {
        partial.arguments.validation_failed = true;
        partial.update(state.names.part("okno:punkty"), points(state, &podmiot, dialogue)?);
        return Ok(partial);
    };
    match dialogue.at.and_then(|at| view.forms.get_mut(at)) {
        Some((_, place)) => *place = form,
        None => view.forms.push((None, form)),
    }
    view.dialogue = None;
    partial.update(state.names.part("okno"), window(state, view)?);
    touched(state, view, card, &mut partial)?;
    Ok(partial)
}
