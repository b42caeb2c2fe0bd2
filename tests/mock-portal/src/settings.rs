//! What the owner of the practice portal decides before it starts.

use crate::expiry::SessionLife;

/// Which skrytki the practice offices own at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataSet {
    /// The two skrytki of the instruction.
    #[default]
    Instruction,
    /// Two pages of skrytki, some with names that nearly match.
    Many,
    /// The two skrytki of the instruction, and two that nobody uses, `ZMOKU` and `test`.
    Migration,
}

/// Which systems the practice offices have registered at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SystemSet {
    /// The two systems of the instruction's picture.
    #[default]
    Instruction,
    /// SEKAP's system alone, as the instruction expects it.
    OnlySekap,
    /// A system with SEKAP's name but the description `serwer EZD`.
    OtherDescription,
    /// Two systems with SEKAP's name; the second is described as `serwer SEKAP (zapasowy)`.
    Twins,
    /// Three more, among them `i4m4hvn61v` with SEKAP's description.
    Unexpected,
}

/// Which karty spraw the practice offices have at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardSet {
    /// Six cards on one page.
    #[default]
    Few,
    /// The 92 cards of the instruction, on ten pages.
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
    /// The systems at the start.
    pub systems: SystemSet,
    /// The karty spraw at the start.
    pub cards: CardSet,
    /// How far one edit session reaches.
    pub edit_scope: EditScope,
    /// The context that every login begins in; without it the person is asked.
    pub context: Option<String>,
    /// How long a session lives.
    pub session: SessionLife,
    /// The portal's port on 127.0.0.1; 0 lets the system choose.
    pub portal_port: u16,
    /// The login side's port on 127.0.0.1; 0 lets the system choose.
    pub login_port: u16,
    /// The PULL service's port on 127.0.0.1; 0 lets the system choose.
    pub pull_port: u16,
}
