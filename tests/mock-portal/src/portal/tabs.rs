//! A row of tabs with their panels.

use askama::Template;

/// One tab with its panel.
pub(super) struct Panel {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) selected: bool,
    pub(super) loaded: bool,
    pub(super) body: String,
}

/// All tabs of a form.
#[derive(Template)]
#[template(path = "tabs.html")]
pub(super) struct Tabs {
    pub(super) id: String,
    /// Whether every click on a tab is told to the server.
    pub(super) ajax: bool,
    pub(super) panels: Vec<Panel>,
}

impl Tabs {
    fn active(&self) -> usize {
        self.panels.iter().position(|panel| panel.selected).unwrap_or(0)
    }
}
