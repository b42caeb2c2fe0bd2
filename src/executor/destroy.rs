//! The verb `destroy`: one thing, recognised exactly, agreed to by key and consent, pressed once, proved to be gone.

use crate::evidence::clock::Day;
use crate::evidence::consent::{Claim, has_expired};
use crate::evidence::format::{Attribute, Destroying, Identified, KeyGiven, Status, Target};
use crate::page::protocol::Page;
use crate::runbook::model::{Destroy, Effect, Scope, Step};

use super::failure::{Failure, Stop};
use super::gone::is_same;
use super::locate::{Aim, most_similar};
use super::plan::Approval;
use super::reason::reason;
use super::refusal::Refusal;
use super::sequence::Onward;
use super::settle::Deadline;
use super::thing::Thing;
use super::walk::{Assignment, GoneBefore, GoneBy, Walk};

impl<P: Page> Walk<'_, P> {
    /// Finds what is to be destroyed and records it; a plan does no more than that.
    pub(super) async fn destroy(
        &mut self,
        step: &Step,
        destroy: &Destroy,
        scope: &Scope,
        deadline: Deadline,
    ) -> Result<(Status, Onward), Stop> {
        let thing = Thing::of(step, destroy, scope);
        if let Some(before) = self.pressed_list() {
            return self.look_for(&thing, before).await;
        }
        let before = self.listed_before(&thing).await?;
        if !before.contains(&thing.gone.row) {
            return self.is_gone_already(&thing, &before);
        }
        let deadline = match self.assignment {
            Assignment::Plan => deadline,
            Assignment::Apply(_) => {
                self.anchor_before().await?;
                // The time that an authority takes is not the page's.
                self.deadline()
            }
        };
        // Reading the list may have walked the way here again, which forgets what this step expects.
        self.front(step, scope, deadline).await?;
        let aim = self
            .aim_at(step, &destroy.label, Effect::Destroy, scope, deadline)
            .await?;
        let target = self.see_control(&aim, Effect::Destroy, deadline).await?;
        let attributes = self.recognise(&thing, &aim, deadline).await?;
        let identified = self.identified(&thing, target, attributes)?;
        let Assignment::Apply(planned) = self.assignment else {
            self.changes += 1;
            return Ok((Status::WouldChange, Onward::UnknownUntilApplied));
        };
        let path = self.journal.path().to_owned();
        let approval = planned.approval(&path, &identified, self.journal.masking())?;
        self.agreed_to(approval)?;
        self.attempt.list = Some(before.clone());
        let said = self.press_and_confirm(&thing, &aim).await?;
        let told = self.postconditions(step, scope, self.deadline()).await;
        self.note_silent_dialogs()?;
        if let Err(stop @ (Stop::Uncertain(_) | Stop::Evidence(_))) = told {
            return Err(stop);
        }
        self.prove_gone(&thing, before, said).await?;
        self.anchor_after().await?;
        told?;
        Ok((Status::Changed, Onward::Known))
    }

    /// Reads the attributes until the page tells them all; another text than wanted is another thing at once.
    async fn recognise(&mut self, thing: &Thing, aim: &Aim, deadline: Deadline) -> Result<Vec<Attribute>, Stop> {
        loop {
            let view = self.view(deadline).await?;
            match thing.recognised(&view, aim) {
                Ok(attributes) => {
                    self.seen = Some(view);
                    return Ok(attributes);
                }
                Err(failure @ Failure::Destroying(Refusal::IdentityMissing { .. })) if !deadline.passed() => {
                    self.wait_because(Some(&failure), &view.fingerprint, deadline).await?;
                }
                Err(failure) => return Err(Stop::Blocked(failure)),
            }
        }
    }

    fn identified(&mut self, thing: &Thing, target: Target, attributes: Vec<Attribute>) -> Result<Identified, Stop> {
        let observed = self.journal.before()?.unwrap_or_default();
        let identified = Identified {
            target,
            attributes,
            gone: thing.gone.clone(),
            asks: thing.asks.as_ref().map(|asks| asks.says.clone()),
            consent: thing.consent.clone(),
            observed,
        };
        self.journal.destroying(Destroying::Identified(identified.clone()))?;
        Ok(identified)
    }

    /// Records key and consent before the press; a consent that is still good is marked as used first.
    fn agreed_to(&mut self, approval: &Approval) -> Result<(), Stop> {
        if let Some(granted) = &approval.consent {
            let terms = &granted.consented.terms;
            if has_expired(terms, self.today()) {
                let (number, expires) = (terms.number.clone(), terms.expires.clone());
                let refusal = Refusal::ConsentExpired { number, expires };
                return Err(Stop::Blocked(Failure::Destroying(refusal)));
            }
            let claimed = granted.place.claim(self.journal.run(), &granted.consented.binding)?;
            if let Claim::Refused(run) = claimed {
                let number = terms.number.clone();
                let refusal = Refusal::ConsentUsed { number, run };
                return Err(Stop::Blocked(Failure::Destroying(refusal)));
            }
            let consented = granted.consented.clone();
            self.journal.destroying(Destroying::Consented(consented))?;
        }
        self.journal.destroying(Destroying::KeyGiven(KeyGiven {
            key: approval.key.clone(),
            by: approval.by,
            things: approval.things,
        }))?;
        Ok(())
    }

    /// A clock that was put back since the plan makes no consent good again.
    fn today(&self) -> Day {
        let today = self.journal.today();
        match self.assignment {
            Assignment::Plan => today,
            Assignment::Apply(planned) => today.max(planned.day()),
        }
    }

    /// A thing that no page of its list has is no longer to be destroyed if an earlier run proved so; else its name may be
    /// a slip of the pen. What a plan saw there has to be there still.
    fn is_gone_already(&mut self, thing: &Thing, before: &[String]) -> Result<(Status, Onward), Stop> {
        if let Assignment::Apply(planned) = self.assignment
            && planned.target(self.journal.path()).is_some()
        {
            return Err(Stop::Blocked(Failure::StalePlan {
                field: thing.gone.row.clone(),
                planned: thing.gone.row.clone(),
                found: String::new(),
            }));
        }
        let is_it = |gone: &&GoneBefore| is_same(&gone.row, &thing.gone);
        let Some(gone) = self.procedure.gone_before.iter().find(is_it) else {
            return Err(Stop::Failed(Failure::TargetMissing {
                label: thing.gone.row.clone(),
                places: vec![thing.gone.table.clone()],
                nearest: most_similar(before.iter().map(String::as_str), &thing.gone.row),
            }));
        };
        let values = [
            ("row", thing.gone.row.as_str()),
            ("table", &thing.gone.table),
            ("run", &gone.run),
        ];
        let code = match gone.by {
            GoneBy::Proof => "already-gone",
            GoneBy::OpenPress => "gone-after-open-press",
        };
        self.journal.note(reason(code, &values))?;
        Ok((Status::Unchanged, Onward::Known))
    }
}
