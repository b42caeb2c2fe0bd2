//! What a step is there to leave in the evidence: a table or values read, an address visited, what a person did.

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{
    Errand, ErrandOutcome, ErrandReport, ErrandSource, Event, FileReference, Record, Recorded, RecordedFact,
    RecordedTable, RowStanding, Visited,
};
use crate::text::language::Language;

use super::pictures::PictureView;
use super::shown::{Shown, hour, path, shown, value};
use super::wording::{Wording, wording};

/// One thing that a step leaves in the evidence.
#[derive(Debug)]
pub(super) enum AccountView {
    /// A table with all its cells.
    Table(TableView),
    /// Labelled values.
    Facts(Vec<FactView>),
    /// An address outside the portal.
    Visit(VisitView),
    /// What was left to a person.
    Errand(ErrandView),
}

/// A table with all its cells.
#[derive(Debug)]
pub(super) struct TableView {
    pub(super) title: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<RowView>,
    pub(super) absent: Vec<String>,
    /// Whether rows were expected, so that each has a word.
    pub(super) is_compared: bool,
}

/// A row of it.
#[derive(Debug)]
pub(super) struct RowView {
    pub(super) cells: Vec<String>,
    pub(super) class: &'static str,
    pub(super) word: &'static str,
}

/// A labelled value.
#[derive(Debug)]
pub(super) struct FactView {
    pub(super) places: String,
    pub(super) label: String,
    pub(super) value: Shown,
}

/// An address outside the portal.
#[derive(Debug)]
pub(super) struct VisitView {
    pub(super) address: String,
    pub(super) ended: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) picture: Option<PictureView>,
}

/// What was left to a person.
#[derive(Debug)]
pub(super) struct ErrandView {
    pub(super) says: String,
    pub(super) answers: Vec<String>,
    pub(super) report: Option<ReportView>,
}

/// What the person said of it.
#[derive(Debug)]
pub(super) struct ReportView {
    pub(super) outcome: &'static str,
    pub(super) class: &'static str,
    pub(super) by: String,
    pub(super) at: String,
    pub(super) source: &'static str,
    pub(super) answer: Option<String>,
    pub(super) note: Option<String>,
    pub(super) attachments: Vec<AttachmentView>,
}

/// A file that the person added.
#[derive(Debug)]
pub(super) struct AttachmentView {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) sha256: String,
}

impl AccountView {
    /// Returns what a record leaves; none if it is of another kind.
    pub(super) fn of(record: &Record, bundle: &Bundle, language: Language) -> Option<Self> {
        let w = wording(language);
        if let Event::Recorded(recorded) = &record.event {
            return Some(match recorded {
                Recorded::Table(table) => Self::Table(TableView::of(table, w)),
                Recorded::Facts(facts) => Self::Facts(facts.iter().map(|fact| FactView::of(fact, w)).collect()),
            });
        }
        if let Event::Visited(visited) = &record.event {
            return Some(Self::Visit(VisitView::of(visited, bundle, w)));
        }
        if let Event::Errand(errand) = &record.event {
            return Some(Self::Errand(ErrandView::of(errand, &record.at, w)));
        }
        None
    }

    /// Returns the picture that it shows.
    pub(super) fn picture(&self) -> Option<&PictureView> {
        match self {
            Self::Visit(visit) => visit.picture.as_ref(),
            Self::Table(_) | Self::Facts(_) | Self::Errand(_) => None,
        }
    }
}

impl TableView {
    fn of(table: &RecordedTable, w: &'static Wording) -> Self {
        let rows: Vec<RowView> = table
            .rows
            .iter()
            .map(|row| {
                let (class, word) = match row.standing {
                    RowStanding::Read => ("", ""),
                    RowStanding::Expected => ("", w.row_expected),
                    RowStanding::Unexpected => ("failed", w.row_unexpected),
                };
                RowView {
                    cells: row.cells.iter().map(|cell| shown(cell)).collect(),
                    class,
                    word,
                }
            })
            .collect();
        Self {
            title: shown(&table.table),
            columns: table.columns.iter().map(|column| shown(column)).collect(),
            is_compared: !table.absent.is_empty() || rows.iter().any(|row| !row.word.is_empty()),
            rows,
            absent: table.absent.iter().map(|row| shown(row)).collect(),
        }
    }
}

impl FactView {
    fn of(fact: &RecordedFact, w: &Wording) -> Self {
        Self {
            places: path(&fact.places),
            label: shown(&fact.label),
            value: value(&fact.value, w),
        }
    }
}

impl VisitView {
    fn of(visited: &Visited, bundle: &Bundle, w: &Wording) -> Self {
        let address = shown(&visited.address);
        let observed = visited.observed.and_then(|seq| bundle.observed(seq));
        Self {
            picture: observed.map(|observed| PictureView::of(observed, format!("{} {address}", w.visited), None)),
            ended: visited.ended.as_deref().map(shown),
            status: visited.status,
            address,
        }
    }
}

impl ErrandView {
    fn of(errand: &Errand, at: &str, w: &'static Wording) -> Self {
        Self {
            says: shown(&errand.says),
            answers: errand.answers.iter().map(|answer| shown(answer)).collect(),
            report: errand.report.as_ref().map(|report| ReportView::of(report, at, w)),
        }
    }
}

impl ReportView {
    fn of(report: &ErrandReport, at: &str, w: &'static Wording) -> Self {
        let (outcome, class) = match report.outcome {
            ErrandOutcome::Done => (w.errand_done, "manual"),
            ErrandOutcome::Failed => (w.errand_failed, "failed"),
            ErrandOutcome::Skipped => (w.errand_skipped, "skipped"),
        };
        Self {
            outcome,
            class,
            by: shown(&report.by),
            at: hour(at),
            source: match report.source {
                ErrandSource::Terminal => w.errand_asked,
                ErrandSource::File => w.errand_given,
                ErrandSource::Earlier => w.errand_earlier,
            },
            answer: report.answer.as_deref().map(shown),
            note: report.note.as_deref().map(shown),
            attachments: report
                .attachments
                .iter()
                .map(|attachment| AttachmentView::of(&attachment.name, &attachment.file))
                .collect(),
        }
    }
}

impl AttachmentView {
    fn of(name: &str, file: &FileReference) -> Self {
        Self {
            name: shown(name),
            path: file.path.clone(),
            size: file.size,
            sha256: file.sha256.clone(),
        }
    }
}
