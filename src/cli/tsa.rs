//! Asks a time stamping authority over plain HTTP (RFC 3161 section 3.4). A token is signed: its value does not rest on the
//! way that it came, so no encryption is needed, and none is offered.

use std::collections::VecDeque;
use std::time::Duration;

use http::{Request as HttpRequest, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use url::Url;

use crate::evidence::stamp::{Fault, NONCE, Request, TOKEN_LIMIT, Token};

/// Longest time that an authority is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// No token was got.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TsaFault {
    /// The system has no random bits.
    Randomness,
    /// No connection, or it broke off.
    Unreachable,
    /// No answer in time.
    Silent,
    /// An answer that is none to the request: its HTTP status.
    Status(u16),
    /// The answer is not a good token.
    Answer(Fault),
}

/// A token with its bytes as they came.
pub(super) struct Answer {
    pub(super) token: Token,
    pub(super) bytes: Vec<u8>,
}

/// Asks an authority for a token about what has this SHA-256, and checks the answer as far as it shows by itself.
pub(super) async fn ask(tsa: &Url, sha256: [u8; 32]) -> Result<Answer, TsaFault> {
    let request = Request::about(sha256, nonce()?, None).map_err(TsaFault::Answer)?;
    let answering = tokio::time::timeout(PATIENCE, Box::pin(exchange(tsa, request.bytes())));
    let bytes = answering.await.map_err(|_| TsaFault::Silent)??;
    let token = request.accept(&bytes).map_err(TsaFault::Answer)?;
    Ok(Answer { token, bytes })
}

/// Returns random bits that no other request has.
pub(super) fn nonce() -> Result<[u8; NONCE], TsaFault> {
    let mut nonce = [0_u8; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| TsaFault::Randomness)?;
    Ok(nonce)
}

async fn exchange(tsa: &Url, request: &[u8]) -> Result<Vec<u8>, TsaFault> {
    let body = Full::new(VecDeque::from(request.to_vec()));
    let post = HttpRequest::post(tsa.as_str())
        .header(header::CONTENT_TYPE, "application/timestamp-query")
        .header(header::ACCEPT, "application/timestamp-reply")
        .body(body)
        .map_err(|_| TsaFault::Unreachable)?;
    let client = Client::builder(TokioExecutor::new()).build_http();
    let answer = client.request(post).await.map_err(|_| TsaFault::Unreachable)?;
    let status = answer.status();
    if status != StatusCode::OK {
        return Err(TsaFault::Status(status.as_u16()));
    }
    match Limited::new(answer.into_body(), TOKEN_LIMIT).collect().await {
        Ok(body) => Ok(body.to_bytes().to_vec()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            Err(TsaFault::Answer(Fault::TooLarge(TOKEN_LIMIT)))
        }
        Err(_) => Err(TsaFault::Unreachable),
    }
}
