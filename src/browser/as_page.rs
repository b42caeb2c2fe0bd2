//! A session as the [`Page`] that an executor asks: look, act, settle, picture.

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::command::QuickPicture;
use super::fault::{left_the_document, meaning, timed_out, unreachable};
use super::profile::PictureCommand;
use super::session::{GRACE, SLICE, Session};
use super::{reply, script};
use crate::page::error::PageError;
use crate::page::observation::{Answer, Entry, Extent, Handle, Observation, Screenshot, Scroll, StoryLine, View};
use crate::page::protocol::Page;

/// Waits without an answer after which a page counts as hung, not as left.
const HUNG: u32 = 3;

impl Page for Session {
    async fn open(&mut self, address: &str) -> Result<(), PageError> {
        self.set_patience().await?;
        self.client.goto(address).await.map_err(unreachable)
    }

    async fn address(&mut self) -> Result<String, PageError> {
        let address = self.client.current_url().await.map_err(meaning)?;
        Ok(address.to_string())
    }

    async fn look(&mut self) -> Result<View, PageError> {
        let mut seen = self.run(script::LOOK, vec![json!(self.landmarks.hosts)]).await;
        if seen.as_ref().is_err_and(left_the_document) {
            // A node went while its reference was made, or the document did: look at what stands there now.
            seen = self.run(script::LOOK, vec![json!(self.landmarks.hosts)]).await;
        }
        let seen = seen.map_err(meaning)?;
        reply::elsewhere(&seen)?;
        reply::view(seen)
    }

    async fn press(&mut self, control: &Handle) -> Result<(), PageError> {
        let element = self.element(control);
        match element.click().await {
            Err(CmdError::Standard(answer)) if answer.error == ErrorStatus::ElementClickIntercepted => {
                // Nothing was clicked yet. The driver scrolls just as far as it must, which may end under a fixed header.
                let node = serde_json::to_value(&element).map_err(|why| PageError::Protocol(why.to_string()))?;
                self.run(script::CENTRE, vec![node]).await.map_err(meaning)?;
                element.click().await.map_err(meaning)
            }
            clicked => clicked.map_err(meaning),
        }
    }

    async fn hover(&mut self, control: &Handle) -> Result<(), PageError> {
        let move_over = PointerAction::MoveToElement {
            element: self.element(control),
            duration: Some(Duration::ZERO),
            x: 0.0,
            y: 0.0,
        };
        let mouse = MouseActions::new("mouse".to_owned()).then(move_over);
        self.client.perform_actions(mouse).await.map_err(meaning)
    }

    async fn enter(&mut self, field: &Handle, entry: &Entry) -> Result<(), PageError> {
        let text = match entry {
            Entry::Text(text) | Entry::Beginning(text) | Entry::Moment(text) => text,
            Entry::Files(_) => return Err(PageError::Protocol("no files yet".to_owned())),
        };
        let select_all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
        let typed = if text.is_empty() {
            char::from(Key::Delete).to_string()
        } else {
            text.clone()
        };
        // Tab leaves the field, and only leaving makes it tell the portal of its change.
        let keys = format!("{select_all}{typed}{}", char::from(Key::Tab));
        self.element(field).send_keys(&keys).await.map_err(meaning)
    }

    async fn scroll(&mut self, _scroller: &Handle, _to: Scroll) -> Result<(), PageError> {
        Err(PageError::Protocol("no scrolling yet".to_owned()))
    }

    async fn answer(&mut self, _answer: &Answer) -> Result<(), PageError> {
        Err(PageError::Protocol("no dialogs yet".to_owned()))
    }

    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        Ok(Vec::new())
    }

    async fn close_window(&mut self) -> Result<(), PageError> {
        Err(PageError::Protocol("no windows yet".to_owned()))
    }

    async fn settle(&mut self, unlike: Option<&str>, deadline: Duration) -> Result<Observation, PageError> {
        self.set_patience().await?;
        let began = Instant::now();
        let mut unlike = unlike;
        let mut hung = 0;
        let mut story = Vec::new();
        let mut caught = Vec::new();
        loop {
            let offset = elapsed_ms(began);
            let left = deadline.saturating_sub(began.elapsed());
            let arguments = self.settling(unlike, left.min(SLICE));
            let told = self.client.execute_async(script::SETTLE, arguments).await;
            let unanswered = told.as_ref().is_err_and(timed_out);
            hung = if unanswered { hung + 1 } else { 0 };
            let parting = match &told {
                Ok(reply) => reply::parting_messages(reply),
                // A document that went between the act and this wait takes the script with it, and nobody answers.
                Err(error) => (left_the_document(error) || unanswered && hung < HUNG).then(Vec::new),
            };
            if let Some(messages) = parting
                && began.elapsed() < deadline + SLICE + GRACE
            {
                caught.extend(messages);
                story.push(StoryLine {
                    ms: elapsed_ms(began),
                    what: "the page was left for another".to_owned(),
                });
                // A new document is a change in itself, even if it looks as before.
                unlike = None;
                continue;
            }
            let told = told.map_err(meaning)?;
            reply::elsewhere(&told)?;
            let mut seen = reply::observation(told)?;
            story.extend(seen.story.drain(..).map(|line| StoryLine {
                ms: line.ms + offset,
                ..line
            }));
            caught.retain(|message| !seen.messages.contains(message));
            seen.messages.splice(0..0, std::mem::take(&mut caught));
            if !seen.quiet && began.elapsed() < deadline {
                story.pop_if(|line| line.what == "deadline");
                caught = seen.messages;
                continue;
            }
            seen.story = story;
            return Ok(seen);
        }
    }

    async fn picture(&mut self, _extent: Extent) -> Result<Screenshot, PageError> {
        let png = match self.picture {
            PictureCommand::W3c => self.client.screenshot().await.map_err(meaning)?,
            PictureCommand::Cdp => {
                let answer = self.client.issue_cmd(QuickPicture).await.map_err(meaning)?;
                let missing = || PageError::Protocol("the browser gave no picture".to_owned());
                let text = answer.get("data").and_then(Value::as_str).ok_or_else(missing)?;
                STANDARD.decode(text).map_err(|_| missing())?
            }
        };
        // The page may have gone to a login host since it was looked at: what was taken there is forgotten here.
        let address = self.client.current_url().await.map_err(meaning)?;
        let origin = address.origin().ascii_serialization();
        if self.landmarks.hosts.contains(&origin) {
            Ok(Screenshot {
                png,
                corner: (0.0, 0.0),
            })
        } else {
            Err(PageError::Elsewhere(address.origin().ascii_serialization()))
        }
    }

    fn browser(&self) -> String {
        self.browser.clone()
    }
}

fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
