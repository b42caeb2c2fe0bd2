//! What changed: each field with what stood there, what was wanted and what stands there now.

use crate::evidence::format::Mode;
use crate::report::changes::{self, ChangeGroup, ChangesView, FieldView};
use crate::report::shown::Shown;

use super::{ROWS, Source};
use crate::report::pdf::sheet::{HEADING, STRONG, SUBHEADING, Sheets, TEXT};

impl Source<'_> {
    pub(super) fn changes(&self, view: &ChangesView, sheets: &mut Sheets<'_>) {
        let title = match self.started.mode {
            Mode::Plan => self.pick("Co ma się zmienić", "What is to change"),
            Mode::Apply => self.pick("Co się zmieniło", "What changed"),
        };
        sheets.heading(title, HEADING);
        if view.is_empty() {
            let none = self.pick(
                "Żadnego ustawienia nie sprawdzano ani nie zmieniano.",
                "No setting was checked or changed.",
            );
            sheets.paragraph(none, TEXT);
        }
        let has_after = changes::has_after(self.started.mode);
        let mut room = ROWS;
        for ChangeGroup {
            title,
            changed,
            unchanged,
        } in &view.groups
        {
            if room == 0 {
                break;
            }
            sheets.heading(title, SUBHEADING);
            let rows: Vec<Vec<String>> = changed.iter().take(room).map(|field| row(field, has_after)).collect();
            room -= rows.len();
            if !rows.is_empty() {
                self.change_table(&rows, has_after, sheets);
            }
            if !unchanged.is_empty() {
                let labels: Vec<String> = unchanged.iter().take(room).map(still).collect();
                room -= labels.len();
                let says = self.pick("Już zgodne z procedurą:", "Already as the runbook wants it:");
                sheets.paragraph(&format!("{says} {}.", labels.join("; ")), TEXT);
            }
        }
        if room == 0 {
            let more = self.pick(
                "Tabela jest skrócona; wszystkie pola są w dzienniku (trail.ndjson).",
                "The table is cut short; all fields are in the trail (trail.ndjson).",
            );
            sheets.paragraph(more, STRONG);
        }
    }

    fn change_table(&self, rows: &[Vec<String>], has_after: bool, sheets: &mut Sheets<'_>) {
        let head = [
            self.pick("Pole", "Field"),
            self.pick("Było", "Before"),
            self.pick("Miało być", "Wanted"),
            self.pick("Jest", "After"),
            self.pick("Wynik", "Result"),
        ];
        if has_after {
            sheets.table(&[0.32, 0.17, 0.17, 0.17, 0.17], &head, rows);
        } else {
            let [field, before, wanted, _, result] = head;
            sheets.table(&[0.4, 0.2, 0.2, 0.2], &[field, before, wanted, result], rows);
        }
    }
}

fn row(field: &FieldView, has_after: bool) -> Vec<String> {
    let name = if field.places.is_empty() {
        field.label.clone()
    } else {
        format!("{} › {}", field.places, field.label)
    };
    let mut row = vec![name, words(&field.before), words(&field.wanted)];
    if has_after {
        row.push(words(&field.after));
    }
    row.push(format!("{} {}", field.sign, field.word));
    row
}

fn still(field: &FieldView) -> String {
    format!("{} = {}", field.label, words(&field.before))
}

/// Returns a value on one line.
pub(super) fn words(value: &Shown) -> String {
    match value {
        Shown::One(text) => text.clone(),
        Shown::List(texts) => texts.join("; "),
    }
}
