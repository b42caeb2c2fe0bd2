//! Frames: the window's own document and those in it, each looked at by itself and put together as one view.
//!
//! A driver hands out references only for the document it is in (WebDriver §12.2: a node of another browsing context is
//! *stale*), so every frame is entered in turn. A handle of a node in a frame carries the frames that lead to it.

use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};

use super::command::TopFrame;
use super::fault::{left_the_document, meaning, timed_out};
use super::session::{Session, UNANSWERED};
use super::{reply, script};
use crate::page::error::PageError;
use crate::page::observation::{
    Choice, Content, Control, Fact, Field, Handle, Rectangle, State, Surroundings, Table, View,
};

/// Frames within frames that are looked at; deeper ones are advertisements or mistakes.
const DEEPEST: usize = 4;
/// Separates the references of a handle: no driver uses it.
const WITHIN: &str = ">";
/// Joins the fingerprints of documents that one settling answers for; `settle.js` joins its own in the same way.
pub(super) const BESIDE: char = '|';
/// Joins the fingerprints of frames that have to settle by themselves.
pub(super) const APART: char = '#';

/// A visible frame.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Its element.
    pub(super) handle: Handle,
    /// Its title; empty if it has none of its own.
    pub(super) title: String,
    /// Where it stands.
    pub(super) place: Surroundings,
    /// Whether a click on it arrives.
    pub(super) state: State,
    /// Where its document is drawn in the viewport around it.
    pub(super) rectangle: Rectangle,
    /// Whether the document around it may look into it, so that settling answers for it too.
    pub(super) open: bool,
}

/// What one document shows, with the frames in it.
pub(super) struct Sight {
    pub(super) view: View,
    pub(super) title: String,
    pub(super) frames: Vec<Frame>,
}

/// The frames that lead to a node, and the node.
pub(super) struct Way {
    pub(super) frames: Vec<String>,
    pub(super) node: String,
}

impl Way {
    pub(super) fn to(handle: &Handle) -> Self {
        let mut frames: Vec<String> = handle.0.split(WITHIN).map(str::to_owned).collect();
        let node = frames.pop().unwrap_or_default();
        Self { frames, node }
    }
}

impl Session {
    /// Looks at the window's document and at every frame in it that stands on a host of the portal.
    pub(super) async fn look_everywhere(&mut self) -> Result<View, PageError> {
        self.leave_frames().await?;
        let sight = self
            .look_here()
            .await?
            .ok_or_else(|| PageError::Protocol("the window has no document".to_owned()))?;
        let mut view = sight.view;
        let mut apart = Vec::new();
        let mut waiting = ways(&[], sight.frames);
        while let Some((way, mut frame)) = waiting.pop() {
            let Some(inner) = self.look_into(&way).await? else {
                continue;
            };
            if frame.title.is_empty() {
                frame.title = inner.title;
            }
            if frame.open {
                view.fingerprint = format!("{}{BESIDE}{}", view.fingerprint, inner.view.fingerprint);
            } else {
                apart.push((way.clone(), inner.view.fingerprint.clone()));
            }
            if way.len() < DEEPEST {
                let deeper = inner.frames.into_iter().map(|each| each.within(&frame));
                waiting.extend(ways(&way, deeper.collect()));
            }
            frame.take(inner.view, &way, &mut view);
        }
        self.apart = apart.iter().map(|(way, _)| way.clone()).collect();
        for (_, fingerprint) in apart {
            view.fingerprint = format!("{}{APART}{fingerprint}", view.fingerprint);
        }
        self.leave_frames().await?;
        Ok(view)
    }

    /// Looks into a frame; none if it is on another host or has gone.
    async fn look_into(&mut self, way: &[String]) -> Result<Option<Sight>, PageError> {
        match self.enter(way).await {
            Ok(()) => self.look_here().await,
            Err(PageError::Detached | PageError::Lost(_) | PageError::WindowClosed(_)) => {
                self.leave_frames().await?;
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Looks at the document entered; none if it is on no host of the portal and not the window's own.
    async fn look_here(&mut self) -> Result<Option<Sight>, PageError> {
        let arguments = vec![json!(self.landmarks.hosts), json!(self.memories)];
        let mut seen = self.run(&script::LOOK, arguments.clone()).await;
        for _ in 1..UNANSWERED {
            if !seen.as_ref().is_err_and(timed_out) {
                break;
            }
            self.grow_patience().await?;
            seen = self.run(&script::LOOK, arguments.clone()).await;
        }
        if seen.as_ref().map_or_else(left_the_document, Value::is_null) {
            // A node went while its reference was made, or the document did: look at what stands there now.
            seen = self.run(&script::LOOK, arguments.clone()).await;
        }
        let seen = seen.map_err(meaning)?;
        if seen.is_null() {
            return Err(self.understood(CmdError::NotW3C(seen)).await);
        }
        match reply::elsewhere(&seen) {
            Err(_) if !self.inside.is_empty() => Ok(None),
            Err(foreign) => Err(foreign),
            Ok(()) => reply::sight(seen).map(Some),
        }
    }

    /// Enters the frames that lead to a document, from the window's own on.
    pub(super) async fn enter(&mut self, way: &[String]) -> Result<(), PageError> {
        if self.inside == way {
            return Ok(());
        }
        self.client.issue_cmd(TopFrame).await.map_err(meaning)?;
        self.inside.clear();
        for frame in way {
            self.node(frame).enter_frame().await.map_err(meaning)?;
            self.inside.push(frame.clone());
        }
        Ok(())
    }

    /// Goes back to the window's own document.
    pub(super) async fn leave_frames(&mut self) -> Result<(), PageError> {
        self.enter(&[]).await
    }

    /// Makes sure that a click on a node in a frame would arrive: in each document around it the frame itself is hit.
    pub(super) async fn check_way(&mut self, way: &Way) -> Result<(), PageError> {
        if way.frames.is_empty() {
            return Ok(());
        }
        let node = self.argument(&way.node)?;
        let middle = self.ask(script::MIDDLE, vec![node]).await?;
        let mut point = reply::point(middle)?;
        for depth in (0..way.frames.len()).rev() {
            self.enter(&way.frames[..depth]).await?;
            let frame = self.argument(&way.frames[depth])?;
            let arguments = vec![frame, json!(point.0), json!(point.1)];
            let led = self.ask(script::THROUGH, arguments).await?;
            point = reply::led(led)?;
        }
        self.enter(&way.frames).await
    }

    pub(super) fn node(&self, reference: &str) -> Element {
        Element::from_element_id(self.client.clone(), ElementRef::from(reference.to_owned()))
    }

    pub(super) fn argument(&self, reference: &str) -> Result<Value, PageError> {
        serde_json::to_value(self.node(reference)).map_err(|why| PageError::Protocol(why.to_string()))
    }
}

impl Frame {
    /// Moves a frame found in another frame's document to where that one is drawn.
    pub(super) fn within(self, around: &Self) -> Self {
        Self {
            place: around.place_of(self.place),
            state: around.state_of(self.state),
            rectangle: around.moved(self.rectangle),
            open: self.open && around.open,
            ..self
        }
    }

    /// Adds what the frame's document shows to the view, with handles, places and rectangles as seen from the window.
    pub(super) fn take(&self, inner: View, way: &[String], view: &mut View) {
        let handle = |handle: &mut Handle| *handle = Handle(format!("{}{WITHIN}{}", way.join(WITHIN), handle.0));
        view.controls
            .extend(inner.controls.into_iter().map(|mut control: Control| {
                handle(&mut control.handle);
                for opener in control.opener.iter_mut().chain(&mut control.expander) {
                    handle(&mut opener.handle);
                    opener.rectangle = self.moved(opener.rectangle);
                }
                control.rectangle = self.moved(control.rectangle);
                control.place = self.place_of(control.place);
                control.state = self.state_of(control.state);
                control
            }));
        view.fields.extend(inner.fields.into_iter().map(|mut field: Field| {
            handle(&mut field.handle);
            for option in options_of(&mut field.content) {
                handle(&mut option.handle);
                option.branch.iter_mut().for_each(handle);
                option.rectangle = self.moved(option.rectangle);
                option.state = self.state_of(option.state.clone());
                if let Some(mover) = &mut option.mover {
                    handle(&mut mover.handle);
                    mover.rectangle = self.moved(mover.rectangle);
                    mover.state = self.state_of(mover.state.clone());
                }
            }
            field.rectangle = self.moved(field.rectangle);
            field.place = self.place_of(field.place);
            field.state = self.state_of(field.state);
            field
        }));
        view.facts.extend(inner.facts.into_iter().map(|mut fact: Fact| {
            handle(&mut fact.handle);
            fact.rectangle = self.moved(fact.rectangle);
            fact.place = self.place_of(fact.place);
            fact
        }));
        view.dialogs.extend(inner.dialogs);
        view.tables.extend(inner.tables.into_iter().map(|mut table: Table| {
            let pager = table.pager.iter_mut();
            let steps = pager.flat_map(|pager| [&mut pager.first, &mut pager.previous, &mut pager.next]);
            steps.flatten().for_each(handle);
            table
                .scroller
                .iter_mut()
                .for_each(|scroller| handle(&mut scroller.handle));
            let titles = self.place.sections.iter().rev().chain([&self.title]);
            table.titles.extend(titles.filter(|title| !title.is_empty()).cloned());
            table
        }));
    }

    fn place_of(&self, inner: Surroundings) -> Surroundings {
        let around = &self.place;
        let title = [&self.title].into_iter().filter(|title| !title.is_empty());
        Surroundings {
            sections: around.sections.iter().cloned().chain(inner.sections).collect(),
            tab: inner.tab.or_else(|| around.tab.clone()),
            dialog: inner.dialog.or_else(|| around.dialog.clone()),
            row: inner.row.or_else(|| around.row.clone()),
            frames: around.frames.iter().chain(title).cloned().chain(inner.frames).collect(),
        }
    }

    /// What is ready in a frame that is itself covered or moving is so too.
    fn state_of(&self, inner: State) -> State {
        match (&self.state, inner) {
            (State::Covered(_) | State::Moving, State::Ready) => self.state.clone(),
            (_, inner) => inner,
        }
    }

    fn moved(&self, inner: Rectangle) -> Rectangle {
        Rectangle {
            x: inner.x + self.rectangle.x,
            y: inner.y + self.rectangle.y,
            ..inner
        }
    }
}

/// Pairs frames with the ways to them, the first in the document last, as a stack is taken from its end.
fn ways(way: &[String], frames: Vec<Frame>) -> Vec<(Vec<String>, Frame)> {
    let lead = |frame: Frame| (way.iter().cloned().chain([frame.handle.0.clone()]).collect(), frame);
    frames.into_iter().rev().map(lead).collect()
}

fn options_of(content: &mut Content) -> &mut [Choice] {
    match content {
        Content::Choice(options) | Content::Several(options) => options,
        Content::Menu(menu) => &mut menu.options,
        Content::Suggest(suggest) => &mut suggest.options,
        Content::Text(_) | Content::Moment(_) | Content::Switch(_) | Content::Files(_) => &mut [],
    }
}
