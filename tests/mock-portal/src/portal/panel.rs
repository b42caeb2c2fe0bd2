//! The content of one tab: sections, rows, labels and the controls beside them.

use askama::Template;

use super::PageError;
use super::control::{Control, Standing};
use crate::field::{Field, Shape, Tab};
use crate::session::FormView;
use crate::state::State;

struct Cell {
    control: Control,
    unit: &'static str,
}

struct Row {
    label: String,
    label_for: String,
    required: bool,
    help: &'static str,
    hidden: bool,
    cells: Vec<Cell>,
    store: &'static str,
    /// What keeps the field from being stored, where its own tab tells it.
    complaint: String,
}

struct Section {
    title: &'static str,
    mapping: bool,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "panel.html")]
struct PanelBody {
    sections: Vec<Section>,
    schemas: bool,
}

/// Draws the content of one tab.
pub(super) fn panel(state: &State, view: &FormView, tab: Tab) -> Result<String, PageError> {
    let mapping = |field, own| Section {
        title: "Mapowanie adresów skrzytek na skrzynki",
        mapping: true,
        rows: vec![row(state, view, &[field, own])],
    };
    let plain = |title, fields: &[&[Field]]| Section {
        title,
        mapping: false,
        rows: fields.iter().map(|fields| row(state, view, fields)).collect(),
    };
    let sections = match tab {
        Tab::General => vec![plain(
            "",
            &[
                &[Field::Name],
                &[Field::Address],
                &[Field::Description],
                &[Field::Active],
            ],
        )],
        Tab::Operation => vec![plain(
            "",
            &[
                &[Field::Scheme],
                &[Field::Kind],
                &[Field::Reply],
                &[Field::Mode],
                &[Field::QueueLimit],
                &[Field::Duplicates, Field::DuplicatesDays],
            ],
        )],
        Tab::Notifications => vec![plain(
            "",
            &[
                &[Field::Emails],
                &[Field::QueueAlert],
                &[Field::OverflowAlert],
                &[Field::DeliveryErrorAlert],
                &[Field::UncollectedAlert],
            ],
        )],
        Tab::Details => vec![plain(
            "",
            &[
                &[Field::SignatureRequired],
                &[Field::SignatureArchived],
                &[Field::Content],
                &[Field::SenderAuthorised],
                &[Field::RecipientAuthorised],
                &[Field::DocumentsChecked],
            ],
        )],
        Tab::Transmission => vec![
            mapping(Field::Documents, Field::DocumentsOwn),
            mapping(Field::Receipts, Field::ReceiptsOwn),
            plain("", &[&[Field::Transmission]]),
        ],
        Tab::Schemas => Vec::new(),
    };
    Ok(PanelBody {
        sections,
        schemas: tab == Tab::Schemas,
    }
    .render()?)
}

fn row(state: &State, view: &FormView, fields: &[Field]) -> Row {
    let first = fields[0];
    let invalid: Vec<Field> = view.invalid.iter().map(|it| it.field).collect();
    let standing = standing(state, view, &invalid);
    Row {
        label: state.faults.label(first.label()).to_owned(),
        label_for: if matches!(first, Field::Name | Field::Address | Field::Description) {
            state.names.field(first)
        } else {
            String::new()
        },
        required: view.editing && !matches!(first.shape(), Shape::Radio(_)) && view.draft.is_required(first),
        help: text_beside(&HELP, first),
        hidden: state.faults.hides(first.label()),
        cells: fields
            .iter()
            .map(|field| Cell {
                control: standing.control(*field),
                unit: text_beside(&UNITS, *field),
            })
            .collect(),
        store: if matches!(first, Field::Documents | Field::Receipts) {
            "SkrytkaESP · Skład_ESP"
        } else {
            ""
        },
        complaint: complaint(state, view, fields),
    }
}

/// The complaint about a row, under the fault that puts it on the tab.
fn complaint(state: &State, view: &FormView, fields: &[Field]) -> String {
    if state.faults.refused_in_tab().is_none() {
        return String::new();
    }
    let complaint = view.invalid.iter().find(|it| fields.contains(&it.field));
    complaint.map(|it| it.message.clone()).unwrap_or_default()
}

/// How the form stands for the controls on it.
pub(super) fn standing<'a>(state: &'a State, view: &'a FormView, invalid: &'a [Field]) -> Standing<'a> {
    Standing {
        draft: &view.draft,
        editing: view.editing,
        invalid,
        names: &state.names,
        faults: &state.faults,
    }
}

/// The words behind a number.
const UNITS: [(Field, &str); 2] = [(Field::DuplicatesDays, "dni"), (Field::UncollectedAlert, "dniach")];

/// The texts behind the help icons.
const HELP: [(Field, &str); 5] = [
    (
        Field::Scheme,
        "Wybór szablonu ustawia typ skrytki, rodzaj odpowiedzi i tryb pracy.",
    ),
    (
        Field::Mode,
        "PUSH – ePUAP przekazuje dokumenty do systemu odbiorcy. PULL – system odbiorcy pobiera dokumenty z kolejki.",
    ),
    (Field::QueueLimit, "Wartość 0 oznacza brak ograniczenia."),
    (Field::Emails, "Każdy adres w osobnym wierszu."),
    (Field::Transmission, "Sposób przekazania dokumentu do systemu odbiorcy."),
];

/// The text that a table holds for a field; most fields have none.
fn text_beside(texts: &[(Field, &'static str)], field: Field) -> &'static str {
    texts
        .iter()
        .find(|(known, _)| *known == field)
        .map_or("", |(_, text)| text)
}
