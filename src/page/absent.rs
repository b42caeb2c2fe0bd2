//! No page at all, for a procedure that only persons carry out.

use std::time::Duration;

use super::error::PageError;
use super::observation::{Answer, Entry, Extent, Handle, Observation, Screenshot, Scroll, View};
use super::protocol::Page;
use super::touch::Touch;
use crate::text::mask::Masking;

/// Stands where a page would: whatever asks it anything is told that there is none.
#[derive(Clone, Copy, Debug)]
pub struct NoPage;

fn none<T>() -> Result<T, PageError> {
    Err(PageError::Lost("this procedure has no page".to_owned()))
}

impl Page for NoPage {
    async fn open(&mut self, _: &str) -> Result<(), PageError> {
        none()
    }

    async fn address(&mut self) -> Result<String, PageError> {
        none()
    }

    async fn look(&mut self) -> Result<View, PageError> {
        none()
    }

    async fn press(&mut self, _: &Handle) -> Result<(), PageError> {
        none()
    }

    async fn hover(&mut self, _: &Handle) -> Result<(), PageError> {
        none()
    }

    async fn escape(&mut self, _: &Handle) -> Result<(), PageError> {
        none()
    }

    async fn enter(&mut self, _: &Handle, _: &Entry) -> Result<(), PageError> {
        none()
    }

    async fn scroll(&mut self, _: &Handle, _: Scroll) -> Result<(), PageError> {
        none()
    }

    async fn answer(&mut self, _: &Answer) -> Result<(), PageError> {
        none()
    }

    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        none()
    }

    async fn close_window(&mut self) -> Result<(), PageError> {
        none()
    }

    async fn visit(&mut self, _: &str) -> Result<(), PageError> {
        none()
    }

    async fn answered(&mut self) -> Result<Option<u16>, PageError> {
        none()
    }

    async fn leave_visit(&mut self) -> Result<(), PageError> {
        none()
    }

    async fn settle(&mut self, _: Option<&str>, _: Duration) -> Result<Observation, PageError> {
        none()
    }

    async fn touched(&mut self) -> Result<Option<Touch>, PageError> {
        none()
    }

    async fn picture(&mut self, _: Extent, _: &mut Masking) -> Result<Screenshot, PageError> {
        none()
    }

    fn browser(&self) -> String {
        "–".to_owned()
    }
}
