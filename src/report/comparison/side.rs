//! One of the two bundles: what it is, and whether it can be believed.

use std::path::Path;

use crate::evidence::bundle::{Bundle, BundleError};
use crate::evidence::format::{RunStarted, Verdict};
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Integrity, assess};

/// One of the two.
#[derive(Debug)]
pub struct Side {
    bundle: Bundle,
    verification: Verification,
}

impl Side {
    /// Opens and verifies a bundle.
    ///
    /// # Errors
    ///
    /// Returns why it cannot be read.
    pub fn open(path: &Path) -> Result<Self, BundleError> {
        let verification = verify(path);
        Bundle::open(path).map(|bundle| Self { bundle, verification })
    }

    /// Returns how the run ended; none if it did not.
    pub fn verdict(&self) -> Option<Verdict> {
        self.bundle.finished().map(|finished| finished.verdict)
    }

    /// Returns the hash that stands for the whole trail.
    pub fn head(&self) -> &str {
        self.bundle.head()
    }

    /// Tells whether it is as its run left it.
    pub fn integrity(&self) -> Integrity {
        assess(&self.verification).integrity
    }

    /// Tells whether nothing is missing.
    pub fn is_complete(&self) -> bool {
        assess(&self.verification).gaps.is_empty()
    }

    pub(super) fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    pub(super) fn started(&self) -> Option<&RunStarted> {
        self.bundle.started()
    }
}
