//! A text with its place in the file, and what can be wrong with any text.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::diagnostic::is_invisible;
use super::document::Entry;
use super::fault::TextFault;
use super::reader::Reader;
use crate::text::label::Label;
use crate::text::source::Span;

/// A text from the file with the key that it stands under.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written<'d> {
    pub(crate) key: &'d str,
    pub(crate) text: &'d str,
    pub(crate) span: &'d Span,
}

impl<'d> Written<'d> {
    /// Takes a key as a text of its own, for tables whose keys are labels.
    pub(crate) fn key_of(entry: &'d Entry) -> Self {
        Self {
            key: &entry.key,
            text: &entry.key,
            span: &entry.key_span,
        }
    }
}

impl Reader {
    /// Narrows a text's span to a part of the text; a text with escapes keeps its whole span.
    pub(crate) fn within(&self, written: Written<'_>, part: Range<usize>) -> Span {
        let raw = self.text_of_file().get(written.span.clone()).unwrap_or_default();
        for quote in [3, 1, 0] {
            let inner = raw.len().checked_sub(quote).map(|end| quote..end);
            if inner.and_then(|inner| raw.get(inner)) == Some(written.text) {
                let start = written.span.start + quote;
                return start + part.start..start + part.end;
            }
        }
        written.span.clone()
    }

    /// Reports every text that stands in a list for the second time.
    pub(crate) fn check_distinct(&mut self, texts: &[Written<'_>]) {
        let mut seen = BTreeSet::new();
        for written in texts {
            if !seen.insert(Label::new(written.text)) {
                let text = written.text.to_owned();
                self.report(written.span, TextFault::Twice { text });
            }
        }
    }

    /// Reports what makes a text no label: nothing visible, or characters that nobody sees.
    pub(crate) fn check_label(&mut self, written: Written<'_>) -> bool {
        if !self.check_characters(written) {
            return false;
        }
        if Label::new(written.text).is_empty() {
            let key = written.key.to_owned();
            self.report(written.span, TextFault::Empty { key });
            return false;
        }
        true
    }

    /// Reports characters that a person could not have meant.
    pub(crate) fn check_characters(&mut self, written: Written<'_>) -> bool {
        let odd = |c: &(usize, char)| c.1.is_control() || is_invisible(c.1);
        if let Some((at, c)) = written.text.char_indices().find(odd) {
            let span = self.within(written, at..at + c.len_utf8());
            let code = u32::from(c);
            let fault = if c.is_control() {
                TextFault::ControlCharacter { code }
            } else {
                TextFault::InvisibleCharacter { code }
            };
            self.report(&span, fault);
            return false;
        }
        if !is_nfc(written.text) {
            let composed = written.text.nfc().collect();
            self.report(written.span, TextFault::CombiningMarks { composed });
            return false;
        }
        true
    }
}
