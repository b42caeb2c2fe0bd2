//! One system as the portal keeps it under Zarządzanie kontem, Systemy.

use crate::skrytka::Choice;

/// `Typ` of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `Lokalny`.
    Local,
    /// `Zewnętrzny`.
    External,
}

impl Choice for Origin {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Local, "Lokalny"), (Self::External, "Zewnętrzny")];
}

/// A registered system: whoever holds its certificate may call the services on behalf of the subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// `Nazwa systemu`.
    pub name: String,
    /// `Opis systemu`.
    pub description: String,
    /// `Data ważności certyfikatu`, as shown.
    pub certificate_until: String,
    /// `Typ`.
    pub origin: Origin,
}
