//! The time stamps of a bundle, as far as they say that something was changed. Whether they are to be believed is another
//! question, which nobody answers without roots.

use std::path::Path;

use crate::evidence::finding::Finding;
use crate::evidence::journal::Line;
use crate::evidence::stamp::{self, Trust};

/// Names each token that is not there, not the one of which the trail has the hash, or not about what it stands beside.
pub(super) fn check(bundle: &Path, lines: &[Line], findings: &mut Vec<Finding>) {
    for token in stamp::tokens(bundle, lines, Trust::default()) {
        let path = token.path;
        let changes = token.faults.into_iter().filter(stamp::Fault::is_change);
        findings.extend(changes.map(|fault| Finding::Stamp {
            path: path.clone(),
            fault,
        }));
    }
}
