//! The record of a series as it begins, and the name of its folder.

use jiff::Timestamp;

use super::{Order, Purpose};
use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;
use crate::evidence::format::Mode;
use crate::evidence::name::RunName;
use crate::evidence::series::{self as folder, SeriesRun, StageRun, StageState};
use crate::runbook::{Instruction, Turn};

/// Writes down what is about to be carried out.
pub(super) fn beginning(order: &Order<'_>, turns: &[Turn<'_>], entity: String) -> SeriesRun {
    let series = &order.series.series;
    let stages = turns.iter().map(|turn| StageRun {
        path: turn.path.clone(),
        runbook: turn.uses.clone(),
        title: turn.checked.runbook.title.clone(),
        portal: turn.checked.portal.title.clone(),
        cites: turn.cites.clone(),
        state: StageState::Waiting,
    });
    SeriesRun {
        format: folder::FORMAT.to_owned(),
        mode: match order.purpose {
            Purpose::Plan => Mode::Plan,
            Purpose::Run { .. } => Mode::Apply,
        },
        name: series.name.clone(),
        title: series.title.clone(),
        entity,
        document: series.source.as_ref().map(|source| source.document.clone()),
        chapters: order.instruction.map(chapters).unwrap_or_default(),
        stages: stages.collect(),
    }
}

fn chapters(instruction: &Instruction) -> Vec<folder::Chapter> {
    let chapters = instruction.chapters.iter();
    chapters
        .map(|chapter| folder::Chapter {
            title: format!("{}. {}", chapter.number, chapter.title),
            points: chapter
                .points
                .iter()
                .map(|point| folder::Point {
                    number: point.number.clone(),
                    says: point.says.clone(),
                    nothing_to_do: point.nothing_to_do.clone(),
                })
                .collect(),
        })
        .collect()
}

/// Names the folder of a series.
pub(super) fn name_of(run: &SeriesRun) -> Result<RunName, Trouble> {
    let mut bits = [0_u8; 2];
    getrandom::fill(&mut bits).map_err(|error| Trouble::new(Exit::Failed, error.to_string()))?;
    Ok(RunName::of_series(
        Timestamp::now(),
        &run.name,
        u16::from_be_bytes(bits),
    ))
}
