//! Addresses outside the portal that a step visits.

use url::Url;

use crate::runbook::document::Entry;
use crate::runbook::fault::VisitFault;
use crate::runbook::lower::body::BodyReader;
use crate::runbook::model::{Part, Template};

/// How such an address begins; `http://` is for the practice on one machine, and there it comes from an input.
const BEGINNING: &str = "https://";

impl BodyReader<'_> {
    /// Reads `visit`. What names bring in is judged when it is known: before anything is opened.
    pub(crate) fn visited(&mut self, entry: &Entry) -> Option<Template> {
        let written = self.reader.text(entry)?;
        let address = self.fillable(written)?;
        if is_sound(&address) {
            return Some(address);
        }
        let seen = written.text.to_owned();
        self.reader.report(written.span, VisitFault { seen });
        None
    }
}

/// Says whether what is known of an address now makes it one that may be visited.
fn is_sound(address: &Template) -> bool {
    let has_blank = |part: &Part| matches!(part, Part::Literal(text) if text.contains(char::is_whitespace));
    if address.parts().iter().any(has_blank) {
        return false;
    }
    match address.parts() {
        [Part::Literal(whole)] => Url::parse(whole).is_ok_and(|url| {
            url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none()
        }),
        [Part::Literal(start), ..] => start.starts_with(BEGINNING),
        [Part::Name(_), ..] => true,
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(parts: &[&str]) -> Template {
        let part = |text: &&str| match text.strip_prefix('$') {
            Some(name) => Part::Name(name.to_owned()),
            None => Part::Literal((*text).to_owned()),
        };
        Template::new(parts.iter().map(part).collect())
    }

    #[test]
    fn an_address_that_could_be_read_on_the_way_is_none_to_visit() {
        for right in [
            &["$adres"] as &[_],
            &["https://bip.przyklad.pl/formularz?id=5"],
            &["https://", "$urzad", ".przyklad.pl/"],
        ] {
            assert!(is_sound(&template(right)), "{right:?}");
        }
        for wrong in [
            &["http://bip.przyklad.pl"] as &[_],
            &["http://127.0.0.1:8080/"],
            &["bip.przyklad.pl"],
            &["https://"],
            &["https://a:b@przyklad.pl"],
            &["https://przyklad.pl/a b"],
            &["javascript:alert(1)"],
            &["http://", "$urzad"],
            &["$adres", " "],
        ] {
            assert!(!is_sound(&template(wrong)), "{wrong:?}");
        }
    }
}
