//! A gesture on a node, as a person would make it, and its words for the record.

use std::path::PathBuf;

use crate::evidence::format::Target;
use crate::page::observation::{Entry, Handle, Observation, Opener, Rectangle, Scroll, Surroundings};
use crate::runbook::model::Effect;
use crate::text::plain::plain;

use super::failure::Failure;
use super::record::rectangle;

/// A gesture on a node.
pub(super) struct Gesture {
    pub(super) act: Act,
    pub(super) handle: Handle,
    pub(super) effect: Effect,
    pub(super) target: Target,
    /// What is chosen, entered or switched to, for the record.
    pub(super) value: Option<String>,
}

/// The kind of a gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Click.
    Press,
    /// Pointer over it.
    Hover,
    /// Escape, where the focus is.
    Escape,
    /// Replace the text, and leave the field.
    Fill(String),
    /// Replace the text, and wait for suggestions.
    Begin(String),
    /// Set a date or time.
    Date(String),
    /// Choose a file of this machine.
    Attach(PathBuf),
    /// Click on an option.
    Choose,
    /// Click on a checkbox.
    Switch,
    /// Scroll a part of the page.
    Scroll(Scroll),
}

impl Act {
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Hover => "hover",
            Self::Escape => "escape",
            Self::Fill(_) | Self::Begin(_) | Self::Date(_) => "fill",
            Self::Attach(_) => "attach",
            Self::Choose => "choose",
            Self::Switch => "switch",
            Self::Scroll(_) => "scroll",
        }
    }

    /// Returns what is entered; none for a click, a move of the pointer or of the page, or a key.
    pub(super) fn entry(&self) -> Option<Entry> {
        match self {
            Self::Press | Self::Hover | Self::Escape | Self::Choose | Self::Switch | Self::Scroll(_) => None,
            Self::Fill(text) => Some(Entry::Text(text.clone())),
            Self::Begin(text) => Some(Entry::Beginning(text.clone())),
            Self::Date(value) => Some(Entry::Moment(value.clone())),
            Self::Attach(path) => Some(Entry::Files(vec![path.clone()])),
        }
    }
}

/// What became of a gesture.
pub(super) enum Performed {
    /// It was made; the page as it stands now.
    Done(Observation),
    /// It was not made, nothing happened; what kept it.
    NotMade(Failure),
}

/// Names the places around a node, outermost first.
pub(super) fn places_of(place: &Surroundings) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let around = place.frames.iter().chain(&place.dialog);
    for name in around.chain(&place.sections).chain(&place.tab) {
        if !names.contains(name) {
            names.push(plain(name));
        }
    }
    if let Some(key) = place
        .row
        .as_ref()
        .and_then(|cells| cells.iter().find(|cell| !cell.is_empty()))
    {
        names.push(plain(key));
    }
    names
}

/// Describes an aim for the record.
pub(super) fn target(label: &str, places: Vec<String>, role: &str, tier: &str, area: Rectangle) -> Target {
    Target {
        label: plain(label),
        places,
        role: role.to_owned(),
        tier: tier.to_owned(),
        rectangle: rectangle(area),
    }
}

pub(super) fn open_menu(opener: &Opener, act: Act) -> Gesture {
    Gesture {
        act,
        handle: opener.handle.clone(),
        effect: Effect::Navigate,
        target: target(&opener.label, Vec::new(), "button", "associated", opener.rectangle),
        value: None,
    }
}
