//! The driver process: started by krok on a free port under a secret path, and gone when krok is.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

use super::error::StartError;
use super::family::Family;
use super::installation::Installation;
use super::process::Process;
use super::profile::{DriverProfile, Profile};
use super::scratch::Scratch;

/// How long a driver may take to say where it listens.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many drivers are started before one that ends at once is told. ChromeDriver picks a free port of `::1` and ends
/// when a connection holds the same one of `127.0.0.1` ("IPv4 port not available").
const STARTS: u32 = 5;

/// Stays between krok and the driver, and takes driver and browser along: when krok is gone, of which the kernel tells
/// it by `TERM`, and when the driver is. Firefox would go on without its driver. Nothing they write may be readable to
/// others.
const KEEPER: &str = "umask 077; trap 'kill -KILL 0' TERM; \"$@\" & wait; kill -KILL 0";

/// A running driver.
///
/// An owned one dies with the thread that started it, whatever kills krok. Start it from the main thread.
#[derive(Debug)]
pub struct Driver {
    url: String,
    installation: Installation,
    process: Process,
    child: Child,
    scratch: Option<Scratch>,
}

impl Driver {
    /// Starts a driver that dies with krok.
    pub fn start(family: Family) -> Result<Self, StartError> {
        Self::launch(family, || {
            let mut bound = Command::new("setpriv");
            // In a group of its own: Ctrl-C in the terminal is for krok, which ends the step first.
            bound.args(["--pdeathsig", "TERM"]).process_group(0);
            bound
        })
    }

    /// Starts a driver that outlives krok, for `krok open`: own session, no terminal.
    pub fn detached(family: Family) -> Result<Self, StartError> {
        Self::launch(family, || Command::new("setsid"))
    }

    fn launch(family: Family, leader: fn() -> Command) -> Result<Self, StartError> {
        let installation = Installation::find(family)?;
        let profile = Profile::of(family)?.driver;
        let mut starts = 1;
        loop {
            match Self::listening(&installation, &profile, leader()) {
                Err(StartError::DriverEnded(_)) if starts < STARTS => starts += 1,
                driver => return driver,
            }
        }
    }

    /// Starts one; whoever leads it, the keeper leads a group of processes, which is what it ends.
    fn listening(
        installation: &Installation,
        profile: &DriverProfile,
        mut command: Command,
    ) -> Result<Self, StartError> {
        let scratch = Scratch::new()?;
        let secret = secret()?;
        command
            .args(["/bin/sh", "-c", KEEPER, "sh"])
            .arg(&installation.driver)
            .args(profile.arguments(scratch.path(), &secret))
            .envs(&profile.environment)
            .env("TMPDIR", scratch.path())
            .current_dir(scratch.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let failed = |source| StartError::Program {
            program: installation.driver.clone(),
            source,
        };
        let mut child = command.spawn().map_err(failed)?;
        let stdout = child.stdout.take();
        let said = stdout.map_or_else(
            || Err(StartError::DriverSilent(String::new())),
            |stdout| port_said_on(stdout, profile),
        );
        // A process that is gone by now has ended, whatever it said.
        let found = Process::find(child.id()).ok_or_else(|| StartError::DriverEnded(String::new()));
        let (port, process) = match said.and_then(|port| Ok((port, found?))) {
            Ok(running) => running,
            Err(why) => {
                end(&mut child);
                return Err(why);
            }
        };
        Ok(Self {
            url: profile.url(port, &secret),
            installation: installation.clone(),
            process,
            child,
            scratch: Some(scratch),
        })
    }

    /// Returns the address at which the driver listens.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the process on which driver and browser depend.
    pub fn process(&self) -> Process {
        self.process
    }

    /// Returns which driver and browser these are.
    pub fn installation(&self) -> &Installation {
        &self.installation
    }

    /// Returns the private folder of driver and browser.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.scratch.as_ref().map(Scratch::path)
    }

    /// Lets the driver live on by itself; its folder now depends on its own life.
    pub fn release(mut self) -> Result<PathBuf, StartError> {
        match self.scratch.take() {
            Some(scratch) => {
                scratch.belongs_to(self.process)?;
                Ok(scratch.keep())
            }
            None => Ok(PathBuf::new()),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Without its folder it was released.
        if self.scratch.is_some() {
            end(&mut self.child);
        }
    }
}

fn end(child: &mut Child) {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // It may have ended by itself.
        let _ = kill_process_group(group, Signal::KILL);
    }
    // Already dead is as good as killed; `wait` takes the process off the table.
    let _ = child.kill();
    let _ = child.wait();
}

/// 128 random bits in hexadecimal.
fn secret() -> Result<String, StartError> {
    let mut bits = [0_u8; 16];
    getrandom::fill(&mut bits).map_err(|why| StartError::DriverSilent(why.to_string()))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bits)))
}

/// Reads the driver's first words up to its port, then keeps reading so that it never blocks on a full pipe.
fn port_said_on(stdout: ChildStdout, profile: &DriverProfile) -> Result<u16, StartError> {
    let (tell, told) = mpsc::channel();
    let profile = profile.clone();
    std::thread::spawn(move || {
        let mut said = String::new();
        let mut lines = BufReader::new(stdout);
        let mut line = String::new();
        while lines.read_line(&mut line).is_ok_and(|read| read > 0) {
            if let Some(port) = profile.port_in(&line) {
                // Nobody listens any more only when the wait was given up.
                let _ = tell.send(Ok(port));
                let _ = lines.read_to_end(&mut Vec::new());
                return;
            }
            said.push_str(&std::mem::take(&mut line));
        }
        let _ = tell.send(Err(StartError::DriverEnded(said)));
    });
    told.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        Err(StartError::DriverSilent(format!(
            "nothing within {} s",
            PATIENCE.as_secs()
        )))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_new_every_time() {
        let (one, other) = (secret().unwrap(), secret().unwrap());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
    }
}
