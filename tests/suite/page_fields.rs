//! Fields, their names and their states as a person meets them, in a real headless browser: one trap a fixture.

use std::path::PathBuf;

use krok::page::observation::{Choice, Content, Entry, Handle, Menu, Suggest, View};
use krok::page::protocol::Page as _;

use super::support::room::{Room, field, field_line, fixtures, sketch};

/// Fixture, and its fields.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "native_kinds",
        &[
            "Liczba (wrapping) = “7”",
            "Poczta (wrapping) = “a@b.pl”",
            "Szukaj (wrapping) = “”",
            "Adres (wrapping) = “”",
            "Telefon (wrapping) = “”",
            "Nieznany (wrapping) = “x”",
            "Miasto (wrapping) = “Bytom”",
        ],
    ),
    (
        "native_moments",
        &[
            "Dzień (wrapping) = moment “2026-11-22”",
            "Godzina (wrapping) = moment “14:30”",
            "Miesiąc (wrapping) = moment “2026-11”",
            "Tydzień (wrapping) = moment “2026-W47”",
            "Termin (wrapping) = moment “”",
            "Stały (wrapping) = moment “2026-01-02” disabled",
        ],
    ),
    (
        "native_lists",
        &[
            "Odbiorcy (associated) = several •A|•B|C",
            "Tryb (associated) = PUSH|•PULL",
            "Typ (associated) = •-- wybierz --|A disabled|Be|C hidden",
        ],
    ),
    (
        "editable",
        &[
            "Opis (aria) = “jeden\ndwa trzy”",
            "Uwagi (aria) = “”",
            "Stałe (aria) = “x” disabled",
            "Treść (aria) = “tekst stały”",
            "rok (aria), to nie pole (neighbour) = “2026”",
        ],
    ),
    (
        "files",
        &[
            "Umowa (associated) = files []",
            "Wybierz plik (associated), Załącznik: (neighbour) = files []",
            "Pismo (neighbour), Wskaż (title) = files []",
            "Skan (neighbour), Dodaj (title) = files []",
            "Zgoda (associated) = files []",
            "Kopia (associated) = files []",
            "Niczyj (aria) = files [] hidden",
            "Zamknięty (wrapping) = files [] disabled",
        ],
    ),
    (
        "twins_hidden",
        &[
            "Limit (neighbour) = “1 000”",
            "Pilne (wrapping) = on",
            "Gmina (wrapping) = “Gli”",
            "Typ (neighbour) = menu “Osoba” •Osoba hidden",
            "Na pokaz (wrapping) = “”",
        ],
    ),
    (
        "clear_signs",
        &[
            "Gmina (associated) = menu “Bytom”",
            "Powiat (associated) = menu “bytomski”",
            "Tryb (associated) = menu “PULL”",
            "Ulica (neighbour) = menu “Rynek”",
            "Wydział (aria) = menu “Drogi”",
            "Rozmiar (aria) = menu “3×4”",
            "Role (aria) = several •pisze hidden|•2×dziennie hidden",
        ],
    ),
    (
        "double_lists",
        &[
            "Kategorie: (associated), Wybrane kategorie (title) = several oświata|dostawy|•drogi § Podział",
            "Gminy (neighbour) = several Gliwice|•Bytom|•Zabrze § Podział",
            "Role (associated) = several czyta|pisze|usuwa § Podział",
            "Działy (associated) = several Płace|•Kadry § Podział",
            "Pierwsza (wrapping) = off § Podział row:Pierwsza",
            "Wzory (neighbour) = several U-1|U-2|•U-3 § Podział",
            "Wykazy (wrapping), Wykazy w użyciu (title) = several W-1|•W-2 § Podział § Wykazy",
            "Ulice (neighbour) = several Rynek disabled|•Długa disabled § Podział disabled",
            "Rejestry (neighbour) = several R-1 § Podział",
            "Rejestry (neighbour) = several R-2 § Podział",
            "Bez kierunku (neighbour) = several x § Podział",
            "Bez kierunku (neighbour) = several y § Podział",
        ],
    ),
    (
        "shadow_fields",
        &[
            "Nazwa (associated) = “”",
            "Opis (wrapping) = “”",
            "Kod (aria) = “”",
            "Adres (neighbour) = “”",
            "od (wrapping) = “”",
            "do (wrapping) = “”",
            "Typ (aria) = menu “Osoba” •Osoba|Urząd",
        ],
    ),
    (
        "label_marks",
        &[
            "Nazwa * (associated) = “”",
            "Adres (associated) = “”",
            "Opis (opcjonalne) (associated), Opis (associated) = “”",
            "Kod (associated) = “”",
            "Typ (associated) = “”",
            "Skład (associated) = “”",
            "Miasto (associated) = “”",
            "Szukaj w skrytkach (associated) = “”",
            "Termin (associated) = “”",
        ],
    ),
    (
        "label_aria",
        &[
            "Adres skrytki tajne (aria), Adres licz. (neighbour) = “”",
            "skrytki tajne Adres (aria), Adres licz. (neighbour) = “”",
            "Zastępcza (aria) = “”",
            "Liczba (aria) = “”",
            "Z tytułu (title) = “”",
            "Adres Ilość (aria) = “”",
            "Dni (aria), Powiadom po (neighbour) = “3”",
            "Powiadom po dniach (aria) = off",
        ],
    ),
    (
        "label_several",
        &[
            "Adres (associated), do doręczeń (associated), Adres do doręczeń (associated) = “”",
            "Kwota zł brutto (wrapping), Kwota (wrapping) = “5”",
            "od (aria), Okres od do (wrapping), Okres od (wrapping) = “”",
            "do (aria) = “”",
            "Imię (wrapping) = “”",
            "Zgoda na powiadomienia (wrapping) = off",
        ],
    ),
    (
        "label_drawn",
        &[
            "Gmina (associated) = “”",
            "Powiat (associated) = “”",
            "Nazwa (neighbour) = “”",
            "Kod (neighbour) = “”",
        ],
    ),
    (
        "label_float",
        &[
            "Nazwa (neighbour) = “”",
            "Adres (associated) = “”",
            "Kod (neighbour) = “”",
        ],
    ),
    (
        "label_lists",
        &[
            "Nazwa (neighbour) = “” row:Nazwa",
            "ul. (neighbour) = “” row:Adres",
            "Kod (neighbour) = “”",
            "Typ (neighbour) = “”",
            "Opis (neighbour) = “”",
            "Gmina (neighbour) = “”",
            "Powiat (neighbour) = “”",
            "Ulica (neighbour) = “”",
            "Dom: (neighbour) = “”",
        ],
    ),
    (
        "label_columns",
        &[
            "Nazwa (neighbour) = “”",
            "Adres (neighbour) = “”",
            "Kod (neighbour) = •A",
            "Gmina (neighbour) = “”",
            "Powiat (neighbour) = “”",
        ],
    ),
    (
        "label_placed",
        &[
            "Nazwa (neighbour) = “”",
            "Adres (neighbour) = “”",
            "Kod (neighbour) = “”",
            "Opis sprawy (neighbour) = “”",
            " = “”",
        ],
    ),
    (
        "label_stacks",
        &[
            "Nazwa (neighbour) = “”",
            "Limit (neighbour) = “7”",
            "Okres (neighbour) = “”",
            "Czas (neighbour) = “”",
            "min (neighbour) = “”",
            "Kod (neighbour) = “”",
            " = “”",
        ],
    ),
    (
        "label_notes",
        &[
            "Nazwa (neighbour) = “”",
            "Kod (neighbour) = “”",
            "Gmina (neighbour) = “”",
        ],
    ),
    (
        "label_groups",
        &[
            "Uzasadnienie (wrapping) = “” § Uzasadnienie",
            "Ulica (wrapping) = “” § Adres",
            "Numer (wrapping) = “” § Numer",
            "od (aria) = “” § Okres",
            "do (aria) = “” § Okres",
            "Powiadomienia (wymagane) (wrapping), Powiadomienia (wrapping) = several •e-mail|SMS § Powiadomienia (wymagane)",
            "e-mail (wrapping) = on § Powiadomienia (wymagane)",
            "SMS (wrapping) = off § Powiadomienia (wymagane)",
        ],
    ),
    (
        "label_between",
        &[
            "Od (neighbour) = •1",
            "do (neighbour) = •2",
            "do (neighbour) = •3",
            "Kwota (neighbour) = “” hidden",
            "Kwota (neighbour) = “5”",
            "Szukaj (neighbour) = “”",
            "Szukaj (neighbour) = “x”",
            "stały (wrapping) = off",
            " = “”",
            "Typ (associated) = menu “Urząd”",
            "Nazwa (neighbour) = “Gli”",
        ],
    ),
    (
        "label_link",
        &[
            "Znam regulamin usługi i załączniki w całości (associated) = off",
            "Tylko regulamin (associated) = off covered by a “Tylko regulamin”",
        ],
    ),
    (
        "pf_choices",
        &[
            "Tryb (neighbour) = •PUSH|PULL",
            "Kanały (associated) = several •e-mail|SMS",
            "e-mail (associated) = on",
            "SMS (associated) = off",
            "Szyfrowanie (neighbour), Tak (title) = on",
            "Kompresja (neighbour) = off",
            "Archiwum (neighbour) = on",
        ],
    ),
    (
        "pf_menu",
        &[
            "Typ nadawcy (neighbour) = menu “Osoba” Wybierz hidden|•Osoba hidden|Urząd hidden",
            "Priorytet (associated) = menu “niski” •niski hidden disabled",
        ],
    ),
    (
        "pf_boxes_menu",
        &["Odbiorcy (neighbour) = several Gliwice hidden|•Bytom hidden"],
    ),
    (
        "pf_texts",
        &[
            "Limit (neighbour) = “5”",
            "Kwota (neighbour) = “1 000,00”",
            "Odbiorca (neighbour) = suggest “Gli” Gliwice|Gliwiczki",
            "Data od (neighbour) = “01.02.2026”",
        ],
    ),
    (
        "pf_lists",
        &["Skład (associated) = A|•B", "Role (neighbour) = several •czyta|pisze"],
    ),
    (
        "aria_switches",
        &[
            "Zgoda (associated) = on",
            "Powiadomienia (aria) = off",
            "Archiwum (associated) = off",
            "Pilne (associated) = off",
            "Tryb (aria) = •PUSH|PULL|BRAK disabled",
            "Rozmiar (neighbour) = mały|•duży",
            "Pogrubienie (associated) = on",
        ],
    ),
    (
        "aria_combos",
        &[
            "Gmina (associated) = suggest “Gl” Gliwice|Głogów",
            "Powiat (aria) = menu “gliwicki” •gliwicki hidden|tarnogórski hidden",
            "Województwo (associated) = suggest “śląskie”",
            "Termin (associated) = “1.02.2026”",
            "Ulica (wrapping) = suggest “”",
        ],
    ),
    (
        "aria_lists",
        &[
            "Kolor (aria) = •zielony|szary",
            "Role (aria) = several •czyta|•pisze|usuwa disabled",
            "Stałe (aria) = •jedna disabled disabled",
        ],
    ),
    (
        "lib_mui",
        &[
            "Nazwa * (associated) = “x”",
            "Typ (aria) = menu “Osoba”",
            "Role (aria) = several •czyta hidden|•pisze hidden",
            "Zgadzam się na regulamin usługi, jego zmiany i wszystko inne (wrapping) = off",
            "Powiadomienia (aria) = on",
        ],
    ),
    (
        "lib_antd",
        &[
            "Typ (associated) = menu “Osoba”",
            "Gmina (associated) = suggest “”",
            "Role (associated) = several •czyta hidden",
            "Powiadamiaj (wrapping) = off",
            "Tryb (neighbour) = •PUSH|PULL",
            "Szyfrowanie (associated) = on",
        ],
    ),
    (
        "lib_material",
        &[
            "Nazwa (associated) = “x”",
            "Typ (associated) = menu “Osoba”",
            "Pilne (associated) = off",
            "Archiwum (associated) = off",
            "Tryb (aria) = •PUSH|PULL",
        ],
    ),
    (
        "lib_bootstrap",
        &[
            "Powiadomienia (associated) = off",
            "Tryb (neighbour) = •PUSH|PULL",
            "Poczta (associated) = “”",
            "Kwota (neighbour) = “5”",
            "Kod (neighbour) = “”",
            "Typ (associated) = menu “Osoba” •Osoba hidden|Urząd hidden",
        ],
    ),
    (
        "lib_headless",
        &[
            "Typ (aria) = menu “Osoba”",
            "Powiadomienia (associated) = off",
            "Tryb (aria) = •PUSH|PULL",
            "Gmina (aria) = suggest “Gliwice”",
        ],
    ),
    (
        "lib_radix",
        &[
            "Zgoda (associated) = off",
            "Pilne (associated) = on",
            "Tryb (aria) = •PUSH|PULL",
            "Typ (associated) = menu “Osoba” •Osoba hidden|Urząd hidden",
        ],
    ),
    (
        "lib_primereact",
        &[
            "Typ (associated) = menu “Osoba” •Osoba hidden",
            "Role (associated) = several •czyta hidden",
            "Archiwum (neighbour) = off",
            "Pilne (associated) = on",
            "Termin (associated) = “1.02.2026”",
        ],
    ),
    (
        "lib_jquery_ui",
        &[
            "Tempo (associated) = menu “szybko” wolno hidden|•szybko hidden",
            " = PUSH|•PULL",
            "Miasto (associated) = suggest “”",
            "Liczba (associated) = “3”",
        ],
    ),
    (
        "lib_select2",
        &[
            "Typ (associated) = menu “Osoba” •Osoba hidden|Urząd hidden",
            "Role (associated) = several •czyta hidden|pisze hidden|•usuwa hidden",
        ],
    ),
    (
        "lib_chosen",
        &[
            "Typ (associated) = menu “Osoba” •Osoba hidden|Urząd hidden",
            "Role (neighbour) = several •czyta hidden|pisze hidden",
        ],
    ),
    (
        "lib_uswds",
        &[
            "Powiadomienia (wrapping) = several •e-mail|SMS § Powiadomienia",
            "e-mail raz dziennie (associated), e-mail (associated) = on § Powiadomienia row:e-mail",
            "SMS (associated) = off § Powiadomienia row:SMS",
            "Gmina (associated) = suggest “Bytom”",
        ],
    ),
    (
        "lib_govuk",
        &[
            "Nazwa skrytki (associated) = “” § Nazwa skrytki",
            "Dzień (associated) = “27” § Data wpływu",
            "Miesiąc (associated) = “” § Data wpływu",
            "Czy nadać numer? (wrapping) = Tak|Nie § Czy nadać numer?",
        ],
    ),
    (
        "lib_react_select",
        &[
            "Typ (associated) = suggest “Osoba”",
            "Role (associated) = several •czyta hidden",
        ],
    ),
    (
        "lib_tom_select",
        &[
            "Typ (associated) = suggest “Osoba”",
            "Role (associated) = several •czyta hidden|pisze hidden",
        ],
    ),
    (
        "lib_slots",
        &[
            "Nazwa (associated) = “x”",
            "Typ (aria) = menu “Osoba”",
            "Pilne (wrapping) = off",
            "Gmina (aria) = menu “Gliwice” •Gliwice hidden|Bytom hidden",
        ],
    ),
    (
        "loose_list",
        &["Typ (neighbour) = menu “Osoba”", "Gmina (neighbour) = menu “Bytom”"],
    ),
    (
        "menu_in_dialog",
        &[
            "Na stronie (wrapping) = “” covered by div.ui-widget-overlay",
            "Typ (neighbour) = menu “jeden” dialog:Nowa skrytka",
        ],
    ),
    ("several_open", &["Role (aria) = several •czyta|pisze|usuwa disabled"]),
];

/// Fixture, and the sketch of all that can be worked in it and of its state.
const STATES: &[(&str, &[&str])] = &[
    (
        "switched_off",
        &[
            "button: Bezwładny (associated) disabled",
            "W legendzie (wrapping) = “” § W legendzie",
            "W środku (wrapping) = “” § W legendzie disabled",
            "Wybór (wrapping) = •A disabled § W legendzie disabled",
            "Bezwładne (wrapping) = “” disabled",
            "Wyłączone (wrapping) = “” disabled",
            "Bez wskaźnika (wrapping) = “” disabled",
            "Przełącznik (associated) = on disabled",
            "Stały (wrapping) = “1” disabled",
            "Stały też (wrapping) = “” disabled",
            "Zgoda (wrapping) = on disabled",
        ],
    ),
    (
        "modal_native",
        &[
            "button: Na stronie (associated) covered by dialog “Nowa skrytka Nazwa Zapisz”",
            "button: Zapisz (associated) dialog:Nowa skrytka",
            "button: Na dole (associated) covered by dialog “Nowa skrytka Nazwa Zapisz”",
            "Pod spodem (wrapping) = “” covered by dialog “Nowa skrytka Nazwa Zapisz”",
            "Nazwa (wrapping) = “” dialog:Nowa skrytka",
        ],
    ),
    (
        "moving",
        &[
            "button: Ucieka (associated) moving",
            "button: Wieziony (associated) moving",
            "button: Pulsuje (associated)",
            "button: Mruga (associated)",
            "button: ◌ Wczytuje (associated)",
            "button: Stoi (associated)",
            "link: Komunikat (associated) moving",
            "W ruchu (wrapping) = “” moving",
        ],
    ),
    (
        "fixed_bars",
        &[
            "button: Zawsze pod nagłówkiem (associated) covered by div.gora “Nagłówek”",
            "Pod stopką (wrapping) = “”",
        ],
    ),
    (
        "cut_off",
        &[
            "button: Zwinięty (associated) § Zwinięte hidden",
            "button: Pierwszy slajd (associated) § Zwinięte",
            "button: Drugi slajd (associated) § Zwinięte hidden",
            "button: Zwinięty niżej (associated) § Zwinięte hidden",
            "button: Menu (associated) § Zwinięte",
            "button: Poza belką (associated) § Zwinięte",
            "button: Przycięty (associated) § Zwinięte hidden",
            "button: Wystaje (associated) § Zwinięte",
            "Zwinięte pole (wrapping) = “” § Zwinięte hidden",
            "Niżej (wrapping) = “” § Zwinięte",
        ],
    ),
    (
        "shadow_roots",
        &[
            "button: Zapisz (associated) § Skrytka",
            "button: Pod spodem (associated) covered by i",
            "Kod (associated), Treść w szczelinie (neighbour) = “” § Skrytka",
            "Nazwa (neighbour) = “n”",
            "Opis (neighbour) = “o”",
        ],
    ),
];

/// One thing that a person does to a field, named by its label.
enum Gesture {
    Press(&'static str),
    Choose(&'static str, &'static str),
    Fill(&'static str, &'static str),
    Begin(&'static str, &'static str),
}

use Gesture::{Begin, Choose, Fill, Press};

/// Fixture, what is done in it, and how the field of the last gesture looks then.
const GESTURES: &[(&str, &[Gesture], &str)] = &[
    (
        "native_lists",
        &[Choose("Odbiorcy", "C"), Choose("Odbiorcy", "A")],
        "several A|•B|•C",
    ),
    ("editable", &[Fill("Uwagi", "raz dwa")], "“raz dwa”"),
    ("editable", &[Fill("Opis", "inaczej")], "“inaczej”"),
    ("editor", &[Press("Opis sprawy"), Fill("Opis sprawy", "trzy")], "“trzy”"),
    ("shadow_fields", &[Fill("Adres", "x")], "“x”"),
    ("label_float", &[Fill("Nazwa", "x")], "“x”"),
    (
        "label_link",
        &[Press("Znam regulamin usługi i załączniki w całości")],
        "on",
    ),
    (
        "lib_mui",
        &[Press("Zgadzam się na regulamin usługi, jego zmiany i wszystko inne")],
        "on",
    ),
    ("pf_choices", &[Choose("Tryb", "PULL")], "PUSH|•PULL"),
    ("pf_choices", &[Press("Szyfrowanie")], "off"),
    ("pf_choices", &[Press("Kompresja")], "on"),
    ("pf_choices", &[Press("Archiwum")], "off"),
    ("pf_choices", &[Choose("Kanały", "SMS")], "several •e-mail|•SMS"),
    (
        "pf_menu",
        &[Press("Typ nadawcy"), Choose("Typ nadawcy", "Urząd")],
        "menu “Urząd” Wybierz hidden|Osoba hidden|•Urząd hidden",
    ),
    (
        "pf_boxes_menu",
        &[Press("Odbiorcy"), Choose("Odbiorcy", "Gliwice")],
        "several •Gliwice|•Bytom",
    ),
    ("aria_switches", &[Press("Powiadomienia")], "on"),
    ("aria_switches", &[Choose("Rozmiar", "mały")], "•mały|duży"),
    ("aria_lists", &[Choose("Kolor", "szary")], "zielony|•szary"),
    (
        "aria_lists",
        &[Choose("Role", "czyta")],
        "several czyta|•pisze|usuwa disabled",
    ),
    ("lib_mui", &[Press("Typ"), Choose("Typ", "Urząd")], "menu “Urząd”"),
    ("lib_antd", &[Press("Typ"), Choose("Typ", "Urząd")], "menu “Urząd”"),
    ("lib_antd", &[Choose("Tryb", "PULL")], "PUSH|•PULL"),
    ("lib_material", &[Press("Typ"), Choose("Typ", "Urząd")], "menu “Urząd”"),
    ("lib_material", &[Choose("Tryb", "PULL")], "PUSH|•PULL"),
    (
        "lib_bootstrap",
        &[Press("Typ"), Choose("Typ", "Urząd")],
        "menu “Urząd” Osoba hidden|•Urząd hidden",
    ),
    ("lib_bootstrap", &[Choose("Tryb", "PULL")], "PUSH|•PULL"),
    ("lib_bootstrap", &[Press("Powiadomienia")], "on"),
    ("lib_headless", &[Press("Typ"), Choose("Typ", "Urząd")], "menu “Urząd”"),
    (
        "lib_headless",
        &[Begin("Gmina", "By"), Choose("Gmina", "Bystra")],
        "suggest “Bystra”",
    ),
    (
        "lib_radix",
        &[Press("Typ"), Choose("Typ", "Urząd")],
        "menu “Urząd” Osoba hidden|•Urząd hidden",
    ),
    (
        "lib_primereact",
        &[Press("Typ"), Choose("Typ", "Urząd")],
        "menu “Urząd” •Urząd hidden",
    ),
    ("lib_primereact", &[Press("Archiwum")], "on"),
    (
        "lib_jquery_ui",
        &[Press("Tempo"), Choose("Tempo", "wolno")],
        "menu “wolno” •wolno hidden|szybko hidden",
    ),
    (
        "lib_jquery_ui",
        &[Begin("Miasto", "Gl"), Choose("Miasto", "Gliwiczki")],
        "suggest “Gliwiczki”",
    ),
    (
        "lib_select2",
        &[Press("Typ"), Choose("Typ", "Urząd")],
        "menu “Urząd” Osoba hidden|•Urząd hidden",
    ),
    (
        "lib_chosen",
        &[Press("Typ"), Choose("Typ", "Urząd")],
        "menu “Urząd” Osoba hidden|•Urząd hidden",
    ),
    (
        "lib_chosen",
        &[Press("Role"), Choose("Role", "pisze")],
        "several •czyta hidden|•pisze hidden",
    ),
    (
        "lib_uswds",
        &[Begin("Gmina", "gli"), Choose("Gmina", "Gliwice")],
        "suggest “Gliwice”",
    ),
    (
        "lib_react_select",
        &[Begin("Typ", "urz"), Choose("Typ", "Urząd")],
        "suggest “Urząd”",
    ),
    (
        "lib_slots",
        &[Press("Gmina"), Choose("Gmina", "Bytom")],
        "menu “Bytom” Gliwice hidden|•Bytom hidden",
    ),
    ("loose_list", &[Press("Typ"), Choose("Typ", "Urząd")], "menu “Urząd”"),
    (
        "menu_in_dialog",
        &[Press("Typ"), Choose("Typ", "pięć")],
        "menu “pięć” jeden hidden|dwa hidden|trzy hidden|cztery hidden|•pięć hidden dialog:Nowa skrytka",
    ),
    (
        "double_lists",
        &[Choose("Działy", "Płace")],
        "several •Kadry|•Płace § Podział",
    ),
    (
        "several_open",
        &[Choose("Role", "pisze")],
        "several •czyta|•pisze|usuwa disabled",
    ),
];

impl Gesture {
    fn label(&self) -> &'static str {
        match self {
            Press(label) | Choose(label, _) | Fill(label, _) | Begin(label, _) => label,
        }
    }

    fn perform(&self, room: &mut Room) {
        let view = room.look();
        let own = field(&view, self.label());
        let (handle, entry) = match self {
            Press(_) => (own.handle.clone(), None),
            Choose(_, option) => (option_of(&own.content, option), None),
            Fill(_, text) => (own.handle.clone(), Some(Entry::Text((*text).to_owned()))),
            Begin(_, text) => (own.handle.clone(), Some(Entry::Beginning((*text).to_owned()))),
        };
        let Room { runtime, session, .. } = room;
        let done = match entry {
            Some(entry) => runtime.block_on(session.enter(&handle, &entry)),
            None => runtime.block_on(session.press(&handle)),
        };
        done.unwrap_or_else(|why| panic!("{}: {why}", self.label()));
        room.settle(None);
    }
}

fn option_of(content: &Content, label: &str) -> Handle {
    let options: &[Choice] = match content {
        Content::Suggest(Suggest { options, .. })
        | Content::Menu(Menu { options, .. })
        | Content::Choice(options)
        | Content::Several(options) => options,
        Content::Text(_) | Content::Moment(_) | Content::Switch(_) | Content::Files(_) => &[],
    };
    let found = options.iter().find(|option| option.label == label);
    found
        .unwrap_or_else(|| panic!("no {label} in {options:?}"))
        .handle
        .clone()
}

#[test]
fn every_field_is_found_once_by_the_name_that_a_person_reads() {
    let mut room = Room::enter();
    for (fixture, expected) in FIELDS {
        let lines: Vec<String> = room.seen(fixture).fields.iter().map(field_line).collect();
        assert_eq!(lines, *expected, "{fixture}");
    }
}

#[test]
fn what_takes_no_press_is_told_apart_from_what_does() {
    let mut room = Room::enter();
    for (fixture, expected) in STATES {
        assert_eq!(sketch(&room.seen(fixture)), *expected, "{fixture}");
    }
}

#[test]
fn every_widget_is_worked_by_the_gestures_of_a_person() {
    let mut room = Room::enter();
    for (fixture, gestures, expected) in GESTURES {
        room.open(fixture);
        for gesture in *gestures {
            gesture.perform(&mut room);
        }
        let label = gestures.last().unwrap().label();
        let value = |view: &View| {
            let line = field_line(field(view, label));
            line.split_once(" = ").unwrap().1.to_owned()
        };
        let mut view = room.look();
        for _ in 0..3 {
            if value(&view) != *expected {
                // A list may close a while after the choice.
                room.settle(Some(&view.fingerprint));
                view = room.look();
            }
        }
        assert_eq!(value(&view), *expected, "{fixture}: {label}");
    }
}

#[test]
fn files_are_chosen_also_behind_a_styled_button() {
    let mut room = Room::enter();
    room.open("files");
    let paths: Vec<PathBuf> = vec![fixtures().join("files.html")];
    for label in ["Umowa", "Wybierz plik", "Pismo", "Skan", "Zgoda", "Kopia"] {
        let handle = field(&room.look(), label).handle.clone();
        let Room { runtime, session, .. } = &mut *room;
        runtime
            .block_on(session.enter(&handle, &Entry::Files(paths.clone())))
            .unwrap();
        let names = vec!["files.html".to_owned()];
        assert_eq!(field(&room.look(), label).content, Content::Files(names), "{label}");
    }
}

#[test]
fn what_a_shadow_root_shows_is_told_and_one_that_fills_late_is_waited_for() {
    let mut room = Room::enter();
    let view = room.seen("shadow_roots");
    let seen = room.settle(None);
    for text in ["Skrytka", "Treść w szczelinie", "Pod spodem"] {
        assert!(seen.texts.contains(&text.to_owned()), "{text}: {:?}", seen.texts);
    }
    assert!(!seen.texts.iter().any(|text| text.contains("nie do szczeliny")));
    assert_eq!(seen.fingerprint, view.fingerprint);
    let snapshot = seen.snapshot.to_string();
    let lines: Vec<&str> = snapshot.lines().collect();
    assert_eq!(lines[0], "heading: Skrytka", "{snapshot}");

    let view = room.seen("shadow_late");
    room.press("Wczytaj");
    // A busy machine may draw so late that the page seems to rest in between.
    let mut seen = room.settle(Some(&view.fingerprint));
    for _ in 0..5 {
        if !seen.texts.contains(&"wczytano".to_owned()) {
            seen = room.settle(Some(&seen.fingerprint));
        }
    }
    assert!(seen.texts.contains(&"wczytano".to_owned()), "{seen:?}");
}

#[test]
fn the_wait_answers_for_the_frames_that_can_be_entered() {
    let mut room = Room::enter();
    let view = room.seen("frames");
    let seen = room.settle(None);
    for text in ["Ramki", "w ramce", "w cieniu ramki", "Lista skrytek"] {
        assert!(seen.texts.contains(&text.to_owned()), "{text}: {:?}", seen.texts);
    }
    assert!(!seen.texts.iter().any(|text| text == "nie widać" || text == "obca"));
    assert_eq!(seen.fingerprint.split('|').count(), 3);
    assert_eq!(seen.fingerprint, view.fingerprint);
}
