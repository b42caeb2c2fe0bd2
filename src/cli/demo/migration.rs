//! The whole instruction for one office, while citizens go on writing to it; judged by what every portal stored and by
//! who received each document.

use std::path::Path;
use std::pin::pin;
use std::time::{Duration, Instant};

use mock_portal::{
    CardSet, DataSet, FormTarget, KEPT_CARDS, OFFICE, PARTNER, Practice, Receipt, SEKAP_SYSTEM, SOD_SYSTEM, Settings,
};
use url::Url;

use crate::cli::args::{DestroyOptions, KeyOfStep};
use crate::cli::console::Console;
use crate::cli::exit::Exit;
use crate::cli::job::rejected;
use crate::cli::portals;
use crate::cli::practice::{inputs, papers};
use crate::cli::series::{Order, Purpose, carry_out};
use crate::cli::stop::Stop;
use crate::cli::trouble::Trouble;
use crate::runbook::{self, AnyRunbook, CheckedSeries};
use crate::text::language::Language;
use crate::text::source::SourceFile;

use super::stand_in::{SEKAP, StandIn};
use super::storm::Weather;
use super::{Practising, address, deviations};

/// How often citizens write and both clients collect.
const PACE: Duration = Duration::from_millis(800);

/// Carries the migration out; a stand-in operator logs in to both portals, and the vendor switches the document system
/// on once the skrytki are ready for it.
pub(super) async fn migrate(practising: Practising<'_>, console: &mut Console) -> Result<Exit, Trouble> {
    let Practising { browser, faults, out } = practising;
    let language = console.language();
    let begun = Instant::now();
    let stop = Stop::listen()?;
    let series = series(language)?;
    let settings = Settings {
        data: DataSet::Migration,
        cards: CardSet::Few,
        ..Settings::default()
    };
    let practice = Practice::start(settings).await?;
    let papers = papers(&practice)?;
    console.remark(language.pick(
        "Portale ćwiczebne: ePUAP, SEKAP, strona urzędu i system obiegu dokumentów; obywatele piszą cały czas.",
        "Practice portals: ePUAP, SEKAP, the office's site and its document system; citizens write all the time.",
    ));
    let mut weather = faults.map(|seed| Weather::new(seed, out));
    let work = async {
        let carried = async {
            let Some(weather) = &mut weather else {
                let operator = StandIn::LogsIn(browser);
                return carried_out(&series, &practice, papers.path(), &operator, out, &stop, console).await;
            };
            practice.epuap.set_storm(weather.storm());
            let operator = StandIn::Stays(browser);
            loop {
                let ended = carried_out(&series, &practice, papers.path(), &operator, out, &stop, console).await;
                if stop.wanted() || !weather.begins_again(&ended, console) {
                    return ended;
                }
            }
        };
        let mut carried = pin!(carried);
        // A series that ends before the skrytki are ready leaves the vendor nothing to wait for.
        let vendor = tokio::select! {
            exit = &mut carried => return exit,
            vendor = practice.vendor(PACE / 4) => vendor,
        };
        vendor.map_err(|refusal| Trouble::new(Exit::Failed, format!("{}: {}", refusal.address, refusal.why)))?;
        carried.await
    };
    let mut ended = None;
    let work = async { ended = Some(work.await) };
    Box::pin(practice.live_until(work, PACE)).await;
    let is_whole = weather.is_none_or(|weather| weather.judged(&practice.epuap.truth(), out, console));
    let exit = ended.unwrap_or(Ok(Exit::Failed))?;
    if exit != Exit::Done {
        return Ok(exit);
    }
    practice.collect().await;
    practice.clean_up();
    let wrong = judged(&practice, language, console);
    console.remark(&format!("{:.1} s", begun.elapsed().as_secs_f64()));
    Ok(if wrong || !is_whole { Exit::Failed } else { Exit::Done })
}

fn series(language: Language) -> Result<CheckedSeries, Trouble> {
    let read = runbook::read_any_of(portals::MIGRATION, "migracja");
    match read.map_err(|mistakes| rejected(&mistakes, language))? {
        AnyRunbook::Series(series) => Ok(*series),
        AnyRunbook::Single(_) => Err(Trouble::new(
            Exit::Invalid,
            language.pick("migracja nie jest serią", "the migration is no series"),
        )),
    }
}

async fn carried_out(
    series: &CheckedSeries,
    practice: &Practice,
    papers: &Path,
    operator: &StandIn,
    out: &Path,
    stop: &Stop,
    console: &mut Console,
) -> Result<Exit, Trouble> {
    let inputs = inputs(papers).map(|(name, value)| (name.to_owned(), value));
    let language = console.language();
    let instruction = SourceFile::new("instrukcja.toml", portals::INSTRUCTION);
    let instruction =
        runbook::read_instruction_source(instruction).map_err(|mistakes| rejected(&mistakes, language))?;
    let answers = papers.join("odpowiedzi");
    // The stand-in operator has agreed beforehand to what a person types.
    let keys = [
        "karty/usun=pzgliwice 2".to_owned(),
        "nieuzywane/usun=pzgliwice 1".to_owned(),
        format!("system/usun={SEKAP_SYSTEM}"),
    ];
    let destroy = DestroyOptions {
        keys: keys.iter().map(|key| KeyOfStep::from(key.as_str())).collect(),
        consents: vec![("system/usun".to_owned(), papers.join("zgoda.toml"))],
    };
    let order = Order {
        series,
        inputs: &inputs,
        instruction: Some(&instruction),
        out,
        purpose: Purpose::Run {
            answers: Some(&answers),
            yes: true,
            destroy: &destroy,
        },
        anchoring: None,
        signer: None,
    };
    let addresses = |portal: &str| addresses(practice, portal).map(Some);
    carry_out(order, &addresses, operator, stop, console).await
}

fn addresses(practice: &Practice, portal: &str) -> Result<Vec<Url>, Trouble> {
    let (base, login) = if portal == SEKAP {
        (practice.sekap.panel_url(), practice.sekap.login_url())
    } else {
        (practice.epuap.portal_url(), practice.epuap.login_url())
    };
    Ok(vec![address(base)?, address(login)?])
}

/// Compares what was stored with what the instruction wants, and says it; returns whether anything is wrong.
fn judged(practice: &Practice, language: Language, console: &Console) -> bool {
    let truth = practice.epuap.truth();
    let systems = truth.systems().remove(OFFICE).unwrap_or_default();
    let systems: Vec<&str> = systems.iter().map(|system| system.name.as_str()).collect();
    let unit = practice.sekap.truth().unit(PARTNER);
    let receipts = practice.receipts();
    let lost = receipts.iter().filter(|receipt| receipt.times() != 1).count();
    let by = |client: &str| receipts.iter().filter(|receipt| received(receipt, client)).count();
    let told = [
        (
            deviations(&truth, |skrytka| skrytka.active).is_empty(),
            language
                .pick("skrytki jak w punktach 3.6–3.8", "skrytki as in points 3.6–3.8")
                .to_owned(),
        ),
        (
            !systems.contains(&SEKAP_SYSTEM) && systems.contains(&SOD_SYSTEM),
            format!("{}: {}", language.pick("systemy", "systems"), systems.join(", ")),
        ),
        (
            unit.is_some_and(|unit| !unit.current && !unit.in_bip),
            language
                .pick("partner odłączony w SEKAP", "the partner is disconnected in SEKAP")
                .to_owned(),
        ),
        (
            leads_to_the_office(practice),
            language
                .pick(
                    "karty prowadzą na stronę urzędu i do ePUAP",
                    "cards lead to the office's site and to ePUAP",
                )
                .to_owned(),
        ),
        (
            lost == 0 && by("SEKAP") > 0 && by("SOD") > 0,
            format!(
                "{} {}: SEKAP {}, SOD {}; {} {lost}",
                language.pick("dokumentów", "documents"),
                receipts.len(),
                by("SEKAP"),
                by("SOD"),
                language.pick("zgubionych lub odebranych dwa razy:", "lost or received twice:")
            ),
        ),
    ];
    for (is_right, words) in &told {
        console.result(&format!("  {} {words}", if *is_right { "✓" } else { "✗" }));
    }
    let wrong = told.iter().any(|(is_right, _)| !is_right);
    console.result(if wrong {
        language.pick(
            "Stan portali NIE zgadza się z instrukcją.",
            "The portals' own state is NOT as the instruction wants it.",
        )
    } else {
        language.pick(
            "Stan portali zgadza się z instrukcją.",
            "The portals' own state is as the instruction wants it.",
        )
    });
    wrong
}

fn received(receipt: &Receipt, client: &str) -> bool {
    receipt.kept_by.contains_key(client)
}

/// Says whether exactly the cards that have left SEKAP are there: the Marshal's Office has deleted all others.
fn leads_to_the_office(practice: &Practice) -> bool {
    let cards = practice.epuap.truth().cards().remove(OFFICE).unwrap_or_default();
    let leads = |target: &FormTarget| match target {
        FormTarget::External { url } => url.starts_with(practice.bip.url()),
        FormTarget::Epuap { skrytka, .. } => skrytka == "Skrytka_ESP",
    };
    let mut titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
    titles.sort_unstable();
    titles == KEPT_CARDS
        && cards
            .iter()
            .flat_map(|card| &card.forms)
            .all(|form| leads(&form.target))
}
