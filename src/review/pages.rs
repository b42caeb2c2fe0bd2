//! The pages, put together from the report's own steps and what was said of them.

use askama::Template;

use crate::evidence::statements::{REMARK, Ruling, StepRuling};
use crate::report::assurance;
use crate::report::fragments::StepFragment;

use super::desk::{Desk, Subject};
use super::duty::{Duty, Step};
use super::session::{Block, Said, Session};
use super::wording::{Wording, wording};

/// The looks that the pages add to those of the report.
pub(super) const STYLE: &str = include_str!("review.css");
/// The keys.
pub(super) const SCRIPT: &str = include_str!("review.js");

/// What the reviewer said of a step, as it is shown: sign, word, class.
type Mine = (&'static str, &'static str, &'static str);

/// A step in the list.
struct Row<'d> {
    fragment: &'d StepFragment,
    duties: Vec<&'static str>,
    is_open: bool,
    mine: Option<Mine>,
}

/// Steps that belong together.
struct Stretch<'d> {
    title: &'d str,
    rows: Vec<Row<'d>>,
}

/// What stands in the way of a verdict, and the step that it is about.
struct Obstacle<'d> {
    says: &'static str,
    step: Option<&'d StepFragment>,
}

#[derive(Template)]
#[template(path = "review-doorstep.html")]
struct Doorstep<'d> {
    w: &'static Wording,
    subject: &'d Subject,
}

#[derive(Template)]
#[template(path = "review-overview.html")]
struct Overview<'d> {
    w: &'static Wording,
    subject: &'d Subject,
    key: &'d str,
    is_altered: bool,
    stretches: Vec<Stretch<'d>>,
    total: usize,
    judged: usize,
    unopened: usize,
    next: Option<u64>,
}

#[derive(Template)]
#[template(path = "review-step.html")]
struct StepPage<'d> {
    w: &'static Wording,
    key: &'d str,
    is_altered: bool,
    fragment: &'d StepFragment,
    duties: Vec<&'static str>,
    number: usize,
    total: usize,
    previous: Option<u64>,
    following: Option<u64>,
    next: Option<u64>,
    mine: Option<Mine>,
    remark: String,
    longest: usize,
    lacks_remark: bool,
}

#[derive(Template)]
#[template(path = "review-finish.html")]
struct Finish<'d> {
    w: &'static Wording,
    subject: &'d Subject,
    key: &'d str,
    remark: &'d str,
    longest: usize,
    /// What was asked for and cannot be.
    refused: Option<&'static str>,
    obstacles: Vec<Obstacle<'d>>,
    can_accept: bool,
    judged: usize,
    total: usize,
}

#[derive(Template)]
#[template(path = "review-done.html")]
struct Done<'d> {
    w: &'static Wording,
    subject: &'d Subject,
    verdict: &'static str,
    file: &'d str,
}

#[derive(Template)]
#[template(path = "review-unstored.html")]
struct Unstored {
    w: &'static Wording,
}

/// Says that the address was used.
pub(super) fn used(desk: &Desk) -> &'static str {
    wording(desk.subject.language).used
}

/// Says that the review has ended.
pub(super) fn ended(desk: &Desk) -> &'static str {
    wording(desk.subject.language).ended
}

/// The page that the address opens.
pub(super) fn doorstep(desk: &Desk) -> askama::Result<String> {
    let subject = &desk.subject;
    let w = wording(subject.language);
    Doorstep { w, subject }.render()
}

/// The list of all steps, with what is wrong with the bundle before anything else.
pub(super) fn overview(desk: &Desk) -> askama::Result<String> {
    let subject = &desk.subject;
    let w = wording(subject.language);
    let session = desk.session();
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for (fragment, step) in fragments(subject).iter().zip(session.steps()) {
        let row = Row {
            fragment,
            duties: duties(step, w),
            is_open: session.is_open(step.record),
            mine: session.said(step.record).map(|said| mine(said, w)),
        };
        match stretches.last_mut() {
            Some(last) if last.title == fragment.group => last.rows.push(row),
            Some(_) | None => stretches.push(Stretch {
                title: &fragment.group,
                rows: vec![row],
            }),
        }
    }
    let page = Overview {
        w,
        subject,
        key: &desk.gate.key,
        is_altered: session.is_altered(),
        stretches,
        total: session.steps().len(),
        judged: session.judged(),
        unopened: session.unopened().count(),
        next: session.next_unreviewed(None),
    };
    page.render()
}

/// The page of a step; none if there is no such step.
pub(super) fn step(desk: &Desk, record: u64) -> Option<askama::Result<String>> {
    let subject = &desk.subject;
    let w = wording(subject.language);
    let session = desk.session();
    let place = session.place(record)?;
    let fragment = fragments(subject).get(place)?;
    let steps = session.steps();
    let at = |place: usize| steps.get(place).map(|step| step.record);
    let said = session.said(record);
    let page = StepPage {
        w,
        key: &desk.gate.key,
        is_altered: session.is_altered(),
        fragment,
        duties: duties(steps.get(place)?, w),
        number: place + 1,
        total: steps.len(),
        previous: place.checked_sub(1).and_then(at),
        following: at(place + 1),
        next: session.next_unreviewed(Some(record)).filter(|next| *next != record),
        mine: said.map(|said| mine(said, w)),
        remark: said.map(|said| said.remark.clone()).unwrap_or_default(),
        longest: REMARK,
        lacks_remark: said.is_some_and(|said| said.ruling != StepRuling::Accepted && said.remark.is_empty()),
    };
    Some(page.render())
}

/// The page before the end; after an attempt that was refused with what stands in its way.
pub(super) fn finish(desk: &Desk, remark: &str, refused: Option<(Ruling, Vec<Block>)>) -> askama::Result<String> {
    let subject = &desk.subject;
    let w = wording(subject.language);
    let session = desk.session();
    let to_accept = session.blocks(Ruling::Accepted, remark);
    let can_accept = to_accept.is_empty();
    let (refused, blocks) = match refused {
        Some((Ruling::Accepted, blocks)) => (Some(w.not_accepted), blocks),
        Some((Ruling::Rejected, blocks)) => (Some(w.not_rejected), blocks),
        None => (None, to_accept),
    };
    let page = Finish {
        w,
        subject,
        key: &desk.gate.key,
        remark,
        longest: REMARK,
        refused,
        obstacles: blocks
            .iter()
            .map(|block| obstacle(block, &session, subject, w))
            .collect(),
        can_accept,
        judged: session.judged(),
        total: session.steps().len(),
    };
    page.render()
}

/// The last page.
pub(super) fn done(desk: &Desk, file: &str, verdict: Ruling) -> askama::Result<String> {
    let subject = &desk.subject;
    let page = Done {
        w: wording(subject.language),
        subject,
        verdict: assurance::ruling(verdict, subject.language),
        file,
    };
    page.render()
}

/// The last page of a review of which something could not be kept.
pub(super) fn unstored(desk: &Desk) -> askama::Result<String> {
    let w = wording(desk.subject.language);
    Unstored { w }.render()
}

fn fragments(subject: &Subject) -> &[StepFragment] {
    subject.fragments.as_ref().map_or(&[], |fragments| &fragments.steps)
}

fn obstacle<'d>(block: &Block, session: &Session, subject: &'d Subject, w: &'static Wording) -> Obstacle<'d> {
    let step = |record: u64| session.place(record).and_then(|place| fragments(subject).get(place));
    let (says, step) = match block {
        Block::Altered => (w.block_altered, None),
        Block::NoReason => (w.block_no_reason, None),
        Block::Unopened(record) => (w.block_unopened, step(*record)),
        Block::Unexplained(record) => (w.block_unexplained, step(*record)),
        Block::Objection(record) => (w.block_objection, step(*record)),
    };
    Obstacle { says, step }
}

fn duties(step: &Step, w: &'static Wording) -> Vec<&'static str> {
    let word = |duty: &Duty| match duty {
        Duty::Destroys => w.duty_destroys,
        Duty::Manual => w.duty_manual,
        Duty::Changes => w.duty_changes,
        Duty::Failed => w.duty_failed,
        Duty::Missing => w.duty_missing,
    };
    step.duties.iter().map(word).collect()
}

fn mine(said: &Said, w: &'static Wording) -> Mine {
    match said.ruling {
        StepRuling::Accepted => ("✓", w.said_accepted, "changed"),
        StepRuling::Rejected => ("✗", w.said_rejected, "failed"),
        StepRuling::Questioned => ("?", w.said_questioned, "blocked"),
    }
}
