//! Ctrl-C and a termination request: the run stops before the next write and still writes its report.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;

/// Whether the operator wants to stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>, Arc<Notify>);

impl Stop {
    /// Listens for Ctrl-C, termination and a closed terminal from now on.
    pub(super) fn listen() -> std::io::Result<Self> {
        let stop = Self::default();
        for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
            let mut wanted = signal(kind)?;
            let stop = stop.clone();
            tokio::spawn(async move {
                while wanted.recv().await.is_some() {
                    stop.0.store(true, Ordering::Relaxed);
                    stop.1.notify_one();
                }
            });
        }
        Ok(stop)
    }

    /// Waits until stopping is asked for.
    pub(super) async fn asked(&self) {
        self.1.notified().await;
    }

    /// Says whether stopping was asked for.
    pub(super) fn wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
