//! What signatures say of a bundle: each held against the bytes that it is for. Whose keys they are is asked elsewhere.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::evidence::bundle::{self, BundleError};
use crate::evidence::chain;
use crate::evidence::finding::{Finding, StatementFinding};
use crate::evidence::format::{Destroying, Event, Record};
use crate::evidence::paths::{ATTACHED, COUNTERSIGN, REVIEWS, SEAL, SEAL_SIGNATURE, is_review_draft};
use crate::evidence::signature::{Key, Namespace, SIGNATURE_LIMIT, SignatureFault, check};
use crate::evidence::statements::{MOST, Review, SignedConsent, SignedReview, Statements, UnsignedReview, attached};

/// The longest verdict that is read, in bytes.
const REVIEW_LIMIT: u64 = 16 * 1024 * 1024;

/// What was found beside the statements themselves.
pub(super) struct Looked {
    pub(super) statements: Statements,
    /// What stands among the countersignatures and says nothing: no sign of change.
    pub(super) strays: Vec<StatementFinding>,
}

/// Looks at every statement of a bundle; what does not fit is named.
pub(super) fn look(path: &Path, records: &[&Record], findings: &mut Vec<Finding>) -> Looked {
    let seal = bundle::read_file(path, SEAL, bundle::FILE_LIMIT).ok();
    let mut looked = Looked {
        statements: Statements {
            seal: of_seal(path, seal.as_deref(), findings),
            consents: consents(path, records, findings),
            attached: attached(path, findings),
            ..Statements::default()
        },
        strays: Vec::new(),
    };
    let attached = looked.statements.attached.iter().map(|kept| kept.file.clone());
    let known: BTreeSet<String> = attached.chain([ATTACHED.to_owned()]).collect();
    let place = Place {
        path,
        seal: seal.as_deref(),
    };
    for name in names(path, COUNTERSIGN, findings) {
        if !known.contains(&name) {
            place.look_at(format!("{COUNTERSIGN}/{name}"), &mut looked, findings);
        }
    }
    for name in names(path, REVIEWS, findings) {
        if !is_review_draft(REVIEWS, &name) {
            place.look_at(format!("{REVIEWS}/{name}"), &mut looked, findings);
        }
    }
    looked
}

/// Where verdicts stand, and what they should be about.
struct Place<'p> {
    path: &'p Path,
    seal: Option<&'p [u8]>,
}

impl Place<'_> {
    fn look_at(&self, file: String, looked: &mut Looked, findings: &mut Vec<Finding>) {
        let is_verdict = file.strip_suffix(".toml").is_some();
        if is_verdict && has_signature(self.path, &file) {
            looked
                .statements
                .reviews
                .extend(review(self.path, file, self.seal, findings));
        } else if is_verdict {
            // What nobody signed anybody may have put there: it is no sign of a change, whatever it says.
            let read = bytes_of(self.path, &file).and_then(|bytes| understood(&file, &bytes, self.seal));
            looked.strays.push(StatementFinding::ReviewUnsigned(file.clone()));
            match read {
                Ok(review) if file.starts_with(REVIEWS) => {
                    looked.statements.unsigned.push(UnsignedReview { file, review });
                }
                Ok(_) => {}
                Err(fault) => looked.strays.push(fault),
            }
        } else if !is_signature_of(self.path, &file) {
            looked.strays.push(StatementFinding::CountersignStray(file));
        }
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
    let mut read = || {
        let bytes = bytes_of(path, &file).map_err(Some)?;
        let beside = format!("{file}.sig");
        let signature = read_signature(path, &beside, findings).ok_or(None)?;
        let key = checked(&beside, &signature, Namespace::Review, &bytes, findings).ok_or(None)?;
        understood(&file, &bytes, seal)
            .map(|review| (review, key))
            .map_err(Some)
    };
    match read() {
        Ok((review, key)) => Some(SignedReview { file, review, key }),
        Err(fault) => {
            findings.extend(fault.map(Finding::Statement));
            None
        }
    }
}

fn bytes_of(path: &Path, file: &str) -> Result<Vec<u8>, StatementFinding> {
    bundle::read_file(path, file, REVIEW_LIMIT).map_err(|error| unreadable(file, error.to_string()))
}

/// Reads a verdict about this seal.
fn understood(file: &str, bytes: &[u8], seal: Option<&[u8]>) -> Result<Review, StatementFinding> {
    let review: Review = toml::from_str(&String::from_utf8_lossy(bytes))
        .map_err(|error| unreadable(file, error.message().to_owned()))?;
    if let Some(fault) = review.fault() {
        return Err(unreadable(file, fault.to_owned()));
    }
    if seal.map(chain::sha256).as_deref() != Some(review.seal.as_str()) {
        return Err(StatementFinding::ReviewOfOther(file.to_owned()));
    }
    Ok(review)
}

fn unreadable(file: &str, why: String) -> StatementFinding {
    StatementFinding::ReviewUnreadable {
        file: file.to_owned(),
        why,
    }
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

/// Lists a folder of verdicts in the order of names; what is no plain file is named, and so is that there are too many.
fn names(path: &Path, folder: &str, findings: &mut Vec<Finding>) -> Vec<String> {
    let mut names = Vec::new();
    let mut read = || -> io::Result<()> {
        for (number, entry) in fs::read_dir(path.join(folder))?.enumerate() {
            if number == MOST {
                findings.push(Finding::Statement(StatementFinding::CountersignMany(MOST)));
                break;
            }
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() {
                names.push(name);
            } else {
                findings.push(Finding::NotAFile(format!("{folder}/{name}")));
            }
        }
        Ok(())
    };
    match read() {
        Err(error) if error.kind() != io::ErrorKind::NotFound => findings.push(Finding::Unreadable {
            path: folder.to_owned(),
            why: error.to_string(),
        }),
        Ok(()) | Err(_) => {}
    }
    names.sort();
    names
}
