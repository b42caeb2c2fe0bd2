//! Writing and taking apart envelopes: who calls, the one element of the body, and faults.

use std::io::{self, Cursor};

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Element, Malformed, OBJECTS, SECURITY, SOAP};

/// The writer that the parts of a message write into.
pub(crate) type Writing = Writer<Cursor<Vec<u8>>>;

/// A received message.
pub(crate) struct Envelope {
    /// The name of the calling system, when the message carries one.
    pub(crate) system: Option<String>,
    /// The header, when the message has one.
    pub(crate) header: Option<Element>,
    /// The one element of the body.
    pub(crate) content: Element,
}

impl Envelope {
    /// Takes a message apart.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut envelope = Element::parse(bytes)?;
        if (envelope.namespace.as_str(), envelope.name.as_str()) != (SOAP, "Envelope") {
            return Err(Malformed::NotOne("Envelope".to_owned()));
        }
        let body = envelope.only(SOAP, "Body")?;
        let [content] = body.children.as_slice() else {
            return Err(Malformed::NotOne("Body".to_owned()));
        };
        let content = content.clone();
        let header = envelope
            .children
            .iter()
            .position(|child| (child.namespace.as_str(), child.name.as_str()) == (SOAP, "Header"))
            .map(|at| envelope.children.swap_remove(at));
        let system = header.as_ref().and_then(|header| caller(header).ok());
        Ok(Self {
            system,
            header,
            content,
        })
    }

    /// Whether the body is an object of the services with this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.content.namespace == OBJECTS && self.content.name == name
    }
}

fn caller(header: &Element) -> Result<String, Malformed> {
    let token = header.only(SECURITY, "Security")?.only(SECURITY, "UsernameToken")?;
    Ok(token.only(SECURITY, "Username")?.text.trim().to_owned())
}

/// `Wyjatek`: why a service does not do what it was asked. The numbers are the practice portal's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exception {
    pub(crate) code: u32,
    pub(crate) message: String,
}

impl Exception {
    pub(crate) fn new(code: u32, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
        }
    }

    /// Reads the detail of a fault.
    pub(crate) fn of_fault(fault: &Element) -> Result<Self, Malformed> {
        let exception = fault.only("", "detail")?.only(OBJECTS, "Wyjatek")?;
        Ok(Self {
            code: exception.parsed("kod")?,
            message: exception.text_of("komunikat")?.to_owned(),
        })
    }
}

/// Writes a message with the name of the calling system, further parts of the header, and one object.
pub(crate) fn message(
    system: Option<&str>,
    header: impl FnOnce(&mut Writing) -> io::Result<()>,
    name: &str,
    content: impl FnOnce(&mut Writing) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    enclosed(
        |writing| {
            if let Some(system) = system {
                write_caller(writing, system)?;
            }
            header(writing)
        },
        |writing| {
            let object = format!("ob:{name}");
            let element = writing.create_element(object.as_str());
            element
                .with_attribute(("xmlns:ob", OBJECTS))
                .write_inner_content(content)?;
            Ok(())
        },
    )
}

fn write_caller(writing: &mut Writing, system: &str) -> io::Result<()> {
    let security = writing.create_element("wsse:Security");
    security
        .with_attribute(("xmlns:wsse", SECURITY))
        .write_inner_content(|writing| {
            let token = writing.create_element("wsse:UsernameToken");
            token.write_inner_content(|writing| write_text(writing, "wsse:Username", system))?;
            Ok(())
        })?;
    Ok(())
}

fn enclosed(
    header: impl FnOnce(&mut Writing) -> io::Result<()>,
    body: impl FnOnce(&mut Writing) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut writing = Writer::new(Cursor::new(Vec::new()));
    writing.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let envelope = writing.create_element("soap:Envelope");
    envelope
        .with_attribute(("xmlns:soap", SOAP))
        .write_inner_content(|writing| {
            writing.create_element("soap:Header").write_inner_content(header)?;
            writing.create_element("soap:Body").write_inner_content(body)?;
            Ok(())
        })?;
    Ok(writing.into_inner().into_inner())
}

/// Writes one element that holds only text.
pub(crate) fn write_text(writing: &mut Writing, name: &str, text: &str) -> io::Result<()> {
    writing.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

/// Writes `status` with `kod` and `komunikat`.
pub(crate) fn write_status(writing: &mut Writing, code: u32, message: &str) -> io::Result<()> {
    writing.create_element("status").write_inner_content(|writing| {
        write_text(writing, "kod", &code.to_string())?;
        write_text(writing, "komunikat", message)
    })?;
    Ok(())
}

/// Answers with one object that begins with its status.
pub(crate) fn answer(
    name: &str,
    (code, word): (u32, &str),
    rest: impl FnOnce(&mut Writing) -> io::Result<()>,
) -> Response {
    let written = message(
        None,
        |_| Ok(()),
        name,
        |writing| {
            write_status(writing, code, word)?;
            rest(writing)
        },
    );
    respond(StatusCode::OK, written)
}

/// Answers with a fault that carries `Wyjatek`.
pub(crate) fn fault(exception: &Exception) -> Response {
    let written = enclosed(
        |_| Ok(()),
        |writing| {
            writing.create_element("soap:Fault").write_inner_content(|writing| {
                write_text(writing, "faultcode", "soap:Client")?;
                write_text(writing, "faultstring", &exception.message)?;
                writing.create_element("detail").write_inner_content(|writing| {
                    let object = writing.create_element("ob:Wyjatek");
                    object
                        .with_attribute(("xmlns:ob", OBJECTS))
                        .write_inner_content(|writing| {
                            write_text(writing, "kod", &exception.code.to_string())?;
                            write_text(writing, "komunikat", &exception.message)
                        })?;
                    Ok(())
                })?;
                Ok(())
            })?;
            Ok(())
        },
    );
    respond(StatusCode::INTERNAL_SERVER_ERROR, written)
}

fn respond(status: StatusCode, written: io::Result<Vec<u8>>) -> Response {
    match written {
        Ok(bytes) => (status, [(CONTENT_TYPE, "text/xml; charset=utf-8")], bytes).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
