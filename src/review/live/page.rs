//! The page of a run that works, put together from the report's own steps.

use askama::Template;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::Event;
use crate::evidence::text::printable;
use crate::report::fragments::{self, Fragments, StepFragment};
use crate::report::words;

use super::wording::{Wording, wording};
use super::{Doing, Live, Phase};

/// The looks that the page adds to those of the report.
pub(super) const STYLE: &str = include_str!("../live.css");
/// Fetches the page anew when something happened.
pub(super) const SCRIPT: &str = include_str!("../live.js");

#[derive(Template)]
#[template(path = "live-doorstep.html")]
struct Doorstep {
    w: &'static Wording,
}

#[derive(Template)]
#[template(path = "live.html")]
struct Page<'p> {
    w: &'static Wording,
    key: &'p str,
    turn: u64,
    state: &'static str,
    class: &'static str,
    can_stop: bool,
    is_over: bool,
    now: Option<NowView>,
    picture: Option<String>,
    coming: Vec<(String, String)>,
    fragments: Option<&'p Fragments>,
    done: Vec<&'p StepFragment>,
}

/// What is being done.
struct NowView {
    verb: String,
    says: String,
    doing: Option<String>,
}

/// Returns the page that leads to the run.
pub(super) fn doorstep(live: &Live) -> askama::Result<String> {
    Doorstep {
        w: wording(live.language),
    }
    .render()
}

/// Returns the page of the run as it stands.
pub(super) fn page(live: &Live) -> askama::Result<String> {
    let language = live.language;
    let w = wording(language);
    let bundle = live.bundle();
    let fragments = bundle
        .as_ref()
        .and_then(|bundle| fragments::so_far(bundle, language).ok());
    let seen = live.seen();
    let (state, class) = match seen.phase {
        Phase::Waiting => (w.waiting, "pending"),
        Phase::Working => (w.working, "good"),
        Phase::Stopping => (w.stopping, "pending"),
        Phase::Ended => (w.ended, "good"),
    };
    let steps = fragments.iter().flat_map(|fragments| &fragments.steps);
    let page = Page {
        w,
        key: &live.gate.key,
        turn: seen.turn,
        state,
        class,
        can_stop: matches!(seen.phase, Phase::Waiting | Phase::Working),
        is_over: seen.phase == Phase::Ended,
        now: seen.now.as_ref().map(|now| NowView {
            verb: words::verb(&now.started.verb, language),
            says: now.started.says.clone(),
            doing: now.doing.as_ref().map(|doing| match doing {
                Doing::Act { act, label } => format!("{} {label}", words::act(act, language)),
                Doing::Waits(why) => why.clone(),
            }),
        }),
        picture: bundle.as_ref().and_then(last_picture),
        coming: seen
            .coming
            .iter()
            .map(|step| (words::verb(step.verb, language), step.says.clone()))
            .collect(),
        fragments: fragments.as_ref(),
        done: steps.filter(|step| step.has_ended).rev().collect(),
    };
    page.render().map(|html| printable(&html))
}

fn last_picture(bundle: &Bundle) -> Option<String> {
    bundle.records().iter().rev().find_map(|record| {
        let Event::Observed(observed) = &record.event else {
            return None;
        };
        Some(observed.picture.file.path.clone())
    })
}

/// What the page says to whoever comes a second time by the address that works once.
pub(super) fn used(live: &Live) -> &'static str {
    wording(live.language).used
}
