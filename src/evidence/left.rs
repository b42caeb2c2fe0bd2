//! What a run left behind, for the run that continues it: how each step ended, and what nobody knows.

use std::collections::BTreeMap;

use super::format::{
    ActResult, Consented, Destroying, Errand, Event, GoneRow, Identified, KeyGiven, Proof, Record, Status,
    StepFinished, StepStarted,
};
pub use super::open_acts::OpenAct;
use super::open_acts::{DESTROY, OpenActs};

/// The records of a run, folded by the path of the step (`kazda[Domyślna]/ustaw`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    steps: BTreeMap<String, LeftStep>,
}

/// What a run left of one step. What a step that was begun again said at first counts until it says otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftStep {
    /// The step as the run had it.
    pub began: Option<StepStarted>,
    /// How it ended; none if the run broke off within it.
    pub ended: Option<StepFinished>,
    /// What was left to a person and what the person said of it; none if nobody answered.
    pub errand: Option<Errand>,
    /// Acts of which nobody knows whether they were carried out, in their order.
    pub open: Vec<OpenAct>,
    /// Acts that were carried out and may have changed the portal.
    pub made: u64,
    /// What the step said and did of the thing that it destroys.
    pub thing: LeftThing,
}

/// What a run left of a thing to be destroyed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftThing {
    /// The thing as it was recognised.
    pub identified: Option<Identified>,
    /// The permission that was used.
    pub consented: Option<Consented>,
    /// The key by which the operator agreed.
    pub key: Option<KeyGiven>,
    /// Sequence number of the last intent to destroy it, whatever came of it; none: nothing was pressed.
    pub pressed: Option<u64>,
    /// What the list showed after the last press; none if it was not read since.
    pub proof: Option<Proof>,
}

impl Left {
    /// Folds the records of a run.
    pub fn of(records: &[Record]) -> Self {
        let mut left = Self::default();
        let mut open = OpenActs::default();
        for record in records {
            if let Some(path) = &record.step {
                let step = left.steps.entry(path.clone()).or_default();
                step.follow(record.seq, &record.event, &open);
            }
            open.follow(record);
        }
        for (path, act) in open.into_acts() {
            if let Some(step) = left.steps.get_mut(&path) {
                step.open.push(act);
            }
        }
        left
    }

    /// Returns what was left of a step; none if the run did not come to it.
    pub fn step(&self, path: &str) -> Option<&LeftStep> {
        self.steps.get(path)
    }

    /// Returns all steps with their paths.
    pub fn steps(&self) -> impl Iterator<Item = (&str, &LeftStep)> {
        self.steps.iter().map(|(path, step)| (path.as_str(), step))
    }

    /// Returns the paths of steps after which the portal may or may not be another, in the order of their acts.
    pub fn uncertain(&self) -> Vec<&str> {
        let changing = self.steps().filter_map(|(path, step)| {
            let mut acts = step.open.iter().filter(|act| act.is_changing());
            acts.next().map(|act| (act.seq, path))
        });
        let mut paths: Vec<(u64, &str)> = changing.collect();
        paths.sort_unstable();
        paths.into_iter().map(|(_, path)| path).collect()
    }
}

impl LeftStep {
    /// Returns how the step ended; none if the run broke off within it.
    pub fn status(&self) -> Option<Status> {
        self.ended.as_ref().map(|ended| ended.status)
    }

    /// Tells whether an act of unknown outcome may have changed the portal.
    pub fn is_uncertain(&self) -> bool {
        self.open.iter().any(OpenAct::is_changing)
    }

    /// Tells whether the portal may be another after this step, which did not come to its end as changed.
    pub fn is_left_open(&self) -> bool {
        let is_settled = matches!(self.status(), Some(Status::Changed | Status::Unchanged));
        !is_settled && (self.made > 0 || self.is_uncertain())
    }

    /// Takes the next record of the step into account; `open` are the acts before it.
    fn follow(&mut self, seq: u64, event: &Event, open: &OpenActs) {
        match event {
            Event::StepStarted(started) => {
                self.began = Some(started.clone());
                self.ended = None;
            }
            Event::StepFinished(finished) => self.ended = Some(finished.clone()),
            Event::Errand(errand) if errand.report.is_some() => self.errand = Some(errand.clone()),
            Event::Intent(intent) if intent.effect == DESTROY => {
                self.thing.pressed = Some(seq);
                self.thing.proof = None;
            }
            Event::Outcome(outcome) if outcome.result == ActResult::Done => {
                self.made += u64::from(open.get(outcome.intent).is_some_and(OpenAct::is_changing));
            }
            Event::Destroying(event) => self.thing.follow(event),
            Event::RunStarted(_)
            | Event::Anchored(_)
            | Event::LoggedIn(_)
            | Event::Paused(_)
            | Event::Observed(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::Condition(_)
            | Event::Recorded(_)
            | Event::Visited(_)
            | Event::Errand(_)
            | Event::Intent(_)
            | Event::Outcome(_)
            | Event::Resumed(_)
            | Event::Dialog(_)
            | Event::Candidates(_)
            | Event::Masked(_)
            | Event::Note(_)
            | Event::RunFinished(_)
            | Event::Recovered(_) => {}
        }
    }
}

impl LeftThing {
    /// Returns the row that a fresh view of the list no longer had.
    pub fn gone(&self) -> Option<&GoneRow> {
        let proof = self.proof.as_ref().filter(|proof| proof.is_gone);
        proof.map(|proof| &proof.gone)
    }

    fn follow(&mut self, event: &Destroying) {
        match event {
            Destroying::Identified(identified) => self.identified = Some(identified.clone()),
            Destroying::Consented(consented) => self.consented = Some(consented.clone()),
            Destroying::KeyGiven(key) => self.key = Some(key.clone()),
            Destroying::Asked(_) => {}
            Destroying::Proved(proof) => self.proof = Some(proof.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::format::{Intent, Outcome, Reason};

    fn record(seq: u64, step: &str, event: Event) -> Record {
        Record {
            seq,
            at: "2026-11-28T10:00:00.000+01:00".to_owned(),
            mono_ms: seq,
            step: Some(step.to_owned()),
            event,
        }
    }

    fn intent(effect: &str) -> Event {
        Event::Intent(Intent {
            act: "press".to_owned(),
            effect: effect.to_owned(),
            target: None,
            value: None,
            before: None,
        })
    }

    fn outcome(intent: u64, result: ActResult) -> Event {
        Event::Outcome(Outcome {
            intent,
            result,
            after: None,
            unseen: None,
        })
    }

    fn finished(status: Status) -> Event {
        Event::StepFinished(StepFinished { status, reason: None })
    }

    fn proof(is_gone: bool) -> Event {
        Event::Destroying(Destroying::Proved(Proof {
            gone: GoneRow {
                table: "Systemy".to_owned(),
                key: "Nazwa".to_owned(),
                row: "SEKAP".to_owned(),
            },
            is_gone,
            before: vec!["SEKAP".to_owned()],
            after: Vec::new(),
            vanished: Vec::new(),
            appeared: Vec::new(),
        }))
    }

    fn why() -> Reason {
        Reason {
            code: "browser-lost".to_owned(),
            values: BTreeMap::new(),
        }
    }

    #[test]
    fn an_act_is_open_until_its_outcome_is_known() {
        let left = Left::of(&[
            record(0, "ustaw", intent("write")),
            record(1, "ustaw", outcome(0, ActResult::Done)),
            record(2, "ustaw", finished(Status::Changed)),
            record(3, "wyslij", intent("write")),
            record(4, "wyslij", outcome(3, ActResult::Unknown(why()))),
            record(5, "wyslij", finished(Status::Uncertain)),
            record(6, "dalej", intent("navigate")),
        ]);
        let step = |path| left.step(path).unwrap();
        assert_eq!(step("ustaw").open, []);
        assert_eq!(step("ustaw").status(), Some(Status::Changed));
        assert_eq!(step("wyslij").open[0].why, Some(why()));
        assert_eq!(step("dalej").open[0].seq, 6);
        assert_eq!(step("dalej").status(), None);
        assert!(!step("dalej").is_uncertain());
        assert_eq!(left.uncertain(), ["wyslij"]);
        assert_eq!(left.step("inny"), None);
    }

    #[test]
    fn a_proof_counts_only_for_the_press_before_it() {
        let mut records = vec![
            record(0, "usun", intent(DESTROY)),
            record(1, "usun", outcome(0, ActResult::Done)),
            record(2, "usun", proof(true)),
        ];
        assert_eq!(
            Left::of(&records).step("usun").unwrap().thing.gone().unwrap().row,
            "SEKAP"
        );
        records.push(record(3, "usun", intent(DESTROY)));
        let left = Left::of(&records);
        let step = left.step("usun").unwrap();
        assert_eq!(step.thing.gone(), None);
        assert_eq!(step.thing.pressed, Some(3));
        assert!(step.is_uncertain());
        records.push(record(4, "usun", proof(false)));
        assert_eq!(Left::of(&records).step("usun").unwrap().thing.gone(), None);
    }

    #[test]
    fn a_step_that_is_begun_again_has_no_end_until_it_ends_again() {
        let began = || {
            Event::StepStarted(StepStarted {
                verb: "press".to_owned(),
                effect: "write".to_owned(),
                says: "Zapisz".to_owned(),
                cites: Vec::new(),
                line: 1,
                key: None,
            })
        };
        let records = [
            record(0, "krok", began()),
            record(1, "krok", intent("write")),
            record(2, "krok", finished(Status::Uncertain)),
            record(3, "krok", began()),
        ];
        let left = Left::of(&records);
        assert_eq!(left.step("krok").unwrap().status(), None);
        assert_eq!(left.uncertain(), ["krok"]);
    }
}
