//! A caller of the services that writes its messages by hand, so that it can write them wrong.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The status and the body of an answer.
pub(crate) async fn post(url: &str, action: &str, body: &str) -> (u16, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let request = format!(
        "POST /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nSOAPAction: \"{action}\"\r\n\
         Content-Type: text/xml; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
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
