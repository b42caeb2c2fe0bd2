//! What of a portal's text may be shown or stored as text: no control characters, nothing that reorders what is read,
//! no PESEL number.

use serde::Serialize;
use serde_json::Value;

use crate::text::mask::Masking;
use crate::text::personal::masked;
use crate::text::plain::is_acting;

/// Tells whether a character acts on a terminal or on the reading order instead of being read.
pub fn is_unprintable(character: char) -> bool {
    let layout = matches!(character, '\n' | '\t');
    is_acting(character) && !layout
}

/// Returns the text without unprintable characters and PESEL numbers; newlines and tabs stay.
pub fn printable(text: &str) -> String {
    let kept: String = text.chars().filter(|character| !is_unprintable(*character)).collect();
    masked(&kept).into_owned()
}

/// Returns a text as it is stored: printable, with the name of its mask in place of whatever is covered.
pub(super) fn storable(text: &str, masking: &mut Masking) -> String {
    let kept: String = text.chars().filter(|character| !is_unprintable(*character)).collect();
    masking.masked(&kept).into_owned()
}

/// Parts of a record that no portal and no person writes: paths, hashes, times.
const MECHANICAL: [&str; 6] = ["path", "sha256", "at", "head", "nonce", "mark"];

/// Parts of a record that are words of its own, of the runbook or of the portal profile, and the acting entity: what a page has
/// shown in a covered field is no secret where such a word is the same, and the record would lose its meaning.
const WORDS: [&str; 23] = [
    "step", "act", "effect", "code", "verb", "status", "result", "mode", "rule", "tier", "role", "clause", "truth",
    "verdict", "format", "run", "tool", "name", "label", "entity", "standing", "by", "place",
];

/// Who wrote a text of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// A page or a person.
    Anybody,
    /// This program, or an author.
    Author,
}

/// Returns what is to be written to a trail as JSON; what is covered is masked here, whoever put it in.
pub(super) fn masked_json(written: &impl Serialize, masking: &mut Masking) -> serde_json::Result<Value> {
    let mut value = serde_json::to_value(written)?;
    mask(&mut value, Written::Anybody, &mut |text, written| match written {
        Written::Anybody => masking.masked(text).into_owned(),
        Written::Author => masking.masked_by_shape(text).into_owned(),
    });
    Ok(value)
}

/// Returns what is to be written as JSON where no trail says what a name stands for: PESEL numbers give way to one word.
pub(super) fn nameless_json(written: &impl Serialize) -> serde_json::Result<Value> {
    let mut value = serde_json::to_value(written)?;
    mask(&mut value, Written::Anybody, &mut |text, _| masked(text).into_owned());
    Ok(value)
}

/// Masks every text of a value, the names of its parts included.
fn mask(value: &mut Value, written: Written, masked: &mut impl FnMut(&str, Written) -> String) {
    match value {
        Value::String(text) => *text = masked(text, written),
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, written, masked)),
        Value::Object(parts) => {
            *parts = std::mem::take(parts)
                .into_iter()
                .map(|(name, mut part)| {
                    // What came of an act may be a word, or a reason with texts of the page.
                    let is_word = WORDS.contains(&name.as_str()) && part.is_string();
                    let written = if is_word { Written::Author } else { Written::Anybody };
                    if !MECHANICAL.contains(&name.as_str()) {
                        mask(&mut part, written, masked);
                    }
                    (masked(&name, Written::Author), part)
                })
                .collect();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::label::Label;
    use crate::text::mask::Rules;

    #[test]
    fn escape_sequences_and_overrides_are_dropped_and_letters_stay() {
        let hostile = "Za\u{1b}[31mpisz\u{202e} zażółć\u{9b}\u{0}\nwiersz\u{7f}";
        assert_eq!(printable(hostile), "Za[31mpisz zażółć\nwiersz");
    }

    #[test]
    fn a_number_that_is_put_together_by_dropping_is_masked_too() {
        assert_eq!(printable("0207\u{200e}0803628"), "[PESEL]");
    }

    #[test]
    fn what_a_covered_field_held_is_named_in_texts_and_words_of_the_record_stay() {
        let rules = Rules {
            fields: [Label::new("Tryb")].into(),
            ..Rules::default()
        };
        let mut masking = Masking::new(rules, None);
        masking.learn("open");
        let written = serde_json::json!({ "step": "open", "act": "open", "open": { "said": ["open"], "result": { "said": "open" } } });
        let expected = serde_json::json!({ "step": "open", "act": "open", "open": { "said": ["[pole-1]"], "result": { "said": "[pole-1]" } } });
        assert_eq!(masked_json(&written, &mut masking).unwrap(), expected);
    }

    #[test]
    fn a_number_is_named_wherever_it_stands_in_a_record_and_paths_stay() {
        let mut masking = Masking::default();
        let written = serde_json::json!({
            "02070803628": ["a 44051401359", {"path": "inputs/02070803628", "said": "02070803628"}],
        });
        let masked = masked_json(&written, &mut masking).unwrap();
        let expected = serde_json::json!({
            "[PESEL-2]": ["a [PESEL-1]", {"path": "inputs/02070803628", "said": "[PESEL-2]"}],
        });
        assert_eq!(masked, expected);
        let nameless = nameless_json(&serde_json::json!(["a 44051401359"])).unwrap();
        assert_eq!(nameless, serde_json::json!(["a [PESEL]"]));
    }
}
