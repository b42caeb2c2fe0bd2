//! Why a step did not do what it should: values a caller branches on.

mod difference;
mod interruption;
mod page;
mod person;
mod stop;
mod visit;

use crate::evidence::format::{Clause, Reason, Truth};
use crate::page::touch::Touch;

use super::refusal::Refusal;
pub use interruption::Lost;
pub use person::PersonFailure;
pub(super) use stop::Stop;
pub use visit::VisitFailure;

/// What was seen and what was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No control or field has the label at the place.
    TargetMissing {
        /// Label wanted.
        label: String,
        /// Places wanted.
        places: Vec<String>,
        /// Most similar labels on the page.
        nearest: Vec<String>,
    },
    /// More than one has.
    TargetAmbiguous {
        /// Label wanted.
        label: String,
        /// The candidates with their places.
        candidates: Vec<String>,
    },
    /// It is on the page but not visible.
    TargetHidden(String),
    /// It is visible but disabled.
    TargetDisabled(String),
    /// Something lies over it.
    TargetCovered {
        /// Label wanted.
        label: String,
        /// What lies over it.
        by: String,
    },
    /// It moves without end.
    TargetMoving(String),
    /// The page puts another in its place again and again.
    TargetReplaced(String),
    /// The list of a field stays open over the page; the field with its places.
    ListOpen(String),
    /// A field cannot hold what is wanted (a number wanted in a checkbox, …).
    WrongControl {
        /// Label of the field.
        field: String,
        /// Value wanted.
        wanted: String,
    },
    /// A choice has no such option.
    OptionMissing {
        /// Label of the field.
        field: String,
        /// Option wanted.
        wanted: String,
        /// Options there.
        options: Vec<String>,
    },
    /// A text that must be seen is not there.
    TextMissing(String),
    /// A text that must not be seen is there.
    TextPresent(String),
    /// The page has more text than is read of one, and this text is not in what was read.
    TextUnread(String),
    /// A field does not hold what it should.
    ValueDiffers {
        /// Field with its places.
        field: String,
        /// Value wanted.
        wanted: String,
        /// Value found.
        found: String,
    },
    /// The message that confirms the saving did not come.
    MessageMissing(String),
    /// The portal answered a save with another message than the runbook has, and a fresh view shows what was wanted.
    MessageOther {
        /// Message wanted.
        wanted: String,
        /// Messages seen.
        said: Vec<String>,
    },
    /// The portal refused the form: a fresh view does not show what was wanted.
    Validation {
        /// Message wanted.
        wanted: String,
        /// Messages seen.
        said: Vec<String>,
    },
    /// The portal answered a save with another message, and the form could not be read again.
    Unproved {
        /// Message wanted.
        wanted: String,
        /// Messages seen.
        said: Vec<String>,
    },
    /// The portal works for another entity.
    EntityWrong {
        /// Entity of the run.
        wanted: String,
        /// Entity shown.
        seen: String,
    },
    /// The page shows no entity.
    EntityMissing(String),
    /// The page is not on a host of the portal.
    HostWrong(String),
    /// The session ended.
    SessionLost(Lost),
    /// The portal is closed for works.
    Maintenance(String),
    /// The portal's server fails.
    ServerError {
        /// HTTP status.
        status: u16,
        /// Address of the page; empty for a request of the page.
        url: String,
    },
    /// The portal gave no answer before the deadline; what was waited for.
    AnswerMissing(String),
    /// Somebody touched the page between two looks.
    Touched {
        /// What was done.
        touch: Touch,
        /// Address at which krok was at work.
        wanted: String,
    },
    /// The page never came to rest.
    NotQuiet(String),
    /// The page gave no answer before the deadline; what the driver said.
    PageSilent(String),
    /// What is to be covered in a picture could not be covered, so that there is none; why.
    Uncovered(String),
    /// A native dialog is open.
    DialogOpen(String),
    /// The page could not be opened.
    PageUnreachable {
        /// Address.
        url: String,
        /// Why.
        why: String,
    },
    /// Browser or driver is gone.
    BrowserLost(String),
    /// The window is closed.
    WindowClosed(String),
    /// The browser answered nonsense.
    BrowserProtocol(String),
    /// The page does not show what the plan saw.
    StalePlan {
        /// Field with its places.
        field: String,
        /// Value that the plan saw.
        planned: String,
        /// Value found.
        found: String,
    },
    /// The plan knows nothing of this field.
    NotPlanned(String),
    /// A row of the loop is no longer there.
    RowVanished {
        /// Key of the row.
        row: String,
        /// Heading of the table.
        table: String,
    },
    /// No table with the heading and the key column.
    TableMissing {
        /// Heading wanted.
        table: String,
        /// Column wanted.
        key: String,
        /// Headings of the tables there.
        nearest: Vec<String>,
    },
    /// More rows than the loop may work on.
    RowsTooMany {
        /// Heading of the table.
        table: String,
        /// Rows read.
        count: usize,
        /// Rows allowed.
        at_most: usize,
    },
    /// Fewer rows than the loop needs.
    RowsTooFew {
        /// Heading of the table.
        table: String,
        /// Rows read.
        count: usize,
        /// Rows needed.
        at_least: usize,
    },
    /// Two rows with one key.
    RowsDuplicate(String),
    /// The keys of a loop are numbers of persons.
    KeyPersonal {
        /// Heading of the table.
        table: String,
        /// Its key column.
        key: String,
    },
    /// The portal says another number of rows than were read.
    RowsMiscounted {
        /// Heading of the table.
        table: String,
        /// What the portal says (`(92)`, `(1 of 10)`).
        said: String,
        /// Rows or pages read.
        count: usize,
    },
    /// No window that a press opened has the title.
    WindowMissing {
        /// Title wanted.
        title: String,
        /// Titles of the windows there.
        windows: Vec<String>,
    },
    /// The field offers no suggestion that is the text wanted.
    SuggestionMissing {
        /// Field with its places.
        field: String,
        /// Suggestion wanted.
        wanted: String,
        /// Suggestions there.
        options: Vec<String>,
    },
    /// Nobody knows whether a write arrived; what came in between.
    WriteUnknown(Box<Failure>),
    /// A run that this one continues left the step open: nobody knows whether its press arrived; which run.
    LeftOpen(String),
    /// The portal's lists give a label more effect than the step declares.
    EffectGreater {
        /// Label with its names filled in.
        label: String,
        /// Effect declared.
        declared: String,
        /// Effect of the lists.
        listed: String,
    },
    /// A condition holds not, or cannot be known.
    Condition(Box<Unmet>),
    /// What was done for a line of a file failed.
    InLine {
        /// Name of the file.
        file: String,
        /// Line in it, counted from 1.
        line: usize,
        /// Why.
        cause: Box<Failure>,
    },
    /// An address outside the portal did not answer as it should.
    Visit(VisitFailure),
    /// A person did not do what was left to them, or could not be asked.
    Person(PersonFailure),
    /// A table has other rows than expected.
    RowsDiffer {
        /// Heading of the table.
        table: String,
        /// Keys of rows that were not expected.
        unexpected: Vec<String>,
        /// Keys of rows that were expected and are not there.
        absent: Vec<String>,
    },
    /// The run came to its end and found differences on the way.
    Differs {
        /// Steps that found one.
        count: usize,
        /// Field or table of the first.
        first: String,
    },
    /// A thing was not destroyed, or is not proved to be gone.
    Destroying(Refusal),
    /// The operator stopped the run.
    Interrupted,
}

/// A condition that does not let a step be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What it decides.
    pub(super) clause: Clause,
    /// Whether it holds.
    pub(super) truth: Truth,
    /// What was asked.
    pub(super) asked: Reason,
    /// What was found, as far as there is something to say.
    pub(super) found: String,
    /// Why the author asks.
    pub(super) because: Option<String>,
}
