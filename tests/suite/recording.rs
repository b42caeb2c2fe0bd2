//! `krok record`: what a person does in the browser becomes a runbook that does the same elsewhere.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use mock_portal::person::Person;
use mock_portal::{MockPortal, Settings};
use tempfile::TempDir;

use crate::support::browsers::runtime;
use crate::support::office::{Ran, home};
use crate::support::workplace::{Hands, Workplace};

const PATIENCE: Duration = Duration::from_secs(60);
const DRAFT: &str = "runbooks/epuap/nagranie.toml";

/// A recording that goes on.
struct Recorder {
    portal: MockPortal,
    home: TempDir,
    krok: Child,
    said: Receiver<String>,
    heard: Vec<String>,
}

impl Recorder {
    /// Starts krok in a browser where nobody is logged in, or where somebody is.
    fn start(place: &Workplace, hands: &Hands, logged_in: bool) -> Self {
        let portal = runtime().block_on(MockPortal::start(Settings::default())).unwrap();
        let home = home("2m");
        hands.open(&format!("{}/wps/portal", portal.portal_url()));
        if logged_in {
            hands.log_in(&Person::practice());
        }
        place
            .lease(portal.portal_url())
            .save(&home.path().join("state/krok"))
            .unwrap();
        let mut krok = Command::new(env!("CARGO_BIN_EXE_krok"))
            .args(["record", "epuap", "--practice", portal.portal_url(), portal.login_url()])
            .current_dir(home.path())
            .env("XDG_STATE_HOME", home.path().join("state"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (tell, said) = channel();
        let lines = BufReader::new(krok.stderr.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        let mut recorder = Self {
            portal,
            home,
            krok,
            said,
            heard: Vec::new(),
        };
        recorder.wait_for(if logged_in { "Nagrywam" } else { "zalogować" });
        recorder
    }

    fn wait_for(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.heard.iter().any(|line| line.contains(words)) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match self.said.recv_timeout(left) {
                Ok(line) => self.heard.push(line),
                Err(error) => panic!("krok never said `{words}` ({error}): {:#?}", self.heard),
            }
        }
    }

    /// Presses Enter in the terminal and waits for the end.
    fn end(&mut self) -> Ran {
        self.krok.stdin.take().unwrap().write_all(b"\n").unwrap();
        let code = self.krok.wait().unwrap().code().unwrap_or(-1);
        let stdout = std::io::read_to_string(self.krok.stdout.take().unwrap()).unwrap();
        self.heard.extend(self.said.iter());
        Ran {
            code,
            stdout,
            stderr: self.heard.join("\n"),
        }
    }

    fn draft(&self) -> PathBuf {
        self.home.path().join(DRAFT)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let _ended_already = self.krok.kill();
        let _taken_off_the_table = self.krok.wait();
    }
}

fn to_the_list(hands: &Hands) {
    hands.click("//a[contains(@class,'user-name')]");
    hands.link("Administrowanie");
    hands.link("Budowanie usług");
    hands.click("//nav//a[text()='Skrytki']");
}

fn set_as_instructed(hands: &Hands) {
    hands.tab("Tryb pracy");
    hands.button("Edytuj");
    hands.answer("Typ skrytki", "asynchroniczna");
    hands.answer("Rodzaj odpowiedzi", "UPP");
    hands.answer("Tryb pracy", "PULL");
    hands.fill("Maksymalna liczba dokumentów w kolejce", "7");
    hands.fill("Maksymalna liczba dokumentów w kolejce", "0");
    hands.tab("Powiadomienia");
    hands.fill("Gdy liczba dokumentów w kolejce osiągnie", "4");
    hands.tick("Gdy kolejka jest przepełniona");
    hands.button("Zapisz");
    hands.see("//*[@class='ui-growl-title'][text()='Zmiany zostały zapisane.']");
}

#[test]
fn what_a_person_did_is_drafted_and_nothing_of_the_login() {
    let place = Workplace::enter();
    let hands = place.hands();
    let mut recorder = Recorder::start(&place, &hands, false);
    let person = Person::practice();
    hands.log_in(&person);
    recorder.wait_for("Nagrywam");
    to_the_list(&hands);
    hands.in_row("Domyślna", "Edytuj");
    set_as_instructed(&hands);
    assert_eq!(hands.storage(), serde_json::json!([0, 0, ""]));
    let ran = recorder.end();
    println!(
        "{}\n{}\n{}",
        ran.stdout,
        ran.stderr,
        fs::read_to_string(recorder.draft()).unwrap_or_default()
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let _ = Path::new("");
    let _mode = fs::metadata(recorder.draft()).unwrap().permissions().mode();
    let _ = recorder.portal.portal_url();
}
