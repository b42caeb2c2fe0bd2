//! A mistake in a file, with its place and the words for it.

use std::sync::Arc;

use super::fault::{
    AnswerFault, AskedFault, ConditionFault, ConsentFault, DataFault, DestroyFault, EffectFault, FileFault,
    InstructionFault, KeepFault, ManualFault, PortalFault, QuorumFault, RecordFault, ScopeFault, SeriesFault,
    ShapeFault, SourceFault, StepFault, TextFault, VisitFault, Words,
};
use crate::text::language::Language;
use crate::text::source::{SourceFile, Span};

/// Longest message or hint; labels from a file may be of any length.
const LONGEST: usize = 400;

/// A mistake or a warning, bound to a place in a file.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The file it is about.
    pub file: Arc<SourceFile>,
    /// Where in the file; `None` if it is about the file as a whole.
    pub span: Option<Span>,
    /// Whether the file can be used all the same.
    pub severity: Severity,
    /// What is wrong.
    pub kind: DiagnosticKind,
}

/// Whether a file with this diagnostic can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// What is wrong, by the part of the language it offends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiagnosticKind {
    /// The file as a whole.
    File(FileFault),
    /// Keys and types.
    Shape(ShapeFault),
    /// Texts, names and templates.
    Text(TextFault),
    /// A step and its verb.
    Step(StepFault),
    /// What a step may do to the world.
    Effect(EffectFault),
    /// A native dialog that a step expects.
    Asked(AskedFault),
    /// What a step reads into the evidence.
    Record(RecordFault),
    /// An address outside the portal.
    Visit(VisitFault),
    /// What a step leaves to a person.
    Manual(ManualFault),
    /// A step that destroys.
    Destroy(DestroyFault),
    /// A condition.
    Condition(ConditionFault),
    /// A file of lines.
    Data(DataFault),
    /// An answer given before a run.
    Answer(AnswerFault),
    /// A consent file.
    Consent(ConsentFault),
    /// How long something is kept.
    Keep(KeepFault),
    /// How many reviewers must agree.
    Quorum(QuorumFault),
    /// Inputs, blocks and parameters.
    Scope(ScopeFault),
    /// The written instruction.
    Source(SourceFault),
    /// A series, or a runbook that it uses.
    Series(SeriesFault),
    /// The written instruction itself.
    Instruction(InstructionFault),
    /// The portal profile.
    Portal(PortalFault),
}

impl Diagnostic {
    /// Says what is wrong, on one line and without control characters.
    pub fn message(&self, language: Language) -> String {
        printable(&self.words(language).message)
    }

    /// Says what to do about it, on one line and without control characters.
    pub fn hint(&self, language: Language) -> String {
        printable(&self.words(language).hint)
    }

    /// Returns line and column, both counted from 1.
    pub fn line_column(&self) -> Option<(usize, usize)> {
        let span = self.span.as_ref()?;
        Some(self.file.line_column(span.start))
    }

    fn words(&self, language: Language) -> Words {
        match &self.kind {
            DiagnosticKind::File(fault) => fault.words(language),
            DiagnosticKind::Shape(fault) => fault.words(language),
            DiagnosticKind::Text(fault) => fault.words(language),
            DiagnosticKind::Step(fault) => fault.words(language),
            DiagnosticKind::Effect(fault) => fault.words(language),
            DiagnosticKind::Asked(fault) => fault.words(language),
            DiagnosticKind::Record(fault) => fault.words(language),
            DiagnosticKind::Visit(fault) => fault.words(language),
            DiagnosticKind::Manual(fault) => fault.words(language),
            DiagnosticKind::Destroy(fault) => fault.words(language),
            DiagnosticKind::Condition(fault) => fault.words(language),
            DiagnosticKind::Data(fault) => fault.words(language),
            DiagnosticKind::Answer(fault) => fault.words(language),
            DiagnosticKind::Consent(fault) => fault.words(language),
            DiagnosticKind::Keep(fault) => fault.words(language),
            DiagnosticKind::Quorum(fault) => fault.words(language),
            DiagnosticKind::Scope(fault) => fault.words(language),
            DiagnosticKind::Source(fault) => fault.words(language),
            DiagnosticKind::Series(fault) => fault.words(language),
            DiagnosticKind::Instruction(fault) => fault.words(language),
            DiagnosticKind::Portal(fault) => fault.words(language),
        }
    }
}

macro_rules! kind_of {
    ($($fault:ident => $kind:ident),* $(,)?) => {
        $(impl From<$fault> for DiagnosticKind {
            fn from(fault: $fault) -> Self {
                Self::$kind(fault)
            }
        })*
    };
}

kind_of! {
    FileFault => File,
    ShapeFault => Shape,
    TextFault => Text,
    StepFault => Step,
    EffectFault => Effect,
    AskedFault => Asked,
    RecordFault => Record,
    VisitFault => Visit,
    ManualFault => Manual,
    DestroyFault => Destroy,
    ConditionFault => Condition,
    DataFault => Data,
    AnswerFault => Answer,
    ConsentFault => Consent,
    KeepFault => Keep,
    QuorumFault => Quorum,
    ScopeFault => Scope,
    SourceFault => Source,
    SeriesFault => Series,
    InstructionFault => Instruction,
    PortalFault => Portal,
}

/// Says whether a character could steer a terminal or deceive the eye.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// Says whether a character takes no room or turns the direction of writing.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if is_unprintable(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}
