//! The portal's origin: shell, choice of context, Budowanie usług, Zarządzanie kontem, Rejestr Zdarzeń.
//!
//! What stands on the pages, word for word. Addresses with navigational state are new with every page; every list
//! and form is reached through the menus.
//!
//! **Menus.** The person's name opens the user menu. `Zarządzanie kontem` stands there twice: once by itself and once
//! in the flyout of `Administrowanie`, beside `Budowanie usług`. `Rejestr Zdarzeń` stands there once. Left menu of
//! Budowanie usług: `Karty spraw`, `Skrytki`, `Formularze`, `Wzory lokalne`. Left menu of Zarządzanie kontem:
//! `Zarządzanie kontem`, `Historia logowania`, `Utwórz nowy profil dla firmy lub instytucji`, `Uprawnienia`, `Role`,
//! `Systemy`.
//!
//! **Systemy** (`/wps/myportal/aplikacje/zarzadzanie-kontem`; whole pages, each action once). Heading `Systemy`;
//! columns `Nazwa systemu`, `Data ważności certyfikatu`, `Typ` and one without a title, which holds `Zobacz`. A search
//! with `Szukaj`; `Dodaj system`, `Importuj system` for show. One system: heading `← System`; buttons `Edytuj` (for
//! show), `Usuń system`; the rows `Nazwa systemu:` and `Opis systemu:`; the list `Role`. `Usuń system` asks „Czy na
//! pewno chcesz usunąć system i4m4hvn61u?” with `Tak, usuń` and `Anuluj`; then the list says „System został
//! usunięty.” in a bar above the table. Without a system there is one row, `Brak systemów.`.
//!
//! **Karty spraw** (`/wps/myportal/aplikacje/budowanie-uslug`). Heading `Karty sprawy POWIAT GLIWICKI (92)`; columns
//! `Opis usługi`, `Status`, `Data` and one without a title, which holds `Edytuj` and `Usuń`; ten rows a page. `Usuń`
//! on an `Aktualna` card asks „Karta jest opublikowana. Czy wycofać ją z publikacji?” with `Tak` and `Nie`, tells
//! „Karta została wycofana z publikacji.”, and has to be pressed again. On a `Nieaktualna` card it asks „Czy na pewno
//! chcesz usunąć kartę „…”?” with `Tak` and `Nie`, and tells „Karta została usunięta.”.
//!
//! **One card.** Heading `Karta sprawy: …`; facts `Status Karty`, `Data utworzenia`, `Data modyfikacji`, `Data
//! ostatniej publikacji`; `Wycofaj z publikacji` on a published card asks „Czy na pewno chcesz wycofać kartę z
//! publikacji?” and acts at once. Seven tabs; `Formularze` and `Historia zmian` arrive with the first click. Forms:
//! column `Nazwa formularza`; `▼` in the row, named `Opcje` to who cannot see it, opens the menu `Edytuj`, `Usuń`; the latter asks „Czy na pewno chcesz
//! usunąć formularz „…”?”. Below `Załącz formularz`; at the end `◀ Powrót do listy kart spraw` and `Zapisz zmiany`,
//! which tells „Zmiany zostały zapisane.”. Without a form there is one row, `No records found.`.
//!
//! **Dialog `Załącz formularz`.** 1 `Rodzaj formularza`, another answer empties the points below; 2 `Nazwa
//! formularza`; 3 `Adres URL formularza`, or `Wybrany formularz:` over the columns `Nazwa formularza`, `Data
//! utworzenia` and `Wybierz`; 4 `Opis formularza`; 5, for a form on ePUAP, `Wybrana Skrytka:` over `Nazwa skrzynki`,
//! `Opis` and `Wybierz`. What is missing reads „Wypełnienie pola: … jest wymagane”. `Aktualizuj` changes the card of
//! the session only, `Zapisz zmiany` stores it.
//!
//! **Skrytki.** Heading `Lista Twoich skrytek`; columns `Nazwa skrytki`, `Adres`, `Opis`, `Akcje`. `Usuń` asks „Czy na
//! pewno chcesz usunąć skrytkę ZMOKU?” with `Tak` and `Nie`, and tells „Skrytka ZMOKU została usunięta.”. The default
//! one answers „Nie można usunąć skrytki domyślnej.”, one with a queue „Nie można usunąć skrytki test. Liczba
//! dokumentów oczekujących w kolejce: 1.”. Blocking is `Stan skrytki` (`aktywna`) on `Ogólne`.
//!
//! **Rejestr Zdarzeń** (`/wps/myportal/aplikacje/rejestr-zdarzen`). Columns `Data`, `Użytkownik`, `Zdarzenie`,
//! `Obiekt`, newest first. Events: `Logowanie`, `Wylogowanie`, `Wybór podmiotu`, `Zapis konfiguracji skrytki`,
//! `Usunięcie skrytki`, `Usunięcie systemu`, `Wycofanie karty sprawy z publikacji`, `Usunięcie karty sprawy`, `Zapis
//! karty sprawy`.
//!
//! Under the fault [`ExtraConfirm`](crate::Fault::ExtraConfirm) the second question is „Czy na pewno? Tej operacji nie
//! można cofnąć.”; without a permission every act answers „Nie masz uprawnień do wykonania tej operacji.”; a save that
//! needs two tries tells „Nie udało się zapisać zmian. Spróbuj ponownie.” first. The end of a session is told under the
//! heading `Sesja wygasła`, works under `Przerwa techniczna` or `Serwis chwilowo niedostępny`, planned ones in the
//! notice „Planowane prace serwisowe: …” of a page that works. Over the first page may lie `Ta strona używa plików
//! cookies` with `Akceptuję`, or `Aktualności` with `Zamknij`.

mod account;
mod asked;
mod building;
mod card;
mod card_panel;
mod cards;
mod context;
mod control;
mod data_table;
mod dialogue;
mod dialogue_table;
mod entry;
mod export;
mod form;
mod gate;
mod instead;
mod names;
mod navigation;
mod page;
mod panel;
mod partial;
mod postback;
mod register;
mod router;
mod shell;
mod systems;
mod table;
mod tabs;

pub(crate) use names::Names;
pub(crate) use page::{PageError, page};
pub(crate) use router::router;
