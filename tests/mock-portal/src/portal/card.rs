//! The editor of a karta sprawy: header, seven tabs, the forms in the session and `Zapisz zmiany`.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;

use super::building::{Survey, shell};
use super::card_panel::{forms_order, forms_rows, forms_table, panel};
use super::control::{Button, Question};
use super::data_table::{row_action, rows_only};
use super::form::TRY_AGAIN;
use super::navigation::{Frame, frame};
use super::partial::Partial;
use super::postback::{keep, tell};
use super::shell::Shell;
use super::tabs::{Panel, Tabs};
use super::{PageError, cards, dialogue, page};
use crate::card::{Card, CardStatus, moment};
use crate::card_editor::{CardTab, Dialogue, changes, lose};
use crate::deleting::NO_PERMISSION;
use crate::fault::Fault;
use crate::fixture::Context;
use crate::journal::Event;
use crate::message::Message;
use crate::pager::Pager;
use crate::request::Fields;
use crate::session::{CardView, Place, View};
use crate::skrytka::Choice;
use crate::state::State;

#[derive(Template)]
#[template(path = "card.html")]
struct Editor {
    shell: Shell,
    frame: Frame,
    form_id: String,
    title: String,
    head: String,
    tabs: String,
    save: Button,
    survey: Option<Survey>,
    dialogue: String,
    dialog: String,
}

#[derive(Template)]
#[template(path = "card_head.html")]
struct Head {
    id: String,
    facts: [(String, String); 4],
    withdraw: Option<Button>,
}

/// Opens a card; without it the list is shown.
pub(super) fn show(
    state: &mut State,
    headers: &HeaderMap,
    context: Context,
    number: u32,
    action: String,
) -> Result<Response, PageError> {
    let Some(card) = state.shown_card(context.id, number).cloned() else {
        return cards::show(state, headers, context, action);
    };
    let frame = frame(state, headers, &Place::Card(number), action)?;
    let mut view = CardView {
        podmiot: context.id.to_owned(),
        number,
        action: frame.action.clone(),
        view_state: frame.view_state.clone(),
        forms: (0..).map(Some).zip(card.forms.iter().cloned()).collect(),
        stored: card.forms.clone(),
        active: CardTab::Description,
        loaded: [CardTab::Description].into(),
        descending: None,
        dialogue: None,
    };
    let html = Editor {
        shell: shell(state, headers),
        form_id: state.names.part("karta"),
        head: head(state, &card)?,
        tabs: tabs(state, &view, &card)?,
        save: Button::new(state.names.part("karta:zapisz"), "Zapisz zmiany", "", &state.faults),
        survey: Survey::beside(state, "Zapisz zmiany"),
        dialogue: dialogue::window(state, &mut view)?,
        dialog: state.names.part("potwierdzenie"),
        title: card.title,
        frame,
    };
    keep(state, headers, &html.frame.view_state, View::Card(Box::new(view)));
    page(&html)
}

/// The facts above the tabs, and the button of a published card.
fn head(state: &State, card: &Card) -> Result<String, PageError> {
    let faults = &state.faults;
    let question = "Czy na pewno chcesz wycofać kartę z publikacji?";
    let withdraw = || {
        let id = state.names.part("karta:wycofaj");
        let question = Question::new(faults, &card.title, |_| question.to_owned());
        Button::new(id, "Wycofaj z publikacji", "", faults).asking(question)
    };
    let facts = [
        ("Status Karty", card.status.label().to_owned()),
        ("Data utworzenia", moment(card.created)),
        ("Data modyfikacji", moment(card.modified)),
        ("Data ostatniej publikacji", moment(card.published)),
    ];
    Ok(Head {
        id: state.names.part("karta:naglowek"),
        facts: facts.map(|(label, text)| (faults.label(label).to_owned(), text)),
        withdraw: (card.status == CardStatus::Current).then(withdraw),
    }
    .render()?)
}

fn tabs_id(state: &State) -> String {
    state.names.part("karta:zakladki")
}

fn tabs(state: &State, view: &CardView, card: &Card) -> Result<String, PageError> {
    let id = tabs_id(state);
    let mut panels = Vec::new();
    for tab in CardTab::ALL {
        let loaded = !tab.is_dynamic() || view.loaded.contains(&tab);
        panels.push(Panel {
            id: format!("{id}:{}", tab.local_id()),
            label: state.faults.label(tab.label()).to_owned(),
            selected: tab == view.active,
            loaded,
            body: if loaded {
                panel(state, view, card, tab)?
            } else {
                String::new()
            },
        });
    }
    let tabs = Tabs {
        id,
        ajax: false,
        panels,
    };
    Ok(tabs.render()?)
}

/// Answers one request from the editor or its dialog.
pub(super) fn postback(state: &mut State, view: &mut CardView, fields: &Fields) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let Some(card) = state.card(&view.podmiot, view.number).cloned() else {
        tell(state, &mut partial, Message::error("Karta nie istnieje."))?;
        return Ok(partial);
    };
    let source = fields.source();
    let tabs = tabs_id(state);
    if let Some(tab) = active_tab(fields, &tabs) {
        view.active = tab;
    }
    if source == tabs {
        view.loaded.insert(view.active);
        let id = format!("{tabs}:{}_tresc", view.active.local_id());
        let body = panel(state, view, &card, view.active)?;
        partial.update(id.clone(), format!("<div id=\"{id}\">{body}</div>"));
        return Ok(partial);
    }
    if source.starts_with(&state.names.part("okno")) {
        return dialogue::postback(state, view, fields, &card);
    }
    let table = state.names.part("karta:formularze");
    if source == table {
        view.descending = Some(fields.text(&format!("{table}_sortDir")) == "-1");
        let body = forms_rows(state, view)?;
        return Ok(rows_only(&table, body, &Pager::default(), view.forms.len()));
    }
    if let Some((row, action)) = row_action(source, &table) {
        return form_action(state, view, &card, row, action);
    }
    press(state, view, &card, fields)
}

fn active_tab(fields: &Fields, tabs: &str) -> Option<CardTab> {
    let index = fields.get(&format!("{tabs}_activeIndex"))?;
    CardTab::ALL.get(index.parse::<usize>().ok()?).copied()
}

/// `Edytuj` and `Usuń` of the menu beside a form.
fn form_action(
    state: &mut State,
    view: &mut CardView,
    card: &Card,
    row: usize,
    action: &str,
) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let Some(at) = forms_order(view).get(row).copied() else {
        return Ok(partial);
    };
    if action == "edytuj" {
        view.dialogue = view.forms.get(at).map(|(_, form)| Dialogue::of(at, form));
        partial.update(state.names.part("okno"), dialogue::window(state, view)?);
    } else {
        view.forms.remove(at);
        touched(state, view, card, &mut partial)?;
    }
    Ok(partial)
}

/// The forms in the session changed: the table is drawn again, nothing is stored.
pub(super) fn touched(state: &mut State, view: &CardView, card: &Card, partial: &mut Partial) -> Result<(), PageError> {
    state.record(Event::CardTouched {
        podmiot: view.podmiot.clone(),
        card: card.title.clone(),
    });
    partial.update(state.names.part("karta:formularze"), forms_table(state, view)?);
    Ok(())
}

/// The buttons of the editor.
fn press(state: &mut State, view: &mut CardView, card: &Card, fields: &Fields) -> Result<Partial, PageError> {
    let mut partial = Partial::default();
    let pressed = |local: &str| fields.source() == state.names.part(&format!("karta:{local}"));
    let (attach, withdraw, save) = (pressed("zalacz"), pressed("wycofaj"), pressed("zapisz"));
    if attach {
        view.dialogue = Some(Dialogue::default());
        partial.update(state.names.part("okno"), dialogue::window(state, view)?);
        return Ok(partial);
    }
    let message = if withdraw {
        state.withdraw_card(&view.podmiot, view.number, "Wycofaj z publikacji")
    } else if save {
        self::save(state, view, card)
    } else {
        Message::not_here()
    };
    if let Some(card) = state.card(&view.podmiot, view.number) {
        partial.update(state.names.part("karta:naglowek"), head(state, card)?);
    }
    partial.update(state.names.part("karta:formularze"), forms_table(state, view)?);
    tell(state, &mut partial, message)?;
    Ok(partial)
}

/// Stores the forms of the session, except what a fault loses.
fn save(state: &mut State, view: &mut CardView, card: &Card) -> Message {
    if state.faults.forbids("Zapisz zmiany") {
        return state.refuse(&view.podmiot, &card.title, NO_PERMISSION.to_owned());
    }
    if state.faults.take(&Fault::SaveNeedsTwoTries) {
        return state.refuse(&view.podmiot, &card.title, TRY_AGAIN.to_owned());
    }
    let mut forms = view.forms.clone();
    for (from, form) in &mut forms {
        let old = from.and_then(|at| view.stored.get(at));
        if old != Some(form) {
            lose(&state.faults, form, old);
        }
    }
    let changes = changes(&view.stored, &forms);
    let stored: Vec<_> = forms.into_iter().map(|(_, form)| form).collect();
    if let Some(card) = state.card_mut(&view.podmiot, view.number) {
        stored.clone_into(&mut card.forms);
        card.modified = jiff::Zoned::now().datetime();
    }
    view.forms = (0..).map(Some).zip(stored.iter().cloned()).collect();
    view.stored = stored;
    state.record(Event::CardSaved {
        podmiot: view.podmiot.clone(),
        card: card.title.clone(),
        number: view.number,
        changes,
    });
    Message::info("Zmiany zostały zapisane.")
}
