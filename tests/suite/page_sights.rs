//! What is seen on pages of every kind: controls, fields and tables with their labels and places, each as a person sees it.

use std::fmt::Write as _;

use krok::page::observation::{Control, Field, Table, Tier, TieredLabel, View};

use crate::support::room::{Room, place, state};

/// Fixture, and what is to be seen in it: controls as `role: label, … § sections tab: dialog: row:cells state under opener`
/// with `closed` for a branch that can be opened, fields by their labels, then tables as `titles = columns`, their rows
/// below with what tells each from the others.
const PAGES: &[(&str, &[&str])] = &[
    (
        "icon_buttons",
        &[
            "button: Dodaj (aria)",
            "button: Drukuj (aria)",
            "button: Eksportuj (aria)",
            "link: Usuń (title)",
            "link: Edytuj (title)",
            "button: Odśwież (title)",
            "button: Zamknij (aria)",
            "button: Szukaj",
            "button: Pobierz wniosek (aria)",
            "link: Odebrane 12, Odebrane",
        ],
    ),
    (
        "clickables",
        &[
            "button: Zaloguj się",
            "button: Otwórz",
            "clickable: Profil zaufany",
            "clickable: Bank",
            "clickable: Karta miejska",
            "clickable: Kafel z przyciskiem",
            "clickable: Data",
            "clickable: Wniosek row:Wniosek|01.02.2026",
            "clickable: 01.02.2026 row:Wniosek|01.02.2026",
            "table:  = Nazwa | Data",
            "0: Wniosek | 01.02.2026",
        ],
    ),
    (
        "off",
        &[
            "link: Edytuj disabled",
            "button: Zapisz disabled",
            "button: Wyślij disabled",
            "button: Dodaj § Zamknięte disabled",
            "button: Ukryty hidden",
        ],
    ),
    (
        "label_buttons",
        &[
            "button: Menu",
            "link: Kontakt hidden",
            "button: Wybierz plik",
            "field: Menu",
            "field: Wybierz plik",
            "field: zgoda",
        ],
    ),
    (
        "menu_primefaces",
        &[
            "button: ▼ row:Pismo ogólne|▼",
            "button: ▼ row:wniosek|▼",
            "button: Zapisz",
            "button: Opcje dialog:Załącz formularz",
            "menuitem: Edytuj row:Pismo ogólne|▼ hidden under ▼",
            "menuitem: Usuń row:Pismo ogólne|▼ hidden under ▼",
            "menuitem: Edytuj row:wniosek|▼ hidden under ▼",
            "menuitem: Zapisz i wyślij hidden under Zapisz",
            "menuitem: Wyczyść dialog:Załącz formularz hidden under Opcje",
            "table:  = Nazwa formularza | ",
            "0: Pismo ogólne | ▼",
            "1: wniosek | ▼",
        ],
    ),
    (
        "menu_widgets",
        &[
            "button: Więcej § Systemy row:d3n3f04ve3|Więcej",
            "button: Więcej § Systemy row:i4m4hvn61u|Więcej Notatka",
            "link: Notatka § Systemy row:i4m4hvn61u|Więcej Notatka",
            "button: Zapamiętaj § Systemy row:i4m4hvn61u|Więcej Notatka hidden under Notatka",
            "menuitem: Usuń system § Systemy row:i4m4hvn61u|Więcej Notatka hidden under Więcej",
            "field: Treść § Systemy row:i4m4hvn61u|Więcej Notatka hidden",
            "table: Systemy = Nazwa systemu | Typ",
            "0: d3n3f04ve3 | Więcej",
            "1: i4m4hvn61u | Więcej Notatka",
        ],
    ),
    (
        "menu_bootstrap",
        &[
            "button: ☰, Menu (aria)",
            "link: Pomoc hidden under ☰",
            "button: Akcje row:Wniosek A|Akcje",
            "menuitem: Edytuj row:Wniosek A|Akcje hidden under Akcje",
            "button: Akcje row:Wniosek B|Akcje",
            "menuitem: Edytuj row:Wniosek B|Akcje hidden under Akcje",
            "table:  = Karta | Akcje",
            "0: Wniosek A | Akcje",
            "1: Wniosek B | Akcje",
        ],
    ),
    (
        "menu_portal",
        &[
            "button: ⋮, Więcej (aria) § Sprawy row:OR.1.2026|⋮",
            "button: ⋮, Więcej (aria) § Sprawy row:OR.2.2026|⋮",
            "table: Sprawy = Znak | Akcje",
            "0: OR.1.2026 | ⋮",
            "1: OR.2.2026 | ⋮",
        ],
    ),
    (
        "menu_expanded",
        &[
            "menuitem: Usuń row:Domyślna|Akcje",
            "clickable: Akcje row:test|Akcje",
            "clickable: Akcje row:Domyślna|Akcje",
            "table:  = Nazwa | Akcje",
            "0: test | Akcje",
            "1: Domyślna | Akcje",
        ],
    ),
    (
        "menu_levels",
        &[
            "button: Plik",
            "menuitem: Nowy hidden under Plik",
            "menuitem: Zamknij hidden under Plik",
            "menuitem: Wniosek hidden under Plik",
        ],
    ),
    (
        "tree_primefaces",
        &[
            "treeitem: Urząd Miasta § Ustawienia programu",
            "treeitem: Sekretariat § Ustawienia programu § Urząd Miasta",
            "treeitem: Kadry § Ustawienia programu § Urząd Miasta",
            "treeitem: Ośrodek Pomocy § Ustawienia programu closed",
            "treeitem: Sekretariat § Ustawienia programu § Ośrodek Pomocy hidden under Ośrodek Pomocy",
        ],
    ),
    (
        "tree_roles",
        &[
            "treeitem: Wykaz akt § Rejestry",
            "treeitem: Klasa 0 § Rejestry § Wykaz akt",
            "treeitem: Archiwum § Rejestry closed",
            "treeitem: Klasa 0 § Rejestry § Archiwum hidden under Archiwum",
            "button: Opróżnij § Rejestry § Kosz",
            "treeitem: Kosz § Rejestry",
            "treeitem: Bez własnego węzła covered by ul “Dziecko Drugie”",
            "treeitem: Dziecko § Bez własnego węzła",
            "treeitem: Drugie § Bez własnego węzła",
            "treeitem: Komórki closed",
        ],
    ),
    (
        "tree_flat",
        &[
            "treeitem: Śląskie",
            "button: −, Zwiń (aria) § Śląskie",
            "treeitem: Gliwice § Śląskie",
            "treeitem: Opolskie closed",
            "button: +, Rozwiń (aria) § Opolskie",
            "treeitem: Role",
            "treeitem: Profile § Role closed",
        ],
    ),
    (
        "tree_plain",
        &[
            "treeitem: Struktura organizacyjna closed",
            "link: Rejestry § Struktura organizacyjna hidden under Struktura organizacyjna",
            "treeitem: Słowniki",
            "link: Rejestry § Słowniki row:Rejestry|Edytuj",
            "link: Edytuj § Słowniki row:Rejestry|Edytuj",
            "link: Parametry",
            "link: Pomoc",
            "link: Pytania",
        ],
    ),
    (
        "treegrid",
        &[
            "treeitem: Wydział Organizacyjny § Komórki organizacyjne row:Wydział Organizacyjny|OR|Edytuj",
            "button: Edytuj § Komórki organizacyjne row:Wydział Organizacyjny|OR|Edytuj",
            "treeitem: Kancelaria § Komórki organizacyjne § Wydział Organizacyjny row:Kancelaria|ORK|Edytuj closed",
            "button: Edytuj § Komórki organizacyjne § Wydział Organizacyjny row:Kancelaria|ORK|Edytuj",
            "treeitem: Kancelaria § Komórki organizacyjne row:Kancelaria|KA|Edytuj",
            "button: Edytuj § Komórki organizacyjne row:Kancelaria|KA|Edytuj",
            "table: Komórki organizacyjne = Nazwa | Symbol | ",
            "0: Wydział Organizacyjny | OR | Edytuj",
            "1: Kancelaria | ORK | Edytuj",
            "2: Kancelaria | KA | Edytuj",
        ],
    ),
    (
        "tabs_roles",
        &[
            "tab: Ogólne § Skrytka",
            "tab: Powiadomienia 2, Powiadomienia § Skrytka",
            "tab: Historia § Skrytka disabled",
            "button: Zapisz § Skrytka tab:Ogólne",
            "field: Nazwa § Skrytka tab:Ogólne",
        ],
    ),
    (
        "tabs_bootstrap",
        &[
            "tab: Dane",
            "tab: Adresy",
            "button: Zapisz tab:Dane",
            "button: Zapisz tab:Adresy hidden",
            "tab: Role",
            "tab: Profile",
            "button: Dodaj tab:Role hidden",
            "button: Usuń tab:Profile",
            "button: Dodaj tab:Profile",
        ],
    ),
    (
        "tabs_unlinked",
        &[
            "tab: Wysłane",
            "tab: Odebrane",
            "button: Otwórz tab:Odebrane",
            "tab: Lista",
            "tab: Mapa",
            "button: Przybliż tab:Mapa",
        ],
    ),
    (
        "accordion",
        &[
            "tab: Wnioskodawca",
            "tab: Pełnomocnik",
            "tab: Adres",
            "button: Sprawdź tab:Adres",
            "tab: Zaawansowane",
            "tab: Limity tab:Zaawansowane",
            "tab: Terminy tab:Zaawansowane",
            "button: Zmień § Zaawansowane tab:Terminy",
            "field: Imię tab:Wnioskodawca",
            "field: Imię tab:Pełnomocnik hidden",
            "field: Ulica tab:Adres",
            "field: Liczba § Zaawansowane tab:Limity hidden",
        ],
    ),
    (
        "folding",
        &[
            "tab: Mapowanie adresów § Mapowanie adresów",
            "tab: Filtry § Filtry",
            "link: Ustawienia § Zwykły",
            "button: Dodaj § Zwykły",
            "field: Adres tab:Mapowanie adresów hidden",
            "field: Opis tab:Filtry",
        ],
    ),
    (
        "stepper",
        &[
            "tab: 1 Dane, Dane",
            "tab: 2 Załączniki, Załączniki",
            "button: Dodaj plik tab:Załączniki",
            "button: Podpisz § Podpis",
            "button: Dalej § Osoba",
        ],
    ),
    (
        "title_bars",
        &[
            "link: Start",
            "button: Edytuj § Konto § Dane podmiotu",
            "button: Pokaż § Konto § Dane podmiotu",
            "button: Dodaj § Konto § Certyfikaty",
            "button: Dodaj § Konto § Role",
            "button: Dodaj system § Konto § Systemy",
            "button: Importuj § Konto § Systemy",
            "button: Wyczyść § Konto § Systemy § Historia",
            "button: Nadaj § Konto § Systemy § Upoważnienia",
            "field: Adres § Konto § Powiadomienia",
            "field: Filtr § Konto § Pusty",
        ],
    ),
    (
        "dialogs",
        &[
            "button: Usuń row:d3n3f04ve3|Usuń",
            "button: Tak dialog:Usuwanie systemu",
            "button: Zapisz dialog:Nowy system",
            "button: ×, Zamknij (aria) dialog:Zmiana hasła",
            "button: Tak dialog:Karta jest opublikowana. Czy wycofać ją z publikacji?",
            "button: Nie dialog:Karta jest opublikowana. Czy wycofać ją z publikacji?",
            "button: Dziś § Luty 2026 dialog:Wybór daty",
            "button: Tak dialog:Ukryty hidden",
            "field: Hasło dialog:Zmiana hasła",
            "table:  = System | ",
            "0: d3n3f04ve3 | Usuń",
        ],
    ),
    (
        "key_rows",
        &[
            "link: Zmień row:Nazwa systemu:|i4m4hvn61u Zmień",
            "link: Zmień row:Opis systemu:|serwer SEKAP Zmień",
            "button: Kopiuj row:Adres|/pz/test|Kopiuj",
            "button: Kopiuj row:Opis|brak|Kopiuj",
            "link: Pobierz row:upp.xsd|Pobierz",
            "link: Pobierz row:upd.xsd|Pobierz",
            "link: Pomoc",
            "button: Usuń row:Wniosek.pdf",
            "button: Usuń row:Zgoda.pdf|12 kB",
            "link: Sam odnośnik",
            "button: Otwórz § Skrytka_ESP",
            "button: Otwórz § SkrytkaESP",
            "button: Odśwież § Kolejka",
        ],
    ),
    (
        "layout_rows",
        &[
            "button: Wybierz § Dane konta",
            "field: Ulica § Adres zameldowania",
            "field: Miasto § Adres zameldowania",
            "field: Ulica § Adres do korespondencji",
            "field: Login § Dane konta",
        ],
    ),
    (
        "row_keys",
        &[
            "button: Odbierz § Uprawnienia row:Anna Nowak|Administrator|Odbierz",
            "button: Odbierz § Uprawnienia row:Anna Nowak|Redaktor|Odbierz",
            "button: Nadaj § Uprawnienia row:Jan Kot|brak roli Nadaj|brak roli Nadaj",
            "table: Uprawnienia = Osoba | Rola | Akcje",
            "0: Anna Nowak | Administrator | Odbierz",
            "1: Anna Nowak | Redaktor | Odbierz",
            "2: Jan Kot | brak roli Nadaj | brak roli Nadaj",
        ],
    ),
    (
        "table_heads",
        &[
            "field: Filtr opisu",
            "table: Terminy spraw = Znak | Wniosek od | Wniosek do | Decyzja od | Decyzja do",
            "0: OR.1 | 1 | 2 | 3 | 4",
            "table:  = Opis usługi | Status",
            "0: Podatek | Aktualna",
            "table:  = Kod | Nazwa",
            "0: 1 | Jeden",
            "table:  =  | Pon. | Wt.",
            "0: 8:00 | a | b",
        ],
    ),
    (
        "table_apart",
        &[
            "button: Edytuj § Skrytki row:c|Edytuj",
            "table: Skrytki = Nazwa | Adres scrolls below",
            "0: a | /a",
            "1: b | /b",
            "2: c | Edytuj",
            "table: Karty = Karta | Data scrolls below",
            "4: x | 1",
            "32: y | 2",
            "60: z | 3",
            "table: Dwie osobne = A | B",
        ],
    ),
    (
        "table_roles",
        &[
            "button: Zobacz § Systemy row:d3n3f04ve3|Lokalny|Zobacz",
            "button: Zobacz § Systemy row:i4m4hvn61u|Zewnętrzny|Zobacz",
            "link: Usuń row:1|pierwszy Usuń",
            "field: Data § Pisma row:OR.17|17.01",
            "table: Systemy = Nazwa | Typ | Akcje",
            "0: d3n3f04ve3 | Lokalny | Zobacz",
            "1: i4m4hvn61u | Zewnętrzny | Zobacz",
            "table: Pisma = Znak | Data of 40",
            "0: OR.16 | 16.01",
            "1: OR.17 | 17.01",
            "table:  = Lp. | Opis",
            "0: 1 | pierwszy Usuń",
            "table:  = Kod",
            "0: K1",
        ],
    ),
    (
        "table_empty",
        &[
            "table: PrimeFaces = A | B",
            "table: DataTables = A | B",
            "table: Ant = A | B",
            "table: Zwykła = Nazwa schematu | Wersja",
            "table: Szeroka = A | B | C",
            "table: Role = A | B",
            "table: Jednokolumnowa = Rola",
            "0: Brak",
        ],
    ),
    (
        "table_details",
        &[
            "button: −, Zwiń (aria) § Szczegóły row:−|Podatek|Aktualna",
            "button: Usuń § Szczegóły row:−|Podatek|Aktualna",
            "button: −, Zwiń (aria) § Szczegóły row:−|Najem|Nieaktualna",
            "button: Usuń § Szczegóły row:−|Najem|Nieaktualna",
            "button: +, Rozwiń (aria) § Szczegóły row:+|Zgon|Aktualna",
            "button: Edytuj § Grupy § Wydział A row:Sekretariat|Edytuj",
            "button: Edytuj § Grupy § Wydział B row:Sekretariat|Edytuj",
            "table: Szczegóły =  | Nazwa | Status",
            "0: − | Podatek | Aktualna",
            "1: − | Najem | Nieaktualna",
            "2: + | Zgon | Aktualna",
            "table: Grupy = Nazwa | Symbol",
            "0: Sekretariat | Edytuj",
            "1: Sekretariat | Edytuj",
        ],
    ),
    (
        "table_cells",
        &[
            "link: test row:|test|PUSH sync|0|Nie",
            "button: Edytuj § W ukryciu row:ukryta|Edytuj hidden",
            "field: Zaznacz wszystkie hidden",
            "field: Zaznacz row:|Domyślna|PULL|100|Tak",
            "field: Tryb row:|Domyślna|PULL|100|Tak",
            "field: Kolejka row:|Domyślna|PULL|100|Tak",
            "field: Zaznacz row:|test|PUSH sync|0|Nie",
            "table:  =  | Nazwa | Tryb | Kolejka | Aktywna",
            "0:  | Domyślna | PULL | 100 | Tak",
            "1:  | test | PUSH sync | 0 | Nie",
        ],
    ),
    (
        "table_scrolls",
        &[
            "table: Wirtualna = Znak | Opis of 200 scrolls below",
            "2: OR.0 | opis 0",
            "3: OR.1 | opis 1",
            "4: OR.2 | opis 2",
            "5: OR.3 | opis 3",
            "6: OR.4 | opis 4",
            "7: OR.5 | opis 5",
            "table: Cała = Kod scrolls below",
            "24: K0",
            "51: K1",
            "78: K2",
            "105: K3",
            "132: K4",
            "159: K5",
            "186: K6",
            "213: K7",
            "240: K8",
            "table: Tytuł / Na stronie = A",
            "0: 1",
            "1: 2",
            "2: 3",
            "3: 4",
        ],
    ),
    (
        "pager_primefaces",
        &[
            "link: First Page (aria) § Systemy disabled",
            "link: Previous Page (aria) § Systemy disabled",
            "link: 1, Page 1 (aria) § Systemy",
            "link: 2, Page 2 (aria) § Systemy",
            "link: Next Page (aria) § Systemy",
            "link: Last Page (aria) § Systemy",
            "field: Karty § Karty",
            "table: Karty = Karta pager “(2 of 3)” first previous next",
            "0: a",
            "table: Systemy = System pager “1” next",
            "0: b",
        ],
    ),
    (
        "pager_libraries",
        &[
            "link: Poprzednia",
            "link: 1",
            "link: 2",
            "link: Następna",
            "link: «, Poprzednia (aria) § Stronicowanie",
            "link: 1 § Stronicowanie",
            "link: 2 § Stronicowanie",
            "link: », Następna (aria) § Stronicowanie",
            "button: Go to first page (aria) § MUI",
            "button: Go to previous page (aria) § MUI",
            "button: Go to next page (aria) § MUI",
            "clickable: 4",
            "clickable: 5",
            "field: Pokaż pozycji",
            "table: DataTables = A pager “Pozycje od 11 do 20 z 57” first previous",
            "0: 1",
            "table: Bootstrap = A pager “1” next",
            "0: 1",
            "table: MUI = A pager “11–20 of 57” first previous next",
            "0: 1",
            "table: Ant = A pager “5” previous next",
            "0: 1",
        ],
    ),
    (
        "pager_numbers",
        &[
            "link: 1",
            "link: 3",
            "link: 9",
            "link: następna »",
            "link: 1",
            "link: 9 § GridView",
            "link: ... § GridView",
            "link: Nowsze",
            "link: Starsze",
            "link: «",
            "link: ‹",
            "link: ›",
            "link: »",
            "table: Liczby = A pager “2” first previous next",
            "0: a",
            "table: Bez słów = A pager “2” first previous",
            "0: b",
            "table: GridView = Lp. | Nazwa pager “10” previous next",
            "0: 91 | c",
            "table: Odnośniki = A pager “d” previous next",
            "0: d",
            "table: Strzałki = A pager “Strona 2 z 5” first previous next",
            "0: e",
        ],
    ),
    ("table_of_page", &["table: Lista spraw = Nr | Tytuł", "0: 1 | a"]),
    (
        "drawn_letters",
        &[
            "button: Zapisz żądanie, ZAPISZ ŻĄDANIE",
            "link: Umowy i aneksy, UMOWY I ANEKSY",
            "field: kwota brutto",
        ],
    ),
    (
        "search_buttons",
        &[
            "button: Szukaj",
            "link: Nowa sprawa",
            "button: Pokaż sprawę:",
            "button: Wyślij",
            "field: Search",
            "field: Pokaż sprawę:",
        ],
    ),
    (
        "accordion_headings",
        &[
            "tab: Adres",
            "tab: Dodatkowe ▾",
            "field: Ulica tab:Adres",
            "field: Uwagi tab:Dodatkowe ▾ hidden",
        ],
    ),
    (
        "pager_counted",
        &[
            "link: 1",
            "link: 3",
            "link: Pokaż wszystko",
            "link: next >> § W wierszu § pilne row:|1..50 out of 70|next >>",
            "table: Obok liczby = A pager “2” first previous next",
            "0: a",
            "table: W wierszu = Nr | Tytuł pager “1..50 out of 70” next",
            "0: 70 | b",
        ],
    ),
    (
        "form_heads",
        &[
            "link: (lista) § Zastępuje",
            "link: (lista) § Obserwują",
            "field: Tytuł",
            "field: Priorytet",
            "field: Status",
            "field: Zastępuje",
            "field: Obserwują",
        ],
    ),
    (
        "bold_groups",
        &[
            "field: Nazwa § Wniosek § Wnioskodawca",
            "field: Adres § Wniosek § Wnioskodawca",
            "field: Nazwa § Wniosek § Pełnomocnik:",
            "field: NIP § Wniosek § Dostawca",
            "field: Kod § Wniosek § Dostawca",
            "field: NIP § Wniosek § Odbiorca",
            "field: Od § Wniosek § Okres",
            "field: Do § Wniosek § Okres",
            "field: Numer § Wniosek",
            "field: Poczta § Wniosek § Kontakt row:Poczta|",
            "field: Telefon § Wniosek § Kontakt row:Telefon|",
            "field: Numer § Wniosek § Zapisy",
            "field: Imię § Wniosek",
            "field: Nazwisko § Wniosek",
        ],
    ),
    (
        "beside_fields",
        &[
            "link: Zmień wybrany (title) § Umowa § Kontrahent:",
            "link: Dodaj (aria) § Umowa § Kontrahent:",
            "link: Zmień wybrany (title) § Umowa § Miejscowość:",
            "link: Dodaj (aria) § Umowa § Miejscowość:",
            "link: Dzisiaj § Umowa § Data zawarcia:",
            "link: #, Wybierz datę (title) § Umowa § Data zawarcia:",
            "link: Dzisiaj § Umowa § Termin odbioru:",
            "link: #, Wybierz datę (title) § Umowa § Termin odbioru:",
            "link: Teraz § Umowa § Termin odbioru:",
            "button: Znajdź § Umowa",
            "link: Regulamin § Umowa",
            "button: Anuluj § Umowa",
            "link: Dzisiaj § Umowa § Aneksy § Z dnia row:A/1|01.02.2026||Usuń",
            "link: #, Wybierz datę (title) § Umowa § Aneksy § Z dnia row:A/1|01.02.2026||Usuń",
            "link: Usuń § Umowa § Aneksy row:A/1|01.02.2026||Usuń",
            "link: Dzisiaj § Umowa § Aneksy § Z dnia row:A/2|||Usuń",
            "link: #, Wybierz datę (title) § Umowa § Aneksy § Z dnia row:A/2|||Usuń",
            "link: Usuń § Umowa § Aneksy row:A/2|||Usuń",
            "field: Kontrahent: § Umowa",
            "field: Miejscowość: § Umowa",
            "field: Data zawarcia: § Umowa",
            "field: Data: § Umowa § Termin odbioru:",
            "field: Czas: § Umowa § Termin odbioru:",
            "field: Szukaj § Umowa",
            "field: Uwagi § Umowa",
            "field: Płeć § Umowa",
            "field: Numer aneksu § Umowa § Aneksy row:A/1|01.02.2026||Usuń",
            "field: Z dnia § Umowa § Aneksy row:A/1|01.02.2026||Usuń",
            "field: Obowiązuje § Umowa § Aneksy row:A/1|01.02.2026||Usuń",
            "field: Numer aneksu § Umowa § Aneksy row:A/2|||Usuń",
            "field: Z dnia § Umowa § Aneksy row:A/2|||Usuń",
            "field: Obowiązuje § Umowa § Aneksy row:A/2|||Usuń",
            "table: Aneksy / Umowa = Numer aneksu | Z dnia | Obowiązuje | Usunąć?",
            "0: A/1 | 01.02.2026 |  | Usuń",
            "1: A/2 |  |  | Usuń",
        ],
    ),
    (
        "pager_not",
        &[
            "link: 1 § Załączniki row:a.pdf|1 2",
            "link: 2 § Załączniki row:a.pdf|1 2",
            "button: Wstecz",
            "button: Dalej",
            "link: 1 § Luty row:1|2",
            "link: 2 § Luty row:1|2",
            "button: Następny",
            "table: Załączniki = Plik | Strony",
            "0: a.pdf | 1 2",
            "table: Luty = Pn | Wt",
            "0: 1 | 2",
        ],
    ),
    (
        "pager_two",
        &[
            "link: 2",
            "link: 1",
            "table: Formularze = A pager “1” next",
            "0: f",
            "table: Skrytki = A pager “2” first previous",
            "0: s",
            "table: Bez stron = A",
            "0: b",
        ],
    ),
    ("table_copy", &["table: Karty = Karta | Data", "0: x | 1"]),
    (
        "pager_more",
        &[
            "link: «, First (aria) § pagination disabled",
            "link: ‹, Previous (aria) § pagination disabled",
            "link: 1 § pagination",
            "link: 2 § pagination",
            "link: ›, Next (aria) § pagination",
            "link: », Last (aria) § pagination",
            "button: Previous page (aria) § Wybierz stronę",
            "button: Next page (aria) § Wybierz stronę",
            "link: ⏮, Go to the first page (title) § Kendo",
            "link: ◀, Go to the previous page (title) § Kendo",
            "link: 1 § Kendo",
            "link: ▶, Go to the next page (title) § Kendo",
            "table: DataTables = A pager “Pozycje 1–10 z 12” next",
            "0: 1",
            "table: Material = A pager “6 – 10 of 100” previous next",
            "0: 1",
            "table: Kendo = A pager “11 - 20 of 20 items” first previous",
            "0: 1",
        ],
    ),
    (
        "row_hover",
        &[
            "button: Nigdy hidden",
            "button: Usuń row:a.pdf| hidden under a.pdf",
            "button: Usuń row:b.pdf| hidden under b.pdf",
            "button: Więcej § Skrytka hidden under Skrytka",
            "table:  = Plik | ",
            "0: a.pdf | ",
            "1: b.pdf | ",
        ],
    ),
    (
        "div_rows",
        &[
            "link: Start",
            "button: Odbierz § Upoważnienia row:Anna Nowak|Redaktor",
            "button: Odbierz § Upoważnienia row:Jan Kot|Czytelnik",
            "button: Wyczyść § Upoważnienia",
            "button: Wyczyść § Upoważnienia",
            "button: Zapisz § Upoważnienia",
            "button: Anuluj § Upoważnienia",
            "link: Pobierz § Upoważnienia row:a.pdf|Pobierz|W1|a.pdf Pobierz b.pdf Pobierz",
            "link: Pobierz § Upoważnienia row:b.pdf|Pobierz|W1|a.pdf Pobierz b.pdf Pobierz",
            "field: Imię § Upoważnienia",
            "field: Nazwisko § Upoważnienia",
            "table: Upoważnienia = Wniosek | Pliki",
            "0: W1 | a.pdf Pobierz b.pdf Pobierz",
        ],
    ),
    (
        "labels_within",
        &[
            "link: Profil zaufany Zaloguj się kodem z wiadomości, Profil zaufany",
            "button: Zapisz Ctrl+S, Zapisz",
            "button: Dalej",
            "button: Zmień § Dane adresowe",
        ],
    ),
    (
        "menu_disclosed",
        &[
            "button: Akcje",
            "menuitem: Edytuj hidden under Akcje",
            "tab: Szczegóły",
            "button: Pokaż tab:Szczegóły hidden",
            "button: Pomoc § Główna",
            "link: Pytania § Główna hidden under Pomoc",
        ],
    ),
    (
        "table_frozen",
        &[
            "button: Otwórz § Umowy row:U1|1.1|A|Otwórz",
            "button: Otwórz § Umowy row:U2|2.1|B|Otwórz",
            "button: Otwórz § Umowy row:U3|3.1|C|Otwórz",
            "table: Umowy = Numer | Data | Strona | Akcje scrolls below",
            "2: U1 | 1.1 | A | Otwórz",
            "24: U2 | 2.1 | B | Otwórz",
            "46: U3 | 3.1 | C | Otwórz",
        ],
    ),
];

/// A view in words, one thing a line.
fn seen(view: &View) -> Vec<String> {
    let mut lines: Vec<String> = view.controls.iter().map(control_line).collect();
    lines.extend(view.fields.iter().filter_map(field_line));
    lines.extend(view.tables.iter().flat_map(table_lines));
    lines
}

fn control_line(control: &Control) -> String {
    let opener = control.opener.as_ref();
    format!(
        "{}: {}{}{}{}{}",
        control.role.word(),
        labels(&control.labels),
        place(&control.place, whole),
        state(&control.state),
        opener.map_or_else(String::new, |opener| format!(" under {}", opener.label)),
        if control.expander.is_some() { " closed" } else { "" },
    )
}

fn field_line(field: &Field) -> Option<String> {
    let label = &field.labels.first()?.text;
    Some(format!(
        "field: {label}{}{}",
        place(&field.place, whole),
        state(&field.state)
    ))
}

fn table_lines(table: &Table) -> Vec<String> {
    let mut head = format!("table: {} = {}", table.titles.join(" / "), table.columns.join(" | "));
    if let Some(total) = table.total {
        let _ = write!(head, " of {total}");
    }
    if let Some(pager) = &table.pager {
        let _ = write!(head, " pager “{}”", pager.report);
        for (step, word) in [
            (&pager.first, "first"),
            (&pager.previous, "previous"),
            (&pager.next, "next"),
        ] {
            head.push_str(&step.as_ref().map_or_else(String::new, |_| format!(" {word}")));
        }
    }
    if let Some(scroller) = &table.scroller {
        head.push_str(" scrolls");
        head.push_str(if scroller.above { " above" } else { "" });
        head.push_str(if scroller.below { " below" } else { "" });
    }
    let rows = table
        .rows
        .iter()
        .map(|row| format!("{}: {}", row.at, row.cells.join(" | ")));
    std::iter::once(head).chain(rows).collect()
}

fn labels(labels: &[TieredLabel]) -> String {
    let word = |label: &TieredLabel| match label.tier {
        Tier::Associated => label.text.clone(),
        tier => format!("{} ({})", label.text, tier.word()),
    };
    labels.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn whole(cells: &[String]) -> String {
    cells.join("|")
}

#[test]
fn every_page_is_seen_as_a_person_sees_it() {
    let mut room = Room::enter();
    let mut wrong = String::new();
    for (fixture, expected) in PAGES {
        let lines = seen(&room.seen(fixture));
        if lines != *expected {
            let _ = writeln!(wrong, "{fixture}: {lines:#?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
