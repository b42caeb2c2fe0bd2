//! How far a record can be relied on, and on whose word: levels, each of which says more than the one below.
//!
//! Follows from a [`Verification`], from the verifier's own list of keys, and from what outside statements of time say.

use jiff::Timestamp;

use super::finding::StatementFinding;
use super::signature::{Key, Namespace};
use super::statements::Ruling;
use super::trust::{TrustFile, Vouching};
use super::verify::Verification;

/// How far a record can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Never sealed: nobody can say whether anything was changed.
    Unsealed,
    /// Sealed with hashes alone: whoever has the bundle can write it anew.
    Sealed,
    /// Signed by a key that the verifier knows.
    Signed,
    /// Signed, and others say when it began and when it was sealed.
    Anchored,
    /// Signed, and a reviewer whom the verifier knows agrees.
    Countersigned,
}

/// What others say of the time of a run: it began not before, and was sealed not after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// The run began after this.
    pub began_after: Timestamp,
    /// The seal stood by this.
    pub sealed_by: Timestamp,
}

/// What a verifier holds a bundle against.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'g> {
    /// Whom the verifier knows; none if there is no such list.
    pub trust: Option<&'g TrustFile>,
    /// What others say of the time; none if nobody does.
    pub anchored: Option<Anchored>,
    /// When the bundle is verified: as of when keys are good that no outside time is known for.
    pub now: Timestamp,
}

/// Somebody whose signature is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What was signed.
    pub file: String,
    /// Fingerprint of the key.
    pub fingerprint: String,
    /// Whose key it is by the verifier's list; none if that does not say so, for this purpose and time.
    pub name: Option<String>,
}

/// How far a bundle can be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assurance {
    /// The level; none if something was changed, because then nothing can be relied on.
    pub level: Option<Level>,
    /// Who signed the seal.
    pub signer: Option<Witness>,
    /// Who signed verdicts, with the verdict.
    pub reviewers: Vec<(Witness, Ruling)>,
    /// Who signed consents.
    pub consents: Vec<Witness>,
    /// What keeps the level down, or is to be known of the statements.
    pub remarks: Vec<StatementFinding>,
    is_anchored: bool,
    is_doubtful: bool,
}

impl Assurance {
    /// Judges a bundle.
    pub fn of(verification: &Verification, ground: Ground<'_>) -> Self {
        let statements = &verification.statements;
        let mut remarks = verification.strays.clone();
        let own = statements.seal.as_ref();
        let at = ground.anchored.map_or(ground.now, |anchored| anchored.sealed_by);
        let judge = Judge { ground, own };
        let signer = own.map(|key| judge.witness("seal.json", key, (Namespace::Seal, at), &mut remarks));
        let is_operator = |witness: &Witness, key: &Key| {
            Some(key) == own || signer.as_ref().is_some_and(|signer| is_same_person(signer, witness))
        };
        let is_untrusted = !remarks.is_empty() && remarks.len() > verification.strays.len();
        let mut reviewers = Vec::new();
        let mut accepted = false;
        let mut rejected = false;
        for signed in &statements.reviews {
            let purpose = (Namespace::Review, ground.now);
            let witness = judge.witness(&signed.file, &signed.key, purpose, &mut remarks);
            match (&witness.name, signed.review.verdict) {
                _ if is_operator(&witness, &signed.key) => {
                    remarks.push(StatementFinding::ReviewOwn(signed.file.clone()));
                }
                (Some(_), Ruling::Accepted) => accepted = true,
                (Some(name), Ruling::Rejected) => {
                    rejected = true;
                    remarks.push(StatementFinding::ReviewRejected {
                        file: signed.file.clone(),
                        name: name.clone(),
                    });
                }
                (None, Ruling::Accepted | Ruling::Rejected) => {}
            }
            reviewers.push((witness, signed.review.verdict));
        }
        let mut own_consent = false;
        let mut consents = Vec::new();
        for signed in &statements.consents {
            let witness = judge.witness(&signed.file, &signed.key, (Namespace::Consent, at), &mut remarks);
            if is_operator(&witness, &signed.key) {
                own_consent = true;
                remarks.push(StatementFinding::ConsentOwn(signed.file.clone()));
            }
            consents.push(witness);
        }
        let is_signed = signer.as_ref().is_some_and(|signer| signer.name.is_some());
        let is_anchored = is_signed && ground.anchored.is_some() && !own_consent;
        let reached = if !is_signed {
            Level::Sealed
        } else if own_consent {
            Level::Signed
        } else if accepted && !rejected {
            Level::Countersigned
        } else if is_anchored {
            Level::Anchored
        } else {
            Level::Signed
        };
        let level = match (verification.sealed, verification.is_intact()) {
            (false, _) => Some(Level::Unsealed),
            (true, false) => None,
            (true, true) => Some(reached),
        };
        Self {
            level,
            signer,
            reviewers,
            consents,
            remarks,
            is_anchored: is_anchored && level.is_some(),
            is_doubtful: is_untrusted || rejected,
        }
    }

    /// Tells whether this is as good as is asked for. A countersignature does not stand for a time that others state.
    pub fn meets(&self, required: Level) -> bool {
        match required {
            Level::Anchored => self.is_anchored,
            Level::Unsealed | Level::Sealed | Level::Signed | Level::Countersigned => {
                self.level.is_some_and(|level| level >= required)
            }
        }
    }

    /// Tells whether the verifier's own list speaks against the signature, or somebody on it against the record.
    pub fn is_doubtful(&self) -> bool {
        self.is_doubtful
    }
}

/// Tells whether the verifier's list gives two keys to one person: it may name several for a line.
fn is_same_person(one: &Witness, other: &Witness) -> bool {
    let names = |witness: &'_ Witness| witness.name.clone().unwrap_or_default();
    let (one, other) = (names(one), names(other));
    one.split(',')
        .any(|name| !name.is_empty() && other.split(',').any(|other| other == name))
}

/// Whom the verifier knows, and who must not vouch for himself.
struct Judge<'g> {
    ground: Ground<'g>,
    own: Option<&'g Key>,
}

impl Judge<'_> {
    fn witness(
        &self,
        file: &str,
        key: &Key,
        (namespace, at): (Namespace, Timestamp),
        remarks: &mut Vec<StatementFinding>,
    ) -> Witness {
        let (file, fingerprint) = (file.to_owned(), key.fingerprint());
        // What the operator says of the operator's own run is named as that.
        let is_own = namespace != Namespace::Seal && Some(key) == self.own;
        let vouching = self.ground.trust.map(|trust| trust.vouching(key, namespace, at));
        let doubt = |finding: StatementFinding, remarks: &mut Vec<StatementFinding>| {
            if !is_own {
                remarks.push(finding);
            }
            None
        };
        let name = match vouching {
            None => None,
            Some(Vouching::Theirs(name)) => Some(name),
            Some(Vouching::Unknown) => doubt(
                StatementFinding::SignerUnknown {
                    file: file.clone(),
                    fingerprint: fingerprint.clone(),
                },
                remarks,
            ),
            Some(Vouching::OutOfTime(name)) => doubt(
                StatementFinding::SignerOutOfTime {
                    file: file.clone(),
                    name,
                    fingerprint: fingerprint.clone(),
                },
                remarks,
            ),
            Some(Vouching::NotForThis(name)) => doubt(
                StatementFinding::SignerNotForThis {
                    file: file.clone(),
                    name,
                    fingerprint: fingerprint.clone(),
                },
                remarks,
            ),
        };
        Witness {
            file,
            fingerprint,
            name,
        }
    }
}
