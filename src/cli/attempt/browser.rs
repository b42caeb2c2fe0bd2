//! The browser that `krok open` left, as it stands: nothing is opened, and on login hosts nothing is looked at.

use crate::page::protocol::Page;
use crate::runbook::portal::{Portal, stands_on};
use crate::text::language::Language;

use crate::cli::args::BrowserOptions;
use crate::cli::exit::Exit;
use crate::cli::login::{Purpose, is_logged_in};
use crate::cli::trouble::Trouble;
use crate::cli::window::{Attached, attached, landmarks};

/// Takes the browser over if somebody is logged in there for the entity that is wanted.
pub(super) async fn left_open(
    purpose: Purpose<'_>,
    options: &BrowserOptions,
    language: Language,
) -> Result<Attached, Trouble> {
    let portal = purpose.portal;
    let attached = attached(portal, options, language).await?;
    let mut attached = attached.ok_or_else(|| none_open(portal, language))?;
    attached.session.set_landmarks(landmarks(portal));
    if is_logged_in(&mut attached.session, purpose, language).await? {
        return Ok(attached);
    }
    let address = attached.session.address().await.unwrap_or_default();
    Err(nobody(portal, &address, language))
}

fn none_open(portal: &Portal, language: Language) -> Trouble {
    Trouble::new(
        Exit::NotLoggedIn,
        language.pick(
            "dla tego portalu nie ma otwartej przeglądarki, a krok próbuje się na stronie, która jest w niej otwarta",
            "no browser is open for this portal, and a step is tried on the page that is open there",
        ),
    )
    .hint(format!("krok open {}", portal.name))
}

/// Tells a login page, another portal and a page on which nobody is logged in apart, by their address alone.
fn nobody(portal: &Portal, address: &str, language: Language) -> Trouble {
    let log_in = language.pick(
        "proszę zalogować się w tej przeglądarce i przejść na stronę, na której krok ma działać",
        "log in in that browser and go to the page that the step is for",
    );
    if stands_on(&portal.login.hosts, address) {
        let message = language.pick(
            "w przeglądarce jest otwarta strona logowania: tam program niczego nie czyta ani nie pokazuje",
            "the browser is at the login, where krok reads and shows nothing",
        );
        return Trouble::new(Exit::NotLoggedIn, message).hint(log_in);
    }
    if stands_on(&portal.hosts, address) {
        let message = match language {
            Language::Polish => format!(
                "na otwartej stronie nie widać, że ktoś jest zalogowany: brak napisu „{}” albo podmiotu",
                portal.login.marker
            ),
            Language::English => format!(
                "the open page does not show that anybody is logged in: no `{}`, or no entity",
                portal.login.marker
            ),
        };
        return Trouble::new(Exit::NotLoggedIn, message).hint(log_in);
    }
    let message = language.pick(
        "otwarta strona nie należy do portalu",
        "the open page does not belong to the portal",
    );
    Trouble::new(Exit::HostWrong, message).hint(log_in)
}
