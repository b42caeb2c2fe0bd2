//! What the TOML reader says, in Polish and with a hint.

use super::words::Words;
use crate::text::language::Language;

/// Translates what the TOML reader says; a saying that is not in the table stays in its English.
pub(super) fn syntax(language: Language, detail: &str) -> Words {
    let known = SAYINGS.iter().find(|saying| detail.starts_with(saying.0));
    match known {
        Some((_, polish, hint_polish, hint_english)) => Words::pick(
            language,
            (format!("niepoprawny zapis TOML: {polish}"), *hint_polish),
            (format!("this is not TOML: {detail}"), *hint_english),
        ),
        None => Words::pick(
            language,
            (
                format!("niepoprawny zapis TOML: {detail}"),
                "zobacz zasady zapisu na toml.io/pl",
            ),
            (
                format!("this is not TOML: {detail}"),
                "the rules of TOML are at toml.io",
            ),
        ),
    }
}

/// Beginning of the reader's saying, the same in Polish, and a hint in both languages.
const SAYINGS: &[(&str, &str, &str, &str)] = &[
    (
        "duplicate key",
        "ten sam klucz stoi drugi raz",
        "usuń jeden z nich; w jednej tabeli klucz może wystąpić raz",
        "remove one of them; a table has each key once",
    ),
    (
        "string values must be quoted",
        "tekst musi stać w cudzysłowie",
        "po znaku = wpisz tekst w prostych cudzysłowach: \"…\"",
        "write the text after = in straight quotes: \"…\"",
    ),
    (
        "invalid basic string",
        "tekst w cudzysłowie jest niedomknięty lub ma niedozwolony znak",
        "domknij cudzysłów; ukośnik odwrotny zapisz jako \\\\",
        "close the quotes; write a backslash as \\\\",
    ),
    (
        "missing escaped value",
        "po ukośniku odwrotnym brakuje znaku",
        "ukośnik odwrotny zapisz jako \\\\ albo użyj apostrofów: '…'",
        "write a backslash as \\\\ or use single quotes: '…'",
    ),
    (
        "invalid unquoted key",
        "klucz ma znaki, które wymagają cudzysłowu",
        "klucz ze spacją lub polską literą ujmij w cudzysłów: \"Typ skrytki\" = …",
        "put a key with a space or a Polish letter in quotes: \"Typ skrytki\" = …",
    ),
    (
        "unquoted keys cannot be empty",
        "brakuje nazwy klucza",
        "przed znakiem = wpisz nazwę klucza",
        "write the name of the key before the = sign",
    ),
    (
        "key with no value",
        "klucz nie ma wartości",
        "po kluczu wpisz = i wartość; klucz ze spacją ujmij w cudzysłów: \"Typ skrytki\" = …",
        "write = and a value after the key; put a key with a space in quotes: \"Typ skrytki\" = …",
    ),
    (
        "missing value",
        "po znaku = brakuje wartości",
        "wpisz wartość, na przykład tekst w cudzysłowie",
        "write a value, for example a text in quotes",
    ),
    (
        "missing assignment",
        "między kluczem a wartością brakuje znaku =",
        "zapisz: klucz = wartość",
        "write: key = value",
    ),
    (
        "unclosed array table",
        "nagłówek tabeli jest niedomknięty",
        "nagłówek listy kroków ma po dwa nawiasy: [[step]]",
        "the header of a list of steps has two brackets: [[step]]",
    ),
    (
        "unclosed array",
        "lista jest niedomknięta",
        "zakończ listę nawiasem ]",
        "end the list with ]",
    ),
    (
        "unclosed table",
        "nagłówek tabeli jest niedomknięty",
        "zakończ nagłówek nawiasem ]",
        "end the header with ]",
    ),
    (
        "unclosed inline table",
        "tabela w nawiasach klamrowych jest niedomknięta",
        "zakończ tabelę nawiasem }",
        "end the table with }",
    ),
    (
        "missing comma",
        "brakuje przecinka",
        "rozdziel elementy przecinkami; skończoną listę zamknij nawiasem ]",
        "separate the elements with commas; close a finished list with ]",
    ),
    (
        "extra comma",
        "jest o jeden przecinek za dużo",
        "usuń zbędny przecinek",
        "remove the extra comma",
    ),
    (
        "unexpected key or value",
        "po wartości stoi coś jeszcze",
        "każdy klucz z wartością zapisz w osobnym wierszu",
        "write each key with its value on a line of its own",
    ),
    (
        "cannot recurse further",
        "zagnieżdżenie jest zbyt głębokie",
        "uprość listy i tabele",
        "make the lists and tables simpler",
    ),
    (
        "cannot extend value",
        "ta nazwa ma już wartość i nie może być tabelą",
        "usuń wcześniejszą wartość albo zmień nazwę tabeli",
        "remove the earlier value or rename the table",
    ),
    (
        "unexpected leading zero",
        "liczba nie może zaczynać się od zera",
        "usuń zero z przodu albo ujmij wartość w cudzysłów, jeżeli to tekst",
        "remove the zero, or put the value in quotes if it is a text",
    ),
    (
        "invalid dat",
        "takiej daty nie ma w kalendarzu",
        "datę zapisz jako rok-miesiąc-dzień: 2026-11-22",
        "write a date as year-month-day: 2026-11-22",
    ),
    (
        "invalid float",
        "to nie jest ani liczba, ani data",
        "datę zapisz jako rok-miesiąc-dzień: 2026-11-22, a każdy inny zapis ujmij w cudzysłów",
        "write a date as year-month-day: 2026-11-22, and put anything else in quotes",
    ),
];
