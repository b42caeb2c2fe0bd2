//! Codes of findings, for programs that read what `krok verify --json` prints. Never renamed: scripts rely on them.

use super::{Finding, StatementFinding};

impl Finding {
    /// Returns the code, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TrailUnreadable(..) => "trail-unreadable",
            Self::TrailEmpty => "trail-empty",
            Self::LineBroken { .. } => "line-broken",
            Self::LineChanged(..) => "line-changed",
            Self::LineOutOfPlace { .. } => "line-out-of-place",
            Self::StartedAgain(..) => "started-again",
            Self::AfterEnd(..) => "after-end",
            Self::AfterRecovered(..) => "after-recovered",
            Self::ClockBackwards(..) => "clock-backwards",
            Self::RecoveredWrong { .. } => "recovered-wrong",
            Self::TornStray(..) => "torn-stray",
            Self::SealMissing => "seal-missing",
            Self::SealUnreadable(..) => "seal-unreadable",
            Self::SealDiffers { .. } => "seal-differs",
            Self::SealList(..) => "seal-list",
            Self::FileMissing(..) => "file-missing",
            Self::FileChanged(..) => "file-changed",
            Self::FilesSwapped(..) => "files-swapped",
            Self::FileAdded(..) => "file-added",
            Self::Statement(finding) => finding.code(),
            Self::Stamp { .. } => "time-stamp",
            Self::CustodyUnreadable(..) => "custody-unreadable",
            Self::CustodyBroken { .. } => "custody-broken",
            Self::CustodyChanged(..) => "custody-changed",
            Self::CustodyOfOther(..) => "custody-of-other",
            Self::NotAFile(..) => "not-a-file",
            Self::Unreadable { .. } => "unreadable",
            Self::ReferenceDiffers { .. } => "reference-differs",
            Self::ReferenceMissing { .. } => "reference-missing",
            Self::StillWriting => "still-writing",
            Self::EndMissing => "end-missing",
            Self::FileLost(..) => "file-lost",
            Self::ActOpen { .. } => "act-open",
            Self::ActUnknown { .. } => "act-unknown",
            Self::OutcomeStray(..) => "outcome-stray",
            Self::DialogStray(..) => "dialog-stray",
            Self::DialogPassedOver { .. } => "dialog-passed-over",
            Self::CandidatesUnseen { .. } => "candidates-unseen",
            Self::RectangleWrong(..) => "rectangle-wrong",
            Self::MaskUntold(..) => "mask-untold",
            Self::StepOpen(..) => "step-open",
            Self::StepStray(..) => "step-stray",
            Self::PictureBeforeMissing { .. } => "picture-before-missing",
            Self::PictureAfterMissing { .. } => "picture-after-missing",
            Self::StepWithoutPicture(..) => "step-without-picture",
            Self::StepWithoutAccount { .. } => "step-without-account",
            Self::PictureUnreadable(..) => "picture-unreadable",
            Self::DestroyUnidentified { .. } => "destroy-unidentified",
            Self::DestroyWithoutKey { .. } => "destroy-without-key",
            Self::DestroyWithoutConsent { .. } => "destroy-without-consent",
            Self::DestroyUnproved(..) => "destroy-unproved",
            Self::DestroyUntold { .. } => "destroy-untold",
            Self::ThingDiffers { .. } => "thing-differs",
            Self::KeyDiffers { .. } => "key-differs",
            Self::ConsentDiffers { .. } => "consent-differs",
            Self::ProofWrong { .. } => "proof-wrong",
            Self::ConditionIgnored { .. } => "condition-ignored",
            Self::VisitUnanswered(..) => "visit-unanswered",
            Self::FieldOpen { .. } => "field-open",
            Self::FieldForgotten { .. } => "field-forgotten",
            Self::ThingForgotten { .. } => "thing-forgotten",
            Self::ErrandForgotten(..) => "errand-forgotten",
            Self::PlanDiffers => "plan-differs",
            Self::CountDiffers { .. } => "count-differs",
        }
    }
}

impl StatementFinding {
    /// Returns the code, in kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignatureBad { .. } => "signature-bad",
            Self::SignatureWithoutSeal => "signature-without-seal",
            Self::ReviewUnreadable { .. } => "review-unreadable",
            Self::ReviewOfOther(..) => "review-of-other",
            Self::AttachedLine(..) => "attached-line",
            Self::ReviewUnsigned(..) => "review-unsigned",
            Self::CountersignStray(..) => "countersign-stray",
            Self::CountersignMany(..) => "countersign-many",
            Self::SignerUnknown { .. } => "signer-unknown",
            Self::SignerOutOfTime { .. } => "signer-out-of-time",
            Self::SignerNotForThis { .. } => "signer-not-for-this",
            Self::ReviewOwn(..) => "review-own",
            Self::ReviewRejected { .. } => "review-rejected",
            Self::ConsentOwn(..) => "consent-own",
        }
    }
}
