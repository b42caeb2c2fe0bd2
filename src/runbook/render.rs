//! A diagnostic as a person reads it: path, line and column, the line itself, the caret, the message, the hint.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Severity, is_unprintable};
use crate::text::language::Language;
use crate::text::source::Span;

/// Whether the rendering carries terminal colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// ANSI colours.
    Always,
}

/// One line of a file with the marked part, free of what a terminal would obey.
struct Marked {
    line: usize,
    text: String,
    span: Span,
}

impl Diagnostic {
    /// Renders the diagnostic; the text ends without a newline.
    pub fn render(&self, language: Language, colour: Colour) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR.with_name(language.pick("błąd", "error")),
            Severity::Warning => Level::WARNING.with_name(language.pick("ostrzeżenie", "warning")),
        };
        let hint = Level::HELP
            .with_name(language.pick("wskazówka", "hint"))
            .message(self.hint(language));
        let name = plain(self.file.name());
        let title = level.primary_title(self.message(language));
        let marked = self.span.as_ref().map(|span| self.marked(span));
        let group = match &marked {
            Some(marked) => title.element(
                Snippet::source(&marked.text)
                    .line_start(marked.line)
                    .path(&name)
                    .annotation(AnnotationKind::Primary.span(marked.span.clone())),
            ),
            None => title.element(Origin::path(&name)),
        };
        let painter = match colour {
            Colour::Never => Renderer::plain(),
            Colour::Always => Renderer::styled(),
        };
        let report = [group.element(hint)];
        let rendered = painter.decor_style(DecorStyle::Ascii).render(&report);
        rendered.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// Cuts out the line on which the span starts; a span over several lines is marked to the end of its first.
    fn marked(&self, span: &Span) -> Marked {
        let text = self.file.text();
        let start = floor(text, span.start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = floor(text, span.end).clamp(start, line_end);
        let (before, marked, after) = (
            plain(&text[line_start..start]),
            plain(text[start..end].trim_end_matches('\r')),
            plain(text[end..line_end].trim_end_matches('\r')),
        );
        Marked {
            line: self.file.line_column(start).0,
            span: before.len()..before.len() + marked.len(),
            text: format!("{before}{marked}{after}"),
        }
    }
}

/// Returns the nearest place at or before the offset where a character starts.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Puts one visible character in place of each unprintable one, so that columns stay right.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c != '\t' && is_unprintable(c) {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}
