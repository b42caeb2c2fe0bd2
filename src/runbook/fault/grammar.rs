//! Parts of a file and types of values, with their names in both languages and how they are written.

use crate::text::language::Language;

/// A part of a runbook or a portal profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The top of a runbook.
    Runbook,
    /// `[source]`.
    Source,
    /// A table under `[inputs]`.
    Input,
    /// The top of a series.
    Series,
    /// A step of a series.
    Stage,
    /// The top of an instruction.
    Instruction,
    /// `[[chapter]]`.
    Chapter,
    /// A point of an instruction.
    Point,
    /// A step.
    Step,
    /// `for_each`.
    ForEach,
    /// `asked`.
    Asked,
    /// `record`.
    Record,
    /// A row that is picked.
    Pick,
    /// `confirm`.
    Confirm,
    /// `gone`.
    Gone,
    /// `consent`.
    Consent,
    /// A condition of `when` or `require`.
    Condition,
    /// An answer of a person, in a file of answers.
    Answer,
    /// The top of a consent file.
    ConsentFile,
    /// The top of a file of rules how long something is kept.
    Retention,
    /// A rule of such a file.
    Rule,
    /// The top of a file of rules how many reviewers must agree.
    Quorum,
    /// The top of a portal profile.
    Portal,
    /// `[login]`.
    Login,
    /// `[entity]`.
    Entity,
    /// `[session]`.
    Session,
    /// `[page]`.
    Page,
    /// `[effects]`.
    Effects,
    /// `[masks]`.
    Masks,
}

/// A type that a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A text.
    Text,
    /// A text or a list of texts.
    TextOrTexts,
    /// A list of texts.
    Texts,
    /// A whole number.
    Integer,
    /// A table.
    Table,
    /// A table that describes an input.
    Input,
    /// Tables with double brackets.
    Tables,
    /// One table or a list of them.
    TableOrTables,
    /// A wanted value of a field, or a place with fields.
    Value,
    /// What is typed into a search field, or a place with such fields.
    Search,
    /// `true` and nothing else.
    True,
    /// A day.
    Day,
    /// A point of an instruction.
    Point,
    /// One condition or a list of them.
    Conditions,
    /// What a field is compared with.
    Compared,
    /// The type of a column: a word, or a list of the words allowed.
    Column,
}

/// A type as found in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A date or a time.
    Date,
    /// A list.
    List,
    /// A table.
    Table,
}

impl Part {
    pub(crate) fn name(self, language: Language) -> &'static str {
        match self {
            Self::Runbook => language.pick("runbooku", "the runbook"),
            Self::Source => "`[source]`",
            Self::Input => language.pick("opisie danej w `[inputs]`", "an input"),
            Self::Series => language.pick("serii", "the series"),
            Self::Stage => language.pick("kroku serii", "a step of a series"),
            Self::Instruction => language.pick("instrukcji", "the instruction"),
            Self::Chapter => language.pick("rozdziale", "a chapter"),
            Self::Point => language.pick("punkcie", "a point"),
            Self::Step => language.pick("kroku", "a step"),
            Self::ForEach => "`for_each`",
            Self::Asked => "`asked`",
            Self::Record => "`record`",
            Self::Pick => "`pick`",
            Self::Confirm => "`confirm`",
            Self::Gone => "`gone`",
            Self::Consent => "`consent`",
            Self::Condition => language.pick("warunku", "a condition"),
            Self::Answer => language.pick("odpowiedzi", "an answer"),
            Self::ConsentFile => language.pick("pliku zgody", "the consent file"),
            Self::Retention => language.pick("zasadach przechowywania", "the rules of retention"),
            Self::Rule => language.pick("zasadzie przechowywania", "a rule of retention"),
            Self::Quorum => language.pick("zasadach przyjmowania", "the rules of acceptance"),
            Self::Portal => language.pick("profilu portalu", "the portal profile"),
            Self::Login => "`[login]`",
            Self::Entity => "`[entity]`",
            Self::Session => "`[session]`",
            Self::Page => "`[page]`",
            Self::Effects => "`[effects]`",
            Self::Masks => "`[masks]`",
        }
    }
}

impl Wanted {
    pub(crate) fn name(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.pick("tekst", "a text"),
            Self::TextOrTexts => language.pick("tekst lub lista tekstów", "a text or a list of texts"),
            Self::Texts => language.pick("lista tekstów", "a list of texts"),
            Self::Integer => language.pick("liczba całkowita", "a whole number"),
            Self::Table | Self::Input => language.pick("tabela", "a table"),
            Self::Tables => language.pick("lista tabel w podwójnych nawiasach", "tables with double brackets"),
            Self::Value => language.pick(
                "tekst, liczba całkowita, `true`/`false`, data, lista tekstów albo tabela jako miejsce",
                "a text, a whole number, `true`/`false`, a date, a list of texts, or a table as a place",
            ),
            Self::TableOrTables | Self::Conditions => {
                language.pick("tabela albo lista tabel", "a table or a list of tables")
            }
            Self::Compared => language.pick(
                "tekst, liczba całkowita albo `true`/`false`",
                "a text, a whole number, or `true`/`false`",
            ),
            Self::Column => language.pick(
                "słowo z typem albo lista dozwolonych słów",
                "a word that names a type, or a list of the words allowed",
            ),
            Self::Search => language.pick(
                "tekst, liczba całkowita albo tabela jako miejsce",
                "a text, a whole number, or a table as a place",
            ),
            Self::True => "`true`",
            Self::Day => language.pick("data", "a date"),
            Self::Point => language.pick("zdanie albo tabela", "a sentence or a table"),
        }
    }

    pub(crate) fn example(self, key: &str) -> String {
        let value = match self {
            Self::Integer if !matches!(key, "schema" | "at_most" | "at_least" | "example") => {
                return format!("{key} = 4");
            }
            Self::Text | Self::Integer | Self::Table => return example(key),
            Self::TextOrTexts => "\"Lista Twoich skrytek\"",
            Self::Texts => "[\"Administrowanie\", \"Skrytki\"]",
            Self::Input => "{ type = \"text\", ask = \"…\" }",
            Self::Tables if ["step", "chapter"].contains(&key) => return format!("[[{key}]]"),
            Self::Tables => return format!("[[block.{key}]]"),
            Self::TableOrTables => "{ says = \"Czy na pewno zapisać?\", answer = \"accept\" }",
            Self::Conditions => "{ see = \"Brak systemów\" }",
            Self::Compared => "\"Aktualna\"",
            Self::Column => "\"text\", [\"PULL\", \"PUSH\"]",
            Self::Value => "\"UPP\", 4, true",
            Self::Search => "\"Skrytka_ESP\"",
            Self::True => "true",
            Self::Day => "2026-11-22",
            Self::Point => return format!("\"{key}\" = \"…\""),
        };
        value.to_owned()
    }
}

impl Shape {
    pub(crate) fn name(self, language: Language) -> &'static str {
        match self {
            Self::Text => language.pick("tekst", "a text"),
            Self::Integer => language.pick("liczba całkowita", "a whole number"),
            Self::Float => language.pick("liczba z ułamkiem", "a number with a fraction"),
            Self::Boolean => language.pick("wartość `true`/`false`", "`true`/`false`"),
            Self::Date => language.pick("data lub czas", "a date or a time"),
            Self::List => language.pick("lista", "a list"),
            Self::Table => language.pick("tabela", "a table"),
        }
    }
}

/// Shows how a key is written.
pub(crate) fn example(key: &str) -> String {
    let value = match key {
        "schema" | "at_least" => "1",
        "at_most" => "20",
        "save" => "\"Zapisz\"",
        "id" => "\"lista-skrytek\"",
        "portal" | "name" => "\"epuap\"",
        "document" => "\"Instrukcja rekonfiguracji\"",
        "type" => "\"text\"",
        "ask" => "\"Identyfikator podmiotu\"",
        "run" | "as" => "\"skrytka\"",
        "row_of" => "\"Lista Twoich skrytek\"",
        "key" => "\"Nazwa skrytki\"",
        "base" => "\"https://epuap.gov.pl\"",
        "start" => "\"/wps/portal\"",
        "hosts" => "[\"https://epuap.gov.pl\"]",
        "marker" => "\"Elektroniczna Skrzynka Podawcza\"",
        "patience" => "\"15m\"",
        "deadline" => "\"20s\"",
        "css" => "\"header .user-subject\"",
        "input" => "\"podmiot\"",
        "login" | "entity" | "session" | "page" | "effects" | "aliases" | "inputs" => {
            return format!("[{key}]");
        }
        "source" => "{ document = \"…\" }",
        "set" | "check" => "{ \"Typ skrytki\" = \"asynchroniczna\" }",
        "for_each" => "{ row_of = \"…\", key = \"…\", as = \"skrytka\", at_most = 20 }",
        "with" => "{ skrytka = \"…\" }",
        "points" => "{ \"3.1\" = \"…\" }",
        "example" => "4",
        "cites" => "[\"3.5\"]",
        "answer" => "\"accept\"",
        "outcome" => "\"done\"",
        "by" => "\"Anna Nowak\"",
        "record" => "{ table = \"Systemy\" }",
        "fields" => "[\"Nazwa systemu\"]",
        "expected" => "[\"i4m4hvn61u\"]",
        "advised" => "2",
        "answers" => "[\"tak\", \"nie\"]",
        "differs" => "\"report\"",
        "note" | "attachments" => "\"optional\"",
        "identity" => "{ \"Nazwa systemu\" = \"i4m4hvn61u\", \"Opis systemu\" = \"serwer SEKAP\" }",
        "confirm" => "{ says = \"…\", press = \"Tak, usuń\", cancel = \"Anuluj\" }",
        "gone" => "{ table = \"Systemy\", key = \"Nazwa systemu\", row = \"i4m4hvn61u\" }",
        "consent" => "{ from = \"Urząd Marszałkowski\", about = \"usunięcie systemu\" }",
        "table" => "\"Systemy\"",
        "row" => "\"i4m4hvn61u\"",
        "press" => "\"Tak, usuń\"",
        "cancel" => "\"Anuluj\"",
        "from" => "\"Urząd Marszałkowski\"",
        "about" => "\"usunięcie systemu\"",
        "columns" => "{ karta = \"text\", adres = \"https\" }",
        "number" => "\"OR-I.1234.5.2026\"",
        "given" => "2026-11-22",
        "expires" => "2026-12-31",
        "filter" => "{ \"Globalny filtr\" = \"Skrytka_ESP\" }",
        _ => "\"…\"",
    };
    format!("{key} = {value}")
}
