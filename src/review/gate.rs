//! Who may ask: the person at this machine in whose browser the review was opened, and no other page, program or machine.
//!
//! A page on the web can have a browser ask anything of this machine; a name on the web can be made to stand for it. So the
//! host must be the one that was opened, by number; requests must come from pages of our own; and the secrets are three: one
//! that opens the review once, one in a cookie that goes to no other port (its path is a secret too), and one in each
//! form, without which nothing changes.

use std::sync::{Mutex, PoisonError};

use axum::http::header::{COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderName, Method, Uri};

use crate::evidence::chain;

/// Bytes of each secret.
const BYTES: usize = 32;

/// Name of the cookie.
const NAME: &str = "krok-review";

/// What browsers say of where a request comes from ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)).
const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The secrets of one review and the place where it is served.
pub(super) struct Gate {
    /// Files of the pages themselves, which hold nothing of any bundle.
    assets: &'static [&'static str],
    host: String,
    origin: String,
    launch: Mutex<Option<String>>,
    /// First part of the path of every page.
    pub(super) room: String,
    cookie: String,
    /// What each form brings along.
    pub(super) key: String,
}

/// Why a request was turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It names another host.
    Host,
    /// It does something that no page of ours asks for.
    Method,
    /// It comes from somewhere else.
    Stranger,
    /// It does not show that it is of whoever opened the review.
    Secret,
}

impl Gate {
    /// Makes the secrets of a review that is served at this port, with these files of its own.
    pub(super) fn new(port: u16, assets: &'static [&'static str]) -> Result<Self, getrandom::Error> {
        let host = format!("127.0.0.1:{port}");
        Ok(Self {
            assets,
            origin: format!("http://{host}"),
            host,
            launch: Mutex::new(Some(secret()?)),
            room: secret()?,
            cookie: secret()?,
            key: secret()?,
        })
    }

    /// Returns the address that opens the review; none once it did.
    pub(super) fn address(&self) -> Option<String> {
        let launch = self.launch.lock().unwrap_or_else(PoisonError::into_inner);
        launch.as_ref().map(|launch| format!("{}/{launch}", self.origin))
    }

    /// Uses the secret that opens the review, and returns the cookie that stands for it from then on; none if it is another
    /// or was used.
    pub(super) fn enter(&self, given: &str) -> Option<String> {
        let mut launch = self.launch.lock().unwrap_or_else(PoisonError::into_inner);
        launch.take_if(|launch| is_same(launch, given))?;
        let (cookie, room) = (&self.cookie, &self.room);
        Some(format!("{NAME}={cookie}; Path=/{room}/; HttpOnly; SameSite=Strict"))
    }

    /// Tells whether a form brought along what each form has.
    pub(super) fn is_key(&self, given: &str) -> bool {
        is_same(&self.key, given)
    }

    /// Judges a request by everything but its body.
    pub(super) fn check(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let named = uri.authority().is_none_or(|authority| authority.as_str() == self.host);
        if !named || only(headers, &HOST) != Some(&self.host) {
            return Err(Refusal::Host);
        }
        let is_change = method == Method::POST;
        if !is_change && method != Method::GET {
            return Err(Refusal::Method);
        }
        let path = uri.path();
        let launches = self.launches(path);
        let is_own = match (headers.contains_key(ORIGIN), only(headers, &ORIGIN)) {
            (false, _) => !is_change,
            (true, origin) => origin == Some(&self.origin),
        };
        // Whatever opens the browser may do so from another page; what it opens has no effect by itself.
        let is_near = match (headers.contains_key(SITE), only(headers, &SITE)) {
            (false, _) | (true, Some("same-origin")) => true,
            (true, Some("none")) => !is_change,
            (true, Some(_) | None) => launches && !is_change,
        };
        if !is_own || !is_near {
            return Err(Refusal::Stranger);
        }
        let is_asset = self.is_asset(path) && !is_change;
        if launches || is_asset || (self.is_inside(path) && self.has_cookie(headers)) {
            Ok(())
        } else {
            Err(Refusal::Secret)
        }
    }

    /// Tells whether a path is that of a file of the pages themselves.
    pub(super) fn is_asset(&self, path: &str) -> bool {
        self.assets.contains(&path)
    }

    fn launches(&self, path: &str) -> bool {
        let launch = self.launch.lock().unwrap_or_else(PoisonError::into_inner);
        let given = path.strip_prefix('/').unwrap_or_default();
        launch.as_ref().is_some_and(|launch| is_same(launch, given))
    }

    fn is_inside(&self, path: &str) -> bool {
        let below = path.strip_prefix('/').and_then(|path| path.split_once('/'));
        below.is_some_and(|(room, _)| is_same(room, &self.room))
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let mut values = pairs.filter(|(name, _)| *name == NAME).map(|(_, value)| value);
        values.any(|value| is_same(value, &self.cookie))
    }
}

/// Returns the value of a header that stands there once; none if it is missing or there several times.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        (Some(_) | None, Some(_) | None) => None,
    }
}

/// Compares without telling by the time taken how much of it is right.
fn is_same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differing == 0
}

fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    // The hash has as many bits, and is written as a path and a cookie can have it.
    Ok(chain::sha256(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        Gate::new(4711, &["/report.css", "/review.css"]).unwrap()
    }

    fn asked(gate: &Gate, method: &Method, path: &str, headers: &[(&'static str, &str)]) -> Result<(), Refusal> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        gate.check(method, &path.parse().unwrap(), &map)
    }

    const HERE: (&str, &str) = ("host", "127.0.0.1:4711");
    const OWN: (&str, &str) = ("origin", "http://127.0.0.1:4711");

    #[test]
    fn the_secret_that_opens_the_review_does_so_once() {
        let gate = gate();
        let address = gate.address().unwrap();
        let path = address.strip_prefix("http://127.0.0.1:4711").unwrap().to_owned();
        assert_eq!(
            asked(&gate, &Method::GET, &path, &[HERE, ("sec-fetch-site", "cross-site")]),
            Ok(())
        );
        assert_eq!(
            asked(
                &gate,
                &Method::POST,
                &path,
                &[HERE, OWN, ("sec-fetch-site", "cross-site")]
            ),
            Err(Refusal::Stranger)
        );
        assert_eq!(gate.enter("x"), None);
        let cookie = gate.enter(&path[1..]).unwrap();
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict"), "{cookie}");
        assert_eq!(gate.enter(&path[1..]), None);
        assert_eq!(asked(&gate, &Method::GET, &path, &[HERE]), Err(Refusal::Secret));
        assert_eq!(gate.address(), None);
        let page = format!("/{}/", gate.room);
        let pair = cookie.split(';').next().unwrap();
        assert_eq!(asked(&gate, &Method::GET, &page, &[HERE, ("cookie", pair)]), Ok(()));
        assert_eq!(asked(&gate, &Method::GET, &page, &[HERE]), Err(Refusal::Secret));
        assert_eq!(
            asked(&gate, &Method::GET, "/other/", &[HERE, ("cookie", pair)]),
            Err(Refusal::Secret)
        );
        assert_eq!(
            asked(&gate, &Method::GET, &page, &[HERE, ("cookie", "krok-review=00")]),
            Err(Refusal::Secret)
        );
    }

    #[test]
    fn only_this_host_and_own_pages_are_answered() {
        let gate = gate();
        let path = "/review.css";
        assert_eq!(asked(&gate, &Method::GET, path, &[HERE]), Ok(()));
        for host in ["localhost:4711", "127.0.0.1", "127.0.0.1:4712", "zly.example:4711"] {
            assert_eq!(
                asked(&gate, &Method::GET, path, &[("host", host)]),
                Err(Refusal::Host),
                "{host}"
            );
        }
        assert_eq!(asked(&gate, &Method::GET, path, &[]), Err(Refusal::Host));
        assert_eq!(asked(&gate, &Method::GET, path, &[HERE, HERE]), Err(Refusal::Host));
        let absolute = "http://zly.example/review.css";
        assert_eq!(asked(&gate, &Method::GET, absolute, &[HERE]), Err(Refusal::Host));
        for origin in [
            "null",
            "http://localhost:4711",
            "https://127.0.0.1:4711",
            "http://zly.example",
        ] {
            let found = asked(&gate, &Method::GET, path, &[HERE, ("origin", origin)]);
            assert_eq!(found, Err(Refusal::Stranger), "{origin}");
        }
        for site in ["cross-site", "same-site", "x"] {
            let found = asked(&gate, &Method::GET, path, &[HERE, ("sec-fetch-site", site)]);
            assert_eq!(found, Err(Refusal::Stranger), "{site}");
        }
        for method in [
            Method::HEAD,
            Method::PUT,
            Method::DELETE,
            Method::OPTIONS,
            Method::TRACE,
        ] {
            assert_eq!(asked(&gate, &method, path, &[HERE]), Err(Refusal::Method));
        }
        assert_eq!(asked(&gate, &Method::POST, path, &[HERE]), Err(Refusal::Stranger));
        assert_eq!(asked(&gate, &Method::POST, path, &[HERE, OWN]), Err(Refusal::Secret));
    }

    #[test]
    fn a_secret_has_256_bits_and_is_never_the_same() {
        let (one, other) = (gate(), gate());
        assert_eq!(one.key.len(), 64);
        assert_ne!(one.key, other.key);
        assert!(one.is_key(&one.key) && !one.is_key(&other.key) && !one.is_key(""));
    }
}
