//! From the certificate of a signer to one of the roots that the verifier gave.

use jiff::Timestamp;

use super::certificate::{Certificate, is_same_name, shown};
use super::fault::Fault;

/// Most roots that are read.
const ROOTS_LIMIT: usize = 256;
/// Longest file of roots, in bytes.
const FILE_LIMIT: usize = 4 * 1024 * 1024;
/// Most certificates between signer and root.
const LONGEST: usize = 8;
/// Most signatures that are checked: certificates that name each other in circles must not keep the machine busy.
const MOST_CHECKS: usize = 64;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Certificates that the verifier trusts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots(Vec<Certificate>);

/// Why a file holds no roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootsFault {
    /// Longer than any such file.
    TooLarge,
    /// No certificate in it.
    None,
    /// More certificates than are read.
    TooMany,
    /// One of them, counted from 1, is none.
    Broken(usize),
}

impl Roots {
    /// Reads certificates in PEM (RFC 7468); what stands between them is for people.
    pub fn of_pem(bytes: &[u8]) -> Result<Self, RootsFault> {
        if bytes.len() > FILE_LIMIT {
            return Err(RootsFault::TooLarge);
        }
        let text = String::from_utf8_lossy(bytes);
        let mut roots = Vec::new();
        for (piece, number) in text.split(BEGIN).skip(1).zip(1..) {
            if number > ROOTS_LIMIT {
                return Err(RootsFault::TooMany);
            }
            let broken = || RootsFault::Broken(number);
            let (body, _) = piece.split_once(END).ok_or_else(broken)?;
            let pem = format!("{BEGIN}{body}{END}\n");
            let (_, der) = der::pem::decode_vec(pem.as_bytes()).map_err(|_| broken())?;
            roots.push(Certificate::read(&der).map_err(|_| broken())?);
        }
        if roots.is_empty() {
            return Err(RootsFault::None);
        }
        Ok(Self(roots))
    }

    /// Adds the roots of another file.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Checks that a chain leads from a signer over some of the others to a root, valid at a moment all along.
    pub(super) fn check(&self, signer: &Certificate, others: &[Certificate], at: Timestamp) -> Result<(), Fault> {
        if self.0.contains(signer) {
            return Ok(());
        }
        let mut search = Search {
            roots: &self.0,
            others,
            at,
            left: MOST_CHECKS,
            near: None,
        };
        if search.leads_to_root(signer, 0) {
            return Ok(());
        }
        Err(search.near.unwrap_or_else(|| Fault::NoRoot(shown(signer.issuer()))))
    }
}

/// A search for a chain.
struct Search<'s> {
    roots: &'s [Certificate],
    others: &'s [Certificate],
    at: Timestamp,
    left: usize,
    /// Why the chain that came nearest to a root is none.
    near: Option<Fault>,
}

impl Search<'_> {
    fn leads_to_root(&mut self, below: &Certificate, depth: usize) -> bool {
        if self.issuers(self.roots, below, depth).next().is_some() {
            return true;
        }
        if depth >= LONGEST {
            return false;
        }
        let between: Vec<Certificate> = self.issuers(self.others, below, depth).cloned().collect();
        if let (Some(last), None) = (between.last(), &self.near) {
            self.near = Some(Fault::NoRoot(shown(last.issuer())));
        }
        between
            .iter()
            .any(|issuer| issuer != below && self.leads_to_root(issuer, depth + 1))
    }

    /// Returns those that issued a certificate, and were allowed to.
    fn issuers<'c>(
        &mut self,
        among: &'c [Certificate],
        below: &Certificate,
        depth: usize,
    ) -> impl Iterator<Item = &'c Certificate> + use<'c> {
        let mut found = Vec::new();
        for issuer in among
            .iter()
            .filter(|issuer| is_same_name(issuer.subject(), below.issuer()))
        {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            let checked = below
                .check_issued_by(issuer)
                .and_then(|()| issuer.check_authority(depth))
                .and_then(|()| issuer.check_extensions())
                .and_then(|()| issuer.check_valid(self.at));
            match checked {
                Ok(()) => found.push(issuer),
                Err(fault) => self.near = Some(fault),
            }
        }
        found.into_iter()
    }
}
