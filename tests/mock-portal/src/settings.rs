//! What the owner of the practice portal decides before it starts.

/// Which skrytki the practice offices own at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataSet {
    /// The two skrytki of the instruction.
    #[default]
    Instruction,
    /// Two pages of skrytki, some with names that nearly match.
    Many,
}

/// How far one edit session reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EditScope {
    /// One edit session spans all tabs.
    #[default]
    Whole,
    /// Leaving a tab silently drops what was edited on it.
    PerTab,
}

/// The start-up choices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The skrytki at the start.
    pub data: DataSet,
    /// How far one edit session reaches.
    pub edit_scope: EditScope,
    /// The context that every login begins in; without it the person is asked.
    pub context: Option<String>,
    /// The portal's port on 127.0.0.1; 0 lets the system choose.
    pub portal_port: u16,
    /// The login side's port on 127.0.0.1; 0 lets the system choose.
    pub login_port: u16,
    /// The PULL service's port on 127.0.0.1; 0 lets the system choose.
    pub pull_port: u16,
}
