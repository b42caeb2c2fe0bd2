//! The messages of the web services: SOAP 1.1 envelopes, document/literal, over plain HTTP.
//!
//! The real services want every message signed with the certificate of a registered system. Here the name
//! of the system stands in for it, as the user name of a WS-Security token; nothing is signed or encrypted.

mod element;
mod envelope;
mod exchange;
mod parcel;

pub(crate) use element::{Element, Malformed};
pub(crate) use envelope::{Envelope, Exception, answer, fault, message, write_text};
pub(crate) use exchange::{ExchangeError, call};
pub(crate) use parcel::Parcel;

/// The namespace of SOAP 1.1 envelopes.
pub(crate) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// The namespace of the objects that the services exchange.
pub(crate) const OBJECTS: &str = "http://wsdl.epuap.gov.pl/obiekty/";
/// The namespace of the PULL service; its actions stand under it.
pub(crate) const PULL: &str = "http://ws.epuap.gov.pl/pull/";
/// The namespace of WS-Security.
pub(crate) const SECURITY: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
