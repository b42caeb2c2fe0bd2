//! A session as an ear: what a person does on the portal's pages, told in slices. Nothing is pressed and nothing stored.
//!
//! The listeners live in the document. Between two slices, a few milliseconds, nobody waits for them: what leads to
//! another document in just that moment is lost with the old one, and [`Deed::Arrived`] comes without a press before it.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::fault::{left_the_document, meaning, timed_out};
use super::session::Session;
use super::{reply, script};
use crate::page::deed::{Deed, Scene, Way};
use crate::page::error::PageError;

/// How long one slice waits; the page adds less than the driver's grace where hands are moving.
const LISTENING: Duration = Duration::from_millis(1500);

impl Session {
    /// Waits for what the person does next; nothing may come of it.
    ///
    /// # Errors
    ///
    /// Fails on a host where nothing may be heard, before a native dialog, and when the browser is gone.
    pub async fn listen(&mut self) -> Result<Vec<Deed>, PageError> {
        self.heard(LISTENING, false).await
    }

    /// Listens for the last time: what is left, and the page as it stands now. Nothing of the listening stays in the page.
    ///
    /// # Errors
    ///
    /// Fails as [`Session::listen`] does.
    pub async fn stop_listening(&mut self) -> Result<Vec<Deed>, PageError> {
        self.heard(Duration::ZERO, true).await
    }

    async fn heard(&mut self, patience: Duration, last: bool) -> Result<Vec<Deed>, PageError> {
        self.set_patience().await?;
        let arguments = vec![
            json!(self.landmarks.hosts),
            json!(self.landmarks.messages),
            json!(self.landmarks.entity),
            json!(u64::try_from(patience.as_millis()).unwrap_or(u64::MAX)),
            json!(last),
        ];
        let told = match self.client.execute_async(script::RECORD, arguments).await {
            Ok(told) => told,
            // The next slice begins in the new document.
            Err(error) if left_the_document(&error) || timed_out(&error) => return Ok(Vec::new()),
            Err(error) => return Err(meaning(error)),
        };
        reply::elsewhere(&told)?;
        let heard: Heard = serde_json::from_value(told).map_err(unexpected)?;
        heard.deeds.into_iter().map(Told::known).collect()
    }
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
    control: Option<usize>,
    fields: Option<Vec<usize>>,
    by_press: Option<bool>,
    text: Option<String>,
    scene: Option<Value>,
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
struct Around {
    path: String,
    headings: Vec<String>,
    entity: Option<String>,
    count: usize,
}

impl Told {
    fn known(self) -> Result<Deed, PageError> {
        let scene = self.scene.map(scene).transpose()?;
        match (self.kind, scene, self.text) {
            (Kind::Arrived, Some(scene), _) => Ok(Deed::Arrived {
                way: self.way.map(Way::from).ok_or_else(|| unexpected("no way"))?,
                scene,
            }),
            (Kind::Pressed, Some(scene), _) => {
                let control = self.control.filter(|at| *at < scene.view.controls.len());
                let control = control.ok_or_else(|| unexpected("a press of nothing"))?;
                Ok(Deed::Pressed { control, scene })
            }
            (Kind::Filled, Some(scene), _) => {
                let mut fields = self.fields.unwrap_or_default();
                fields.retain(|at| *at < scene.view.fields.len());
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

/// Reads a scene; its nodes stayed in the page, so that their places in the list stand for them.
fn scene(mut told: Value) -> Result<Scene, PageError> {
    let Around {
        path,
        headings,
        entity,
        count,
    } = Around::deserialize(&told).map_err(unexpected)?;
    let nodes: Vec<Value> = (0..count).map(|at| json!({ reply::ELEMENT: at.to_string() })).collect();
    if let Some(parts) = told.as_object_mut() {
        parts.insert("nodes".to_owned(), nodes.into());
    }
    Ok(Scene {
        path,
        headings,
        entity,
        view: reply::view(told)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(control: usize) -> Value {
        json!({
            "kind": "pressed", "control": control,
            "scene": {
                "path": "/lista", "headings": ["Lista"], "entity": null, "count": 1,
                "controls": [{
                    "node": 0, "role": "button", "labels": [["Edytuj", "associated"]],
                    "place": { "sections": [], "tab": null, "dialog": null, "row": null },
                    "state": ["ready"], "opener": null, "rect": [0, 0, 1, 1],
                }],
                "fields": [], "tables": [], "viewport": [0, 0, 1, 1], "fingerprint": "a@0,0",
            },
        })
    }

    #[test]
    fn a_press_is_told_with_the_page_around_it() {
        let told: Told = serde_json::from_value(told(0)).unwrap();
        let Deed::Pressed { control: 0, scene } = told.known().unwrap() else {
            panic!("a press was told");
        };
        assert_eq!(
            (scene.path.as_str(), scene.headings.as_slice()),
            ("/lista", &["Lista".to_owned()][..])
        );
        assert_eq!(scene.view.controls[0].labels[0].text, "Edytuj");
    }

    #[test]
    fn a_press_of_what_is_not_there_is_refused() {
        let told: Told = serde_json::from_value(told(1)).unwrap();
        assert!(matches!(told.known(), Err(PageError::Protocol(_))));
    }
}
