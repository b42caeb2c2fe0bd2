//! What `look.js` tells, and the view that becomes of it.

use serde::Deserialize;
use serde_json::Value;

use super::control::SeenControl;
use super::fact::SeenFact;
use super::field::SeenField;
use super::table::SeenTable;
use super::{ELEMENT, read, unexpected};
use crate::browser::frames::{Frame, Sight};
use crate::page::error::PageError;
use crate::page::observation::{Handle, OpenDialog, Rectangle, State, Surroundings, Tier, TieredLabel, View};

/// Reads the reply of `look.js`.
pub(in crate::browser) fn sight(reply: Value) -> Result<Sight, PageError> {
    let seen: Seen = read(reply)?;
    let handles = seen
        .nodes
        .iter()
        .map(|node| node.get(ELEMENT).and_then(Value::as_str))
        .map(|id| id.map(|id| Handle(id.to_owned())))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| unexpected("a node without a reference"))?;
    let nodes = Nodes(handles);
    Ok(Sight {
        view: View {
            controls: each(seen.controls, |control| control.placed(&nodes))?,
            fields: each(seen.fields, |field| field.placed(&nodes))?,
            facts: each(seen.facts, |fact| fact.placed(&nodes))?,
            dialogs: seen.dialogs.into_iter().map(SeenDialog::known).collect(),
            tables: each(seen.tables, |table| table.placed(&nodes))?,
            viewport: seen.viewport.into(),
            fingerprint: seen.fingerprint,
        },
        title: seen.title,
        frames: each(seen.frames, |frame| frame.placed(&nodes))?,
    })
}

pub(super) struct Nodes(Vec<Handle>);

impl Nodes {
    pub(super) fn at(&self, place: usize) -> Result<Handle, PageError> {
        self.0
            .get(place)
            .cloned()
            .ok_or_else(|| unexpected("a node that is not in the list"))
    }

    pub(super) fn maybe(&self, place: Option<usize>) -> Result<Option<Handle>, PageError> {
        place.map(|place| self.at(place)).transpose()
    }
}

#[derive(Deserialize)]
struct Seen {
    controls: Vec<SeenControl>,
    fields: Vec<SeenField>,
    facts: Vec<SeenFact>,
    dialogs: Vec<SeenDialog>,
    tables: Vec<SeenTable>,
    frames: Vec<SeenFrame>,
    title: String,
    nodes: Vec<Value>,
    viewport: SeenRectangle,
    fingerprint: String,
}

#[derive(Deserialize)]
struct SeenDialog {
    title: String,
    says: String,
}

#[derive(Deserialize)]
struct SeenFrame {
    node: usize,
    title: String,
    place: SeenPlace,
    state: SeenState,
    rect: SeenRectangle,
    open: bool,
}

#[derive(Deserialize)]
pub(super) struct SeenPlace {
    sections: Vec<String>,
    tab: Option<String>,
    dialog: Option<String>,
    row: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum SeenTier {
    Associated,
    Aria,
    Wrapping,
    Neighbour,
    Title,
}

#[derive(Deserialize)]
pub(super) struct SeenLabel(String, SeenTier);

/// A word, and for `covered` what covers.
#[derive(Deserialize)]
pub(super) struct SeenState(Vec<String>);

#[derive(Deserialize)]
pub(super) struct SeenRectangle(f64, f64, f64, f64);

impl SeenDialog {
    fn known(self) -> OpenDialog {
        OpenDialog {
            title: self.title,
            says: self.says,
        }
    }
}

impl SeenFrame {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Frame, PageError> {
        Ok(Frame {
            handle: nodes.at(self.node)?,
            title: self.title,
            place: self.place.into(),
            state: self.state.known()?,
            rectangle: self.rect.into(),
            open: self.open,
        })
    }
}

impl SeenState {
    pub(super) fn known(self) -> Result<State, PageError> {
        let mut words = self.0.into_iter();
        match (words.next().as_deref(), words.next()) {
            (Some("ready"), None) => Ok(State::Ready),
            (Some("disabled"), None) => Ok(State::Disabled),
            (Some("hidden"), None) => Ok(State::Hidden),
            (Some("moving"), None) => Ok(State::Moving),
            (Some("covered"), Some(by)) => Ok(State::Covered(by)),
            (word, _) => Err(unexpected(format!("state {word:?}"))),
        }
    }
}

impl From<SeenPlace> for Surroundings {
    fn from(place: SeenPlace) -> Self {
        Self {
            sections: place.sections,
            tab: place.tab,
            dialog: place.dialog,
            row: place.row,
            frames: Vec::new(),
        }
    }
}

impl From<SeenRectangle> for Rectangle {
    fn from(SeenRectangle(x, y, width, height): SeenRectangle) -> Self {
        Self { x, y, width, height }
    }
}

pub(super) fn tiered(labels: Vec<SeenLabel>) -> Vec<TieredLabel> {
    let tier = |seen| match seen {
        SeenTier::Associated => Tier::Associated,
        SeenTier::Aria => Tier::Aria,
        SeenTier::Wrapping => Tier::Wrapping,
        SeenTier::Neighbour => Tier::Neighbour,
        SeenTier::Title => Tier::Title,
    };
    labels
        .into_iter()
        .map(|SeenLabel(text, seen)| TieredLabel { text, tier: tier(seen) })
        .collect()
}

pub(super) fn each<T, U>(all: Vec<T>, place: impl Fn(T) -> Result<U, PageError>) -> Result<Vec<U>, PageError> {
    all.into_iter().map(place).collect()
}
