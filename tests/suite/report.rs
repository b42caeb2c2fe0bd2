//! The report of a realistic bundle: its structure, its languages, and what hostile texts do to it.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use image::{Rgb, RgbImage};
use jiff::Timestamp;
use krok::browser::family::Family;
use krok::browser::installation::Installation;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{
    ActResult, Event, FORMAT, Field, FieldStatus, Intent, LoggedIn, Mode, Observed, Outcome, Portal, Reason, Rectangle,
    Rows, RunFinished, RunStarted, Runbook, Status, StepFinished, StepStarted, StoryLine, Target, Value, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::{Verification, verify};
use krok::report::html::{self, STYLE};
use krok::text::language::Language;
use tempfile::TempDir;

/// Writes a run and knows the last record that shows the page.
struct Scene {
    trail: Trail,
    seen: Option<u64>,
    shots: u8,
    /// Put into every text that a portal or an author can choose.
    spice: String,
}

impl Scene {
    fn text(&self, text: &str) -> String {
        format!("{text}{}", self.spice)
    }

    fn append(&mut self, step: &str, event: Event) -> u64 {
        self.trail.append((!step.is_empty()).then_some(step), event).unwrap()
    }

    fn start(&mut self, step: &str, verb: &str, says: &str, cites: &[&str], key: Option<&str>) {
        let effect = if verb == "set" { "write" } else { "navigate" };
        let event = Event::StepStarted(StepStarted {
            verb: verb.to_owned(),
            effect: effect.to_owned(),
            says: self.text(says),
            cites: cites.iter().map(|point| (*point).to_owned()).collect(),
            line: 12,
            key: key.map(|key| self.text(key)),
        });
        self.append(step, event);
    }

    fn look(&mut self, step: &str, messages: &[&str]) -> u64 {
        self.shots += 1;
        let picture = self.trail.store_picture(&drawn(self.shots)).unwrap();
        let text = self
            .trail
            .store_text(&format!("nagłówek: Skrytki {}", self.shots))
            .unwrap();
        let event = Event::Observed(Observed {
            url: self.text("https://epuap.gov.pl/wps/myportal/aplikacje/budowanie-uslug"),
            title: self.text("ePUAP – Budowanie usług"),
            entity: Some(self.text("POWIAT GLIWICKI")),
            messages: messages.iter().map(|message| self.text(message)).collect(),
            picture,
            text,
            story: vec![StoryLine {
                ms: 140,
                what: self.text("zajęte: .ui-blockui"),
            }],
        });
        let seq = self.append(step, event);
        self.seen = Some(seq);
        seq
    }

    fn act(&mut self, step: &str, act: &str, label: &str, value: Option<&str>, messages: &[&str]) {
        let target = (act != "open").then(|| Target {
            label: self.text(label),
            places: vec![self.text("Tryb pracy")],
            role: "button".to_owned(),
            tier: "associated".to_owned(),
            rectangle: Rectangle {
                x: 560.0,
                y: 300.0,
                width: 120.0,
                height: 34.0,
            },
        });
        let effect = if act == "fill" { "write" } else { "navigate" };
        let value = value.map(|value| self.text(value));
        let intent = Intent {
            act: act.to_owned(),
            effect: effect.to_owned(),
            target,
            value,
            before: self.seen,
        };
        let intent = self.append(step, Event::Intent(intent));
        let after = Some(self.look(step, messages));
        self.append(
            step,
            Event::Outcome(Outcome {
                intent,
                result: ActResult::Done,
                after,
                unseen: None,
            }),
        );
    }

    fn field(&mut self, step: &str, place: &str, label: &str, values: [&str; 2], status: FieldStatus) {
        let after = match status {
            FieldStatus::Changed => Some(values[1]),
            FieldStatus::Unchanged | FieldStatus::Failed => Some(values[0]),
            FieldStatus::WouldChange => None,
        };
        let event = Event::Field(Field {
            places: vec![self.text(place)],
            label: self.text(label),
            before: Value::Text(self.text(values[0])),
            wanted: Value::Text(self.text(values[1])),
            after: after.map(|value| Value::Text(self.text(value))),
            status,
        });
        self.append(step, event);
    }

    fn end(&mut self, step: &str, status: Status, reason: Option<Reason>) {
        self.append(step, Event::StepFinished(StepFinished { status, reason }));
        self.trail.commit().unwrap();
    }

    fn reason(&self, code: &str, values: &[(&str, &str)]) -> Reason {
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), self.text(value)))
            .collect();
        Reason {
            code: code.to_owned(),
            values,
        }
    }

    fn begin(&mut self, mode: Mode) {
        let file = self.trail.store_input("skrytki-pull.toml", b"schema = 1\n").unwrap();
        let profile = self.trail.store_input("portal.toml", b"name = 'epuap'\n").unwrap();
        let points = [
            (
                "3.2",
                "W prawym, górnym rogu należy wybrać: Administrowanie -> Budowanie usług.",
            ),
            ("3.4", "Uruchomić edycję każdej ze skrytek."),
            (
                "3.6",
                "Na zakładce „Tryb pracy” należy ustawić typ skrytki, rodzaj odpowiedzi i tryb pracy.",
            ),
            ("3.10", "Następnie należy uruchomić „Zarządzanie kontem”."),
            ("3.13", "Usunąć system."),
        ];
        let event = Event::RunStarted(RunStarted {
            format: FORMAT.to_owned(),
            run: self.trail.name().to_string(),
            number: None,
            nonce: "00".repeat(32),
            mode,
            tool: "krok 0.1.0".to_owned(),
            runbook: Runbook {
                name: "skrytki-pull".to_owned(),
                title: self.text("Skrytki: odbiór w trybie PULL"),
                file,
                document: Some(self.text("Instrukcja rekonfiguracji sposobu przyłączenia ePUAP")),
                chapter: Some(self.text("3")),
                points: points.map(|(point, text)| (point.to_owned(), self.text(text))).into(),
            },
            portal: Portal {
                name: "epuap".to_owned(),
                title: self.text("ePUAP"),
                base: self.text("https://epuap.gov.pl"),
                practice: true,
                file: profile,
            },
            inputs: BTreeMap::from([("podmiot".to_owned(), self.text("pzgliwice"))]),
            data: BTreeMap::new(),
            entity: self.text("POWIAT GLIWICKI"),
            browser: "Chromium 156, ChromeDriver 156".to_owned(),
            operator: self.text("akmiecik"),
            host: self.text("starostwo-17"),
            plan: None,
            continues: None,
            circumstances: vec![self.reason("shared-machine", &[])],
        });
        self.append("", event);
        let login = LoggedIn {
            from: "2026-11-22T14:05:09.000+01:00".to_owned(),
            to: "2026-11-22T14:06:40.000+01:00".to_owned(),
        };
        self.append("", Event::LoggedIn(login));
    }

    fn play(&mut self) {
        self.begin(Mode::Apply);
        self.start(
            "lista",
            "go",
            "Administrowanie → Budowanie usług → Skrytki",
            &["3.2"],
            None,
        );
        self.act("lista", "open", "", Some("https://epuap.gov.pl"), &[]);
        self.act("lista", "press", "Budowanie usług", None, &[]);
        self.end("lista", Status::Unchanged, None);
        self.start(
            "kazda",
            "for_each",
            "Lista Twoich skrytek › Nazwa skrytki",
            &["3.4"],
            None,
        );
        let rows = Rows {
            table: self.text("Lista Twoich skrytek"),
            key: self.text("Nazwa skrytki"),
            rows: vec![self.text("Domyślna"), self.text("Skrytka_ESP")],
        };
        self.append("kazda", Event::Rows(rows));
        self.look("kazda", &[]);
        self.first_row();
        self.second_row();
        let appeared = self.reason("row-appeared", &[("row", "Nowa"), ("table", "Lista Twoich skrytek")]);
        self.append("kazda", Event::Note(appeared));
        self.end(
            "kazda",
            Status::Failed,
            Some(self.reason("validation", &[("messages", "Niepoprawny adres")])),
        );
        self.start("konto", "go", "Zarządzanie kontem", &["3.10"], None);
        self.end(
            "konto",
            Status::Skipped,
            Some(self.reason("run-stopped", &[("after", "kazda")])),
        );
        let counts = [("unchanged", 3), ("changed", 1), ("failed", 2), ("skipped", 1)];
        let event = Event::RunFinished(RunFinished {
            verdict: Verdict::Failed,
            reason: Some(self.reason("validation", &[("messages", "Niepoprawny adres e-mail")])),
            counts: counts.map(|(word, count)| (word.to_owned(), count)).into(),
            changes: 3,
            pictures: self.trail.pictures(),
        });
        self.append("", event);
    }

    fn play_to_the_end(&mut self) {
        self.begin(Mode::Apply);
        self.start("lista", "go", "Administrowanie → Budowanie usług", &["3.2"], None);
        self.act("lista", "open", "", Some("https://epuap.gov.pl"), &[]);
        self.end("lista", Status::Unchanged, None);
        let event = Event::RunFinished(RunFinished {
            verdict: Verdict::Unchanged,
            reason: None,
            counts: [("unchanged".to_owned(), 1)].into(),
            changes: 0,
            pictures: self.trail.pictures(),
        });
        self.append("", event);
    }

    fn first_row(&mut self) {
        let key = Some("Domyślna");
        self.start("kazda[Domyślna]/otworz", "press", "Edytuj (Domyślna)", &["3.4"], key);
        self.act("kazda[Domyślna]/otworz", "press", "Edytuj", None, &[]);
        self.end("kazda[Domyślna]/otworz", Status::Unchanged, None);
        let step = "kazda[Domyślna]/ustaw";
        self.start(step, "set", "Tryb pracy, Powiadomienia", &["3.6"], key);
        self.act(step, "choose", "Tryb pracy", Some("PULL"), &[]);
        self.act(step, "fill", "Maksymalna liczba dokumentów w kolejce", Some("0"), &[]);
        self.act(step, "press", "Zapisz", None, &["Zmiany zostały zapisane"]);
        self.field(
            step,
            "Tryb pracy",
            "Typ skrytki",
            ["synchroniczna", "asynchroniczna"],
            FieldStatus::Changed,
        );
        self.field(step, "Tryb pracy", "Tryb pracy", ["PUSH", "PULL"], FieldStatus::Changed);
        self.field(
            step,
            "Tryb pracy",
            "Maksymalna liczba dokumentów",
            ["", "0"],
            FieldStatus::Changed,
        );
        self.field(
            step,
            "Tryb pracy",
            "Rodzaj odpowiedzi",
            ["UPP", "UPP"],
            FieldStatus::Unchanged,
        );
        self.end(step, Status::Changed, None);
    }

    fn second_row(&mut self) {
        let key = Some("Skrytka_ESP");
        self.start(
            "kazda[Skrytka_ESP]/otworz",
            "press",
            "Edytuj (Skrytka_ESP)",
            &["3.4"],
            key,
        );
        self.act("kazda[Skrytka_ESP]/otworz", "press", "Edytuj", None, &[]);
        self.end("kazda[Skrytka_ESP]/otworz", Status::Unchanged, None);
        let step = "kazda[Skrytka_ESP]/ustaw";
        self.start(step, "set", "Tryb pracy, Powiadomienia", &["3.6"], key);
        self.act(step, "press", "Zapisz", None, &["Niepoprawny adres e-mail"]);
        self.field(
            step,
            "Powiadomienia",
            "Adres e-mail",
            ["a@b", "bok@gliwice.pl"],
            FieldStatus::Failed,
        );
        self.field(
            step,
            "Tryb pracy",
            "Tryb pracy",
            ["PULL", "PULL"],
            FieldStatus::Unchanged,
        );
        let reason = self.reason("validation", &[("messages", "Niepoprawny adres e-mail")]);
        self.end(step, Status::Failed, Some(reason));
    }
}

/// Draws something like a page, different for each number.
fn drawn(number: u8) -> Vec<u8> {
    let mut page = RgbImage::from_pixel(1024, 640, Rgb([248, 248, 250]));
    let mut block = |left: u32, top: u32, width: u32, height: u32, colour: [u8; 3]| {
        for y in top..top + height {
            for x in left..left + width {
                page.put_pixel(x, y, Rgb(colour));
            }
        }
    };
    block(0, 0, 1024, 56, [20, 60, 120]);
    block(0, 56, 220, 584, [232, 236, 242]);
    for line in 0..8 {
        block(250, 100 + line * 40, 180 + u32::from(number) * 4, 14, [170, 178, 190]);
    }
    block(560, 300, 120, 34, [0, 100, 180]);
    let mut png = Vec::new();
    page.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    png
}

struct Made {
    _root: TempDir,
    bundle: Bundle,
    verification: Verification,
}

fn made(spice: &str) -> Made {
    made_by(spice, Scene::play)
}

fn made_by(spice: &str, play: fn(&mut Scene)) -> Made {
    let root = TempDir::new().unwrap();
    let name = RunName::new(Timestamp::UNIX_EPOCH, "epuap-skrytki-pull", Mode::Apply, 0x3f9c);
    let trail = Trail::create(root.path(), &name).unwrap();
    let path = trail.path().to_owned();
    let mut scene = Scene {
        trail,
        seen: None,
        shots: 0,
        spice: spice.to_owned(),
    };
    play(&mut scene);
    scene.trail.seal().unwrap();
    Made {
        _root: root,
        bundle: Bundle::open(&path).unwrap(),
        verification: verify(&path),
    }
}

fn page(made: &Made, language: Language) -> String {
    html::render(&made.bundle, &made.verification, language).unwrap()
}

#[test]
fn the_example_is_intact_and_complete() {
    let made = made("");
    assert_eq!(made.verification.integrity, []);
    assert_eq!(made.verification.completeness, []);
}

#[test]
fn the_first_screen_says_what_whom_and_how_it_ended() {
    let html = page(&made(""), Language::Polish);
    let cover = html.split_once("</header>").unwrap().0;
    for text in [
        "<h1>Skrytki: odbiór w trybie PULL</h1>",
        "Portal ćwiczebny",
        "Nie wszystko się powiodło. Liczba zmian wprowadzonych i potwierdzonych: 3.",
        "Portal odrzucił dane: Niepoprawny adres e-mail.",
        "✓ kompletny",
        "✓ nienaruszony",
        "POWIAT GLIWICKI",
        "akmiecik",
        "14:05:09–14:06:40",
    ] {
        assert!(cover.contains(text), "{text} is not on the first screen:\n{cover}");
    }
}

#[test]
fn changes_stand_before_the_trail_by_row_with_words() {
    let html = page(&made(""), Language::Polish);
    let table = html
        .split_once("id=\"changes\"")
        .unwrap()
        .1
        .split_once("id=\"coverage\"")
        .unwrap()
        .0;
    let first = table.find("Nazwa skrytki: Domyślna").unwrap();
    let second = table.find("Nazwa skrytki: Skrytka_ESP").unwrap();
    assert!(first < second);
    assert!(
        table.contains("<span>PUSH</span>") && table.contains("✓ zmieniono") && table.contains("✗ nie powiodło się")
    );
    assert!(table.contains("<details class=\"unchanged\">"));
    assert!(html.find("id=\"changes\"").unwrap() < html.find("id=\"trail\"").unwrap());
}

#[test]
fn points_without_a_step_carried_out_are_marked() {
    let html = page(&made(""), Language::Polish);
    let coverage = html
        .split_once("id=\"coverage\"")
        .unwrap()
        .1
        .split_once("id=\"trail\"")
        .unwrap()
        .0;
    assert!(coverage.contains("Punkty bez żadnego wykonanego kroku: 2"));
    assert!(coverage.find(">3.6<").unwrap() < coverage.find(">3.10<").unwrap());
}

/// Returns the row of a point.
fn point<'h>(html: &'h str, number: &str) -> &'h str {
    let from = html.find(&format!("<th scope=\"row\">{number}</th>")).unwrap();
    html[from..].split_once("</tr>").unwrap().0
}

#[test]
fn a_point_that_a_stopped_run_never_came_to_is_not_called_forgotten() {
    let html = page(&made_by("", Scene::play), Language::Polish);
    assert!(point(&html, "3.13").contains("nie wykonano w tym przebiegu"));
    assert!(point(&html, "3.10").contains("nie wykonano w tym przebiegu"));
    assert!(!html.contains("żaden krok nie realizuje"));
}

#[test]
fn a_point_without_a_step_is_forgotten_if_the_run_came_to_its_end() {
    let html = page(&made_by("", Scene::play_to_the_end), Language::Polish);
    assert!(point(&html, "3.13").contains("żaden krok nie realizuje tego punktu"));
}

#[test]
fn a_killed_run_is_unsealed_in_report_and_console_not_changed() {
    let made = made("");
    let path = made.bundle.path();
    fs::remove_file(path.join("seal.json")).unwrap();
    let mut trail = fs::read(path.join("trail.ndjson")).unwrap();
    let end = trail.iter().rposition(|byte| *byte == b'{').unwrap();
    let last = trail[..end].iter().rposition(|byte| *byte == b'\n').unwrap();
    trail.truncate(last + 1);
    fs::write(path.join("trail.ndjson"), &trail).unwrap();

    let said = console(path, "pl");
    assert_eq!(said.status.code(), Some(3));
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(text.contains("integralność: niezamknięty pieczęcią"), "{text}");
    assert!(text.contains("kompletność: NIEKOMPLETNY") && text.contains("dziennik nie ma zakończenia"));
    assert!(!text.contains("NARUSZONY"));
    let bundle = Bundle::open(path).unwrap();
    let html = html::render(&bundle, &verify(path), Language::Polish).unwrap();
    assert!(html.contains("? niezamknięty pieczęcią") && !html.contains("✗ naruszony"));

    let changed = trail.iter().position(|byte| *byte == b'A').unwrap();
    trail[changed] = b'B';
    fs::write(path.join("trail.ndjson"), &trail).unwrap();
    let said = console(path, "pl");
    assert_eq!(said.status.code(), Some(1));
    assert!(
        String::from_utf8(said.stdout)
            .unwrap()
            .contains("integralność: NARUSZONY")
    );
}

#[test]
fn verify_prints_the_final_hash() {
    let made = made("");
    let said = console(made.bundle.path(), "en");
    assert_eq!(said.status.code(), Some(0));
    let text = String::from_utf8(said.stdout).unwrap();
    assert!(text.contains(&format!("final hash: {}", made.bundle.head())), "{text}");
}

/// Runs `krok verify`.
fn console(bundle: &Path, language: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_krok"))
        .args(["--lang", language, "verify"])
        .arg(bundle)
        .output()
        .unwrap()
}

#[test]
fn failed_steps_are_open_and_the_box_lies_over_the_untouched_picture() {
    let html = page(&made(""), Language::Polish);
    let open = html.matches("<details class=\"step failed").count();
    assert_eq!(open, 2);
    assert_eq!(html.matches(" open>").count(), open);
    assert!(html.contains("viewBox=\"0 0 1024 640\""));
    assert!(html.contains("<rect class=\"box\" x=\"556\" y=\"296\" width=\"128\" height=\"42\" rx=\"4\"/>"));
}

#[test]
fn every_link_within_the_page_and_every_file_is_there() {
    let made = made("");
    let html = page(&made, Language::Polish);
    for part in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
        let target = part.split('"').next().unwrap();
        match target.strip_prefix('#') {
            Some(anchor) => {
                let there = html.contains(&format!("id=\"{anchor}\"")) || anchor == "findings";
                assert!(there, "{target}");
            }
            None => assert!(
                target == "report.css" || made.bundle.path().join(target).is_file(),
                "{target}"
            ),
        }
    }
    assert!(html.matches("<img ").all(|_| true) && !html.contains("alt=\"\""));
}

#[test]
fn the_page_has_no_script_no_inline_style_and_loads_nothing_from_elsewhere() {
    let html = page(&made(""), Language::Polish);
    let policy = "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";
    assert!(html.contains(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
    )));
    for banned in [
        "<script",
        "<style",
        "style=",
        "src=\"http",
        "href=\"http",
        "<form",
        "<iframe",
        "javascript:",
    ] {
        assert!(!html.contains(banned), "{banned}");
    }
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
}

#[test]
fn hostile_texts_stay_texts_in_every_slot() {
    let tags = |html: &str| html.matches('<').count();
    let honest = tags(&page(&made("x"), Language::Polish));
    let long = "A".repeat(60_000);
    for hostile in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg onload=alert(1)>",
        "</style></title></textarea><b>",
        "<!--",
        "{{ w.lang }}{% raw %}",
        "\u{202e}gpj.exe\u{2066}\u{1b}[31m\u{0}",
        "javascript:alert(1)",
        &long,
    ] {
        let html = page(&made(hostile), Language::Polish);
        assert_eq!(tags(&html), honest, "{hostile:.40}");
        assert!(!html.contains("<script") && !html.contains("onerror=alert(1)>") && !html.contains("<!--"));
        assert!(
            !html
                .chars()
                .any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{1b}' | '\0'))
        );
        assert!(html.len() < 400_000, "{} bytes", html.len());
    }
}

/// A real browser opens the report from disk: what the portal's texts ask for is neither run nor fetched.
#[test]
fn a_browser_opens_it_from_disk_runs_nothing_and_asks_nobody() {
    let outside = TcpListener::bind("127.0.0.1:0").unwrap();
    outside.set_nonblocking(true).unwrap();
    let bait = format!("http://{}/bait", outside.local_addr().unwrap());
    let hostile = format!(
        "\"><img src=\"{bait}\" onerror=\"document.title='run'\"><script src=\"{bait}\"></script>\
         <script>document.title='run'</script><link rel=stylesheet href=\"{bait}\">"
    );
    let made = made(&hostile);
    html::write(&made.bundle, &made.verification, Language::Polish).unwrap();
    let browser = Installation::find(Family::Chromium).unwrap().browser;
    let profile = tempfile::tempdir().unwrap();
    let opened = Command::new(browser)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
        ])
        .args(["--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}/report.html", made.bundle.path().display()))
        .output()
        .unwrap();
    let (dom, said) = (
        String::from_utf8_lossy(&opened.stdout),
        String::from_utf8_lossy(&opened.stderr),
    );
    assert!(dom.contains("</html>") && !dom.contains("<title>run"), "{dom:.500}");
    let complaints: Vec<&str> = said.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert_eq!(complaints, Vec::<&str>::new());
    assert!(outside.accept().is_err(), "somebody was asked");
}

#[test]
fn each_language_is_whole_and_the_facts_are_the_same() {
    let made = made("");
    let polish = page(&made, Language::Polish);
    let english = page(&made, Language::English);
    assert!(polish.contains("<html lang=\"pl\">") && english.contains("<html lang=\"en\">"));
    assert_eq!(polish.matches('<').count(), english.matches('<').count());
    let only = |html: &str, words: &[&str]| words.iter().filter(|word| html.contains(**word)).count();
    let polish_words = [
        "Co się zmieniło",
        "Przebieg",
        "Okoliczności",
        "bez zmian",
        "Co zrobić",
        "naciśnięto",
        "przycisk",
    ];
    let english_words = [
        "What changed",
        "The run, step",
        "Circumstances",
        "unchanged fields",
        "What to do",
        "pressed",
        "button",
    ];
    assert_eq!(only(&polish, &polish_words), polish_words.len());
    assert_eq!(only(&english, &polish_words), 0);
    assert!(only(&english, &english_words) >= english_words.len() - 1);
    assert_eq!(
        only(&polish, &["What changed", "Circumstances", "What to do", "pressed"]),
        0
    );
}

#[test]
fn damage_is_shown_on_the_first_screen_and_listed() {
    let made = made("");
    fs::write(made.bundle.path().join("pictures/0003.png"), b"x").unwrap();
    let verification = verify(made.bundle.path());
    let html = html::render(&made.bundle, &verification, Language::Polish).unwrap();
    assert!(html.contains("✗ naruszony") && html.contains("plik „pictures/0003.png” został zmieniony"));
    assert!(html.contains("id=\"findings\""));
}

#[test]
fn the_report_is_for_its_owner_only_and_breaks_no_seal() {
    let made = made("");
    html::write(&made.bundle, &made.verification, Language::Polish).unwrap();
    html::write(&made.bundle, &made.verification, Language::Polish).unwrap();
    for file in ["report.html", "report.css"] {
        let permissions = fs::metadata(made.bundle.path().join(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(permissions & 0o777, 0o600);
    }
    assert_eq!(verify(made.bundle.path()), made.verification);
}

#[test]
fn every_heading_follows_its_elder() {
    let html = page(&made(""), Language::Polish);
    let levels: Vec<u32> = html
        .split("<h")
        .skip(1)
        .filter_map(|part| part.chars().next()?.to_digit(10))
        .filter(|level| (1..=6).contains(level))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    let steps: BTreeSet<(u32, u32)> = levels.iter().copied().zip(levels.iter().copied().skip(1)).collect();
    assert!(steps.iter().all(|(one, next)| *next <= one + 1), "{levels:?}");
}
