//! A browser with its driver, and the things that a person does in it.

use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use mock_portal::MockPortal;
use mock_portal::person::{self, Person};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How long anything may take to appear.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// How many drivers are started: one ends when the port that it picks on `::1` is taken on `127.0.0.1`.
const STARTS: usize = 5;

/// Starts a driver and reads its first words up to its port, which one that ends does not name.
async fn driver() -> Option<(Child, Lines<BufReader<ChildStdout>>, String)> {
    let mut driver = Command::new("chromedriver")
        .args(["--port=0", "--url-base=practice"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("chromedriver does not start; hint: apt-get install chromium chromium-driver");
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, rest)) = line.split_once("successfully on port ") {
            return Some((driver, lines, rest.trim_end_matches('.').to_owned()));
        }
    }
    None
}

/// A browser that ends with the test.
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(crate) driver_url: String,
    pub(crate) session: String,
    /// Killed when dropped.
    _driver: Child,
    /// Kept open: the driver may write to it later.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Browser {
    pub(crate) async fn start() -> Self {
        let mut starts = 0..STARTS;
        let (driver, lines, port) = loop {
            assert!(starts.next().is_some(), "chromedriver names its port");
            if let Some(listening) = driver().await {
                break listening;
            }
        };
        let driver_url = format!("http://127.0.0.1:{port}/practice/");
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--window-size=1366,1600",
        ];
        let capabilities = json!({ "goog:chromeOptions": { "args": arguments } });
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&driver_url)
            .await
            .expect("the browser does not start; hint: apt-get install chromium");
        let session = client.session_id().await.unwrap().unwrap();
        Self {
            client,
            driver_url,
            session,
            _driver: driver,
            _output: lines,
        }
    }

    /// Logs in on the landing page.
    pub(crate) async fn log_in(&self, portal: &MockPortal) {
        let person = Person::practice();
        let hands = person::log_in(&self.driver_url, &self.session, &person);
        let (hands, page) = tokio::join!(hands, self.client.goto(portal.portal_url()));
        page.unwrap();
        hands.unwrap();
    }

    /// Opens an application under Administrowanie, and a place of its menu.
    pub(crate) async fn administer(&self, application: &str, entry: &str) {
        self.click("//a[contains(@class,'user-name')]").await;
        self.click("//a[text()='Administrowanie']").await;
        self.click(&format!("//*[@class='flyout']//a[text()='{application}']"))
            .await;
        self.click(&format!("//nav//a[text()='{entry}']")).await;
    }

    /// Logs in on the landing page and opens a skrytka through the menu.
    pub(crate) async fn open_skrytka(&self, portal: &MockPortal, name: &str) {
        self.log_in(portal).await;
        self.administer("Budowanie usług", "Skrytki").await;
        self.click(&format!("//tr[td[1][text()='{name}']]//a[text()='Edytuj']"))
            .await;
        self.see(&format!("//h2[text()='Konfiguracja skrytki: {name}']")).await;
    }

    /// Waits until an element is there. While the page is being left, the driver's answer may be any error.
    pub(crate) async fn see(&self, path: &str) -> Element {
        let started = Instant::now();
        loop {
            match self.client.find(Locator::XPath(path)).await {
                Ok(element) => return element,
                Err(error) => assert!(started.elapsed() < PATIENCE, "{path}: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) async fn click(&self, path: &str) {
        self.see(path).await.click().await.unwrap();
        self.settle().await;
    }

    pub(crate) async fn tab(&self, label: &str) {
        self.click(&format!("//li[@role='tab']/a[text()='{label}']")).await;
    }

    pub(crate) async fn button(&self, label: &str) {
        self.click(&format!("//button[normalize-space()='{label}']")).await;
    }

    /// Presses the box beside an answer, as a mouse would.
    pub(crate) async fn answer(&self, row: &str, answer: &str) {
        let row = format!("//td[@class='label'][starts-with(normalize-space(),'{row}')]/..");
        self.click(&format!(
            "{row}//td[label[text()='{answer}']]/preceding-sibling::td[1]//div[contains(@class,'ui-radiobutton-box')]"
        ))
        .await;
    }

    pub(crate) async fn tick(&self, row: &str) {
        self.click(&format!(
            "//td[text()='{row}']/..//div[contains(@class,'ui-chkbox-box')]"
        ))
        .await;
    }

    /// Types over whatever the field holds and leaves it.
    pub(crate) async fn type_over(&self, row: &str, text: &str) {
        let field = self
            .see(&format!(
                "//td[starts-with(normalize-space(),'{row}')]/..//input[@type='text']"
            ))
            .await;
        field
            .send_keys(&format!("\u{e009}a\u{e000}{text}\u{e004}"))
            .await
            .unwrap();
        self.settle().await;
    }

    /// Waits until the page and its request queue are at rest.
    pub(crate) async fn settle(&self) {
        let started = Instant::now();
        let script =
            "return document.readyState === 'complete' && (!window.PrimeFaces || PrimeFaces.ajax.Queue.isEmpty())";
        while started.elapsed() < PATIENCE {
            // A page that is just being left answers with an error.
            if self
                .client
                .execute(script, Vec::new())
                .await
                .is_ok_and(|rest| rest == json!(true))
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the page does not come to rest");
    }

    pub(crate) async fn set_as_instructed(&self) {
        self.tab("Tryb pracy").await;
        self.button("Edytuj").await;
        self.answer("Typ skrytki", "asynchroniczna").await;
        self.answer("Rodzaj odpowiedzi", "UPP").await;
        self.answer("Tryb pracy", "PULL").await;
        self.type_over("Maksymalna liczba dokumentów w kolejce", "0").await;
        self.tab("Powiadomienia").await;
        self.type_over("Gdy liczba dokumentów w kolejce osiągnie", "4").await;
        self.tick("Gdy kolejka jest przepełniona").await;
        self.tick("O błędach dostarczenia").await;
        self.type_over("O nieodebranych dokumentach po", "1").await;
        self.tab("Ustawienia transmisji").await;
        self.answer("Adres systemu odbiorcy dla dokumentów", "Moje dokumenty")
            .await;
        self.answer("Adres systemu odbiorcy dla UPP", "Moje dokumenty").await;
        self.button("Zapisz").await;
    }

    pub(crate) async fn close(self) {
        self.client.close().await.unwrap();
    }
}
