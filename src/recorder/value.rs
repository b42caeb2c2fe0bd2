//! Values of fields as a runbook writes them.

use crate::page::observation::Content;
use crate::text::plain::plain;

use super::inputs::Inputs;
use super::remark::Remark;
use super::step::Want;

/// Most digits of a number that is meant as one, and not as an identifier.
const LONGEST_NUMBER: usize = 8;

/// Says what stands in a field as a runbook would; none if it cannot.
pub(super) fn want(inputs: &mut Inputs, content: &Content, label: &str) -> Option<(Want, Option<Remark>)> {
    let text = match content {
        Content::Switch(on) => return Some((Want::Switch(*on), None)),
        Content::Text(text) if is_number(text.trim()) => {
            return text.trim().parse().ok().map(|number| (Want::Integer(number), None));
        }
        Content::Moment(day) if is_day(day) => return Some((Want::Day(day.clone()), None)),
        Content::Several(options) => {
            let chosen = options.iter().filter(|option| option.chosen);
            return Some((Want::Several(chosen.map(|option| plain(&option.label)).collect()), None));
        }
        Content::Files(_) => return Some((Want::Text(inputs.file(label)), None)),
        Content::Text(text) | Content::Moment(text) => text,
        Content::Suggest(suggest) => &suggest.text,
        Content::Menu(menu) => &menu.shown,
        Content::Choice(options) => &options.iter().find(|option| option.chosen)?.label,
    };
    if text.chars().any(char::is_control) {
        return None;
    }
    let (text, remark) = inputs.text(&plain(text), label);
    Some((Want::Text(text), remark))
}

/// A day as HTML writes it.
fn is_day(text: &str) -> bool {
    let shape = |(at, c): (usize, char)| {
        if matches!(at, 4 | 7) {
            c == '-'
        } else {
            c.is_ascii_digit()
        }
    };
    text.len() == 10 && text.char_indices().all(shape)
}

/// A whole number as people write it into a field, without leading zeros.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain =
        !digits.is_empty() && digits.len() <= LONGEST_NUMBER && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain && (digits == "0" || !digits.starts_with('0'))
}
