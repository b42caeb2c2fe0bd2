//! Page scripts and gestures on fixture pages, in a real headless browser: one trap a fixture.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use krok::browser::driver::Driver;
use krok::browser::lease::Lease;
use krok::browser::process::Process;
use krok::browser::profile::{PictureCommand, Profile, Settings};
use krok::browser::session::Session;
use krok::page::deed::Way;
use krok::page::error::PageError;
use krok::page::observation::{Amiss, Content, Entry, Extent, MOST_TEXTS, Observation, State, TextsRead};
use krok::page::protocol::Page;
use krok::page::touch::Touch;
use krok::text::label::Label;
use krok::text::mask::Masking;

use super::support::browsers::family;
use super::support::hand::hand;
use super::support::room::{DEADLINE, Room, control, field, sketch};

/// Fixture, and the sketch of what is to be seen in it.
const TRAPS: &[(&str, &[&str])] = &[
    (
        "radio_hidden",
        &[
            "Szablon konfiguracji (wrapping) = •Standardowa|Dokumentowa § Szablon konfiguracji",
            "Tryb: (neighbour) = PUSH|•PULL",
            "Odpowiedź (aria) = status disabled|•UPP disabled disabled",
        ],
    ),
    (
        "primefaces",
        &[
            "tab: Ogólne (associated)",
            "tab: Tryb pracy (associated)",
            "button: Dalej (associated) tab:Ogólne hidden",
            "button: Zapisz (associated) disabled",
            "button: Pomoc (title)",
            "Opis: (associated) = “x” tab:Ogólne hidden",
            "Typ skrytki ⓘ (neighbour) = •synchroniczna|asynchroniczna tab:Tryb pracy",
            "Tryb pracy (associated) = PUSH|•PULL tab:Tryb pracy",
            "włączone (associated), Sprawdzanie duplikatów w okresie (neighbour) = on tab:Tryb pracy",
            "Sprawdzanie duplikatów w okresie (neighbour) = “0” tab:Tryb pracy",
            "Gdy kolejka jest przepełniona (neighbour) = off tab:Tryb pracy",
        ],
    ),
    (
        "labels",
        &[
            "Nazwa (neighbour) = “n”",
            "Adres (neighbour) = “a”",
            "aktywna (associated) = on",
            "Kod (neighbour) = “k”",
            "Miasto (neighbour) = “m”",
            "Ulica: (neighbour) = “u”",
            "włączony (associated), Limit (neighbour) = off",
            "Limit (neighbour) = “7”",
            "Telefon (wrapping) = “t”",
            "PESEL (aria) = “p”",
            "Globalny filtr (title), Szukaj (title) = “”",
            "Data od (aria) = “d”",
            "Pod nagłówkiem (title) = “r” § Nagłówek disabled",
        ],
    ),
    (
        "twins",
        &[
            "button: Edytuj (associated) § Skrytki § Lista Twoich skrytek row:Skrytka_ESP",
            "button: Edytuj (associated) § Skrytki § Lista Twoich skrytek row:Domyślna",
            "Globalny filtr: (associated), Lista Twoich skrytek (neighbour) = “” § Skrytki",
            "Aktywna (neighbour), Skrytka_ESP (neighbour) = on § Skrytki § Lista Twoich skrytek row:Skrytka_ESP",
            "Aktywna (neighbour), Domyślna (neighbour) = off § Skrytki § Lista Twoich skrytek row:Domyślna",
        ],
    ),
    (
        "covered",
        &[
            "button: Pod spodem (associated) covered by div.ui-blockui.ui-widget-overlay “Proszę czekać”",
            "button: Wyłączony (associated) disabled",
            "button: W przewijanym (associated)",
            "button: Daleko (associated)",
            "button: Niewidzialny (associated) hidden",
            "Stałe (aria) = “s” disabled",
            "Martwe (aria) = “m” disabled",
            "wewnątrz (wrapping) = off § Zamknięte disabled",
        ],
    ),
    (
        "modal",
        &[
            "button: Na stronie (associated) covered by div.ui-widget-overlay",
            "button: Na dole strony (associated) covered by div.ui-widget-overlay",
            "button: Tak (associated) dialog:Usuwanie",
            "button: Nie (associated) dialog:Usuwanie",
            "button: Zamknij (associated) dialog:Zamknięty hidden",
        ],
    ),
    (
        "menu",
        &[
            "menuitem: Administrowanie (associated)",
            "menuitem: Budowanie usług (associated) hidden under Administrowanie",
            "menuitem: Skrytki (associated) hidden under Administrowanie",
            "menuitem: Pomoc (associated)",
            "button: Konto (associated)",
            "link: Wyloguj (associated) hidden under Konto",
        ],
    ),
    (
        "select",
        &[
            "Skład (associated) = A|•B|C disabled",
            "Typ nadawcy (neighbour) = menu “Urząd” Osoba hidden|•Urząd hidden",
        ],
    ),
    (
        "sections",
        &[
            "Adres systemu odbiorcy dla dokumentów (neighbour) = •Moje dokumenty|własny: § Konfiguracja skrytki: Domyślna § Transmisja § Mapowanie adresów",
            "własny: (neighbour) = “/a” § Konfiguracja skrytki: Domyślna § Transmisja § Mapowanie adresów",
            "Adres systemu odbiorcy dla UPP (neighbour) = •Moje dokumenty|własny: § Konfiguracja skrytki: Domyślna § Transmisja § Mapowanie adresów",
            "własny: (neighbour) = “/a” § Konfiguracja skrytki: Domyślna § Transmisja § Mapowanie adresów",
            "O błędach (wrapping) = off § Konfiguracja skrytki: Domyślna § Inne § Powiadomienia",
        ],
    ),
];

#[test]
fn every_trap_is_seen_as_a_person_sees_it() {
    let mut room = Room::enter();
    for (fixture, expected) in TRAPS {
        assert_eq!(sketch(&room.seen(fixture)), *expected, "{fixture}");
    }
}

#[test]
fn what_a_page_tells_under_a_name_is_read_with_its_place() {
    let mut room = Room::enter();
    let facts = room.seen("facts").facts;
    let told: Vec<String> = facts
        .iter()
        .map(|fact| {
            format!(
                "{} = {} § {}",
                fact.labels[0].text,
                fact.value,
                fact.place.sections.join(" § ")
            )
        })
        .collect();
    let page = "Konfiguracja skrytki: Domyślna";
    let system = format!("{page} § Nazwa i opis systemu");
    assert_eq!(
        told,
        [
            format!("Nazwa systemu: = i4m4hvn61u § {system}"),
            format!("Opis systemu: = serwer SEKAP § {system}"),
            format!("Uwagi: =  § {system}"),
            format!("Status Karty = Aktualna § {page}"),
            format!("Obszary = Gliwice Knurów § {page}"),
            format!("Data utworzenia = 16.06.2015 13:55 § {page}"),
            format!("Data modyfikacji = 17.06.2015 09:00 § {page}"),
            format!("Właściciel: = Starostwo Powiatowe § {page}"),
            format!("Telefon: = 32 332 66 00 § {page}"),
            format!("Wybrany formularz = Brak. § {page}"),
            format!("Typ = Zewnętrzny § {page}"),
            format!("Rodzaj = zwykły § {page}"),
            format!("Stan = czynny § {page}"),
        ]
    );
    assert!(facts.iter().all(|fact| fact.rectangle.width > 0.0));
}

#[test]
fn tables_are_read_with_titles_rows_and_pager() {
    let mut room = Room::enter();
    let tables = room.seen("twins").tables;
    let list = &tables[0];
    assert_eq!(list.titles, ["Lista Twoich skrytek", "Skrytki"]);
    assert_eq!(list.columns, ["Nazwa skrytki", "Aktywna", "Akcje"]);
    let cells: Vec<_> = list.rows.iter().map(|row| row.cells.clone()).collect();
    assert_eq!(cells, [["Skrytka_ESP", "", "Edytuj"], ["Domyślna", "", "Edytuj"]]);
    let pager = list.pager.as_ref().unwrap();
    assert_eq!((pager.report.as_str(), &pager.first), ("(1 of 2)", &None));
    assert!(pager.next.is_some());
    assert_eq!((tables[1].titles[0].as_str(), tables[1].rows.len()), ("Puste", 0));
    assert_eq!(
        (tables[2].titles[0].as_str(), &tables[2].rows[0].cells[1]),
        ("Zwykła", &"2".to_owned())
    );
}

#[test]
fn a_hidden_radio_button_is_chosen_through_its_box() {
    let mut room = Room::enter();
    let view = room.seen("primefaces");
    let Content::Choice(choices) = &field(&view, "Typ skrytki ⓘ").content else {
        panic!("not a choice");
    };
    let option = choices[1].handle.clone();
    let Room { runtime, session, .. } = &mut *room;
    runtime.block_on(session.press(&option)).unwrap();
    let view = room.look();
    let Content::Choice(choices) = &field(&view, "Typ skrytki ⓘ").content else {
        panic!("not a choice");
    };
    assert_eq!(
        choices.iter().map(|choice| choice.chosen).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn a_checkbox_is_worked_through_its_box() {
    let mut room = Room::enter();
    let view = room.seen("primefaces");
    let handle = field(&view, "włączone").handle.clone();
    let Room { runtime, session, .. } = &mut *room;
    runtime.block_on(session.press(&handle)).unwrap();
    assert_eq!(field(&room.look(), "włączone").content, Content::Switch(false));
}

#[test]
fn a_menu_opens_under_the_pointer_level_by_level() {
    let mut room = Room::enter();
    room.open("menu");
    for (item, above) in [("Budowanie usług", "Administrowanie"), ("Skrytki", "Budowanie usług")] {
        let view = room.look();
        let hidden = view.controls.iter().find(|each| each.labels[0].text == item).unwrap();
        let opener = hidden.opener.as_ref().unwrap();
        assert_eq!(opener.label, above);
        let Room { runtime, session, .. } = &mut *room;
        runtime.block_on(session.hover(&opener.handle)).unwrap();
        let view = room.look();
        let shown = view.controls.iter().find(|each| each.labels[0].text == item).unwrap();
        assert_eq!(shown.state, State::Ready, "{item}");
    }
    room.press("Skrytki");
    assert!(room.settle(None).url.ends_with("#c"));
}

#[test]
fn a_replaced_node_is_detached_and_found_afresh() {
    let mut room = Room::enter();
    let view = room.seen("rerender");
    let old = control(&view, "Zapisz");
    room.press("Zamień");
    let Room { runtime, session, .. } = &mut *room;
    assert_eq!(runtime.block_on(session.press(&old)), Err(PageError::Detached));
    room.press("Zapisz");
    assert_eq!(room.settle(None).title, "1");
}

#[test]
fn what_is_covered_does_not_take_the_press() {
    let mut room = Room::enter();
    let view = room.seen("covered");
    let handle = control(&view, "Pod spodem");
    let Room { runtime, session, .. } = &mut *room;
    let refused = runtime.block_on(session.press(&handle)).unwrap_err();
    assert!(matches!(refused, PageError::NotReady { said: why, .. } if why.contains("ui-blockui")));
}

#[test]
fn a_press_lands_clear_of_a_fixed_header() {
    let mut room = Room::enter();
    room.open("fixed_header");
    for (label, title) in [("Niżej", "low"), ("Cel", "pressed")] {
        room.press(label);
        assert_eq!(room.settle(None).title, title);
    }
}

#[test]
fn a_message_that_vanishes_at_once_is_caught() {
    let mut room = Room::enter();
    room.open("growl");
    room.press("Zapisz");
    let seen = room.settle(None);
    assert_eq!(seen.messages, ["Zmiany zostały zapisane."]);
    assert!(seen.quiet && seen.texts.contains(&"koniec".to_owned()), "{seen:?}");
}

#[test]
fn what_never_rests_does_not_hold_up_the_wait() {
    let mut room = Room::enter();
    room.open("endless");
    let seen = room.settle(None);
    assert!(seen.quiet, "{:?}", seen.story);
    assert!(
        seen.story.iter().any(|line| line.what.contains("div#clock")),
        "{:?}",
        seen.story
    );
}

#[test]
fn a_page_that_never_comes_to_rest_is_given_up_at_the_deadline() {
    let mut room = Room::enter();
    room.open("restless");
    let Room { runtime, session, .. } = &mut *room;
    let seen = runtime
        .block_on(session.settle(None, Duration::from_millis(700)))
        .unwrap();
    assert!(!seen.quiet);
    assert!(
        seen.story.iter().any(|line| line.what.starts_with("changing:")),
        "{:?}",
        seen.story
    );
}

#[test]
fn the_wait_outlasts_a_busy_indicator() {
    let mut room = Room::enter();
    room.open("busy");
    room.press("Zapisz");
    let seen = room.settle(None);
    assert!(seen.texts.contains(&"po".to_owned()) && seen.quiet);
    assert!(
        seen.story.iter().any(|line| line.what.contains("Trwa zapis")),
        "{:?}",
        seen.story
    );
}

#[test]
fn the_wait_for_a_difference_sees_a_late_change_and_no_other() {
    let mut room = Room::enter();
    let view = room.seen("late");
    room.press("Zapisz");
    let seen = room.settle(Some(&view.fingerprint));
    assert!(seen.quiet && seen.texts.contains(&"po".to_owned()), "{seen:?}");
    let Room { runtime, session, .. } = &mut *room;
    let same = runtime
        .block_on(session.settle(Some(&seen.fingerprint), Duration::from_millis(300)))
        .unwrap();
    assert!(!same.quiet);
    assert!(
        same.story.iter().any(|line| line.what == "nothing has changed yet"),
        "{:?}",
        same.story
    );
}

#[test]
fn the_wait_outlasts_a_moving_panel() {
    let mut room = Room::enter();
    room.open("animated");
    room.press("Rozwiń");
    let seen = room.settle(None);
    assert!(
        seen.quiet && seen.story.iter().any(|line| line.what.starts_with("moving: div")),
        "{:?}",
        seen.story
    );
}

#[test]
fn a_page_that_leaves_is_followed() {
    let mut room = Room::enter();
    let view = room.seen("leave");
    room.press("Dalej");
    let seen = room.settle(Some(&view.fingerprint));
    assert!(seen.url.ends_with("/slow/labels.html"), "{seen:?}");
    assert_eq!(seen.title, "Where a label may stand");
}

#[test]
fn a_field_is_replaced_as_a_whole_and_left() {
    let mut room = Room::enter();
    for (text, log) in [("4", "focus; change 4; left;"), ("", "focus; change ; left;")] {
        let view = room.seen("entry");
        let handle = field(&view, "Maksymalna liczba").handle.clone();
        let Room { runtime, session, .. } = &mut *room;
        runtime
            .block_on(session.enter(&handle, &Entry::Text(text.to_owned())))
            .unwrap();
        assert_eq!(
            field(&room.look(), "Maksymalna liczba").content,
            Content::Text(text.into())
        );
        assert!(
            room.settle(None).texts.contains(&log.to_owned()),
            "{:?}",
            room.settle(None).texts
        );
    }
}

#[test]
fn a_native_question_is_told_and_never_answered() {
    // A question stays open: this window is good for nothing else afterwards.
    let mut room = Room::furnish();
    room.open("confirm");
    room.press("Usuń");
    let Room { runtime, session, .. } = &mut room;
    for _ in 0..2 {
        let told = runtime.block_on(session.settle(None, DEADLINE)).unwrap_err();
        assert_eq!(told, PageError::DialogOpen("Na pewno usunąć?".into()));
        let told = runtime.block_on(session.look()).unwrap_err();
        assert_eq!(told, PageError::DialogOpen("Na pewno usunąć?".into()));
    }
}

#[test]
fn a_still_page_is_told_in_full_and_left_as_it_was() {
    let mut room = Room::enter();
    let view = room.seen("still");
    room.press("Policz");
    let globals = room.settle(None).title;
    room.open("still");
    let seen = room.settle(None);
    assert_eq!(seen.entity.as_deref(), Some("pzgliwice"));
    assert_eq!(seen.title, "Nothing happens here");
    for text in ["Lista skrytek", "Zmiany zostały zapisane", "Edytuj"] {
        assert!(seen.texts.contains(&text.to_owned()), "{text}: {:?}", seen.texts);
    }
    assert!(!seen.texts.contains(&"ukryte".to_owned()));
    assert_eq!(
        seen.snapshot.to_string(),
        "heading: Lista skrytek\nbutton: Policz\nbutton: Edytuj\ntext: Opis = coś\nbutton: Na dole"
    );
    assert_eq!(seen.fingerprint, view.fingerprint);
    assert_eq!(room.settle(None).fingerprint, view.fingerprint);
    room.press("Policz");
    assert_eq!(room.settle(None).title, globals);
}

#[test]
fn pointer_and_focus_are_no_change_of_the_page() {
    let mut room = Room::enter();
    let view = room.seen("hover_focus");
    let handle = control(&view, "Cel");
    let Room { runtime, session, .. } = &mut *room;
    runtime.block_on(session.hover(&handle)).unwrap();
    let after = room.look().fingerprint;
    assert_ne!(after, view.fingerprint);
    assert_eq!(after.split('@').next(), view.fingerprint.split('@').next());
}

#[test]
fn a_picture_is_the_viewport_in_both_ways() {
    // A window of its own: others have been made higher for a dialog that was higher than they.
    let mut room = Room::furnish();
    room.open("still");
    for command in [PictureCommand::W3c, Profile::of(family()).unwrap().picture()] {
        room.session.set_picture_command(command);
        let Room { runtime, session, .. } = &mut room;
        let png = runtime
            .block_on(session.picture(Extent::Viewport, &mut Masking::default()))
            .unwrap()
            .png;
        let size = image::load_from_memory(&png).unwrap();
        assert_eq!(
            (size.width(), size.height()),
            Settings::default().viewport,
            "{command:?}"
        );
    }
}

#[test]
fn what_does_not_answer_is_unreachable() {
    let mut room = Room::enter();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let Room { runtime, session, .. } = &mut *room;
    let refused = runtime
        .block_on(session.open(&format!("http://{closed}/")))
        .unwrap_err();
    assert!(matches!(refused, PageError::Unreachable(_)), "{refused:?}");
}

/// Set for the child that the next test starts and kills.
const OWNER: &str = "KROK_SUITE_OWNS_A_BROWSER";

/// The part of krok in the next test: owns a browser and waits to be killed. Without the order it has nothing to do.
#[test]
fn owner_of_a_browser() {
    if std::env::var_os(OWNER).is_none() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let driver = Driver::start(family()).unwrap();
    let session = runtime.block_on(Session::start(&driver, &Settings::default())).unwrap();
    println!("driver {}", driver.process().pid);
    let _still_open = session;
    std::thread::park();
}

#[test]
fn a_killed_owner_leaves_no_browser_and_no_folder_for_long() {
    let mut owner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "page_scripts::owner_of_a_browser", "--nocapture"])
        .env(OWNER, "1")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(owner.stdout.take().unwrap()).lines();
    let pid = lines
        .map_while(Result::ok)
        .find_map(|line| line.split_once("driver ")?.1.trim().parse::<u32>().ok())
        .unwrap();
    let driver = Process::find(pid).unwrap();
    let folder = std::fs::read_link(format!("/proc/{pid}/cwd")).unwrap();
    assert!(browsers_in(&folder) > 0);
    owner.kill().unwrap();
    owner.wait().unwrap();
    wait_until("the driver has ended", || !driver.lives());
    wait_until("the browser has ended", || browsers_in(&folder) == 0);
    assert!(folder.exists());
    drop(Driver::start(family()).unwrap());
    assert!(!folder.exists());
}

#[test]
fn a_session_ends_with_its_driver_and_its_folder() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let driver = Driver::start(family()).unwrap();
    let process = driver.process();
    let folder = std::fs::read_link(format!("/proc/{}/cwd", process.pid)).unwrap();
    let mut session = runtime.block_on(Session::start(&driver, &Settings::default())).unwrap();
    drop(driver);
    assert!(!process.lives() && !folder.exists());
    assert_eq!(browsers_in(&folder), 0);
    let lost = runtime.block_on(session.look()).unwrap_err();
    assert!(matches!(lost, PageError::Lost(_)), "{lost:?}");
}

#[test]
fn a_window_that_is_closed_is_told_from_a_browser_that_has_gone() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let driver = Driver::start(family()).unwrap();
    let mut session = runtime.block_on(Session::start(&driver, &Settings::default())).unwrap();
    let hand = runtime.block_on(async {
        let hand = hand(driver.url(), session.id()).await;
        hand.new_window(true).await.unwrap();
        hand.close_window().await.unwrap();
        hand
    });
    for what in ["look", "settle", "address"] {
        let error = match what {
            "look" => runtime.block_on(session.look()).map(drop),
            "settle" => runtime.block_on(session.settle(None, DEADLINE)).map(drop),
            _ => runtime.block_on(session.address()).map(drop),
        };
        assert!(matches!(error, Err(PageError::WindowClosed(_))), "{what}: {error:?}");
    }
    runtime.block_on(hand.close()).unwrap();
    let gone = runtime.block_on(session.look()).unwrap_err();
    assert!(matches!(gone, PageError::Lost(_)), "{gone:?}");
}

/// A detached browser outlives even a failed test, unless somebody ends it.
struct Ended(Lease);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.end();
    }
}

#[test]
fn an_opened_browser_is_taken_over_and_left_open() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let state = tempfile::tempdir().unwrap();
    let driver = Driver::detached(family()).unwrap();
    let opened = runtime.block_on(Session::start(&driver, &Settings::default())).unwrap();
    opened.release(driver, "epuap").unwrap().save(state.path()).unwrap();
    drop(opened);
    drop(runtime);

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let lease = Lease::load(state.path(), "epuap").unwrap().unwrap();
    let _ended_in_any_case = Ended(lease.clone());
    for _ in 0..2 {
        let mut taken = runtime.block_on(Session::attach(&lease)).unwrap();
        // It answers, and what it answers is the wall: nobody has named a portal's host yet.
        let refused = runtime.block_on(taken.look()).unwrap_err();
        assert!(matches!(refused, PageError::Elsewhere(_)), "{refused:?}");
        runtime.block_on(taken.close()).unwrap();
    }
    assert!(lease.lives());
    lease.end();
    assert!(!lease.lives() && !lease.folder.exists());
    assert!(runtime.block_on(Session::attach(&lease)).is_err());
}

/// Counts the processes whose command line names a folder.
fn browsers_in(folder: &Path) -> usize {
    let folder = folder.to_str().unwrap();
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| std::fs::read(entry.ok()?.path().join("cmdline")).ok())
        .filter(|line| String::from_utf8_lossy(line).contains(folder))
        .count()
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(5);
    while !holds() {
        assert!(Instant::now() < until, "{what} within 5 s");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn an_open_dialog_tells_what_it_asks_and_a_closed_one_is_none() {
    let mut room = Room::enter();
    let dialogs = room.seen("modal").dialogs;
    let told: Vec<(&str, &str)> = dialogs
        .iter()
        .map(|dialog| (dialog.title.as_str(), dialog.says.as_str()))
        .collect();
    assert_eq!(told, [("Usuwanie", "Czy na pewno?")]);
    assert!(room.seen("labels").dialogs.is_empty());
}

#[test]
fn a_page_in_answer_to_a_request_for_a_part_is_named_where_nothing_changed() {
    let mut room = Room::enter();
    Room::write(
        "martwy.html",
        "<!doctype html><title>x</title><button onclick='ask()'>Zapisz</button><p id=p>x</p>
         <button onclick='ask(); p.textContent += 1'>Dopisz</button>
         <script>var PrimeFaces = { ajax: { Queue: { isEmpty: () => !busy } } }, busy = false;
         function ask() { busy = true; var x = new XMLHttpRequest(); x.open('POST', location.href); x.onload = () => { busy = false; }; x.send('a=b'); }</script>",
    );
    room.open("martwy");
    assert_eq!(room.settle(None).amiss, None);
    for (label, amiss) in [
        ("Zapisz", Some(Amiss::WholePage("text/html".to_owned()))),
        ("Dopisz", None),
        ("Zapisz", Some(Amiss::WholePage("text/html".to_owned()))),
    ] {
        room.press(label);
        assert_eq!(room.settle(None).amiss, amiss, "{label}");
        assert_eq!(room.settle(None).amiss, None, "{label}: told once");
    }
}

/// Opens a page of so many texts, and returns what is seen of it.
fn much_text(room: &mut Room, name: &str, count: usize, last: &str) -> Observation {
    let mut texts: Vec<String> = (1..count).map(|at| at.to_string()).collect();
    texts.push(last.to_owned());
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>x</title><p>{}</p>",
        texts.join("</p><p>")
    );
    Room::write(&format!("{name}.html"), &page);
    room.open(name);
    room.settle(None)
}

#[test]
fn a_page_with_more_text_than_is_read_is_known_for_one() {
    let mut room = Room::enter();
    let sign = "Sesja\u{a0}wygasła:";
    for (name, count, read) in [
        ("tyle", MOST_TEXTS, TextsRead::All),
        ("wiecej", MOST_TEXTS + 1, TextsRead::Part),
    ] {
        let seen = much_text(&mut room, name, count, "ostatni");
        assert_eq!((seen.texts_read, seen.texts.len()), (read, MOST_TEXTS), "{name}");
        let is_last = |text: &str| text == "ostatni";
        let expected = (read == TextsRead::All).then_some(true);
        assert_eq!(
            seen.shows(is_last),
            expected,
            "{name}: nobody knows whether it is there"
        );
    }
    let seen = much_text(&mut room, "wygasla", MOST_TEXTS + 2, sign);
    assert_eq!(
        seen.shows(|text| Label::new(text) == Label::new("Sesja wygasła")),
        Some(true)
    );
}

/// What another hand does.
type HandsDeed = fn(&mut Room);

#[test]
fn what_another_hand_does_to_a_page_is_told_and_what_krok_or_the_portal_does_is_not() {
    let mut room = Room::enter();
    let page = |name: &str, more: &str| {
        let page = format!(
            "<!doctype html><meta charset=utf-8><title>{name}</title><label>Nazwa <input id=n></label>
             <label>Liczba <input id=l value=7></label><button id=b onclick='this.after(1)'>Dopisz</button>
             <a id=a href='dalej.html'>Dalej</a>{more}"
        );
        Room::write(&format!("{name}.html"), &page);
    };
    page("reka", "");
    page("dalej", "");
    // Krok's own acts, with and without another page after them.
    room.open("reka");
    assert_eq!(room.settle(None).touched, None, "it was opened");
    let view = room.look();
    room.enter_text(field(&view, "Nazwa"), "abc");
    assert_eq!(room.settle(None).touched, None, "it was filled in");
    for label in ["Dopisz", "Dalej"] {
        room.press(label);
        assert_eq!(room.settle(None).touched, None, "{label}");
        assert_eq!(room.touched(), None, "{label}");
    }
    // What the portal's scripts do long after the page has come to rest, whatever it says of where it came from.
    page("cicho", "<meta name=referrer content=no-referrer>");
    for (fixture, deed) in [
        ("reka", "l.value = 8; n.focus(); location.hash = 'x'"),
        ("cicho", "a.click()"),
        ("cicho", "setTimeout(() => location.reload())"),
        ("cicho", "setTimeout(() => history.back())"),
        (
            "cicho",
            "document.head.innerHTML = '<meta http-equiv=refresh content=0;url=dalej.html>'",
        ),
    ] {
        for other in ["reka", fixture] {
            room.open(other);
            assert_eq!(room.settle(None).touched, None, "{fixture}");
        }
        room.hand_script(deed);
        while room.touched().is_none() {}
        let led = Some(Touch::Went(Way::Led));
        assert_eq!(
            (room.touched(), room.settle(None).touched),
            (led.clone(), led),
            "{deed}"
        );
        assert_eq!((room.touched(), room.settle(None).touched), (None, None), "{deed}");
    }
    // Another hand's: told once by a wait, and by each question before.
    let deeds: [(HandsDeed, Touch); 7] = [
        (|room| room.hand_types("#n", "x"), Touch::Keys("Nazwa".to_owned())),
        (|room| room.hand_clicks("#b"), Touch::Pointer("Dopisz".to_owned())),
        (|room| room.hand_clicks("#a"), Touch::Pointer("Dalej".to_owned())),
        (|room| room.hand_opens("dalej"), Touch::Went(Way::Typed)),
        (Room::hand_reloads, Touch::Went(Way::Reloaded)),
        (Room::hand_goes_back, Touch::Went(Way::Turned)),
        (|room| room.hand_opens_tab("data:text/html,x"), Touch::OpenedTab),
    ];
    for (deed, touch) in deeds {
        room.open("reka");
        room.settle(None);
        deed(&mut room);
        // A tab is told of once by whoever asks first.
        if touch != Touch::OpenedTab {
            assert_eq!(room.touched(), Some(touch.clone()), "{touch:?}");
        }
        assert_eq!(room.settle(None).touched, Some(touch.clone()), "{touch:?}");
        assert_eq!((room.touched(), room.settle(None).touched), (None, None), "{touch:?}");
    }
    // A page that leads on is not left by hand because krok looks at it before it goes; if it led nowhere, the next leaving is.
    for (looks, way) in [(1, Way::Led), (2, Way::Typed)] {
        room.open("reka");
        room.settle(None);
        room.hand_script("location.href = '/slow/labels.html'; setTimeout(() => stop())");
        for _ in 0..looks {
            room.settle(None);
        }
        room.hand_opens("dalej");
        assert_eq!(room.touched(), Some(Touch::Went(way)), "{looks}");
        room.settle(None);
    }
    // An address that is typed while krok still waits for what it pressed.
    page(
        "zajete",
        "<button onclick='this.className = \"ui-blockui\"'>Czekaj</button>",
    );
    room.open("zajete");
    room.settle(None);
    room.press("Czekaj");
    assert_eq!(
        room.settle_while_hand_opens("dalej").touched,
        Some(Touch::Went(Way::Typed))
    );
    // What a person opens beside it is never followed; what the portal opens late is no touch.
    room.open("reka");
    room.settle(None);
    room.hand_opens_tab("about:blank");
    assert_eq!((room.touched(), room.windows()), (Some(Touch::OpenedTab), Vec::new()));
    assert_eq!((room.settle(None).touched, room.windows()), (None, Vec::new()));
    room.hand_script("open('dalej.html', 'x', 'width=300')");
    while room.windows().is_empty() {
        assert_eq!((room.touched(), room.settle(None).touched), (None, None));
    }
    assert_eq!(room.windows(), ["dalej"]);
    room.close_other_tabs();
}
