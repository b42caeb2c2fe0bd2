//! The report of a realistic bundle: its structure, its languages, and what hostile texts do to it.
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use krok::browser::family::Family;
use krok::browser::installation::Installation;
use krok::evidence::bundle::Bundle;
use krok::evidence::verify::verify;
use krok::report::html::{self, STYLE};
use krok::text::language::Language;

use crate::support::pages::Outside;
use crate::support::scene::{Scene, made, made_by, page};

#[test]
fn the_example_is_intact_and_complete() {
    let made = made("");
    assert_eq!(made.verification.integrity, []);
    assert_eq!(made.verification.completeness, []);
}

#[test]
fn the_first_screen_says_what_whom_and_how_it_ended() {
    let html = page(&made(""), Language::Polish);
    let cover = html.split_once("id=\"coverage\"").unwrap().0;
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
    let html = page(&made_by(&[], (1024, 640), Scene::play), Language::Polish);
    assert!(point(&html, "3.13").contains("nie wykonano w tym przebiegu"));
    assert!(point(&html, "3.10").contains("nie wykonano w tym przebiegu"));
    assert!(!html.contains("żaden krok nie realizuje"));
}

#[test]
fn a_point_without_a_step_is_forgotten_if_the_run_came_to_its_end() {
    let html = page(&made_by(&[], (1024, 640), Scene::play_to_the_end), Language::Polish);
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
fn endless_texts_are_cut_and_acting_letters_left_out() {
    let tags = |html: &str| html.matches('<').count();
    let honest = tags(&page(&made("x"), Language::Polish));
    let long = "A".repeat(60_000);
    for hostile in ["\u{202e}gpj.exe\u{2066}\u{1b}[31m\u{0}", &long] {
        let html = page(&made(hostile), Language::Polish);
        assert_eq!(tags(&html), honest, "{hostile:.40}");
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
    let outside = Outside::new();
    let bait = &outside.bait;
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
    outside.was_not_asked();
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
