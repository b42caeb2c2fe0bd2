//! Facts of the executor as stored records: the only translation.

mod covered;
mod seen;

use crate::evidence::format::{
    ActResult, AnchorPlace, Candidates, Destroying, Dialog, DialogAnswer, Errand, Event, Field, FieldStatus,
    FileReference, Intent, Mask, Outcome, Paused, Reason, Recorded, Rectangle, Resumed, Rows, RunFinished,
    StepFinished, StepStarted, StoryLine, Target, Value, Visited,
};
use crate::evidence::{clock::Day, error::EvidenceError, stamp::sha256_of_hex, trail::Trail};
use crate::page::observation;
use crate::runbook::model::Effect;
use crate::text::mask::Masking;
use crate::text::plain::plain;

use super::anchor::Stamped;
pub(super) use covered::kept_value;
use seen::Seen;
pub(super) use seen::Unseen;

/// The trail with the place in it, and the state of the page last seen.
pub(super) struct Journal<'t> {
    trail: &'t mut Trail,
    listen: &'t mut dyn FnMut(Option<&str>, &Event),
    steps: Vec<String>,
    current: Option<Seen>,
    /// The intent that has no outcome yet.
    in_flight: Option<u64>,
    attachments: u64,
    pub(super) pictures: u64,
}

impl<'t> Journal<'t> {
    pub(super) fn new(trail: &'t mut Trail, listen: &'t mut dyn FnMut(Option<&str>, &Event)) -> Self {
        Self {
            trail,
            listen,
            steps: Vec::new(),
            current: None,
            in_flight: None,
            attachments: 0,
            pictures: 0,
        }
    }

    /// Appends under the present step.
    pub(super) fn append(&mut self, event: Event) -> Result<u64, EvidenceError> {
        let event = covered::kept(event, self.trail.masking());
        let step = self.steps.last().map(String::as_str);
        (self.listen)(step, &event);
        self.trail.append(step, event)
    }

    /// Returns what is covered, and the names given so far.
    pub(super) fn masking(&mut self) -> &mut Masking {
        self.trail.masking()
    }

    /// Returns the day, which goes back for no clock that is put back meanwhile.
    pub(super) fn today(&self) -> Day {
        self.trail.today()
    }

    /// Returns the last record and what a token over it is about; none before the first.
    pub(super) fn head(&self) -> Option<(u64, [u8; 32])> {
        let (seq, hash) = self.trail.head()?;
        Some((seq, sha256_of_hex(hash)?))
    }

    /// Stores a token over a record.
    pub(super) fn anchored(&mut self, over: u64, stamped: &Stamped) -> Result<(), EvidenceError> {
        let place = (AnchorPlace::Act, over);
        let anchored = self.trail.store_token(place, &stamped.bytes, &stamped.facts)?;
        self.append(Event::Anchored(anchored)).map(drop)
    }

    /// Makes everything so far durable; called before every act with an effect.
    pub(super) fn commit(&mut self) -> Result<(), EvidenceError> {
        self.trail.commit()
    }

    pub(super) fn start_step(&mut self, path: String, started: StepStarted) -> Result<(), EvidenceError> {
        self.steps.push(path);
        self.append(Event::StepStarted(started)).map(drop)
    }

    pub(super) fn finish_step(&mut self, finished: StepFinished) -> Result<(), EvidenceError> {
        self.append(Event::StepFinished(finished))?;
        self.steps.pop();
        self.commit()
    }

    /// Ends the run; returns its end as it is stored.
    pub(super) fn finish(&mut self, finished: RunFinished) -> Result<RunFinished, EvidenceError> {
        let finished = covered::finished_kept(finished, self.trail.masking());
        self.append(Event::RunFinished(finished.clone()))?;
        self.commit()?;
        Ok(finished)
    }

    /// Returns the path of the present step.
    pub(super) fn path(&self) -> &str {
        self.steps.last().map_or("", String::as_str)
    }

    pub(super) fn intent(
        &mut self,
        act: &str,
        effect: Effect,
        target: Option<Target>,
        value: Option<String>,
    ) -> Result<u64, EvidenceError> {
        let before = self.before()?;
        let intent = self.append(Event::Intent(Intent {
            act: act.to_owned(),
            effect: effect.word().to_owned(),
            target,
            value,
            before,
        }))?;
        self.in_flight = Some(intent);
        Ok(intent)
    }

    pub(super) fn outcome(&mut self, intent: u64, result: ActResult, after: Option<u64>) -> Result<(), EvidenceError> {
        self.in_flight = None;
        let unseen = None;
        let outcome = Outcome {
            intent,
            result,
            after,
            unseen,
        };
        self.append(Event::Outcome(outcome)).map(drop)
    }

    /// Ends an act after which the page was on no host of the portal: there is no picture, and why.
    pub(super) fn outcome_unseen(&mut self, intent: u64, result: ActResult, why: Reason) -> Result<(), EvidenceError> {
        self.in_flight = None;
        let outcome = Outcome {
            intent,
            result,
            after: None,
            unseen: Some(why),
        };
        self.append(Event::Outcome(outcome)).map(drop)
    }

    /// Records a native dialog; it belongs to the act in flight, if there is one.
    pub(super) fn dialog(&mut self, says: &str, answer: Option<DialogAnswer>) -> Result<(), EvidenceError> {
        let intent = self.in_flight;
        self.append(Event::Dialog(Dialog {
            says: plain(says),
            answer,
            intent,
        }))
        .map(drop)
    }

    /// Records what an ambiguous target could have meant, on the state last seen.
    pub(super) fn candidates(&mut self, label: &str, targets: Vec<Target>) -> Result<(), EvidenceError> {
        if targets.is_empty() {
            return Ok(());
        }
        let observed = self.before()?;
        self.append(Event::Candidates(Candidates {
            label: plain(label),
            observed,
            targets,
        }))
        .map(drop)
    }

    /// Records that the run waits, before it does.
    pub(super) fn pause(&mut self, cause: Reason) -> Result<u64, EvidenceError> {
        let paused = self.append(Event::Paused(Paused { cause }))?;
        self.commit()?;
        Ok(paused)
    }

    /// Records that the run goes on.
    pub(super) fn resume(&mut self, paused: u64) -> Result<(), EvidenceError> {
        self.append(Event::Resumed(Resumed { paused }))?;
        self.commit()
    }

    pub(super) fn note(&mut self, reason: Reason) -> Result<(), EvidenceError> {
        self.append(Event::Note(reason)).map(drop)
    }

    pub(super) fn rows(&mut self, table: &str, key: &str, rows: &[String]) -> Result<(), EvidenceError> {
        self.append(Event::Rows(Rows {
            table: table.to_owned(),
            key: key.to_owned(),
            rows: rows.to_vec(),
        }))
        .map(drop)
    }

    pub(super) fn errand(&mut self, errand: Errand) -> Result<(), EvidenceError> {
        self.append(Event::Errand(errand)).map(drop)
    }

    /// Copies a file that a person adds.
    pub(super) fn attachment(&mut self, name: &str, bytes: &[u8]) -> Result<FileReference, EvidenceError> {
        self.attachments += 1;
        let name = format!(
            "attachment-{:04}-{}",
            self.attachments,
            tame(&self.trail.masking().masked(name))
        );
        self.trail.store_input(&name, bytes)
    }

    pub(super) fn visited(&mut self, visited: Visited) -> Result<(), EvidenceError> {
        self.append(Event::Visited(visited)).map(drop)
    }

    pub(super) fn recorded(&mut self, recorded: Recorded) -> Result<(), EvidenceError> {
        self.before()?;
        self.append(Event::Recorded(recorded)).map(drop)
    }

    pub(super) fn destroying(&mut self, event: Destroying) -> Result<(), EvidenceError> {
        self.append(Event::Destroying(event)).map(drop)
    }

    /// Returns the name of the run.
    pub(super) fn run(&self) -> &str {
        self.trail.name().as_str()
    }

    pub(super) fn field(&mut self, field: FieldRecord<'_>) -> Result<(), EvidenceError> {
        self.append(Event::Field(Field {
            places: field.places.to_vec(),
            label: field.label.to_owned(),
            before: field.before,
            wanted: field.wanted,
            after: field.after,
            status: field.status,
        }))
        .map(drop)
    }
}

/// A field about to be recorded.
pub(super) struct FieldRecord<'f> {
    pub(super) places: &'f [String],
    pub(super) label: &'f str,
    pub(super) before: Value,
    pub(super) wanted: Value,
    pub(super) after: Option<Value>,
    pub(super) status: FieldStatus,
}

/// Translates a rectangle; pictures have one pixel a CSS pixel.
pub(super) fn rectangle(from: observation::Rectangle) -> Rectangle {
    Rectangle {
        x: from.x,
        y: from.y,
        width: from.width,
        height: from.height,
    }
}

fn mask(from: &observation::Mask) -> Mask {
    Mask {
        rule: from.rule.word().to_owned(),
        name: from.name.clone(),
        area: rectangle(from.area),
    }
}

fn story_line(line: &observation::StoryLine) -> StoryLine {
    StoryLine {
        ms: line.ms,
        what: plain(&line.what),
    }
}

/// Keeps the friendly part of an address: query, fragment and a portal's navigational state may name persons.
pub(super) fn stored_url(address: &str) -> String {
    let cut = address.find(['?', '#']).unwrap_or(address.len());
    let friendly = &address[..cut];
    friendly.split("/!ut/").next().unwrap_or(friendly).to_owned()
}

/// Longest part of a file's own name in the name of its copy; its ending is kept.
const NAME: usize = 60;

/// Makes a file's own name one that no file system reads as anything but a name.
fn tame(name: &str) -> String {
    let is_tame = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let tamed: Vec<char> = name
        .chars()
        .map(|letter| if is_tame(letter) { letter } else { '_' })
        .collect();
    tamed[tamed.len().saturating_sub(NAME)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_name_is_tamed_and_keeps_its_ending() {
        assert_eq!(tame("../../pismo ż.pdf"), ".._.._pismo__.pdf");
        let long = format!("{}.pdf", "a".repeat(300));
        assert_eq!(tame(&long).len(), NAME);
        assert!(tame(&long).ends_with("a.pdf"));
    }
}
