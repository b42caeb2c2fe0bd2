//! The tokens of a bundle: each against what it should be about, against the trail, and against given roots.

use std::io;
use std::path::Path;

use jiff::Timestamp;

use super::fault::Fault;
use super::hash::sha256_of_hex;
use super::roots::Roots;
use super::token::{Facts, TOKEN_LIMIT, Token};
use crate::evidence::bundle::{BundleError, FILE_LIMIT, TRAIL_LIMIT, read_file};
use crate::evidence::format::{AnchorPlace, Anchored, Event};
use crate::evidence::journal::{self, Line};
use crate::evidence::{chain, paths};

/// Whom the verifier trusts, and what for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trust<'t> {
    /// Roots of the authorities; none if nobody is known.
    pub roots: Option<&'t Roots>,
    /// Policy that a token must have; none if any will do.
    pub policy: Option<&'t str>,
}

/// What a token of a bundle stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Right behind the first record: what follows is not older.
    Start,
    /// Around an act that destroys, behind this record.
    Act(u64),
    /// Over the seal: nothing in the bundle is younger.
    Seal,
}

/// A token of a bundle, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Path below the bundle's folder.
    pub path: String,
    /// What it stands for.
    pub place: Place,
    /// What it says; none if it cannot be read.
    pub facts: Option<Facts>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Judged {
    /// Tells whether nothing is wrong with it, as far as was asked.
    pub fn is_good(&self) -> bool {
        self.facts.is_some() && self.faults.is_empty()
    }
}

/// The tokens of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamps {
    /// Each, in the order of their places.
    pub tokens: Vec<Judged>,
    /// Whether they were held against roots; otherwise none proves anything yet.
    pub is_rooted: bool,
}

impl Stamps {
    /// Returns the good token before which nothing but the first record was written; none without roots.
    pub fn not_before(&self) -> Option<&Facts> {
        self.good(Place::Start).next()
    }

    /// Returns the earliest good token over the seal; none without roots.
    pub fn not_after(&self) -> Option<&Facts> {
        self.good(Place::Seal).min_by_key(|facts| facts.at)
    }

    /// Tells whether one of them is not good, and there are roots to hold it against.
    pub fn is_doubtful(&self) -> bool {
        self.is_rooted && self.tokens.iter().any(|token| !token.is_good())
    }

    fn good(&self, place: Place) -> impl Iterator<Item = &Facts> {
        let tokens = self.tokens.iter().filter(|_| self.is_rooted);
        tokens
            .filter(move |token| token.place == place && token.is_good())
            .filter_map(|token| token.facts.as_ref())
    }
}

/// Judges all tokens of a bundle.
pub fn judge(bundle: &Path, trust: Trust<'_>) -> Stamps {
    // What is wrong with the trail itself is not asked here.
    let trail = read_file(bundle, paths::TRAIL, TRAIL_LIMIT).unwrap_or_default();
    Stamps {
        tokens: tokens(bundle, &journal::read(&trail), trust),
        is_rooted: trust.roots.is_some(),
    }
}

/// Judges the tokens that lines of a trail name, and those over the seal.
pub(in crate::evidence) fn tokens(bundle: &Path, lines: &[Line], trust: Trust<'_>) -> Vec<Judged> {
    let named = lines.iter().filter_map(|line| {
        let record = line.record.as_ref().ok()?;
        let Event::Anchored(anchored) = &record.event else {
            return None;
        };
        Some(of_trail(bundle, lines, record.seq, anchored, trust))
    });
    let sealing = paths::seal_tokens().filter_map(|path| over_seal(bundle, path, trust));
    named.chain(sealing).collect()
}

fn of_trail(bundle: &Path, lines: &[Line], seq: u64, anchored: &Anchored, trust: Trust<'_>) -> Judged {
    let path = anchored.file.path.clone();
    let place = match anchored.place {
        AnchorPlace::Start => Place::Start,
        AnchorPlace::Act => Place::Act(anchored.over),
    };
    let judged = |facts, faults| Judged {
        path: path.clone(),
        place,
        facts,
        faults,
    };
    let bytes = match token_bytes(bundle, &path) {
        Ok(bytes) => bytes,
        Err(fault) => return judged(None, vec![fault]),
    };
    let mut faults = Vec::new();
    if chain::sha256(&bytes) != anchored.file.sha256 {
        faults.push(Fault::HashDiffers);
    }
    let token = match Token::read(&bytes) {
        Ok(token) => token,
        Err(fault) => {
            faults.push(fault);
            return judged(None, faults);
        }
    };
    let line = usize::try_from(anchored.over).ok().and_then(|over| lines.get(over));
    // What stands between the record that a token is about and the one that names the token is not bound by it.
    let is_placed = match anchored.place {
        AnchorPlace::Start => (anchored.over, seq) == (0, 1),
        AnchorPlace::Act => anchored.over.checked_add(1) == Some(seq),
    };
    let hash = line.filter(|_| is_placed).and_then(|line| sha256_of_hex(&line.hash));
    let about = match hash {
        Some(hash) => token.check_about_hash(hash),
        None => Err(Fault::TrailDiffers {
            told: format!("nr {}", anchored.over),
            seen: String::new(),
        }),
    };
    faults.extend(about.err());
    faults.extend(told_otherwise(anchored, token.facts()));
    faults.extend(trust.policy.and_then(|policy| token.check_policy(policy).err()));
    faults.extend(token.faults(trust.roots));
    judged(Some(token.facts().clone()), faults)
}

/// Compares what the trail says of a token with the token.
fn told_otherwise(told: &Anchored, facts: &Facts) -> Option<Fault> {
    let at = told.gen_time.parse::<Timestamp>();
    let is_so = at.is_ok_and(|at| at == facts.at)
        && (&told.policy, &told.serial, &told.tsa) == (&facts.policy, &facts.serial, &facts.authority);
    (!is_so).then(|| Fault::TrailDiffers {
        told: format!("{} {} {} {}", told.gen_time, told.policy, told.serial, told.tsa),
        seen: format!("{} {} {} {}", facts.at, facts.policy, facts.serial, facts.authority),
    })
}

fn over_seal(bundle: &Path, path: String, trust: Trust<'_>) -> Option<Judged> {
    let read = token_bytes(bundle, &path).and_then(|bytes| Token::read(&bytes));
    let (facts, faults) = match read {
        Err(Fault::Missing) => return None,
        Err(fault) => (None, vec![fault]),
        Ok(token) => {
            let about = match read_file(bundle, paths::SEAL, FILE_LIMIT) {
                Ok(seal) => token.check_about(&seal).err(),
                Err(error) => Some(Fault::Unreadable(error.to_string())),
            };
            let policy = trust.policy.and_then(|policy| token.check_policy(policy).err());
            let faults = about.into_iter().chain(policy).chain(token.faults(trust.roots));
            (Some(token.facts().clone()), faults.collect())
        }
    };
    Some(Judged {
        path,
        place: Place::Seal,
        facts,
        faults,
    })
}

fn token_bytes(bundle: &Path, path: &str) -> Result<Vec<u8>, Fault> {
    let error = match read_file(bundle, path, TOKEN_LIMIT as u64) {
        Ok(bytes) => return Ok(bytes),
        Err(error) => error,
    };
    match &error {
        BundleError::File { source, .. } if source.kind() == io::ErrorKind::NotFound => Err(Fault::Missing),
        BundleError::TooLarge(_) => Err(Fault::TooLarge(TOKEN_LIMIT)),
        BundleError::File { .. }
        | BundleError::UnknownFormat(_)
        | BundleError::Line { .. }
        | BundleError::OutOfPlace { .. }
        | BundleError::Empty
        | BundleError::Seal(_)
        | BundleError::Path(_) => Err(Fault::Unreadable(error.to_string())),
    }
}
