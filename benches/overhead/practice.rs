//! A practice portal on a thread of its own, fresh for every run, and the person who logs in to it.

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use krok::browser::driver::Driver;
use krok::browser::session::Session;
use krok::page::protocol::Page as _;
use mock_portal::person::{self, Person};
use mock_portal::{DataSet, MockPortal, OFFICE, Settings, Truth, is_as_instructed};
use tokio::sync::oneshot;
use url::Url;

/// A running practice portal; dropping it ends its thread.
pub struct Practice {
    /// Address of the portal.
    pub base: Url,
    /// Address of the login pages.
    pub login: Url,
    truth: Truth,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Practice {
    /// Starts the portal; it must not share a thread with whoever is measured.
    pub fn start(data: DataSet) -> Self {
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let settings = Settings {
                    data,
                    context: Some(OFFICE.to_owned()),
                    ..Settings::default()
                };
                let portal = MockPortal::start(settings).await.unwrap();
                let address = |text: &str| Url::parse(text).unwrap();
                let said = (
                    address(portal.portal_url()),
                    address(portal.login_url()),
                    portal.truth(),
                );
                tell.send(said).unwrap();
                // A sender that is gone wishes the same.
                let _ = stopped.await;
            });
        });
        let (base, login, truth) = told.recv().unwrap();
        Self {
            base,
            login,
            truth,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// The stand-in person logs in for the office.
    pub async fn log_in(&self, session: &mut Session, driver: &Driver) {
        let start = self.base.join("/wps/portal").unwrap();
        session.open(start.as_str()).await.unwrap();
        person::log_in(driver.url(), session.id(), &Person::practice())
            .await
            .unwrap();
    }

    /// Whoever worked here must have done the whole work; otherwise its time says nothing.
    pub fn must_be_as_instructed(&self) {
        let state = self.truth.state();
        for skrytka in &state[OFFICE] {
            assert_eq!(is_as_instructed(skrytka), [], "{}", skrytka.name);
        }
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It panicked: then the bench has already said so.
            let _ = thread.join();
        }
    }
}
