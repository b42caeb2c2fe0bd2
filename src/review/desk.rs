//! What lies on the reviewer's desk: the bundle as it was found, who reviews it, and how far the review has come.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::evidence::bundle::Bundle;
use crate::evidence::chain;
use crate::evidence::finding::Finding;
use crate::evidence::quorum::is_operator;
use crate::evidence::signature::Signer;
use crate::evidence::statements::{ReviewDraft, Ruling, StatementError, Steps, kept, record_review, seal_hash};
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Integrity, assess};
use crate::report::findings;
use crate::report::fragments::{self, Fragments};
use crate::text::language::Language;

use super::duty;
use super::gate::Gate;
use super::server::{Ending, Order};
use super::session::{Block, Session};

/// What is reviewed, and by whom.
pub(super) struct Subject {
    /// Name of the bundle's folder.
    pub(super) folder: String,
    pub(super) seal: String,
    /// Signs of change since the sealing, in words.
    pub(super) signs: Vec<String>,
    /// What is missing, in words.
    pub(super) gaps: Vec<String>,
    /// None if the trail cannot be read.
    pub(super) fragments: Option<Fragments>,
    pub(super) reviewer: String,
    /// Fingerprint of the key that will sign; none if nobody signs.
    pub(super) key: Option<String>,
    /// Whether the reviewer carried out the run.
    pub(super) is_operator: bool,
    pub(super) language: Language,
}

/// The desk.
pub(super) struct Desk {
    pub(super) subject: Subject,
    pub(super) gate: Gate,
    path: PathBuf,
    bundle: Option<Bundle>,
    /// Hash of each file that the seal lists.
    files: BTreeMap<String, String>,
    signer: Option<Arc<Signer>>,
    session: Mutex<Session>,
    ending: Mutex<Option<oneshot::Sender<Ending>>>,
}

impl Desk {
    /// Looks at a bundle and takes up what its reviewer left of it.
    pub(super) fn set(order: Order<'_>, gate: Gate, ending: oneshot::Sender<Ending>) -> Result<Self, StatementError> {
        let Order {
            bundle: path,
            reviewer,
            signer,
            language,
            trust,
        } = order;
        let seal = seal_hash(path)?;
        let verification = verify(path);
        let bundle = Bundle::open(path).ok();
        let draft = ReviewDraft::read(path, &seal, &reviewer)?;
        let steps = bundle
            .as_ref()
            .map(|bundle| duty::steps(bundle.records(), &verification));
        let is_altered = is_altered(&verification);
        let session = Session::new(steps.unwrap_or_default(), is_altered, draft.as_ref());
        let operator = bundle
            .as_ref()
            .and_then(Bundle::started)
            .map(|started| started.operator.as_str());
        let key = signer.as_ref().map(|signer| signer.key());
        let subject = Subject {
            folder: folder_name(path),
            seal,
            signs: words(&assess(&verification).signs, language),
            gaps: words(&assess(&verification).gaps, language),
            is_operator: is_operator(
                &verification,
                trust,
                (operator, Timestamp::now()),
                (&reviewer, key.as_ref()),
            ),
            // A trail whose beginning cannot be told is shown as one that cannot be read.
            fragments: bundle
                .as_ref()
                .and_then(|bundle| fragments::of(bundle, &verification, language).ok()),
            reviewer,
            key: key.map(|key| key.fingerprint()),
            language,
        };
        let listed = bundle
            .as_ref()
            .and_then(Bundle::seal)
            .into_iter()
            .flat_map(|seal| &seal.files);
        Ok(Self {
            subject,
            gate,
            path: path.to_owned(),
            files: listed.map(|file| (file.path.clone(), file.sha256.clone())).collect(),
            bundle,
            signer,
            session: Mutex::new(session),
            ending: Mutex::new(Some(ending)),
        })
    }

    /// Returns how far the review has come.
    pub(super) fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what was done so far; without that nothing goes on.
    pub(super) fn keep(&self, session: &Session) -> Result<(), StatementError> {
        let Steps { opened, said } = session.result();
        let mut draft = self.draft();
        draft.opened = opened;
        draft.steps = said;
        draft.keep(&self.path)
    }

    fn draft(&self) -> ReviewDraft {
        ReviewDraft::of(&self.subject.seal, &self.subject.reviewer)
    }

    /// Returns the bytes of a file that the seal lists, as the seal lists it; none of any other.
    pub(super) fn sealed(&self, path: &str) -> Option<Vec<u8>> {
        let hash = self.files.get(path)?;
        let bytes = self.bundle.as_ref()?.read(path).ok()?;
        (chain::sha256(&bytes) == *hash).then_some(bytes)
    }

    /// Stores the verdict, if nothing stands in its way.
    pub(super) fn conclude(&self, verdict: Ruling, remark: &str) -> Conclusion {
        let session = self.session();
        let blocks = session.blocks(verdict, remark);
        if !blocks.is_empty() {
            return Conclusion::Blocked(blocks);
        }
        // The bundle may have been changed while it was looked at.
        if verdict == Ruling::Accepted && is_altered(&verify(&self.path)) {
            self.end(Ending::Altered);
            return Conclusion::Refused;
        }
        let said = ((verdict, remark), session.result());
        let subject = &self.subject;
        let stored = record_review(
            &self.path,
            &subject.seal,
            said,
            &subject.reviewer,
            self.signer.as_deref(),
        )
        .and_then(|file| self.draft().discard(&self.path).map(|()| file));
        match stored {
            Ok(file) => {
                self.end(Ending::Finished {
                    file: file.clone(),
                    verdict,
                });
                Conclusion::Stored(file)
            }
            Err(error) => {
                self.end(Ending::Failed(error));
                Conclusion::Refused
            }
        }
    }

    /// Tells whoever waits for the review how it ended.
    pub(super) fn end(&self, ending: Ending) {
        let sender = self.ending.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(sender) = sender {
            // Nobody waits any more: the review was broken off from outside, and what was stored is stored.
            let _ = sender.send(ending);
        }
    }

    /// Tells whether the review has ended.
    pub(super) fn has_ended(&self) -> bool {
        self.ending.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

/// What came of an attempt to finish.
pub(super) enum Conclusion {
    /// The verdict is in this file.
    Stored(String),
    /// This stands in its way.
    Blocked(Vec<Block>),
    /// It could not be stored; the terminal says why.
    Refused,
}

fn is_altered(verification: &Verification) -> bool {
    assess(verification).integrity != Integrity::Intact
}

fn folder_name(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    kept(&whole.file_name().unwrap_or_default().to_string_lossy())
}

fn words(found: &[&Finding], language: Language) -> Vec<String> {
    found.iter().map(|finding| findings::words(finding, language)).collect()
}
