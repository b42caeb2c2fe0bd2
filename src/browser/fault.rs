//! What the driver's errors mean for an executor.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "fantoccini's errors are open to more; whatever is not named here is `Protocol`"
)]

use fantoccini::error::{CmdError, ErrorStatus, WebDriver};

use crate::page::error::{PageError, Unready};

/// Says what an error of a command means.
pub(super) fn meaning(error: CmdError) -> PageError {
    match error {
        CmdError::Standard(answer) => meaning_of(&answer),
        CmdError::Failed(_) | CmdError::FailedC(_) | CmdError::Lost(_) => PageError::Lost(error.to_string()),
        other => PageError::Protocol(other.to_string()),
    }
}

fn meaning_of(answer: &WebDriver) -> PageError {
    let said = first_line(&answer.message);
    match answer.error {
        ErrorStatus::StaleElementReference
        | ErrorStatus::NoSuchElement
        | ErrorStatus::DetachedShadowRoot
        | ErrorStatus::NoSuchFrame => PageError::Detached,
        ErrorStatus::ElementClickIntercepted => unready(Unready::Covered, said),
        ErrorStatus::ElementNotInteractable | ErrorStatus::MoveTargetOutOfBounds => unready(Unready::Hidden, said),
        ErrorStatus::InvalidElementState => unready(Unready::Disabled, said),
        // Firefox's own words on leaving a page, in its own language, are none of the page's.
        ErrorStatus::UnexpectedAlertOpen if said.contains("beforeunload dialog") => {
            PageError::DialogOpen(String::new())
        }
        ErrorStatus::UnexpectedAlertOpen => PageError::DialogOpen(dialog_text(answer)),
        // So ChromeDriver words any command while the browser asks whether to leave a page, a dialog without a text.
        ErrorStatus::InvalidArgument if said.contains("dialog type beforeunload") => {
            PageError::DialogOpen(String::new())
        }
        ErrorStatus::ScriptTimeout | ErrorStatus::Timeout => PageError::Silent(said),
        ErrorStatus::NoSuchWindow => PageError::WindowClosed(said),
        ErrorStatus::InvalidSessionId => PageError::Lost(said),
        ErrorStatus::UnknownError if said.contains("target window already closed") => PageError::WindowClosed(said),
        ErrorStatus::InsecureCertificate => PageError::Unreachable(said),
        ErrorStatus::UnknownError if is_gone(&said) => PageError::Lost(said),
        _ => PageError::Protocol(said),
    }
}

fn unready(what: Unready, said: String) -> PageError {
    PageError::NotReady { what, said }
}

/// Says whether an error of *Navigate To* means that there is no such page: the standard has no status of its own for it.
pub(super) fn unreachable(error: CmdError) -> PageError {
    match error {
        CmdError::Standard(answer)
            if answer.error == ErrorStatus::UnknownError
                && ["net::ERR_", "Reached error page"]
                    .iter()
                    .any(|sign| answer.message.contains(sign)) =>
        {
            // Firefox goes on with the address and its own words, all of it encoded.
            let said = first_line(&answer.message);
            PageError::Unreachable(code_in(&said))
        }
        other => meaning(other),
    }
}

/// The browser's own code for an address that does not answer, without the driver's words around it.
fn code_in(said: &str) -> String {
    let code = ["net::ERR_", "about:neterror"].iter().find_map(|sign| said.find(sign));
    let rest = &said[code.unwrap_or_default()..];
    let ends = |sign: char| sign == '&' || sign.is_whitespace();
    rest.split(ends).next().unwrap_or_default().to_owned()
}

/// Says whether a script did not answer in time.
pub(super) fn timed_out(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(answer) if answer.error == ErrorStatus::ScriptTimeout)
}

/// Says whether the document in which a script ran was left while it ran.
///
/// The standard has no status for it. Drivers answer `javascript error` or `unknown error`, as errors of a script of
/// ours would be answered too, hence the look at the message; what is not recognised stays an error.
pub(super) fn left_the_document(error: &CmdError) -> bool {
    let CmdError::Standard(answer) = error else {
        return false;
    };
    matches!(
        answer.error,
        ErrorStatus::JavascriptError
            | ErrorStatus::UnknownError
            | ErrorStatus::NoSuchFrame
            | ErrorStatus::NoSuchWindow
            | ErrorStatus::StaleElementReference
    ) && [
        "aborted by navigation",
        "document unloaded",
        "execution context",
        "context with specified id",
        "target frame detached",
        "navigated or closed",
        "not belong to the document",
        "detached",
        "stale element",
        // Firefox: left, replaced by a document of another process, a node gone.
        "Document was unloaded",
        "BrowsingContext does no longer exist",
        "no longer attached",
    ]
    .iter()
    .any(|sign| answer.message.contains(sign))
}

/// The driver reports a dead browser as `unknown error`.
fn is_gone(said: &str) -> bool {
    [
        "disconnected",
        "not reachable",
        "crashed",
        "chrome not",
        "decode response from marionette",
    ]
    .iter()
    .any(|sign| said.contains(sign))
}

fn dialog_text(answer: &WebDriver) -> String {
    let text = answer.data.as_ref().and_then(|data| data.get("text")?.as_str());
    text.map_or_else(|| first_line(&answer.message), str::to_owned)
}

/// The driver adds its version and a stack after the first line.
fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard(status: ErrorStatus, message: &str) -> CmdError {
        CmdError::Standard(WebDriver::new(status, message.to_owned()))
    }

    #[test]
    fn each_status_has_one_meaning() {
        for (status, expected) in [
            (ErrorStatus::StaleElementReference, PageError::Detached),
            (
                ErrorStatus::ElementClickIntercepted,
                unready(Unready::Covered, "m".into()),
            ),
            (
                ErrorStatus::ElementNotInteractable,
                unready(Unready::Hidden, "m".into()),
            ),
            (ErrorStatus::ScriptTimeout, PageError::Silent("m".into())),
            (ErrorStatus::InvalidSessionId, PageError::Lost("m".into())),
            (ErrorStatus::NoSuchWindow, PageError::WindowClosed("m".into())),
            (ErrorStatus::JavascriptError, PageError::Protocol("m".into())),
            (ErrorStatus::UnexpectedAlertOpen, PageError::DialogOpen("m".into())),
        ] {
            assert_eq!(meaning(standard(status, "m\n  (Session info: x)")), expected);
        }
    }

    #[test]
    fn a_dialogs_text_is_taken_from_the_data() {
        let answer = WebDriver::new(ErrorStatus::UnexpectedAlertOpen, "m".to_owned())
            .with_data(serde_json::json!({ "text": "Na pewno?" }));
        assert_eq!(
            meaning(CmdError::Standard(answer)),
            PageError::DialogOpen("Na pewno?".into())
        );
    }

    #[test]
    fn the_browsers_own_question_has_no_text() {
        for (status, said) in [
            (
                ErrorStatus::UnexpectedAlertOpen,
                "Unexpected beforeunload dialog detected. Performed handler \"ignore\"",
            ),
            (ErrorStatus::InvalidArgument, "unexpected dialog type beforeunload"),
        ] {
            assert_eq!(meaning(standard(status, said)), PageError::DialogOpen(String::new()));
        }
    }

    #[test]
    fn an_address_that_does_not_answer_is_unreachable() {
        let refused = standard(ErrorStatus::UnknownError, "unknown error: net::ERR_CONNECTION_REFUSED");
        assert_eq!(
            unreachable(refused),
            PageError::Unreachable("net::ERR_CONNECTION_REFUSED".to_owned())
        );
        let said = "Reached error page: about:neterror?e=dnsNotFound&u=http%3A//nosuch.invalid/&c=UTF-8";
        assert_eq!(
            unreachable(standard(ErrorStatus::UnknownError, said)),
            PageError::Unreachable("about:neterror?e=dnsNotFound".to_owned())
        );
    }

    #[test]
    fn an_error_inside_a_script_is_not_taken_for_navigation() {
        assert!(!left_the_document(&standard(
            ErrorStatus::JavascriptError,
            "javascript error: x is not defined"
        )));
        for left in [
            "javascript error: document unloaded while waiting for result",
            "Document was unloaded",
        ] {
            assert!(left_the_document(&standard(ErrorStatus::JavascriptError, left)));
        }
        assert!(!left_the_document(&standard(
            ErrorStatus::NoSuchWindow,
            "Browsing context has been discarded"
        )));
    }
}
