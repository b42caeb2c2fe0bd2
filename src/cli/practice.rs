//! `krok practice-portal`: the practice portal alone, for an operator who wants to try things out.

use mock_portal::{ADDRESSES, CardSet, DataSet, Settings};

use super::args::Data;
use super::console::Console;
use super::exit::Exit;
use super::stop::Stop;
use super::trouble::Trouble;

/// Serves the practice portal until the operator stops it.
pub(super) async fn serve(port: u16, login_port: u16, data: Data, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let stop = Stop::listen()?;
    let settings = Settings {
        portal_port: port,
        login_port,
        ..data.into()
    };
    let served = mock_portal::serve(settings, |portal| {
        let (address, login) = (portal.portal_url(), portal.login_url());
        console.result(&format!(
            "{}: {address}/wps/portal",
            language.pick("Portal ćwiczebny", "Practice portal")
        ));
        console.result(&format!(
            "{}: krok run runbooks/epuap/skrytki-pull.toml --input \"adresy={ADDRESSES}\" --practice {address} {login}",
            language.pick("W drugim oknie", "In another window")
        ));
        console.remark(language.pick("Zatrzymanie: Ctrl-C", "To stop: Ctrl-C"));
    });
    tokio::select! {
        ended = served => ended?,
        () = stop.asked() => {}
    }
    Ok(Exit::Done)
}

impl From<Data> for Settings {
    fn from(data: Data) -> Self {
        let (data, cards) = match data {
            Data::Instruction => (DataSet::Instruction, CardSet::Few),
            Data::Many => (DataSet::Many, CardSet::Few),
            Data::Migration => (DataSet::Migration, CardSet::Many),
        };
        Self {
            data,
            cards,
            ..Self::default()
        }
    }
}
