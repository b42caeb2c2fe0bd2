//! The page scripts' replies, and what becomes of them.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::frames::{Frame, Sight};
use crate::page::error::{PageError, Unready};
use crate::page::observation::{
    Choice, Content, Control, Field, Handle, Menu, Mover, Observation, Opener, Pager, Rectangle, Role, Row, Scroller,
    State, StoryLine, Suggest, Surroundings, Table, Tier, TieredLabel, View,
};

/// Key under which the standard puts an element's reference.
pub(super) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Where `wall.js` says to be in a blank page.
const BLANK: &str = "about://";

/// Reads the reply of `look.js`.
pub(super) fn sight(reply: Value) -> Result<Sight, PageError> {
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
            tables: each(seen.tables, |table| table.placed(&nodes))?,
            viewport: seen.viewport.into(),
            fingerprint: seen.fingerprint,
        },
        title: seen.title,
        frames: each(seen.frames, |frame| frame.placed(&nodes))?,
    })
}

/// Reads the reply of `settle.js`.
pub(super) fn observation(reply: Value) -> Result<Observation, PageError> {
    if let Some(failure) = reply.get("failure") {
        return Err(unexpected(failure));
    }
    let told: Told = read(reply)?;
    Ok(Observation {
        url: told.url,
        title: told.title,
        entity: told.entity,
        messages: told.messages,
        texts: told.texts,
        snapshot: told.snapshot,
        fingerprint: told.fingerprint,
        quiet: told.quiet,
        story: told
            .story
            .into_iter()
            .map(|(ms, what)| StoryLine { ms, what })
            .collect(),
    })
}

/// Refuses the reply of a script that stopped because the page is on no host of the portal.
pub(super) fn elsewhere(reply: &Value) -> Result<(), PageError> {
    match reply.get("elsewhere").and_then(Value::as_str) {
        None => Ok(()),
        Some(origin) if is_of_the_browser(origin) => Err(PageError::Unreachable(
            "the browser shows its own error page".to_owned(),
        )),
        Some(origin) => Err(PageError::Elsewhere(origin.to_owned())),
    }
}

/// The error pages of Chromium and Firefox.
fn is_of_the_browser(origin: &str) -> bool {
    origin.starts_with("chrome-error:") || origin.starts_with("about:") && origin != BLANK
}

/// Says whether a script ran in a blank page: a window on its way to one may be blank for a moment.
pub(super) fn is_blank(reply: &Value) -> bool {
    reply.get("elsewhere").and_then(Value::as_str) == Some(BLANK)
}

/// Reads the messages that `settle.js` had caught when its document began to go; none if it stayed.
///
/// For a document that went at once geckodriver answers nothing at all.
pub(super) fn parting_messages(reply: &Value) -> Option<Vec<String>> {
    if reply.is_null() {
        return Some(Vec::new());
    }
    if reply.get("left")? != &Value::Bool(true) {
        return None;
    }
    let messages = reply.get("messages")?.as_array()?;
    Some(
        messages
            .iter()
            .filter_map(|text| Some(text.as_str()?.to_owned()))
            .collect(),
    )
}

/// Reads which document has said that it begins to go.
pub(super) fn document_left(reply: &Value) -> Option<&str> {
    reply.get("document")?.as_str()
}

/// Reads the reply of `middle.js`.
pub(super) fn point(reply: Value) -> Result<(f64, f64), PageError> {
    read(reply)
}

/// Reads the reply of `through.js`: where the point lies outside the frame.
pub(super) fn led(reply: Value) -> Result<(f64, f64), PageError> {
    let led: Led = read(reply)?;
    match (led.at, led.by) {
        (Some(at), _) => Ok(at),
        (None, Some(by)) => Err(PageError::NotReady {
            what: Unready::Covered,
            said: format!("its frame is covered by {by}"),
        }),
        (None, None) => Err(unexpected("neither a point nor what covers it")),
    }
}

/// Reads the reply of `lacking.js`.
pub(super) fn pixels(reply: Value) -> Result<u32, PageError> {
    read(reply)
}

/// Reads the reply of `extent.js`: width and height of the page, how far it is scrolled to the right and down.
pub(super) fn extent(reply: Value) -> Result<(u32, u32, f64, f64), PageError> {
    read(reply)
}

/// Reads the reply of `viewport.js`.
pub(super) fn viewport(reply: Value) -> Result<(u32, u32), PageError> {
    read(reply)
}

fn read<T: DeserializeOwned>(reply: Value) -> Result<T, PageError> {
    serde_json::from_value(reply).map_err(unexpected)
}

fn unexpected(what: impl fmt::Display) -> PageError {
    PageError::Protocol(format!("a page script replied otherwise than agreed: {what}"))
}

fn each<T, U>(all: Vec<T>, place: impl Fn(T) -> Result<U, PageError>) -> Result<Vec<U>, PageError> {
    all.into_iter().map(place).collect()
}

struct Nodes(Vec<Handle>);

impl Nodes {
    fn at(&self, place: usize) -> Result<Handle, PageError> {
        self.0
            .get(place)
            .cloned()
            .ok_or_else(|| unexpected("a node that is not in the list"))
    }

    fn maybe(&self, place: Option<usize>) -> Result<Option<Handle>, PageError> {
        place.map(|place| self.at(place)).transpose()
    }
}

#[derive(Deserialize)]
struct Seen {
    controls: Vec<SeenControl>,
    fields: Vec<SeenField>,
    tables: Vec<SeenTable>,
    frames: Vec<SeenFrame>,
    title: String,
    nodes: Vec<Value>,
    viewport: SeenRectangle,
    fingerprint: String,
}

#[derive(Deserialize)]
struct Led {
    at: Option<(f64, f64)>,
    by: Option<String>,
}

#[derive(Deserialize)]
struct Told {
    url: String,
    title: String,
    entity: Option<String>,
    messages: Vec<String>,
    texts: Vec<String>,
    snapshot: String,
    fingerprint: String,
    quiet: bool,
    story: Vec<(u64, String)>,
}

#[derive(Deserialize)]
struct SeenControl {
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
struct SeenOpener {
    node: usize,
    label: String,
    rect: SeenRectangle,
}

#[derive(Deserialize)]
struct SeenField {
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
struct SeenRow {
    cells: Vec<String>,
    at: i64,
}

#[derive(Deserialize)]
struct SeenScroller {
    node: usize,
    above: bool,
    below: bool,
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
struct SeenTable {
    titles: Vec<String>,
    columns: Vec<String>,
    rows: Vec<SeenRow>,
    total: Option<usize>,
    pager: Option<SeenPager>,
    scroller: Option<SeenScroller>,
}

#[derive(Deserialize)]
struct SeenPager {
    report: String,
    first: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
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
struct SeenPlace {
    sections: Vec<String>,
    tab: Option<String>,
    dialog: Option<String>,
    row: Option<Vec<String>>,
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
struct SeenLabel(String, SeenTier);

/// A word, and for `covered` what covers.
#[derive(Deserialize)]
struct SeenState(Vec<String>);

#[derive(Deserialize)]
struct SeenRectangle(f64, f64, f64, f64);

impl SeenControl {
    fn placed(self, nodes: &Nodes) -> Result<Control, PageError> {
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
    fn placed(self, nodes: &Nodes) -> Result<Opener, PageError> {
        Ok(Opener {
            handle: nodes.at(self.node)?,
            label: self.label,
            rectangle: self.rect.into(),
        })
    }
}

impl SeenField {
    fn placed(self, nodes: &Nodes) -> Result<Field, PageError> {
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
    fn placed(self, nodes: &Nodes) -> Result<Choice, PageError> {
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
    fn placed(self, nodes: &Nodes) -> Result<Mover, PageError> {
        Ok(Mover {
            handle: nodes.at(self.node)?,
            label: self.label,
            marked: self.marked,
            state: self.state.known()?,
            rectangle: self.rect.into(),
        })
    }
}

impl SeenTable {
    fn placed(self, nodes: &Nodes) -> Result<Table, PageError> {
        let pager = self.pager.map(|pager| {
            Ok(Pager {
                report: pager.report,
                first: nodes.maybe(pager.first)?,
                previous: nodes.maybe(pager.previous)?,
                next: nodes.maybe(pager.next)?,
            })
        });
        let scroller = self.scroller.map(|scroller| {
            Ok(Scroller {
                handle: nodes.at(scroller.node)?,
                above: scroller.above,
                below: scroller.below,
            })
        });
        Ok(Table {
            titles: self.titles,
            columns: self.columns,
            rows: self
                .rows
                .into_iter()
                .map(|SeenRow { cells, at }| Row { cells, at })
                .collect(),
            total: self.total,
            pager: pager.transpose()?,
            scroller: scroller.transpose()?,
        })
    }
}

impl SeenFrame {
    fn placed(self, nodes: &Nodes) -> Result<Frame, PageError> {
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
    fn known(self) -> Result<State, PageError> {
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

/// One name a line.
fn lines(names: &str) -> Vec<String> {
    names.lines().map(str::to_owned).collect()
}

fn tiered(labels: Vec<SeenLabel>) -> Vec<TieredLabel> {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reply() -> Value {
        json!({
            "controls": [{
                "node": 0, "role": "button", "labels": [["Zapisz", "associated"], ["Zapisuje", "title"]],
                "place": { "sections": ["A", "B"], "tab": null, "dialog": null, "row": ["x"] },
                "state": ["covered", "div.over"], "opener": null, "rect": [1, 2.5, 3, 4],
            }],
            "fields": [], "tables": [], "frames": [], "title": "",
            "viewport": [0, 0, 1366, 1000],
            "nodes": [{ ELEMENT: "f.1.e.2" }],
            "fingerprint": "abc@0,0",
        })
    }

    #[test]
    fn a_reply_becomes_a_view() {
        let view = sight(reply()).unwrap().view;
        let button = &view.controls[0];
        assert_eq!(button.handle, Handle("f.1.e.2".into()));
        assert_eq!(button.state, State::Covered("div.over".into()));
        assert_eq!(button.labels[1].tier, Tier::Title);
        assert_eq!(button.place.row, Some(vec!["x".into()]));
        assert!((button.rectangle.y - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn what_was_not_agreed_is_an_error_and_never_an_empty_view() {
        let broken: [fn(&mut Value); 5] = [
            |reply| reply["controls"][0]["state"] = json!(["asleep"]),
            |reply| reply["controls"][0]["node"] = json!(7),
            |reply| reply["nodes"][0] = json!({}),
            |reply| reply["controls"][0]["role"] = json!("slider"),
            |reply| *reply = Value::Null,
        ];
        for spoil in broken {
            let mut reply = reply();
            spoil(&mut reply);
            assert!(matches!(sight(reply), Err(PageError::Protocol(_))));
        }
    }

    #[test]
    fn a_failed_script_is_told_as_such() {
        let failed = observation(json!({ "failure": "ReferenceError" })).unwrap_err();
        assert!(failed.to_string().contains("ReferenceError"));
    }

    #[test]
    fn a_document_that_went_without_a_word_left_no_message() {
        assert_eq!(parting_messages(&Value::Null), Some(Vec::new()));
        assert_eq!(parting_messages(&json!({ "quiet": true })), None);
    }

    #[test]
    fn a_blank_page_a_page_of_the_browser_and_a_strange_one_are_told_apart() {
        let reply = |origin: &str| json!({ "elsewhere": origin });
        assert!(is_blank(&reply("about://")) && !is_blank(&reply("about:neterror")));
        for (origin, unreachable) in [
            ("about:neterror", true),
            ("chrome-error://chromewebdata", true),
            ("about://", false),
            ("https://login.example", false),
        ] {
            let told = elsewhere(&reply(origin)).unwrap_err();
            assert_eq!(matches!(told, PageError::Unreachable(_)), unreachable, "{origin}");
        }
    }
}
