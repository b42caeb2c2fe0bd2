//! Whether the verdicts on a bundle are enough, by the rules of whoever verifies. No bundle says how many it needs.
//!
//! Somebody who carried out the run counts as no reviewer, one person counts once, and one rejection is enough to reject.

use jiff::Timestamp;

use crate::text::label::Label;

use super::signature::{Key, Namespace};
use super::statements::{Review, Ruling};
use super::trust::{TrustFile, Vouching};
use super::verify::Verification;

/// What an office asks of the verdicts on a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// So many persons must accept.
    pub quorum: usize,
    /// Whose verdicts count, by the names of the trust file; empty stands for everybody.
    pub reviewers: Vec<String>,
    /// Whether reviews count that nobody signed: then whoever has the bundle can write them.
    pub unsigned: bool,
}

/// What the verdicts come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Enough persons accept, and nobody rejects.
    Accepted,
    /// Too few accept so far.
    Short,
    /// Somebody whose verdict counts rejects.
    Rejected,
}

/// Why a verdict does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// It is by whoever carried out the run.
    Operator,
    /// Nobody signed it.
    Unsigned,
    /// The trust file does not say whose key it is, for this purpose and time.
    Unknown,
    /// The policy does not name the person.
    NotNamed,
    /// The same person has accepted already.
    Again,
}

/// A verdict and whether it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its file.
    pub file: String,
    /// Whose it is: by the trust file, or, if that does not say so, as the verdict says itself.
    pub name: String,
    /// The verdict.
    pub verdict: Ruling,
    /// Why it does not count; none if it does.
    pub passed_over: Option<PassedOver>,
}

/// The verdicts of a bundle, held against a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What they come to.
    pub decision: Decision,
    /// How many persons accept.
    pub accepted: usize,
    /// How many must.
    pub quorum: usize,
    /// Each verdict.
    pub verdicts: Vec<Counted>,
}

/// Who carried out the run, as far as that is known.
struct Operator<'o> {
    /// The key that signed the seal.
    key: Option<&'o Key>,
    /// Whose key that is, by the trust file.
    name: Option<String>,
    /// Name of the account that carried it out; none if the trail does not say.
    account: Option<&'o str>,
}

impl Tally {
    /// Holds the verdicts of a bundle against a policy. `operator` is the account of the run, as its trail has it.
    pub fn of(
        verification: &Verification,
        policy: &Policy,
        trust: Option<&TrustFile>,
        (operator, now): (Option<&str>, Timestamp),
    ) -> Self {
        let statements = &verification.statements;
        let whose = |key, purpose| owner(trust, (key, purpose), now);
        let operator = Operator::of(verification, trust, (operator, now));
        let signed = statements.reviews.iter().map(|signed| {
            let name = whose(&signed.key, Namespace::Review);
            (&signed.file, &signed.review, Some(&signed.key), name)
        });
        let unsigned = statements
            .unsigned
            .iter()
            .map(|each| (&each.file, &each.review, None, None));
        let mut accepted: Vec<String> = Vec::new();
        let mut is_rejected = false;
        let mut verdicts = Vec::new();
        for (file, review, key, known) in signed.chain(unsigned) {
            let mut passed_over = operator
                .is_behind(&review.name, key, known.as_deref())
                .then_some(PassedOver::Operator)
                .or_else(|| policy.refuses(review, key.is_some(), known.as_deref()));
            let name = known.unwrap_or_else(|| review.name.clone());
            if passed_over.is_none() {
                match review.verdict {
                    Ruling::Rejected => is_rejected = true,
                    Ruling::Accepted if accepted.iter().any(|other| is_same(other, &name)) => {
                        passed_over = Some(PassedOver::Again);
                    }
                    Ruling::Accepted => accepted.push(name.clone()),
                }
            }
            verdicts.push(Counted {
                file: file.clone(),
                name,
                verdict: review.verdict,
                passed_over,
            });
        }
        let decision = if is_rejected {
            Decision::Rejected
        } else if accepted.len() >= policy.quorum && verification.sealed && verification.is_intact() {
            Decision::Accepted
        } else {
            Decision::Short
        };
        Self {
            decision,
            accepted: accepted.len(),
            quorum: policy.quorum,
            verdicts,
        }
    }
}

impl Policy {
    fn refuses(&self, review: &Review, is_signed: bool, known: Option<&str>) -> Option<PassedOver> {
        if !is_signed && !self.unsigned {
            return Some(PassedOver::Unsigned);
        }
        if is_signed && known.is_none() && !self.unsigned {
            return Some(PassedOver::Unknown);
        }
        let name = known.unwrap_or(&review.name);
        let is_named = self.reviewers.is_empty() || self.reviewers.iter().any(|wanted| is_same(wanted, name));
        (!is_named).then_some(PassedOver::NotNamed)
    }
}

impl<'o> Operator<'o> {
    fn of(
        verification: &'o Verification,
        trust: Option<&TrustFile>,
        (account, now): (Option<&'o str>, Timestamp),
    ) -> Self {
        let key = verification.statements.seal.as_ref();
        Self {
            key,
            name: key.and_then(|key| owner(trust, (key, Namespace::Seal), now)),
            account,
        }
    }

    fn is_behind(&self, name: &str, key: Option<&Key>, known: Option<&str>) -> bool {
        let signed_the_seal = key.is_some() && key == self.key;
        let is_same_person = match (known, self.name.as_deref()) {
            (Some(known), Some(name)) => is_same(known, name),
            (Some(_) | None, Some(_) | None) => false,
        };
        // A name that the trust file vouches for says more than what a document says of itself.
        let says_so = known.is_none() && self.account.is_some_and(|account| is_same(account, name));
        signed_the_seal || is_same_person || says_so
    }
}

/// Tells whether somebody who is about to review a bundle is whoever carried out the run, as far as that is known.
pub fn is_operator(
    verification: &Verification,
    trust: Option<&TrustFile>,
    (operator, now): (Option<&str>, Timestamp),
    (name, key): (&str, Option<&Key>),
) -> bool {
    let known = key.and_then(|key| owner(trust, (key, Namespace::Review), now));
    Operator::of(verification, trust, (operator, now)).is_behind(name, key, known.as_deref())
}

/// Returns whose key this is by the trust file; none if that does not say so, for this purpose and time.
fn owner(trust: Option<&TrustFile>, (key, purpose): (&Key, Namespace), now: Timestamp) -> Option<String> {
    match trust.map(|trust| trust.vouching(key, purpose, now)) {
        Some(Vouching::Theirs(name)) => Some(name),
        Some(Vouching::NotForThis(_) | Vouching::OutOfTime(_) | Vouching::Unknown) | None => None,
    }
}

/// Tells whether two lists of names, as a trust file has them, have one in common.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| Label::new(name).as_str().to_lowercase();
    one.split(',')
        .map(plain)
        .any(|name| !name.is_empty() && other.split(',').map(plain).any(|other| other == name))
}
