//! Typed reading of a document: asks for keys and types, and writes down everything that is wrong.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::diagnostic::{Diagnostic, DiagnosticKind, Severity, is_invisible};
use super::document::{Entry, Node, Table, Value};
use super::fault::{Part, Shape, ShapeFault, TextFault, Wanted};
use super::suggestion::nearest;
use crate::text::label::Label;
use crate::text::source::{SourceFile, Span};

/// Collects what is wrong with one file.
pub(crate) struct Reader {
    source: Arc<SourceFile>,
    line_starts: Vec<usize>,
    found: Vec<Diagnostic>,
    errors: usize,
}

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
    /// Starts on a file.
    pub(crate) fn new(source: Arc<SourceFile>) -> Self {
        let line_starts = source
            .text()
            .match_indices('\n')
            .map(|(newline, _)| newline + 1)
            .collect();
        Self {
            source,
            line_starts,
            found: Vec::new(),
            errors: 0,
        }
    }

    /// Ends reading and hands over what was found.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Says whether nothing wrong was found so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.errors == 0
    }

    /// Writes down an error.
    pub(crate) fn report(&mut self, span: &Span, kind: impl Into<DiagnosticKind>) {
        self.errors += 1;
        self.note(span, Severity::Error, kind.into());
    }

    /// Writes down a warning.
    pub(crate) fn warn(&mut self, span: &Span, kind: impl Into<DiagnosticKind>) {
        self.note(span, Severity::Warning, kind.into());
    }

    fn note(&mut self, span: &Span, severity: Severity, kind: DiagnosticKind) {
        self.found.push(Diagnostic {
            file: Arc::clone(&self.source),
            span: Some(span.clone()),
            severity,
            kind,
        });
    }

    /// Returns the line of an offset, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) + 1
    }

    /// Narrows a text's span to a part of the text; a text with escapes keeps its whole span.
    pub(crate) fn within(&self, written: Written<'_>, part: Range<usize>) -> Span {
        let raw = self
            .source
            .text()
            .get(written.span.clone())
            .unwrap_or_default();
        for quote in [3, 1, 0] {
            let inner = raw.len().checked_sub(quote).map(|end| quote..end);
            if inner.and_then(|inner| raw.get(inner)) == Some(written.text) {
                let start = written.span.start + quote;
                return start + part.start..start + part.end;
            }
        }
        written.span.clone()
    }

    /// Reports every key that the part does not know; returns whether there was none.
    pub(crate) fn keys(
        &mut self,
        table: &Table,
        part: Part,
        known: &'static [&'static str],
    ) -> bool {
        let mut clean = true;
        for entry in &table.entries {
            if !known.contains(&entry.key.as_str()) {
                clean = false;
                let fault = ShapeFault::UnknownKey {
                    key: entry.key.clone(),
                    part,
                    suggestion: nearest(&entry.key, known.iter().copied()),
                    known,
                };
                self.report(&entry.key_span, fault);
            }
        }
        clean
    }

    /// Finds a key that must be there.
    pub(crate) fn required<'d>(
        &mut self,
        table: &'d Table,
        key: &'static str,
        part: Part,
    ) -> Option<&'d Entry> {
        let entry = table.entry(key);
        if entry.is_none() {
            self.report(&table.span, ShapeFault::MissingKey { key, part });
        }
        entry
    }

    /// Reads a text that may be empty, whatever its characters.
    pub(crate) fn raw<'d>(&mut self, entry: &'d Entry) -> Option<Written<'d>> {
        self.raw_node(&entry.key, &entry.node, Wanted::Text)
    }

    /// Reads a text with something visible in it.
    pub(crate) fn text<'d>(&mut self, entry: &'d Entry) -> Option<Written<'d>> {
        let written = self.raw(entry)?;
        self.check_label(written).then_some(written)
    }

    /// Reads one text or a list of texts, each with something visible in it.
    pub(crate) fn text_or_texts<'d>(&mut self, entry: &'d Entry) -> Vec<Written<'d>> {
        match &entry.node.value {
            Value::Text(_) => self.text(entry).into_iter().collect(),
            Value::List(_) => self.texts(entry),
            Value::Integer(_)
            | Value::Float
            | Value::Boolean(_)
            | Value::Date
            | Value::Table(_) => {
                self.wrong_type(&entry.key, &entry.node, Wanted::TextOrTexts);
                Vec::new()
            }
        }
    }

    /// Reads a list of texts that is not empty and holds nothing twice.
    pub(crate) fn texts<'d>(&mut self, entry: &'d Entry) -> Vec<Written<'d>> {
        let Value::List(items) = &entry.node.value else {
            self.wrong_type(&entry.key, &entry.node, Wanted::Texts);
            return Vec::new();
        };
        if items.is_empty() {
            let key = entry.key.clone();
            self.report(&entry.node.span, ShapeFault::EmptyList { key });
        }
        items
            .iter()
            .filter_map(|item| {
                let written = self.raw_node(&entry.key, item, Wanted::Texts)?;
                self.check_label(written).then_some(written)
            })
            .collect()
    }

    /// Reports every text that stands in a list for the second time.
    pub(crate) fn check_distinct(&mut self, texts: &[Written<'_>]) {
        for (count, written) in texts.iter().enumerate() {
            let is_same =
                |earlier: &Written<'_>| Label::new(earlier.text) == Label::new(written.text);
            if texts[..count].iter().any(is_same) {
                let text = written.text.to_owned();
                self.report(written.span, TextFault::Twice { text });
            }
        }
    }

    /// Reads a table.
    pub(crate) fn table<'d>(&mut self, entry: &'d Entry) -> Option<&'d Table> {
        if let Value::Table(table) = &entry.node.value {
            return Some(table);
        }
        self.wrong_type(&entry.key, &entry.node, Wanted::Table);
        None
    }

    /// Reads a list of tables, such as `[[step]]`.
    pub(crate) fn tables<'d>(&mut self, entry: &'d Entry) -> Vec<&'d Table> {
        let Value::List(items) = &entry.node.value else {
            self.wrong_type(&entry.key, &entry.node, Wanted::Tables);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => tables.push(table),
                Value::Text(_)
                | Value::Integer(_)
                | Value::Float
                | Value::Boolean(_)
                | Value::Date
                | Value::List(_) => self.wrong_type(&entry.key, item, Wanted::Tables),
            }
        }
        tables
    }

    /// Reads a whole number.
    pub(crate) fn integer(&mut self, entry: &Entry) -> Option<i64> {
        match entry.node.value {
            Value::Integer(Some(number)) => Some(number),
            Value::Integer(None) => {
                self.report(&entry.node.span, ShapeFault::IntegerTooLarge);
                None
            }
            Value::Text(_)
            | Value::Float
            | Value::Boolean(_)
            | Value::Date
            | Value::List(_)
            | Value::Table(_) => {
                self.wrong_type(&entry.key, &entry.node, Wanted::Integer);
                None
            }
        }
    }

    /// Reports a value of a type that its key does not take.
    pub(crate) fn wrong_type(&mut self, key: &str, node: &Node, wanted: Wanted) {
        let fault = ShapeFault::WrongType {
            key: key.to_owned(),
            wanted,
            found: shape(&node.value),
        };
        self.report(&node.span, fault);
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

    fn raw_node<'d>(
        &mut self,
        key: &'d str,
        node: &'d Node,
        wanted: Wanted,
    ) -> Option<Written<'d>> {
        if let Value::Text(text) = &node.value {
            return Some(Written {
                key,
                text,
                span: &node.span,
            });
        }
        self.wrong_type(key, node, wanted);
        None
    }
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Text(_) => Shape::Text,
        Value::Integer(_) => Shape::Integer,
        Value::Float => Shape::Float,
        Value::Boolean(_) => Shape::Boolean,
        Value::Date => Shape::Date,
        Value::List(_) => Shape::List,
        Value::Table(_) => Shape::Table,
    }
}
