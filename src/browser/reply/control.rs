//! The controls that `look.js` tells of.

use serde::Deserialize;

use super::seen::{Nodes, SeenLabel, SeenPlace, SeenRectangle, SeenState, tiered};
use crate::page::error::PageError;
use crate::page::observation::{Control, Opener, Role};

#[derive(Deserialize)]
pub(super) struct SeenControl {
    node: usize,
    role: SeenRole,
    labels: Vec<SeenLabel>,
    place: SeenPlace,
    state: SeenState,
    opener: Option<SeenOpener>,
    #[serde(default)]
    expander: Option<SeenOpener>,
    rect: SeenRectangle,
}

#[derive(Deserialize)]
pub(super) struct SeenOpener {
    node: usize,
    label: String,
    rect: SeenRectangle,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum SeenRole {
    Button,
    Link,
    Tab,
    MenuItem,
    TreeItem,
    Clickable,
}

impl SeenControl {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Control, PageError> {
        let opened = |opener: Option<SeenOpener>| opener.map(|opener| opener.placed(nodes)).transpose();
        Ok(Control {
            handle: nodes.at(self.node)?,
            role: match self.role {
                SeenRole::Button => Role::Button,
                SeenRole::Link => Role::Link,
                SeenRole::Tab => Role::Tab,
                SeenRole::MenuItem => Role::MenuItem,
                SeenRole::TreeItem => Role::TreeItem,
                SeenRole::Clickable => Role::Clickable,
            },
            labels: tiered(self.labels),
            place: self.place.into(),
            state: self.state.known()?,
            opener: opened(self.opener)?,
            expander: opened(self.expander)?,
            rectangle: self.rect.into(),
        })
    }
}

impl SeenOpener {
    pub(super) fn placed(self, nodes: &Nodes) -> Result<Opener, PageError> {
        Ok(Opener {
            handle: nodes.at(self.node)?,
            label: self.label,
            rectangle: self.rect.into(),
        })
    }
}
