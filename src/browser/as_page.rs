//! A session as the [`Page`] that an executor asks: look, act, settle, picture.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus, WebDriver};
use fantoccini::key::Key;
use serde_json::{Value, json};

use super::command::{FullPicture, QuickPicture};
use super::fault::meaning;
use super::frames::Way;
use super::profile::PictureCommand;
use super::session::Session;
use super::{reply, script};
use crate::page::error::PageError;
use crate::page::observation::{Answer, Entry, Extent, Handle, Observation, Screenshot, Scroll, View};
use crate::page::protocol::Page;
use crate::page::touch::Touch;
use crate::text::mask::Masking;

/// Height of the window up to which it is made higher for a dialog, in pixels.
const HIGHEST: u64 = 4000;
/// Size up to which a whole page is pictured, in pixels: beyond it graphics cards give up.
const WIDEST: u32 = 4000;
/// The same for its height.
const LONGEST: u32 = 16_000;

impl Page for Session {
    async fn open(&mut self, address: &str) -> Result<(), PageError> {
        // What has opened by now is of no act that is still to be followed.
        self.remember_windows().await?;
        self.acted = true;
        self.set_patience().await?;
        self.leave_frames().await?;
        match self.go(address).await {
            Err(silent @ PageError::Silent(_)) => {
                // geckodriver waits for the address in vain while the page before asks whether to leave it.
                self.address().await?;
                Err(silent)
            }
            opened => opened,
        }
    }

    async fn address(&mut self) -> Result<String, PageError> {
        let address = self.told(self.client.current_url().await).await?;
        Ok(address.to_string())
    }

    async fn look(&mut self) -> Result<View, PageError> {
        self.look_everywhere().await
    }

    async fn press(&mut self, control: &Handle) -> Result<(), PageError> {
        self.acted = true;
        let element = self.reach(control).await?;
        match element.click().await {
            Err(CmdError::Standard(answer)) if was_not_clicked(&answer) => {
                self.bring_into_reach(&element).await?;
                element.click().await.map_err(meaning)
            }
            clicked => clicked.map_err(meaning),
        }
    }

    async fn hover(&mut self, control: &Handle) -> Result<(), PageError> {
        self.acted = true;
        let move_over = PointerAction::MoveToElement {
            element: self.reach(control).await?,
            duration: Some(Duration::ZERO),
            x: 0.0,
            y: 0.0,
        };
        let mouse = MouseActions::new("mouse".to_owned()).then(move_over);
        self.client.perform_actions(mouse).await.map_err(meaning)
    }

    async fn escape(&mut self, field: &Handle) -> Result<(), PageError> {
        self.acted = true;
        self.reach(field).await?;
        // Sent to an element, the key would draw the focus there first, out of the list that it is to close.
        let value = char::from(Key::Escape);
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.map_err(meaning)
    }

    async fn enter(&mut self, field: &Handle, entry: &Entry) -> Result<(), PageError> {
        self.acted = true;
        let element = self.reach(field).await?;
        let keys = match entry {
            // Tab leaves the field, and only leaving makes it tell the portal of its change.
            Entry::Text(text) => format!("{}{}", in_place_of_all(text), char::from(Key::Tab)),
            Entry::Beginning(text) => in_place_of_all(text),
            Entry::Moment(value) => {
                let arguments = vec![argument(&element)?, json!(value)];
                return self.run(script::MOMENT, arguments).await.map(drop).map_err(meaning);
            }
            Entry::Files(paths) => {
                // Choosing a file is no click: nothing else scrolls the field into the picture.
                self.run(script::CENTRE, vec![argument(&element)?])
                    .await
                    .map_err(meaning)?;
                let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                paths.join("\n")
            }
        };
        element.send_keys(&keys).await.map_err(meaning)
    }

    async fn scroll(&mut self, node: &Handle, to: Scroll) -> Result<(), PageError> {
        let element = argument(&self.reach(node).await?)?;
        let scrolled = match to {
            Scroll::Top => self.run(script::SCROLL, vec![element, json!(false)]).await,
            Scroll::Onward => self.run(script::SCROLL, vec![element, json!(true)]).await,
            Scroll::Into => self.run(script::CENTRE, vec![element]).await,
        };
        scrolled.map(drop).map_err(meaning)
    }

    async fn answer(&mut self, answer: &Answer) -> Result<(), PageError> {
        self.acted = true;
        let answered = match answer {
            Answer::Accept(None) => self.client.accept_alert().await,
            Answer::Accept(Some(text)) => match self.client.send_alert_text(text).await {
                Ok(()) => self.client.accept_alert().await,
                refused => refused,
            },
            Answer::Dismiss => self.client.dismiss_alert().await,
        };
        answered.map_err(meaning)
    }

    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        self.titles().await
    }

    async fn close_window(&mut self) -> Result<(), PageError> {
        self.leave_window().await
    }

    async fn visit(&mut self, address: &str) -> Result<(), PageError> {
        self.begin_visit(address).await
    }

    async fn answered(&mut self) -> Result<Option<u16>, PageError> {
        self.status().await
    }

    async fn leave_visit(&mut self) -> Result<(), PageError> {
        self.end_visit().await
    }

    async fn settle(&mut self, unlike: Option<&str>, deadline: Duration) -> Result<Observation, PageError> {
        self.settle_everywhere(unlike, deadline).await
    }

    async fn touched(&mut self) -> Result<Option<Touch>, PageError> {
        if self.acted {
            return Ok(None);
        }
        self.leave_frames().await?;
        if Box::pin(self.newcomers()).await?.is_any_by_hand {
            return Ok(Some(Touch::OpenedTab));
        }
        let arguments = vec![json!(self.landmarks.hosts)];
        reply::touched(self.ask(&script::TOUCHED, arguments).await?)
    }

    async fn picture(&mut self, extent: Extent, masking: &mut Masking) -> Result<Screenshot, PageError> {
        self.leave_frames().await?;
        let (size, corner) = match extent {
            Extent::Viewport => (None, (0.0, 0.0)),
            Extent::Whole => {
                let seen = self.ask(script::EXTENT, Vec::new()).await?;
                let (width, height, left, top) = reply::extent(seen)?;
                (Some((width.min(WIDEST), height.min(LONGEST))), (left, top))
            }
        };
        let (png, masks) = self.covered_picture(size, corner, masking).await?;
        Ok(Screenshot { png, corner, masks })
    }

    fn browser(&self) -> String {
        self.browser.clone()
    }
}

impl Session {
    /// Enters the node's document and makes sure that a click in it would arrive there.
    async fn reach(&mut self, handle: &Handle) -> Result<Element, PageError> {
        let way = Way::to(handle);
        self.enter(&way.frames).await?;
        self.check_way(&way).await?;
        Ok(self.node(&way.node))
    }

    /// Brings a node to where a click arrives: the driver scrolls just as far as it must, which may end under a fixed
    /// header, and a dialog higher than the window does not scroll at all.
    async fn bring_into_reach(&mut self, element: &Element) -> Result<(), PageError> {
        let lacking = reply::pixels(self.ask(script::LACKING, vec![argument(element)?]).await?)?;
        if lacking == 0 {
            return Ok(());
        }
        let (width, height) = self.told(self.client.get_window_size().await).await?;
        let higher = height.saturating_add(lacking.into()).min(HIGHEST);
        let (Ok(width), Ok(higher)) = (u32::try_from(width), u32::try_from(higher)) else {
            return Err(PageError::Protocol("the window has no size".to_owned()));
        };
        self.client.set_window_size(width, higher).await.map_err(meaning)?;
        self.run(script::CENTRE, vec![argument(element)?])
            .await
            .map(drop)
            .map_err(meaning)
    }

    /// Takes a picture of the viewport, or of a whole page of the given size.
    pub(super) async fn capture(&mut self, whole: Option<(u32, u32)>) -> Result<Vec<u8>, PageError> {
        let answer = match (self.picture, whole) {
            (PictureCommand::W3c, _) | (PictureCommand::Moz, None) => {
                return self.told(self.client.screenshot().await).await;
            }
            (PictureCommand::Moz, Some(_)) => self.client.issue_cmd(FullPicture).await,
            (PictureCommand::Cdp, whole) => self.client.issue_cmd(QuickPicture { whole }).await,
        };
        let answer = answer.map_err(meaning)?;
        if answer.is_null() {
            return Err(self.understood(CmdError::NotW3C(answer)).await);
        }
        let missing = || PageError::Protocol("the browser gave no picture".to_owned());
        let text = answer.get("data").unwrap_or(&answer).as_str().ok_or_else(missing)?;
        STANDARD.decode(text).map_err(|_| missing())
    }
}

fn argument(element: &Element) -> Result<Value, PageError> {
    serde_json::to_value(element).map_err(|why| PageError::Protocol(why.to_string()))
}

/// Says whether an error of *Element Click* means that nothing was clicked, but could be elsewhere in the window.
fn was_not_clicked(answer: &WebDriver) -> bool {
    matches!(
        answer.error,
        ErrorStatus::ElementClickIntercepted | ErrorStatus::ElementNotInteractable | ErrorStatus::MoveTargetOutOfBounds
    )
}

fn in_place_of_all(text: &str) -> String {
    // Pressed a second time, a modifier is released in every driver; geckodriver knows no other way.
    let control = char::from(Key::Control);
    let select_all = format!("{control}a{control}");
    if text.is_empty() {
        return format!("{select_all}{}", char::from(Key::Delete));
    }
    format!("{select_all}{text}")
}
