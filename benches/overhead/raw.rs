//! The same acts by hand-written WebDriver calls: find, act, wait in the page, picture. Nothing is proved or kept.

#![expect(clippy::disallowed_types, reason = "the raw client is what krok is compared with")]

use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use krok::browser::driver::Driver;
use krok::browser::session::Session;
use krok::evidence::format::{Intent, Target};
use serde_json::Value;
use url::Url;

use crate::practice::Practice;

const SETTLE: &str = include_str!("settle.js");
/// How long an element may take to appear, and how often it is looked for.
const PATIENCE: Duration = Duration::from_secs(5);
const GLANCE: Duration = Duration::from_millis(5);

/// A client in the same browser window.
pub struct Raw {
    client: Client,
}

/// A timed run of raw calls.
#[derive(Clone, Copy, Debug, Default)]
pub struct Worked {
    /// From first to last call.
    pub wall: Duration,
    /// Finding elements.
    pub find: Duration,
    /// Clicking, typing, pointing, opening.
    pub act: Duration,
    /// Waiting in the page.
    pub settle: Duration,
    /// Taking pictures.
    pub picture: Duration,
    /// Bytes of all pictures.
    pub picture_bytes: u64,
    /// Pictures taken.
    pub pictures: u64,
}

impl Raw {
    /// Takes part in a session that belongs to someone else: leaving does not end it.
    pub async fn join(driver: &Driver, session: &Session) -> Self {
        let client = Client::with_existing_session(driver.url(), session.id(), HttpConnector::new())
            .await
            .unwrap();
        client.persist().await.unwrap();
        Self { client }
    }

    /// Repeats acts that krok recorded.
    pub async fn work(&self, acts: &[Intent], practice: &Practice) -> Worked {
        let mut worked = Worked::default();
        let begun = Instant::now();
        for act in acts {
            self.perform(act, practice, &mut worked).await;
            let before = Instant::now();
            self.settle().await;
            worked.settle += before.elapsed();
            let before = Instant::now();
            let png = self.client.screenshot().await.unwrap();
            worked.picture += before.elapsed();
            worked.pictures += 1;
            worked.picture_bytes += png.len() as u64;
        }
        worked.wall = begun.elapsed();
        worked
    }

    async fn perform(&self, act: &Intent, practice: &Practice, worked: &mut Worked) {
        let value = act.value.as_deref().unwrap_or_default();
        let Some(target) = &act.target else {
            // krok's practice portal had another port.
            let path = Url::parse(value).unwrap().path().to_owned();
            let before = Instant::now();
            self.client
                .goto(practice.base.join(&path).unwrap().as_str())
                .await
                .unwrap();
            worked.act += before.elapsed();
            return;
        };
        let before = Instant::now();
        let element = self.find(&path_to(target, value)).await;
        worked.find += before.elapsed();
        let before = Instant::now();
        match act.act.as_str() {
            "hover" => {
                let over = PointerAction::MoveToElement {
                    element,
                    duration: Some(Duration::ZERO),
                    x: 0.0,
                    y: 0.0,
                };
                let mouse = MouseActions::new("mouse".to_owned()).then(over);
                self.client.perform_actions(mouse).await.unwrap();
            }
            "fill" => {
                let [control, null, tab] = [Key::Control, Key::Null, Key::Tab].map(char::from);
                let keys = format!("{control}a{null}{value}{tab}");
                element.send_keys(&keys).await.unwrap();
            }
            _ => element.click().await.unwrap(),
        }
        worked.act += before.elapsed();
    }

    async fn find(&self, xpath: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .every(GLANCE)
            .for_element(Locator::XPath(xpath))
            .await;
        found.unwrap_or_else(|error| panic!("{xpath}: {error}"))
    }

    async fn settle(&self) {
        let begun = Instant::now();
        loop {
            match self.client.execute_async(SETTLE, Vec::new()).await {
                Ok(Value::Bool(true)) => return,
                // The page was left for another: wait there.
                Ok(_) | Err(_) if begun.elapsed() < PATIENCE => {}
                other => panic!("the page did not settle: {other:?}"),
            }
        }
    }
}

/// Says where the practice portal has a target that krok recorded.
fn path_to(target: &Target, value: &str) -> String {
    let label = &target.label;
    let row = |of: &str| format!("//tr[td[normalize-space()='{of}']]");
    match target.role.as_str() {
        "tab" => format!("//li[@role='tab'][normalize-space()='{label}']/a"),
        "radio" => format!("{}//label[normalize-space()='{value}']", row(label)),
        "checkbox" => format!("{}//*[contains(@class,'ui-chkbox-box')]", row(label)),
        "textbox" => format!("{}//input", row(label)),
        "link" if label == "Edytuj" => {
            let key = target.places.last().map_or("", String::as_str);
            format!("{}//a[normalize-space()='{label}']", row(key))
        }
        _ => format!("//*[self::a or self::button][normalize-space()='{label}']"),
    }
}
