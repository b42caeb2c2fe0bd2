//! A certificate (RFC 5280), with the bytes that were signed as they stand.

use der::asn1::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use jiff::Timestamp;
use sha2::Digest as _;
use x509_cert::TbsCertificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectKeyIdentifier};
use x509_cert::name::Name;

use super::fault::{Fault, Purpose};
use super::hash::Hash;
use super::structure::TIME_STAMPING;
use super::{moment, parts, signature};

/// Longest name that is shown of a certificate, in characters.
const NAME_LIMIT: usize = 200;

const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37");
/// What a policy says is for people: it never forbids a chain by itself.
const POLICIES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.32");
const ALTERNATIVE_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
/// Critical extensions that are understood (RFC 5280 section 4.2).
const UNDERSTOOD: [ObjectIdentifier; 5] = [
    BASIC_CONSTRAINTS,
    KEY_USAGE,
    EXTENDED_KEY_USAGE,
    POLICIES,
    ALTERNATIVE_NAME,
];

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Certificate {
    /// All of it, as it stands.
    bytes: Vec<u8>,
    /// The part that is signed, as it stands.
    signed: Vec<u8>,
    whole: x509_cert::Certificate,
}

impl Certificate {
    pub(super) fn read(bytes: &[u8]) -> der::Result<Self> {
        let whole = x509_cert::Certificate::from_der(bytes)?;
        let signed = parts::of(bytes)?.first().map(|part| part.to_vec()).unwrap_or_default();
        Ok(Self {
            bytes: bytes.to_vec(),
            signed,
            whole,
        })
    }

    fn body(&self) -> &TbsCertificate {
        &self.whole.tbs_certificate
    }

    pub(super) fn issuer(&self) -> &Name {
        &self.body().issuer
    }

    pub(super) fn subject(&self) -> &Name {
        &self.body().subject
    }

    pub(super) fn serial(&self) -> &[u8] {
        self.body().serial_number.as_bytes()
    }

    /// Returns whose it is, for people.
    pub(super) fn owner(&self) -> String {
        shown(self.subject())
    }

    /// Tells whether it names its key by these bytes.
    pub(super) fn has_key_named(&self, name: &SubjectKeyIdentifier) -> bool {
        matches!(self.body().get::<SubjectKeyIdentifier>(), Ok(Some((_, own))) if own == *name)
    }

    /// Returns the hash of the whole certificate, by which ESSCertIDv2 names it.
    pub(super) fn hash(&self, hash: Hash) -> Vec<u8> {
        hash.of(&self.bytes)
    }

    /// Returns the SHA-1 of the whole certificate, by which ESSCertID names it.
    pub(super) fn sha1(&self) -> Vec<u8> {
        sha1::Sha1::digest(&self.bytes).to_vec()
    }

    /// Checks a signature by its key.
    pub(super) fn check(
        &self,
        algorithm: &x509_cert::spki::AlgorithmIdentifierOwned,
        declared: Option<Hash>,
        message: &[u8],
        signed: &[u8],
    ) -> Result<(), Fault> {
        signature::check(
            &self.body().subject_public_key_info,
            algorithm,
            declared,
            message,
            signed,
        )
    }

    /// Checks that another certificate signed this one.
    pub(super) fn check_issued_by(&self, issuer: &Self) -> Result<(), Fault> {
        let signed = self.whole.signature.as_bytes().ok_or(Fault::SignatureWrong)?;
        issuer.check(&self.whole.signature_algorithm, None, &self.signed, signed)
    }

    /// Checks that it was valid at a moment.
    pub(super) fn check_valid(&self, at: Timestamp) -> Result<(), Fault> {
        let validity = &self.body().validity;
        let (from, to) = (
            moment::of_certificate(&validity.not_before),
            moment::of_certificate(&validity.not_after),
        );
        // The last second counts as a whole.
        if from <= at && at.as_second() <= to.as_second() {
            return Ok(());
        }
        Err(Fault::NotValidThen {
            subject: self.owner(),
            from: from.to_string(),
            to: to.to_string(),
        })
    }

    /// Checks that it demands nothing that is not understood.
    pub(super) fn check_extensions(&self) -> Result<(), Fault> {
        let extensions = self.body().extensions.iter().flatten();
        let strange = extensions
            .filter(|extension| extension.critical)
            .find(|extension| !UNDERSTOOD.contains(&extension.extn_id));
        strange.map_or(Ok(()), |strange| Err(Fault::Extension(strange.extn_id.to_string())))
    }

    /// Checks that its key is for time stamps and for nothing else (RFC 3161 section 2.3).
    pub(super) fn check_purpose(&self) -> Result<(), Purpose> {
        let Ok(Some((is_critical, ExtendedKeyUsage(purposes)))) = self.body().get::<ExtendedKeyUsage>() else {
            return Err(Purpose::Absent);
        };
        if !purposes.contains(&TIME_STAMPING) {
            return Err(Purpose::Other);
        }
        if purposes.len() != 1 {
            return Err(Purpose::Additional);
        }
        if !is_critical {
            return Err(Purpose::NotCritical);
        }
        match self.body().get::<KeyUsage>() {
            Ok(None) => Ok(()),
            Ok(Some((_, usage))) if usage.digital_signature() || usage.non_repudiation() => Ok(()),
            Ok(Some(_)) | Err(_) => Err(Purpose::NotForSigning),
        }
    }

    /// Checks that it may issue certificates below which that many others stand.
    pub(super) fn check_authority(&self, below: usize) -> Result<(), Fault> {
        let refused = || Fault::NotAnAuthority(self.owner());
        let Ok(Some((_, constraints))) = self.body().get::<BasicConstraints>() else {
            return Err(refused());
        };
        let is_short = constraints
            .path_len_constraint
            .is_none_or(|most| below <= usize::from(most));
        let may_sign = match self.body().get::<KeyUsage>() {
            Ok(None) => true,
            Ok(Some((_, usage))) => usage.key_cert_sign(),
            Err(_) => false,
        };
        if constraints.ca && is_short && may_sign {
            Ok(())
        } else {
            Err(refused())
        }
    }
}

/// Tells whether two names are one: as bytes, which is how authorities copy them.
pub(super) fn is_same_name(one: &Name, other: &Name) -> bool {
    matches!((one.to_der(), other.to_der()), (Ok(one), Ok(other)) if one == other)
}

/// Returns a name for people, shortened.
pub(super) fn shown(name: &Name) -> String {
    name.to_string().chars().take(NAME_LIMIT).collect()
}
