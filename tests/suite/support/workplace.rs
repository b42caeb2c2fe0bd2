//! A workplace: a browser in which a person works with hands of their own, while krok is beside it and only listens.
//!
//! One driver session carries out one command after the other, so that hands in krok's own session would only ever move
//! while krok is not listening. These have a session of their own in the same browser.

#![expect(clippy::disallowed_types, reason = "the hands of a person are no page of krok's")]

use std::cell::Cell;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, mpsc};
use std::time::{Duration, Instant};

use fantoccini::elements::{Element, ElementRef};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use krok::browser::driver::Driver;
use krok::browser::family::Family;
use krok::browser::lease::Lease;
use krok::browser::process::Process;
use mock_portal::person::{self, Person};
use serde_json::json;

use super::browsers::runtime;
use super::hand::hand;
use super::patience::PATIENCE;

const GLANCE: Duration = Duration::from_millis(20);

/// The browser of the workplace, the same for all tests; they take turns.
#[derive(Debug)]
pub struct Workplace {
    webdriver_url: String,
    driver: Process,
    /// Krok's session.
    krok: String,
    /// The person's.
    hands: String,
}

impl Workplace {
    pub fn enter() -> MutexGuard<'static, Self> {
        static PLACE: OnceLock<Mutex<Workplace>> = OnceLock::new();
        let place = PLACE.get_or_init(|| Mutex::new(furnish()));
        place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How krok takes the browser over for a portal at an address.
    pub fn lease(&self, portal_url: &str) -> Lease {
        Lease {
            portal: format!("epuap@{}", portal_url.trim_start_matches("http://")),
            webdriver_url: self.webdriver_url.clone(),
            session_id: self.krok.clone(),
            driver: self.driver,
            browser: "Chromium".to_owned(),
            folder: "/nowhere".into(),
            family: Family::Chromium,
        }
    }

    pub fn hands(&self) -> Hands {
        Hands::joined(&self.webdriver_url, &self.hands)
    }

    /// Hands in krok's own session: what they press is pressed while krok is not listening.
    pub fn hands_of_krok(&self) -> Hands {
        Hands::joined(&self.webdriver_url, &self.krok)
    }
}

/// An owned driver dies with the thread that started it, and the browser with it; so that thread outlives every test.
fn furnish() -> Workplace {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let driver = Driver::start(Family::Chromium).unwrap();
        // Swept with the driver's own folder.
        let folder = std::fs::read_link(format!("/proc/{}/cwd", driver.process().pid)).unwrap();
        let data = folder.join("workplace");
        let browser = start(&driver.installation().browser, &data);
        let address = address_of(&data);
        let (krok, hands) = (
            open_session(driver.url(), &address),
            open_session(driver.url(), &address),
        );
        tell.send(Workplace {
            webdriver_url: driver.url().to_owned(),
            driver: driver.process(),
            krok,
            hands,
        })
        .unwrap();
        let _kept = (driver, browser);
        loop {
            std::thread::park();
        }
    });
    told.recv().unwrap()
}

fn start(browser: &Path, data: &Path) -> Child {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]).arg(browser).args([
        "--headless=new",
        "--remote-debugging-port=0",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-extensions",
        "--window-size=1366,1200",
    ]);
    if rustix::process::geteuid().is_root() {
        command.arg("--no-sandbox");
    }
    command
        .arg(format!("--user-data-dir={}", data.display()))
        .arg("about:blank")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn address_of(data: &Path) -> String {
    let said = data.join("DevToolsActivePort");
    let begun = Instant::now();
    loop {
        if let Some(port) = std::fs::read_to_string(&said)
            .ok()
            .and_then(|text| text.lines().next().map(str::to_owned))
        {
            return format!("127.0.0.1:{port}");
        }
        assert!(begun.elapsed() < PATIENCE, "the browser does not say where it listens");
        std::thread::sleep(GLANCE);
    }
}

fn open_session(driver: &str, browser: &str) -> String {
    let wanted = json!({
        "goog:chromeOptions": { "debuggerAddress": browser },
        "unhandledPromptBehavior": "ignore",
    });
    runtime().block_on(async {
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted.as_object().unwrap().clone())
            .connect(driver)
            .await
            .unwrap();
        client.persist().await.unwrap();
        client.session_id().await.unwrap().unwrap()
    })
}

/// What a person does with mouse and keyboard.
pub struct Hands {
    client: Client,
    webdriver_url: String,
    session_id: String,
    /// Whether krok hears these hands: then they move on a page only when it does.
    heard: Cell<bool>,
}

impl Hands {
    fn joined(webdriver_url: &str, session_id: &str) -> Self {
        let client = runtime().block_on(hand(webdriver_url, session_id));
        Self {
            client,
            webdriver_url: webdriver_url.to_owned(),
            session_id: session_id.to_owned(),
            heard: Cell::new(false),
        }
    }

    /// From now on krok listens.
    pub fn are_heard(&self) {
        self.heard.set(true);
    }

    pub fn open(&self, address: &str) {
        runtime().block_on(self.client.goto(address)).unwrap();
    }

    pub fn log_in(&self, person: &Person) {
        runtime()
            .block_on(person::log_in(&self.webdriver_url, &self.session_id, person))
            .unwrap();
    }

    /// Waits until an element is there. While the page is being left, the driver's answer may be any error.
    pub fn see(&self, path: &str) -> Element {
        let begun = Instant::now();
        loop {
            match runtime().block_on(self.client.find(Locator::XPath(path))) {
                Ok(element) => return element,
                Err(error) => assert!(begun.elapsed() < PATIENCE, "{path}: {error}"),
            }
            std::thread::sleep(GLANCE);
        }
    }

    pub fn click(&self, path: &str) {
        let begun = Instant::now();
        // A click that was refused did nothing.
        while let Err(error) = runtime().block_on(self.see(path).click()) {
            assert!(begun.elapsed() < PATIENCE, "{path}: {error}");
            std::thread::sleep(GLANCE);
        }
        self.rest();
    }

    pub fn link(&self, label: &str) {
        self.click(&format!("//a[normalize-space()='{label}']"));
    }

    pub fn tab(&self, label: &str) {
        self.click(&format!("//li[@role='tab']/a[text()='{label}']"));
    }

    pub fn button(&self, label: &str) {
        self.click(&format!("//button[normalize-space()='{label}']"));
    }

    pub fn in_row(&self, row: &str, label: &str) {
        self.click(&format!("//tr[td[1][text()='{row}']]//a[text()='{label}']"));
    }

    /// Presses the box beside an answer, as a mouse would.
    pub fn answer(&self, row: &str, answer: &str) {
        let row = format!("//td[@class='label'][starts-with(normalize-space(),'{row}')]/..");
        let before = "preceding-sibling::td[1]//div[contains(@class,'ui-radiobutton-box')]";
        self.click(&format!("{row}//td[label[text()='{answer}']]/{before}"));
    }

    pub fn tick(&self, row: &str) {
        self.click(&format!(
            "//td[text()='{row}']/..//div[contains(@class,'ui-chkbox-box')]"
        ));
    }

    /// Types over whatever the field holds and leaves it.
    pub fn type_over(&self, path: &str, text: &str) {
        let keys = format!("\u{e009}a\u{e000}{text}\u{e004}");
        runtime().block_on(self.see(path).send_keys(&keys)).unwrap();
        self.rest();
    }

    pub fn fill(&self, row: &str, text: &str) {
        let row = format!("//td[@class='label'][starts-with(normalize-space(),'{row}')]/..");
        self.type_over(&format!("{row}//*[self::input[@type='text'] or self::textarea]"), text);
    }

    /// Waits until the page and its request queue are at rest, as a person does before the next gesture.
    pub fn rest(&self) {
        let begun = Instant::now();
        let script = "return document.readyState === 'complete' && (!arguments[0] || Symbol.for('krok') in window) && \
                      (!window.PrimeFaces || PrimeFaces.ajax.Queue.isEmpty())";
        // A page that is just being left answers with an error.
        while !runtime()
            .block_on(self.client.execute(script, vec![json!(self.heard.get())]))
            .is_ok_and(|rest| rest == json!(true))
        {
            assert!(begun.elapsed() < PATIENCE, "the page does not come to rest");
            std::thread::sleep(GLANCE);
        }
    }

    /// Works a node in a frame: types, or clicks if there is nothing to type.
    pub fn in_frame(&self, frame: &str, id: &str, text: &str) {
        let around = self.see(&format!("//iframe[@id='{frame}']"));
        runtime().block_on(async {
            around.enter_frame().await.unwrap();
            let node = self.client.find(Locator::Id(id)).await.unwrap();
            work(&node, text).await;
            self.client.clone().enter_parent_frame().await.unwrap();
        });
    }

    /// Works a node in a shadow root.
    pub fn in_shadow(&self, host: &str, id: &str, text: &str) {
        let script = format!("return document.getElementById('{host}').shadowRoot.getElementById('{id}')");
        runtime().block_on(async {
            let found = self.client.execute(&script, Vec::new()).await.unwrap();
            let reference = found
                .as_object()
                .unwrap()
                .values()
                .next()
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned();
            let node = Element::from_element_id(self.client.clone(), ElementRef::from(reference));
            work(&node, text).await;
        });
    }

    /// Closes every window but the one that the person works in.
    pub fn close_others(&self) {
        runtime().block_on(async {
            let own = self.client.window().await.unwrap();
            for window in self.client.windows().await.unwrap() {
                if window != own {
                    self.client.switch_to_window(window).await.unwrap();
                    self.client.close_window().await.unwrap();
                }
            }
            self.client.switch_to_window(own).await.unwrap();
        });
    }

    /// Whether anything of krok's listening is left in the page.
    pub fn traces(&self) -> serde_json::Value {
        let script = "return Symbol.for('krok') in window";
        runtime().block_on(self.client.execute(script, Vec::new())).unwrap()
    }

    /// What the page's own storage holds, and its name.
    pub fn storage(&self) -> serde_json::Value {
        let script = "return [sessionStorage.length, localStorage.length, window.name]";
        runtime().block_on(self.client.execute(script, Vec::new())).unwrap()
    }
}

async fn work(node: &Element, text: &str) {
    if text.is_empty() {
        node.click().await.unwrap();
    } else {
        node.send_keys(&format!("{text}\u{e004}")).await.unwrap();
    }
}
