//! The matrix as a table for a spreadsheet: one row for each institution and runbook, one for each folder that is no bundle.

use crate::evidence::text::printable;
use crate::report::index::IndexError;

use super::Inventory;
use super::attention::odd;
use super::cell::Cell;

/// The columns.
const HEADS: [&str; 13] = [
    "institution",
    "practice",
    "portal",
    "runbook",
    "standing",
    "planned_changes",
    "applied_changes",
    "state",
    "gaps",
    "review",
    "stands_out",
    "newest",
    "remark",
];

/// Returns the table as RFC 4180 has it.
///
/// # Errors
///
/// Fails only if the memory that the table is written to refuses it.
pub fn csv(inventory: &Inventory) -> Result<Vec<u8>, IndexError> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut put = |row: [String; 13]| table.write_record(row.iter().map(|cell| tame(cell)));
    let written = put(HEADS.map(str::to_owned)).and_then(|()| {
        inventory
            .cells
            .iter()
            .map(|cell| of_cell(cell, inventory))
            .chain(strays(inventory))
            .try_for_each(&mut put)
    });
    written.map_err(|error| IndexError::Table(error.into()))?;
    table
        .into_inner()
        .map_err(|error| IndexError::Table(error.into_error()))
}

fn of_cell(cell: &Cell, inventory: &Inventory) -> [String; 13] {
    let newest = inventory.newest(cell);
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    let odd: Vec<String> = cell.oddities.iter().map(|each| odd(each, inventory.language)).collect();
    [
        cell.entity.clone(),
        cell.is_practice.to_string(),
        cell.portal.clone(),
        cell.runbook.clone(),
        cell.standing.code().to_owned(),
        count(cell.planned),
        count(cell.applied),
        cell.checked.code().to_owned(),
        cell.gaps.to_string(),
        cell.review.code().to_owned(),
        odd.join("; "),
        newest.map(|(folder, _)| folder.name()).unwrap_or_default(),
        newest.map(|(_, facts)| facts.sentence.clone()).unwrap_or_default(),
    ]
}

fn strays(inventory: &Inventory) -> impl Iterator<Item = [String; 13]> {
    inventory.strays().map(|folder| {
        let mut row: [String; 13] = std::array::from_fn(|_| String::new());
        let [_, _, _, _, standing, .., newest, remark] = &mut row;
        folder.content.code().clone_into(standing);
        *newest = folder.name();
        *remark = folder.remark(inventory.language);
        row
    })
}

/// Makes a cell one line that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.
fn tame(cell: &str) -> String {
    let spaced = |letter: char| if letter.is_whitespace() { ' ' } else { letter };
    let line: String = printable(cell).chars().map(spaced).collect();
    let is_formula = line
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if is_formula { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_does_not() {
        for cell in ["=1+1", "+48", "-1", "@x", "\t=1", "  =1", "\r\n=1", "＝1", "\u{200e}=1"] {
            assert!(tame(cell).starts_with('\''), "{cell:?}");
        }
        assert_eq!(tame("pzgliwice\nII"), "pzgliwice II");
        assert_eq!(tame("2026-11-22"), "2026-11-22");
    }
}
