//! Addresses of a portal: encrypted, and no more than scheme, host and port.

use std::collections::BTreeSet;

use url::{Host, Url};

use crate::runbook::document::Entry;
use crate::runbook::fault::{PortalFault, TextFault};
use crate::runbook::reader::Reader;
use crate::runbook::written::Written;

impl Reader {
    /// Reads the address of a server.
    pub(crate) fn origin(&mut self, entry: &Entry) -> Option<Url> {
        let written = self.text(entry)?;
        self.origin_in(written)
    }

    /// Reads a list of addresses in which none stands twice.
    pub(crate) fn origins(&mut self, entry: &Entry) -> Vec<Url> {
        let mut seen = BTreeSet::new();
        let mut origins = Vec::new();
        for written in self.texts(entry) {
            let Some(origin) = self.origin_in(written) else {
                continue;
            };
            if seen.insert(origin.clone()) {
                origins.push(origin);
            } else {
                let text = written.text.to_owned();
                self.report(written.span, TextFault::Twice { text });
            }
        }
        origins
    }

    fn origin_in(&mut self, written: Written<'_>) -> Option<Url> {
        let seen = written.text.to_owned();
        let url = Url::parse(&seen).ok().filter(Url::has_host);
        let Some(url) = url else {
            self.report(written.span, PortalFault::Address { seen });
            return None;
        };
        if !is_private(&url) {
            self.report(written.span, PortalFault::Insecure { seen });
            return None;
        }
        let origin = url.origin().ascii_serialization();
        // As the browser shows it, letter by letter: look-alike letters, odd numbers and forgiven slips stand out.
        if seen.strip_suffix('/').unwrap_or(&seen) == origin {
            return Some(url);
        }
        self.report(written.span, PortalFault::NotOrigin { seen, origin });
        None
    }
}

/// Says whether nobody on the way can read along.
fn is_private(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => url.host().is_some_and(|host| match host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        }),
        _ => false,
    }
}
