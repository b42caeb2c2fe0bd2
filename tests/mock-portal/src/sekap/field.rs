//! The fields of a unit's form: labels, tabs and how they travel as texts.

use super::unit::Unit;

/// The value that a ticked switch submits.
const ON: &str = "on";
/// The choice that detaches the box.
pub(super) const NO_BOX: &str = "(brak)";

/// A tab of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitTab {
    Structure,
    Description,
}

impl UnitTab {
    pub(super) const ALL: [Self; 2] = [Self::Structure, Self::Description];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Structure => "Struktura organizacyjna, rejestr",
            Self::Description => "Opis",
        }
    }

    /// The word in the submitted form.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Structure => "struktura",
            Self::Description => "opis",
        }
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitField {
    /// `Nazwa komórki`.
    Name,
    /// `Aktualny`.
    Current,
    /// `Do BIP`.
    InBip,
    /// `Parametry wydruku`.
    PrintParameters,
    /// `Ikona`.
    Icon,
    /// `Powiązana skrzynka`.
    LinkedBox,
    /// `Identyfikator na ePUAP`.
    EpuapId,
    /// `Adres skrytki na ePUAP`.
    EpuapAddress,
}

/// How a field is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Line,
    Lines,
    Switch,
    Choice,
}

impl UnitField {
    /// All fields in the order shown.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Current,
        Self::InBip,
        Self::PrintParameters,
        Self::Icon,
        Self::LinkedBox,
        Self::EpuapId,
        Self::EpuapAddress,
    ];

    /// The label beside the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "Nazwa komórki",
            Self::Current => "Aktualny",
            Self::InBip => "Do BIP",
            Self::PrintParameters => "Parametry wydruku",
            Self::Icon => "Ikona",
            Self::LinkedBox => "Powiązana skrzynka",
            Self::EpuapId => "Identyfikator na ePUAP",
            Self::EpuapAddress => "Adres skrytki na ePUAP",
        }
    }

    pub(super) fn tab(self) -> UnitTab {
        match self {
            Self::Name | Self::Current | Self::InBip => UnitTab::Structure,
            Self::PrintParameters | Self::Icon | Self::LinkedBox | Self::EpuapId | Self::EpuapAddress => {
                UnitTab::Description
            }
        }
    }

    pub(super) fn look(self) -> Look {
        match self {
            Self::Name | Self::Icon | Self::EpuapId | Self::EpuapAddress => Look::Line,
            Self::PrintParameters => Look::Lines,
            Self::Current | Self::InBip => Look::Switch,
            Self::LinkedBox => Look::Choice,
        }
    }

    /// The name of the control, and its id.
    pub(super) fn parameter(self) -> &'static str {
        match self {
            Self::Name => "komorka:nazwa",
            Self::Current => "komorka:aktualny",
            Self::InBip => "komorka:doBip",
            Self::PrintParameters => "komorka:parametryWydruku",
            Self::Icon => "komorka:ikona",
            Self::LinkedBox => "komorka:powiazanaSkrzynka",
            Self::EpuapId => "komorka:identyfikatorEpuap",
            Self::EpuapAddress => "komorka:adresSkrytkiEpuap",
        }
    }

    /// The text as the form carries it; a ticked switch reads `on`, no box reads `(brak)`.
    pub fn text_of(self, unit: &Unit) -> String {
        let flag = |on| if on { ON.to_owned() } else { String::new() };
        match self {
            Self::Name => unit.name.clone(),
            Self::Current => flag(unit.current),
            Self::InBip => flag(unit.in_bip),
            Self::PrintParameters => unit.print_parameters.clone(),
            Self::Icon => unit.icon.clone(),
            Self::LinkedBox if unit.linked_box.is_empty() => NO_BOX.to_owned(),
            Self::LinkedBox => unit.linked_box.clone(),
            Self::EpuapId => unit.epuap_id.clone(),
            Self::EpuapAddress => unit.epuap_address.clone(),
        }
    }

    /// Takes a text over into a unit. A switch that was not sent is off.
    pub(super) fn set(self, unit: &mut Unit, text: &str) {
        let line = text.trim().to_owned();
        match self {
            Self::Name => unit.name = line,
            Self::Current => unit.current = text == ON,
            Self::InBip => unit.in_bip = text == ON,
            Self::PrintParameters => unit.print_parameters = line.replace("\r\n", "\n"),
            Self::Icon => unit.icon = line,
            Self::LinkedBox if line == NO_BOX => unit.linked_box.clear(),
            Self::LinkedBox => unit.linked_box = line,
            Self::EpuapId => unit.epuap_id = line,
            Self::EpuapAddress => unit.epuap_address = line,
        }
    }
}
