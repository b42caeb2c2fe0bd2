//! The facts that `look.js` tells of.

use serde::Deserialize;

use super::seen::{Nodes, SeenLabel, SeenPlace, SeenRectangle, tiered};
use crate::page::error::PageError;
use crate::page::observation::Fact;

#[derive(Deserialize)]
pub(super) struct SeenFact {
    node: usize,
    labels: Vec<SeenLabel>,
    value: String,
    place: SeenPlace,
    rect: SeenRectangle,
}

impl SeenFact {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Fact, PageError> {
        Ok(Fact {
            handle: nodes.at(self.node)?,
            labels: tiered(self.labels),
            value: self.value,
            place: self.place.into(),
            rectangle: self.rect.into(),
        })
    }
}
