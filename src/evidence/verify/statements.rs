//! What signatures say of a bundle: each held against the bytes that it is for. Whose keys they are is asked elsewhere.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::evidence::bundle::{self, BundleError};
use crate::evidence::chain;
use crate::evidence::finding::{Finding, StatementFinding};
use crate::evidence::format::{Destroying, Event, Record};
use crate::evidence::paths::{ATTACHED, COUNTERSIGN, SEAL, SEAL_SIGNATURE};
use crate::evidence::signature::{Key, Namespace, SIGNATURE_LIMIT, SignatureFault, check};
use crate::evidence::statements::{MOST, Review, SignedConsent, SignedReview, Statements, attached};

/// The longest verdict that is read, in bytes.
const REVIEW_LIMIT: u64 = 64 * 1024;

/// What was found beside the statements themselves.
pub(super) struct Looked {
    pub(super) statements: Statements,
    /// What stands among the countersignatures and says nothing: no sign of change.
    pub(super) strays: Vec<StatementFinding>,
}

/// Looks at every statement of a bundle; what does not fit is named.
pub(super) fn look(path: &Path, records: &[&Record], findings: &mut Vec<Finding>) -> Looked {
    let seal = bundle::read_file(path, SEAL, bundle::FILE_LIMIT).ok();
    let mut strays = Vec::new();
    let statements = Statements {
        seal: of_seal(path, seal.as_deref(), findings),
        consents: consents(path, records, findings),
        attached: attached(path, findings),
        reviews: Vec::new(),
    };
    let known: BTreeSet<&str> = statements.attached.iter().map(|kept| kept.file.as_str()).collect();
    let mut reviews = Vec::new();
    for name in names(path, findings) {
        let file = format!("{COUNTERSIGN}/{name}");
        if name == ATTACHED || known.contains(name.as_str()) {
            continue;
        }
        match name.strip_suffix(".toml") {
            Some(_) if has_signature(path, &file) => {
                reviews.extend(review(path, file, seal.as_deref(), findings));
            }
            Some(_) => strays.push(StatementFinding::ReviewUnsigned(file)),
            None if is_signature_of(path, &file) => {}
            None => strays.push(StatementFinding::CountersignStray(file)),
        }
    }
    Looked {
        statements: Statements { reviews, ..statements },
        strays,
    }
}

fn of_seal(path: &Path, seal: Option<&[u8]>, findings: &mut Vec<Finding>) -> Option<Key> {
    let signature = read_signature(path, SEAL_SIGNATURE, findings)?;
    let Some(seal) = seal else {
        findings.push(Finding::Statement(StatementFinding::SignatureWithoutSeal));
        return None;
    };
    checked(SEAL_SIGNATURE, &signature, Namespace::Seal, seal, findings)
}

fn consents(path: &Path, records: &[&Record], findings: &mut Vec<Finding>) -> Vec<SignedConsent> {
    let mut signed: Vec<SignedConsent> = Vec::new();
    for record in records {
        let Event::Destroying(Destroying::Consented(consented)) = &record.event else {
            continue;
        };
        let file = &consented.file.path;
        let is_known = signed.iter().any(|known| known.file == *file);
        let Some(signature) = consented.signature.as_ref().filter(|_| !is_known) else {
            continue;
        };
        let Some(bytes) = read_signature(path, &signature.path, findings) else {
            continue;
        };
        // A consent file that is not there is named with the other files.
        let Ok(text) = bundle::read_file(path, file, bundle::FILE_LIMIT) else {
            continue;
        };
        if let Some(key) = checked(&signature.path, &bytes, Namespace::Consent, &text, findings) {
            signed.push(SignedConsent {
                file: file.clone(),
                from: consented.terms.from.clone(),
                key,
            });
        }
    }
    signed
}

fn review(path: &Path, file: String, seal: Option<&[u8]>, findings: &mut Vec<Finding>) -> Option<SignedReview> {
    let unreadable = |why: String| {
        Finding::Statement(StatementFinding::ReviewUnreadable {
            file: file.clone(),
            why,
        })
    };
    let bytes = match bundle::read_file(path, &file, REVIEW_LIMIT) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.push(unreadable(error.to_string()));
            return None;
        }
    };
    let beside = format!("{file}.sig");
    let signature = read_signature(path, &beside, findings)?;
    let key = checked(&beside, &signature, Namespace::Review, &bytes, findings)?;
    let text = String::from_utf8_lossy(&bytes);
    let review: Review = match toml::from_str(&text) {
        Ok(review) => review,
        Err(error) => {
            findings.push(unreadable(error.message().to_owned()));
            return None;
        }
    };
    if seal.map(chain::sha256).as_deref() != Some(review.seal.as_str()) {
        findings.push(Finding::Statement(StatementFinding::ReviewOfOther(file)));
        return None;
    }
    Some(SignedReview { file, review, key })
}

fn checked(
    file: &str,
    signature: &[u8],
    namespace: Namespace,
    signed: &[u8],
    findings: &mut Vec<Finding>,
) -> Option<Key> {
    check(signature, namespace, signed)
        .map_err(|fault| {
            findings.push(Finding::Statement(StatementFinding::SignatureBad {
                file: file.to_owned(),
                fault,
            }));
        })
        .ok()
}

/// Reads a signature; none if there is none, or if it cannot be read, which is named.
fn read_signature(path: &Path, file: &str, findings: &mut Vec<Finding>) -> Option<Vec<u8>> {
    match bundle::read_file(path, file, SIGNATURE_LIMIT) {
        Ok(bytes) => Some(bytes),
        Err(BundleError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            findings.push(Finding::Statement(StatementFinding::SignatureBad {
                file: file.to_owned(),
                fault: SignatureFault::Unreadable(error.to_string()),
            }));
            None
        }
    }
}

fn has_signature(path: &Path, file: &str) -> bool {
    path.join(format!("{file}.sig")).symlink_metadata().is_ok()
}

fn is_signature_of(path: &Path, file: &str) -> bool {
    file.strip_suffix(".toml.sig")
        .is_some_and(|stem| path.join(format!("{stem}.toml")).symlink_metadata().is_ok())
}

/// Lists `countersign/` in the order of names; what is no plain file is named, and so is that there are too many.
fn names(path: &Path, findings: &mut Vec<Finding>) -> Vec<String> {
    let mut names = Vec::new();
    let mut read = || -> io::Result<()> {
        for (number, entry) in fs::read_dir(path.join(COUNTERSIGN))?.enumerate() {
            if number == MOST {
                findings.push(Finding::Statement(StatementFinding::CountersignMany(MOST)));
                break;
            }
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() {
                names.push(name);
            } else {
                findings.push(Finding::NotAFile(format!("{COUNTERSIGN}/{name}")));
            }
        }
        Ok(())
    };
    match read() {
        Err(error) if error.kind() != io::ErrorKind::NotFound => findings.push(Finding::Unreadable {
            path: COUNTERSIGN.to_owned(),
            why: error.to_string(),
        }),
        Ok(()) | Err(_) => {}
    }
    names.sort();
    names
}
