//! Makes stored files durable while the run goes on: the disk works on a picture while the browser works on the page.
//!
//! One thread, and the only one in the evidence. It is handed files that are already written, syncs each with its
//! folder, and answers; [`Syncer::settle`] waits for every answer, so nothing is called durable before it is.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::error::{EvidenceError, Stored};

/// A written file and the folder that holds its name.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) what: Stored,
    pub(super) path: PathBuf,
    pub(super) file: File,
    pub(super) folder: OwnedFd,
}

impl Job {
    fn refused(self, error: io::Error) -> EvidenceError {
        EvidenceError::storage(self.what, self.path, error)
    }
}

/// The thread that syncs, and what it has not answered yet.
#[derive(Debug)]
pub(super) struct Syncer {
    jobs: Sender<Job>,
    answers: Receiver<Result<(), EvidenceError>>,
    unanswered: usize,
}

impl Syncer {
    /// Starts the thread; it ends when the syncer is dropped.
    pub(super) fn start() -> io::Result<Self> {
        let (jobs, queue) = channel::<Job>();
        let (reply, answers) = channel();
        thread::Builder::new().name("evidence-sync".to_owned()).spawn(move || {
            for job in queue {
                let done = job.file.sync_data().and_then(|()| Ok(rustix::fs::fsync(&job.folder)?));
                // A trail that is gone waits for no answer.
                if reply.send(done.map_err(|error| job.refused(error))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self {
            jobs,
            answers,
            unanswered: 0,
        })
    }

    /// Hands a file over.
    pub(super) fn hand_over(&mut self, job: Job) -> Result<(), EvidenceError> {
        self.jobs.send(job).map_err(|lost| lost.0.refused(gone()))?;
        self.unanswered += 1;
        Ok(())
    }

    /// Waits until every file handed over is durable; the first refusal is the answer.
    pub(super) fn settle(&mut self, lost: impl FnOnce(io::Error) -> EvidenceError) -> Result<(), EvidenceError> {
        while self.unanswered > 0 {
            match self.answers.recv() {
                Ok(answer) => {
                    self.unanswered -= 1;
                    answer?;
                }
                // The thread answers every job before it ends.
                Err(_) => return Err(lost(gone())),
            }
        }
        Ok(())
    }
}

fn gone() -> io::Error {
    io::Error::other("the thread that makes files durable is gone")
}
