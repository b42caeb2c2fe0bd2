//! One skrytka as the portal stores it.

/// One answer of a radio group: the portal shows and submits its label.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// All answers in the order shown, with their labels.
    const ALL: &'static [(Self, &'static str)];

    /// The label beside the radio button.
    fn label(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(choice, _)| *choice == self)
            .map_or("", |(_, label)| label)
    }

    /// The answer that carries a label.
    fn from_label(label: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == label)
            .map(|(choice, _)| *choice)
    }
}

/// `Szablon konfiguracji`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `Standardowa`.
    Standard,
    /// `transakcyjnej`.
    Transactional,
    /// `dokumentowej`.
    Documentary,
}

impl Choice for Scheme {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Standard, "Standardowa"),
        (Self::Transactional, "transakcyjnej"),
        (Self::Documentary, "dokumentowej"),
    ];
}

/// `Typ skrytki`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `synchroniczna`.
    Synchronous,
    /// `asynchroniczna`.
    Asynchronous,
}

impl Choice for Kind {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Synchronous, "synchroniczna"),
        (Self::Asynchronous, "asynchroniczna"),
    ];
}

/// `Rodzaj odpowiedzi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// `status`.
    Status,
    /// `UPP`.
    Upp,
    /// `dokument`.
    Document,
}

impl Choice for Reply {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Status, "status"),
        (Self::Upp, "UPP"),
        (Self::Document, "dokument"),
    ];
}

/// `Tryb pracy`, the radio group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `PUSH`.
    Push,
    /// `PULL`.
    Pull,
}

impl Choice for Mode {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Push, "PUSH"), (Self::Pull, "PULL")];
}

/// `Dopuszczalna zawartość`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// `tylko dokumenty XML`.
    XmlOnly,
    /// `dowolne pliki`.
    AnyFile,
}

impl Choice for Content {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::XmlOnly, "tylko dokumenty XML"), (Self::AnyFile, "dowolne pliki")];
}

/// Where documents or receipts of a skrytka land.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// `Moje dokumenty`.
    MyDocuments,
    /// `Koordynator`.
    Coordinator,
    /// `własny:`, with the address in the field beside it.
    Own,
}

impl Choice for Store {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::MyDocuments, "Moje dokumenty"),
        (Self::Coordinator, "Koordynator"),
        (Self::Own, "własny:"),
    ];
}

/// `Rodzaj transmisji do systemu odbiorcy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transmission {
    /// `SOAP binarnie`.
    SoapBinary,
    /// `HTTP POST`.
    HttpPost,
}

impl Choice for Transmission {
    const ALL: &'static [(Self, &'static str)] = &[(Self::SoapBinary, "SOAP binarnie"), (Self::HttpPost, "HTTP POST")];
}

/// One skrytka: an address that receives documents, with all its settings.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent checkbox of the portal's form"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skrytka {
    /// `Nazwa`.
    pub name: String,
    /// `Adres`.
    pub address: String,
    /// `Opis`.
    pub description: String,
    /// `Stan skrytki`: active, or blocked for senders.
    pub active: bool,
    /// `Szablon konfiguracji`.
    pub scheme: Scheme,
    /// `Typ skrytki`.
    pub kind: Kind,
    /// `Rodzaj odpowiedzi`.
    pub reply: Reply,
    /// `Tryb pracy`.
    pub mode: Mode,
    /// `Maksymalna liczba dokumentów w kolejce`; 0 means no limit.
    pub queue_limit: u32,
    /// `Sprawdzanie duplikatów w okresie`: whether it is on.
    pub duplicates: bool,
    /// `Sprawdzanie duplikatów w okresie`: the days.
    pub duplicates_days: u32,
    /// `Adresy e-mail do powiadomień`, one per line.
    pub emails: String,
    /// `Gdy liczba dokumentów w kolejce osiągnie`.
    pub queue_alert: Option<u32>,
    /// `Gdy kolejka jest przepełniona`.
    pub overflow_alert: bool,
    /// `O błędach dostarczenia`.
    pub delivery_error_alert: bool,
    /// `O nieodebranych dokumentach po`, in days.
    pub uncollected_alert: Option<u32>,
    /// `Wymagalność podpisu`.
    pub signature_required: bool,
    /// `Archiwizacja podpisu`.
    pub signature_archived: bool,
    /// `Dopuszczalna zawartość`.
    pub content: Content,
    /// `Autoryzacja nadawcy`.
    pub sender_authorised: bool,
    /// `Autoryzacja odbiorcy`.
    pub recipient_authorised: bool,
    /// `Sprawdzanie poprawności dokumentu`.
    pub documents_checked: bool,
    /// `Adres systemu odbiorcy dla dokumentów`.
    pub documents: Store,
    /// The own address for documents.
    pub documents_own: String,
    /// `Adres systemu odbiorcy dla UPP`.
    pub receipts: Store,
    /// The own address for receipts.
    pub receipts_own: String,
    /// `Rodzaj transmisji do systemu odbiorcy`.
    pub transmission: Transmission,
}

impl Skrytka {
    /// Whether it is the skrytka that every subject gets at its creation and cannot do without.
    pub(crate) fn is_default(&self) -> bool {
        self.address.ends_with("/domyslna")
    }

    /// Makes a skrytka in the state that SEKAP left it in.
    pub fn before_reconfiguration(podmiot: &str, name: &str, local: &str, description: &str) -> Self {
        Self {
            name: name.to_owned(),
            address: format!("/{podmiot}/{local}"),
            description: description.to_owned(),
            active: true,
            scheme: Scheme::Standard,
            kind: Kind::Synchronous,
            reply: Reply::Status,
            mode: Mode::Push,
            queue_limit: 100,
            duplicates: true,
            duplicates_days: 0,
            emails: String::new(),
            queue_alert: None,
            overflow_alert: false,
            delivery_error_alert: false,
            uncollected_alert: None,
            signature_required: true,
            signature_archived: false,
            content: Content::XmlOnly,
            sender_authorised: false,
            recipient_authorised: false,
            documents_checked: true,
            documents: Store::Coordinator,
            documents_own: String::new(),
            receipts: Store::Coordinator,
            receipts_own: String::new(),
            transmission: Transmission::SoapBinary,
        }
    }
}
