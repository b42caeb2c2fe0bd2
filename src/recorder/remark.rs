//! What the author of a draft has to look at, in words.

use crate::text::language::Language;
use crate::text::plain::plain;

use super::personal::Personal;

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Something hidden has the same label and no place tells the two apart.
    AloneByChance {
        /// The label.
        label: String,
    },
    /// Several visible controls or fields answer to the name.
    Twins {
        /// The label.
        label: String,
        /// How many.
        count: usize,
    },
    /// The language cannot say which of several buttons of a form is meant.
    ButtonNotAlone {
        /// The label.
        label: String,
    },
    /// Fields that only a text beside them or a tooltip names.
    WeakLabels {
        /// The labels.
        labels: Vec<String>,
    },
    /// The first column that reads like a name has equal cells.
    KeyNotUnique {
        /// The column passed over.
        column: Option<String>,
        /// The column taken.
        instead: Option<String>,
    },
    /// No cell tells the row from the others.
    RowNotAlone {
        /// The column taken.
        column: Option<String>,
    },
    /// The table had one row: whether the key tells rows apart was not seen.
    OnlyRow,
    /// Data of a person became an input.
    Personal {
        /// What kind.
        kind: Personal,
        /// The input.
        input: String,
    },
    /// The label pressed holds data of a person.
    PersonalName,
    /// A password was typed.
    Secret {
        /// The field.
        label: String,
    },
    /// Something was pressed that cannot be taken back.
    Destroyed {
        /// The label.
        label: String,
        /// The row.
        row: Option<String>,
    },
    /// The profile does not know what a press does.
    EffectUnknown {
        /// The label.
        label: String,
    },
    /// A button was taken for one that only looks for something.
    Searched {
        /// The label.
        label: String,
    },
    /// No new heading showed where a press led.
    NothingNew,
    /// The heading that shows where a press led holds a number.
    NumberInHeading,
    /// Fields were filled and nothing was saved.
    Unsaved {
        /// The fields.
        labels: Vec<String>,
    },
    /// Fields were filled and given up.
    GivenUp {
        /// The button.
        cancel: String,
    },
    /// A value that a runbook cannot hold yet.
    NoSuchValue {
        /// The field.
        label: String,
    },
    /// The page changed without a press that was heard.
    Jumped,
    /// An address was typed or a page turned back to.
    Typed,
    /// An address that holds a state of the portal.
    AddressUnstable,
    /// The acting entity was changed on the way.
    OtherEntity,
    /// The page was on a foreign host.
    Away,
    /// Another window was opened.
    OtherWindow,
    /// A native dialog came up.
    Asked {
        /// Its text.
        text: String,
    },
    /// Something was clicked that krok does not know.
    Strange {
        /// Its words.
        words: String,
    },
    /// The same was done for some rows of a table.
    RowsAlike {
        /// The table.
        table: String,
    },
    /// A loop covers every row, also those that come later.
    EveryRow {
        /// The table.
        table: String,
    },
}

impl Remark {
    /// Says whether it is only for the reader of the draft, and need not be told at once.
    pub fn is_quiet(&self) -> bool {
        matches!(
            self,
            Self::OnlyRow | Self::NothingNew | Self::NumberInHeading | Self::GivenUp { .. } | Self::RowsAlike { .. }
        )
    }

    /// Words the remark, in one line.
    pub fn words(&self, language: Language) -> String {
        let (polish, english) = self.both();
        plain(language.pick(&polish, &english))
    }

    #[expect(clippy::too_many_lines, reason = "a table of messages, one arm for each variant")]
    fn both(&self) -> (String, String) {
        match self {
            Self::AloneByChance { label } => (
                format!("etykieta „{label}” jest dziś jedyna tylko dlatego, że drugi taki element jest ukryty"),
                format!("`{label}` is alone today only because another one is hidden"),
            ),
            Self::Twins { label, count } => (
                format!("etykieta „{label}” stoi w {count} miejscach i żadne z nich nie ma własnej nazwy; krok nie będzie wiedział, o które chodzi"),
                format!("`{label}` stands in {count} places without names of their own; krok will not know which is meant"),
            ),
            Self::ButtonNotAlone { label } => (
                format!("przycisk „{label}” jest na stronie więcej niż jeden, a w formularzu nie można wskazać jego miejsca"),
                format!("there is more than one button `{label}`, and a form cannot say where its own stands"),
            ),
            Self::WeakLabels { labels } => (
                format!("pola rozpoznane tylko po tekście obok albo podpowiedzi: {}", quoted(labels)),
                format!("fields known only by a text beside them or a tooltip: {}", quoted(labels)),
            ),
            Self::KeyNotUnique { column, instead } => (
                format!("w kolumnie {} teksty się powtarzają, więc wiersz wskazuje kolumna {}", named(column.as_ref(), "bez nagłówka"), named(instead.as_ref(), "bez nagłówka")),
                format!("texts repeat in the column {}, so the row is told by the column {}", named(column.as_ref(), "without heading"), named(instead.as_ref(), "without heading")),
            ),
            Self::RowNotAlone { column } => (
                format!("żadna komórka nie odróżnia tego wiersza od innych (wybrano kolumnę {})", named(column.as_ref(), "bez nagłówka")),
                format!("no cell tells this row from the others (column {} was taken)", named(column.as_ref(), "without heading")),
            ),
            Self::OnlyRow => (
                "tabela miała tylko jeden wiersz; czy ten tekst odróżni go od innych, nie było widać".to_owned(),
                "the table had one row; whether this text tells it from others was not seen".to_owned(),
            ),
            Self::Personal { kind, input } => {
                let (polish, english) = words_of(*kind);
                (
                    format!("wpisano {polish}; w szkicu jest zamiast tego dana {{{input}}}, o którą krok zapyta"),
                    format!("{english} was typed; the draft has the input {{{input}}} instead, for which krok will ask"),
                )
            }
            Self::PersonalName => (
                "naciśnięto coś, czego nazwa zawiera dane osobowe; pominięto".to_owned(),
                "something was pressed whose name holds data of a person; left out".to_owned(),
            ),
            Self::Secret { label } => (
                format!("pole „{label}” pyta o hasło lub kod; krok ich nie zapisuje ani nie wpisuje"),
                format!("the field `{label}` asks for a password or code; krok neither notes nor types them"),
            ),
            Self::Destroyed { label, row } => {
                let row = row.as_ref();
                (
                    format!("naciśnięto „{label}”{}; tego nie da się cofnąć, więc w szkicu tego nie ma: `destroy` trzeba napisać ręcznie", row.map_or_else(String::new, |row| format!(" w wierszu „{row}”"))),
                    format!("`{label}` was pressed{}; it cannot be taken back, so the draft leaves it out: write `destroy` by hand", row.map_or_else(String::new, |row| format!(" in the row `{row}`"))),
                )
            }
            Self::EffectUnknown { label } => (
                format!("profil nie wie, co robi „{label}”; zapisano ostrożnie jako zmianę. Jeżeli tylko przechodzi dalej: effect = \"navigate\" albo lista navigate w portal.toml"),
                format!("the profile does not know what `{label}` does; noted as a change to be safe. If it only moves on: effect = \"navigate\", or the list navigate in portal.toml"),
            ),
            Self::Searched { label } => (
                format!("„{label}” uznano za wyszukiwanie, które niczego nie zmienia"),
                format!("`{label}` was taken for a search, which changes nothing"),
            ),
            Self::NothingNew => (
                "po tym kroku nie pojawił się nowy nagłówek; warto dopisać w `see`, po czym poznać, że się udał".to_owned(),
                "no new heading showed after this step; better add to `see` what shows that it worked".to_owned(),
            ),
            Self::NumberInHeading => (
                "nagłówek w `see` zawiera liczbę; czy zawsze będzie taka sama?".to_owned(),
                "the heading in `see` holds a number; will it always be the same?".to_owned(),
            ),
            Self::NoSuchValue { label } => (
                format!("wartości pola „{label}” nie da się zapisać w runbooku; pole pominięto"),
                format!("a runbook cannot hold the value of `{label}`; the field was left out"),
            ),
            Self::Unsaved { labels } => (
                format!("wypełniono {}, ale niczego nie zapisano; pominięto. Wiersza tabeli krok szuka sam; do wyszukiwarki służy filter", quoted(labels)),
                format!("{} filled, but nothing saved; left out. krok looks for a row by itself; for a search field there is filter", quoted(labels)),
            ),
            Self::GivenUp { cancel } => (
                format!("wypełnione pola porzucono przyciskiem „{cancel}”; pominięto"),
                format!("what was filled was given up with `{cancel}`; left out"),
            ),
            Self::Jumped => (
                "strona zmieniła się bez zauważonego naciśnięcia; w tym miejscu może brakować kroku".to_owned(),
                "the page changed without a press that was noticed; a step may be missing here".to_owned(),
            ),
            Self::Typed => (
                "adres wpisano ręcznie albo użyto „Wstecz”; lepsza jest droga przez menu (`go`)".to_owned(),
                "an address was typed, or a page turned back to; a way through the menu (`go`) is better".to_owned(),
            ),
            Self::AddressUnstable => (
                "adres tej strony zawiera stan portalu, którego nie da się powtórzyć; jest tu strona początkowa".to_owned(),
                "the address of this page holds a state of the portal that cannot be repeated; the start page stands here".to_owned(),
            ),
            Self::OtherEntity => (
                "w czasie nagrania zmieniono podmiot; czynności sprzed zmiany pominięto".to_owned(),
                "the entity was changed while recording; what was done before was left out".to_owned(),
            ),
            Self::Away => (
                "strona była na innym serwerze; tam krok niczego nie słucha i nie zapisuje".to_owned(),
                "the page was on another host; nothing is heard or noted there".to_owned(),
            ),
            Self::OtherWindow => (
                "otwarto drugie okno lub kartę; tego, co się w nich działo, w szkicu nie ma".to_owned(),
                "another window or tab was opened; what happened there is not in the draft".to_owned(),
            ),
            Self::Asked { text } => (
                format!("przeglądarka zapytała: „{text}”; odpowiedzi krok nie widział, proszę ją dopisać do tego kroku kluczem asked"),
                format!("the browser asked: `{text}`; krok did not see the answer; add it to this step with asked"),
            ),
            Self::Strange { words } => (
                format!("kliknięto „{words}”, co nie jest dla kroku ani przyciskiem, ani polem; tu może brakować kroku"),
                format!("`{words}` was clicked, which is neither a control nor a field to krok; a step may be missing here"),
            ),
            Self::RowsAlike { table } => (
                format!("kilka wierszy tabeli „{table}” opracowano tak samo; jeżeli ma to objąć wszystkie, proszę użyć for_each"),
                format!("several rows of `{table}` were worked on alike; if all are meant, use for_each"),
            ),
            Self::EveryRow { table } => (
                format!("opracowano wszystkie wiersze tabeli „{table}”, więc szkic obejmuje każdy, także dodany później"),
                format!("all rows of `{table}` were worked on, so the draft covers every row, also those that come later"),
            ),
        }
    }
}

fn words_of(kind: Personal) -> (&'static str, &'static str) {
    match kind {
        Personal::Pesel => ("numer PESEL", "a PESEL number"),
        Personal::Mail => ("adres e-mail", "an e-mail address"),
        Personal::Phone => ("numer telefonu", "a telephone number"),
    }
}

fn quoted(texts: &[String]) -> String {
    texts
        .iter()
        .map(|text| format!("„{text}”"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn named(text: Option<&String>, otherwise: &str) -> String {
    text.map_or_else(|| otherwise.to_owned(), |text| format!("„{text}”"))
}
