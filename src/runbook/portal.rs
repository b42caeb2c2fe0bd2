//! A portal profile: everything about one portal that is not in the runbooks.

use std::collections::BTreeMap;
use std::time::Duration;

use url::Url;

use super::model::Effect;
use crate::text::label::Label;
use crate::text::mask::{Rule, Rules};
use crate::text::source::Span;

/// A valid `portal.toml`.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Name that runbooks refer to: the folder's name.
    pub name: String,
    /// Name shown to people.
    pub title: String,
    /// Address under which `open` paths stand and where the login begins.
    pub base: Url,
    /// Path of the page on which the person starts to log in.
    pub start: String,
    /// Origins where steps may act: exact scheme, host and port.
    pub hosts: Vec<Url>,
    /// Login by the person.
    pub login: Login,
    /// Where the acting entity is shown.
    pub entity: Entity,
    /// Visible texts that mean the session is lost.
    pub session_lost: Vec<String>,
    /// Visible headings that mean the portal is closed for works.
    pub maintenance: Vec<String>,
    /// CSS selectors of busy indicators that cover the page while it works.
    pub busy: Vec<String>,
    /// CSS selectors of messages (growl, message bar, field message).
    pub messages: Vec<String>,
    /// Effects by normalised label.
    pub effects: BTreeMap<String, Effect>,
    /// Other texts under which a label may stand on the page, by the runbook's normalised label.
    pub aliases: BTreeMap<String, Vec<String>>,
    /// Deadline of a step.
    pub deadline: Duration,
    /// What is covered in pictures and left out of texts.
    pub masks: Rules,
    /// Where the names of [`Portal::masks`] stand in the file.
    pub name_spans: Vec<Span>,
}

/// How a person's login is recognised. On these hosts nothing is captured, typed or logged.
#[derive(Clone, Debug)]
pub struct Login {
    /// Origins of the blackout.
    pub hosts: Vec<Url>,
    /// Visible text that opens the gate.
    pub marker: String,
    /// How long the person may take.
    pub patience: Duration,
}

/// Where the portal says on whose behalf it believes we act.
#[derive(Clone, Debug)]
pub struct Entity {
    /// CSS selector of the element that shows the entity's identifier.
    pub css: String,
    /// Input of the runbook that names the entity.
    pub input: String,
}

/// Says whether a page at an address is a document of one of these servers: same scheme, host and port, no name or
/// password before the host.
pub fn stands_on(hosts: &[Url], address: &str) -> bool {
    let is_of = |url: Url| {
        let is_bare = url.username().is_empty() && url.password().is_none();
        // `blob:` addresses inherit the origin of the page that made them, but no server gave them out.
        let is_served = matches!(url.scheme(), "https" | "http");
        is_bare && is_served && hosts.iter().any(|host| host.origin() == url.origin())
    };
    Url::parse(address).is_ok_and(is_of)
}

impl Portal {
    /// Returns the greatest effect that the lists give to a label or to one of its aliases, if any.
    pub fn effect_of(&self, label: &str) -> Option<Effect> {
        let label = Label::new(label);
        let aliases = self.aliases_of(label.as_str()).iter();
        aliases
            .map(|alias| Label::new(alias))
            .chain([label.clone()])
            .filter_map(|label| self.effects.get(label.as_str()).copied())
            .max()
    }

    /// Returns the other texts under which a label may stand on the page.
    pub fn aliases_of(&self, label: &str) -> &[String] {
        let aliases = self.aliases.get(Label::new(label).as_str());
        aliases.map_or(&[], Vec::as_slice)
    }

    /// Returns the text of the profile's file as it may be kept: each name of a person is the name of its mask there.
    pub fn kept(&self, file: &str) -> String {
        let mut kept = String::new();
        let mut from = 0;
        for (place, span) in self.name_spans.iter().enumerate() {
            kept.push_str(file.get(from..span.start).unwrap_or_default());
            kept.extend(["\"[", Rule::Name.stem(), "-", &(place + 1).to_string(), "]\""]);
            from = span.end;
        }
        kept.push_str(file.get(from..).unwrap_or_default());
        kept
    }

    /// Returns the same profile at the addresses of a practice portal.
    #[must_use]
    pub fn at(&self, base: Url, login: Url) -> Self {
        Self {
            hosts: vec![base.clone()],
            base,
            login: Login {
                hosts: vec![login],
                ..self.login.clone()
            },
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses that are, and that are not, on `https://epuap.gov.pl` or on `http://127.0.0.1:8001`: one a line.
    const ON: &str = include_str!("../../tests/data/addresses/on.txt");
    const OFF: &str = include_str!("../../tests/data/addresses/off.txt");

    #[test]
    fn only_scheme_host_and_port_of_the_list_are_the_portal() {
        let hosts = ["https://epuap.gov.pl", "http://127.0.0.1:8001"].map(|host| Url::parse(host).unwrap());
        let addresses = |text: &'static str| text.lines().filter(|line| !line.is_empty());
        for on in addresses(ON) {
            assert!(stands_on(&hosts, on), "{on}");
        }
        for off in addresses(OFF) {
            assert!(!stands_on(&hosts, off), "{off}");
        }
        assert!(!stands_on(&hosts, ""));
        assert!(addresses(ON).count() + addresses(OFF).count() >= 100);
    }
}
