//! Ctrl-C and a termination request: the run stops before the next write and still writes its report.

use std::io;
use std::sync::Arc;

use rustix::io::Errno;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Whether the operator wants to stop. Asked for once, it stays so; asked for again, nothing more happens.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    /// Listens for Ctrl-C, termination and a closed terminal from now on.
    pub(super) fn listen() -> io::Result<Self> {
        let stop = Self::default();
        for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
            let mut wanted = signal(kind)?;
            let stop = stop.clone();
            tokio::spawn(async move {
                while wanted.recv().await.is_some() {
                    stop.0.send_replace(true);
                }
            });
        }
        Ok(stop)
    }

    /// Asks for it.
    pub(super) fn ask(&self) {
        self.0.send_replace(true);
    }

    /// Waits until stopping is asked for.
    pub(super) async fn asked(&self) {
        // The sender lives as long as this.
        let _ = self.0.subscribe().wait_for(|wanted| *wanted).await;
    }

    /// Says whether stopping was asked for.
    pub(super) fn wanted(&self) -> bool {
        *self.0.borrow()
    }

    /// Has something asked at the keyboard, on a thread of its own so that Ctrl-C counts at the question too; none if the
    /// operator wants to stop, or closed the terminal.
    pub(super) async fn unless_asked<T: Send + 'static>(
        &self,
        question: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> io::Result<Option<T>> {
        let answered = tokio::task::spawn_blocking(question);
        tokio::select! {
            biased;
            () = self.asked() => Ok(None),
            answer = answered => match answer.map_err(io::Error::other)? {
                Err(error) if is_closed(&error) => Ok(None),
                answer => answer.map(Some),
            },
        }
    }
}

/// Says whether a terminal answered so because it was closed.
fn is_closed(error: &io::Error) -> bool {
    error.raw_os_error() == Some(Errno::IO.raw_os_error())
        || matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::BrokenPipe)
}
