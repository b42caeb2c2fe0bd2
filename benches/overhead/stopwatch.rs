//! A page that times every call and hands it on.

use std::cell::RefCell;
use std::time::Duration;

use krok::browser::session::Session;
use krok::page::error::PageError;
use krok::page::observation::{Answer, Entry, Extent, Handle, Observation, Screenshot, Scroll, View};
use krok::page::protocol::Page;
use krok::page::touch::Touch;
use krok::text::mask::Masking;

use crate::ledger::{Ledger, Part};

/// A session under a stopwatch.
pub struct Stopwatch<'s> {
    /// The session.
    pub session: &'s mut Session,
    /// The account, which the listener of the run keeps too.
    pub ledger: &'s RefCell<Ledger>,
}

impl Page for Stopwatch<'_> {
    async fn open(&mut self, address: &str) -> Result<(), PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.open(address).await;
        self.ledger.borrow_mut().answered(Part::Open);
        answer
    }

    async fn address(&mut self) -> Result<String, PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.address().await;
        self.ledger.borrow_mut().answered(Part::Look);
        answer
    }

    async fn look(&mut self) -> Result<View, PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.look().await;
        self.ledger.borrow_mut().answered(Part::Look);
        answer
    }

    async fn press(&mut self, control: &Handle) -> Result<(), PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.press(control).await;
        self.ledger.borrow_mut().answered(Part::Press);
        answer
    }

    async fn hover(&mut self, control: &Handle) -> Result<(), PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.hover(control).await;
        self.ledger.borrow_mut().answered(Part::Hover);
        answer
    }

    async fn escape(&mut self, field: &Handle) -> Result<(), PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.escape(field).await;
        self.ledger.borrow_mut().answered(Part::Hover);
        answer
    }

    async fn enter(&mut self, field: &Handle, entry: &Entry) -> Result<(), PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.enter(field, entry).await;
        self.ledger.borrow_mut().answered(Part::Fill);
        answer
    }

    async fn settle(&mut self, unlike: Option<&str>, deadline: Duration) -> Result<Observation, PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.settle(unlike, deadline).await;
        let story = answer.as_ref().map_or(&[][..], |seen| &seen.story);
        self.ledger.borrow_mut().settled(story);
        answer
    }

    async fn scroll(&mut self, scroller: &Handle, to: Scroll) -> Result<(), PageError> {
        self.session.scroll(scroller, to).await
    }

    async fn answer(&mut self, answer: &Answer) -> Result<(), PageError> {
        self.session.answer(answer).await
    }

    async fn touched(&mut self) -> Result<Option<Touch>, PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.touched().await;
        self.ledger.borrow_mut().answered(Part::Look);
        answer
    }

    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        self.session.windows().await
    }

    async fn close_window(&mut self) -> Result<(), PageError> {
        self.session.close_window().await
    }

    async fn visit(&mut self, address: &str) -> Result<(), PageError> {
        self.session.visit(address).await
    }

    async fn answered(&mut self) -> Result<Option<u16>, PageError> {
        self.session.answered().await
    }

    async fn leave_visit(&mut self) -> Result<(), PageError> {
        self.session.leave_visit().await
    }

    async fn picture(&mut self, extent: Extent, masking: &mut Masking) -> Result<Screenshot, PageError> {
        self.ledger.borrow_mut().asked();
        let answer = self.session.picture(extent, masking).await;
        let mut ledger = self.ledger.borrow_mut();
        ledger.answered(Part::Picture);
        ledger.picture_bytes += answer.as_ref().map_or(0, |shot| shot.png.len() as u64);
        drop(ledger);
        answer
    }

    fn browser(&self) -> String {
        self.session.browser()
    }
}
