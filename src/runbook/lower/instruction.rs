//! The written instruction: chapters with their points.

use crate::runbook::document::{Entry, Table, Value};
use crate::runbook::fault::{InstructionFault, Part, SourceFault, Wanted};
use crate::runbook::instruction::{Chapter, Instruction, Point};
use crate::runbook::lower::source::is_point;
use crate::runbook::reader::Reader;

/// Every key at the top.
pub(crate) const INSTRUCTION: &[&str] = &["schema", "document", "chapter"];

/// Every key of a chapter.
pub(crate) const CHAPTER: &[&str] = &["number", "title", "points"];

/// Every key of a point that is more than its sentence.
pub(crate) const POINT: &[&str] = &["says", "nothing_to_do"];

/// Lowers a document to an instruction.
pub(crate) fn instruction(reader: &mut Reader, table: &Table) -> Option<Instruction> {
    reader.keys(table, Part::Instruction, INSTRUCTION);
    reader.check_schema(table, Part::Instruction);
    let document = reader.required(table, "document", Part::Instruction);
    let document = document.and_then(|entry| reader.text(entry));
    let listed = reader.required(table, "chapter", Part::Instruction);
    let tables = listed.map_or_else(Vec::new, |entry| reader.tables(entry));
    let mut chapters: Vec<Chapter> = Vec::new();
    for table in tables {
        let Some(chapter) = chapter(reader, table) else {
            continue;
        };
        if chapters.iter().any(|earlier| earlier.number == chapter.number) {
            let number = chapter.number.clone();
            reader.report(&table.span, InstructionFault::ChapterTwice { number });
        }
        chapters.push(chapter);
    }
    let document = document?.text.to_owned();
    reader.is_clean().then_some(Instruction { document, chapters })
}

fn chapter(reader: &mut Reader, table: &Table) -> Option<Chapter> {
    reader.keys(table, Part::Chapter, CHAPTER);
    let number = reader.required(table, "number", Part::Chapter);
    let number = number.and_then(|entry| reader.text(entry));
    let title = reader.required(table, "title", Part::Chapter);
    let title = title.and_then(|entry| reader.text(entry));
    let points = reader.required(table, "points", Part::Chapter);
    let points = points.and_then(|entry| reader.table(entry))?;
    let number = number?;
    if !number.text.chars().all(|c| c.is_ascii_digit()) {
        let seen = number.text.to_owned();
        reader.report(number.span, SourceFault::PointNumber { seen });
        return None;
    }
    let points = points
        .entries
        .iter()
        .filter_map(|entry| point(reader, entry, number.text));
    let points = points.collect();
    Some(Chapter {
        number: number.text.to_owned(),
        title: title?.text.to_owned(),
        points,
    })
}

fn point(reader: &mut Reader, entry: &Entry, chapter: &str) -> Option<Point> {
    if !is_point(&entry.key) {
        let seen = entry.key.clone();
        reader.report(&entry.key_span, SourceFault::PointNumber { seen });
        return None;
    }
    // A point stands in its own chapter, so no number can stand in two.
    if entry.key.split(['.', '/', '-']).next() != Some(chapter) {
        let (point, chapter) = (entry.key.clone(), chapter.to_owned());
        reader.report(&entry.key_span, InstructionFault::OtherChapter { point, chapter });
        return None;
    }
    let number = entry.key.clone();
    match &entry.node.value {
        Value::Text(_) => Some(Point {
            number,
            says: reader.text(entry)?.text.to_owned(),
            nothing_to_do: None,
        }),
        Value::Table(table) => {
            reader.keys(table, Part::Point, POINT);
            let says = reader.required(table, "says", Part::Point);
            let says = says.and_then(|entry| reader.text(entry));
            let why = reader.required(table, "nothing_to_do", Part::Point);
            let why = why.and_then(|entry| reader.text(entry));
            Some(Point {
                number,
                says: says?.text.to_owned(),
                nothing_to_do: Some(why?.text.to_owned()),
            })
        }
        Value::Integer(_) | Value::Float | Value::Boolean(_) | Value::Date(_) | Value::List(_) => {
            reader.wrong_type(&entry.key, &entry.node, Wanted::Point);
            None
        }
    }
}
