//! What on a page can be aimed at, and how it is named.

use crate::page::observation::{
    Content, Control, Fact, Field, Handle, Opener, Rectangle, State, Surroundings, TieredLabel,
};

/// Something on a page that can be aimed at.
pub(super) trait Candidate {
    fn handle(&self) -> &Handle;
    fn labels(&self) -> &[TieredLabel];
    fn place(&self) -> &Surroundings;
    fn state(&self) -> &State;
    fn opener(&self) -> Option<&Opener>;
    fn role(&self) -> &'static str;
    fn rectangle(&self) -> Rectangle;
    /// The key of its row, where that is a place to it: `set` names its places by nothing but their names.
    fn row_place(&self) -> Option<&String>;
}

impl Candidate for Control {
    fn handle(&self) -> &Handle {
        &self.handle
    }
    fn labels(&self) -> &[TieredLabel] {
        &self.labels
    }
    fn place(&self) -> &Surroundings {
        &self.place
    }
    fn state(&self) -> &State {
        &self.state
    }
    fn opener(&self) -> Option<&Opener> {
        self.opener.as_ref()
    }
    fn role(&self) -> &'static str {
        self.role.word()
    }
    fn rectangle(&self) -> Rectangle {
        self.rectangle
    }
    fn row_place(&self) -> Option<&String> {
        None
    }
}

impl Candidate for Field {
    fn handle(&self) -> &Handle {
        &self.handle
    }
    fn labels(&self) -> &[TieredLabel] {
        &self.labels
    }
    fn place(&self) -> &Surroundings {
        &self.place
    }
    fn state(&self) -> &State {
        &self.state
    }
    fn opener(&self) -> Option<&Opener> {
        None
    }
    fn role(&self) -> &'static str {
        role_of(&self.content)
    }
    fn rectangle(&self) -> Rectangle {
        self.rectangle
    }
    fn row_place(&self) -> Option<&String> {
        self.place.row.iter().flatten().find(|cell| !cell.is_empty())
    }
}

impl Candidate for Fact {
    fn handle(&self) -> &Handle {
        &self.handle
    }
    fn labels(&self) -> &[TieredLabel] {
        &self.labels
    }
    fn place(&self) -> &Surroundings {
        &self.place
    }
    fn state(&self) -> &State {
        &State::Ready
    }
    fn opener(&self) -> Option<&Opener> {
        None
    }
    fn role(&self) -> &'static str {
        "definition"
    }
    fn rectangle(&self) -> Rectangle {
        self.rectangle
    }
    fn row_place(&self) -> Option<&String> {
        None
    }
}

/// Returns the W3C role's word for a field.
fn role_of(content: &Content) -> &'static str {
    match content {
        Content::Text(_) | Content::Moment(_) => "textbox",
        Content::Suggest(_) | Content::Menu(_) => "combobox",
        Content::Switch(_) => "checkbox",
        Content::Choice(_) => "radio",
        Content::Several(_) => "listbox",
        Content::Files(_) => "file",
    }
}

/// Names a candidate as a person would: its places, then its label.
pub(super) fn described<C: Candidate>(candidate: &C) -> String {
    let place = candidate.place();
    let mut words: Vec<String> = Vec::new();
    words.extend(place.frames.iter().cloned());
    words.extend(place.dialog.iter().cloned());
    words.extend(place.tab.iter().cloned());
    words.extend(place.sections.iter().cloned());
    if let Some(row) = &place.row {
        words.extend(row.iter().find(|cell| !cell.is_empty()).cloned());
    }
    words.extend(candidate.labels().first().map(|label| label.text.clone()));
    words.join(" › ")
}
