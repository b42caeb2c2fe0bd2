//! A step tried on the page as it stands: what each of its targets is, by the executor's own rule.
//!
//! Only looks: nothing here presses, types, points, scrolls, answers or leaves the page.

use crate::evidence::format::{Reason, StepStarted, Target, Truth, Value};
use crate::page::observation::{Extent, Screenshot, View};
use crate::page::protocol::Page;
use crate::runbook::model::{Scope, Step};
use crate::text::mask::Masking;

use super::compare::shown;
use super::failure::{Failure, Stop};
use super::guard::{self, Standing};
use super::plan::as_kept;
use super::record::{kept_value, stored_url};
use super::say::started;
use super::settle::Deadline;
use super::sight::Sight;
use super::walk::Procedure;

/// What a step would find on the page as it stands.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The step in the words of the record.
    pub step: StepStarted,
    /// Address of the page.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Acting entity shown, if the page shows one.
    pub entity: Option<String>,
    /// What the step aims at, in the order in which it would.
    pub targets: Vec<Probed>,
    /// The page as it was looked at.
    pub picture: Screenshot,
}

/// One thing that a step aims at.
#[derive(Clone, Debug, PartialEq)]
pub struct Probed {
    /// What the step wants of it.
    pub part: Part,
    /// Label or text as the runbook has it.
    pub label: String,
    /// Places around it as the runbook has them, outermost first; the row last.
    pub places: Vec<String>,
    /// What the page has.
    pub found: Found,
}

/// What a step wants of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The window to work in.
    Window,
    /// A label of a click path.
    Way,
    /// What is pressed.
    Press,
    /// An attribute by which a thing to be destroyed is recognised.
    Identity,
    /// A tab that has to be opened first.
    Tab,
    /// Opens a form for editing.
    Edit,
    /// A field.
    Field,
    /// A text or field that is read into the evidence.
    Fact,
    /// Stores a form.
    Save,
    /// Leaves a form without storing.
    Cancel,
    /// A table whose rows are worked on or read into the evidence.
    Table,
    /// A text that has to be there.
    See,
    /// A text that must not be there.
    NotSee,
    /// What must hold for the step to be done.
    When,
    /// What must hold for the run to go on.
    Require,
}

/// What a page has of a target.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Exactly one control or field.
    One {
        /// Where it stands.
        target: Target,
        /// What it holds, if it is a field.
        held: Option<Held>,
        /// Why the step could not work it.
        hindrance: Option<Reason>,
    },
    /// Exactly one, in a menu that this control opens.
    InMenu(Target),
    /// More than one, and nothing tells them apart.
    Several(Reason, Vec<Target>),
    /// None, and where the same label stands outside the places wanted.
    None(Reason, Vec<Target>),
    /// A label of a click path that stands before the first one seen.
    Passed,
    /// It can only be looked for later.
    Later(Later),
    /// A table.
    Table(Listed),
    /// Whether a text is there, and why that is wrong now.
    Text(bool, Option<Reason>),
    /// A condition, as far as the page that stands decides it.
    Condition {
        /// What is asked.
        asked: Reason,
        /// Whether it holds.
        truth: Truth,
        /// What was found, as far as there is something to say.
        found: String,
        /// Why the run would stop here.
        why: Option<Reason>,
    },
}

/// Before what a target cannot be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Later {
    /// The press of a label.
    Press(String),
    /// The opening of a tab.
    Tab(String),
    /// The row, which another page of its table may have.
    Row(String),
    /// The window that the step works in.
    Window(String),
}

/// What a field holds and should hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// What it holds.
    pub now: Value,
    /// What it should hold.
    pub wanted: Value,
    /// Whether that is the same.
    pub is_met: bool,
    /// Labels of its options, as far as they are known now.
    pub options: Vec<String>,
}

/// A table as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its headings, nearest first.
    pub titles: Vec<String>,
    /// Its columns.
    pub columns: Vec<String>,
    /// The column of the keys.
    pub key: String,
    /// The keys of the rows shown.
    pub keys: Vec<String>,
    /// How many rows the step works on; none if it only reads them.
    pub allowed: Option<std::ops::RangeInclusive<usize>>,
    /// Whether there are more rows by paging or scrolling; what the pager says.
    pub more: Option<String>,
    /// Why the step could not work on the rows shown.
    pub trouble: Option<Reason>,
}

impl Probed {
    /// Says why the step could not work this as the page stands.
    pub fn trouble(&self) -> Option<&Reason> {
        match &self.found {
            Found::One { hindrance: why, .. } | Found::Text(_, why) | Found::Condition { why, .. } => why.as_ref(),
            Found::Several(why, _) | Found::None(why, _) => Some(why),
            Found::Table(table) => table.trouble.as_ref(),
            Found::InMenu(_) | Found::Passed | Found::Later(_) => None,
        }
    }

    /// Returns what was found as it may be stored.
    fn kept(self, masking: &mut Masking) -> Self {
        let (label, places) = (&self.label, &self.places);
        let kept = |value: &Value, masking: &mut Masking| as_kept(&kept_value(masking, label, places, value), masking);
        let found = match self.found {
            Found::One {
                target,
                held: Some(held),
                hindrance,
            } => Found::One {
                target,
                held: Some(Held {
                    now: kept(&held.now, masking),
                    wanted: kept(&held.wanted, masking),
                    ..held
                }),
                hindrance,
            },
            Found::Condition {
                asked,
                truth,
                found,
                why,
            } => Found::Condition {
                asked,
                truth,
                found: shown(&kept(&Value::Text(found), masking)),
                why,
            },
            Found::Table(listed) => Found::Table(Listed {
                keys: listed.keys.iter().map(|key| masking.masked(key).into_owned()).collect(),
                ..listed
            }),
            found @ (Found::One { held: None, .. }
            | Found::InMenu(_)
            | Found::Several(..)
            | Found::None(..)
            | Found::Passed
            | Found::Later(_)
            | Found::Text(..)) => found,
        };
        Self { found, ..self }
    }

    /// Returns everything that can be shown in the picture.
    pub fn areas(&self) -> &[Target] {
        match &self.found {
            Found::One { target, .. } | Found::InMenu(target) => std::slice::from_ref(target),
            Found::Several(_, targets) | Found::None(_, targets) => targets,
            Found::Passed | Found::Later(_) | Found::Table(_) | Found::Text(..) | Found::Condition { .. } => &[],
        }
    }
}

/// Looks for everything that a step would aim at on the page as it stands.
///
/// # Errors
///
/// Fails if the page is not the portal's, shows another entity or the end of the session, or cannot be looked at.
pub async fn probe<P: Page>(
    page: &mut P,
    procedure: &Procedure<'_>,
    step: &Step,
    scope: &Scope,
) -> Result<Probe, Failure> {
    let portal = procedure.portal;
    let deadline = Deadline::after(step.deadline.unwrap_or(portal.deadline));
    let mut masking = Masking::new(portal.masks.clone(), None);
    loop {
        let seen = page
            .settle(None, deadline.left())
            .await
            .map_err(|error| guard::told_apart(portal, error.into()))?;
        let standing = Standing {
            url: seen.url.clone(),
            entity: seen.entity.clone(),
        };
        guard::seen(portal, &procedure.entity, &standing, &seen.texts).map_err(failure_of)?;
        let targets_in = |view: &View| {
            let sight = Sight {
                view,
                seen: &seen,
                portal,
                scope,
            };
            sight.targets(step)
        };
        let view = page.look().await?;
        let targets = targets_in(&view);
        // What it tells of covered places is known from here on; the words themselves are not kept.
        seen.snapshot.kept(&mut masking);
        let picture = page.picture(extent(&targets, &view), &mut masking).await?;
        // What moved while the picture was taken would be boxed where it is no more.
        if targets_in(&page.look().await?) == targets || deadline.passed() {
            return Ok(Probe {
                step: started(step, scope, None),
                url: stored_url(&seen.url),
                title: masking.masked(&seen.title).into_owned(),
                entity: seen.entity,
                targets: targets.into_iter().map(|probed| probed.kept(&mut masking)).collect(),
                picture,
            });
        }
    }
}

/// Chooses the picture that shows every target.
fn extent(targets: &[Probed], view: &View) -> Extent {
    let window = view.viewport;
    let is_inside = |target: &Target| {
        let area = target.rectangle;
        let (right, bottom) = (area.x + area.width, area.y + area.height);
        area.x >= 0.0 && area.y >= 0.0 && right <= window.width && bottom <= window.height
    };
    if targets.iter().flat_map(Probed::areas).all(is_inside) {
        Extent::Viewport
    } else {
        Extent::Whole
    }
}

fn failure_of(stop: Stop) -> Failure {
    match stop {
        Stop::Blocked(failure) | Stop::Failed(failure) | Stop::Uncertain(failure) => failure,
        // Nothing is stored here.
        Stop::Evidence(error) => Failure::BrowserProtocol(error.to_string()),
    }
}
