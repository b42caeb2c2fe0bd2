//! A caller of the services that writes its messages by hand, so that it can write them wrong.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The `name=value` of a cookie that was set.
    pub(crate) cookie: Option<String>,
    pub(crate) location: String,
    pub(crate) body: String,
}

/// Sends one request; an empty body makes it a GET.
pub(crate) async fn send(url: &str, headers: &str, body: &str) -> Answer {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let method = if body.is_empty() { "GET" } else { "POST" };
    let request = format!(
        "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1"))
        .await
        .unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let header = |wanted: &str| {
        let mut pairs = head.lines().filter_map(|line| line.split_once(": "));
        pairs
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value.to_owned())
    };
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        cookie: header("set-cookie").map(|cookie| cookie.split(';').next().unwrap().to_owned()),
        location: header("location").unwrap_or_default(),
        body: body.to_owned(),
    }
}

/// Asks a service; returns the status and the body of its answer.
pub(crate) async fn post(url: &str, action: &str, body: &str) -> (u16, String) {
    let headers = format!("SOAPAction: \"{action}\"\r\nContent-Type: text/xml; charset=utf-8\r\n");
    // Even an empty message is a POST.
    let body = if body.is_empty() { " " } else { body };
    let answer = send(url, &headers, body).await;
    (answer.status, answer.body)
}

/// The action of an operation.
pub(crate) fn action(operation: &str) -> String {
    format!("http://ws.epuap.gov.pl/pull/{operation}")
}

/// A question about the skrytka `Domyślna` of the office, from a system.
pub(crate) fn question(system: &str, name: &str, more: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>\
         <w:Security xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">\
         <w:UsernameToken><w:Username>{system}</w:Username></w:UsernameToken></w:Security></s:Header><s:Body>\
         <o:{name} xmlns:o=\"http://wsdl.epuap.gov.pl/obiekty/\"><podmiot>pzgliwice</podmiot>\
         <nazwaSkrytki>Domyślna</nazwaSkrytki><adresSkrytki>/pzgliwice/domyslna</adresSkrytki>{more}</o:{name}>\
         </s:Body></s:Envelope>"
    )
}
