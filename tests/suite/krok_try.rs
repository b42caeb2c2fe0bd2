//! `krok try` on the practice portal, from the outside: what it says, what it pictures, and that it does nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use krok::executor::{Found, Part, probe};
use krok::page::error::PageError;
use krok::page::observation::{
    Answer, Control, Entry, Extent, Handle, Observation, Rectangle, Role, Screenshot, Scroll, State, Surroundings,
    Tier, TieredLabel, View,
};
use krok::page::protocol::Page;
use krok::page::touch::Touch;
use krok::runbook;
use krok::runbook::model::Scope;
use krok::text::source::SourceFile;
use mock_portal::{Event, OTHER_OFFICE, Settings};

use crate::support::browsers::runtime;
use crate::support::office::{Office, Ran};
use crate::support::records::procedure;

const FLAGSHIP: &str = "runbooks/epuap/skrytki-pull.toml";

/// Steps of which some find nothing, or too much.
const OTHER: &str = r#"
schema = 1
title = "Inne kroki"
portal = "epuap"
[inputs]
podmiot = { type = "text", ask = "Podmiot" }
[[step]]
id = "start"
open = "/wps/myportal"
see = "{podmiot}"
[[step]]
id = "lista"
go = ["Administrowanie", "Budowanie usług", "Skrytki"]
[[step]]
id = "bez-wiersza"
press = "Edytuj"
[[step]]
id = "literowka"
press = "Edytój"
effect = "navigate"
[[step]]
id = "zly-wiersz"
press = "Edytuj"
row = "Domyslna"
[[step]]
id = "na-liscie"
see = ["Lista Twoich skrytek"]
not_see = "Konfiguracja skrytki: Domyślna"
[[step]]
id = "nie-tutaj"
see = "Konfiguracja skrytki: Domyślna"
"#;

/// Leads the open browser to a page and leaves it there.
fn stand(office: &Office, steps: &str) {
    let runbook = format!(
        "schema = 1\ntitle = \"Dojście\"\nportal = \"epuap\"\n[inputs]\n\
         podmiot = {{ type = \"text\", ask = \"Podmiot\" }}\n[[step]]\nid = \"start\"\nopen = \"/wps/myportal\"\n\
         see = \"{{podmiot}}\"\n{steps}"
    );
    fs::write(office.folder().join("runbooks/epuap/dojscie.toml"), runbook).unwrap();
    let ran = office.krok(&["plan", "runbooks/epuap/dojscie.toml", "--input", "podmiot=pzgliwice"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    fs::write(office.folder().join("runbooks/epuap/inne.toml"), OTHER).unwrap();
}

const LIST: &str = "[[step]]\nid = \"lista\"\ngo = [\"Administrowanie\", \"Budowanie usług\", \"Skrytki\"]\n\
                    see = \"Lista Twoich skrytek\"\n";
const DETAIL: &str = "[[step]]\nid = \"otworz\"\npress = \"Edytuj\"\nrow = \"Domyślna\"\n\
                      see = \"Konfiguracja skrytki: Domyślna\"\n";

fn attempt(office: &Office, runbook: &str, step: &str, more: &[&str]) -> Ran {
    let mut arguments = vec!["try", runbook, step, "--input", "podmiot=pzgliwice"];
    arguments.extend(more);
    office.krok(&arguments)
}

fn other(office: &Office, step: &str) -> Ran {
    attempt(office, "runbooks/epuap/inne.toml", step, &[])
}

fn said(ran: &Ran, code: i32, texts: &[&str]) {
    assert_eq!(ran.code, code, "{ran:?}");
    for text in texts {
        assert!(ran.stdout.contains(text), "`{text}` is not in:\n{}", ran.stdout);
    }
}

/// Counts every gesture and change that reaches the page from now on.
const LISTEN: &str = "
  window.krokSuite = [];
  const kinds = ['click', 'mousedown', 'mousemove', 'mouseover', 'pointerdown', 'pointermove', 'keydown', 'keyup', 'input',
    'change', 'focusin', 'focusout', 'scroll', 'submit', 'beforeunload', 'wheel', 'resize'];
  for (const kind of kinds) addEventListener(kind, (event) => window.krokSuite.push(kind), true);
  new MutationObserver((all) => all.forEach((one) => window.krokSuite.push('changed ' + one.target.nodeName)))
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  return true;";

#[test]
fn a_unique_match_is_told_and_pictured_and_nothing_reaches_the_page() {
    let office = Office::open(Settings::default());
    stand(&office, LIST);
    office.script(LISTEN);
    let before = (office.portal.truth().requests(), office.portal.truth().journal().len());
    let ran = attempt(&office, FLAGSHIP, "kazda-skrytka[Domyślna]/otworz", &[]);
    said(
        &ran,
        0,
        &[
            "Krok: kazda-skrytka[Domyślna]/otworz, wiersz",
            "W imieniu: pzgliwice",
            "✓ 1 do naciśnięcia: Domyślna › Edytuj – znaleziono",
            "odnaleziono przez własną etykietę",
            "– tekst, który ma być: Konfiguracja skrytki: Domyślna – teraz nie widać",
            "Niczego nie naciśnięto ani nie wpisano.",
            "Obraz: try-otworz.html",
        ],
    );
    let after = (office.portal.truth().requests(), office.portal.truth().journal().len());
    assert_eq!(
        format!("{before:?}"),
        format!("{after:?}"),
        "the portal was asked for something"
    );
    let heard = office.script("return window.krokSuite;");
    assert_eq!(heard.to_string(), "[]", "the page noticed something");
    assert!(office.browser_is_open());
    assert!(office.bundles().len() == 1, "a try leaves no bundle");

    let file = office.folder().join("try-otworz.html");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let html = fs::read_to_string(&file).unwrap();
    assert!(html.contains("src=\"data:image/png;base64,iVBORw0KGgo"));
    assert_eq!(html.matches("<rect class=\"box\"").count(), 1);
    for banned in ["<script", "src=\"http", "href=", "javascript:", "@import", "url("] {
        assert!(!html.contains(banned), "{banned}");
    }
}

#[test]
fn a_file_is_never_overwritten() {
    let office = Office::open(Settings::default());
    stand(&office, LIST);
    fs::write(office.folder().join("try-bez-wiersza.html"), "moje").unwrap();
    fs::write(office.folder().join("inny.html"), "moje").unwrap();
    let numbered = other(&office, "bez-wiersza");
    said(&numbered, 31, &["Obraz: try-bez-wiersza-2.html"]);
    let refused = attempt(
        &office,
        "runbooks/epuap/inne.toml",
        "bez-wiersza",
        &["--out", "inny.html"],
    );
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("--out"), "{refused:?}");
    for name in ["try-bez-wiersza.html", "inny.html"] {
        assert_eq!(fs::read_to_string(office.folder().join(name)).unwrap(), "moje");
    }
}

#[test]
fn twins_are_listed_with_their_rows_and_numbered_in_the_picture() {
    let office = Office::open(Settings::default());
    stand(&office, LIST);
    let ran = other(&office, "bez-wiersza");
    said(
        &ran,
        31,
        &[
            "✗ do naciśnięcia: Edytuj – pasuje więcej niż jeden: 2",
            "     1  odnośnik „Budowanie usług › Lista Twoich skrytek › Skrytka_ESP › Edytuj”",
            "     2  odnośnik „Budowanie usług › Lista Twoich skrytek › Domyślna › Edytuj”",
        ],
    );
    let english = office.krok(&[
        "--lang",
        "en",
        "try",
        "runbooks/epuap/inne.toml",
        "bez-wiersza",
        "--input",
        "podmiot=pzgliwice",
    ]);
    said(
        &english,
        31,
        &[
            "✗ to press: Edytuj – 2 match",
            "     2  link “Budowanie usług",
            "Nothing was pressed or entered.",
        ],
    );
    let html = fs::read_to_string(office.folder().join("try-bez-wiersza.html")).unwrap();
    assert_eq!(html.matches("<rect class=\"box\"").count(), 2);
    assert!(html.contains(">1</text>") && html.contains(">2</text>"));
}

#[test]
fn what_is_missing_is_told_with_what_is_like_it() {
    let office = Office::open(Settings::default());
    stand(&office, LIST);
    said(
        &other(&office, "literowka"),
        30,
        &["nie znaleziono", "Najbardziej podobne: Edytuj"],
    );
    said(
        &other(&office, "zly-wiersz"),
        30,
        &[
            "Najbardziej podobne: Domyślna",
            "gdzie indziej na tej stronie:",
            "Domyślna › Edytuj”",
        ],
    );
    said(
        &other(&office, "na-liscie"),
        0,
        &["✓ tekst, który ma być: Lista Twoich skrytek – teraz widać"],
    );
    said(&other(&office, "nie-tutaj"), 35, &["✗ tekst, który ma być"]);
}

#[test]
fn of_a_path_the_first_label_seen_counts_and_of_a_loop_the_table() {
    let office = Office::open(Settings::default());
    stand(&office, "");
    said(
        &other(&office, "lista"),
        0,
        &[
            "✓ 1 etykieta ścieżki: Administrowanie – w zamkniętym menu",
            "menu otwiera „ADAM KMIĘCIK ▼”; krok zrobi to sam",
            "Budowanie usług – dopiero po naciśnięciu „Administrowanie”",
            "Skrytki – dopiero po naciśnięciu „Budowanie usług”",
        ],
    );
    stand(&office, LIST);
    let ran = attempt(&office, FLAGSHIP, "kazda-skrytka", &[]);
    said(
        &ran,
        0,
        &[
            "✓ tabela: Lista Twoich skrytek – znaleziono",
            "Nazwa skrytki” w wierszach, które tu widać (2): Skrytka_ESP, Domyślna",
            "Kroki bloku: kazda-skrytka[…]/otworz, kazda-skrytka[…]/adresy, kazda-skrytka[…]/ustaw",
        ],
    );
}

#[test]
fn of_a_form_every_field_is_told_with_what_it_holds_and_what_would_change() {
    let office = Office::open(Settings::default());
    stand(&office, &format!("{LIST}{DETAIL}"));
    let ran = attempt(&office, FLAGSHIP, "ustaw", &[]);
    said(
        &ran,
        0,
        &[
            "przycisk edycji: Edytuj – znaleziono",
            "pole: Tryb pracy › Typ skrytki – ",
            "przycisk zapisu: Zapisz – dopiero po naciśnięciu „Edytuj”",
            "przycisk rezygnacji: Anuluj – dopiero po naciśnięciu „Edytuj”",
        ],
    );
    assert_eq!(office.writes(), 0);
    let opened = |entry: &mock_portal::Entry| matches!(entry.event, Event::EditOpened { .. });
    assert!(!office.portal.truth().journal().iter().any(opened));
    let tab = format!("{LIST}{DETAIL}[[step]]\nid = \"zakladka\"\npress = \"Tryb pracy\"\n");
    stand(&office, &tab);
    let ran = attempt(&office, FLAGSHIP, "ustaw", &[]);
    said(
        &ran,
        0,
        &[
            "jest: synchroniczna; ma być: asynchroniczna – do zmiany",
            "do wyboru: synchroniczna, asynchroniczna",
        ],
    );
}

#[test]
fn conditions_are_judged_on_the_page_that_is_open_and_only_what_is_required_stops() {
    let office = Office::open(Settings::default());
    stand(&office, LIST);
    let text = r#"
[[step]]
id   = "pomijany"
see  = "Lista Twoich skrytek"
when = [
  { see = "Brak skrytek" },
  { table = "Lista Twoich skrytek", key = "Nazwa skrytki", has = "Domyślna" },
  { value = "{podmiot}", is_not = "pzgliwice" },
  { done = "skrytki-pull" },
]

[[step]]
id      = "wstrzymany"
see     = "Lista Twoich skrytek"
require = { table = "Lista Twoich skrytek", key = "Nazwa skrytki", lacks = "Domyślna" }

[[step]]
id      = "bez-pola"
see     = "Lista Twoich skrytek"
require = { field = "Numer buta", is = "42" }
"#;
    let runbook = office.folder().join("runbooks/epuap/inne.toml");
    fs::write(&runbook, format!("{OTHER}{text}")).unwrap();
    said(
        &other(&office, "pomijany"),
        0,
        &[
            "Brak skrytek – nie zachodzi",
            "Lista Twoich skrytek › Domyślna – zachodzi",
            "pzgliwice – nie zachodzi",
            "skrytki-pull – nie da się jeszcze rozstrzygnąć",
        ],
    );
    let stops = other(&office, "wstrzymany");
    said(
        &stops,
        10,
        &["w tabeli „Lista Twoich skrytek” nie ma wiersza „Domyślna”"],
    );
    said(&other(&office, "bez-pola"), 30, &["Numer buta – nie znaleziono"]);
}

#[test]
fn a_step_that_is_not_there_and_a_value_that_is_missing_are_told_before_any_look() {
    let office = Office::open(Settings::default());
    let before = format!("{:?}", office.portal.truth().requests());
    let ran = attempt(&office, FLAGSHIP, "ustav", &[]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.stderr.contains("może chodziło o: kazda-skrytka[…]/ustaw"),
        "{ran:?}"
    );
    let ran = attempt(&office, FLAGSHIP, "otworz", &[]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("--input skrytka=…"), "{ran:?}");
    let ran = attempt(&office, FLAGSHIP, "otworz", &["--input", "skrytki=x"]);
    assert!(ran.code == 2 && ran.stderr.contains("skrytka"), "{ran:?}");
    let ran = attempt(
        &office,
        FLAGSHIP,
        "otworz",
        &["--input", "skrytka=x", "--portal", "nie-ma.toml"],
    );
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(before, format!("{:?}", office.portal.truth().requests()));
}

#[test]
fn without_login_for_another_entity_and_elsewhere_nothing_is_shown() {
    let nobody = Office::closed(Settings::default());
    fs::write(nobody.folder().join("runbooks/epuap/inne.toml"), OTHER).unwrap();
    let ran = other(&nobody, "bez-wiersza");
    assert!(ran.code == 23 && ran.stderr.contains("krok open epuap"), "{ran:?}");
    for (address, code) in [
        (nobody.portal.login_url().to_owned(), 23),
        (nobody.portal.portal_url().to_owned(), 23),
        ("about:blank".to_owned(), 15),
    ] {
        nobody.stand_at(&address);
        let ran = other(&nobody, "bez-wiersza");
        assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "{address}: {ran:?}");
    }
    assert!(!nobody.folder().join("try-bez-wiersza.html").exists());
    drop(nobody);
    let foreign = Office::with_context(Settings::default(), OTHER_OFFICE);
    fs::write(foreign.folder().join("runbooks/epuap/inne.toml"), OTHER).unwrap();
    let ran = other(&foreign, "bez-wiersza");
    assert_eq!((ran.code, ran.stdout.as_str()), (11, ""), "{ran:?}");
    assert!(!foreign.folder().join("try-bez-wiersza.html").exists());
}

/// A page behind glass: it can be looked at, and breaks when touched.
struct Glass(View);

impl Page for Glass {
    async fn open(&mut self, _: &str) -> Result<(), PageError> {
        panic!("opened")
    }
    async fn address(&mut self) -> Result<String, PageError> {
        Ok("https://epuap.gov.pl/wps".to_owned())
    }
    async fn look(&mut self) -> Result<View, PageError> {
        Ok(self.0.clone())
    }
    async fn press(&mut self, _: &Handle) -> Result<(), PageError> {
        panic!("pressed")
    }
    async fn hover(&mut self, _: &Handle) -> Result<(), PageError> {
        panic!("hovered over")
    }
    async fn escape(&mut self, _: &Handle) -> Result<(), PageError> {
        panic!("a key was pressed")
    }
    async fn enter(&mut self, _: &Handle, _: &Entry) -> Result<(), PageError> {
        panic!("filled in")
    }
    async fn scroll(&mut self, _: &Handle, _: Scroll) -> Result<(), PageError> {
        panic!("scrolled")
    }
    async fn answer(&mut self, _: &Answer) -> Result<(), PageError> {
        panic!("answered")
    }
    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        Ok(Vec::new())
    }
    async fn close_window(&mut self) -> Result<(), PageError> {
        panic!("closed")
    }
    async fn visit(&mut self, _: &str) -> Result<(), PageError> {
        panic!("visited")
    }
    async fn answered(&mut self) -> Result<Option<u16>, PageError> {
        panic!("asked for an answer")
    }
    async fn leave_visit(&mut self) -> Result<(), PageError> {
        panic!("left")
    }
    async fn settle(&mut self, _: Option<&str>, _: Duration) -> Result<Observation, PageError> {
        Ok(Observation {
            url: "https://epuap.gov.pl/wps?osoba=1".to_owned(),
            entity: Some("pzgliwice".to_owned()),
            quiet: true,
            ..Observation::default()
        })
    }
    async fn touched(&mut self) -> Result<Option<Touch>, PageError> {
        panic!("asked whether somebody is there")
    }
    async fn picture(&mut self, extent: Extent, _: &mut krok::text::mask::Masking) -> Result<Screenshot, PageError> {
        let corner = match extent {
            Extent::Viewport => (0.0, 0.0),
            Extent::Whole => (0.0, 70.0),
        };
        Ok(Screenshot {
            png: Vec::new(),
            corner,
            masks: Vec::new(),
        })
    }
    fn browser(&self) -> String {
        "glass".to_owned()
    }
}

fn button(label: &str, state: State, y: f64) -> Control {
    Control {
        handle: Handle(label.to_owned()),
        role: Role::Button,
        labels: vec![TieredLabel {
            text: label.to_owned(),
            tier: Tier::Associated,
        }],
        place: Surroundings::default(),
        state,
        opener: None,
        expander: None,
        rectangle: Rectangle {
            x: 10.0,
            y,
            width: 50.0,
            height: 20.0,
        },
    }
}

/// Probes every top-level step of a runbook on a page behind glass.
fn probed(steps: &str, controls: Vec<Control>) -> Vec<krok::executor::Probe> {
    let portal = format!("{}/runbooks/epuap/portal.toml", env!("CARGO_MANIFEST_DIR"));
    let portal = SourceFile::new("portal.toml", fs::read_to_string(portal).unwrap());
    let runbook = format!(
        "schema = 1\ntitle = \"Próba\"\nportal = \"epuap\"\n[inputs]\n\
         podmiot = {{ type = \"text\", ask = \"Podmiot\" }}\n[[step]]\nid = \"kto\"\nsee = \"{{podmiot}}\"\n{steps}"
    );
    let checked = runbook::read_sources(SourceFile::new("proba.toml", runbook), portal).unwrap();
    let scope = Scope::from([("podmiot".to_owned(), "pzgliwice".to_owned())]);
    let procedure = procedure(&checked);
    let mut glass = Glass(View {
        controls,
        viewport: Rectangle {
            width: 800.0,
            height: 600.0,
            ..Rectangle::default()
        },
        ..View::default()
    });
    let steps = checked.runbook.steps.iter().skip(1);
    steps
        .map(|step| runtime().block_on(probe(&mut glass, &procedure, step, &scope)).unwrap())
        .collect()
}

#[test]
fn a_probe_never_touches_the_page_and_pictures_all_of_it_where_it_must() {
    let steps = "[[step]]\nid = \"a\"\npress = \"Zapisz\"\n[[step]]\nid = \"b\"\npress = \"Edytuj\"\n\
                 [[step]]\nid = \"c\"\ngo = [\"Skrytki\", \"Anuluj\", \"Zobacz\"]\n";
    let disabled = button("Zapisz", State::Disabled, 30.0);
    let below = button("Edytuj", State::Ready, 900.0);
    let probes = probed(steps, vec![disabled, below, button("Anuluj", State::Ready, 60.0)]);
    let codes: Vec<Option<&str>> = probes
        .iter()
        .map(|probe| probe.targets[0].trouble().map(|reason| reason.code.as_str()))
        .collect();
    assert_eq!(codes, [Some("target-disabled"), None, None]);
    let corners: Vec<f64> = probes.iter().map(|probe| probe.picture.corner.1).collect();
    assert_eq!(corners, [0.0, 70.0, 0.0]);
    assert_eq!(probes[0].url, "https://epuap.gov.pl/wps", "a query may name a person");
    let way: Vec<&Found> = probes[2].targets.iter().map(|probed| &probed.found).collect();
    assert!(
        matches!(way[..], [Found::Passed, Found::One { .. }, Found::Later(_)]),
        "{way:?}"
    );
    assert!(probes[2].targets.iter().all(|probed| probed.part == Part::Way));
}
