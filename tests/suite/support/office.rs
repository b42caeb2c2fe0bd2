//! An office: a practice portal, a browser with somebody logged in, and krok as the operator starts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fantoccini::Locator;
use krok::browser::lease::Lease;
use krok::browser::process::Process;
use krok::browser::session::Session;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{Event, Reason, RunFinished, Status};
use krok::page::protocol::Page;
use mock_portal::person::{self, Door, Person};
use mock_portal::{Event as Stored, MockPortal, OFFICE, Settings, is_as_instructed};
use tempfile::TempDir;

use super::browsers::{Held, browser, family, runtime};
use super::hand::{hand, open_tab};

/// The flagship with its inputs.
pub const FLAGSHIP: [&str; 5] = [
    "runbooks/epuap/skrytki-pull.toml",
    "--input",
    "podmiot=pzgliwice",
    "--input",
    ADDRESSES,
];

/// Whom the practice portal notifies, as an input.
pub const ADDRESSES: &str = "adresy=kancelaria@powiat.example; informatyk@powiat.example";

pub struct Office {
    pub portal: MockPortal,
    browser: Held,
    home: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Office {
    /// Opens an office whose operator is logged in for it.
    pub fn open(settings: Settings) -> Self {
        Self::with_context(settings, OFFICE)
    }

    /// Opens an office that has a single skrytka: where a second one would only have the same steps once more.
    pub fn of_one_skrytka() -> Self {
        let office = Self::open(Settings::default());
        office.portal.arrange_skrytki(OFFICE, |skrytki| skrytki.truncate(1));
        office
    }

    /// Opens an office whose operator chose a context.
    pub fn with_context(settings: Settings, context: &str) -> Self {
        let office = Self::closed(settings);
        office.enter(&Person {
            context: context.to_owned(),
            ..Person::practice()
        });
        office
    }

    /// Logs a person in, and notes the browser for the next command.
    fn enter(&self, person: &Person) {
        let start = format!("{}/wps/portal", self.portal.portal_url());
        runtime().block_on(async {
            let mut session = Session::attach(&self.lease()).await.unwrap();
            session.open(&start).await.unwrap();
            person::log_in(&self.browser.webdriver_url, &self.browser.session_id, person)
                .await
                .unwrap();
        });
        self.lease().save(&self.home.path().join("state/krok")).unwrap();
    }

    /// Logs the operator in again in the open browser, from wherever its page stands.
    pub fn log_in_again(&self) {
        let (url, id) = (&self.browser.webdriver_url, &self.browser.session_id);
        let person = Person::practice();
        runtime().block_on(person::log_in(url, id, &person)).unwrap();
    }

    /// Loads the portal's first page again, logs in if nobody is, and chooses the office if it is not chosen.
    pub fn come_back(&self) {
        let (url, id) = (&self.browser.webdriver_url, &self.browser.session_id);
        let door = Door {
            start: format!("{}/wps/portal", self.portal.portal_url()),
            person: Some(Person::practice()),
        };
        runtime().block_on(async {
            person::wait_until_up(url, id, &door).await.unwrap();
            person::log_in_again(url, id, &door).await.unwrap();
            person::change_context(url, id, OFFICE).await.unwrap();
        });
    }

    /// Leads the open browser to an address, as a person would, and lets later commands find it there.
    pub fn stand_at(&self, address: &str) {
        runtime().block_on(async {
            let mut session = Session::attach(&self.lease()).await.unwrap();
            session.open(address).await.unwrap();
        });
        self.lease().save(&self.home.path().join("state/krok")).unwrap();
    }

    /// Another hand in the same browser.
    #[expect(clippy::disallowed_types, reason = "the suite looks over krok's shoulder")]
    fn hand(&self) -> fantoccini::Client {
        runtime().block_on(hand(&self.browser.webdriver_url, &self.browser.session_id))
    }

    /// Runs a script in the page, beside whatever krok does there.
    pub fn script(&self, text: &str) -> serde_json::Value {
        runtime().block_on(self.hand().execute(text, Vec::new())).unwrap()
    }

    /// Opens a tab at an address beside the one that krok works in, and leaves the driver where it was.
    pub fn open_tab(&self, address: &str) {
        runtime().block_on(open_tab(&self.hand(), address)).unwrap();
    }

    /// Closes the window that krok works in.
    pub fn close_window(&self) {
        runtime().block_on(self.hand().close_window()).unwrap();
    }

    /// Types in the form that krok has opened for editing, as somebody would who works in the same window; nothing
    /// happens while there is none.
    pub fn type_in_open_form(&self, keys: &str) {
        let client = self.hand();
        let typed = runtime().block_on(async {
            client
                .find(Locator::XPath("//button[normalize-space()='Zapisz']"))
                .await?;
            for field in client.find_all(Locator::Css("input:not([type=hidden])")).await? {
                if field.send_keys(keys).await.is_ok() {
                    break;
                }
            }
            Ok::<(), fantoccini::error::CmdError>(())
        });
        // The form may go at any moment.
        drop(typed);
    }

    /// Gives the office another browser of its own, in which the operator logs in.
    pub fn open_another_browser(&mut self) {
        self.browser = Held::own();
        self.enter(&Person::practice());
    }

    /// Returns the process on which driver and browser depend.
    pub fn keeper(&self) -> Process {
        self.browser.process
    }

    /// Opens an office where nobody is logged in and no browser is open.
    pub fn closed(settings: Settings) -> Self {
        let browser = browser();
        let portal = runtime().block_on(MockPortal::start(settings)).unwrap();
        let home = home("8s");
        Self { portal, browser, home }
    }

    fn lease(&self) -> Lease {
        let address = self.portal.portal_url().trim_start_matches("http://");
        Lease {
            portal: format!("epuap@{address}"),
            family: family(),
            webdriver_url: self.browser.webdriver_url.clone(),
            session_id: self.browser.session_id.clone(),
            driver: self.browser.process,
            browser: self.browser.name.clone(),
            folder: self.home.path().join("no-folder"),
        }
    }

    /// Returns the folder in which the operator works.
    pub fn folder(&self) -> &Path {
        self.home.path()
    }

    /// Prepares krok with its arguments and the practice addresses.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
        command
            .args(arguments)
            .args(["--practice", self.portal.portal_url(), self.portal.login_url()])
            .current_dir(self.home.path())
            .env("XDG_STATE_HOME", self.home.path().join("state"))
            .stdin(Stdio::null());
        command
    }

    pub fn krok(&self, arguments: &[&str]) -> Ran {
        run(&mut self.command(arguments))
    }

    /// Runs a command on a series, for which practice addresses are given by portal.
    pub fn series(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
        command
            .args(arguments)
            .args([
                "--practice-at",
                "epuap",
                self.portal.portal_url(),
                self.portal.login_url(),
            ])
            .current_dir(self.home.path())
            .env("XDG_STATE_HOME", self.home.path().join("state"))
            .stdin(Stdio::null());
        run(&mut command)
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// Plans the flagship.
    pub fn plan(&self) -> Ran {
        self.krok(&[&["plan"] as &[&str], &FLAGSHIP].concat())
    }

    /// Plans and applies the flagship.
    pub fn run(&self) -> Ran {
        self.krok(&[&["run", "--yes"] as &[&str], &FLAGSHIP].concat())
    }

    /// Returns the bundles in the order made.
    pub fn bundles(&self) -> Vec<PathBuf> {
        bundles_in(self.home.path())
    }

    /// Returns the bundle made last.
    pub fn last(&self) -> Told {
        last_in(self.home.path())
    }

    /// Counts what the portal stored.
    pub fn writes(&self) -> usize {
        self.portal.truth().writes().len()
    }

    /// Says whether something stands in the portal's journal, whatever krok knows of it.
    pub fn journal_has(&self, is_it: impl Fn(&Stored) -> bool) -> bool {
        let journal = self.portal.truth().journal();
        journal.iter().any(|entry| is_it(&entry.event))
    }

    /// Says whether a skrytka was opened for editing.
    pub fn edits(&self) -> bool {
        self.journal_has(|event| matches!(event, Stored::EditOpened { .. }))
    }

    /// Lists what differs from the instruction in the portal's own state.
    pub fn deviations(&self) -> Vec<String> {
        let state = self.portal.truth().state();
        state[OFFICE]
            .iter()
            .flat_map(|skrytka| {
                is_as_instructed(skrytka)
                    .into_iter()
                    .map(|wrong| format!("{}: {wrong:?}", skrytka.name))
            })
            .collect()
    }

    /// Says whether the browser is still there for the next command.
    pub fn browser_is_open(&self) -> bool {
        runtime().block_on(Session::attach(&self.lease())).is_ok()
    }
}

/// Makes the folder in which an operator works, with the product's runbooks and a profile that does not wait as long.
pub fn home(patience: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let product = Path::new(env!("CARGO_MANIFEST_DIR")).join("runbooks");
    let patience = format!("patience = \"{patience}\"");
    for folder in ["", "epuap", "sekap"] {
        let runbooks = home.path().join("runbooks").join(folder);
        fs::create_dir_all(&runbooks).unwrap();
        for entry in fs::read_dir(product.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, runbooks.join(path.file_name().unwrap())).unwrap();
            }
        }
        // What will fail need not be waited for as long as on the real portal.
        let file = runbooks.join("portal.toml");
        let Ok(profile) = fs::read_to_string(&file) else {
            continue;
        };
        let hasty = profile
            .replace("deadline = \"20s\"", "deadline = \"4s\"")
            .replace("patience = \"15m\"", &patience);
        assert!(hasty.contains("\"4s\"") && hasty.contains(&patience));
        fs::write(file, hasty).unwrap();
    }
    home
}

/// Returns the bundles below a home in the order made.
pub fn bundles_in(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(home.join("screenshots")) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort_by_key(|path| {
        fs::metadata(path.join("inputs"))
            .and_then(|inputs| inputs.modified())
            .ok()
    });
    found
}

/// Returns the bundle made last below a home.
pub fn last_in(home: &Path) -> Told {
    Told(Bundle::open(bundles_in(home).last().unwrap()).unwrap())
}

/// A bundle as a reviewer questions it.
pub struct Told(pub Bundle);

impl Told {
    pub fn finished(&self) -> &RunFinished {
        self.0.finished().unwrap()
    }

    pub fn reason(&self) -> Reason {
        self.finished().reason.clone().unwrap()
    }

    pub fn status_of(&self, step: &str) -> Status {
        let status = self.0.records().iter().find_map(|record| match &record.event {
            Event::StepFinished(finished) if record.step.as_deref() == Some(step) => Some(finished.status),
            _ => None,
        });
        status.unwrap_or_else(|| panic!("no step {step}"))
    }

    pub fn notes(&self) -> Vec<String> {
        let notes = self.0.records().iter().filter_map(|record| match &record.event {
            Event::Note(reason) => Some(reason.code.clone()),
            _ => None,
        });
        notes.collect()
    }
}

/// Prepares krok alone in a folder, on no portal.
pub fn krok(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
