//! The steps of the run with their pictures.

use crate::report::accounts::AccountView;
use crate::report::journey::Stretch;
use crate::report::steps::StepView;
use crate::text::language::Language;

use super::changes::words;
use super::{MESSAGES, Source};
use crate::report::pdf::picture::Thrift;
use crate::report::pdf::sheet::{HEADING, SMALL, STRONG, Sheets, TEXT};
use crate::report::pdf::trail::{Context, Gallery};

/// The steps in order, and what is shown of them.
pub(super) struct Course<'c> {
    pub(super) stretches: &'c [Stretch],
    pub(super) left_out: usize,
    pub(super) gallery: &'c Gallery<'c>,
    pub(super) thrift: Thrift,
}

impl Source<'_> {
    pub(super) fn trail(&self, course: &Course<'_>, context: &Context<'_>, sheets: &mut Sheets<'_>) {
        sheets.turn();
        sheets.heading(self.pick("Przebieg i obrazy", "Course and pictures"), HEADING);
        sheets.paragraph(&self.pictures_say(course.gallery.count(), course.thrift), SMALL);
        let mut number = 0;
        for stretch in course.stretches {
            sheets.heading(&stretch.title, HEADING);
            for step in &stretch.steps {
                self.step(step, sheets);
                course.gallery.set(number, step, context, sheets);
                number += 1;
            }
        }
        if course.left_out > 0 {
            let more = self.pick(
                "Dalsze kroki są tylko w dzienniku (trail.ndjson), ich liczba:",
                "Further steps are in the trail only (trail.ndjson), their number:",
            );
            sheets.paragraph(&format!("{more} {}.", course.left_out), STRONG);
        }
    }

    /// Says which pictures stand here and how small they are, and why.
    fn pictures_say(&self, count: usize, thrift: Thrift) -> String {
        let rule = self.pick(
            "Podpis zaufany przyjmuje plik do 10 MB, więc obrazy są tu pomniejszone (JPEG). Pełne leżą w teczce; podany skrót jest skrótem pełnego obrazu. Czerwona ramka jest narysowana nad obrazem.",
            "Podpis zaufany takes files up to 10 MB, so the pictures are smaller here (JPEG). The full ones lie in the bundle; each hash is that of the full picture. The red box is drawn over the picture.",
        );
        let here = match (self.language, thrift) {
            (Language::Polish, Thrift::All(width, _)) => {
                format!("Są tu wszystkie obrazy ({count}), szerokość najwyżej {width} pikseli.")
            }
            (Language::English, Thrift::All(width, _)) => {
                format!("All pictures are here ({count}), at most {width} pixels wide.")
            }
            (Language::Polish, Thrift::Weighty(width, _)) => format!(
                "Wszystkich obrazów ({count}) nie dało się zmieścić. Są tu tylko obrazy kroków, które coś zmieniły, usunęły albo się nie powiodły, szerokość najwyżej {width} pikseli."
            ),
            (Language::English, Thrift::Weighty(width, _)) => format!(
                "Not all pictures ({count}) could find room. Only those of steps that changed or destroyed something or did not succeed are here, at most {width} pixels wide."
            ),
            (Language::Polish, Thrift::None) => {
                format!("Obrazów ({count}) nie dało się zmieścić; są tu tylko ich podpisy i skróty.")
            }
            (Language::English, Thrift::None) => {
                format!("The pictures ({count}) could not find room; only their captions and hashes are here.")
            }
        };
        format!("{here} {rule}")
    }

    fn step(&self, step: &StepView, sheets: &mut Sheets<'_>) {
        sheets.gap(4.0);
        sheets.need(60.0);
        sheets.paragraph(&format!("{} {}: {}", step.sign, step.verb, step.says), STRONG);
        let facts = [step.status_word, &step.effect, &step.from, &step.path].map(str::to_owned);
        let point = self.pick("pkt", "point");
        let cites = step
            .cites
            .iter()
            .map(|(number, text)| format!("{point} {number} {text}"));
        let line: Vec<String> = facts.into_iter().chain(cites).collect();
        sheets.paragraph(&line.join(" · "), SMALL);
        if let Some(reason) = &step.reason {
            sheets.paragraph(&reason.message, TEXT);
        }
        for note in step.notes.iter().take(MESSAGES) {
            sheets.paragraph(&note.message, SMALL);
        }
        for message in step.messages.iter().take(MESSAGES) {
            sheets.paragraph(&format!("{}: {message}", self.w.messages), SMALL);
        }
        for dialog in step
            .dialogs
            .iter()
            .chain(step.acts.iter().flat_map(|act| &act.dialogs))
            .take(MESSAGES)
        {
            let says = dialog.says.as_deref().unwrap_or(self.w.dialog_leaving);
            let answer = dialog.answer.as_deref().unwrap_or(self.w.dialog_open);
            sheets.paragraph(&format!("{}: {says} – {answer}", self.w.dialog), SMALL);
        }
        for account in step.accounts.iter().take(MESSAGES) {
            self.account(account, sheets);
        }
    }

    fn account(&self, account: &AccountView, sheets: &mut Sheets<'_>) {
        match account {
            AccountView::Table(table) => {
                let rows = self.pick("liczba wierszy", "rows");
                let text = format!("{}: {} – {rows}: {}", self.w.table_read, table.title, table.rows.len());
                sheets.paragraph(&text, SMALL);
            }
            AccountView::Facts(facts) => {
                for fact in facts.iter().take(MESSAGES) {
                    sheets.paragraph(&format!("{}: {}", fact.label, words(&fact.value)), SMALL);
                }
            }
            AccountView::Visit(visit) => {
                let answer = visit
                    .status
                    .map_or_else(|| self.w.visit_silent.to_owned(), |status| status.to_string());
                sheets.paragraph(&format!("{}: {} – {answer}", self.w.visited, visit.address), SMALL);
            }
            AccountView::Errand(_) => {}
        }
    }
}
