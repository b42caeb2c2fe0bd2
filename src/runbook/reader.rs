//! Typed reading of a document: asks for keys and types, and writes down everything that is wrong.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, DiagnosticKind, Severity};
use super::document::{Entry, Node, Table, Value};
use super::fault::{Part, Shape, ShapeFault, Wanted};
use super::suggestion::nearest;
use super::written::Written;
use crate::text::source::{SourceFile, Span};

/// Collects what is wrong with one file.
pub(crate) struct Reader {
    source: Arc<SourceFile>,
    line_starts: Vec<usize>,
    found: Vec<Diagnostic>,
    errors: usize,
    /// Keys probably meant by unknown ones, by the start of their table; they are not missing as well.
    meant: BTreeSet<(usize, String)>,
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
            meant: BTreeSet::new(),
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

    /// Returns the whole text of the file.
    pub(crate) fn text_of_file(&self) -> &str {
        self.source.text()
    }

    /// Returns the line of an offset, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) + 1
    }

    /// Reports every key that the part does not know; returns whether there was none.
    pub(crate) fn keys(&mut self, table: &Table, part: Part, known: &'static [&'static str]) -> bool {
        let mut clean = true;
        for entry in &table.entries {
            if !known.contains(&entry.key.as_str()) {
                clean = false;
                self.unknown_key(table, entry, part, known);
            }
        }
        clean
    }

    /// Reports a key that the part does not know, and remembers which key was probably meant.
    pub(crate) fn unknown_key(&mut self, table: &Table, entry: &Entry, part: Part, known: &'static [&'static str]) {
        let suggestion = nearest(&entry.key, known.iter().copied());
        let meant = suggestion.iter().cloned();
        self.meant.extend(meant.map(|key| (table.span.start, key)));
        let fault = ShapeFault::UnknownKey {
            key: entry.key.clone(),
            part,
            suggestion,
            known,
        };
        self.report(&entry.key_span, fault);
    }

    /// Finds a key that must be there.
    pub(crate) fn required<'d>(&mut self, table: &'d Table, key: &'static str, part: Part) -> Option<&'d Entry> {
        let entry = table.entry(key);
        let is_meant = || self.meant.contains(&(table.span.start, key.to_owned()));
        if entry.is_none() && !is_meant() {
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
            Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::Table(_) => {
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
        items.iter().filter_map(|item| self.text_of(&entry.key, item)).collect()
    }

    /// Reads an element of a list of texts, with something visible in it.
    pub(crate) fn text_of<'d>(&mut self, key: &'d str, item: &'d Node) -> Option<Written<'d>> {
        let written = self.raw_node(key, item, Wanted::Texts)?;
        self.check_label(written).then_some(written)
    }

    /// Reads a table.
    pub(crate) fn table<'d>(&mut self, entry: &'d Entry) -> Option<&'d Table> {
        if let Value::Table(table) = &entry.node.value {
            return Some(table);
        }
        self.wrong_type(&entry.key, &entry.node, Wanted::Table);
        None
    }

    /// Reads one dialog or a list of them that is not empty.
    pub(crate) fn table_or_tables<'d>(&mut self, entry: &'d Entry) -> Vec<&'d Table> {
        self.one_or_several(entry, Wanted::TableOrTables)
    }

    /// Reads one condition or a list of them that is not empty.
    pub(crate) fn conditions<'d>(&mut self, entry: &'d Entry) -> Vec<&'d Table> {
        self.one_or_several(entry, Wanted::Conditions)
    }

    fn one_or_several<'d>(&mut self, entry: &'d Entry, wanted: Wanted) -> Vec<&'d Table> {
        let items = match &entry.node.value {
            Value::List(items) => items.as_slice(),
            Value::Table(_)
            | Value::Text(_)
            | Value::Integer(_)
            | Value::Float
            | Value::Boolean(_)
            | Value::Date(_) => std::slice::from_ref(&entry.node),
        };
        if items.is_empty() {
            let key = entry.key.clone();
            self.report(&entry.node.span, ShapeFault::EmptyList { key });
        }
        self.tables_in(entry, items, wanted)
    }

    /// Reads a list of tables, such as `[[step]]`.
    pub(crate) fn tables<'d>(&mut self, entry: &'d Entry) -> Vec<&'d Table> {
        let Value::List(items) = &entry.node.value else {
            self.wrong_type(&entry.key, &entry.node, Wanted::Tables);
            return Vec::new();
        };
        self.tables_in(entry, items, Wanted::Tables)
    }

    fn tables_in<'d>(&mut self, entry: &Entry, items: &'d [Node], wanted: Wanted) -> Vec<&'d Table> {
        let mut tables = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => tables.push(table),
                Value::Text(_)
                | Value::Integer(_)
                | Value::Float
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::List(_) => self.wrong_type(&entry.key, item, wanted),
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
            Value::Text(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::List(_) | Value::Table(_) => {
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

    fn raw_node<'d>(&mut self, key: &'d str, node: &'d Node, wanted: Wanted) -> Option<Written<'d>> {
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
        Value::Date(_) => Shape::Date,
        Value::List(_) => Shape::List,
        Value::Table(_) => Shape::Table,
    }
}
