//! A session as an ear: what a person does on the portal's pages, told in slices. Nothing is pressed and nothing stored.
//!
//! The listeners live in the document. Between two slices the driver takes a moment in which nobody waits for them: what
//! leads to another document just then is lost with the old one, and [`Deed::Arrived`] comes without a press before it.

use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ear::Ear;
use super::fault::{left_the_document, meaning, timed_out};
use super::frames::{Frame, Sight};
use super::session::Session;
use super::{reply, script};
use crate::page::deed::{Deed, Scene, Way};
use crate::page::error::PageError;
use crate::page::observation::{Handle, View};

/// How long one slice waits; the page adds less than the driver's grace where hands are moving.
const LISTENING: Duration = Duration::from_millis(1500);

impl Session {
    /// Waits for what the person does next; nothing may come of it.
    ///
    /// # Errors
    ///
    /// Fails on a host where nothing may be heard, before a native dialog, and when the browser is gone.
    pub async fn listen(&mut self) -> Result<Vec<Deed>, PageError> {
        self.set_patience().await?;
        self.leave_frames().await?;
        let arguments = self.listening(LISTENING, false);
        let client = self.client.clone();
        let ear = self.ear().await?;
        let mut deeds = heard(ear.slice(&arguments).await)?;
        let told = ear.windows().await;
        if !deeds.is_empty() {
            ear.ask_for_windows(client);
        }
        deeds.extend(told.and_then(|there| self.opened_since(there)));
        Ok(deeds)
    }

    /// Listens for the last time: what is left, and the page as it stands now. Nothing of the listening stays in the page.
    ///
    /// # Errors
    ///
    /// Fails as [`Session::listen`] does.
    pub async fn stop_listening(&mut self) -> Result<Vec<Deed>, PageError> {
        let mut deeds = Vec::new();
        if let Some(mut ear) = self.ear.take() {
            while let Some(told) = ear.rest().await {
                // Whatever hinders that slice hinders the last one too, which says so.
                deeds.extend(heard(told).unwrap_or_default());
            }
            let told = ear.windows().await;
            deeds.extend(told.and_then(|there| self.opened_since(there)));
        }
        self.set_patience().await?;
        self.leave_frames().await?;
        let arguments = self.listening(Duration::ZERO, true);
        match heard(self.client.execute_async(&script::RECORD, arguments).await) {
            Ok(rest) => deeds.extend(rest),
            Err(error) if deeds.is_empty() => return Err(error),
            // What was heard is not thrown away.
            Err(_) => {}
        }
        Ok(deeds)
    }

    /// Says whether another window has come.
    fn opened_since(&mut self, there: Vec<WindowHandle>) -> Option<Deed> {
        let opened = there.iter().any(|window| !self.known.contains(window));
        self.known = there;
        opened.then_some(Deed::Opened)
    }

    async fn ear(&mut self) -> Result<&mut Ear, PageError> {
        let ear = match self.ear.take() {
            Some(ear) => ear,
            None => Ear::joined(&self.webdriver_url, &self.id).await?,
        };
        Ok(self.ear.insert(ear))
    }

    fn listening(&self, patience: Duration, last: bool) -> Vec<Value> {
        vec![
            json!(self.landmarks.hosts),
            json!(self.landmarks.messages),
            json!(self.landmarks.entity),
            json!(u64::try_from(patience.as_millis()).unwrap_or(u64::MAX)),
            json!(last),
        ]
    }
}

fn heard(told: Result<Value, CmdError>) -> Result<Vec<Deed>, PageError> {
    let told = match told {
        // A dialog that opens while a slice waits cuts it off without an answer; the next one names it.
        Ok(Value::Null) => return Ok(Vec::new()),
        Ok(told) => told,
        // The next slice begins in the new document.
        Err(error) if left_the_document(&error) || timed_out(&error) => return Ok(Vec::new()),
        Err(error) => return Err(meaning(error)),
    };
    reply::elsewhere(&told)?;
    let heard: Heard = serde_json::from_value(told).map_err(unexpected)?;
    heard.deeds.into_iter().map(Told::known).collect()
}

fn unexpected(what: impl std::fmt::Display) -> PageError {
    PageError::Protocol(format!("the recording script replied otherwise than agreed: {what}"))
}

#[derive(Deserialize)]
struct Heard {
    deeds: Vec<Told>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    kind: Kind,
    way: Option<ToldWay>,
    control: Option<String>,
    fields: Option<Vec<String>>,
    by_press: Option<bool>,
    text: Option<String>,
    scene: Option<ToldScene>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Arrived,
    Pressed,
    Filled,
    Clicked,
    Said,
    Rested,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ToldWay {
    Led,
    Typed,
    Turned,
    Reloaded,
}

#[derive(Deserialize)]
struct ToldScene {
    path: String,
    headings: Vec<String>,
    entity: Option<String>,
    page: Value,
}

impl Told {
    fn known(self) -> Result<Deed, PageError> {
        let scene = self.scene.map(ToldScene::known).transpose()?;
        match (self.kind, scene, self.text) {
            (Kind::Arrived, Some(scene), _) => Ok(Deed::Arrived {
                way: self.way.map(Way::from).ok_or_else(|| unexpected("no way"))?,
                scene,
            }),
            (Kind::Pressed, Some(scene), _) => {
                let handle = Handle(self.control.unwrap_or_default());
                let control = scene.view.controls.iter().position(|control| control.handle == handle);
                let control = control.ok_or_else(|| unexpected("a press of nothing"))?;
                Ok(Deed::Pressed { control, scene })
            }
            (Kind::Filled, Some(scene), _) => {
                let place = |handle: &String| scene.view.fields.iter().position(|field| field.handle.0 == *handle);
                let fields = self.fields.iter().flatten().filter_map(place).collect();
                let by_press = self.by_press.unwrap_or_default();
                Ok(Deed::Filled {
                    fields,
                    by_press,
                    scene,
                })
            }
            (Kind::Rested, Some(scene), _) => Ok(Deed::Rested(scene)),
            (Kind::Clicked, None, Some(text)) => Ok(Deed::Clicked(text)),
            (Kind::Said, None, Some(text)) => Ok(Deed::Said(text)),
            _ => Err(unexpected("a deed without its parts")),
        }
    }
}

impl From<ToldWay> for Way {
    fn from(told: ToldWay) -> Self {
        match told {
            ToldWay::Led => Self::Led,
            ToldWay::Typed => Self::Typed,
            ToldWay::Turned => Self::Turned,
            ToldWay::Reloaded => Self::Reloaded,
        }
    }
}

impl ToldScene {
    fn known(self) -> Result<Scene, PageError> {
        Ok(Scene {
            path: self.path,
            headings: self.headings,
            entity: self.entity,
            view: view(self.page)?,
        })
    }
}

/// Puts a document and those of its frames together as one view, as a look from outside would.
fn view(page: Value) -> Result<View, PageError> {
    let (sight, inner) = part(page)?;
    let mut view = sight.view;
    let mut waiting = frames(&[], sight.frames, inner);
    while let Some((way, mut frame, page)) = waiting.pop() {
        let (sight, inner) = part(page)?;
        if frame.title.is_empty() {
            frame.title = sight.title;
        }
        let deeper = sight.frames.into_iter().map(|each| each.within(&frame)).collect();
        waiting.extend(frames(&way, deeper, inner));
        frame.take(sight.view, &way, &mut view);
    }
    Ok(view)
}

/// Reads one document; its nodes stayed in the page, so that their places in the list stand for them.
fn part(mut page: Value) -> Result<(Sight, Vec<Value>), PageError> {
    let parts = page.as_object_mut().ok_or_else(|| unexpected("no document"))?;
    let count = parts.get("count").and_then(Value::as_u64).unwrap_or_default();
    let inner = parts.remove("inner").unwrap_or_default();
    let nodes: Vec<Value> = (0..count).map(|at| json!({ reply::ELEMENT: at.to_string() })).collect();
    parts.insert("nodes".to_owned(), nodes.into());
    Ok((reply::sight(page)?, serde_json::from_value(inner).map_err(unexpected)?))
}

/// Pairs the frames that were looked into with the ways to them, the first last, as a stack is taken from its end.
fn frames(way: &[String], frames: Vec<Frame>, inner: Vec<Value>) -> Vec<(Vec<String>, Frame, Value)> {
    let pairs = frames.into_iter().zip(inner).filter(|(_, page)| !page.is_null());
    let mut found: Vec<_> = pairs
        .map(|(frame, page)| {
            let way = way.iter().cloned().chain([frame.handle.0.clone()]).collect();
            (way, frame, page)
        })
        .collect();
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(label: &str) -> Value {
        json!({
            "count": 2, "title": "Treść", "frames": [], "inner": [], "fields": [], "facts": [], "dialogs": [], "tables": [],
            "controls": [{
                "node": 0, "role": "button", "labels": [[label, "associated"]],
                "place": { "sections": [], "tab": null, "dialog": null, "row": null },
                "state": ["ready"], "opener": null, "rect": [0, 0, 1, 1],
            }],
            "viewport": [0, 0, 1, 1], "fingerprint": "a@0,0",
        })
    }

    fn told(control: &str) -> Told {
        let mut page = document("Edytuj");
        let place = json!({ "sections": ["Lista"], "tab": null, "dialog": null, "row": null });
        page["frames"] = json!([{
            "node": 1, "title": "", "place": place, "state": ["ready"], "rect": [5, 5, 9, 9], "open": true,
        }]);
        page["inner"] = json!([document("Dalej")]);
        let scene = json!({ "path": "/lista", "headings": ["Lista"], "entity": null, "page": page });
        serde_json::from_value(json!({ "kind": "pressed", "control": control, "scene": scene })).unwrap()
    }

    #[test]
    fn a_press_in_a_frame_is_told_with_the_page_around_it() {
        let Deed::Pressed { control, scene } = told("1>0").known().unwrap() else {
            panic!("a press was told");
        };
        let pressed = &scene.view.controls[control];
        assert_eq!(pressed.labels[0].text, "Dalej");
        assert_eq!(
            (&pressed.place.frames, &pressed.place.sections),
            (&vec!["Treść".to_owned()], &vec!["Lista".to_owned()])
        );
        assert_eq!(scene.view.controls.len(), 2);
    }

    #[test]
    fn a_press_of_what_is_not_there_is_refused() {
        assert!(matches!(told("7").known(), Err(PageError::Protocol(_))));
    }
}
