//! The Marshal's Office: SEKAP's panel, a browser with its operator logged in, and krok as the operator starts it.

use std::path::Path;
use std::process::{Command, Stdio};

use krok::browser::lease::Lease;
use krok::browser::session::Session;
use krok::page::protocol::Page;
use mock_portal::{MockSekap, SekapEvent, SekapSettings, person};
use tempfile::TempDir;

use super::browsers::{Held, browser, family, runtime};
use super::office::{Ran, Told, home, last_in, run};

pub struct Panel {
    pub sekap: MockSekap,
    browser: Held,
    home: TempDir,
}

impl Panel {
    /// Opens the Marshal's Office with its operator logged in.
    pub fn open() -> Self {
        let browser = browser();
        let sekap = runtime().block_on(MockSekap::start(SekapSettings::default())).unwrap();
        let panel = Self {
            sekap,
            browser,
            home: home("3s"),
        };
        runtime().block_on(async {
            let mut session = Session::attach(&panel.lease()).await.unwrap();
            let start = format!("{}/peup/start.seam", panel.sekap.panel_url());
            session.open(&start).await.unwrap();
            person::log_in_to_sekap(&panel.browser.webdriver_url, &panel.browser.session_id)
                .await
                .unwrap();
        });
        panel.lease().save(&panel.home.path().join("state/krok")).unwrap();
        panel
    }

    fn lease(&self) -> Lease {
        let address = self.sekap.panel_url().trim_start_matches("http://");
        Lease {
            portal: format!("sekap@{address}"),
            family: family(),
            webdriver_url: self.browser.webdriver_url.clone(),
            session_id: self.browser.session_id.clone(),
            driver: self.browser.process,
            browser: self.browser.name.clone(),
            folder: self.home.path().join("no-folder"),
        }
    }

    /// Runs krok on the panel.
    pub fn krok(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
        command
            .args(arguments)
            .args(["--practice", self.sekap.panel_url(), self.sekap.login_url()])
            .current_dir(self.home.path())
            .env("XDG_STATE_HOME", self.home.path().join("state"))
            .stdin(Stdio::null());
        run(&mut command)
    }

    /// Runs krok on a series that works on the panel, and on ePUAP as far as persons do it elsewhere.
    pub fn series(&self, arguments: &[&str]) -> Ran {
        let nobody = "http://127.0.0.1:9";
        let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
        command
            .args(arguments)
            .args(["--practice-at", "sekap", self.sekap.panel_url(), self.sekap.login_url()])
            .args(["--practice-at", "epuap", nobody, nobody])
            .current_dir(self.home.path())
            .env("XDG_STATE_HOME", self.home.path().join("state"))
            .stdin(Stdio::null());
        run(&mut command)
    }

    /// Returns the folder in which the operator works.
    pub fn folder(&self) -> &Path {
        self.home.path()
    }

    /// Lists the units that were opened for editing.
    pub fn opened(&self) -> Vec<String> {
        let journal = self.sekap.truth().journal();
        let opened = journal.into_iter().filter_map(|entry| match entry.event {
            SekapEvent::UnitOpened { name, .. } => Some(name),
            _ => None,
        });
        opened.collect()
    }

    /// Lists the units that were stored, one for each save.
    pub fn saved(&self) -> Vec<String> {
        let saved = self.sekap.truth().writes().into_iter().map(|entry| match entry.event {
            SekapEvent::UnitSaved { name, .. } => name,
            other => panic!("{other:?}"),
        });
        saved.collect()
    }

    /// Returns the bundle made last.
    pub fn last(&self) -> Told {
        last_in(self.home.path())
    }
}
