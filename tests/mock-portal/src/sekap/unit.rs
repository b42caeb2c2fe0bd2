//! One organisational unit („komórka”) as SEKAP's administration keeps it.

/// A unit of the tree `Struktura organizacyjna, rejestry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What tells it from another unit of the same name.
    pub number: u32,
    /// The unit that it belongs to; none for the root.
    pub parent: Option<u32>,
    /// `Nazwa komórki`.
    pub name: String,
    /// `Aktualny`.
    pub current: bool,
    /// `Do BIP`.
    pub in_bip: bool,
    /// `Parametry wydruku`, one a line.
    pub print_parameters: String,
    /// `Ikona`.
    pub icon: String,
    /// `Powiązana skrzynka`; empty for `(brak)`.
    pub linked_box: String,
    /// `Identyfikator na ePUAP`.
    pub epuap_id: String,
    /// `Adres skrytki na ePUAP`.
    pub epuap_address: String,
}

impl Unit {
    /// Makes a unit without any connection to ePUAP.
    pub fn plain(number: u32, parent: Option<u32>, name: &str) -> Self {
        Self {
            number,
            parent,
            name: name.to_owned(),
            current: true,
            in_bip: true,
            print_parameters: String::new(),
            icon: String::new(),
            linked_box: String::new(),
            epuap_id: String::new(),
            epuap_address: String::new(),
        }
    }

    /// Makes a partner whose mail runs through SEKAP.
    pub fn connected(number: u32, parent: u32, name: &str, podmiot: &str) -> Self {
        Self {
            print_parameters: format!("NAGLOWEK={name}\nSTOPKA=PeUP SEKAP\nHERB=tak"),
            icon: format!("herby/{podmiot}.png"),
            linked_box: format!("{podmiot} – skrzynka kontaktowa"),
            epuap_id: podmiot.to_owned(),
            epuap_address: format!("/{podmiot}/Skrytka_ESP"),
            ..Self::plain(number, Some(parent), name)
        }
    }

    /// Whether SEKAP carries the mail of this subject for the unit.
    pub fn carries(&self, podmiot: &str) -> bool {
        self.current && self.epuap_id == podmiot && !self.linked_box.is_empty()
    }
}
