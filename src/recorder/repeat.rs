//! Rows that were worked on alike: one block for each row, if all rows of the table were.

use crate::runbook::model::{Part, Template};
use crate::text::label::Label;

use super::key::KeyTable;
use super::remark::Remark;
use super::step::{Loop, Piece, Step, Verb};

/// Name of the block's parameter.
pub(super) const ROW: &str = "wiersz";

/// Fewest rows that a loop may cover; the table may grow.
const AT_MOST: usize = 20;

/// One row's steps, in which the key of the row is a name.
struct Turn {
    /// Where its press stands among the pieces.
    start: usize,
    key: String,
    steps: Vec<Step>,
}

/// Puts a loop in the place of steps that were repeated for every row of a table; remarks where it was for some.
pub(super) fn folded(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let Some((table, turns, end)) = repeated(&pieces) else {
        return pieces;
    };
    let covers_all = !table.has_more
        && table.keys.len() == turns.len()
        && table
            .keys
            .iter()
            .all(|key| turns.iter().any(|turn| Label::new(&turn.key) == Label::new(key)));
    let title = table.title.clone();
    let (Some(first), Some(turn)) = (turns.first(), turns.first()) else {
        return pieces;
    };
    let start = first.start;
    if !covers_all || uses_inputs(&turn.steps) {
        pieces[start].remarks.push(Remark::RowsAlike { table: title });
        return pieces;
    }
    let step = Step {
        verb: Verb::Loop(Loop {
            table: title.clone(),
            column: table.column.clone(),
            at_most: AT_MOST.max(turns.len() * 2),
            steps: turn.steps.clone(),
        }),
        see: Vec::new(),
    };
    let mut remarks = vec![Remark::EveryRow { table: title }];
    for remark in pieces.drain(start..end).flat_map(|piece| piece.remarks) {
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    pieces.insert(
        start,
        Piece {
            remarks,
            step: Some(step),
        },
    );
    pieces
}

/// Finds the first table of which at least two rows were worked on alike, and where the last turn ends.
fn repeated(pieces: &[Piece]) -> Option<(KeyTable, Vec<Turn>, usize)> {
    let anchors: Vec<(usize, &KeyTable, String)> = pieces.iter().enumerate().filter_map(anchor).collect();
    let (_, table, _) = anchors.first()?;
    let alike: Vec<&(usize, &KeyTable, String)> = anchors
        .iter()
        .filter(|(_, other, _)| other.title == table.title && other.column == table.column)
        .collect();
    let mut turns: Vec<Turn> = Vec::new();
    let mut end = 0;
    for (index, (start, _, key)) in alike.iter().enumerate() {
        let until = alike.get(index + 1).map_or(pieces.len(), |(next, _, _)| *next);
        let steps = core(&pieces[*start..until], key)?;
        // What followed the last row may be another matter; between two rows everything has to be alike.
        let is_last = index + 1 == alike.len();
        let taken = match turns.first() {
            Some(first) if is_last => first.steps.len().min(steps.len()),
            Some(_) | None => steps.len(),
        };
        let same = turns.first().is_none_or(|first| first.steps == steps[..taken]);
        if !same || turns.iter().any(|turn| turn.key == *key) {
            return None;
        }
        end = start + taken;
        turns.push(Turn {
            start: *start,
            key: key.clone(),
            steps: steps[..taken].to_vec(),
        });
    }
    let writes = turns
        .first()
        .is_some_and(|turn| turn.steps.iter().any(|step| matches!(step.verb, Verb::Set(_))));
    (turns.len() >= 2 && writes).then(|| ((*table).clone(), turns, end))
}

/// A press in a row of a table that a loop could name.
fn anchor((at, piece): (usize, &Piece)) -> Option<(usize, &KeyTable, String)> {
    match piece.step.as_ref().map(|step| &step.verb) {
        Some(Verb::Press(press)) => Some((at, press.table.as_ref()?, press.places.row.clone()?)),
        Some(Verb::Open(_) | Verb::Go(_) | Verb::Set(_) | Verb::Filter(_) | Verb::Loop(_)) | None => None,
    }
}

/// The steps of one row without the way back from it, with the key as a name; none if there is no form among them.
fn core(pieces: &[Piece], key: &str) -> Option<Vec<Step>> {
    let last = pieces
        .iter()
        .rposition(|piece| piece.step.as_ref().is_some_and(|step| !is_way(&step.verb)))?;
    let steps: Option<Vec<Step>> = pieces[..=last].iter().map(|piece| piece.step.clone()).collect();
    Some(steps?.into_iter().map(|step| generalised(step, key)).collect())
}

fn is_way(verb: &Verb) -> bool {
    match verb {
        Verb::Go(_) | Verb::Open(_) => true,
        Verb::Press(press) => press.navigates && press.row.is_none(),
        Verb::Set(_) | Verb::Filter(_) | Verb::Loop(_) => false,
    }
}

/// Puts the name in the place of the key, where a row is named or a page is known by it.
fn generalised(mut step: Step, key: &str) -> Step {
    for text in &mut step.see {
        *text = with_name(text, key);
    }
    if let Verb::Press(press) = &mut step.verb
        && press.places.row.as_deref() == Some(key)
    {
        press.row = Some(Template::new(vec![Part::Name(ROW.to_owned())]));
        press.places.row = Some(String::new());
        // What the table held is no part of what was done.
        press.table = None;
    }
    step
}

fn with_name(text: &Template, key: &str) -> Template {
    let mut parts = Vec::new();
    for part in text.parts() {
        match part {
            Part::Literal(literal) => match whole_word(literal, key) {
                Some((before, after)) => {
                    let literals = |text: &str| (!text.is_empty()).then(|| Part::Literal(text.to_owned()));
                    parts.extend(literals(before));
                    parts.push(Part::Name(ROW.to_owned()));
                    parts.extend(literals(after));
                }
                None => parts.push(part.clone()),
            },
            Part::Name(_) => parts.push(part.clone()),
        }
    }
    Template::new(parts)
}

/// Splits a text around a key that stands in it once, and not as a part of a longer word.
fn whole_word<'t>(text: &'t str, key: &str) -> Option<(&'t str, &'t str)> {
    if key.is_empty() || text.matches(key).count() != 1 {
        return None;
    }
    let (before, after) = text.split_once(key)?;
    let inner = |c: char| c.is_alphanumeric() || c == '_';
    (!before.ends_with(inner) && !after.starts_with(inner)).then_some((before, after))
}

/// A block sees no inputs of the runbook.
fn uses_inputs(steps: &[Step]) -> bool {
    steps.iter().flat_map(Step::names).any(|name| name != ROW)
}
