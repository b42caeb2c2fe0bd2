//! One system as the portal keeps it under Zarządzanie kontem, Systemy.

use crate::fixture::SEKAP_SYSTEM;
use crate::settings::SystemSet;
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

/// The roles that every practice system has.
pub(crate) const ROLES: [&str; 4] = ["Instytucja_Publiczna", "Profile", "Rola domyślna", "WebEWID_Gli_role"];

/// A registered system: whoever holds its certificate may call the services on behalf of the subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// What tells it from another system of the same name; the portal never shows it.
    pub number: u32,
    /// `Nazwa systemu`.
    pub name: String,
    /// `Opis systemu`.
    pub description: String,
    /// `Data ważności certyfikatu`, as shown.
    pub certificate_until: String,
    /// `Typ`.
    pub origin: Origin,
}

impl System {
    /// Makes a system of another server.
    pub fn external(number: u32, name: &str, description: &str, certificate_until: &str) -> Self {
        Self {
            number,
            name: name.to_owned(),
            description: description.to_owned(),
            certificate_until: certificate_until.to_owned(),
            origin: Origin::External,
        }
    }
}

/// The systems of an office at the start.
pub(crate) fn systems(set: SystemSet) -> Vec<System> {
    let local = System {
        origin: Origin::Local,
        ..System::external(1, "d3n3f04ve3", "WebEWID", "05.11.2015 12:25")
    };
    let sekap = System::external(2, SEKAP_SYSTEM, "serwer SEKAP", "13.01.2022 12:06");
    match set {
        SystemSet::Instruction => vec![local, sekap],
        SystemSet::OnlySekap => vec![sekap],
        SystemSet::OtherDescription => vec![
            local,
            System {
                description: "serwer EZD".to_owned(),
                ..sekap
            },
        ],
        SystemSet::Twins => vec![
            local,
            sekap,
            System::external(3, SEKAP_SYSTEM, "serwer SEKAP (zapasowy)", "13.01.2022 12:06"),
        ],
        SystemSet::Unexpected => vec![
            local,
            sekap,
            System::external(3, "i4m4hvn61v", "serwer SEKAP", "13.01.2022 12:06"),
            System::external(4, "k7p2sod001", "SOD Powiat", "20.03.2023 08:15"),
            System::external(5, "x9q8test", "", "01.02.2019 10:00"),
        ],
    }
}
