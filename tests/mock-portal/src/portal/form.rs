//! `Konfiguracja skrytki`: the tabs, the edit session and saving.

use askama::Template;

use super::PageError;
use super::control::Button;
use super::panel::{panel, standing};
use super::partial::Partial;
use super::postback::tell;
use super::tabs::{Panel, Tabs};
use crate::deleting::NO_PERMISSION;
use crate::draft::{Draft, Invalid};
use crate::fault::Fault;
use crate::field::{Field, Shape, Tab};
use crate::journal::Event;
use crate::message::Message;
use crate::request::Fields;
use crate::session::FormView;
use crate::settings::EditScope;
use crate::skrytka::Skrytka;
use crate::state::State;
use crate::stored::ON;

/// What a save tells that has to be tried again.
pub(super) const TRY_AGAIN: &str = "Nie udało się zapisać zmian. Spróbuj ponownie.";

/// The part of the page that edit mode, saving and cancelling draw again.
#[derive(Template)]
#[template(path = "form_content.html")]
struct FormContent {
    id: String,
    tabs: String,
    messages: Vec<String>,
    buttons: Vec<Button>,
}

/// Opens a stored skrytka read-only.
pub(crate) fn open(podmiot: String, skrytka: &Skrytka) -> FormView {
    FormView {
        podmiot,
        name: skrytka.name.clone(),
        editing: false,
        draft: Draft::of(skrytka),
        active: Tab::General,
        loaded: [Tab::General].into(),
        invalid: Vec::new(),
    }
}

/// Draws messages, tabs and buttons.
pub(crate) fn content(state: &State, view: &FormView) -> Result<String, PageError> {
    let names = &state.names;
    let labels: &[(&str, &str)] = if view.editing {
        &[("zapisz", "Zapisz"), ("anuluj", "Anuluj")]
    } else {
        &[("edytuj", "Edytuj")]
    };
    let mut panels = Vec::new();
    for tab in Tab::ALL {
        let loaded = !tab.is_dynamic() || view.loaded.contains(&tab);
        panels.push(Panel {
            id: names.panel(tab),
            label: state.faults.label(tab.label()).to_owned(),
            selected: tab == view.active,
            loaded,
            body: if loaded {
                panel(state, view, tab)?
            } else {
                String::new()
            },
        });
    }
    let tabs = Tabs {
        id: names.tabs(),
        ajax: state.settings.edit_scope == EditScope::PerTab,
        panels,
    };
    let content = FormContent {
        id: names.part("detal:tresc"),
        tabs: tabs.render()?,
        messages: match state.faults.refused_in_tab() {
            Some(_) => Vec::new(),
            None => view.invalid.iter().map(|it| it.message.clone()).collect(),
        },
        buttons: labels
            .iter()
            .map(|(id, label)| Button::new(names.part(&format!("detal:{id}")), label, "", &state.faults))
            .collect(),
    };
    Ok(content.render()?)
}

/// Answers one request from the form.
pub(crate) fn postback(state: &mut State, view: &mut FormView, fields: &Fields) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let left = follow_tabs(state, view, fields);
    let source = fields.source().to_owned();
    let tabs = state.names.tabs();
    if source == tabs {
        return load_tab(state, view, left, &tabs);
    }
    if let Some(field) = state.names.field_of(&source) {
        change(state, view, fields, field, &mut partial)?;
        return Ok(partial);
    }
    let pressed = |local: &str| source == state.names.part(&format!("detal:{local}"));
    let (edit, save, cancel) = (pressed("edytuj"), pressed("zapisz"), pressed("anuluj"));
    if edit && !view.editing {
        begin(state, view);
    } else if save && view.editing {
        let told = self::save(state, view, fields);
        partial.arguments.validation_failed = !view.invalid.is_empty();
        if let Some(message) = told {
            tell(state, &mut partial, message)?;
        }
    } else if cancel && view.editing {
        leave(state, view);
        state.record(Event::EditCancelled {
            podmiot: view.podmiot.clone(),
            skrytka: view.name.clone(),
        });
    }
    redraw(view);
    partial.update(state.names.part("detal:tresc"), content(state, view)?);
    Ok(partial)
}

/// Notes which tab is in front now; returns the one that was left.
fn follow_tabs(state: &State, view: &mut FormView, fields: &Fields) -> Option<Tab> {
    let index = fields.get(&format!("{}_activeIndex", state.names.tabs()))?;
    let tab = Tab::ALL.get(index.parse::<usize>().ok()?).copied()?;
    let left = std::mem::replace(&mut view.active, tab);
    (left != tab).then_some(left)
}

fn load_tab(state: &State, view: &mut FormView, left: Option<Tab>, tabs: &str) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    view.loaded.insert(view.active);
    if let Some(left) = left
        && view.editing
        && state.settings.edit_scope == EditScope::PerTab
        && let Some(stored) = state.shown_skrytka(&view.podmiot, &view.name).map(Draft::of)
    {
        for field in Field::ALL.into_iter().filter(|field| field.tab() == left) {
            view.draft.restore(field, &stored);
        }
        partial.update(format!("{tabs}:{}_tresc", left.local_id()), wrapped(state, view, left)?);
    }
    partial.update(
        format!("{tabs}:{}_tresc", view.active.local_id()),
        wrapped(state, view, view.active)?,
    );
    Ok(partial)
}

fn wrapped(state: &State, view: &FormView, tab: Tab) -> Result<String, PageError> {
    let id = state.names.panel(tab);
    Ok(format!("<div id=\"{id}_tresc\">{}</div>", panel(state, view, tab)?))
}

/// After a redraw only the tab in front has its dynamic content.
fn redraw(view: &mut FormView) {
    view.loaded = [view.active].into();
}

fn begin(state: &mut State, view: &mut FormView) {
    leave(state, view);
    view.editing = true;
    state.record(Event::EditOpened {
        podmiot: view.podmiot.clone(),
        skrytka: view.name.clone(),
    });
}

/// Back to what is stored, read-only.
fn leave(state: &State, view: &mut FormView) {
    if let Some(skrytka) = state.shown_skrytka(&view.podmiot, &view.name) {
        view.draft = Draft::of(skrytka);
    }
    view.editing = false;
    view.invalid.clear();
}

fn change(
    state: &State,
    view: &mut FormView,
    fields: &Fields,
    field: Field,
    partial: &mut Partial,
) -> Result<(), PageError> {
    if !view.editing {
        return Ok(());
    }
    view.draft.submit(field, fields.text(&state.names.parameter(field)));
    let mut redraw = view.draft.follow(field);
    if state.faults.is_on(&Fault::ReplacedField) {
        redraw.push(field);
    }
    let invalid: Vec<Field> = view.invalid.iter().map(|it| it.field).collect();
    let standing = standing(state, view, &invalid);
    for field in redraw {
        let control = standing.control(field);
        partial.update(control.id.clone(), control.render()?);
    }
    Ok(())
}

/// Stores the draft; about invalid fields the form tells by itself.
fn save(state: &mut State, view: &mut FormView, fields: &Fields) -> Option<Message> {
    submit_all(state, view, fields);
    view.invalid = invalid(state, view);
    if !view.invalid.is_empty() {
        state.record(Event::SaveRefused {
            podmiot: view.podmiot.clone(),
            skrytka: view.name.clone(),
            fields: view.invalid.iter().map(|it: &Invalid| it.field).collect(),
        });
        return None;
    }
    if state.faults.forbids("Zapisz") {
        return Some(state.refuse(&view.podmiot, &view.name, NO_PERMISSION.to_owned()));
    }
    if state.faults.take(&Fault::SaveNeedsTwoTries) {
        return Some(state.refuse(&view.podmiot, &view.name, TRY_AGAIN.to_owned()));
    }
    let mut stored = view.draft.clone();
    let old = state.skrytka(&view.podmiot, &view.name).map(Draft::of);
    for field in Field::ALL {
        if let Some(old) = &old
            && state.faults.loses(field.label())
        {
            stored.restore(field, old);
        }
    }
    let Some(skrytka) = state.skrytka_mut(&view.podmiot, &view.name) else {
        return Some(Message::error("Skrytka nie istnieje."));
    };
    let changes = stored.store(skrytka);
    let skrytka = std::mem::replace(&mut view.name, skrytka.name.clone());
    state.record(Event::Saved {
        podmiot: view.podmiot.clone(),
        skrytka,
        changes,
    });
    view.editing = false;
    Some(Message::info("Zmiany zostały zapisane."))
}

/// What keeps the draft from being stored, with the field that a fault refuses.
fn invalid(state: &State, view: &FormView) -> Vec<Invalid> {
    let mut invalid = view.draft.invalid();
    let refused = state.faults.refused_in_tab();
    let refused = Field::ALL.into_iter().find(|field| refused == Some(field.label()));
    if let Some(field) = refused
        && !invalid.iter().any(|it| it.field == field)
    {
        let message = format!("{}: podana wartość jest nieprawidłowa", field.label());
        invalid.push(Invalid { field, message });
    }
    invalid
}

/// Takes what the form carries. An unticked checkbox is absent, so only loaded tabs count.
fn submit_all(state: &State, view: &mut FormView, fields: &Fields) {
    for field in Field::ALL {
        let parameter = state.names.parameter(field);
        let tab = field.tab();
        if let Some(value) = fields.get(&parameter) {
            let value = if matches!(field.shape(), Shape::Check(_)) {
                ON
            } else {
                value
            };
            view.draft.submit(field, value);
        } else if matches!(field.shape(), Shape::Check(_))
            && (!tab.is_dynamic() || view.loaded.contains(&tab))
            && !state.faults.disables(field.label())
        {
            view.draft.submit(field, "");
        }
    }
}
