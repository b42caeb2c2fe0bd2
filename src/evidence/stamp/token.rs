//! A token: what an authority says of a hash and a moment, and whether it is to be believed.

use cms::content_info::ContentInfo;
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetString};
use der::{Any, Decode as _, Encode as _, Tag};
use jiff::{SignedDuration, Timestamp};

use super::certificate::{Certificate, is_same_name};
use super::fault::Fault;
use super::hash::{Hash, hex};
use super::roots::Roots;
use super::structure::{
    CONTENT_TYPE, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2, SigningCertificate,
    SigningCertificateV2, StatusInfo, TST_INFO, TstInfo,
};
use super::{moment, parts};
use crate::evidence::text::printable;

/// Longest token that is read, in bytes.
pub const TOKEN_LIMIT: usize = 64 * 1024;
/// Most certificates in a token.
const CERTIFICATES_LIMIT: usize = 16;
/// Longest text of a refusal that is shown, in characters.
const REFUSAL_LIMIT: usize = 300;

/// Tags of the fields of `SignedData` that follow the content (RFC 5652 section 5.1).
const CERTIFICATES: u8 = 0xa0;
const SIGNERS: u8 = 0x31;
/// Tag of signed attributes where they stand, and where they are signed (RFC 5652 section 5.4).
const ATTRIBUTES: u8 = 0xa0;
const ATTRIBUTES_SIGNED: u8 = 0x31;

/// A token as it was read.
#[derive(Clone, Debug)]
pub struct Token {
    facts: Facts,
    imprint: (Hash, Vec<u8>),
    nonce: Option<Vec<u8>>,
    /// The bytes of `TSTInfo`.
    content: Vec<u8>,
    signer: SignerInfo,
    /// The bytes of the signed attributes, as they are signed.
    attributes: Vec<u8>,
    certificates: Vec<Certificate>,
}

/// What a token says, in the words in which a trail keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// When.
    pub at: Timestamp,
    /// How far the time may be off, either way; none if the authority does not say.
    pub accuracy: Option<SignedDuration>,
    /// Policy, as an object identifier.
    pub policy: String,
    /// Serial number, in hex.
    pub serial: String,
    /// Who signed, as the certificate has it; empty if that is not in the token.
    pub authority: String,
}

impl Token {
    /// Reads a token: the answer of an authority (`TimeStampResp`), or what is signed in it alone.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > TOKEN_LIMIT {
            return Err(Fault::TooLarge(bytes.len()));
        }
        let outer = parts::of(bytes).map_err(broken)?;
        let Some(first) = outer.first() else {
            return Err(odd("empty"));
        };
        if first.first() == Some(&u8::from(Tag::ObjectIdentifier)) {
            return Self::of_signed(bytes);
        }
        let status = StatusInfo::from_der(first).map_err(broken)?;
        match (status.status, outer.as_slice()) {
            // granted, granted with modifications
            (0 | 1, [_, token]) => Self::of_signed(token),
            (0 | 1, _) => Err(odd("no token in the answer")),
            (number, _) => {
                let said = status.status_string.unwrap_or_default().join(" ");
                let said: String = format!("{number} {said}").chars().take(REFUSAL_LIMIT).collect();
                Err(Fault::Refused(said.trim().to_owned()))
            }
        }
    }

    fn of_signed(bytes: &[u8]) -> Result<Self, Fault> {
        let info = ContentInfo::from_der(bytes).map_err(broken)?;
        if info.content_type != SIGNED_DATA {
            return Err(odd("not signed data"));
        }
        let signed = info.content.to_der().map_err(broken)?;
        let fields = parts::of(&signed).map_err(broken)?;
        let [_version, _digests, content, rest @ ..] = fields.as_slice() else {
            return Err(odd("signed data cut short"));
        };
        let content = EncapsulatedContentInfo::from_der(content).map_err(broken)?;
        let holds_time = content.econtent_type == TST_INFO;
        let (true, Some(inner)) = (holds_time, content.econtent) else {
            return Err(odd("no time in it"));
        };
        let content = inner.decode_as::<OctetString>().map_err(broken)?.into_bytes();
        let signers = parts::tagged(rest, SIGNERS)
            .map(parts::of)
            .transpose()
            .map_err(broken)?;
        // RFC 3161 section 2.4.2: nobody signs but the authority.
        let [signer] = signers.as_deref().unwrap_or_default() else {
            return Err(odd("not exactly one signature"));
        };
        let attributes = parts::of(signer).map_err(broken)?;
        let attributes = parts::tagged(&attributes, ATTRIBUTES).ok_or_else(|| odd("no signed attributes"))?;
        let mut attributes = attributes.to_vec();
        if let Some(tag) = attributes.first_mut() {
            *tag = ATTRIBUTES_SIGNED;
        }
        let signer = SignerInfo::from_der(signer).map_err(broken)?;
        let certificates = certificates(rest)?;
        let info = TstInfo::from_der(&content).map_err(broken)?;
        Ok(Self {
            facts: facts(&info)?,
            imprint: imprint(&info)?,
            nonce: info.nonce.map(|nonce| nonce.as_bytes().to_vec()),
            content,
            signer,
            attributes,
            certificates,
        }
        .with_authority())
    }

    fn with_authority(mut self) -> Self {
        let owner = self.certificate().map(Certificate::owner);
        self.facts.authority = printable(&owner.unwrap_or_default());
        self
    }

    /// Returns what it says.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Checks that it is about these bytes.
    pub fn check_about(&self, bytes: &[u8]) -> Result<(), Fault> {
        self.check_hash(&self.imprint.0.of(bytes))
    }

    /// Checks that it is about what has this SHA-256.
    pub fn check_about_hash(&self, sha256: [u8; 32]) -> Result<(), Fault> {
        self.check_hash(&sha256)
    }

    fn check_hash(&self, wanted: &[u8]) -> Result<(), Fault> {
        if self.imprint.1 == wanted {
            return Ok(());
        }
        Err(Fault::ImprintDiffers {
            seen: hex(&self.imprint.1),
            wanted: hex(wanted),
        })
    }

    /// Checks that it answers a request with this nonce.
    pub(super) fn check_nonce(&self, nonce: &[u8]) -> Result<(), Fault> {
        if self.nonce.as_deref() == Some(nonce) {
            Ok(())
        } else {
            Err(Fault::NonceDiffers)
        }
    }

    /// Checks that it was issued under a policy.
    pub fn check_policy(&self, wanted: &str) -> Result<(), Fault> {
        if self.facts.policy == wanted {
            return Ok(());
        }
        Err(Fault::PolicyDiffers {
            seen: self.facts.policy.clone(),
            wanted: wanted.to_owned(),
        })
    }

    /// Returns everything that keeps its signature from being believed; without roots, as far as the token alone shows it.
    pub fn faults(&self, roots: Option<&Roots>) -> Vec<Fault> {
        let Some(signer) = self.certificate() else {
            return vec![Fault::SignerMissing];
        };
        let at = self.facts.at;
        let mut checks = vec![
            self.check_content(),
            self.check_named(signer),
            self.check_signature(signer),
            signer.check_purpose().map_err(Fault::Purpose),
            signer.check_extensions(),
            signer.check_valid(at),
        ];
        checks.extend(roots.map(|roots| roots.check(signer, &self.certificates, at)));
        checks.into_iter().filter_map(Result::err).collect()
    }

    /// Returns the certificate that the signer names.
    fn certificate(&self) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| match &self.signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(named) => {
                is_same_name(certificate.issuer(), &named.issuer)
                    && certificate.serial() == named.serial_number.as_bytes()
            }
            SignerIdentifier::SubjectKeyIdentifier(key) => certificate.has_key_named(key),
        })
    }

    /// Checks that the signed attributes are of this content (RFC 5652 section 11).
    fn check_content(&self) -> Result<(), Fault> {
        let hash = self.hash()?;
        let kind = self.attribute(CONTENT_TYPE).and_then(|value| value.decode_as().ok());
        let digest = self.attribute(MESSAGE_DIGEST);
        let digest = digest.and_then(|value| value.decode_as::<OctetString>().ok());
        if kind == Some(TST_INFO) && digest.is_some_and(|digest| digest.as_bytes() == hash.of(&self.content)) {
            Ok(())
        } else {
            Err(Fault::ContentDiffers)
        }
    }

    /// Checks that the signed attributes name this certificate (RFC 5816): by SHA-2, or by the SHA-1 of the older attribute.
    fn check_named(&self, signer: &Certificate) -> Result<(), Fault> {
        let newer = self.attribute(SIGNING_CERTIFICATE_V2).map(|value| {
            let named = value
                .decode_as::<SigningCertificateV2>()
                .ok()?
                .certs
                .into_iter()
                .next()?;
            let hash = match named.hash_algorithm {
                Some(algorithm) => Hash::named(algorithm.oid)?,
                None => Hash::Sha256,
            };
            Some(named.cert_hash.as_bytes() == signer.hash(hash))
        });
        let older = self.attribute(SIGNING_CERTIFICATE).map(|value| {
            let named = value.decode_as::<SigningCertificate>().ok()?.certs.into_iter().next()?;
            Some(named.cert_hash.as_bytes() == signer.sha1())
        });
        match (newer, older) {
            (None, None) => Err(Fault::SignerUnnamed),
            (Some(None | Some(false)), _) | (_, Some(None | Some(false))) => Err(Fault::SignerDiffers),
            (None | Some(Some(true)), None | Some(Some(true))) => Ok(()),
        }
    }

    fn check_signature(&self, signer: &Certificate) -> Result<(), Fault> {
        let signature = self.signer.signature.as_bytes();
        let algorithm = &self.signer.signature_algorithm;
        signer.check(algorithm, Some(self.hash()?), &self.attributes, signature)
    }

    fn hash(&self) -> Result<Hash, Fault> {
        let oid = self.signer.digest_alg.oid;
        Hash::named(oid).ok_or_else(|| Fault::Algorithm(oid.to_string()))
    }

    /// Returns the value of a signed attribute, if it is there once with one value.
    fn attribute(&self, kind: ObjectIdentifier) -> Option<&Any> {
        let attributes = self.signer.signed_attrs.as_ref()?;
        let mut found = attributes.iter().filter(|attribute| attribute.oid == kind);
        let (only, None) = (found.next()?, found.next()) else {
            return None;
        };
        match only.values.as_slice() {
            [value] => Some(value),
            _ => None,
        }
    }
}

fn certificates(fields: &[&[u8]]) -> Result<Vec<Certificate>, Fault> {
    let Some(set) = parts::tagged(fields, CERTIFICATES) else {
        return Ok(Vec::new());
    };
    let all = parts::of(set).map_err(broken)?;
    if all.len() > CERTIFICATES_LIMIT {
        return Err(odd("too many certificates"));
    }
    // Certificates of other kinds than X.509 have other tags, and sign no time.
    let of_sequence = u8::from(Tag::Sequence);
    let plain = all.into_iter().filter(|bytes| bytes.first() == Some(&of_sequence));
    plain.map(|bytes| Certificate::read(bytes).map_err(broken)).collect()
}

fn facts(info: &TstInfo) -> Result<Facts, Fault> {
    if info.version != 1 {
        return Err(odd("another version"));
    }
    if let Some(strange) = info.extensions.iter().flatten().find(|extension| extension.critical) {
        return Err(Fault::Extension(strange.extn_id.to_string()));
    }
    let at = moment::of_token(&info.gen_time).ok_or_else(|| odd("its time is none"))?;
    let accuracy = info.accuracy.map(|accuracy| {
        let micros =
            u64::from(accuracy.millis.unwrap_or_default()) * 1000 + u64::from(accuracy.micros.unwrap_or_default());
        SignedDuration::from_secs(accuracy.seconds.unwrap_or_default().into())
            + SignedDuration::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
    });
    Ok(Facts {
        at,
        accuracy,
        policy: printable(&info.policy.to_string()),
        serial: printable(&hex(info.serial_number.as_bytes())),
        authority: String::new(),
    })
}

fn imprint(info: &TstInfo) -> Result<(Hash, Vec<u8>), Fault> {
    let imprint = &info.message_imprint;
    let oid = imprint.hash_algorithm.oid;
    let hash = Hash::named(oid).ok_or_else(|| Fault::ImprintKind(oid.to_string()))?;
    Ok((hash, imprint.hashed_message.as_bytes().to_vec()))
}

fn odd(why: &str) -> Fault {
    Fault::Unparseable(why.to_owned())
}

fn broken(error: der::Error) -> Fault {
    Fault::Unparseable(error.to_string())
}
