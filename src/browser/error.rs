//! What can go wrong before there is a page.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::claim::Holder;
use super::family::Family;

/// Driver or browser could not be brought up, or an open one could not be taken over.
#[derive(Debug)]
pub enum StartError {
    /// The family's WebDriver program was not found.
    DriverMissing(Family),
    /// No browser of the family was found.
    BrowserMissing(Family),
    /// Driver and browser do not belong together.
    Mismatch {
        /// What the driver calls itself.
        driver: String,
        /// What the browser calls itself.
        browser: String,
    },
    /// Driver or browser is older than any that krok was tried with.
    TooOld {
        /// What it calls itself.
        program: String,
        /// The oldest version that serves.
        oldest: String,
    },
    /// A program did not start or did not say what it is.
    Program {
        /// The program.
        program: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A window is wanted, and there is no screen to show it.
    NoScreen,
    /// The driver stayed silent; for how long.
    DriverSilent(String),
    /// The driver ended before it said where it listens; what it said instead.
    DriverEnded(String),
    /// The driver refused the session; what it said.
    Refused(String),
    /// The session that was to be taken over is not there any more.
    NotThere(String),
    /// Another krok works in it; which one, if that is known.
    InUse(Option<Holder>),
    /// A private folder or file could not be made or read.
    File {
        /// The folder or file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The capability profile is not what this program understands.
    Profile(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DriverMissing(family) => write!(
                out,
                "`{}` was not found in PATH\nhint: `{}` installs it",
                family.driver(),
                family.setup()
            ),
            Self::BrowserMissing(family) => write!(
                out,
                "{} was not found in PATH\nhint: `{}` installs it",
                family.name(),
                family.setup()
            ),
            Self::Mismatch { driver, browser } => write!(
                out,
                "driver and browser are of different versions: `{driver}` and `{browser}`\n\
                 hint: install both from one source, `webdriver/setup` does"
            ),
            Self::TooOld { program, oldest } => {
                write!(out, "`{program}` is too old, the oldest that serves is {oldest}")
            }
            Self::Program { program, source } => {
                write!(out, "`{}` did not start: {source}", program.display())
            }
            Self::NoScreen => out.write_str("there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set"),
            Self::DriverSilent(said) => {
                write!(out, "the driver did not say where it listens: {said}")
            }
            Self::DriverEnded(said) => write!(out, "the driver ended at once: {said}"),
            Self::Refused(said) => write!(out, "the driver did not open a browser: {said}"),
            Self::NotThere(why) => {
                write!(
                    out,
                    "the browser that was opened is not there any more: {why}\nhint: `krok open` opens one"
                )
            }
            Self::InUse(holder) => {
                let pid = holder.as_ref().map(|holder| holder.process.pid);
                write!(out, "another krok works in the browser that was opened")?;
                pid.map_or(Ok(()), |pid| write!(out, ": process {pid}"))
            }
            Self::File { path, source } => write!(out, "`{}`: {source}", path.display()),
            Self::Profile(why) => write!(out, "the capability profile is not valid: {why}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Program { source, .. } | Self::File { source, .. } => Some(source),
            Self::DriverMissing(_)
            | Self::BrowserMissing(_)
            | Self::Mismatch { .. }
            | Self::TooOld { .. }
            | Self::NoScreen
            | Self::DriverSilent(_)
            | Self::DriverEnded(_)
            | Self::Refused(_)
            | Self::NotThere(_)
            | Self::InUse(_)
            | Self::Profile(_) => None,
        }
    }
}
