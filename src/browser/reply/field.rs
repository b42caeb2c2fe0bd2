//! The fields that `look.js` tells of.

use serde::Deserialize;

use super::seen::{Nodes, SeenLabel, SeenPlace, SeenRectangle, SeenState, each, tiered};
use super::unexpected;
use crate::page::error::PageError;
use crate::page::observation::{Choice, Content, Field, Menu, Mover, Suggest};

#[derive(Deserialize)]
pub(super) struct SeenField {
    node: usize,
    kind: SeenKind,
    value: Option<String>,
    on: Option<bool>,
    choices: Option<Vec<SeenChoice>>,
    labels: Vec<SeenLabel>,
    place: SeenPlace,
    state: SeenState,
    #[serde(default)]
    keys: bool,
    rect: SeenRectangle,
}

#[derive(Deserialize)]
struct SeenChoice {
    node: usize,
    label: String,
    chosen: bool,
    state: SeenState,
    branch: Option<usize>,
    rect: SeenRectangle,
    mover: Option<SeenMover>,
}

#[derive(Deserialize)]
struct SeenMover {
    node: usize,
    label: String,
    marked: bool,
    state: SeenState,
    rect: SeenRectangle,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum SeenKind {
    Text,
    Moment,
    Suggest,
    Switch,
    Choice,
    Menu,
    Several,
    Files,
}

impl SeenField {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Field, PageError> {
        let options = self.choices.map(|choices| each(choices, |choice| choice.placed(nodes)));
        let content = match (self.kind, self.value, self.on, options.transpose()?) {
            (SeenKind::Text, Some(value), _, _) => Content::Text(value),
            (SeenKind::Moment, Some(value), _, _) => Content::Moment(value),
            (SeenKind::Suggest, Some(text), _, Some(options)) => Content::Suggest(Suggest { text, options }),
            (SeenKind::Switch, _, Some(on), _) => Content::Switch(on),
            (SeenKind::Choice, _, _, Some(options)) => Content::Choice(options),
            (SeenKind::Menu, Some(shown), _, Some(options)) => Content::Menu(Menu { shown, options }),
            (SeenKind::Several, _, _, Some(options)) => Content::Several(options),
            (SeenKind::Files, Some(names), _, _) => Content::Files(lines(&names)),
            _ => return Err(unexpected("a field without its value")),
        };
        Ok(Field {
            handle: nodes.at(self.node)?,
            content,
            labels: tiered(self.labels),
            place: self.place.into(),
            state: self.state.known()?,
            has_keys: self.keys,
            rectangle: self.rect.into(),
        })
    }
}

impl SeenChoice {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Choice, PageError> {
        Ok(Choice {
            handle: nodes.at(self.node)?,
            label: self.label,
            chosen: self.chosen,
            state: self.state.known()?,
            branch: self.branch.map(|node| nodes.at(node)).transpose()?,
            rectangle: self.rect.into(),
            mover: self.mover.map(|mover| mover.placed(nodes)).transpose()?,
        })
    }
}

impl SeenMover {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Mover, PageError> {
        Ok(Mover {
            handle: nodes.at(self.node)?,
            label: self.label,
            marked: self.marked,
            state: self.state.known()?,
            rectangle: self.rect.into(),
        })
    }
}

/// One name a line.
fn lines(names: &str) -> Vec<String> {
    names.lines().map(str::to_owned).collect()
}
