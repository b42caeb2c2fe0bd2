//! The local origins that one practice server listens on, from binding to the last answer.

use std::io;
use std::net::Ipv4Addr;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A bound origin that is not served yet.
pub(crate) struct Bound(TcpListener);

impl Bound {
    /// Binds a port of 127.0.0.1; 0 lets the system choose.
    pub(crate) async fn at(port: u16) -> io::Result<Self> {
        Ok(Self(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?))
    }

    /// The address, without a path.
    pub(crate) fn url(&self) -> io::Result<String> {
        Ok(format!("http://{}", self.0.local_addr()?))
    }
}

/// The origins that are served in the background. Dropping them stops all at once.
pub(crate) struct Origins {
    running: watch::Sender<()>,
    tasks: Vec<JoinHandle<io::Result<()>>>,
}

impl Origins {
    pub(crate) fn serve(origins: impl IntoIterator<Item = (Bound, Router)>) -> Self {
        let (running, stopped) = watch::channel(());
        let tasks = origins
            .into_iter()
            .map(|(Bound(listener), router)| spawn(listener, router, stopped.clone()))
            .collect();
        Self { running, tasks }
    }

    /// Waits until one of them fails.
    pub(crate) async fn until_failure(&mut self) -> io::Result<()> {
        for task in std::mem::take(&mut self.tasks) {
            task.await.map_err(io::Error::other)??;
        }
        Ok(())
    }
}

impl Drop for Origins {
    fn drop(&mut self) {
        self.running.send_replace(());
        for task in &self.tasks {
            task.abort();
        }
    }
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
