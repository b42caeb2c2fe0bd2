//! What commands work on, where the browser comes from, and what is agreed to beforehand.

use std::path::PathBuf;

use clap::Args;
use url::Url;

use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;
use crate::text::language::Language;

use super::{AnchorOptions, BrowserName, SigningOptions};

/// What `plan` and `run` work on.
#[derive(Debug, Args)]
pub(in crate::cli) struct WorkOptions {
    /// Runbook file.
    pub(in crate::cli) runbook: PathBuf,
    /// Value of an input; what is not given is asked for.
    #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub(in crate::cli) inputs: Vec<(String, String)>,
    /// Folder for bundles.
    #[arg(long, default_value = "screenshots")]
    pub(in crate::cli) out: PathBuf,
    /// Work on practice portals at these addresses on this machine, given for each portal of a series: its name, the
    /// portal, its login pages.
    #[arg(long, num_args = 3, value_names = ["NAME", "PORTAL", "LOGIN"], conflicts_with = "practice")]
    pub(in crate::cli) practice_at: Vec<String>,
    /// Show the run in your own browser while it works, with a button that stops it before the next write.
    #[arg(long)]
    pub(in crate::cli) watch: bool,
    #[command(flatten)]
    pub(in crate::cli) anchor: AnchorOptions,
    #[command(flatten)]
    pub(in crate::cli) signing: SigningOptions,
    #[command(flatten)]
    pub(in crate::cli) browser: BrowserOptions,
}

impl WorkOptions {
    /// Returns the practice addresses of a portal, if this is practice. Once one portal is practice, all must be.
    pub(in crate::cli) fn practice(&self, portal: &str, language: Language) -> Result<Option<Vec<Url>>, Trouble> {
        if self.practice_at.is_empty() {
            return Ok(self.browser.practice.clone());
        }
        let mut given = self.practice_at.chunks_exact(3);
        let Some([_, base, login]) = given.find(|given| given[0] == portal) else {
            return Err(Trouble::new(
                Exit::Invalid,
                match language {
                    Language::Polish => format!("portal `{portal}` nie ma adresów ćwiczebnych, a inny je ma"),
                    Language::English => format!("the portal `{portal}` has no practice addresses, and another has"),
                },
            )
            .hint(format!(
                "--practice-at {portal} http://127.0.0.1:PORT http://127.0.0.1:PORT"
            )));
        };
        let address =
            |text: &str| loopback(text).map_err(|error| Trouble::new(Exit::Invalid, format!("{text}: {error}")));
        Ok(Some(vec![address(base)?, address(login)?]))
    }
}

/// What has to be agreed to before anything is destroyed.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct DestroyOptions {
    /// Key of what a step may destroy, typed in advance; of a loop: ENTITY COUNT; of a series: STAGE/STEP=KEY. The KEY
    /// alone will do where only one step destroys. Repeatable; --yes never stands for it.
    #[arg(long = "confirm", value_name = "STEP=KEY")]
    pub(in crate::cli) keys: Vec<KeyOfStep>,
    /// Consent that a step needs, with its document beside the file; what is not given is asked for. Repeatable, for one
    /// step too if its consents are for each thing.
    #[arg(long = "consent", value_name = "STEP=FILE", value_parser = step_and_file)]
    pub(in crate::cli) consents: Vec<(String, PathBuf)>,
}

/// A key typed in advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct KeyOfStep {
    /// The step that it is for; none for the only one that destroys.
    pub(in crate::cli) step: Option<String>,
    /// The key.
    pub(in crate::cli) key: String,
}

impl From<&str> for KeyOfStep {
    fn from(text: &str) -> Self {
        let (step, key) = match text.split_once('=') {
            Some((step, key)) => (Some(step.trim().to_owned()), key),
            None => (None, text),
        };
        Self {
            step,
            key: key.trim().to_owned(),
        }
    }
}

/// What `try` looks for.
#[derive(Debug, Args)]
pub(in crate::cli) struct TryOptions {
    /// Runbook file.
    pub(in crate::cli) runbook: PathBuf,
    /// Step: its path (`kazda[Domyślna]/ustaw`, `kazda[…]/ustaw`), or its name if there is only one.
    pub(in crate::cli) step: String,
    /// Portal profile, by default the portal.toml beside the runbook.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) portal: Option<PathBuf>,
    /// Value of an input, or of a parameter of the block that the step stands in.
    #[arg(long = "input", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub(in crate::cli) inputs: Vec<(String, String)>,
    /// File for the picture, by default try-STEP.html here; an existing file is never overwritten.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) browser: BrowserOptions,
}

/// Where the browser comes from.
#[derive(Debug, Args)]
pub(in crate::cli) struct BrowserOptions {
    /// Browser to use [default: the one that `open` left, else chromium].
    #[arg(long, value_enum)]
    pub(in crate::cli) browser: Option<BrowserName>,
    /// Without a visible window.
    #[arg(long)]
    pub(in crate::cli) headless: bool,
    /// Work on a practice portal at these two addresses on this machine: portal, login pages.
    #[arg(long, num_args = 2, value_names = ["PORTAL", "LOGIN"], value_parser = loopback)]
    pub(in crate::cli) practice: Option<Vec<Url>>,
}

fn step_and_file(text: &str) -> Result<(String, PathBuf), String> {
    let (step, file) = name_and_value(text)?;
    Ok((step, PathBuf::from(file)))
}

pub(super) fn name_and_value(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .ok_or_else(|| format!("`{text}` is not NAME=VALUE"))
}

/// Says whether an address names nobody and no more than a server.
fn is_bare(url: &Url) -> bool {
    url.username().is_empty() && url.password().is_none() && url.path() == "/" && url.query().is_none()
}

/// A practice portal lives on this machine: nothing else may stand in for the real one.
fn loopback(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    match url.host_str() {
        Some("127.0.0.1" | "localhost" | "[::1]") if url.scheme() == "http" && is_bare(&url) => Ok(url),
        Some(_) | None => Err("a practice portal is at http://127.0.0.1:PORT".to_owned()),
    }
}
