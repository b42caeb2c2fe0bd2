//! How far a review has come: what was seen, what was said, and what still stands in the way of a verdict.

use std::collections::{BTreeMap, BTreeSet};

use crate::evidence::statements::{ReviewDraft, Ruling, StepReview, StepRuling, Steps, kept};

use super::duty::Step;

/// A review under way.
#[derive(Clone, Debug)]
pub struct Session {
    steps: Vec<Step>,
    is_altered: bool,
    opened: BTreeSet<u64>,
    said: BTreeMap<u64, Said>,
}

/// What is said of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The verdict.
    pub ruling: StepRuling,
    /// Why, or what is asked.
    pub remark: String,
}

/// What stands in the way of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The bundle was changed: nobody can accept it.
    Altered,
    /// This step has to be seen and was not.
    Unopened(u64),
    /// This step was rejected or questioned without a word why.
    Unexplained(u64),
    /// This step was rejected or questioned, so the whole cannot be accepted.
    Objection(u64),
    /// A rejection says neither of a step nor of the whole why.
    NoReason,
}

/// A step cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// The run has no such step.
    Unknown,
    /// It was not opened.
    Unopened,
}

impl Session {
    /// Begins a review of the steps of a run, or takes a draft of one up again.
    pub fn new(steps: Vec<Step>, is_altered: bool, draft: Option<&ReviewDraft>) -> Self {
        let mut session = Self {
            steps,
            is_altered,
            opened: BTreeSet::new(),
            said: BTreeMap::new(),
        };
        if let Some(draft) = draft {
            for record in &draft.opened {
                session.open(*record);
            }
            for step in &draft.steps {
                // What was said of a step that is not there any more is said of nothing.
                let _ = session.say(step.record, step.verdict, &step.remark);
            }
        }
        session
    }

    /// Returns the steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Tells whether the bundle was changed since it was sealed.
    pub fn is_altered(&self) -> bool {
        self.is_altered
    }

    /// Notes that a step is shown; returns whether there is such a step.
    pub fn open(&mut self, record: u64) -> bool {
        let is_there = self.place(record).is_some();
        if is_there {
            self.opened.insert(record);
        }
        is_there
    }

    /// Tells whether a step was shown.
    pub fn is_open(&self, record: u64) -> bool {
        self.opened.contains(&record)
    }

    /// Returns the place of a step in the run, counted from 0; none if there is no such step.
    pub fn place(&self, record: u64) -> Option<usize> {
        self.steps.binary_search_by_key(&record, |step| step.record).ok()
    }

    /// Says something of a step that was shown, in the place of what was said before.
    ///
    /// # Errors
    ///
    /// Fails if there is no such step, or if it was not shown.
    pub fn say(&mut self, record: u64, ruling: StepRuling, remark: &str) -> Result<(), Unjudged> {
        if self.place(record).is_none() {
            return Err(Unjudged::Unknown);
        }
        if !self.is_open(record) {
            return Err(Unjudged::Unopened);
        }
        let remark = kept(remark);
        self.said.insert(record, Said { ruling, remark });
        Ok(())
    }

    /// Returns what was said of a step.
    pub fn said(&self, record: u64) -> Option<&Said> {
        self.said.get(&record)
    }

    /// Counts the steps of which something was said.
    pub fn judged(&self) -> usize {
        self.said.len()
    }

    /// Returns the steps that have to be seen and were not, in their order.
    pub fn unopened(&self) -> impl Iterator<Item = u64> {
        let must = self.steps.iter().filter(|step| !step.duties.is_empty());
        must.map(|step| step.record).filter(|record| !self.is_open(*record))
    }

    /// Returns the next step to look at after this one: first those that have to be seen, then all others; after the last
    /// begins the first. None if something was said of each.
    pub fn next_unreviewed(&self, after: Option<u64>) -> Option<u64> {
        let start = after.and_then(|record| self.place(record)).map_or(0, |place| place + 1);
        let (before, behind) = self.steps.split_at(start.min(self.steps.len()));
        let turned = || {
            behind
                .iter()
                .chain(before)
                .filter(|step| !self.said.contains_key(&step.record))
        };
        turned()
            .find(|step| !step.duties.is_empty())
            .or_else(|| turned().next())
            .map(|step| step.record)
    }

    /// Returns everything that stands in the way of a verdict.
    pub fn blocks(&self, verdict: Ruling, remark: &str) -> Vec<Block> {
        let objections = || self.said.iter().filter(|(_, said)| said.ruling != StepRuling::Accepted);
        let unexplained = objections().filter(|(_, said)| said.remark.is_empty());
        let mut blocks = Vec::new();
        match verdict {
            Ruling::Accepted if self.is_altered => blocks.push(Block::Altered),
            Ruling::Rejected if kept(remark).is_empty() && objections().next().is_none() => {
                blocks.push(Block::NoReason);
            }
            Ruling::Accepted | Ruling::Rejected => {}
        }
        // What was changed can be turned down without looking at the rest of it.
        if verdict == Ruling::Accepted || !self.is_altered {
            blocks.extend(self.unopened().map(Block::Unopened));
        }
        blocks.extend(unexplained.map(|(record, _)| Block::Unexplained(*record)));
        if verdict == Ruling::Accepted {
            blocks.extend(objections().map(|(record, _)| Block::Objection(*record)));
        }
        blocks
    }

    /// Returns what goes into the verdict.
    pub fn result(&self) -> Steps {
        let path = |record: u64| {
            let step = self.place(record).and_then(|place| self.steps.get(place));
            step.map(|step| step.path.clone()).unwrap_or_default()
        };
        let said = self.said.iter().map(|(record, said)| StepReview {
            record: *record,
            path: path(*record),
            verdict: said.ruling,
            remark: said.remark.clone(),
        });
        Steps {
            opened: self.opened.iter().copied().collect(),
            said: said.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Duty;

    fn session(is_altered: bool) -> Session {
        let step = |record, duties: &[Duty]| Step {
            record,
            path: format!("krok-{record}"),
            duties: duties.to_vec(),
        };
        let steps = vec![
            step(2, &[]),
            step(5, &[Duty::Changes]),
            step(9, &[]),
            step(12, &[Duty::Destroys, Duty::Failed]),
        ];
        Session::new(steps, is_altered, None)
    }

    #[test]
    fn nothing_is_finished_before_every_step_that_must_be_was_seen() {
        let mut session = session(false);
        let unseen = [Block::Unopened(5), Block::Unopened(12)];
        assert_eq!(session.blocks(Ruling::Accepted, ""), unseen);
        assert_eq!(session.blocks(Ruling::Rejected, "nie"), unseen);
        assert!(session.open(5));
        assert_eq!(session.blocks(Ruling::Accepted, ""), [Block::Unopened(12)]);
        assert!(session.open(12));
        assert_eq!(session.blocks(Ruling::Accepted, ""), []);
    }

    #[test]
    fn a_step_is_judged_only_after_it_was_seen_and_only_if_it_is_there() {
        let mut session = session(false);
        assert_eq!(session.say(5, StepRuling::Accepted, ""), Err(Unjudged::Unopened));
        assert_eq!(session.say(6, StepRuling::Accepted, ""), Err(Unjudged::Unknown));
        assert!(!session.open(6));
        assert!(session.open(5));
        assert_eq!(session.say(5, StepRuling::Accepted, ""), Ok(()));
        assert_eq!(session.judged(), 1);
    }

    #[test]
    fn an_objection_needs_a_word_and_keeps_the_whole_from_being_accepted() {
        let mut session = session(false);
        for record in [5, 12] {
            session.open(record);
        }
        for ruling in [StepRuling::Rejected, StepRuling::Questioned] {
            session.say(12, ruling, " \n ").unwrap();
            assert_eq!(
                session.blocks(Ruling::Accepted, ""),
                [Block::Unexplained(12), Block::Objection(12)]
            );
            assert_eq!(session.blocks(Ruling::Rejected, ""), [Block::Unexplained(12)]);
            session.say(12, ruling, "kto się zgodził?").unwrap();
            assert_eq!(session.blocks(Ruling::Accepted, ""), [Block::Objection(12)]);
            assert_eq!(session.blocks(Ruling::Rejected, ""), []);
        }
        session.say(12, StepRuling::Accepted, "").unwrap();
        assert_eq!(session.blocks(Ruling::Accepted, ""), []);
        assert_eq!(session.blocks(Ruling::Rejected, " "), [Block::NoReason]);
    }

    #[test]
    fn what_was_changed_can_only_be_rejected_and_that_at_once() {
        let mut session = session(true);
        assert_eq!(session.blocks(Ruling::Rejected, "naruszona"), []);
        assert_eq!(session.blocks(Ruling::Rejected, ""), [Block::NoReason]);
        for record in [2, 5, 9, 12] {
            session.open(record);
        }
        assert_eq!(session.blocks(Ruling::Accepted, ""), [Block::Altered]);
    }

    #[test]
    fn the_next_step_is_first_one_that_must_be_seen_and_goes_round() {
        let mut session = session(false);
        assert_eq!(session.next_unreviewed(None), Some(5));
        assert_eq!(session.next_unreviewed(Some(5)), Some(12));
        assert_eq!(session.next_unreviewed(Some(12)), Some(5));
        for record in [5, 12] {
            session.open(record);
            session.say(record, StepRuling::Accepted, "").unwrap();
        }
        assert_eq!(session.next_unreviewed(Some(2)), Some(9));
        for record in [2, 9] {
            session.open(record);
            session.say(record, StepRuling::Accepted, "").unwrap();
        }
        assert_eq!(session.next_unreviewed(Some(2)), None);
    }

    #[test]
    fn a_draft_is_taken_up_where_it_was_left() {
        let mut first = session(false);
        first.open(5);
        first.open(12);
        first.say(12, StepRuling::Questioned, "dlaczego?").unwrap();
        let Steps { opened, said } = first.result();
        let mut draft = ReviewDraft::of("skrót", "Anna");
        draft.opened = opened;
        draft.steps = said;
        let again = Session::new(first.steps().to_vec(), false, Some(&draft));
        assert_eq!(again.result(), first.result());
        let other = Session::new(Vec::new(), false, Some(&draft));
        assert_eq!(other.result(), Steps::default());
    }
}
