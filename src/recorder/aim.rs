//! What a control or field is called so that it can be found again: its label, and no more places than tell it apart.

use crate::page::observation::{Control, Field, State, Surroundings, Tier, TieredLabel};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::remark::Remark;

/// Something with a label on a page.
pub(super) trait Labelled {
    fn labels(&self) -> &[TieredLabel];
    fn place(&self) -> &Surroundings;
    fn state(&self) -> &State;
}

impl Labelled for Control {
    fn labels(&self) -> &[TieredLabel] {
        &self.labels
    }
    fn place(&self) -> &Surroundings {
        &self.place
    }
    fn state(&self) -> &State {
        &self.state
    }
}

impl Labelled for Field {
    fn labels(&self) -> &[TieredLabel] {
        &self.labels
    }
    fn place(&self) -> &Surroundings {
        &self.place
    }
    fn state(&self) -> &State {
        &self.state
    }
}

/// Where something stands, as far as it is needed to tell it apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) frame: Option<String>,
    pub(super) dialog: Option<String>,
    pub(super) tab: Option<String>,
    pub(super) section: Option<String>,
    /// Text of one cell of its row.
    pub(super) row: Option<String>,
}

impl Places {
    /// Names the frame and the dialog, without which nothing in them is understood.
    pub(super) fn around(place: &Surroundings) -> Self {
        let named = |name: Option<&String>| name.map(|name| plain(name)).filter(|name| !Label::new(name).is_empty());
        Self {
            frame: named(place.frames.last()),
            dialog: named(place.dialog.as_ref()),
            ..Self::default()
        }
    }

    /// Says whether nothing but the label is needed.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn are_around(&self, place: &Surroundings) -> bool {
        let names = |wanted: &String| {
            let wanted = Label::new(wanted);
            let inner = place.sections.iter().chain(&place.tab).chain(&place.dialog);
            inner.chain(&place.frames).any(|name| Label::new(name) == wanted)
        };
        let in_row = self.row.as_ref().is_none_or(|key| {
            let key = Label::new(key);
            let cells = place.row.as_ref();
            cells.is_some_and(|cells| cells.iter().any(|cell| Label::new(cell) == key))
        });
        let named = [&self.frame, &self.dialog, &self.tab, &self.section];
        in_row && named.into_iter().flatten().all(names)
    }
}

/// A name, and what there is to say about it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) label: String,
    pub(super) tier: Tier,
    pub(super) places: Places,
    pub(super) remark: Option<Remark>,
}

/// Names one of the candidates; `always` are the places that are named in any case. None if it has no label.
pub(super) fn name<C: Labelled>(all: &[C], one: &C, always: &Places) -> Option<Name> {
    let labels: Vec<&TieredLabel> = one
        .labels()
        .iter()
        .filter(|label| !Label::new(&label.text).is_empty())
        .collect();
    let ways: Vec<Places> = narrowing(one.place(), always);
    let choices = || {
        labels
            .iter()
            .flat_map(|label| ways.iter().map(move |places| (*label, places)))
    };
    // Better a name that also what is hidden today does not bear; else one that at least nothing visible does.
    let apart = choices().find(|(label, places)| standing(all, label, places) == (1, 0));
    let alone = || choices().find(|(label, places)| standing(all, label, places).0 == 1);
    let (label, places) = apart.or_else(alone).or_else(|| choices().next())?;
    let text = Label::new(&plain(&label.text)).as_str().to_owned();
    let remark = match standing(all, label, places) {
        (1, 0) => None,
        (1, _) => Some(Remark::AloneByChance { label: text.clone() }),
        (count, _) => Some(Remark::Twins {
            label: text.clone(),
            count,
        }),
    };
    Some(Name {
        label: text,
        tier: label.tier,
        places: places.clone(),
        remark,
    })
}

/// Counts who would answer to a label within places by krok's rule, and those hidden who could one day.
fn standing<C: Labelled>(all: &[C], label: &TieredLabel, places: &Places) -> (usize, usize) {
    let wanted = Label::new(&label.text);
    let bearers: Vec<(Tier, &State)> = all
        .iter()
        .filter(|other| places.are_around(other.place()))
        .filter_map(|other| {
            let tiers = other.labels().iter().filter(|label| Label::new(&label.text) == wanted);
            Some((tiers.map(|label| label.tier).min()?, other.state()))
        })
        .collect();
    let visible = || bearers.iter().filter(|(_, state)| **state != State::Hidden);
    let best = visible().map(|(tier, _)| *tier).min();
    let answering: Vec<&State> = visible()
        .filter(|(tier, _)| Some(*tier) == best)
        .map(|(_, state)| *state)
        .collect();
    let enabled = answering.iter().filter(|state| ***state != State::Disabled).count();
    let hidden = bearers
        .iter()
        .filter(|(tier, state)| **state == State::Hidden && best.is_none_or(|best| *tier <= best));
    let count = if enabled > 0 { enabled } else { answering.len() };
    (count, hidden.count())
}

/// Lists the ways to say where something stands, the shortest first.
fn narrowing(place: &Surroundings, always: &Places) -> Vec<Places> {
    let mut ways = vec![always.clone()];
    let tab = place.tab.as_ref().filter(|tab| !Label::new(tab).is_empty());
    if let Some(tab) = tab {
        ways.push(Places {
            tab: Some(plain(tab)),
            ..always.clone()
        });
    }
    let sections = || {
        place
            .sections
            .iter()
            .rev()
            .filter(|section| !Label::new(section).is_empty())
    };
    for with_tab in [None, tab] {
        ways.extend(sections().map(|section| Places {
            section: Some(plain(section)),
            tab: with_tab.map(|tab| plain(tab)).or_else(|| always.tab.clone()),
            ..always.clone()
        }));
    }
    ways
}
