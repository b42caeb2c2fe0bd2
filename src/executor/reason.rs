//! Why a step did not do what it should, as it is stored: a code with its values, and a story's words while it is waited for.

use std::collections::BTreeMap;

use crate::evidence::format::{Clause, Reason, Truth};
use crate::page::deed::Way;
use crate::page::observation::{MOST_LETTERS, MOST_TEXTS};
use crate::page::touch::Touch;
use crate::text::plain::plain;

use super::failure::{Failure, Unmet};
use super::record::stored_url;

impl Failure {
    /// Says in a story's words what kept an act from being made for a while; none for what is no matter of time.
    pub(super) fn told_while_waiting(&self) -> Option<String> {
        let Reason { code, values } = self.reason();
        let beginning = match code.as_str() {
            "target-missing" => "not there yet: ",
            "target-ambiguous" => "there more than once: ",
            "target-hidden" => "not visible yet: ",
            "target-disabled" => "disabled: ",
            "target-moving" => "in motion: ",
            "target-replaced" => "replaced just now: ",
            "list-open" => "its list is still open: ",
            "target-covered" => "covered: ",
            "not-quiet" => "not worked yet: ",
            "option-missing" | "suggestion-missing" => "not offered yet: ",
            _ => return None,
        };
        let named = ["field", "label", "by", "what", "wanted"];
        let said: Vec<&str> = named
            .iter()
            .filter_map(|name| values.get(*name))
            .map(String::as_str)
            .collect();
        Some(format!("{beginning}{}", said.join(", ")))
    }

    /// Translates into what is stored.
    #[expect(clippy::too_many_lines, reason = "a table of codes, one arm for each variant")]
    pub fn reason(&self) -> Reason {
        let list = |items: &[String]| items.join("; ");
        match self {
            Self::TargetMissing { label, places, nearest } => reason(
                "target-missing",
                &[
                    ("label", label),
                    ("places", &places.join(" › ")),
                    ("nearest", &list(nearest)),
                ],
            ),
            Self::TargetAmbiguous { label, candidates } => reason(
                "target-ambiguous",
                &[("label", label), ("candidates", &list(candidates))],
            ),
            Self::TargetHidden(label) => reason("target-hidden", &[("label", label)]),
            Self::TargetDisabled(label) => reason("target-disabled", &[("label", label)]),
            Self::TargetMoving(label) => reason("target-moving", &[("label", label)]),
            Self::TargetReplaced(label) => reason("target-replaced", &[("label", label)]),
            Self::ListOpen(field) => reason("list-open", &[("field", field)]),
            Self::TargetCovered { label, by } => reason("target-covered", &[("label", label), ("by", by)]),
            Self::WrongControl { field, wanted } => reason("wrong-control", &[("field", field), ("wanted", wanted)]),
            Self::OptionMissing { field, wanted, options } => reason(
                "option-missing",
                &[("field", field), ("wanted", wanted), ("options", &list(options))],
            ),
            Self::TextMissing(text) => reason("text-missing", &[("text", text)]),
            Self::TextPresent(text) => reason("text-present", &[("text", text)]),
            Self::TextUnread(text) => reason(
                "text-unread",
                &[
                    ("text", text),
                    ("texts", &MOST_TEXTS.to_string()),
                    ("letters", &MOST_LETTERS.to_string()),
                ],
            ),
            Self::ValueDiffers { field, wanted, found } => reason(
                "value-differs",
                &[("field", field), ("wanted", wanted), ("found", found)],
            ),
            Self::MessageMissing(text) => reason("message-missing", &[("text", text)]),
            Self::MessageOther { wanted, said } => {
                reason("message-other", &[("messages", &list(said)), ("wanted", wanted)])
            }
            Self::Validation { wanted, said } => reason("validation", &[("messages", &list(said)), ("wanted", wanted)]),
            Self::Unproved { wanted, said } => {
                reason("message-unproved", &[("messages", &list(said)), ("wanted", wanted)])
            }
            Self::EntityWrong { wanted, seen } => reason("entity-wrong", &[("wanted", wanted), ("seen", seen)]),
            Self::EntityMissing(wanted) => reason("entity-missing", &[("wanted", wanted)]),
            Self::HostWrong(url) => reason("host-wrong", &[("url", url)]),
            Self::SessionLost(lost) => lost.reason(),
            Self::Maintenance(heading) => reason("maintenance", &[("heading", heading)]),
            Self::ServerError { status, url } => {
                reason("server-error", &[("status", &status.to_string()), ("url", url)])
            }
            Self::AnswerMissing(what) => reason("answer-missing", &[("what", what)]),
            Self::Touched { touch, wanted } => touched(touch, wanted),
            Self::NotQuiet(what) => reason("not-quiet", &[("what", what)]),
            Self::PageSilent(said) => reason("page-silent", &[("said", said)]),
            Self::Uncovered(why) => reason("mask-failed", &[("why", why)]),
            Self::DialogOpen(text) => reason("dialog-open", &[("text", text)]),
            Self::PageUnreachable { url, why } => reason("page-unreachable", &[("url", url), ("why", why)]),
            Self::WindowClosed(said) => reason("window-closed", &[("said", said)]),
            Self::BrowserLost(said) => reason("browser-lost", &[("said", said)]),
            Self::BrowserProtocol(said) => reason("browser-protocol", &[("said", said)]),
            Self::StalePlan { field, planned, found } => reason(
                "stale-plan",
                &[("field", field), ("planned", planned), ("found", found)],
            ),
            Self::NotPlanned(field) => reason("not-planned", &[("field", field)]),
            Self::RowVanished { row, table } => reason("row-vanished", &[("row", row), ("table", table)]),
            Self::TableMissing { table, key, nearest } => reason(
                "table-missing",
                &[("table", table), ("key", key), ("nearest", &list(nearest))],
            ),
            Self::RowsTooMany { table, count, at_most } => reason(
                "rows-too-many",
                &[
                    ("table", table),
                    ("count", &count.to_string()),
                    ("at_most", &at_most.to_string()),
                ],
            ),
            Self::RowsTooFew { table, count, at_least } => reason(
                "rows-too-few",
                &[
                    ("table", table),
                    ("count", &count.to_string()),
                    ("at_least", &at_least.to_string()),
                ],
            ),
            Self::RowsMiscounted { table, said, count } => reason(
                "rows-miscounted",
                &[("table", table), ("said", said), ("count", &count.to_string())],
            ),
            Self::WindowMissing { title, windows } => {
                reason("window-missing", &[("title", title), ("windows", &list(windows))])
            }
            Self::SuggestionMissing { field, wanted, options } => reason(
                "suggestion-missing",
                &[("field", field), ("wanted", wanted), ("options", &list(options))],
            ),
            Self::RowsDuplicate(row) => reason("rows-duplicate", &[("row", row)]),
            Self::KeyPersonal { table, key } => reason("key-personal", &[("key", key), ("table", table)]),
            Self::LeftOpen(run) => reason("left-open", &[("run", run)]),
            Self::WriteUnknown(cause) => write_unknown(cause),
            Self::EffectGreater {
                label,
                declared,
                listed,
            } => reason(
                "effect-greater",
                &[("label", label), ("declared", declared), ("listed", listed)],
            ),
            Self::Condition(unmet) => unmet.reason(),
            Self::InLine { file, line, cause } => in_line(file, *line, cause),
            Self::Visit(failure) => failure.reason(),
            Self::Person(failure) => failure.reason(),
            Self::RowsDiffer {
                table,
                unexpected,
                absent,
            } => reason(
                "rows-differ",
                &[
                    ("table", table),
                    ("unexpected", &list(unexpected)),
                    ("absent", &list(absent)),
                ],
            ),
            Self::Differs { count, first } => reason("differs", &[("count", &count.to_string()), ("first", first)]),
            Self::Destroying(refusal) => refusal.reason(),
            Self::Interrupted => reason("interrupted", &[]),
        }
    }
}

impl Unmet {
    fn reason(&self) -> Reason {
        let because = self.because.as_deref().unwrap_or_default();
        let own = [
            ("asked", self.asked.code.as_str()),
            ("found", &self.found),
            ("because", because),
        ];
        let mut why = match (self.truth, self.clause) {
            (Truth::Unknown, _) => reason("condition-unknown", &own),
            (Truth::Holds | Truth::HoldsNot, Clause::When) => reason("when", &own),
            (Truth::Holds | Truth::HoldsNot, Clause::Require) => reason("require", &own),
        };
        why.values.extend(self.asked.values.clone());
        why
    }
}

/// Names what somebody did to the page; never a value.
fn touched(touch: &Touch, wanted: &str) -> Reason {
    let (how, at) = match touch {
        Touch::Keys(at) => ("keys", at.as_str()),
        Touch::Pointer(at) => ("pointer", at.as_str()),
        Touch::Went(Way::Led | Way::Typed) => ("other-page", ""),
        Touch::Went(Way::Turned) => ("turned", ""),
        Touch::Went(Way::Reloaded) => ("reloaded", ""),
        Touch::Hidden => ("other-tab", ""),
        Touch::OpenedTab => ("tab-opened", ""),
    };
    reason(
        "page-touched",
        &[("how", how), ("at", at), ("wanted", &stored_url(wanted))],
    )
}

/// Names what came in between, with what browser or driver said of it.
fn write_unknown(cause: &Failure) -> Reason {
    let Reason { code, values } = cause.reason();
    let said: Vec<String> = values.into_values().collect();
    reason("write-unknown", &[("cause", &code), ("said", &said.join(" "))])
}

/// Adds the line to the reason.
fn in_line(file: &str, line: usize, cause: &Failure) -> Reason {
    let mut why = cause.reason();
    why.values.insert("file".to_owned(), plain(file));
    why.values.insert("line".to_owned(), line.to_string());
    why
}

/// Joins a code with its values; texts from the portal are made harmless.
pub(super) fn reason(code: &str, values: &[(&str, &str)]) -> Reason {
    Reason {
        code: code.to_owned(),
        values: values
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| ((*name).to_owned(), plain(value)))
            .collect::<BTreeMap<_, _>>(),
    }
}
