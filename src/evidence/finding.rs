//! What can be found wrong with a bundle. Words for it, in every language, are the report's.

use super::format::{SealState, Status};
use super::journal::LineFault;
use super::signature::SignatureFault;
use super::stamp::Fault;

mod code;
mod spot;
mod statement;

pub use spot::Spot;
pub use statement::StatementFinding;

/// Something wrong with a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The trail is missing or cannot be read.
    TrailUnreadable(String),
    /// The trail has no lines.
    TrailEmpty,
    /// A line, counted from 1, is not a record.
    LineBroken {
        /// The line.
        line: u64,
        /// What is wrong.
        fault: LineFault,
    },
    /// The hash of a line does not follow from the line before and its own bytes: one of them was changed.
    LineChanged(u64),
    /// A line holds another record than its place asks for: records were removed, added, repeated or swapped.
    LineOutOfPlace {
        /// The line, counted from 1.
        line: u64,
        /// Sequence number that should stand there.
        expected: u64,
        /// Sequence number that stands there.
        found: u64,
    },
    /// A second beginning.
    StartedAgain(u64),
    /// A record after the end of the run.
    AfterEnd(u64),
    /// A record after the one that closed a bundle whose run broke off.
    AfterRecovered(u64),
    /// A record whose monotonic time is before that of the line before, or that begins anew where none may.
    ClockBackwards(u64),
    /// A record that closes a bundle whose run broke off says what is not so.
    RecoveredWrong {
        /// The line, counted from 1.
        line: u64,
        /// What of it.
        part: RecoveredPart,
    },
    /// A file of what was cut off a trail, of which no record says that it was.
    TornStray(String),
    /// There is no seal: nothing shows that the bundle is as the run left it.
    SealMissing,
    /// The seal cannot be read or understood.
    SealUnreadable(String),
    /// The seal says something else than the trail.
    SealDiffers {
        /// What of it.
        part: SealPart,
        /// What the seal says.
        sealed: String,
        /// What the trail says.
        found: String,
    },
    /// The seal's list is out of order, names a file twice or one that cannot belong to a bundle.
    SealList(String),
    /// A listed file is not there.
    FileMissing(String),
    /// A listed file has other bytes.
    FileChanged(String),
    /// Two listed files changed places.
    FilesSwapped(String, String),
    /// A file or folder that is not listed.
    FileAdded(String),
    /// A statement beside the seal is not what it should be.
    Statement(StatementFinding),
    /// A link, a pipe or a folder stands where a file should.
    NotAFile(String),
    /// A file or folder could not be looked at.
    Unreadable {
        /// Which.
        path: String,
        /// Why.
        why: String,
    },
    /// A record names a file with another hash or size than the file has.
    ReferenceDiffers {
        /// Sequence number of the record.
        seq: u64,
        /// The file.
        path: String,
    },
    /// A record names a file that is not there.
    ReferenceMissing {
        /// Sequence number of the record.
        seq: u64,
        /// The file.
        path: String,
    },
    /// A time stamp is not the one that the trail names, or not about what it stands beside.
    Stamp {
        /// The token.
        path: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The run is still being written.
    StillWriting,
    /// The trail has no end.
    EndMissing,
    /// A file that a record names and that was lost when the run broke off.
    FileLost(String),
    /// An act without an outcome: nobody knows whether it happened.
    ActOpen {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
    },
    /// An act of which the outcome says that nobody knows.
    ActUnknown {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
    },
    /// An outcome that belongs to no intent.
    OutcomeStray(u64),
    /// A dialog that names an act which was not under way in its step.
    DialogStray(u64),
    /// A dialog that was left open, while the run went on as if it had been answered.
    DialogPassedOver {
        /// Sequence number of the dialog.
        seq: u64,
        /// Step.
        step: String,
    },
    /// Candidates that no picture shows.
    CandidatesUnseen {
        /// Sequence number of the record.
        seq: u64,
        /// Step.
        step: String,
    },
    /// A record with a place in a picture that no picture has: endless, or less than nothing.
    RectangleWrong(u64),
    /// A picture with a box whose name, or its rule, the trail has not told before.
    MaskUntold(u64),
    /// A step that began and did not end.
    StepOpen(String),
    /// A step that ended and did not begin.
    StepStray(String),
    /// An act without a picture of the page before.
    PictureBeforeMissing {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
    },
    /// An act without a picture of the page after.
    PictureAfterMissing {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
    },
    /// A step that looked at the page and has no picture.
    StepWithoutPicture(String),
    /// A step that ended well and left nothing of what it is there for.
    StepWithoutAccount {
        /// Step.
        step: String,
        /// Its verb.
        verb: String,
    },
    /// A picture is not one, is cut, or has another size than the record says.
    PictureUnreadable(String),
    /// An act that destroys, without a record of what the thing was recognised by.
    DestroyUnidentified {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
    },
    /// An act that destroys, to which nobody agreed by key.
    DestroyWithoutKey {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
    },
    /// An act that destroys, without the consent that its step needs.
    DestroyWithoutConsent {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
    },
    /// A step that says that it destroyed, or would, and does not prove it.
    DestroyUnproved(String),
    /// A step that pressed what destroys and that ended as if nothing was known of it.
    DestroyUntold {
        /// Sequence number of the intent.
        seq: u64,
        /// Step.
        step: String,
        /// How it ended.
        status: Status,
    },
    /// A thing that was recognised by texts that are not those wanted.
    ThingDiffers {
        /// Sequence number of the record.
        seq: u64,
        /// Step.
        step: String,
    },
    /// A key that is not that of the thing, or not that of as many things as the plan has.
    KeyDiffers {
        /// Sequence number of the record.
        seq: u64,
        /// Step.
        step: String,
    },
    /// A consent that is not the one needed.
    ConsentDiffers {
        /// Sequence number of the record.
        seq: u64,
        /// Step.
        step: String,
        /// In what.
        part: ConsentPart,
    },
    /// A proof that does not follow from its own lists, or is of another thing.
    ProofWrong {
        /// Sequence number of the record.
        seq: u64,
        /// Step.
        step: String,
    },
    /// A step that was carried out although a condition recorded for it, or for the run, does not hold.
    ConditionIgnored {
        /// Sequence number of the condition.
        seq: u64,
        /// Step.
        step: String,
    },
    /// A visit of an address that did not answer, or refused, in a step that did not fail.
    VisitUnanswered(String),
    /// A field of an apply without the value read after saving.
    FieldOpen {
        /// Step.
        step: String,
        /// Label.
        field: String,
    },
    /// A field that the plan would change and that the apply does not mention.
    FieldForgotten {
        /// Step.
        step: String,
        /// Label.
        field: String,
    },
    /// A thing that the plan would destroy and that the apply does not recognise.
    ThingForgotten {
        /// Step.
        step: String,
        /// Key of its row.
        row: String,
    },
    /// Something that the plan leaves to a person and of which the apply has no account.
    ErrandForgotten(String),
    /// The stored plan is not the one that the apply names.
    PlanDiffers,
    /// The log of what became of the bundle cannot be read.
    CustodyUnreadable(String),
    /// A line of that log, counted from 1, is not a record of it.
    CustodyBroken {
        /// The line.
        line: u64,
        /// What is wrong.
        fault: LineFault,
    },
    /// A line of that log was changed, or lines before it were removed, added or moved.
    CustodyChanged(u64),
    /// A line of that log is about a bundle with another seal.
    CustodyOfOther(u64),
    /// That log says that a file was removed, and it is still there: whoever removed it was interrupted.
    ErasureUnfinished(String),
    /// That log says of a file that it was removed, and the seal lists no such file, or one with other bytes.
    ErasureDiffers(String),
    /// A signature in that log is of no erasure, or not of the line that it names.
    ErasureSignature {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong; none if it names no erasure.
        fault: Option<SignatureFault>,
    },
    /// The counts in the last record differ from the trail.
    CountDiffers {
        /// What was counted.
        what: String,
        /// Count recorded.
        recorded: u64,
        /// Count found.
        found: u64,
    },
}

/// What a seal says of its trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealPart {
    /// The format.
    Format,
    /// The run's name.
    Run,
    /// The number of records.
    Records,
    /// The first chain hash.
    First,
    /// The last chain hash.
    Last,
    /// Whether the trail has its end.
    State,
    /// The steps of uncertain outcome.
    Uncertain,
}

/// What is said of a run that broke off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveredPart {
    /// What was cut off is not from where the record stands.
    Torn,
    /// A file that no record is to name is named by one.
    Loose,
    /// A file that is to be lost is named by no record, or was durable before the run broke off.
    Lost,
}

/// In what a consent is not the one needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentPart {
    /// It is for another entity.
    Entity,
    /// Somebody else gave it.
    From,
    /// It is about something else.
    About,
    /// It was not good on the day of its use.
    Day,
    /// It is bound to another plan, step, thing or document.
    Binding,
    /// The file that is kept says something else.
    File,
}

impl SealState {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Interrupted => "interrupted",
        }
    }
}
