//! Signatures: ECDSA on P-256 and P-384, RSA with PKCS#1 v1.5 and PSS, each over SHA-256, SHA-384 or SHA-512.

use der::asn1::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::RsaPssParams;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::fault::Fault;
use super::hash::Hash;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.8");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
const EC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.4");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");

/// Shortest RSA key that is accepted, in bytes.
const RSA_LEAST: usize = 2048 / 8;
/// Longest one, in bits: longer ones only keep the machine busy.
const RSA_MOST: usize = 8192;

/// How something is signed.
enum Scheme {
    Ecdsa(Hash),
    Pkcs1(Hash),
    Pss(Hash, u8),
}

/// Checks the signature of a message; `declared` is the hash that stands beside the algorithm, if one does.
pub(super) fn check(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    declared: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Fault> {
    let scheme = Scheme::of(algorithm, declared)?;
    let hash = scheme.hash();
    if declared.is_some_and(|declared| declared != hash) {
        return Err(Fault::Algorithm("two different hashes are named".to_owned()));
    }
    let hashed = hash.of(message);
    match scheme {
        Scheme::Ecdsa(_) => check_ecdsa(key, &hashed, signature),
        Scheme::Pkcs1(_) => check_rsa(key, &hashed, signature, |key| {
            let padding = match hash {
                Hash::Sha256 => Pkcs1v15Sign::new::<rsa::sha2::Sha256>(),
                Hash::Sha384 => Pkcs1v15Sign::new::<rsa::sha2::Sha384>(),
                Hash::Sha512 => Pkcs1v15Sign::new::<rsa::sha2::Sha512>(),
            };
            key.verify(padding, &hashed, signature).is_ok()
        }),
        Scheme::Pss(_, salt) => check_rsa(key, &hashed, signature, |key| {
            let salt = usize::from(salt);
            let padding = match hash {
                Hash::Sha256 => Pss::new_with_salt::<rsa::sha2::Sha256>(salt),
                Hash::Sha384 => Pss::new_with_salt::<rsa::sha2::Sha384>(salt),
                Hash::Sha512 => Pss::new_with_salt::<rsa::sha2::Sha512>(salt),
            };
            key.verify(padding, &hashed, signature).is_ok()
        }),
    }
}

impl Scheme {
    fn of(algorithm: &AlgorithmIdentifierOwned, declared: Option<Hash>) -> Result<Self, Fault> {
        let refused = || Fault::Algorithm(algorithm.oid.to_string());
        Ok(match algorithm.oid {
            ECDSA_SHA256 => Self::Ecdsa(Hash::Sha256),
            ECDSA_SHA384 => Self::Ecdsa(Hash::Sha384),
            ECDSA_SHA512 => Self::Ecdsa(Hash::Sha512),
            RSA_SHA256 => Self::Pkcs1(Hash::Sha256),
            RSA_SHA384 => Self::Pkcs1(Hash::Sha384),
            RSA_SHA512 => Self::Pkcs1(Hash::Sha512),
            // RFC 3370 section 3.2: the hash stands beside it.
            RSA => Self::Pkcs1(declared.ok_or_else(refused)?),
            RSA_PSS => {
                let parameters = algorithm.parameters.as_ref().ok_or_else(refused)?;
                let bytes = parameters.to_der().map_err(|_| refused())?;
                let parameters = RsaPssParams::from_der(&bytes).map_err(|_| refused())?;
                let hash = Hash::named(parameters.hash.oid).ok_or_else(refused)?;
                let mask = parameters.mask_gen.parameters.map(|inner| inner.oid);
                if parameters.mask_gen.oid != MGF1 || mask != Some(hash.oid()) {
                    return Err(refused());
                }
                Self::Pss(hash, parameters.salt_len)
            }
            _ => return Err(refused()),
        })
    }

    fn hash(&self) -> Hash {
        match self {
            Self::Ecdsa(hash) | Self::Pkcs1(hash) | Self::Pss(hash, _) => *hash,
        }
    }
}

fn check_ecdsa(key: &SubjectPublicKeyInfoOwned, hashed: &[u8], signature: &[u8]) -> Result<(), Fault> {
    let refused = || Fault::Algorithm(key.algorithm.oid.to_string());
    if key.algorithm.oid != EC_KEY {
        return Err(refused());
    }
    let parameters = key.algorithm.parameters.as_ref().ok_or_else(refused)?;
    let curve: ObjectIdentifier = parameters.decode_as().map_err(|_| refused())?;
    let point = key.subject_public_key.as_bytes().ok_or_else(refused)?;
    let is_good = match curve {
        P256 => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(|_| refused())?;
            p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(hashed, &signature).is_ok())
        }
        P384 => {
            let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(|_| refused())?;
            p384::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(hashed, &signature).is_ok())
        }
        other => return Err(Fault::Algorithm(other.to_string())),
    };
    if is_good { Ok(()) } else { Err(Fault::SignatureWrong) }
}

fn check_rsa(
    key: &SubjectPublicKeyInfoOwned,
    hashed: &[u8],
    signature: &[u8],
    verifies: impl FnOnce(&RsaPublicKey) -> bool,
) -> Result<(), Fault> {
    let refused = || Fault::Algorithm(key.algorithm.oid.to_string());
    if ![RSA, RSA_PSS].contains(&key.algorithm.oid) {
        return Err(refused());
    }
    let bytes = key.subject_public_key.as_bytes().ok_or_else(refused)?;
    let parts = rsa::pkcs1::RsaPublicKey::from_der(bytes).map_err(|_| refused())?;
    let number = |part: rsa::pkcs1::UintRef<'_>| rsa::BigUint::from_bytes_be(part.as_bytes());
    let key = RsaPublicKey::new_with_max_size(number(parts.modulus), number(parts.public_exponent), RSA_MOST);
    let key = key.map_err(|_| refused())?;
    if key.size() < RSA_LEAST {
        return Err(Fault::Algorithm(format!("RSA {}", key.size() * 8)));
    }
    // A signature is as long as its key; anything else need not be worked on.
    if signature.len() == key.size() && !hashed.is_empty() && verifies(&key) {
        Ok(())
    } else {
        Err(Fault::SignatureWrong)
    }
}
