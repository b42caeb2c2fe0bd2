//! One call of a service over HTTP: a message there, a message or a fault back.

use std::time::Duration;
use std::{fmt, io};

use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{self, Request};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;

use super::{Envelope, Exception, Malformed, SOAP};

/// How long a service may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer that is read.
const LARGEST: usize = 16 * 1024 * 1024;

/// Why a call brought nothing.
#[derive(Debug)]
pub(crate) enum ExchangeError {
    /// The message could not be written.
    Write(io::Error),
    /// The address is no address.
    Address(http::Error),
    /// Nobody answered, or not to the end.
    Connection(Box<dyn std::error::Error + Send + Sync>),
    /// No answer came in time.
    Late,
    /// The answer is no message of the service.
    Answer(Malformed),
    /// The receiver answered, but does not say that it took the document.
    NotTaken,
    /// The service said why not.
    Refused(Exception),
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(error) => write!(f, "cannot write the message: {error}"),
            Self::Address(error) => write!(f, "the address is wrong: {error}"),
            Self::Connection(error) => write!(f, "the service did not answer: {error}"),
            Self::Late => write!(f, "the service did not answer in time"),
            Self::Answer(error) => write!(f, "the answer is no message of the service: {error}"),
            Self::NotTaken => write!(f, "the receiver did not take the document"),
            Self::Refused(Exception { code, message }) => write!(f, "the service refused: {code} {message}"),
        }
    }
}

impl std::error::Error for ExchangeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Write(error) => Some(error),
            Self::Address(error) => Some(error),
            Self::Connection(error) => Some(error.as_ref()),
            Self::Answer(error) => Some(error),
            Self::Late | Self::NotTaken | Self::Refused(_) => None,
        }
    }
}

/// Sends a written message and reads the answer.
pub(crate) async fn call(url: &str, action: &str, written: io::Result<Vec<u8>>) -> Result<Envelope, ExchangeError> {
    let request = Request::post(url)
        .header(CONTENT_TYPE, "text/xml; charset=utf-8")
        .header("SOAPAction", format!("\"{action}\""))
        .body(Body::from(written.map_err(ExchangeError::Write)?))
        .map_err(ExchangeError::Address)?;
    let bytes = tokio::time::timeout(PATIENCE, send(request))
        .await
        .map_err(|_| ExchangeError::Late)??;
    let envelope = Envelope::read(&bytes).map_err(ExchangeError::Answer)?;
    if envelope.content.namespace == SOAP && envelope.content.name == "Fault" {
        let exception = Exception::of_fault(&envelope.content).map_err(ExchangeError::Answer)?;
        return Err(ExchangeError::Refused(exception));
    }
    Ok(envelope)
}

async fn send(request: Request<Body>) -> Result<Vec<u8>, ExchangeError> {
    let client: Client<HttpConnector, Body> = Client::builder(TokioExecutor::new()).build_http();
    let answer = client
        .request(request)
        .await
        .map_err(|error| ExchangeError::Connection(error.into()))?;
    let bytes = to_bytes(Body::new(answer.into_body()), LARGEST)
        .await
        .map_err(|error| ExchangeError::Connection(error.into()))?;
    Ok(bytes.to_vec())
}
