//! Two warm browsers for the whole suite: starting one takes longer than most tests.

use std::cell::Cell;
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, mpsc};

use krok::browser::driver::Driver;
use krok::browser::family::Family;
use krok::browser::process::Process;
use krok::browser::profile::Settings;
use krok::browser::session::Session;
use krok::page::protocol::Page;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::runtime::Runtime;

/// A browser that stays open; whoever holds it has it alone.
#[derive(Clone, Debug)]
pub struct Browser {
    pub webdriver_url: String,
    pub session_id: String,
    pub process: Process,
    pub name: String,
}

/// Returns which browser the suite is run in: Chromium, unless `KROK_BROWSER` names another.
pub fn family() -> Family {
    match std::env::var("KROK_BROWSER").as_deref() {
        Ok("firefox") => Family::Firefox,
        Ok("chromium") | Err(_) => Family::Chromium,
        Ok(other) => panic!("KROK_BROWSER is `{other}`, neither `chromium` nor `firefox`"),
    }
}

/// A browser that its test has alone.
pub enum Held {
    /// Until it drops it.
    Lent(MutexGuard<'static, Browser>),
    /// For good: whatever becomes of it is no trouble of another test.
    Own(Browser),
}

impl Held {
    /// Starts a browser for one test.
    pub fn own() -> Self {
        Self::Own(start())
    }
}

impl Deref for Held {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        match self {
            Self::Lent(browser) => browser,
            Self::Own(browser) => browser,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        match self {
            Self::Lent(_) => HOLDS_ONE.set(false),
            // Whatever its test left of it would work on to the end of the suite.
            Self::Own(browser) => {
                let group = i32::try_from(browser.process.pid).ok().and_then(Pid::from_raw);
                let _gone_already = group.map(|group| kill_process_group(group, Signal::KILL));
            }
        }
    }
}

thread_local! {
    static HOLDS_ONE: Cell<bool> = const { Cell::new(false) };
}

/// Takes the next free browser. A test that holds one may not wait for another: two such tests would wait for ever.
pub fn browser() -> Held {
    assert!(!HOLDS_ONE.replace(true), "this test still holds a browser");
    Held::Lent(next_free())
}

fn next_free() -> MutexGuard<'static, Browser> {
    static POOL: OnceLock<[Mutex<Browser>; 2]> = OnceLock::new();
    let pool = POOL.get_or_init(|| [Mutex::new(start()), Mutex::new(start())]);
    loop {
        for slot in pool {
            match slot.try_lock() {
                Ok(browser) => return browser,
                Err(std::sync::TryLockError::Poisoned(poisoned)) => return PoisonError::into_inner(poisoned),
                Err(std::sync::TryLockError::WouldBlock) => {}
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// The runtime of the practice portals and of the stand-in's hands.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap()
    })
}

/// An owned driver dies with the thread that started it, so that thread outlives every test.
fn start() -> Browser {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let driver = Driver::start(family()).unwrap();
        let settings = Settings {
            headless: true,
            ..Settings::default()
        };
        let session = runtime().block_on(Session::start(&driver, &settings)).unwrap();
        let browser = Browser {
            webdriver_url: driver.url().to_owned(),
            session_id: session.id().to_owned(),
            process: driver.process(),
            name: session.browser(),
        };
        tell.send(browser).unwrap();
        let _kept = (driver, session);
        loop {
            std::thread::park();
        }
    });
    told.recv().unwrap()
}
