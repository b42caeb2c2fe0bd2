//! The schema of a portal profile.

use serde_json::{Value, json};

use super::DRAFT;
use super::word::{
    IDENTIFIER, NAME, PATH, duration, form, label, labels, origin, origins, table, undescribed, version,
};
use crate::runbook::lower::keys;

/// Returns the JSON Schema of portal profiles.
pub fn portal() -> Value {
    let required = [
        "schema", "name", "title", "base", "start", "hosts", "login", "entity", "page",
    ];
    let mut schema = table(
        "Wszystko, co dotyczy jednego portalu, a nie jednej procedury.",
        keys::PORTAL,
        &required,
        top,
    );
    schema["$schema"] = json!(DRAFT);
    schema["title"] = json!(format!("Profil portalu krok, wersja języka {}", keys::SCHEMA));
    schema
}

fn top(key: &str) -> Value {
    match key {
        "schema" => version(),
        "name" => form("Nazwa, taka jak nazwa folderu.", IDENTIFIER, "epuap"),
        "title" => label("Tytuł dla ludzi.", "ePUAP"),
        "base" => origin("Adres portalu: protokół, serwer, port i nic więcej."),
        "start" => form(
            "Ścieżka strony, od której człowiek zaczyna logowanie.",
            PATH,
            "/wps/portal",
        ),
        "hosts" => origins("Adresy, na których kroki mogą działać; `base` musi wśród nich być."),
        "login" => table("Logowanie człowieka.", keys::LOGIN, keys::LOGIN, login),
        "entity" => table(
            "Podmiot, w którego imieniu portal pozwala działać.",
            keys::ENTITY,
            keys::ENTITY,
            entity,
        ),
        "session" => table("Sesja na portalu.", keys::SESSION, &[], session),
        "page" => table("Zachowanie stron.", keys::PAGE, &["deadline"], page),
        "effects" => table(
            "Skutki naciśnięć; etykieta stoi tylko na jednej liście.",
            keys::EFFECTS,
            &[],
            effects,
        ),
        "aliases" => json!({
            "description": "Inne napisy tej samej etykiety.",
            "type": "object",
            "additionalProperties": labels("Napisy, pod którymi etykieta także się pojawia.", &["Lista Twoich skrzytek"]),
        }),
        "masks" => table(
            "Co krok zakrywa na obrazach i pomija w tekstach; numery PESEL zawsze.",
            keys::MASKS,
            &[],
            masks,
        ),
        _ => undescribed(),
    }
}

fn login(key: &str) -> Value {
    match key {
        "hosts" => origins("Adresy logowania: na nich nic nie jest czytane, wpisywane ani zapisywane."),
        "marker" => label("Tekst widoczny po zalogowaniu.", "Elektroniczna Skrzynka Podawcza"),
        "patience" => duration("Ile czasu ma człowiek.", "15m"),
        _ => undescribed(),
    }
}

fn entity(key: &str) -> Value {
    match key {
        "css" => label(
            "Selektor CSS miejsca, w którym portal pokazuje identyfikator podmiotu.",
            "header .user-subject",
        ),
        "input" => form(
            "Dana runbooka, z którą porównuje się ten identyfikator.",
            NAME,
            "podmiot",
        ),
        _ => undescribed(),
    }
}

fn session(key: &str) -> Value {
    match key {
        "lost" => labels("Teksty, które znaczą, że sesja wygasła.", &["Sesja wygasła"]),
        "maintenance" => labels(
            "Nagłówki strony, która zastępuje portal w czasie przerwy.",
            &["Przerwa techniczna"],
        ),
        _ => undescribed(),
    }
}

fn page(key: &str) -> Value {
    match key {
        "busy" => labels(
            "Selektory zasłon, które portal kładzie na stronie, gdy pracuje.",
            &[".ui-blockui"],
        ),
        "messages" => labels("Selektory komunikatów.", &[".ui-growl-message"]),
        "deadline" => duration("Czas na jeden krok.", "20s"),
        _ => undescribed(),
    }
}

fn effects(key: &str) -> Value {
    match key {
        "navigate" => labels("Przechodzi dalej; portal niczego nie zapisuje.", &["Edytuj"]),
        "write" => labels("Zmienia to, co portal przechowuje.", &["Zapisz"]),
        "destroy" => labels("Usuwa bezpowrotnie; naciska to tylko czynność `destroy`.", &["Usuń"]),
        _ => undescribed(),
    }
}

fn masks(key: &str) -> Value {
    match key {
        "patterns" => json!({
            "description": "Wzorce: rachunki bankowe, adresy e-mail, numery telefonów; PESEL jest zakrywany także bez tego.",
            "type": "array",
            "items": { "type": "string", "enum": keys::PATTERNS },
            "minItems": 1,
            "examples": [["e-mail", "phone", "iban"]],
        }),
        "names" => labels(
            "Nazwy osób; w teczce nie ma ich wcale, także w kopii profilu.",
            &["Jan Kowalski"],
        ),
        "fields" => labels(
            "Etykiety pól, których wartości są zakrywane w całości, także wartości tylko do odczytu.",
            &["Telefon kontaktowy"],
        ),
        "regions" => labels(
            "Nazwy części stron zakrywanych w całości: sekcji, kart, okien, tabel i kolumn tabel.",
            &["Dane wnioskodawcy"],
        ),
        _ => undescribed(),
    }
}
