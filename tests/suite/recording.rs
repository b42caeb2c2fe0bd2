//! `krok record`: what a person does in the browser becomes a runbook that does the same elsewhere.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use krok::browser::session::{Landmarks, Session};
use krok::evidence::format::{Status, Verdict};
use krok::page::deed::Deed;
use krok::page::observation::{Content, Entry, Surroundings};
use krok::page::protocol::Page;
use mock_portal::person::Person;
use mock_portal::{DataSet, Event, MockPortal, Settings};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::support::browsers::runtime;
use crate::support::office::{Office, Ran, home, run};
use crate::support::patience::PATIENCE;
use crate::support::room::{Room, control, field};
use crate::support::workplace::{Hands, Workplace};

const DRAFT: &str = "runbooks/epuap/nagranie.toml";

/// A recording that goes on.
struct Recorder {
    portal: MockPortal,
    home: TempDir,
    krok: Child,
    said: Receiver<String>,
    heard: Vec<String>,
}

impl Recorder {
    /// Starts krok in a browser where nobody is logged in, or where somebody is.
    fn start(place: &Workplace, hands: &Hands, logged_in: bool) -> Self {
        let portal = runtime().block_on(MockPortal::start(Settings::default())).unwrap();
        let home = home("2m");
        hands.open(&format!("{}/wps/portal", portal.portal_url()));
        if logged_in {
            hands.log_in(&Person::practice());
        }
        place
            .lease(portal.portal_url())
            .save(&home.path().join("state/krok"))
            .unwrap();
        let mut krok = Command::new(env!("CARGO_BIN_EXE_krok"))
            .args(["record", "epuap", "--practice", portal.portal_url(), portal.login_url()])
            .current_dir(home.path())
            .env("XDG_STATE_HOME", home.path().join("state"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (tell, said) = channel();
        let lines = BufReader::new(krok.stderr.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        let mut recorder = Self {
            portal,
            home,
            krok,
            said,
            heard: Vec::new(),
        };
        recorder.wait_for(if logged_in { "Nagrywam" } else { "zalogować" });
        if logged_in {
            hands.are_heard();
        }
        recorder
    }

    fn wait_for(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.heard.iter().any(|line| line.contains(words)) {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match self.said.recv_timeout(left) {
                Ok(line) => self.heard.push(line),
                Err(error) => panic!("krok never said `{words}` ({error}): {:#?}", self.heard),
            }
        }
    }

    /// Presses Enter in the terminal and waits for the end.
    fn end(&mut self) -> Ran {
        self.krok.stdin.take().unwrap().write_all(b"\n").unwrap();
        self.ended()
    }

    /// Presses Ctrl-C in the terminal and waits for the end.
    fn interrupt(&mut self) -> Ran {
        let krok = Pid::from_raw(i32::try_from(self.krok.id()).unwrap()).unwrap();
        kill_process(krok, Signal::INT).unwrap();
        self.ended()
    }

    fn ended(&mut self) -> Ran {
        let code = self.krok.wait().unwrap().code().unwrap_or(-1);
        let stdout = std::io::read_to_string(self.krok.stdout.take().unwrap()).unwrap();
        self.heard.extend(self.said.iter());
        Ran {
            code,
            stdout,
            stderr: self.heard.join("\n"),
        }
    }

    fn draft(&self) -> PathBuf {
        self.home.path().join(DRAFT)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let _ended_already = self.krok.kill();
        let _taken_off_the_table = self.krok.wait();
    }
}

fn to_the_list(hands: &Hands) {
    hands.click("//a[contains(@class,'user-name')]");
    hands.link("Administrowanie");
    hands.link("Budowanie usług");
    hands.click("//nav//a[text()='Skrytki']");
}

fn set_as_instructed(hands: &Hands) {
    hands.tab("Tryb pracy");
    hands.button("Edytuj");
    hands.answer("Typ skrytki", "asynchroniczna");
    hands.answer("Rodzaj odpowiedzi", "UPP");
    hands.answer("Tryb pracy", "PULL");
    hands.fill("Maksymalna liczba dokumentów w kolejce", "7");
    hands.fill("Maksymalna liczba dokumentów w kolejce", "0");
    hands.tab("Powiadomienia");
    hands.fill("Gdy liczba dokumentów w kolejce osiągnie", "4");
    hands.tick("Gdy kolejka jest przepełniona");
    hands.button("Zapisz");
    hands.see("//*[@class='ui-growl-title'][text()='Zmiany zostały zapisane.']");
}

/// Carries the draft out at another office, and returns what that portal stored.
fn replayed(recorder: &Recorder, settings: Settings) -> Vec<Event> {
    let office = Office::open(settings);
    let file = office.folder().join(DRAFT);
    fs::copy(recorder.draft(), &file).unwrap();
    let mut check = Command::new(env!("CARGO_BIN_EXE_krok"));
    let checked = run(check.arg("check").arg(&file).stdin(Stdio::null()));
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "{checked:?}");
    let draft = [DRAFT, "--input", "podmiot=pzgliwice"];
    let planned = office.krok(&["plan", draft[0], draft[1], draft[2]]);
    assert_eq!((planned.code, office.writes()), (0, 0), "{planned:?}");
    let plan = office.bundles().pop().unwrap();
    let applied = office.krok(&["apply", plan.to_str().unwrap(), "--yes"]);
    assert_eq!(applied.code, 0, "{applied:?}");
    assert_eq!(office.last().finished().verdict, Verdict::Changed);
    let again = office.krok(&["run", draft[0], draft[1], draft[2], "--yes"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(office.last().finished().verdict, Verdict::Unchanged);
    writes(&office.portal)
}

fn writes(portal: &MockPortal) -> Vec<Event> {
    portal.truth().writes().into_iter().map(|entry| entry.event).collect()
}

#[test]
fn what_a_person_did_is_drafted_and_does_the_same_after_rows_were_added() {
    let place = Workplace::enter();
    let hands = place.hands();
    let mut recorder = Recorder::start(&place, &hands, false);
    let person = Person::practice();
    hands.log_in(&person);
    recorder.wait_for("Nagrywam");
    hands.are_heard();
    to_the_list(&hands);
    hands.in_row("Domyślna", "Edytuj");
    set_as_instructed(&hands);
    assert_eq!(hands.storage(), serde_json::json!([0, 0, ""]));
    let ran = recorder.end();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stdout.contains("kroków: 4, uwag: 1"),
        "{}\n{}",
        ran.stdout,
        ran.stderr
    );
    drop(place);

    let mode = fs::metadata(recorder.draft()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let draft = fs::read_to_string(recorder.draft()).unwrap();
    let login_host = recorder.portal.login_url().trim_start_matches("http://");
    for secret in [&person.password, &person.login, login_host, "KMIĘCIK", "SMS"] {
        assert!(!draft.contains(secret), "{secret}\n{draft}");
        assert!(
            !ran.stderr.replace("ADAM KMIĘCIK", "").contains(secret),
            "{secret}\n{}",
            ran.stderr
        );
    }
    let product = Path::new(env!("CARGO_MANIFEST_DIR")).join("runbooks/epuap");
    let files = |folder: &Path| fs::read_dir(folder).unwrap().count();
    assert_eq!(
        files(&recorder.home.path().join("runbooks/epuap")),
        files(&product) + 1,
        "the draft, and no other file beside it"
    );

    let by_hand = writes(&recorder.portal);
    assert_eq!(by_hand.len(), 1, "the person saved once, and krok pressed nothing");
    let settings = Settings {
        data: DataSet::Many,
        ..Settings::default()
    };
    assert_eq!(replayed(&recorder, settings), by_hand);
}

#[test]
fn rows_worked_on_alike_become_a_loop_over_rows_that_were_added() {
    let place = Workplace::enter();
    let hands = place.hands();
    let mut recorder = Recorder::start(&place, &hands, true);
    to_the_list(&hands);
    for row in ["Skrytka_ESP", "Domyślna"] {
        hands.in_row(row, "Edytuj");
        hands.tab("Powiadomienia");
        hands.button("Edytuj");
        hands.tick("Gdy kolejka jest przepełniona");
        hands.button("Zapisz");
        hands.see("//*[@class='ui-growl-title'][text()='Zmiany zostały zapisane.']");
        hands.click("//nav//a[text()='Skrytki']");
    }
    let ran = recorder.end();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("obejmuje każdy"), "{}", ran.stderr);
    drop(place);
    assert_eq!(replayed(&recorder, Settings::default()), writes(&recorder.portal));

    let office = Office::open(Settings {
        data: DataSet::Many,
        ..Settings::default()
    });
    fs::copy(recorder.draft(), office.folder().join(DRAFT)).unwrap();
    let planned = office.krok(&["plan", DRAFT, "--input", "podmiot=pzgliwice"]);
    assert_eq!(planned.code, 0, "{planned:?}");
    let planned = office.last();
    for skrytka in &office.portal.truth().state()["pzgliwice"] {
        let step = format!(
            "kazdy-wiersz-lista-twoich-skrytek[{}]/ustaw-powiadomienia",
            skrytka.name
        );
        assert_eq!(planned.status_of(&step), Status::WouldChange, "{step}");
    }
}

#[test]
fn what_leads_away_while_nobody_listens_is_told_as_missing() {
    let place = Workplace::enter();
    let hands = place.hands();
    let mut recorder = Recorder::start(&place, &hands, true);
    to_the_list(&hands);
    recorder.wait_for("Skrytki");
    // The driver does one thing at a time: this press falls between two slices of listening.
    place.hands_of_krok().click("//nav//a[text()='Wzory lokalne']");
    hands.see("//h2[text()='Wzory lokalne']");
    hands.link("Formularze");
    let ran = recorder.interrupt();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("może brakować kroku"), "{}", ran.stderr);
    let draft = fs::read_to_string(recorder.draft()).unwrap();
    assert!(
        draft.contains("# do sprawdzenia: strona zmieniła się bez zauważonego naciśnięcia"),
        "{draft}"
    );
}

#[test]
fn nothing_done_leaves_no_file() {
    let place = Workplace::enter();
    let hands = place.hands();
    let mut recorder = Recorder::start(&place, &hands, true);
    let ran = recorder.end();
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("niczego nie nagrano"), "{}", ran.stderr);
    assert!(!recorder.draft().exists());
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let home = home("3s");
    let record = |output: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_krok"));
        let command = command
            .args(["record", "epuap", "--output", output])
            .current_dir(home.path());
        run(command.stdin(Stdio::null()))
    };
    let files = || fs::read_dir(home.path().join("runbooks/epuap")).unwrap().count();
    let before = files();
    let taken = record("runbooks/epuap/skrytki-pull.toml");
    assert_eq!(taken.code, 2, "{taken:?}");
    assert!(taken.stderr.contains("już istnieje"), "{}", taken.stderr);
    for output in ["runbooks/epuap/Moja procedura.toml", "szkic.txt", "nie/ma/szkic.toml"] {
        let refused = record(output);
        assert_eq!(refused.code, 2, "{refused:?}");
    }
    assert_eq!(files(), before);
}

/// Listens beside the hands at work on a fixture, and tells what was heard, a line for each deed.
fn heard(fixture: &str, work: impl FnOnce(&Hands, &mut dyn FnMut(&str))) -> Vec<String> {
    let place = Workplace::enter();
    let hands = place.hands();
    let base = Room::enter().base.clone();
    hands.open(&format!("{base}/{fixture}.html"));
    let (lease, hosts) = (place.lease(&base), vec![base.clone()]);
    let ended = Arc::new(AtomicBool::new(false));
    let (tell, told) = channel();
    let end = Arc::clone(&ended);
    let ear = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut session = Session::attach(&lease).await.unwrap();
            session.set_landmarks(Landmarks {
                hosts,
                messages: vec![".ui-growl-item".into()],
                entity: Some(".entity".into()),
                busy: Vec::new(),
                signs: Vec::new(),
            });
            while !end.load(Ordering::Relaxed) {
                for deed in session.listen().await.unwrap() {
                    tell.send(sketch(&deed)).unwrap();
                }
            }
            for deed in session.stop_listening().await.unwrap() {
                tell.send(sketch(&deed)).unwrap();
            }
        });
    });
    let mut lines = Vec::new();
    let mut until = |line: &str| {
        while !lines.iter().any(|known| known == line) {
            lines.push(
                told.recv_timeout(PATIENCE)
                    .unwrap_or_else(|_| panic!("no `{line}` in {lines:#?}")),
            );
        }
    };
    let over = Over(ended);
    until("typed Nagranie, W ramce");
    hands.are_heard();
    work(&hands, &mut until);
    drop(over);
    ear.join().unwrap();
    lines.extend(told.iter());
    assert_eq!(
        hands.traces(),
        serde_json::json!(false),
        "nothing of krok is left in the page"
    );
    lines
}

/// Nobody listens any more, also after a test that failed.
struct Over(Arc<AtomicBool>);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn sketch(deed: &Deed) -> String {
    let place = |place: &Surroundings| {
        let section = place.sections.last().filter(|section| *section != "Nagranie");
        let names = place.frames.iter().chain(section);
        names.flat_map(|name| [" § ", name]).collect::<String>()
    };
    match deed {
        Deed::Arrived { way, scene } => format!("{way:?} {}", scene.headings.join(", ")).replace("Typed", "typed"),
        Deed::Pressed { control, scene } => {
            let control = &scene.view.controls[*control];
            format!("press {}{}", control.labels[0].text, place(&control.place))
        }
        Deed::Filled {
            fields,
            by_press,
            scene,
        } => {
            let fields = fields.iter().map(|at| &scene.view.fields[*at]);
            let values = fields.map(|field| {
                let value = match &field.content {
                    Content::Text(text) => text.clone(),
                    Content::Switch(on) => on.to_string(),
                    Content::Choice(options) => {
                        let chosen = options.iter().filter(|option| option.chosen);
                        chosen.map(|option| option.label.as_str()).collect()
                    }
                    other => format!("{other:?}"),
                };
                format!(" {} = {value}{}", field.labels[0].text, place(&field.place))
            });
            format!(
                "fill{}{}",
                if *by_press { " by press" } else { "" },
                values.collect::<String>()
            )
        }
        Deed::Clicked(words) => format!("click {words}"),
        Deed::Said(text) => format!("said {text}"),
        Deed::Asked(text) => format!("asked {text}"),
        Deed::Went => "went".to_owned(),
        Deed::Opened => "opened".to_owned(),
        Deed::Rested(scene) => format!("rest {}", scene.entity.clone().unwrap_or_default()),
    }
}

#[test]
fn only_what_a_person_does_is_heard_and_never_a_password() {
    let lines = heard("record", |hands, until| {
        hands.type_over("//input[@id='nazwa']", "b");
        until("fill Nazwa = b");
        hands.type_over("//select[@id='rodzaj']", "B");
        until("fill Rodzaj = B");
        hands.click("//input[@id='zgoda']");
        until("fill Zgoda = true");
        hands.type_over("//input[@id='haslo']", "tajne");
        hands.button("Pokaż hasło");
        until("press Pokaż hasło");
        hands.type_over("//input[@id='haslo']", "tajniejsze");
        hands.button("Znika");
        until("said Usunięto.");
    });
    assert_eq!(
        lines,
        [
            "typed Nagranie, W ramce",
            "fill Nazwa = b",
            "fill Rodzaj = B",
            "fill Zgoda = true",
            "press Pokaż hasło",
            "press Znika",
            "said Usunięto.",
            "rest urzad",
        ]
    );
}

#[test]
fn frames_shadow_roots_and_new_windows_are_heard_or_told() {
    let lines = heard("record", |hands, until| {
        hands.in_frame("ramka", "b", "");
        until("press Dalej § Załącznik § W ramce");
        hands.in_frame("ramka", "o", "opis");
        until("fill Opis = opis § Załącznik § W ramce");
        hands.in_shadow("miejsce", "b", "");
        until("press W cieniu § Cień");
        hands.in_shadow("miejsce", "k", "7");
        until("fill Kod = 7 § Cień");
        hands.button("Wybierz B");
        until("fill by press Rodzaj = B");
        hands.link("Nowe okno");
        until("opened");
        hands.close_others();
    });
    assert_eq!(lines.first().map(String::as_str), Some("typed Nagranie, W ramce"));
    assert_eq!(lines.len(), 10, "{lines:#?}");
}

/// How long krok is busy with every answer: longer than it takes to press.
const BUSY: Duration = Duration::from_millis(400);

#[test]
fn presses_that_lead_away_while_krok_is_busy_with_what_it_heard_are_heard() {
    let place = Workplace::enter();
    let hands = place.hands();
    let base = Room::enter().base.clone();
    for (name, next) in [("pierwsza", "druga"), ("druga", "pierwsza")] {
        Room::write(
            &format!("{name}.html"),
            &format!("<!doctype html><h1>Strona {name}</h1><a href='{next}.html'>Do strony {next}</a>"),
        );
    }
    hands.open(&format!("{base}/pierwsza.html"));
    let (lease, hosts) = (place.lease(&base), vec![base]);
    let ended = Arc::new(AtomicBool::new(false));
    let end = Arc::clone(&ended);
    let (tell, told) = channel();
    let ear = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut session = Session::attach(&lease).await.unwrap();
            session.set_landmarks(Landmarks {
                hosts,
                ..Landmarks::default()
            });
            while !end.load(Ordering::Relaxed) {
                for deed in session.listen().await.unwrap() {
                    tell.send(sketch(&deed)).unwrap();
                }
                std::thread::sleep(BUSY);
            }
            for deed in session.stop_listening().await.unwrap() {
                tell.send(sketch(&deed)).unwrap();
            }
        });
    });
    let over = Over(ended);
    hands.are_heard();
    hands.rest();
    for next in ["druga", "pierwsza", "druga", "pierwsza"] {
        hands.link(&format!("Do strony {next}"));
        hands.see(&format!("//h1[text()='Strona {next}']"));
        hands.rest();
    }
    drop(over);
    ear.join().unwrap();
    let presses: Vec<String> = told.iter().filter(|line| line.starts_with("press")).collect();
    let pressed = |next: &str| {
        format!(
            "press Do strony {next} § Strona {}",
            if next == "druga" { "pierwsza" } else { "druga" }
        )
    };
    assert_eq!(presses, ["druga", "pierwsza", "druga", "pierwsza"].map(pressed));
}

#[test]
fn what_is_done_between_two_slices_is_heard_in_the_next() {
    let mut room = Room::enter();
    room.open("record");
    let view = room.look();
    let Room { runtime, session, .. } = &mut *room;
    let mut lines = Vec::new();
    runtime.block_on(async {
        lines.extend(session.listen().await.unwrap());
        for label in ["Znika", "Dalej", "W cieniu", "Wybierz B"] {
            session.press(&control(&view, label)).await.unwrap();
        }
        for label in ["Nazwa", "Kod", "Opis"] {
            let entry = Entry::Text("zz".to_owned());
            session.enter(&field(&view, label).handle, &entry).await.unwrap();
        }
        lines.extend(session.stop_listening().await.unwrap());
    });
    let lines: Vec<String> = lines.iter().map(sketch).collect();
    assert_eq!(
        lines,
        [
            "typed Nagranie, W ramce",
            "press Znika",
            "said Usunięto.",
            "press Dalej § Załącznik § W ramce",
            "press W cieniu § Cień",
            "press Wybierz B",
            "fill by press Rodzaj = B",
            "fill Nazwa = zz",
            "fill Kod = zz § Cień",
            "fill Opis = zz § Załącznik § W ramce",
            "rest urzad",
        ]
    );
}
