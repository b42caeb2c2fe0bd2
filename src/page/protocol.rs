//! The trait between executor and browser.

use std::time::Duration;

use super::error::PageError;
use super::observation::{Answer, Entry, Extent, Handle, Observation, Screenshot, Scroll, View};
use super::touch::Touch;
use crate::text::mask::Masking;

/// A page in a browser: the window in front, with all frames in it that stand on hosts of the portal.
///
/// A press that opens another window brings that one to the front; [`Page::close_window`] goes back.
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

    /// Presses Escape: it arrives where the focus is, in the document of the field.
    async fn escape(&mut self, field: &Handle) -> Result<(), PageError>;

    /// Enters something in a field by trusted events.
    async fn enter(&mut self, field: &Handle, entry: &Entry) -> Result<(), PageError>;

    /// Scrolls a part of the page that scrolls by itself, or brings a node into sight.
    async fn scroll(&mut self, node: &Handle, to: Scroll) -> Result<(), PageError>;

    /// Answers the native dialog that is open.
    async fn answer(&mut self, answer: &Answer) -> Result<(), PageError>;

    /// Returns the titles of the windows that presses have opened, the one in front last; none while there is one window.
    async fn windows(&mut self) -> Result<Vec<String>, PageError>;

    /// Closes the window in front and goes back to the one that opened it.
    async fn close_window(&mut self) -> Result<(), PageError>;

    /// Opens an address outside the portal in a tab of its own, which comes to the front; until [`Page::leave_visit`] only
    /// the origin of that address may be looked at.
    async fn visit(&mut self, address: &str) -> Result<(), PageError>;

    /// Returns the HTTP status with which the page in front was answered; none if the browser does not tell.
    async fn answered(&mut self) -> Result<Option<u16>, PageError>;

    /// Closes the tab of a visit, if there is one, and goes back to the window of before.
    async fn leave_visit(&mut self) -> Result<(), PageError>;

    /// Waits in the page until it is quiet and, if `unlike` is given, until it differs from that fingerprint; then
    /// reports what stands there. Gives up at `deadline` and says in the story what was still moving.
    async fn settle(&mut self, unlike: Option<&str>, deadline: Duration) -> Result<Observation, PageError>;

    /// Returns what a person did to the page since the last wait; nothing once an act has been made that was not waited for.
    async fn touched(&mut self) -> Result<Option<Touch>, PageError>;

    /// Takes a picture, losslessly, as PNG bytes. Whatever is to be covered is covered in the page before, with the name of
    /// its mask; where that cannot be done there is no picture.
    async fn picture(&mut self, extent: Extent, masking: &mut Masking) -> Result<Screenshot, PageError>;

    /// Says what the browser calls itself, name and version of browser and driver.
    fn browser(&self) -> String;
}
