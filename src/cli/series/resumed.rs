//! A series of which a stage was left unfinished and then resumed: its record gets the new bundles, its page is made anew.

use std::path::{Path, PathBuf};

use crate::cli::console::Console;
use crate::cli::errors;
use crate::cli::exit::Exit;
use crate::cli::trouble::Trouble;
use crate::cli::wording;
use crate::evidence::bundle::Bundle;
use crate::evidence::series::{self, SeriesFolder, StageRun, StageState, read};
use crate::report::index;

/// The folder of a series, with the bundles that were in it before.
pub(in crate::cli) struct Unfinished {
    folder: PathBuf,
    before: Vec<String>,
}

/// Returns the bundle that a series made last; none if the folder is that of no series, or empty.
pub(in crate::cli) fn last_bundle(folder: &Path) -> Option<PathBuf> {
    read(folder).ok().flatten()?;
    let name = series::bundles(folder).ok()?.pop()?;
    Some(folder.join(name))
}

impl Unfinished {
    /// Finds the series to which a bundle belongs; none if it stands alone.
    pub(in crate::cli) fn around(bundle: &Path) -> Option<Self> {
        let folder = bundle.parent()?.to_owned();
        read(&folder).ok().flatten()?;
        let before = series::bundles(&folder).ok()?;
        Some(Self { folder, before })
    }

    /// Returns the folder in which the folder of the series stands: bundles of other series there count as past.
    pub(in crate::cli) fn root(&self) -> &Path {
        self.folder.parent().unwrap_or(&self.folder)
    }

    /// Adds the bundles that were made since to the stage of the resumed one, and writes the page anew.
    pub(in crate::cli) fn add_to_stage(&self, resumed: &Path, console: &Console) -> Result<(), Trouble> {
        let language = console.language();
        let resumed_name = resumed.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let new = series::bundles(&self.folder)?.into_iter();
        let new: Vec<String> = new.filter(|name| !self.before.contains(name)).collect();
        if let Some(mut run) = read(&self.folder)? {
            let known: Vec<String> = run.stages.iter().flat_map(|stage| ran(stage).to_vec()).collect();
            let runbook = Bundle::open(resumed).ok().and_then(|bundle| {
                let started = bundle.started()?;
                Some(format!("{}/{}", started.portal.name, started.runbook.name))
            });
            // A stage that was killed has not said which bundles are its own: all that no stage before it has.
            let stage = run.stages.iter_mut().find(|stage| {
                let waits = stage.state == StageState::Waiting && Some(&stage.runbook) == runbook.as_ref();
                ran(stage).contains(&resumed_name) || (waits && !known.contains(&resumed_name))
            });
            if let Some(stage) = stage {
                let unclaimed = self.before.iter().filter(|name| !known.contains(name)).cloned();
                let own = ran(stage).to_vec().into_iter().chain(unclaimed).chain(new);
                stage.state = StageState::Ran(own.collect());
            }
            let folder = SeriesFolder::open(&self.folder);
            let failed = |error| errors::evidence(&error, language).trouble(Exit::EvidenceFailed);
            folder.store(&run).map_err(failed)?;
        }
        index::write(&self.folder, language)
            .map_err(|error| errors::index(&error, language).trouble(Exit::EvidenceFailed))?;
        console.result(&wording::index_is_at(&self.folder.join(index::FILE), language));
        console.remark(language.pick(
            "Dalsze etapy serii: to samo polecenie krok run jeszcze raz; co zrobione, program zastanie bez zmian.",
            "The stages behind: the same krok run once more; what is done, krok finds unchanged.",
        ));
        Ok(())
    }
}

fn ran(stage: &StageRun) -> &[String] {
    match &stage.state {
        StageState::Ran(names) => names,
        StageState::Waiting | StageState::Blocked(_) | StageState::Skipped(_) => &[],
    }
}
