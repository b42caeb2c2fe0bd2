//! The portal in a real browser: a person logs in, sets a skrytka as instructed and saves it once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::expect_used, reason = "the message is the install hint")]

use std::process::Stdio;
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use mock_portal::person::{self, Person};
use mock_portal::{
    DataSet, Event, Fault, MockPortal, OFFICE, OTHER_OFFICE, Settings, Truth, is_as_instructed,
};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

const PATIENCE: Duration = Duration::from_secs(20);

/// A browser that ends with the test.
struct Browser {
    client: Client,
    driver_url: String,
    session: String,
    /// Killed when dropped.
    _driver: Child,
    /// Kept open: the driver may write to it later.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Browser {
    async fn start() -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver does not start; hint: apt-get install chromium chromium-driver");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = loop {
            let line = lines
                .next_line()
                .await
                .unwrap()
                .expect("chromedriver names its port");
            if let Some((_, rest)) = line.split_once("successfully on port ") {
                break rest.trim_end_matches('.').to_owned();
            }
        };
        let driver_url = format!("http://127.0.0.1:{port}");
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

    /// Logs in on the landing page and opens a skrytka through the menu.
    async fn open_skrytka(&self, portal: &MockPortal, name: &str) {
        let person = Person::practice();
        let hands = person::log_in(&self.driver_url, &self.session, &person);
        let (hands, page) = tokio::join!(hands, self.client.goto(portal.portal_url()));
        page.unwrap();
        hands.unwrap();
        self.click("//a[contains(@class,'user-name')]").await;
        self.click("//a[text()='Administrowanie']").await;
        self.click("//a[text()='Budowanie usług']").await;
        self.click("//nav//a[text()='Skrytki']").await;
        self.click(&format!("//tr[td[1][text()='{name}']]//a[text()='Edytuj']"))
            .await;
        self.see(&format!("//h2[text()='Konfiguracja skrytki: {name}']"))
            .await;
    }

    async fn see(&self, path: &str) -> Element {
        let wait = self
            .client
            .wait()
            .at_most(PATIENCE)
            .every(Duration::from_millis(50));
        wait.for_element(Locator::XPath(path)).await.unwrap()
    }

    async fn click(&self, path: &str) {
        self.see(path).await.click().await.unwrap();
        self.settle().await;
    }

    async fn tab(&self, label: &str) {
        self.click(&format!("//li[@role='tab']/a[text()='{label}']"))
            .await;
    }

    async fn button(&self, label: &str) {
        self.click(&format!("//button[normalize-space()='{label}']"))
            .await;
    }

    /// Presses the box beside an answer, as a mouse would.
    async fn answer(&self, row: &str, answer: &str) {
        let row = format!("//td[@class='label'][starts-with(normalize-space(),'{row}')]/..");
        self.click(&format!("{row}//td[label[text()='{answer}']]/preceding-sibling::td[1]//div[contains(@class,'ui-radiobutton-box')]")).await;
    }

    async fn tick(&self, row: &str) {
        self.click(&format!(
            "//td[text()='{row}']/..//div[contains(@class,'ui-chkbox-box')]"
        ))
        .await;
    }

    /// Types over whatever the field holds and leaves it.
    async fn type_over(&self, row: &str, text: &str) {
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
    async fn settle(&self) {
        let started = Instant::now();
        let script = "return document.readyState === 'complete' && (!window.PrimeFaces || PrimeFaces.ajax.Queue.isEmpty())";
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

    async fn set_as_instructed(&self) {
        self.tab("Tryb pracy").await;
        self.button("Edytuj").await;
        self.answer("Typ skrytki", "asynchroniczna").await;
        self.answer("Rodzaj odpowiedzi", "UPP").await;
        self.answer("Tryb pracy", "PULL").await;
        self.type_over("Maksymalna liczba dokumentów w kolejce", "0")
            .await;
        self.tab("Powiadomienia").await;
        self.type_over("Gdy liczba dokumentów w kolejce osiągnie", "4")
            .await;
        self.tick("Gdy kolejka jest przepełniona").await;
        self.tick("O błędach dostarczenia").await;
        self.type_over("O nieodebranych dokumentach po", "1").await;
        self.tab("Ustawienia transmisji").await;
        self.answer("Adres systemu odbiorcy dla dokumentów", "Moje dokumenty")
            .await;
        self.answer("Adres systemu odbiorcy dla UPP", "Moje dokumenty")
            .await;
        self.button("Zapisz").await;
    }

    async fn close(self) {
        self.client.close().await.unwrap();
    }
}

fn fields_of_only_save(truth: &Truth) -> usize {
    let writes = truth.writes();
    assert_eq!(writes.len(), 1);
    let Event::Saved { changes, .. } = &writes[0].event else {
        panic!("expected a save, found {:?}", writes[0].event);
    };
    changes.len()
}

#[tokio::test]
async fn a_person_reconfigures_a_skrytka_with_one_save() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let browser = Browser::start().await;
    browser.open_skrytka(&portal, "Skrytka_ESP").await;
    browser.set_as_instructed().await;
    browser
        .see("//*[@class='ui-growl-title'][text()='Zmiany zostały zapisane.']")
        .await;
    let truth = portal.truth();
    let stored = truth.skrytka(OFFICE, "Skrytka_ESP").unwrap();
    assert_eq!(is_as_instructed(&stored), []);
    assert_eq!(fields_of_only_save(&truth), 10);
    assert_eq!(
        is_as_instructed(&truth.skrytka(OFFICE, "Domyślna").unwrap()).len(),
        10
    );
    browser.close().await;
}

#[tokio::test]
async fn a_person_manages_with_replaced_fields_and_a_late_portal() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    portal.set_fault(Fault::ReplacedField);
    portal.set_fault(Fault::Latency {
        fixed: Duration::from_millis(20),
        jitter: Duration::from_millis(60),
        seed: 1,
    });
    let browser = Browser::start().await;
    browser.open_skrytka(&portal, "Domyślna").await;
    browser.set_as_instructed().await;
    let stored = portal.truth().skrytka(OFFICE, "Domyślna").unwrap();
    assert_eq!(is_as_instructed(&stored), []);
    browser.close().await;
}

#[tokio::test]
async fn a_person_mistypes_the_code_and_is_refused() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let browser = Browser::start().await;
    browser.client.goto(portal.portal_url()).await.unwrap();
    person::mistype_code(&browser.driver_url, &browser.session, &Person::practice())
        .await
        .unwrap();
    let journal = portal.truth().journal();
    assert_eq!(journal[0].event, Event::LoginRefused { step: "code" });
    browser.close().await;
}

#[tokio::test]
async fn a_person_changes_the_context() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let browser = Browser::start().await;
    browser.client.goto(portal.portal_url()).await.unwrap();
    person::log_in(&browser.driver_url, &browser.session, &Person::practice())
        .await
        .unwrap();
    person::change_context(&browser.driver_url, &browser.session, OTHER_OFFICE)
        .await
        .unwrap();
    browser
        .see("//header//*[@class='user-subject'][text()='pzgliwice2']")
        .await;
    browser.close().await;
}

#[tokio::test]
async fn pages_filters_and_deletes_work_in_the_list() {
    let portal = MockPortal::start(Settings {
        data: DataSet::Many,
        ..Settings::default()
    })
    .await
    .unwrap();
    let browser = Browser::start().await;
    browser.open_skrytka(&portal, "Skrytka_ESP").await;
    browser
        .click("//a[contains(.,'Powrót do listy skrytek')]")
        .await;
    browser
        .click("(//span[contains(@class,'ui-paginator-next')])[1]")
        .await;
    browser
        .see("//tr[@data-ri='10']/td[1][text()='test']")
        .await;
    let filter = browser.see("//input[contains(@id,':globalFilter')]").await;
    let before = portal.truth().requests().ajax;
    filter.send_keys("zmoku").await.unwrap();
    browser.settle().await;
    assert_eq!(portal.truth().requests().ajax - before, 5);
    browser
        .click("//tr[td[1][text()='ZMOKU']]//a[text()='Usuń']")
        .await;
    assert_eq!(portal.truth().writes(), []);
    browser.button("Tak").await;
    browser
        .see("//tr[contains(@class,'ui-datatable-empty-message')]")
        .await;
    assert_eq!(portal.truth().skrytka(OFFICE, "ZMOKU"), None);
    browser.close().await;
}
