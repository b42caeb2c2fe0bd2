//! `krok demo`: whole procedures on the practice portal, from login to report, judged by the portal's own state.

mod fault_words;
mod migration;
mod skrytki;
mod stand_in;
mod storm;

use std::path::Path;

use mock_portal::{OFFICE, Skrytka, Truth, is_as_instructed};
use url::Url;

use super::args::DemoProcedure;
use super::console::Console;
use super::exit::Exit;
use super::trouble::Trouble;
use super::window::Chosen;

/// How a procedure is to be practised.
#[derive(Clone, Copy)]
pub(super) struct Practising<'p> {
    /// The browser to start.
    pub(super) browser: Chosen,
    /// The seed of a storm of faults; none for a portal in which nothing goes wrong.
    pub(super) faults: Option<u64>,
    /// Folder for bundles.
    pub(super) out: &'p Path,
}

/// Carries out a procedure on the practice portal; a stand-in operator logs in.
pub(super) async fn demo(
    procedure: DemoProcedure,
    practising: Practising<'_>,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    match procedure {
        DemoProcedure::Migracja => Box::pin(migration::migrate(practising, console)).await,
        DemoProcedure::Skrytki => Box::pin(skrytki::reconfigure(practising, console)).await,
    }
}

/// Lists what differs from the instruction in the office's skrytki, as far as they are asked for.
fn deviations(truth: &Truth, asked: impl Fn(&Skrytka) -> bool) -> Vec<String> {
    let state = truth.state();
    let skrytki = state.get(OFFICE).map(Vec::as_slice).unwrap_or_default();
    skrytki
        .iter()
        .filter(|skrytka| asked(skrytka))
        .flat_map(|skrytka| {
            is_as_instructed(skrytka)
                .into_iter()
                .map(|deviation| format!("{}: {deviation:?}", skrytka.name))
        })
        .collect()
}

fn address(text: &str) -> Result<Url, Trouble> {
    Url::parse(text).map_err(|error| Trouble::new(Exit::Failed, error.to_string()))
}
