//! The page scripts' replies, and what becomes of them.

mod control;
mod covered;
mod fact;
mod field;
mod seen;
mod snapshot;
mod table;

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::page::deed::Way;
use crate::page::error::{PageError, Unready};
use crate::page::observation::{Amiss, Observation, StoryLine, TextsRead};
use crate::page::touch::Touch;

pub(super) use covered::{covering, uncovered};
pub(super) use seen::sight;

/// Key under which the standard puts an element's reference.
pub(super) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Where `wall.js` says to be in a blank page.
const BLANK: &str = "about://";

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
        texts_read: if told.whole { TextsRead::All } else { TextsRead::Part },
        snapshot: snapshot::known(told.snapshot)?,
        fingerprint: told.fingerprint,
        quiet: told.quiet,
        story: told
            .story
            .into_iter()
            .map(|(ms, what)| StoryLine { ms, what })
            .collect(),
        amiss: told.amiss.map(amiss).transpose()?,
        passed_over: None,
        touched: told.touched.map(touch).transpose()?,
    })
}

/// Reads what `amiss.js` found.
fn amiss((what, status, media): (String, u16, String)) -> Result<Amiss, PageError> {
    match what.as_str() {
        "page" => Ok(Amiss::Page(status)),
        "request" => Ok(Amiss::Request(status)),
        "page-for-part" => Ok(Amiss::WholePage(media)),
        "unreadable" => Ok(Amiss::Unreadable),
        "unanswered" => Ok(Amiss::Unanswered),
        other => Err(unexpected(format!("amiss: {other}"))),
    }
}

/// Says whether `settle.js` has begun its work in a document, so that what was done there before is known.
pub(super) fn is_taken_up(reply: &Value) -> bool {
    reply.get("memory").is_some() || reply.get("left").is_some()
}

/// Reads the reply of `opened.js`.
pub(super) fn is_opened_by_page(reply: Value) -> Result<bool, PageError> {
    read(reply)
}

/// Reads the reply of `touched.js`.
pub(super) fn touched(reply: Value) -> Result<Option<Touch>, PageError> {
    elsewhere(&reply)?;
    let Touched { touch: told } = read(reply)?;
    told.map(touch).transpose()
}

/// Reads what `hands.js` found.
fn touch((what, at): (String, String)) -> Result<Touch, PageError> {
    match what.as_str() {
        "keys" => Ok(Touch::Keys(at)),
        "pointer" => Ok(Touch::Pointer(at)),
        "led" => Ok(Touch::Went(Way::Led)),
        "typed" => Ok(Touch::Went(Way::Typed)),
        "turned" => Ok(Touch::Went(Way::Turned)),
        "reloaded" => Ok(Touch::Went(Way::Reloaded)),
        "hidden" => Ok(Touch::Hidden),
        other => Err(unexpected(format!("touched: {other}"))),
    }
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

/// Reads the reply of `status.js`.
pub(super) fn status(reply: Value) -> Result<u16, PageError> {
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

#[derive(Deserialize)]
struct Led {
    at: Option<(f64, f64)>,
    by: Option<String>,
}

#[derive(Deserialize)]
struct Touched {
    touch: Option<(String, String)>,
}

#[derive(Deserialize)]
struct Told {
    url: String,
    title: String,
    entity: Option<String>,
    messages: Vec<String>,
    texts: Vec<String>,
    whole: bool,
    snapshot: Vec<snapshot::ToldLine>,
    fingerprint: String,
    quiet: bool,
    story: Vec<(u64, String)>,
    amiss: Option<(String, u16, String)>,
    touched: Option<(String, String)>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::page::observation::{Handle, State, Tier};

    use super::*;

    fn reply() -> Value {
        json!({
            "controls": [{
                "node": 0, "role": "button", "labels": [["Zapisz", "associated"], ["Zapisuje", "title"]],
                "place": { "sections": ["A", "B"], "tab": null, "dialog": null, "row": ["x"] },
                "state": ["covered", "div.over"], "opener": null, "rect": [1, 2.5, 3, 4],
            }],
            "fields": [], "facts": [], "dialogs": [], "tables": [], "frames": [], "title": "",
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
