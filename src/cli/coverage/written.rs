//! The table of points and steps in its three forms: for the terminal, as Markdown, as CSV.

use std::fmt::Write as _;

use crate::runbook::Instruction;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::{By, Citation, Section, Standing};

/// Most characters of a sentence that a terminal shows.
const WIDEST: usize = 56;

/// What stands in the columns of one row.
type Row = [String; 4];

/// Returns the table with aligned columns, each chapter under its heading.
pub(super) fn table(sections: &[Section<'_>], language: Language) -> String {
    let heads = heads(language).map(str::to_owned);
    let chapters: Vec<(String, Vec<Row>)> = sections
        .iter()
        .map(|section| {
            let heading = format!("{}. {}", section.number, plain(section.title));
            (heading, rows(section, language))
        })
        .collect();
    let all = || chapters.iter().flat_map(|(_, rows)| rows).chain([&heads]);
    let width = |column: usize| all().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |row: &Row| {
        let mut text = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            text.push_str("  ");
            text.push_str(cell);
            text.push_str(&" ".repeat(width - cell.chars().count()));
        }
        format!("{}\n", text.trim_end())
    };
    let mut text = line(&heads);
    for (heading, rows) in &chapters {
        text.push('\n');
        text.push_str(heading);
        text.push('\n');
        text.extend(rows.iter().map(line));
    }
    text
}

/// Returns the table as a Markdown document.
pub(super) fn markdown(instruction: &Instruction, sections: &[Section<'_>], language: Language) -> String {
    let mut text = format!("# {}\n", cell(&instruction.document));
    let [point, says, runbook, by] = heads(language);
    for section in sections {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n## {}. {}\n\n| {point} | {says} | {runbook} | {by} |\n|---|---|---|---|\n",
            section.number,
            cell(section.title)
        );
        for line in &section.lines {
            let (number, says) = (cell(&line.point.number), cell(&line.point.says));
            let (runbooks, steps) = match &line.standing {
                Standing::Carried(citations) => (
                    citations
                        .iter()
                        .map(|citation| cell(&citation.runbook))
                        .collect::<Vec<_>>()
                        .join("<br>"),
                    citations
                        .iter()
                        .map(|citation| cell(&step(citation, language)))
                        .collect::<Vec<_>>()
                        .join("<br>"),
                ),
                Standing::NothingToDo(why) => ("–".to_owned(), cell(&nothing_to_do(why, language))),
                Standing::Uncovered => ("–".to_owned(), format!("**{}**", uncovered(language))),
            };
            let _ = writeln!(text, "| {number} | {says} | {runbooks} | {steps} |");
        }
    }
    let _ = write!(text, "\n{}\n", summary(sections, language));
    text
}

/// Returns the table as CSV (RFC 4180), one row for each point and step.
pub(super) fn csv(sections: &[Section<'_>], language: Language) -> String {
    let mut text = record(&heads(language));
    for line in sections.iter().flat_map(|section| &section.lines) {
        let (number, says) = (line.point.number.as_str(), line.point.says.as_str());
        match &line.standing {
            Standing::Carried(citations) => {
                for citation in *citations {
                    text.push_str(&record(&[number, says, &citation.runbook, &step(citation, language)]));
                }
            }
            Standing::NothingToDo(why) => text.push_str(&record(&[number, says, "", &nothing_to_do(why, language)])),
            Standing::Uncovered => text.push_str(&record(&[number, says, "", uncovered(language)])),
        }
    }
    text
}

/// Counts the points by what becomes of them.
pub(super) fn summary(sections: &[Section<'_>], language: Language) -> String {
    let (mut carried, mut silent, mut open) = (0, 0, Vec::new());
    for line in sections.iter().flat_map(|section| &section.lines) {
        match line.standing {
            Standing::Carried(_) => carried += 1,
            Standing::NothingToDo(_) => silent += 1,
            Standing::Uncovered => open.push(line.point.number.as_str()),
        }
    }
    let all = carried + silent + open.len();
    let mut text = match language {
        Language::Polish => format!(
            "Punktów: {all}; wykonywanych: {carried}, bez czynności: {silent}, niepokrytych: {}",
            open.len()
        ),
        Language::English => format!(
            "Points: {all}; carried out: {carried}, nothing to do: {silent}, uncovered: {}",
            open.len()
        ),
    };
    if !open.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(text, " ({})", open.join(", "));
    }
    text
}

/// Returns one row for each step of each point; a point stands on the first of its rows.
fn rows(section: &Section<'_>, language: Language) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in &section.lines {
        let (number, says) = (line.point.number.clone(), short(&line.point.says));
        match &line.standing {
            Standing::Carried(citations) => {
                let mut point = (number, says);
                for citation in *citations {
                    let (number, says) = std::mem::take(&mut point);
                    rows.push([number, says, plain(&citation.runbook), plain(&step(citation, language))]);
                }
            }
            Standing::NothingToDo(why) => {
                rows.push([number, says, "–".to_owned(), plain(&nothing_to_do(why, language))]);
            }
            Standing::Uncovered => rows.push([number, says, "–".to_owned(), uncovered(language).to_owned()]),
        }
    }
    rows
}

/// Names a step, and who carries it out if that is a person.
fn step(citation: &Citation, language: Language) -> String {
    match citation.by {
        By::Program => citation.step.clone(),
        By::Person => format!("{} ({})", citation.step, language.pick("człowiek", "a person")),
    }
}

fn heads(language: Language) -> [&'static str; 4] {
    [
        language.pick("Punkt", "Point"),
        language.pick("Treść", "Sentence"),
        "Runbook",
        language.pick("Krok", "Step"),
    ]
}

fn nothing_to_do(why: &str, language: Language) -> String {
    format!("{}: {why}", language.pick("bez czynności", "nothing to do"))
}

fn uncovered(language: Language) -> &'static str {
    language.pick("BRAK", "NONE")
}

fn short(sentence: &str) -> String {
    let sentence = plain(sentence);
    if sentence.chars().count() <= WIDEST {
        return sentence;
    }
    let cut: String = sentence.chars().take(WIDEST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Makes a text one cell of a Markdown table.
fn cell(text: &str) -> String {
    let mut cell = String::new();
    for c in plain(text).chars() {
        if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']') {
            cell.push('\\');
        }
        cell.push(c);
    }
    cell
}

fn record(cells: &[&str]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| format!("\"{}\"", plain(cell).replace('"', "\"\"")))
        .collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_mark_of_the_format_is_text_in_it() {
        assert_eq!(cell("a | b <i> [x]"), "a \\| b \\<i\\> \\[x\\]");
        assert_eq!(record(&["a \"b\"", "c,d"]), "\"a \"\"b\"\"\",\"c,d\"\r\n");
    }

    #[test]
    fn a_long_sentence_is_cut_at_its_end() {
        assert_eq!(short("krótkie"), "krótkie");
        let cut = short(&"ą".repeat(80));
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (WIDEST, true));
    }
}
