//! Signatures by SSH keys, as `ssh-keygen -Y sign` makes and `ssh-keygen -Y verify` checks them
//! ([PROTOCOL.sshsig](https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.sshsig)).
//!
//! Whose key it is, no signature says: that is for [`super::trust`], which never looks into a bundle.

mod agent;
mod key;
mod signer;
mod sshsig;

pub use agent::AgentFault;
pub use key::{Key, KeyFault, KeyFile, Locked, Unlocked};
pub use signer::{SignFault, Signer};
pub use sshsig::{Namespace, SIGNATURE_LIMIT, SignatureFault, check};
