//! The fields of the skrytka form: their labels, tabs and kinds of control.

use crate::skrytka::{Choice, Content, Kind, Mode, Reply, Scheme, Store, Transmission};

/// One tab of the skrytka form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tab {
    /// `Ogólne`.
    General,
    /// `Tryb pracy`.
    Operation,
    /// `Powiadomienia`.
    Notifications,
    /// `Ustawienia szczegółowe`.
    Details,
    /// `Ustawienia transmisji`.
    Transmission,
    /// `Schematy i reguły`.
    Schemas,
}

impl Tab {
    /// All tabs in the order shown.
    pub const ALL: [Self; 6] = [
        Self::General,
        Self::Operation,
        Self::Notifications,
        Self::Details,
        Self::Transmission,
        Self::Schemas,
    ];

    /// The text on the tab.
    pub fn label(self) -> &'static str {
        match self {
            Self::General => "Ogólne",
            Self::Operation => "Tryb pracy",
            Self::Notifications => "Powiadomienia",
            Self::Details => "Ustawienia szczegółowe",
            Self::Transmission => "Ustawienia transmisji",
            Self::Schemas => "Schematy i reguły",
        }
    }

    /// The last part of the panel's client id.
    pub(crate) fn local_id(self) -> &'static str {
        match self {
            Self::General => "ogolne",
            Self::Operation => "trybPracy",
            Self::Notifications => "powiadomienia",
            Self::Details => "szczegolowe",
            Self::Transmission => "transmisja",
            Self::Schemas => "schematy",
        }
    }

    /// Whether the content arrives only with the first click on the tab.
    pub(crate) fn is_dynamic(self) -> bool {
        matches!(self, Self::Notifications | Self::Transmission)
    }
}

/// What kind of control a field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Radio(Vec<&'static str>),
    Check(&'static str),
    Text,
    FixedText,
    Area,
    Number,
}

/// One field of the skrytka form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `Nazwa`.
    Name,
    /// `Adres`.
    Address,
    /// `Opis`.
    Description,
    /// `Stan skrytki`.
    Active,
    /// `Szablon konfiguracji`.
    Scheme,
    /// `Typ skrytki`.
    Kind,
    /// `Rodzaj odpowiedzi`.
    Reply,
    /// `Tryb pracy`.
    Mode,
    /// `Maksymalna liczba dokumentów w kolejce`.
    QueueLimit,
    /// `Sprawdzanie duplikatów w okresie`, the checkbox.
    Duplicates,
    /// `Sprawdzanie duplikatów w okresie`, the days.
    DuplicatesDays,
    /// `Adresy e-mail do powiadomień`.
    Emails,
    /// `Gdy liczba dokumentów w kolejce osiągnie`.
    QueueAlert,
    /// `Gdy kolejka jest przepełniona`.
    OverflowAlert,
    /// `O błędach dostarczenia`.
    DeliveryErrorAlert,
    /// `O nieodebranych dokumentach po`.
    UncollectedAlert,
    /// `Wymagalność podpisu`.
    SignatureRequired,
    /// `Archiwizacja podpisu`.
    SignatureArchived,
    /// `Dopuszczalna zawartość`.
    Content,
    /// `Autoryzacja nadawcy`.
    SenderAuthorised,
    /// `Autoryzacja odbiorcy`.
    RecipientAuthorised,
    /// `Sprawdzanie poprawności dokumentu`.
    DocumentsChecked,
    /// `Adres systemu odbiorcy dla dokumentów`.
    Documents,
    /// The text beside `własny:` for documents.
    DocumentsOwn,
    /// `Adres systemu odbiorcy dla UPP`.
    Receipts,
    /// The text beside `własny:` for receipts.
    ReceiptsOwn,
    /// `Rodzaj transmisji do systemu odbiorcy`.
    Transmission,
}

impl Field {
    /// All fields in the order of the form.
    pub const ALL: [Self; 27] = [
        Self::Name,
        Self::Address,
        Self::Description,
        Self::Active,
        Self::Scheme,
        Self::Kind,
        Self::Reply,
        Self::Mode,
        Self::QueueLimit,
        Self::Duplicates,
        Self::DuplicatesDays,
        Self::Emails,
        Self::QueueAlert,
        Self::OverflowAlert,
        Self::DeliveryErrorAlert,
        Self::UncollectedAlert,
        Self::SignatureRequired,
        Self::SignatureArchived,
        Self::Content,
        Self::SenderAuthorised,
        Self::RecipientAuthorised,
        Self::DocumentsChecked,
        Self::Documents,
        Self::DocumentsOwn,
        Self::Receipts,
        Self::ReceiptsOwn,
        Self::Transmission,
    ];

    /// The label as the portal shows it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "Nazwa",
            Self::Address => "Adres",
            Self::Description => "Opis",
            Self::Active => "Stan skrytki",
            Self::Scheme => "Szablon konfiguracji",
            Self::Kind => "Typ skrytki",
            Self::Reply => "Rodzaj odpowiedzi",
            Self::Mode => "Tryb pracy",
            Self::QueueLimit => "Maksymalna liczba dokumentów w kolejce",
            Self::Duplicates | Self::DuplicatesDays => "Sprawdzanie duplikatów w okresie",
            Self::Emails => "Adresy e-mail do powiadomień",
            Self::QueueAlert => "Gdy liczba dokumentów w kolejce osiągnie",
            Self::OverflowAlert => "Gdy kolejka jest przepełniona",
            Self::DeliveryErrorAlert => "O błędach dostarczenia",
            Self::UncollectedAlert => "O nieodebranych dokumentach po",
            Self::SignatureRequired => "Wymagalność podpisu",
            Self::SignatureArchived => "Archiwizacja podpisu",
            Self::Content => "Dopuszczalna zawartość",
            Self::SenderAuthorised => "Autoryzacja nadawcy",
            Self::RecipientAuthorised => "Autoryzacja odbiorcy",
            Self::DocumentsChecked => "Sprawdzanie poprawności dokumentu",
            Self::Documents => "Adres systemu odbiorcy dla dokumentów",
            Self::DocumentsOwn | Self::ReceiptsOwn => "własny:",
            Self::Receipts => "Adres systemu odbiorcy dla UPP",
            Self::Transmission => "Rodzaj transmisji do systemu odbiorcy",
        }
    }

    /// The tab that the field is on.
    pub fn tab(self) -> Tab {
        match self {
            Self::Name | Self::Address | Self::Description | Self::Active => Tab::General,
            Self::Scheme
            | Self::Kind
            | Self::Reply
            | Self::Mode
            | Self::QueueLimit
            | Self::Duplicates
            | Self::DuplicatesDays => Tab::Operation,
            Self::Emails
            | Self::QueueAlert
            | Self::OverflowAlert
            | Self::DeliveryErrorAlert
            | Self::UncollectedAlert => Tab::Notifications,
            Self::SignatureRequired
            | Self::SignatureArchived
            | Self::Content
            | Self::SenderAuthorised
            | Self::RecipientAuthorised
            | Self::DocumentsChecked => Tab::Details,
            Self::Documents | Self::DocumentsOwn | Self::Receipts | Self::ReceiptsOwn | Self::Transmission => {
                Tab::Transmission
            }
        }
    }

    pub(crate) fn shape(self) -> Shape {
        match self {
            Self::Name | Self::DocumentsOwn | Self::ReceiptsOwn => Shape::Text,
            Self::Address => Shape::FixedText,
            Self::Description | Self::Emails => Shape::Area,
            Self::Active => Shape::Check("aktywna"),
            Self::Duplicates => Shape::Check("włączone"),
            Self::OverflowAlert
            | Self::DeliveryErrorAlert
            | Self::SignatureRequired
            | Self::SignatureArchived
            | Self::SenderAuthorised
            | Self::RecipientAuthorised
            | Self::DocumentsChecked => Shape::Check(""),
            Self::QueueLimit | Self::DuplicatesDays | Self::QueueAlert | Self::UncollectedAlert => Shape::Number,
            Self::Scheme => Shape::Radio(labels::<Scheme>()),
            Self::Kind => Shape::Radio(labels::<Kind>()),
            Self::Reply => Shape::Radio(labels::<Reply>()),
            Self::Mode => Shape::Radio(labels::<Mode>()),
            Self::Content => Shape::Radio(labels::<Content>()),
            Self::Documents | Self::Receipts => Shape::Radio(labels::<Store>()),
            Self::Transmission => Shape::Radio(labels::<Transmission>()),
        }
    }
}

fn labels<C: Choice>() -> Vec<&'static str> {
    C::ALL.iter().map(|(_, label)| *label).collect()
}
