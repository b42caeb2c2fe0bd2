//! What persons did, what was destroyed, and who agreed.

use crate::report::accounts::{AccountView, ErrandView};
use crate::report::destroyed::ConsentView;
use crate::report::journey::Stretch;

use super::{FINDINGS, ROWS, Source};
use crate::report::pdf::sheet::{HEADING, STRONG, Sheets, TEXT};

impl Source<'_> {
    pub(super) fn persons(&self, stretches: &[Stretch], sheets: &mut Sheets<'_>) {
        let steps = stretches.iter().flat_map(|stretch| &stretch.steps);
        let errands = steps
            .flat_map(|step| &step.accounts)
            .filter_map(|account| match account {
                AccountView::Errand(errand) => Some(errand),
                AccountView::Table(_) | AccountView::Facts(_) | AccountView::Visit(_) => None,
            });
        let mut errands = errands.peekable();
        if errands.peek().is_some() {
            sheets.heading(self.pick("Co zrobiły osoby", "What persons did"), HEADING);
        }
        for errand in errands.take(ROWS) {
            self.errand(errand, sheets);
        }
    }

    fn errand(&self, errand: &ErrandView, sheets: &mut Sheets<'_>) {
        sheets.paragraph(&errand.says, STRONG);
        let Some(report) = &errand.report else {
            sheets.indented(self.w.errand_ahead, TEXT, 8.0);
            return;
        };
        sheets.fact(self.w.errand_outcome, report.outcome, None);
        sheets.fact(
            self.w.errand_by,
            &report.by,
            Some(&format!("{}; {}", report.at, report.source)),
        );
        if let Some(answer) = &report.answer {
            sheets.fact(self.w.errand_answer, answer, None);
        }
        if let Some(note) = &report.note {
            sheets.fact(self.w.errand_note, note, None);
        }
        for file in report.attachments.iter().take(FINDINGS) {
            let detail = format!("{}, {} B, SHA-256: {}", file.path, file.size, file.sha256);
            sheets.fact(self.w.errand_attachment, &file.name, Some(&detail));
        }
    }

    pub(super) fn consents(&self, stretches: &[Stretch], sheets: &mut Sheets<'_>) {
        let steps = stretches.iter().flat_map(|stretch| &stretch.steps);
        let things: Vec<_> = steps.filter_map(|step| step.destroyed.as_ref()).take(ROWS).collect();
        if things.is_empty() {
            return;
        }
        sheets.heading(
            self.pick("Co usunięto i za czyją zgodą", "What was destroyed, and who agreed"),
            HEADING,
        );
        for thing in things {
            sheets.paragraph(&format!("{} ({})", thing.row, thing.table), STRONG);
            for attribute in &thing.attributes {
                sheets.fact(&attribute.name, &attribute.found, None);
            }
            match (&thing.consent, &thing.consent_needed) {
                (Some(consent), _) => self.consent(consent, sheets),
                (None, Some((from, about))) => sheets.fact(self.w.consent_needed, &format!("{from}: {about}"), None),
                (None, None) => {}
            }
            if let Some(key) = &thing.key {
                sheets.fact(self.w.key, &key.key, Some(&format!("{} {}", key.by, key.operator)));
            }
            if let Some(proof) = &thing.proof {
                let says = if proof.is_gone {
                    self.w.proof_gone
                } else {
                    self.w.proof_there
                };
                sheets.fact(self.w.proof, says, None);
            }
        }
    }

    fn consent(&self, consent: &ConsentView, sheets: &mut Sheets<'_>) {
        let text = format!(
            "{}: {}; {} {}, {}–{}",
            consent.from, consent.about, self.w.consent_number, consent.number, consent.given, consent.expires
        );
        let detail = format!("{}; {}; SHA-256: {}", consent.file, consent.document, consent.hash);
        sheets.fact(self.w.consent, &text, Some(&detail));
    }
}
