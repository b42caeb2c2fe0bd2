//! Drafting without a browser: what was heard goes in, a runbook that is correct and does the same comes out.

use krok::page::deed::{Deed, Scene, Way};
use krok::page::observation::{
    Choice, Content, Control, Field, Handle, Opener, Rectangle, Role, Row, State, Surroundings, Table, Tier,
    TieredLabel, View,
};
use krok::recorder::{self, Remark};
use krok::runbook::portal::Portal;
use krok::text::language::Language;
use krok::text::source::SourceFile;

const PROFILE: &str = include_str!("../../runbooks/epuap/portal.toml");

/// A page that is being put together.
#[derive(Clone, Default)]
struct Page(Scene);

impl Page {
    fn at(path: &str, headings: &[&str]) -> Self {
        Self(Scene {
            path: path.to_owned(),
            headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
            entity: Some("pzgliwice".to_owned()),
            view: View::default(),
        })
    }

    fn handle(&self) -> Handle {
        Handle(format!(
            "{}",
            self.0.view.controls.len() + self.0.view.fields.len() * 1000
        ))
    }

    fn control(mut self, role: Role, label: &str, change: impl FnOnce(&mut Control)) -> Self {
        let mut control = Control {
            handle: self.handle(),
            role,
            labels: vec![tiered(label, Tier::Associated)],
            place: Surroundings::default(),
            state: State::Ready,
            opener: None,
            expander: None,
            rectangle: Rectangle::default(),
        };
        change(&mut control);
        self.0.view.controls.push(control);
        self
    }

    fn link(self, label: &str) -> Self {
        self.control(Role::Link, label, |_| {})
    }

    fn button(self, label: &str) -> Self {
        self.control(Role::Button, label, |_| {})
    }

    /// A table whose rows end with a cell of buttons.
    fn table(mut self, title: &str, columns: &[&str], rows: &[&[&str]], buttons: &[&str]) -> Self {
        let cells = |row: &[&str]| -> Vec<String> {
            row.iter()
                .map(|&cell| cell.to_owned())
                .chain([buttons.join(" ")])
                .collect()
        };
        for row in rows {
            for button in buttons {
                self = self.control(Role::Link, button, |control| control.place.row = Some(cells(row)));
            }
        }
        self.0.view.tables.push(Table {
            titles: vec![title.to_owned()],
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows: rows
                .iter()
                .map(|row| Row {
                    cells: cells(row),
                    at: 0,
                })
                .collect(),
            total: None,
            pager: None,
            scroller: None,
        });
        self
    }

    fn field(mut self, label: &str, content: Content, change: impl FnOnce(&mut Field)) -> Self {
        let mut field = Field {
            handle: self.handle(),
            content,
            labels: vec![tiered(label, Tier::Associated)],
            place: Surroundings::default(),
            state: State::Ready,
            has_keys: false,
            rectangle: Rectangle::default(),
        };
        change(&mut field);
        self.0.view.fields.push(field);
        self
    }

    fn text(self, label: &str, text: &str) -> Self {
        self.field(label, Content::Text(text.to_owned()), |_| {})
    }

    fn arrived(&self, way: Way) -> Deed {
        Deed::Arrived {
            way,
            scene: self.0.clone(),
        }
    }

    /// Presses the control with the label; of several the one in a row that begins so.
    fn press(&self, label: &str, row: &str) -> Deed {
        let bears = |control: &Control| control.labels.iter().any(|own| own.text == label);
        let in_row =
            |control: &Control| row.is_empty() || control.place.row.as_ref().is_some_and(|cells| cells[0] == row);
        let found = self
            .0
            .view
            .controls
            .iter()
            .position(|control| bears(control) && in_row(control));
        Deed::Pressed {
            control: found.unwrap_or_else(|| panic!("no {label} in {row}")),
            scene: self.0.clone(),
        }
    }

    fn fill(&self, label: &str) -> Deed {
        let found = self
            .0
            .view
            .fields
            .iter()
            .position(|field| field.labels[0].text == label);
        Deed::Filled {
            fields: vec![found.unwrap()],
            by_press: false,
            scene: self.0.clone(),
        }
    }

    fn rest(&self) -> Deed {
        Deed::Rested(self.0.clone())
    }
}

fn tiered(text: &str, tier: Tier) -> TieredLabel {
    TieredLabel {
        text: text.to_owned(),
        tier,
    }
}

fn said(text: &str) -> Deed {
    Deed::Said(text.to_owned())
}

fn portal() -> Portal {
    krok::runbook::read_portal_source(SourceFile::new("portal.toml", PROFILE)).unwrap()
}

/// Drafts, makes sure that the draft is a correct runbook, and returns its steps without the head.
fn drafted(deeds: &[Deed]) -> (String, Vec<Remark>) {
    let draft = recorder::draft(deeds, &portal(), Language::Polish).expect("something was done");
    let checked = krok::runbook::read_sources(
        SourceFile::new("runbooks/epuap/nagranie.toml", draft.text.as_str()),
        SourceFile::new("runbooks/epuap/portal.toml", PROFILE),
    );
    if let Err(mistakes) = checked {
        let told: Vec<String> = mistakes
            .iter()
            .map(|mistake| mistake.message(Language::Polish))
            .collect();
        panic!("{}\n{told:#?}", draft.text);
    }
    let (_, rest) = draft.text.split_once("działa portal\" }\n").unwrap();
    (rest.trim().to_owned(), draft.remarks)
}

/// The steps after the first, which opens the page where the recording began.
fn steps(deeds: &[Deed]) -> (String, Vec<Remark>) {
    let (text, remarks) = drafted(deeds);
    let rest = text.split_once("\n\n").map_or("", |(_, rest)| rest);
    (rest.to_owned(), remarks)
}

fn home() -> Page {
    Page::at("/wps/myportal", &["Mój ePUAP"])
        .link("Elektroniczna Skrzynka Podawcza")
        .link("Administrowanie")
}

fn list() -> Page {
    let rows: &[&[&str]] = &[&["Skrytka_ESP", "/pz/esp"], &["Domyślna", "/pz/domyslna"]];
    Page::at("/wps/lista", &["Budowanie usług", "Lista Twoich skrytek"])
        .link("Skrytki")
        .table(
            "Lista Twoich skrytek",
            &["Nazwa skrytki", "Adres", "Akcje"],
            rows,
            &["Edytuj", "Usuń"],
        )
}

fn form(name: &str, opis: &str) -> Page {
    let heading = format!("Konfiguracja skrytki: {name}");
    Page::at("/wps/skrytka", &["Budowanie usług", &heading])
        .link("Skrytki")
        .text("Opis", opis)
}

fn locked(name: &str) -> Page {
    let mut page = form(name, "").button("Edytuj");
    page.0.view.fields[0].state = State::Disabled;
    page
}

fn open(name: &str, opis: &str) -> Page {
    form(name, opis).button("Zapisz").button("Anuluj")
}

/// Everything that is done to one row: opened, edited, saved, left by the menu.
fn turn(name: &str) -> Vec<Deed> {
    vec![
        list().press("Edytuj", name),
        locked(name).arrived(Way::Led),
        locked(name).press("Edytuj", ""),
        open(name, "nowy").fill("Opis"),
        open(name, "nowy").press("Zapisz", ""),
        said("Zmiany zostały zapisane."),
        locked(name).press("Skrytki", ""),
        list().arrived(Way::Led),
    ]
}

#[test]
fn a_way_through_the_menu_is_one_step_and_openers_of_menus_are_none() {
    let opened = home()
        .control(Role::Link, "ADAM KMIĘCIK", |_| {})
        .control(Role::Link, "Budowanie usług", |control| {
            control.state = State::Hidden;
            control.opener = Some(Opener {
                handle: Handle("0".to_owned()),
                label: "ADAM KMIĘCIK".to_owned(),
                rectangle: Rectangle::default(),
            });
        });
    let services = Page::at("/wps/uslugi", &["Budowanie usług", "Karty sprawy (3)"]).link("Skrytki");
    let (text, remarks) = drafted(&[
        opened.arrived(Way::Led),
        opened.press("ADAM KMIĘCIK", ""),
        home().press("Administrowanie", ""),
        home().link("Budowanie usług").press("Budowanie usług", ""),
        services.arrived(Way::Led),
        services.press("Skrytki", ""),
        list().arrived(Way::Led),
        list().rest(),
    ]);
    assert_eq!(
        text,
        "[[step]]\n\
         id   = \"start\"\n\
         open = \"/wps/myportal\"\n\
         see  = [\"Elektroniczna Skrzynka Podawcza\", \"Mój ePUAP\"]\n\n\
         [[step]]\n\
         id  = \"skrytki\"\n\
         go  = [\"Administrowanie\", \"Budowanie usług\", \"Skrytki\"]\n\
         see = \"Lista Twoich skrytek\""
    );
    assert_eq!(remarks, []);
}

#[test]
fn a_row_is_told_by_a_name_and_a_form_by_its_last_values() {
    let locked = locked("Domyślna");
    let (text, remarks) = steps(&[
        list().arrived(Way::Led),
        list().press("Edytuj", "Domyślna"),
        locked.arrived(Way::Led),
        locked.press("Edytuj", ""),
        open("Domyślna", "stary").fill("Opis"),
        open("Domyślna", "nowy \"opis\" {x}").fill("Opis"),
        open("Domyślna", "nowy \"opis\" {x}").press("Zapisz", ""),
        said("Zmiany zostały zapisane."),
        locked.rest(),
    ]);
    assert_eq!(
        text,
        "[[step]]\n\
         id    = \"edytuj\"\n\
         press = \"Edytuj\"\n\
         row   = \"Domyślna\"\n\
         see   = \"Konfiguracja skrytki: Domyślna\"\n\n\
         [[step]]\n\
         id     = \"ustaw-opis\"\n\
         edit   = \"Edytuj\"\n\
         save   = \"Zapisz\"\n\
         cancel = \"Anuluj\"\n\
         saved  = \"Zmiany zostały zapisane.\"\n\n\
         [step.set]\n\
         \"Opis\" = \"nowy \\\"opis\\\" {{x}}\""
    );
    assert_eq!(remarks, []);
}

#[test]
fn a_column_with_equal_cells_is_no_key() {
    let rows: &[&[&str]] = &[&["Wniosek", "17.06.2026", "Kowal"], &["Wniosek", "18.06.2026", "Nowak"]];
    let page = Page::at("/sprawy", &["Sprawy"]).table("Sprawy", &["Rodzaj", "Data", "Kto", "Akcje"], rows, &["Zobacz"]);
    let (text, remarks) = steps(&[page.arrived(Way::Led), page.press("Zobacz", "Wniosek"), page.rest()]);
    assert!(text.contains("row   = \"Kowal\""), "{text}");
    let skipped = Remark::KeyNotUnique {
        column: Some("Rodzaj".to_owned()),
        instead: Some("Kto".to_owned()),
    };
    assert!(remarks.contains(&skipped), "{remarks:?}");

    let twins: &[&[&str]] = &[&["Wniosek"], &["Wniosek"]];
    let page = Page::at("/sprawy", &["Sprawy"]).table("Sprawy", &["Rodzaj", "Akcje"], twins, &["Zobacz"]);
    let (_, remarks) = steps(&[page.arrived(Way::Led), page.press("Zobacz", "Wniosek"), page.rest()]);
    let column = Some("Rodzaj".to_owned());
    assert!(remarks.contains(&Remark::RowNotAlone { column }), "{remarks:?}");
}

#[test]
fn twins_are_told_apart_by_their_place_or_remarked_on() {
    let in_section = |section: &str| {
        let section = section.to_owned();
        move |control: &mut Control| control.place.sections = vec![section]
    };
    let page = Page::at("/p", &["P"])
        .control(Role::Button, "Wybierz", in_section("Nadawca"))
        .control(Role::Button, "Wybierz", in_section("Odbiorca"));
    let pressed = Deed::Pressed {
        control: 1,
        scene: page.0.clone(),
    };
    let (text, remarks) = steps(&[page.arrived(Way::Led), pressed, page.rest()]);
    assert!(text.contains("press   = \"Wybierz\"\nsection = \"Odbiorca\""), "{text}");
    assert_eq!(remarks, [Remark::NothingNew]);

    let page = Page::at("/p", &["P"]).button("Wybierz").button("Wybierz");
    let (_, remarks) = steps(&[page.arrived(Way::Led), page.press("Wybierz", ""), page.rest()]);
    let label = "Wybierz".to_owned();
    assert!(remarks.contains(&Remark::Twins { label, count: 2 }), "{remarks:?}");
}

#[test]
fn a_label_that_is_alone_only_because_another_is_hidden_is_told() {
    let hidden_in = |tab: Option<&str>| {
        let tab = tab.map(str::to_owned);
        move |control: &mut Control| {
            control.state = State::Hidden;
            control.place.tab = tab;
        }
    };
    let page = Page::at("/p", &["P"])
        .button("Wybierz")
        .control(Role::Button, "Wybierz", hidden_in(None));
    let (_, remarks) = steps(&[page.arrived(Way::Led), page.press("Wybierz", ""), page.rest()]);
    let label = "Wybierz".to_owned();
    assert!(remarks.contains(&Remark::AloneByChance { label }), "{remarks:?}");

    let page = Page::at("/p", &["P"])
        .control(Role::Button, "Wybierz", |control| {
            control.place.tab = Some("Ogólne".to_owned());
        })
        .control(Role::Button, "Wybierz", hidden_in(Some("Powiadomienia")));
    let (text, remarks) = steps(&[page.arrived(Way::Led), page.press("Wybierz", ""), page.rest()]);
    assert!(text.contains("tab   = \"Ogólne\""), "{text}");
    assert_eq!(remarks, [Remark::NothingNew]);
}

#[test]
fn what_cannot_be_taken_back_is_told_and_not_drafted() {
    let (text, remarks) = steps(&[
        list().arrived(Way::Led),
        list().press("Usuń", "Domyślna"),
        list().rest(),
    ]);
    assert!(!text.contains("press"), "{text}");
    assert!(
        text.contains("# do sprawdzenia: naciśnięto „Usuń” w wierszu „Domyślna”"),
        "{text}"
    );
    let (label, row) = ("Usuń".to_owned(), Some("Domyślna".to_owned()));
    assert_eq!(remarks, [Remark::Destroyed { label, row }]);
}

#[test]
fn a_press_of_unknown_effect_counts_as_a_write() {
    let page = Page::at("/p", &["P"]).button("Wyślij próbnie");
    let (text, remarks) = steps(&[page.arrived(Way::Led), page.press("Wyślij próbnie", ""), page.rest()]);
    assert!(text.contains("effect = \"write\""), "{text}");
    let label = "Wyślij próbnie".to_owned();
    assert!(remarks.contains(&Remark::EffectUnknown { label }), "{remarks:?}");
}

#[test]
fn data_of_persons_and_passwords_never_stand_in_a_draft() {
    let page = |mail: &str, pesel: &str, pin: &str| {
        Page::at("/p", &["P"])
            .text("Adres e-mail", mail)
            .text("PESEL", pesel)
            .text("PIN", pin)
            .button("Zapisz")
    };
    let filled = page("jan@urzad.example", "44051401359", "4321");
    let (text, remarks) = drafted(&[
        page("", "", "").arrived(Way::Led),
        page("ola@urzad.example", "", "").fill("Adres e-mail"),
        filled.fill("Adres e-mail"),
        filled.fill("PESEL"),
        filled.fill("PIN"),
        filled.press("Zapisz", ""),
        said("Zapisano jan@urzad.example"),
        filled.rest(),
    ]);
    for secret in ["@", "44051401359", "4321"] {
        assert!(!text.contains(secret), "{text}");
    }
    assert!(text.contains("\"PESEL\"        = \"{pesel}\""), "{text}");
    assert!(!text.contains("\"PIN\""), "{text}");
    assert_eq!(remarks.len(), 3, "{remarks:?}");
}

#[test]
fn what_was_not_saved_is_told_and_not_drafted() {
    let filtered = list().text("Globalny filtr", "Domy");
    let (text, remarks) = steps(&[
        list().arrived(Way::Led),
        filtered.fill("Globalny filtr"),
        filtered.press("Edytuj", "Domyślna"),
        locked("Domyślna").rest(),
    ]);
    assert!(
        text.contains("press = \"Edytuj\"") && !text.contains("\"Domy\""),
        "{text}"
    );
    let labels = vec!["Globalny filtr".to_owned()];
    assert_eq!(remarks, [Remark::Unsaved { labels }]);

    let (text, remarks) = steps(&[
        locked("X").arrived(Way::Led),
        locked("X").press("Edytuj", ""),
        open("X", "nowy").fill("Opis"),
        open("X", "nowy").press("Anuluj", ""),
        locked("X").rest(),
    ]);
    assert!(!text.contains("[[step]]"), "{text}");
    let cancel = "Anuluj".to_owned();
    assert_eq!(remarks, [Remark::GivenUp { cancel }]);
}

#[test]
fn a_search_is_a_filter_and_a_press_that_moves_on() {
    let page = Page::at("/p", &["P"]).text("Numer sprawy", "17").button("Szukaj");
    let (text, remarks) = steps(&[
        page.arrived(Way::Led),
        page.fill("Numer sprawy"),
        page.press("Szukaj", ""),
        page.rest(),
    ]);
    assert!(text.contains("[step.filter]\n\"Numer sprawy\" = 17"), "{text}");
    assert!(text.contains("press  = \"Szukaj\"\neffect = \"navigate\""), "{text}");
    let label = "Szukaj".to_owned();
    assert_eq!(remarks, [Remark::Searched { label }, Remark::NothingNew]);
}

#[test]
fn a_refused_form_that_is_saved_again_is_one_step() {
    let (text, _) = steps(&[
        locked("X").arrived(Way::Led),
        locked("X").press("Edytuj", ""),
        open("X", "").fill("Opis"),
        open("X", "").press("Zapisz", ""),
        said("Wypełnienie pola: Opis jest wymagane"),
        open("X", "nowy").fill("Opis"),
        open("X", "nowy").press("Zapisz", ""),
        said("Zmiany zostały zapisane."),
        locked("X").rest(),
    ]);
    assert_eq!(text.matches("[[step]]").count(), 1, "{text}");
    assert!(text.contains("saved  = \"Zmiany zostały zapisane.\""), "{text}");
    assert!(text.contains("\"Opis\" = \"nowy\""), "{text}");
}

#[test]
fn values_are_written_as_the_language_has_them() {
    let choice = |label: &str, chosen: bool| Choice {
        handle: Handle(label.to_owned()),
        label: label.to_owned(),
        chosen,
        state: State::Ready,
        branch: None,
        rectangle: Rectangle::default(),
        mover: None,
    };
    let options = vec![choice("PUSH", false), choice("PULL", true)];
    let page = Page::at("/p", &["P"])
        .text("Limit", "100")
        .text("Numer", "007")
        .field("Czynna", Content::Switch(true), |_| {})
        .field("Tryb", Content::Choice(options.clone()), |_| {})
        .field("Role", Content::Several(options), |_| {})
        .field("Od dnia", Content::Moment("2026-11-22".to_owned()), |_| {})
        .field("Godzina", Content::Moment("12:30".to_owned()), |_| {})
        .field("Umowa", Content::Files(vec!["C:\\umowa.pdf".to_owned()]), |_| {})
        .text("Uwagi", "dwa\nwiersze")
        .button("Zapisz");
    let mut deeds = vec![page.arrived(Way::Led)];
    for label in [
        "Limit", "Numer", "Czynna", "Tryb", "Role", "Od dnia", "Godzina", "Umowa", "Uwagi",
    ] {
        deeds.push(page.fill(label));
    }
    deeds.push(page.press("Zapisz", ""));
    let (text, remarks) = steps(&deeds);
    for line in [
        "\"Limit\"   = 100",
        "\"Numer\"   = \"007\"",
        "\"Czynna\"  = true",
        "\"Tryb\"    = \"PULL\"",
        "\"Role\"    = [\"PULL\"]",
        "\"Od dnia\" = 2026-11-22",
        "\"Godzina\" = \"12:30\"",
        "\"Umowa\"   = \"{umowa}\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let label = "Uwagi".to_owned();
    assert_eq!(remarks, [Remark::NoSuchValue { label }]);
}

#[test]
fn a_tab_is_no_step_where_the_fields_name_it() {
    let tabs = |content: Page| {
        content
            .control(Role::Tab, "Powiadomienia", |_| {})
            .control(Role::Tab, "Historia", |_| {})
    };
    let in_tab = tabs(Page::at("/p", &["P"]))
        .field("Próg", Content::Text("4".to_owned()), |field| {
            field.place.tab = Some("Powiadomienia".to_owned());
            field.labels[0].tier = Tier::Neighbour;
        })
        .button("Zapisz");
    let (text, remarks) = steps(&[
        tabs(Page::at("/p", &["P"])).arrived(Way::Led),
        tabs(Page::at("/p", &["P"])).press("Powiadomienia", ""),
        in_tab.fill("Próg"),
        in_tab.press("Zapisz", ""),
        in_tab.press("Historia", ""),
        in_tab.rest(),
    ]);
    assert!(text.contains("[step.set.\"Powiadomienia\"]\n\"Próg\" = 4"), "{text}");
    assert_eq!(text.matches("press").count(), 1, "{text}");
    assert!(text.contains("press  = \"Historia\"\neffect = \"navigate\""), "{text}");
    let labels = vec!["Próg".to_owned()];
    assert_eq!(remarks, [Remark::WeakLabels { labels }]);
}

#[test]
fn all_rows_worked_on_alike_become_a_loop() {
    let mut deeds = vec![list().arrived(Way::Led)];
    deeds.extend(turn("Skrytka_ESP"));
    deeds.extend(turn("Domyślna"));
    let (text, remarks) = steps(&deeds);
    assert!(
        text.contains(
            "for_each = { row_of = \"Lista Twoich skrytek\", key = \"Nazwa skrytki\", as = \"wiersz\", at_most = 20 }"
        ),
        "{text}"
    );
    assert!(text.contains("[[block.wiersz]]\nid    = \"edytuj\"\npress = \"Edytuj\"\nrow   = \"{wiersz}\"\nsee   = \"Konfiguracja skrytki: {wiersz}\""), "{text}");
    assert!(text.contains("[block.wiersz.set]\n\"Opis\" = \"nowy\""), "{text}");
    let table = "Lista Twoich skrytek".to_owned();
    assert_eq!(remarks, [Remark::EveryRow { table }]);
}

#[test]
fn some_rows_worked_on_alike_stay_as_they_are_with_a_remark() {
    let mut deeds = vec![list().arrived(Way::Led)];
    deeds.extend(turn("Skrytka_ESP"));
    deeds.extend(turn("Domyślna"));
    for deed in &mut deeds {
        if let Deed::Pressed { scene, .. } | Deed::Arrived { scene, .. } = deed
            && let Some(table) = scene.view.tables.first_mut()
        {
            let cells = vec!["Trzecia".to_owned(), "/pz/3".to_owned(), "Edytuj Usuń".to_owned()];
            table.rows.push(Row { cells, at: 2 });
        }
    }
    let (text, remarks) = steps(&deeds);
    assert!(
        !text.contains("for_each =") && text.contains("row   = \"Domyślna\""),
        "{text}"
    );
    let table = "Lista Twoich skrytek".to_owned();
    assert_eq!(remarks, [Remark::RowsAlike { table }]);
}

#[test]
fn a_page_that_changed_without_a_press_is_told() {
    let then = |way: Way| {
        steps(&[
            home().arrived(Way::Led),
            home().press("Administrowanie", ""),
            home().arrived(Way::Led),
            list().arrived(way),
            list().press("Edytuj", "Domyślna"),
        ])
    };
    let (_, remarks) = then(Way::Led);
    assert!(remarks.contains(&Remark::Jumped), "{remarks:?}");
    let (text, remarks) = then(Way::Typed);
    assert!(
        text.contains("open = \"/wps/lista\"") && remarks.contains(&Remark::Typed),
        "{text}"
    );
    let (_, remarks) = then(Way::Reloaded);
    assert!(!remarks.contains(&Remark::Jumped), "{remarks:?}");
}

#[test]
fn choosing_the_entity_is_no_part_of_the_procedure() {
    let mut other = home().button("Wybierz");
    other.0.entity = Some("adam.kmiecik".to_owned());
    let (text, remarks) = drafted(&[
        other.arrived(Way::Led),
        other.press("Wybierz", ""),
        home().arrived(Way::Led),
        list().arrived(Way::Led),
        list().press("Edytuj", "Domyślna"),
        list().rest(),
    ]);
    assert!(
        text.contains("open = \"/wps/lista\"") && !text.contains("Wybierz"),
        "{text}"
    );
    assert_eq!(remarks, [Remark::OtherEntity, Remark::NothingNew]);
}

#[test]
fn what_happened_beside_the_steps_is_remarked_on() {
    let page = Page::at("/wps/!ut/p/z1/04_Sj9CPykssy0xPLMnMz0vM", &["P"]).button("Zobacz");
    let (text, remarks) = drafted(&[
        page.arrived(Way::Led),
        Deed::Clicked("Strzałka".to_owned()),
        page.press("Zobacz", ""),
        Deed::Asked("Czy na pewno?".to_owned()),
        Deed::Opened,
        Deed::Went,
    ]);
    assert!(text.contains("open = \"/wps/portal\""), "{text}");
    let expected = [
        Remark::AddressUnstable,
        Remark::Strange {
            words: "Strzałka".to_owned(),
        },
        Remark::NothingNew,
        Remark::Asked {
            text: "Czy na pewno?".to_owned(),
        },
        Remark::OtherWindow,
        Remark::Away,
    ];
    assert_eq!(remarks, expected);
}

#[test]
fn nothing_done_is_no_draft() {
    assert!(recorder::draft(&[], &portal(), Language::Polish).is_none());
    assert!(recorder::draft(&[home().arrived(Way::Led), home().rest()], &portal(), Language::Polish).is_none());
}

#[test]
fn every_remark_is_told_in_both_languages() {
    let label = || "x".to_owned();
    for remark in [
        Remark::OnlyRow,
        Remark::PersonalName,
        Remark::NumberInHeading,
        Remark::ButtonNotAlone { label: label() },
        Remark::Secret { label: label() },
    ] {
        let (polish, english) = (remark.words(Language::Polish), remark.words(Language::English));
        assert!(!polish.is_empty() && polish != english, "{remark:?}");
    }
}
