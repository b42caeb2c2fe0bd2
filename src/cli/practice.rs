//! `krok practice-portal`: the practice portals alone, for an operator who wants to try things out.

use std::future::pending;
use std::path::Path;
use std::time::Duration;

use jiff::{Span, Zoned};
use mock_portal::{ADDRESSES, CardSet, DataSet, MARSHALS_OFFICE, OFFICE, Practice, Settings};
use tempfile::TempDir;

use super::args::Data;
use super::console::Console;
use super::exit::Exit;
use super::stop::Stop;
use super::trouble::Trouble;

/// How often citizens write and both clients collect while somebody practises the migration.
const PACE: Duration = Duration::from_secs(5);

/// Serves the practice portal until the operator stops it.
pub(super) async fn serve(port: u16, login_port: u16, data: Data, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let stop = Stop::listen()?;
    let settings = Settings {
        portal_port: port,
        login_port,
        ..data.into()
    };
    if matches!(data, Data::Migration) {
        return serve_migration(settings, &stop, console).await;
    }
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

/// Serves every portal of the migration with the ordinary life around them: citizens write, SEKAP and the document
/// system collect, and the vendor switches the latter on once the skrytki are ready for it.
async fn serve_migration(settings: Settings, stop: &Stop, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let practice = Practice::start(settings).await?;
    let papers = papers(&practice)?;
    let (epuap, sekap) = (&practice.epuap, &practice.sekap);
    for (name, portal, login) in [
        ("ePUAP", epuap.portal_url(), epuap.login_url()),
        ("SEKAP", sekap.panel_url(), sekap.login_url()),
    ] {
        let alone = language.pick("pojedyncza procedura", "a single runbook");
        console.result(&format!("{name}: {portal} ({alone}: --practice {portal} {login})"));
    }
    console.result(&format!(
        "{}: {}",
        language.pick(
            "Ćwiczebne pliki urzędu (znikną po zatrzymaniu)",
            "The office's practice files (they vanish when this stops)"
        ),
        papers.path().display()
    ));
    let heading = language.pick("W drugim oknie", "In another window");
    console.result(&format!("{heading}:\n{}", command(&practice, papers.path())));
    console.remark(language.pick("Zatrzymanie: Ctrl-C", "To stop: Ctrl-C"));
    let vendor = async {
        match practice.vendor(PACE).await {
            Ok(()) => console.remark(language.pick(
                "Dostawca włączył system obiegu dokumentów.",
                "The vendor has switched the document system on.",
            )),
            Err(refusal) => console.remark(&format!("{}: {}", refusal.address, refusal.why)),
        }
        pending::<()>().await;
    };
    let work = async {
        tokio::select! {
            () = vendor => {}
            () = stop.asked() => {}
        }
    };
    Box::pin(practice.live_until(work, PACE)).await;
    Ok(Exit::Done)
}

/// What the officials have prepared, in a folder that vanishes.
pub(super) fn papers(practice: &Practice) -> Result<TempDir, Trouble> {
    let folder = tempfile::tempdir()?;
    let now = Zoned::now();
    let number = now.strftime("CI-RI.042.%H%M%S.%Y").to_string();
    let (today, expires) = (now.date(), now.date().saturating_add(Span::new().days(30)));
    practice.write_papers(folder.path(), &number, &today.to_string(), &expires.to_string())?;
    Ok(folder)
}

/// The inputs of the migration: what the officials have prepared, and their office's own.
pub(super) fn inputs(papers: &Path) -> [(&'static str, String); 10] {
    let paper = |name: &str| papers.join(name).display().to_string();
    [
        ("podmiot", OFFICE.to_owned()),
        ("urzad", "POWIAT GLIWICKI".to_owned()),
        ("adresy", ADDRESSES.to_owned()),
        ("przekierowania", paper("przekierowania.csv")),
        ("formularze", paper("formularze.csv")),
        ("karty", paper("karty.csv")),
        ("skrytki", paper("skrytki.csv")),
        ("operator", MARSHALS_OFFICE.to_owned()),
        ("panel_sekap", "tak".to_owned()),
        ("partnerzy", paper("partnerzy.csv")),
    ]
}

/// Writes the whole command of the migration, a few words a line.
fn command(practice: &Practice, papers: &Path) -> String {
    let (epuap, sekap) = (&practice.epuap, &practice.sekap);
    let mut lines = vec!["krok run runbooks/migracja.toml".to_owned()];
    lines.extend(inputs(papers).map(|(name, value)| format!("--input \"{name}={value}\"")));
    lines.push(format!("--answers \"{}\"", papers.join("odpowiedzi").display()));
    lines.push(format!(
        "--consent \"system/usun={}\"",
        papers.join("zgoda.toml").display()
    ));
    lines.push(format!(
        "--practice-at epuap {} {}",
        epuap.portal_url(),
        epuap.login_url()
    ));
    lines.push(format!(
        "--practice-at sekap {} {}",
        sekap.panel_url(),
        sekap.login_url()
    ));
    lines.join(" \\\n  ")
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
