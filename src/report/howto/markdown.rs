//! The how-to as Markdown (CommonMark): what the portal or the runbook says stays text, whatever it looks like.

use std::fmt::Write as _;

use crate::evidence::text::printable;
use crate::report::shown::shown;
use crate::report::wording;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::Howto;
use super::deeds::{Deed, Part};
use super::figure::Figure;
use super::page::document;
use super::words::{Wording, wording as words_of};

/// Returns the document.
pub(super) fn render(howto: &Howto<'_>, language: Language) -> String {
    let w = words_of(language);
    let started = howto.started;
    let mut text = format!("# {}\n\n", escaped(&shown(&started.runbook.title)));
    let document = document(started, w);
    for line in [
        (!document.is_empty()).then(|| escaped(&document)),
        started.portal.practice.then(|| format!("**{}**", w.practice)),
        howto.is_plan.then(|| w.of_plan.to_owned()),
    ]
    .into_iter()
    .flatten()
    {
        paragraph(&mut text, &line);
    }
    for point in &howto.points {
        paragraph(
            &mut text,
            &format!("**{}** {}", escaped(&point.number), escaped(&point.sentence)),
        );
        if point.is_uncovered {
            paragraph(&mut text, &format!("*{}*", w.uncovered));
        }
        point.deeds.iter().for_each(|deed| put(&mut text, deed, w, language));
    }
    if !howto.others.is_empty() {
        paragraph(&mut text, &format!("**{}**", w.others));
        howto.others.iter().for_each(|deed| put(&mut text, deed, w, language));
    }
    text.push_str("---\n\n");
    if !howto.unseen.is_empty() {
        paragraph(&mut text, w.unseen);
        list(&mut text, &howto.unseen);
    }
    let runbook = format!("{}/{}", started.portal.name, started.runbook.name);
    let made = [
        (w.runbook, format!("{runbook}, SHA-256 {}", started.runbook.file.sha256)),
        (w.bundle, started.run.clone()),
        (w.head, howto.head.to_owned()),
        (w.date, howto.date.clone()),
    ];
    paragraph(&mut text, w.made_of);
    for (name, value) in made {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- {name}: {}", escaped(&shown(&value)));
    }
    let _ = write!(text, "\n{}\n", w.boxes);
    printable(&text)
}

fn put(text: &mut String, deed: &Deed, w: &'static Wording, language: Language) {
    if !deed.trail.is_empty() {
        let parts: Vec<String> = deed.trail.iter().map(|part| format!("**{}**", escaped(part))).collect();
        paragraph(text, &parts.join(" → "));
    }
    let says: Vec<String> = deed
        .says
        .iter()
        .map(|part| match part {
            Part::Plain(words) => (*words).to_owned(),
            Part::Strong(words) => format!("**{}**", escaped(words)),
        })
        .collect();
    let place = if deed.place.is_empty() {
        String::new()
    } else {
        format!(" ({} {})", w.place, escaped(&deed.place))
    };
    paragraph(text, &format!("{}{place}", says.join(" ")));
    for answer in &deed.answers {
        paragraph(text, &escaped(answer));
    }
    list(text, &deed.rows);
    if let Some(figure) = &deed.figure {
        paragraph(text, &format!("![{}]({})", escaped(&figure.alt), figure.file()));
        paragraph(text, &caption(figure, w, language));
    }
    if !deed.fields.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} | {} |\n|---|---|", w.column_field, w.column_wanted);
        for (field, wanted) in &deed.fields {
            let _ = writeln!(text, "| {} | {} |", escaped(field), escaped(wanted));
        }
        text.push('\n');
    }
}

fn caption(figure: &Figure, w: &Wording, language: Language) -> String {
    let mut caption = format!("*{} {}.* {}", w.figure, figure.number, escaped(&figure.caption(w)));
    if figure.is_cut {
        let _ = write!(caption, "; {}", w.cut);
    }
    if let Some(covered) = figure.covered.told(wording::wording(language)) {
        let _ = write!(caption, "; {} {}", w.covered, escaped(&covered));
    }
    caption
}

fn paragraph(text: &mut String, line: &str) {
    text.push_str(line);
    text.push_str("\n\n");
}

fn list(text: &mut String, items: &[String]) {
    for item in items {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- {}", escaped(item));
    }
    if !items.is_empty() {
        text.push('\n');
    }
}

/// Makes a text one line in which no mark of Markdown, HTML or an address that links itself is left.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    let line = plain(text);
    for (at, letter) in line.char_indices() {
        let after = line.get(at + letter.len_utf8()..).unwrap_or_default();
        let is_mark = matches!(
            letter,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '!' | '|' | '~' | '&' | '$' | '@' | '^'
        );
        // Renderers make links of bare addresses.
        let is_link =
            (letter == ':' && after.starts_with('/')) || (letter == '.' && line.get(..at).is_some_and(ends_in_www));
        let is_list = at == 0 && matches!(letter, '-' | '+' | '=');
        let is_number = matches!(letter, '.' | ')') && line.get(..at).is_some_and(is_digits);
        if is_mark || is_link || is_list || is_number {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped.trim().to_owned()
}

fn ends_in_www(text: &str) -> bool {
    text.to_ascii_lowercase().ends_with("www")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lists_and_bare_addresses_are_text() {
        assert_eq!(escaped("a*b_c|d<e>"), "a\\*b\\_c\\|d\\<e\\>");
        assert_eq!(escaped("http://x www.y.pl"), "http\\://x www\\.y.pl");
        assert_eq!(escaped("- x\n# y"), "\\- x \\# y");
        assert_eq!(escaped("1. x"), "1\\. x");
        assert_eq!(escaped("3.6.1"), "3\\.6.1");
    }
}
