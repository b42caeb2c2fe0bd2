//! Time stamps: what somebody who is not the operator signed of a moment (RFC 3161).
//!
//! [`Token`] reads a token and judges it, all of it offline; [`Request`] asks for one; [`judge`] looks through those of a
//! bundle. A token is a file from anybody: whatever bytes it has, the answer is a value. Its worth lies in its signature
//! and in the roots that the verifier gave, never in how it came here.

mod certificate;
mod fault;
mod hash;
mod judged;
mod kept;
mod moment;
mod parts;
mod request;
mod roots;
mod signature;
mod structure;
mod token;

pub use fault::{Fault, Purpose};
pub use hash::{sha256, sha256_of_hex};
pub(super) use judged::tokens;
pub use judged::{Judged, Place, Stamps, Trust, judge};
pub use kept::{KeepError, keep, sealed};
pub use request::{NONCE, Request};
pub use roots::{Roots, RootsFault};
pub use token::{Facts, TOKEN_LIMIT, Token};
