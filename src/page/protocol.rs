//! The trait between executor and browser.

use std::time::Duration;

use super::error::PageError;
use super::observation::{Handle, Observation, Screenshot, View};

/// A page in a browser with one window.
///
/// Two implementations: `browser::Session`, and the suite's fake page that does what no real browser can be told to do.
/// A faster lane beside WebDriver would be a third.
#[expect(
    async_fn_in_trait,
    reason = "used generically on one task; nothing is sent between threads"
)]
pub trait Page {
    /// Opens an address and waits for the document.
    async fn open(&mut self, address: &str) -> Result<(), PageError>;

    /// Returns the address of the page, without running anything in it.
    async fn address(&mut self) -> Result<String, PageError>;

    /// Gathers every control, field and table of the page: one round trip, no side effect.
    async fn look(&mut self) -> Result<View, PageError>;

    /// Clicks in the middle of the control, scrolled into view, with a trusted event.
    async fn press(&mut self, control: &Handle) -> Result<(), PageError>;

    /// Moves the pointer over the control.
    async fn hover(&mut self, control: &Handle) -> Result<(), PageError>;

    /// Replaces the text of a field by trusted keys and leaves the field.
    async fn fill(&mut self, field: &Handle, text: &str) -> Result<(), PageError>;

    /// Waits in the page until it is quiet and, if `unlike` is given, until it differs from that fingerprint; then
    /// reports what stands there. Gives up at `deadline` and says in the story what was still moving.
    async fn settle(&mut self, unlike: Option<&str>, deadline: Duration) -> Result<Observation, PageError>;

    /// Takes a picture of the viewport, losslessly, as PNG bytes.
    async fn picture(&mut self) -> Result<Screenshot, PageError>;

    /// Says what the browser calls itself, name and version of browser and driver.
    fn browser(&self) -> String;
}
