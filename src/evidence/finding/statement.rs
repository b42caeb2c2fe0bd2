//! What can be found wrong with, or is to be known of, the statements beside a seal.

use crate::evidence::signature::SignatureFault;

/// Something to be known of a signature, a countersignature or a consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementFinding {
    /// A signature is none of the file that it stands beside.
    SignatureBad {
        /// File of the signature.
        file: String,
        /// What is wrong.
        fault: SignatureFault,
    },
    /// A signature of a seal that is not there.
    SignatureWithoutSeal,
    /// A reviewer's signed verdict cannot be understood.
    ReviewUnreadable {
        /// Its file.
        file: String,
        /// Why.
        why: String,
    },
    /// A reviewer's signed verdict is about another seal.
    ReviewOfOther(String),
    /// A line of the list of attached files, counted from 1, is none.
    AttachedLine(u64),
    /// A reviewer's verdict that nobody signed.
    ReviewUnsigned(String),
    /// A file among the countersignatures that is none and that the list does not have.
    CountersignStray(String),
    /// More files among the countersignatures than are looked at: what the others say is not known.
    CountersignMany(usize),
    /// A key that the verifier's list does not have.
    SignerUnknown {
        /// What it signed.
        file: String,
        /// The key.
        fingerprint: String,
    },
    /// A key that is not good at the time of the check.
    SignerOutOfTime {
        /// What it signed.
        file: String,
        /// Whose it is.
        name: String,
        /// The key.
        fingerprint: String,
    },
    /// A key that may sign other things only.
    SignerNotForThis {
        /// What it signed.
        file: String,
        /// Whose it is.
        name: String,
        /// The key.
        fingerprint: String,
    },
    /// A verdict by whoever signed the seal, with the same key or another: the operator agrees with the operator.
    ReviewOwn(String),
    /// A reviewer who is known does not agree with the record.
    ReviewRejected {
        /// Its file.
        file: String,
        /// Whose verdict it is.
        name: String,
    },
    /// A consent by whoever signed the seal, with the same key or another: the operator gave it to the operator.
    ConsentOwn(String),
}
