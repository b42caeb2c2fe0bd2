//! A run as a report shows it: rows, changes, a field refused, and every text that a portal or an author can choose.

use std::cell::Cell;
use std::collections::BTreeMap;

use image::{Rgb, RgbImage};
use jiff::Timestamp;
use krok::evidence::bundle::Bundle;
use krok::evidence::format::{
    ActResult, Event, FORMAT, Field, FieldStatus, Intent, LoggedIn, Mode, Observed, Outcome, Portal, Reason, Rectangle,
    Rows, RunFinished, RunStarted, Runbook, Status, StepFinished, StepStarted, StoryLine, Target, Value, Verdict,
};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::{Verification, verify};
use krok::report::html;
use krok::text::language::Language;
use tempfile::TempDir;

/// Writes a run and knows the last record that shows the page.
pub struct Scene {
    pub trail: Trail,
    seen: Option<u64>,
    shots: u8,
    /// Put into every text that a portal or an author can choose, one after the other.
    spices: Vec<String>,
    turn: Cell<usize>,
    /// Width and height of its pictures.
    size: (u32, u32),
}

impl Scene {
    pub fn text(&self, text: &str) -> String {
        let turn = self.turn.replace(self.turn.get() + 1);
        let spice = self.spices.get(turn % self.spices.len().max(1));
        format!("{text}{}", spice.map_or("", String::as_str))
    }

    pub fn append(&mut self, step: &str, event: Event) -> u64 {
        self.trail.append((!step.is_empty()).then_some(step), event).unwrap()
    }

    pub fn start(&mut self, step: &str, verb: &str, says: &str, cites: &[&str], key: Option<&str>) {
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

    pub fn look(&mut self, step: &str, messages: &[&str]) -> u64 {
        self.shots = self.shots.wrapping_add(1);
        let picture = self.trail.store_picture(&drawn(self.shots, self.size)).unwrap();
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

    pub fn act(&mut self, step: &str, act: &str, label: &str, value: Option<&str>, messages: &[&str]) {
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

    /// Does something that leaves the page as it was: the same picture and the same text before and after.
    pub fn act_in_vain(&mut self, step: &str, act: &str, label: &str) {
        self.look(step, &[]);
        self.shots = self.shots.wrapping_sub(1);
        self.act(step, act, label, None, &[]);
    }

    /// Ends the run as one that made a change.
    pub fn ends(&mut self) {
        let event = Event::RunFinished(RunFinished {
            verdict: Verdict::Changed,
            reason: None,
            counts: BTreeMap::new(),
            changes: 0,
            pictures: self.trail.pictures(),
        });
        self.append("", event);
    }

    pub fn field(&mut self, step: &str, place: &str, label: &str, values: [&str; 2], status: FieldStatus) {
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

    pub fn end(&mut self, step: &str, status: Status, reason: Option<Reason>) {
        self.append(step, Event::StepFinished(StepFinished { status, reason }));
        self.trail.commit().unwrap();
    }

    pub fn reason(&self, code: &str, values: &[(&str, &str)]) -> Reason {
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), self.text(value)))
            .collect();
        Reason {
            code: code.to_owned(),
            values,
        }
    }

    pub fn begin(&mut self, mode: Mode) {
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

    pub fn play(&mut self) {
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

    pub fn play_to_the_end(&mut self) {
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

    pub fn first_row(&mut self) {
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

    pub fn second_row(&mut self) {
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
pub fn drawn(number: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let mut page = RgbImage::from_pixel(width, height, Rgb([248, 248, 250]));
    let mut block = |left: u32, top: u32, right: u32, bottom: u32, colour: [u8; 3]| {
        // In parts of 1024 by 640.
        for y in top * height / 640..bottom * height / 640 {
            for x in left * width / 1024..right.min(1024) * width / 1024 {
                page.put_pixel(x, y, Rgb(colour));
            }
        }
    };
    block(0, 0, 1024, 56, [20, 60, 120]);
    block(0, 56, 220, 640, [232, 236, 242]);
    for line in 0..8 {
        block(
            250,
            100 + line * 40,
            430 + u32::from(number) * 4,
            114 + line * 40,
            [170, 178, 190],
        );
    }
    block(560, 300, 680, 334, [0, 100, 180]);
    let mut png = Vec::new();
    page.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    png
}

pub struct Made {
    _root: TempDir,
    pub bundle: Bundle,
    pub verification: Verification,
}

/// Plays the whole scene with pictures of a common size.
pub fn made(spice: &str) -> Made {
    made_by(&[spice], (1024, 640), Scene::play)
}

/// Plays a scene with pictures of a size.
pub fn made_by(spices: &[&str], size: (u32, u32), play: fn(&mut Scene)) -> Made {
    let root = TempDir::new().unwrap();
    let name = RunName::new(Timestamp::UNIX_EPOCH, "epuap-skrytki-pull", Mode::Apply, 0x3f9c);
    let trail = Trail::create(root.path(), &name).unwrap();
    let path = trail.path().to_owned();
    let mut scene = Scene {
        trail,
        seen: None,
        shots: 0,
        spices: spices.iter().map(|spice| (*spice).to_owned()).collect(),
        turn: Cell::new(0),
        size,
    };
    play(&mut scene);
    scene.trail.seal().unwrap();
    Made {
        _root: root,
        bundle: Bundle::open(&path).unwrap(),
        verification: verify(&path),
    }
}

pub fn page(made: &Made, language: Language) -> String {
    html::render(&made.bundle, &made.verification, language).unwrap()
}
