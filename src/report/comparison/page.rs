//! The comparison as a page.

use askama::Template;

use crate::evidence::format::{Mode, RunStarted};
use crate::evidence::text::printable;
use crate::report::assessment::Integrity;
use crate::report::shown::{moment, shown};
use crate::report::verdict::VerdictView;
use crate::report::wording;
use crate::report::words::{sign, status};
use crate::text::language::Language;

use super::texts::Line;
use super::words::{Wording, wording as words_of};
use super::{Found, Presence, Side, StepDifference};

#[derive(Template)]
#[template(path = "comparison.html")]
struct Page<'p> {
    lang: &'static str,
    w: &'static Wording,
    class: &'static str,
    sentence: &'static str,
    warnings: Vec<String>,
    sides: Vec<SideRow>,
    found: &'p Found<'p>,
    steps: Vec<StepView<'p>>,
    counts: Vec<(usize, &'static str)>,
}

/// One thing that is said of both bundles.
struct SideRow {
    name: &'static str,
    first: String,
    second: String,
    is_hash: bool,
}

impl SideRow {
    fn differs(&self) -> bool {
        self.first != self.second
    }
}

struct StepView<'p> {
    difference: &'p StepDifference<'p>,
    /// Why it is shown, if it is in only one of them.
    only: Option<&'static str>,
    /// What is said of the step itself: its result, its words, its reason.
    told: Vec<(&'static str, String, String)>,
}

/// Returns the page.
pub(super) fn render(
    first: &Side,
    second: &Side,
    found: &Found<'_>,
    is_equal: bool,
    language: Language,
) -> Result<String, askama::Error> {
    let w = words_of(language);
    let is_unsound = [first, second]
        .iter()
        .any(|side| side.integrity() == Integrity::Altered);
    let page = Page {
        lang: language.pick("pl", "en"),
        w,
        class: match (is_unsound, is_equal) {
            (true, _) => "bad",
            (false, false) => "pending",
            (false, true) => "good",
        },
        sentence: if is_equal { w.equal } else { w.different },
        warnings: warnings(first, second, w),
        sides: sides(first, second, language),
        found,
        steps: found.steps.iter().map(|step| StepView::of(step, language)).collect(),
        counts: vec![
            (found.steps.len(), w.count_steps),
            (found.fields, w.count_fields),
            (found.texts, w.count_texts),
            (found.pictures + found.unshown, w.count_pictures),
            (found.same, w.count_same),
        ],
    };
    page.render().map(|html| printable(&html))
}

/// Says first of all what makes the two hard to compare, or one of them hard to believe.
fn warnings(first: &Side, second: &Side, w: &'static Wording) -> Vec<String> {
    let mut warnings = Vec::new();
    for (name, side) in [("A", first), ("B", second)] {
        let says = match side.integrity() {
            Integrity::Altered => w.warn_altered,
            Integrity::Unsealed => w.warn_unsealed,
            Integrity::Intact => continue,
        };
        warnings.push(format!("{} {name} {says}", w.the_bundle));
    }
    if first.head() == second.head() {
        warnings.push(w.warn_same.to_owned());
    }
    let (Some(one), Some(other)) = (first.started(), second.started()) else {
        return warnings;
    };
    let is_same_runbook = one.portal.name == other.portal.name && one.runbook.name == other.runbook.name;
    let is_same_version = one.runbook.file.sha256 == other.runbook.file.sha256;
    let all = [
        (!is_same_runbook, w.warn_runbook),
        (is_same_runbook && !is_same_version, w.warn_version),
        (one.entity != other.entity, w.warn_entity),
        (one.portal.name != other.portal.name, w.warn_portal),
        (one.portal.practice != other.portal.practice, w.warn_practice),
        (one.mode != other.mode, w.warn_mode),
        (one.inputs != other.inputs, w.warn_inputs),
    ];
    warnings.extend(
        all.into_iter()
            .filter(|(is_so, _)| *is_so)
            .map(|(_, says)| says.to_owned()),
    );
    warnings
}

fn sides(first: &Side, second: &Side, language: Language) -> Vec<SideRow> {
    let w = words_of(language);
    let report = wording::wording(language);
    let started = |side: &Side, say: &dyn Fn(&RunStarted) -> String| side.started().map(say).unwrap_or_default();
    let row = |name, say: &dyn Fn(&RunStarted) -> String| SideRow {
        name,
        first: started(first, say),
        second: started(second, say),
        is_hash: false,
    };
    let both = |name, say: &dyn Fn(&Side) -> String| SideRow {
        name,
        first: say(first),
        second: say(second),
        is_hash: false,
    };
    let state = |side: &Side| {
        let integrity = match side.integrity() {
            Integrity::Intact => format!("✓ {}", report.intact),
            Integrity::Unsealed => format!("? {}", report.unsealed),
            Integrity::Altered => format!("✗ {}", report.altered),
        };
        let completeness = if side.is_complete() {
            format!("✓ {}", report.complete)
        } else {
            format!("✗ {}", report.incomplete)
        };
        format!("{integrity}, {completeness}")
    };
    let began = |side: &Side| {
        let first = side.bundle().records().first();
        first.map(|record| moment(&record.at)).unwrap_or_default()
    };
    vec![
        both(w.state, &state),
        both(w.result, &|side| VerdictView::of(side.bundle(), language).sentence),
        row(w.kind, &|started| {
            let kind = match started.mode {
                Mode::Plan => w.kind_plan,
                Mode::Apply => w.kind_apply,
            };
            kind.to_owned()
        }),
        row(w.entity, &|started| shown(&started.entity)),
        row(w.runbook, &|started| {
            let name = format!("{}/{}", started.portal.name, started.runbook.name);
            format!("{} ({})", shown(&started.runbook.title), shown(&name))
        }),
        row(w.portal, &|started| {
            let practice = if started.portal.practice {
                format!(" ({})", w.practice)
            } else {
                String::new()
            };
            format!(
                "{}{practice}, {}",
                shown(&started.portal.title),
                shown(&started.portal.base)
            )
        }),
        row(w.inputs, &|started| {
            let inputs = started
                .inputs
                .iter()
                .map(|(name, value)| format!("{} = {}", shown(name), shown(value)));
            inputs.collect::<Vec<_>>().join("; ")
        }),
        row(w.operator, &|started| {
            format!(
                "{} {} {}",
                shown(&started.operator),
                report.on_machine,
                shown(&started.host)
            )
        }),
        both(w.began, &began),
        row(w.run, &|started| shown(&started.run)),
        SideRow {
            is_hash: true,
            ..row(w.version, &|started| shown(&started.runbook.file.sha256))
        },
        SideRow {
            is_hash: true,
            ..both(w.head, &|side| side.head().to_owned())
        },
    ]
}

impl<'p> StepView<'p> {
    fn of(difference: &'p StepDifference<'p>, language: Language) -> Self {
        let w = words_of(language);
        let (only, other) = match &difference.presence {
            Presence::Both(other) => (None, Some(other)),
            Presence::OnlyFirst => (Some(w.only_first), None),
            Presence::OnlySecond => (Some(w.only_second), None),
        };
        let ended = |ended: Option<_>| {
            ended.map_or_else(
                || w.none.to_owned(),
                |ended| format!("{} {}", sign(ended), status(ended, language)),
            )
        };
        let step = difference.step;
        let mut told = Vec::new();
        if let Some(other) = other {
            let reason = |reason: &Option<String>| reason.clone().unwrap_or_else(|| w.none.to_owned());
            told = vec![
                (w.status, ended(step.status), ended(other.status)),
                (w.says, step.says.clone(), other.says.clone()),
                (w.reason, reason(&step.reason), reason(&other.reason)),
            ];
            told.retain(|(_, one, other)| one != other);
        } else {
            told.push((w.status, ended(step.status), String::new()));
        }
        Self { difference, only, told }
    }
}
