//! Which part of a bundle a finding is about.

use super::Finding;

/// A part of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot<'f> {
    /// The step of this path.
    Step(&'f str),
    /// The record with this sequence number.
    Record(u64),
    /// This file.
    File(&'f str),
    /// None in particular.
    Whole,
}

impl Finding {
    /// Returns what it is about.
    pub fn spot(&self) -> Spot<'_> {
        match self {
            Self::ActOpen { seq, .. }
            | Self::ActUnknown { seq, .. }
            | Self::DialogPassedOver { seq, .. }
            | Self::CandidatesUnseen { seq, .. }
            | Self::PictureBeforeMissing { seq, .. }
            | Self::PictureAfterMissing { seq, .. }
            | Self::DestroyUnidentified { seq, .. }
            | Self::DestroyWithoutKey { seq, .. }
            | Self::DestroyWithoutConsent { seq, .. }
            | Self::DestroyUntold { seq, .. }
            | Self::ThingDiffers { seq, .. }
            | Self::KeyDiffers { seq, .. }
            | Self::ConsentDiffers { seq, .. }
            | Self::ProofWrong { seq, .. }
            | Self::ConditionIgnored { seq, .. }
            | Self::ReferenceDiffers { seq, .. }
            | Self::ReferenceMissing { seq, .. }
            | Self::OutcomeStray(seq)
            | Self::DialogStray(seq)
            | Self::RectangleWrong(seq)
            | Self::MaskUntold(seq) => Spot::Record(*seq),
            Self::StepOpen(step)
            | Self::StepStray(step)
            | Self::StepWithoutPicture(step)
            | Self::StepWithoutAccount { step, .. }
            | Self::DestroyUnproved(step)
            | Self::VisitUnanswered(step)
            | Self::FieldOpen { step, .. }
            | Self::FieldForgotten { step, .. }
            | Self::ThingForgotten { step, .. }
            | Self::ErrandForgotten(step) => Spot::Step(step),
            Self::FileMissing(path)
            | Self::FileChanged(path)
            | Self::FileLost(path)
            | Self::NotAFile(path)
            | Self::PictureUnreadable(path)
            | Self::Unreadable { path, .. }
            // One of the two stands for both: whatever is swapped, the bundle is no longer what it was.
            | Self::FilesSwapped(path, _) => Spot::File(path),
            Self::TrailUnreadable(_)
            | Self::TrailEmpty
            | Self::LineBroken { .. }
            | Self::LineChanged(_)
            | Self::LineOutOfPlace { .. }
            | Self::StartedAgain(_)
            | Self::AfterEnd(_)
            | Self::AfterRecovered(_)
            | Self::ClockBackwards(_)
            | Self::RecoveredWrong { .. }
            | Self::TornStray(_)
            | Self::SealMissing
            | Self::SealUnreadable(_)
            | Self::SealDiffers { .. }
            | Self::SealList(_)
            | Self::FileAdded(_)
            | Self::Statement(_)
            | Self::Stamp { .. }
            | Self::StillWriting
            | Self::EndMissing
            | Self::PlanDiffers
            | Self::CustodyUnreadable(_)
            | Self::CustodyBroken { .. }
            | Self::CustodyChanged(_)
            | Self::CustodyOfOther(_)
            | Self::ErasureUnfinished(_)
            | Self::ErasureDiffers(_)
            | Self::ErasureSignature { .. }
            | Self::CountDiffers { .. } => Spot::Whole,
        }
    }
}
