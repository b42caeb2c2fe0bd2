//! Starting and stopping the two origins.

use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::documents::{Delivery, Letter, Refused};
use crate::fault::Fault;
use crate::portal::Names;
use crate::settings::Settings;
use crate::skrytka::Skrytka;
use crate::state::Portal;
use crate::truth::Truth;
use crate::{login, portal};

/// A running practice portal. Dropping it stops both origins.
pub struct MockPortal {
    portal: Arc<Portal>,
    running: watch::Sender<()>,
    tasks: Vec<JoinHandle<io::Result<()>>>,
}

impl MockPortal {
    /// Binds both origins on 127.0.0.1 and serves them in the background.
    pub async fn start(settings: Settings) -> io::Result<Self> {
        let portal_side = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.portal_port)).await?;
        let login_side = TcpListener::bind((Ipv4Addr::LOCALHOST, settings.login_port)).await?;
        let portal = Arc::new(Portal::new(
            format!("http://{}", portal_side.local_addr()?),
            format!("http://{}", login_side.local_addr()?),
            settings,
            Names::random()?,
        ));
        let (running, stopped) = watch::channel(());
        let tasks = vec![
            spawn(portal_side, portal::router(Arc::clone(&portal)), stopped.clone()),
            spawn(login_side, login::router(Arc::clone(&portal)), stopped),
        ];
        Ok(Self { portal, running, tasks })
    }

    /// The address of the portal, without a path.
    pub fn portal_url(&self) -> &str {
        &self.portal.url
    }

    /// The address of the login side, without a path.
    pub fn login_url(&self) -> &str {
        &self.portal.login_url
    }

    /// The true state and journal.
    pub fn truth(&self) -> Truth {
        Truth {
            portal: Arc::clone(&self.portal),
        }
    }

    /// Changes what is stored of a skrytka behind the pages' back; a subject without such a skrytka stays as it is.
    ///
    /// It stands for the office's own earlier work, so the journal does not know of it.
    pub fn arrange(&self, podmiot: &str, skrytka: &str, change: impl FnOnce(&mut Skrytka)) {
        if let Some(stored) = self.portal.lock().skrytka_mut(podmiot, skrytka) {
            change(stored);
        }
    }

    /// Hands in a citizen's document to the skrytka of a subject; returns its number.
    ///
    /// When this returns, a PULL skrytka has queued the document and a PUSH skrytka has passed it on or
    /// stranded it.
    #[expect(clippy::unused_async, reason = "passing on asks the system's own address")]
    pub async fn submit(&self, podmiot: &str, skrytka: &str, letter: Letter) -> Result<u64, Refused> {
        let mut state = self.portal.lock();
        match state.accept(podmiot, skrytka, letter)? {
            Delivery::Queued(document) => Ok(document.id),
            Delivery::AtOnce(document) => {
                state.settle_push(skrytka, &document, None);
                Ok(document.id)
            }
        }
    }

    /// The faults that are on.
    pub fn faults(&self) -> Vec<Fault> {
        self.portal.lock().faults.active().to_vec()
    }

    /// Turns a fault on; it replaces a fault of the same kind.
    pub fn set_fault(&self, fault: Fault) {
        self.portal.lock().faults.set(fault);
    }

    /// Turns off the fault of the same kind, whatever its details.
    pub fn clear_fault(&self, fault: &Fault) {
        self.portal.lock().faults.clear(fault);
    }

    /// Turns all faults off.
    pub fn clear_faults(&self) {
        self.portal.lock().faults.clear_all();
    }

    /// Stops both origins at once.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for MockPortal {
    fn drop(&mut self) {
        self.running.send_replace(());
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Serves until the process ends; `ready` learns the addresses once both origins are bound.
pub async fn serve(settings: Settings, ready: impl FnOnce(&MockPortal)) -> io::Result<()> {
    let mut portal = MockPortal::start(settings).await?;
    ready(&portal);
    for task in std::mem::take(&mut portal.tasks) {
        task.await.map_err(io::Error::other)??;
    }
    Ok(())
}

fn spawn(listener: TcpListener, router: Router, mut stopped: watch::Receiver<()>) -> JoinHandle<io::Result<()>> {
    tokio::spawn(async move {
        axum::serve(listener, router)
            .with_graceful_shutdown(async move {
                // An error means that the owner is gone, which is the same wish.
                let _ = stopped.changed().await;
            })
            .await
    })
}
