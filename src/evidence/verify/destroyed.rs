//! Whether whatever was destroyed was recognised, agreed to and proved to be gone.

use std::collections::BTreeMap;

use crate::evidence::clock::Day;
use crate::evidence::finding::Finding;
use crate::evidence::format::{
    ActResult, AskedInPage, Destroying, Dialog, DialogAnswer, Identified, Intent, Outcome, Record, Status,
};
use crate::text::label::Label;

use super::agreed::Agreements;
use super::proof;

/// Effect of an act that cannot be taken back.
const DESTROY: &str = "destroy";

/// What was said and done of the thing of each step.
#[derive(Default)]
pub(super) struct Destroyed<'a> {
    things: BTreeMap<&'a str, Thing<'a>>,
    /// The latest day by the clock so far.
    latest: Day,
}

/// What a step said and did of its thing.
#[derive(Default)]
struct Thing<'a> {
    identified: Option<&'a Identified>,
    has_key: bool,
    has_consent: bool,
    /// The question that the portal asked last and that no press has answered.
    asked: Option<&'a AskedInPage>,
    /// The press under way.
    press: Option<Press>,
    /// The press that may have destroyed.
    spent: Option<Press>,
    /// Whether a fresh list showed the thing to be gone.
    is_gone: Option<bool>,
}

/// A press that destroys.
#[derive(Clone, Copy)]
struct Press {
    seq: u64,
    kind: Kind,
    /// Whether native dialogs came; none of them agreed to means that nothing was destroyed.
    dialogs: Dialogs,
}

/// What a press is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Presses the control; the portal may ask before it destroys.
    Opens,
    /// Agrees to a question that comes before the one that counts.
    Prepares,
    /// Agrees to the question that counts.
    Agrees,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialogs {
    None,
    Refused,
    Accepted,
}

impl Thing<'_> {
    fn is_recognised(&self) -> bool {
        let has_text = |thing: &Identified| thing.attributes.iter().all(|attribute| !attribute.found.is_empty());
        self.identified
            .is_some_and(|thing| thing.attributes.len() > 1 && has_text(thing))
    }

    fn kind_of_press(&mut self) -> Kind {
        let wanted = self
            .identified
            .and_then(|thing| thing.asks.as_deref())
            .unwrap_or_default();
        match self.asked.take() {
            None => Kind::Opens,
            Some(asked) if is_same(&asked.wanted, wanted) => Kind::Agrees,
            Some(_) => Kind::Prepares,
        }
    }
}

impl<'a> Destroyed<'a> {
    /// Takes the day of a record into account, whatever it is about.
    pub(super) fn follow_day(&mut self, record: &Record) {
        self.latest = self.latest.max(Day::of(record));
    }

    /// Takes a record about a thing into account.
    pub(super) fn follow(
        &mut self,
        record: &'a Record,
        event: &'a Destroying,
        agreements: &Agreements<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let (seq, step) = (record.seq, record.step.as_deref().unwrap_or_default());
        let thing = self.things.entry(step).or_default();
        match event {
            Destroying::Identified(identified) => {
                let mut attributes = identified.attributes.iter();
                if attributes.any(|attribute| !is_same(&attribute.wanted, &attribute.found)) {
                    let step = step.to_owned();
                    findings.push(Finding::ThingDiffers { seq, step });
                }
                thing.identified = Some(identified);
            }
            Destroying::Consented(consented) => {
                thing.has_consent = true;
                agreements.check_consent(record, thing.identified, consented, self.latest, findings);
            }
            Destroying::KeyGiven(given) => {
                thing.has_key = true;
                agreements.check_key(record, thing.identified, given, findings);
            }
            Destroying::Asked(asked) => {
                thing.asked = Some(asked);
                // The portal asks before it destroys: what it was pressed for has not happened yet.
                thing.spent.take_if(|press| press.kind == Kind::Opens);
            }
            Destroying::Proved(proof) => {
                thing.is_gone = Some(proof.is_gone && proof::is_gone(proof));
                if thing.identified.is_some_and(|thing| thing.gone != proof.gone) || !proof::is_sound(proof) {
                    let step = step.to_owned();
                    findings.push(Finding::ProofWrong { seq, step });
                }
            }
        }
    }

    /// The step is taken up again: a question that nobody answered went with the page.
    pub(super) fn resume(&mut self, step: &str) {
        if let Some(thing) = self.things.get_mut(step) {
            thing.asked = None;
        }
    }

    /// Asks of an act that destroys for everything that has to come before it.
    pub(super) fn check_act(&mut self, seq: u64, step: &'a str, intent: &Intent, findings: &mut Vec<Finding>) {
        if intent.effect != DESTROY {
            return;
        }
        let thing = self.things.entry(step).or_default();
        let kind = thing.kind_of_press();
        thing.press = Some(Press {
            seq,
            kind,
            dialogs: Dialogs::None,
        });
        thing.is_gone = None;
        let needs_consent = thing.identified.is_some_and(|thing| thing.consent.is_some());
        let step = || step.to_owned();
        if !thing.is_recognised() {
            findings.push(Finding::DestroyUnidentified { seq, step: step() });
        }
        if !thing.has_key {
            findings.push(Finding::DestroyWithoutKey { seq, step: step() });
        }
        if needs_consent && !thing.has_consent {
            findings.push(Finding::DestroyWithoutConsent { seq, step: step() });
        }
    }

    /// Takes a native dialog of a press into account.
    pub(super) fn follow_dialog(&mut self, step: &str, dialog: &Dialog) {
        let Some(press) = self.things.get_mut(step).and_then(|thing| thing.press.as_mut()) else {
            return;
        };
        if dialog.intent != Some(press.seq) || press.dialogs == Dialogs::Accepted {
            return;
        }
        press.dialogs = match dialog.answer {
            Some(DialogAnswer::Accepted | DialogAnswer::AcceptedWith(_)) => Dialogs::Accepted,
            Some(DialogAnswer::Dismissed) | None => Dialogs::Refused,
        };
    }

    /// Takes the end of a press into account: one that was made destroys, unless the portal asked and was refused.
    pub(super) fn follow_outcome(&mut self, step: &str, outcome: &Outcome) {
        let Some(thing) = self.things.get_mut(step) else { return };
        let Some(press) = thing.press.take_if(|press| press.seq == outcome.intent) else {
            return;
        };
        let is_made = match outcome.result {
            ActResult::Done => press.dialogs != Dialogs::Refused,
            ActResult::Unknown(_) => true,
            ActResult::Refused(_) => false,
        };
        if is_made && press.kind != Kind::Prepares {
            thing.spent = Some(press);
        }
    }

    /// Asks of a step that destroyed for the proof, whatever it says of itself, and of a plan for what it saw.
    pub(super) fn check_end(&mut self, step: &str, status: Status, verb: Option<&str>, findings: &mut Vec<Finding>) {
        let thing = self.things.remove(step).unwrap_or_default();
        let is_told = match status {
            // It says itself that nobody knows.
            Status::Uncertain => true,
            Status::Changed => thing.is_gone == Some(true),
            Status::Failed | Status::Blocked | Status::Skipped => thing.is_gone.is_some(),
            Status::Unchanged | Status::WouldChange | Status::Manual => false,
        };
        if let (Some(press), false) = (thing.spent, is_told) {
            findings.push(Finding::DestroyUntold {
                seq: press.seq,
                step: step.to_owned(),
                status,
            });
        }
        let is_proved = match status {
            Status::Changed => thing.is_gone == Some(true),
            Status::WouldChange => thing.is_recognised(),
            Status::Unchanged
            | Status::Skipped
            | Status::Blocked
            | Status::Failed
            | Status::Manual
            | Status::Uncertain => true,
        };
        if verb == Some(DESTROY) && !is_proved {
            findings.push(Finding::DestroyUnproved(step.to_owned()));
        }
    }
}

/// Says whether two texts are one, by the rule of the whole program.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    Label::new(one) == Label::new(other)
}
