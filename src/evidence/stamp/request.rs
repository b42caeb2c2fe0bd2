//! A request for a token (RFC 3161 section 2.4.1).

use der::Encode as _;
use der::asn1::{Int, ObjectIdentifier, OctetString};
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::fault::Fault;
use super::hash::Hash;
use super::structure::{MessageImprint, TimeStampReq};
use super::token::Token;

/// Bytes of a nonce.
pub const NONCE: usize = 16;

/// A request, with what its answer must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    bytes: Vec<u8>,
    hash: [u8; 32],
    nonce: Vec<u8>,
    policy: Option<String>,
}

impl Request {
    /// Asks for a token about what has this SHA-256, under a policy if one is wanted.
    pub fn about(hash: [u8; 32], nonce: [u8; NONCE], policy: Option<&str>) -> Result<Self, Fault> {
        let failed = |error: der::Error| Fault::Unparseable(error.to_string());
        // A number without a sign, and without zeros in front: it comes back as it is written.
        let mut nonce = nonce;
        nonce[0] = nonce[0] & 0x3f | 0x40;
        let wanted = policy.map(ObjectIdentifier::new).transpose();
        let request = TimeStampReq {
            version: 1,
            message_imprint: MessageImprint {
                hash_algorithm: AlgorithmIdentifierOwned {
                    oid: Hash::Sha256.oid(),
                    parameters: None,
                },
                hashed_message: OctetString::new(hash).map_err(failed)?,
            },
            policy: wanted.map_err(|error| Fault::Unparseable(error.to_string()))?,
            nonce: Some(Int::new(&nonce).map_err(failed)?),
            cert_req: true,
        };
        Ok(Self {
            bytes: request.to_der().map_err(failed)?,
            hash,
            nonce: nonce.to_vec(),
            policy: policy.map(str::to_owned),
        })
    }

    /// Returns the bytes to be sent.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads an answer, which must be one to this request, signed as its own certificate says.
    pub fn accept(&self, answer: &[u8]) -> Result<Token, Fault> {
        let token = Token::read(answer)?;
        token.check_about_hash(self.hash)?;
        token.check_nonce(&self.nonce)?;
        if let Some(policy) = &self.policy {
            token.check_policy(policy)?;
        }
        match token.faults(None).into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(token),
        }
    }
}

#[cfg(test)]
mod tests {
    use der::Decode as _;

    use super::*;

    #[test]
    fn a_request_reads_as_one_whatever_its_nonce() {
        for nonce in [[0; NONCE], [0xff; NONCE]] {
            let request = Request::about([7; 32], nonce, Some("1.2.3.4")).unwrap();
            let read = TimeStampReq::from_der(request.bytes()).unwrap();
            assert_eq!(read.nonce.unwrap().as_bytes(), request.nonce);
            assert_eq!(read.message_imprint.hashed_message.as_bytes(), [7; 32]);
            assert!(read.cert_req);
        }
        assert!(Request::about([7; 32], [0; NONCE], Some("not.an.oid")).is_err());
    }
}
