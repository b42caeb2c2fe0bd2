//! Ctrl-C and a termination request: the run stops before the next write and still writes its report.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::signal::unix::{SignalKind, signal};

/// Whether the operator wants to stop.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for Ctrl-C, termination and a closed terminal from now on.
    pub fn listen() -> std::io::Result<Self> {
        let stop = Self::default();
        for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
            let mut wanted = signal(kind)?;
            let stop = stop.clone();
            tokio::spawn(async move {
                while wanted.recv().await.is_some() {
                    stop.0.store(true, Ordering::Relaxed);
                }
            });
        }
        Ok(stop)
    }

    /// Says whether stopping was asked for.
    pub fn wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
