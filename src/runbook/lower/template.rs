//! Texts with `{name}` places.

use crate::runbook::document::Entry;
use crate::runbook::fault::{ScopeFault, TextFault};
use crate::runbook::lower::body::{BodyReader, Use};
use crate::runbook::lower::value::is_name;
use crate::runbook::model::{InputKind, Part, Template};
use crate::runbook::written::Written;

impl BodyReader<'_> {
    /// Reads the text of a key as a template with something visible in it.
    pub(crate) fn template(&mut self, entry: &Entry) -> Option<Template> {
        let written = self.reader.text(entry)?;
        self.fillable(written)
    }

    /// Reads one text or several as templates.
    pub(crate) fn templates(&mut self, entry: &Entry) -> Vec<Template> {
        let texts = self.reader.text_or_texts(entry);
        self.reader.check_distinct(&texts);
        texts.into_iter().filter_map(|written| self.fillable(written)).collect()
    }

    /// Splits a text into literals and names.
    pub(crate) fn fillable(&mut self, written: Written<'_>) -> Option<Template> {
        let text = written.text;
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                literal.push(c);
                at += 2;
            } else if c == '}' {
                let span = self.reader.within(written, at..at + 1);
                self.reader.report(&span, TextFault::StrayBrace);
                return None;
            } else if c == '{' {
                let name = self.name_at(written, at)?;
                at += name.len() + 2;
                if !literal.is_empty() {
                    parts.push(Part::Literal(std::mem::take(&mut literal)));
                }
                parts.push(Part::Name(name));
            } else {
                literal.push(c);
                at += c.len_utf8();
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Some(Template::new(parts))
    }

    /// Reads the name behind the brace at an offset.
    fn name_at(&mut self, written: Written<'_>, brace: usize) -> Option<String> {
        let Some(length) = written.text[brace..].find('}') else {
            let span = self.reader.within(written, brace..brace + 1);
            self.reader.report(&span, TextFault::UnclosedBrace);
            return None;
        };
        let name = written.text[brace + 1..brace + length].to_owned();
        let span = self.reader.within(written, brace..brace + length + 1);
        if !is_name(&name) {
            self.reader.report(&span, TextFault::BracedName { seen: name });
            return None;
        }
        match self.kind_of(&name) {
            Some(InputKind::File) => {
                let name = name.clone();
                self.reader.report(&span, ScopeFault::FileInText { name });
            }
            Some(InputKind::Rows(_) | InputKind::List) => {
                let name = name.clone();
                self.reader.report(&span, ScopeFault::DataInText { name });
            }
            Some(InputKind::Text | InputKind::Integer) | None => {}
        }
        self.body.uses.push(Use {
            name: name.clone(),
            span,
        });
        Some(name)
    }

    /// Reads a text that may be empty, as a person may type it.
    pub(crate) fn typed_text(&mut self, entry: &Entry) -> Option<Template> {
        let written = self.reader.raw(entry)?;
        if !self.reader.check_characters(written) {
            return None;
        }
        self.fillable(written)
    }
}
