//! The page over many bundles: which institution stands where with which runbook, rebuilt from the folders alone.
//!
//! Every bundle is read and verified when the page is made. A folder that cannot be read, or that is none of ours, is a
//! row with its name. The same is written for machines: as CSV, as JUnit and, by the command, as JSON.

mod attention;
mod cell;
mod csv;
mod folder;
mod gather;
mod junit;
mod page;
mod reviews;
mod usual;
mod words;

use std::path::Path;

use jiff::Timestamp;

use crate::evidence::trust::TrustFile;
use crate::text::language::Language;

pub use cell::{Cell, Checked, Standing};
pub use csv::csv;
pub use folder::{Content, Facts, Folder};
pub use junit::junit;
pub use page::write;
pub use reviews::Review;
pub use usual::Oddity;

use super::index::IndexError;

/// What lies in a folder, and what follows from it.
#[derive(Debug)]
pub struct Inventory {
    /// Every folder that was looked at, in the order of their paths.
    pub folders: Vec<Folder>,
    /// Institutions by runbooks; only those of which there is a bundle.
    pub cells: Vec<Cell>,
    /// Language of what is said of a bundle.
    pub language: Language,
}

/// Whom a reviewer's signature is held against.
#[derive(Clone, Copy, Debug)]
pub struct Vouching<'t> {
    /// Whom the reader knows; none if there is no such list.
    pub trust: Option<&'t TrustFile>,
    /// As of when the keys are to be good.
    pub now: Timestamp,
}

impl Inventory {
    /// Looks at everything below a folder.
    ///
    /// # Errors
    ///
    /// Fails if the folder itself cannot be read or holds no bundle at all; what is wrong below it is a row.
    pub fn read(root: &Path, vouching: Vouching<'_>, language: Language) -> Result<Self, IndexError> {
        let folders = gather::folders(root, vouching, language)?;
        let mut cells = cell::cells(&folders);
        usual::mark(&mut cells, &folders, language);
        Ok(Self {
            folders,
            cells,
            language,
        })
    }

    /// Returns the facts of a cell's newest bundle.
    pub fn newest(&self, cell: &Cell) -> Option<(&Folder, &Facts)> {
        let folder = self.folders.get(cell.newest)?;
        folder.facts().map(|facts| (folder, facts))
    }

    /// Returns what cannot be put into a cell: damaged, foreign and unreadable folders, and links.
    pub fn strays(&self) -> impl Iterator<Item = &Folder> {
        self.folders.iter().filter(|folder| folder.facts().is_none())
    }
}
