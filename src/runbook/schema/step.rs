//! The schema of a step: what each key means, and which keys go together.

use serde_json::{Map, Value, json};

use super::condition::conditions;
use super::word::{IDENTIFIER, NAME, PATH, duration, form, label, label_or_labels, labels, table, undescribed, word};
use crate::runbook::lower::keys::{self, Verb};

/// Verbs with a key of their own. `for_each` goes with `run`, and `see` is one only where no other stands.
const VERBS: &[&str] = &[
    "go", "open", "press", "set", "check", "filter", "record", "visit", "manual", "destroy", "run",
];

/// The schema of a step.
pub(super) fn step() -> Value {
    let mut schema = table("Krok: dokładnie jedna czynność.", keys::STEP, &["id"], key);
    let mut verbs: Vec<Value> = VERBS.iter().map(|verb| json!({ "required": [verb] })).collect();
    verbs.push(only_seen());
    schema["oneOf"] = json!(verbs);
    schema["dependentRequired"] = json!({
        "set": ["save"],
        "for_each": ["run"],
        "as": ["answers"],
        "destroy": ["identity", "gone"],
    });
    schema["dependentSchemas"] = companions();
    schema
}

fn only_seen() -> Value {
    let others: Vec<Value> = VERBS.iter().map(|verb| json!({ "required": [verb] })).collect();
    json!({
        "anyOf": [{ "required": ["see"] }, { "required": ["not_see"] }],
        "not": { "anyOf": others },
    })
}

/// Says for each companion with which verbs it may stand.
fn companions() -> Value {
    let companions: Map<String, Value> = keys::COMPANIONS
        .iter()
        .map(|(key, verbs, _)| {
            let verbs: Vec<Value> = verbs.iter().map(|verb| stands(*verb)).collect();
            ((*key).to_owned(), json!({ "anyOf": verbs }))
        })
        .collect();
    json!(companions)
}

fn stands(verb: Verb) -> Value {
    match verb {
        Verb::See => only_seen(),
        Verb::Go
        | Verb::Open
        | Verb::Press
        | Verb::Set
        | Verb::Check
        | Verb::Filter
        | Verb::Record
        | Verb::Visit
        | Verb::Manual
        | Verb::Destroy
        | Verb::ForEach
        | Verb::Run => json!({ "required": [verb.word()] }),
    }
}

fn key(key: &str) -> Value {
    verb(key).or_else(|| companion(key)).unwrap_or_else(|| anywhere(key))
}

fn verb(key: &str) -> Option<Value> {
    Some(match key {
        "go" => labels(
            "Naciska kolejno widoczne etykiety; zwinięte menu krok rozwija sam.",
            &["Administrowanie", "Budowanie usług", "Skrytki"],
        ),
        "open" => form("Otwiera ścieżkę pod adresem portalu.", PATH, "/wps/myportal"),
        "press" => label("Naciska jeden przycisk, odnośnik, zakładkę lub pozycję menu.", "Edytuj"),
        "set" => fields(
            "Doprowadza formularz do opisanego stanu. Tabela to miejsce, wartość to zawartość pola.",
            "fields",
        ),
        "check" => fields("Porównuje pola z opisanym stanem, nigdy nie zmienia.", "fields"),
        "filter" => fields(
            "Wpisuje tekst w pola wyszukiwania; portal niczego przez to nie zapisuje.",
            "searches",
        ),
        "record" => recording(),
        "visit" => form(
            "Sprawdza w osobnej karcie, czy adres spoza portalu odpowiada; niczego tam nie naciska.",
            "^(https://|\\{)\\S+$",
            "https://bip.przyklad.pl/formularz",
        ),
        "manual" => label(
            "Czynność, którą wykonuje osoba; krok pyta, czy i kto ją wykonał.",
            "Proszę ustalić termin z dostawcą systemu.",
        ),
        "destroy" => label(
            "Naciska przycisk, który usuwa bezpowrotnie: po odczytaniu cech, po zgodzie i po przepisaniu klucza.",
            "Usuń system",
        ),
        "for_each" => loops(),
        "run" => form("Nazwa bloku, który krok uruchamia.", IDENTIFIER, "skrytka"),
        _ => return None,
    })
}

fn fields(description: &str, of: &str) -> Value {
    json!({ "description": description, "$ref": format!("#/$defs/{of}") })
}

fn recording() -> Value {
    let mut schema = table(
        "Odczytuje do akt całą tabelę (`table`) albo wartości przy etykietach (`fields`).",
        keys::RECORD,
        &[],
        |key| match key {
            "table" => label("Nagłówek tabeli.", "Systemy"),
            "key" => label("Kolumna, której tekst rozpoznaje wiersz.", "Nazwa systemu"),
            "expected" => labels(
                "Klucze wierszy, które mają być w tabeli, i żadne inne.",
                &["i4m4hvn61u"],
            ),
            "advised" => json!({
                "description": "Liczba wierszy, jaką zaleca instrukcja; większa jest odnotowana.",
                "type": "integer",
                "minimum": 1,
                "maximum": keys::MOST_ROWS,
                "examples": [2],
            }),
            "fields" => labels(
                "Etykiety, przy których stoją wartości.",
                &["Nazwa systemu", "Opis systemu"],
            ),
            _ => undescribed(),
        },
    );
    let of_fields =
        json!({ "anyOf": [{ "required": ["key"] }, { "required": ["expected"] }, { "required": ["advised"] }] });
    schema["oneOf"] = json!([
        { "required": ["table"] },
        { "required": ["fields"], "not": of_fields },
    ]);
    schema["dependentRequired"] = json!({ "expected": ["key"] });
    schema
}

fn loops() -> Value {
    let mut schema = table(
        "Uruchamia blok dla każdego wiersza tabeli, wiersza pliku albo wartości z listy.",
        keys::FOR_EACH,
        &["at_most"],
        for_each,
    );
    schema["oneOf"] = json!([
        { "required": ["row_of", "key", "as"], "properties": { "key": { "type": "string" } } },
        { "required": ["line_of", "key"], "not": any_of(&["as", "at_least"]) },
        { "required": ["each_of", "as"], "not": any_of(&["key", "at_least"]) },
    ]);
    schema
}

fn any_of(keys: &[&str]) -> Value {
    let each: Vec<Value> = keys.iter().map(|key| json!({ "required": [key] })).collect();
    json!({ "anyOf": each })
}

fn for_each(key: &str) -> Value {
    match key {
        "row_of" => label("Nagłówek tabeli na stronie.", "Lista Twoich skrytek"),
        "line_of" => form(
            "Dana typu `rows`: blok rusza raz dla każdego wiersza pliku, a każda kolumna jest jego parametrem.",
            NAME,
            "mapa",
        ),
        "each_of" => form("Dana typu `list`: blok rusza raz dla każdej wartości.", NAME, "skrytki"),
        "key" => label_or_labels(
            "Kolumna, której tekst rozpoznaje wiersz; przy `line_of` także kilka kolumn, których teksty rozpoznają go razem.",
            "Nazwa skrytki",
        ),
        "as" => form("Nazwa parametru, pod którą blok dostaje ten tekst.", NAME, "skrytka"),
        "at_least" => json!({
            "description": "Najmniejsza liczba wierszy tabeli; mniej zatrzymuje przebieg. 0 dopuszcza pustą listę.",
            "type": "integer",
            "minimum": 0,
            "maximum": keys::MOST_ROWS,
            "default": 1,
        }),
        "at_most" => json!({
            "description": "Największa dopuszczalna liczba wierszy; więcej zatrzymuje przebieg, zanim cokolwiek się zmieni.",
            "type": "integer",
            "minimum": 1,
            "maximum": keys::MOST_ROWS,
            "examples": [20],
        }),
        _ => undescribed(),
    }
}

fn companion(key: &str) -> Option<Value> {
    Some(match key {
        "with" => json!({
            "description": "Parametry bloku.",
            "type": "object",
            "patternProperties": { NAME: { "type": "string", "pattern": "\\S" } },
            "additionalProperties": false,
        }),
        "tab" => label(
            "Zakładka; krok otwiera ją, jeśli jeszcze nie jest otwarta.",
            "Tryb pracy",
        ),
        "section" => label("Nagłówek sekcji.", "Powiadomienia"),
        "dialog" => label("Tytuł okna na stronie.", "Załącz formularz"),
        "row" => label_or_labels(
            "Dokładny tekst jednej z komórek wiersza; w `press` kilka tekstów, z których jeden stoi w wierszu.",
            "Skrytka_ESP",
        ),
        "frame" => label("Tytuł ramki, w której leży inna strona.", "Treść dokumentu"),
        "window" => label(
            "Tytuł drugiego okna lub karty; bez tego klucza krok działa w głównym.",
            "Podgląd",
        ),
        "edit" => label(
            "Przycisk, który otwiera formularz; naciskany tylko wtedy, gdy coś się różni.",
            "Edytuj",
        ),
        "save" => label_or_labels(
            "Przycisk, który zapisuje; gdy trzeba nacisnąć kilka, lista po kolei.",
            "Zapisz",
        ),
        "appears" => label_or_labels(
            "Pola, które strona rysuje dopiero po ustawieniu wcześniejszych.",
            "Adres URL formularza",
        ),
        "cancel" => label(
            "Przycisk, który porzuca zmiany; naciskany, gdy zapis się nie uda.",
            "Anuluj",
        ),
        "saved" => label("Komunikat, którym portal potwierdza zapis.", "Zmiany zostały zapisane."),
        "effect" => word(
            "Skutek naciśnięcia, gdy nie wynika z list `[effects]` w profilu; nie może być słabszy niż tam.",
            keys::DECLARABLE,
        ),
        "identity" => json!({
            "description": "Cechy, po których krok rozpoznaje to, co usuwa: kolumny jego wiersza albo dane na stronie.",
            "type": "object",
            "additionalProperties": { "type": "string", "pattern": "\\S" },
            "minProperties": keys::FEWEST,
        }),
        "first" => table(
            "Okno, które może stanąć przed pytaniem o usunięcie; po zgodzie na nie przycisk jest naciskany jeszcze raz.",
            keys::CONFIRM,
            keys::CONFIRM,
            confirm,
        ),
        "confirm" => table(
            "Okno na stronie, które pyta przed usunięciem.",
            keys::CONFIRM,
            keys::CONFIRM,
            confirm,
        ),
        "gone" => table("Wiersz, którego po usunięciu ma nie być.", keys::GONE, keys::GONE, gone),
        "consent" => table(
            "Zgoda, bez której krok nie usuwa.",
            keys::CONSENT,
            keys::CONSENT,
            consent,
        ),
        "asked" => json!({
            "description": "Okna przeglądarki, które krok może wywołać, po kolei.",
            "anyOf": [
                { "$ref": "#/$defs/asked" },
                { "type": "array", "items": { "$ref": "#/$defs/asked" }, "minItems": 1 },
            ],
        }),
        "differs" => word(
            "`report`: różnice trafiają do akt, krok idzie dalej, a przebieg kończy się niepowodzeniem.",
            keys::DIFFERS,
        ),
        "answers" => json!({
            "description": "Odpowiedzi, z których osoba wybiera jedną.",
            "type": "array",
            "items": { "type": "string", "pattern": "\\S" },
            "minItems": 2,
            "examples": [["przez SOD", "przez ePUAP"]],
        }),
        "as" => form(
            "Nazwa, pod którą następne kroki znają wybraną odpowiedź.",
            NAME,
            "sposob",
        ),
        "note" => word("Notatka osoby: wymagana albo dowolna.", keys::NEEDS),
        "attachments" => word("Pliki od osoby: wymagane albo dowolne.", keys::NEEDS),
        _ => return None,
    })
}

fn confirm(key: &str) -> Value {
    match key {
        "says" => label(
            "Cały tekst okna; przy każdym innym krok anuluje.",
            "Czy na pewno chcesz usunąć system i4m4hvn61u?",
        ),
        "press" => label("Przycisk, który potwierdza.", "Tak, usuń"),
        "cancel" => label("Przycisk, który zamyka okno bez usuwania.", "Anuluj"),
        _ => undescribed(),
    }
}

fn gone(key: &str) -> Value {
    match key {
        "table" => label("Nagłówek tabeli.", "Systemy"),
        "key" => label("Kolumna, której tekst rozpoznaje wiersz.", "Nazwa systemu"),
        "row" => label("Tekst w tej kolumnie, jedna z cech w `identity`.", "i4m4hvn61u"),
        _ => undescribed(),
    }
}

fn consent(key: &str) -> Value {
    match key {
        "from" => label("Kto wyraża zgodę.", "Urząd Marszałkowski Województwa Śląskiego"),
        "about" => label("Na co.", "usunięcie systemu serwer SEKAP"),
        _ => undescribed(),
    }
}

fn anywhere(key: &str) -> Value {
    match key {
        "id" => form(
            "Identyfikator, niepowtarzalny na swojej liście.",
            IDENTIFIER,
            "lista-skrytek",
        ),
        "cites" => labels("Punkty instrukcji, które krok realizuje.", &["3.2", "3.3"]),
        "see" => label_or_labels(
            "Tekst lub teksty, które mają być na stronie po kroku.",
            "Lista Twoich skrytek",
        ),
        "not_see" => label_or_labels("Tekst lub teksty, których ma nie być.", "Brak uprawnień"),
        "when" => conditions("Warunek albo lista warunków; gdy nie zachodzą wszystkie, krok jest pomijany."),
        "require" => conditions(
            "Warunek albo lista warunków; gdy nie zachodzą wszystkie, przebieg zatrzymuje się przed krokiem.",
        ),
        "deadline" => duration(
            "Własny czas kroku zamiast czasu z profilu, od sekundy do 60 minut.",
            "45s",
        ),
        _ => undescribed(),
    }
}
