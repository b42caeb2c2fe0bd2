//! The content of the tabs of a karta sprawy.

use askama::Template;

use super::PageError;
use super::control::{Button, Link, Question};
use super::data_table::{Column, DataTable, text_rows};
use super::register::lines_about;
use crate::card::{Card, moment};
use crate::card_editor::CardTab;
use crate::fixture;
use crate::pager::{polish_order, sort_icon};
use crate::session::CardView;
use crate::state::State;

#[derive(Template)]
#[template(path = "card_facts.html")]
struct Facts {
    facts: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "card_forms.html")]
struct Forms {
    table: String,
    attach: Button,
}

struct Row {
    index: usize,
    name: String,
    edit: Link,
    delete: Link,
}

#[derive(Template)]
#[template(path = "card_forms_rows.html")]
struct Rows {
    rows: Vec<Row>,
}

/// Draws the content of one tab.
pub(super) fn panel(state: &State, view: &CardView, card: &Card, tab: CardTab) -> Result<String, PageError> {
    let office = fixture::context(&view.podmiot).map_or("", |context| context.name);
    let facts = match tab {
        CardTab::Description => vec![
            ("Opis usługi", card.title.clone()),
            ("Kategoria", "Sprawy obywatelskie".to_owned()),
        ],
        CardTab::Provider => vec![
            ("Nazwa usługodawcy", office.to_owned()),
            ("Identyfikator usługodawcy", view.podmiot.clone()),
        ],
        CardTab::Level => vec![("Poziom dostępności", "Poziom 3 – dwustronna interakcja".to_owned())],
        CardTab::Other => vec![
            ("Termin załatwienia", "30 dni".to_owned()),
            ("Opłaty", "Brak".to_owned()),
        ],
        CardTab::Territory => vec![("Województwo", "śląskie".to_owned()), ("Powiat", "gliwicki".to_owned())],
        CardTab::Forms => return forms(state, view),
        CardTab::History => return history(state, view, card),
    };
    Ok(Facts { facts }.render()?)
}

fn forms(state: &State, view: &CardView) -> Result<String, PageError> {
    Ok(Forms {
        table: forms_table(state, view)?,
        attach: Button::new(state.names.part("karta:zalacz"), "Załącz formularz", "", &state.faults),
    }
    .render()?)
}

/// Draws the whole table of forms.
pub(super) fn forms_table(state: &State, view: &CardView) -> Result<String, PageError> {
    Ok(DataTable {
        id: state.names.part("karta:formularze"),
        columns: vec![
            Column {
                title: state.faults.label("Nazwa formularza").to_owned(),
                sort: Some(sort_icon(view.descending)),
            },
            Column::plain(""),
        ],
        filter: None,
        paginator: None,
        body: forms_rows(state, view)?,
    }
    .render()?)
}

/// The positions of the forms in the order shown.
pub(super) fn forms_order(view: &CardView) -> Vec<usize> {
    let mut order: Vec<usize> = (0..view.forms.len()).collect();
    if let Some(descending) = view.descending {
        order.sort_by_key(|at| polish_order(&view.forms[*at].1.name));
        if descending {
            order.reverse();
        }
    }
    order
}

/// Draws the rows of the table of forms.
pub(super) fn forms_rows(state: &State, view: &CardView) -> Result<String, PageError> {
    let rows = forms_order(view).into_iter().enumerate();
    let rows = rows
        .map(|(index, at)| row(state, index, &view.forms[at].1.name))
        .collect();
    Ok(Rows { rows }.render()?)
}

fn row(state: &State, index: usize, name: &str) -> Row {
    let id = |action: &str| state.names.part(&format!("karta:formularze:{index}:{action}"));
    let faults = &state.faults;
    let question = Question::new(faults, name, |name| {
        format!("Czy na pewno chcesz usunąć formularz „{name}”?")
    });
    Row {
        index,
        name: name.to_owned(),
        edit: Link::new(id("edytuj"), "Edytuj", faults),
        delete: Link::new(id("usun"), "Usuń", faults).asking(question),
    }
}

fn history(state: &State, view: &CardView, card: &Card) -> Result<String, PageError> {
    let mut lines = lines_about(state, &view.podmiot, &card.title);
    lines.push(vec![
        moment(card.created),
        "SEKAP".to_owned(),
        "Utworzenie karty sprawy".to_owned(),
    ]);
    let columns = ["Data", "Użytkownik", "Zdarzenie"];
    Ok(DataTable {
        id: state.names.part("karta:historia"),
        columns: columns.map(Column::plain).into(),
        filter: None,
        paginator: None,
        body: text_rows(lines.into_iter().enumerate().collect(), columns.len())?,
    }
    .render()?)
}
