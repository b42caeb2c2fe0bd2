//! The illustrated how-to: the instruction's own form, the exact targets boxed, and never of what is not so.

use std::fs;
use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};
use krok::evidence::format::{Event, Record, Verdict};
use krok::evidence::verify::verify;
use pulldown_cmark::{Event as Mark, Options, Parser, Tag};
use tempfile::TempDir;

use crate::accessibility::assert_accessible;
use crate::support::attacks::snapshot;
use crate::support::forger::{copy_folder, forge};
use crate::support::golden::example;
use crate::support::office::{Ran, krok, run};
use crate::support::pages::{Outside, headings_are_in_order, is_inert, opens_in_a_browser};
use crate::support::reader::Reader;
use crate::support::room::Room;

const RED: Rgb<u8> = Rgb([208, 2, 27]);

/// A desk with the example's bundle and the runbook that it was made with.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        copy_folder(&example(), &folder.path().join("teczka"));
        copy_folder(&example().join("inputs"), &folder.path().join("procedury"));
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn doc(&self, more: &[&str]) -> Ran {
        self.doc_of("procedury/skrytki-pull.toml", more)
    }

    fn doc_of(&self, runbook: &str, more: &[&str]) -> Ran {
        run(&mut krok(
            &[&["doc", runbook, "teczka"], more].concat(),
            self.folder.path(),
        ))
    }

    fn made(&self) -> PathBuf {
        let ran = self.doc(&[]);
        assert_eq!(ran.code, 0, "{ran:?}");
        self.path("skrytki-pull-instrukcja")
    }

    /// Refused with a code, with a message and with what to do, and nothing was made.
    fn refuses(&self, ran: &Ran, code: i32, says: &str) {
        assert_eq!(ran.code, code, "{ran:?}");
        assert!(ran.stderr.contains(says) && ran.stderr.contains("wskazówka"), "{ran:?}");
        assert!(!self.path("skrytki-pull-instrukcja").exists());
    }
}

fn html(folder: &Path) -> String {
    fs::read_to_string(folder.join("instrukcja.html")).unwrap()
}

fn markdown(folder: &Path) -> String {
    fs::read_to_string(folder.join("instrukcja.md")).unwrap()
}

/// Returns the part of the page about a point.
fn point<'h>(html: &'h str, number: &str) -> &'h str {
    let from = html.find(&format!("<span class=\"no\">{number}</span>")).unwrap();
    html[from..].split_once("</section>").unwrap().0
}

fn picture(path: &Path) -> RgbImage {
    image::open(path).unwrap().into_rgb8()
}

#[test]
fn it_has_the_form_of_the_instruction_with_the_program_s_own_ways_left_out() {
    let desk = Desk::new();
    let folder = desk.made();
    let html = html(&folder);
    let numbers: Vec<&str> = html
        .split("<span class=\"no\">")
        .skip(1)
        .map(|part| part.split('<').next().unwrap())
        .collect();
    assert_eq!(numbers, ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9"]);
    let all = format!("{}{}", point(&html, "3.2"), point(&html, "3.3"));
    for wanted in [
        "<b>Administrowanie</b> <span aria-hidden=\"true\">→</span> <b>Budowanie usług</b>",
        "Wybrać <b>Skrytki</b>",
        "<b>Rys. 5.</b> W czerwonej ramce: Skrytki",
    ] {
        assert!(all.contains(wanted), "{wanted}\n{all}");
    }
    assert!(
        point(&html, "3.5").contains("Nacisnąć <b>Edytuj</b>"),
        "{}",
        point(&html, "3.5")
    );
    assert!(
        point(&html, "3.9").contains("Nacisnąć <b>Zapisz</b>"),
        "{}",
        point(&html, "3.9")
    );
    assert!(
        point(&html, "3.9").contains("Portal potwierdza:"),
        "{}",
        point(&html, "3.9")
    );
    // One row stands for all, and after the save nobody has to walk the way of the proof.
    assert_eq!(html.matches("<b>Zapisz</b>").count(), 1);
    assert!(html.contains("<li>Skrytka_ESP</li><li>Domyślna</li>"));
    assert_eq!(html.matches("Wybrać <b>Skrytki</b>").count(), 1);
    // Whose name stands on the menu is no part of an instruction.
    assert!(!html.contains("KMIĘCIK"), "{html}");
    headings_are_in_order(&html);
    is_inert(&html, true);
    let english = desk.doc(&["--out", "en", "--lang", "en"]);
    assert_eq!(english.code, 0, "{english:?}");
    let english = self::html(&desk.path("en"));
    assert!(english.contains("Press <b>Edytuj</b>") && !english.contains("Nacisnąć"));
}

#[test]
fn each_picture_is_numbered_and_boxed_around_the_very_target() {
    let desk = Desk::new();
    let before = snapshot(&desk.path("teczka"));
    let folder = desk.made();
    assert_eq!(snapshot(&desk.path("teczka")), before, "the bundle was touched");
    let html = html(&folder);
    let figures: Vec<&str> = html
        .split("<figure>")
        .skip(1)
        .map(|part| part.split("</figure>").next().unwrap())
        .collect();
    assert!(figures.len() >= 15, "{}", figures.len());
    for (figure, number) in figures.iter().zip(1..) {
        assert!(
            figure.contains(&format!("src=\"obrazy/{number:02}.png\"")) && figure.contains(&format!("Rys. {number}."))
        );
        let image = picture(&folder.join(format!("obrazy/{number:02}.png")));
        let is_boxed = image.pixels().filter(|pixel| **pixel == RED).count() > 100;
        assert_eq!(is_boxed, figure.contains("czerwonej ramce"), "{figure}");
    }
    assert_eq!(fs::read_dir(folder.join("obrazy")).unwrap().count(), figures.len());
    // The first act after the first page: x 1070.75, y 68.5, 102 by 17, four pixels of room around.
    let (own, raw) = (
        picture(&folder.join("obrazy/02.png")),
        picture(&example().join("pictures/0001.png")),
    );
    assert_eq!(own.dimensions(), raw.dimensions());
    for (x, y) in [(1067, 77), (1177, 77), (1120, 64), (1120, 90)] {
        assert_eq!(*own.get_pixel(x, y), RED, "{x}, {y}");
    }
    let is_same = (1068..1176).all(|x| (65..89).all(|y| own.get_pixel(x, y) == raw.get_pixel(x, y)));
    assert!(is_same, "what is within the box was painted over");
    for file in ["instrukcja.html", "instrukcja.md", "obrazy/01.png"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn markdown_says_the_same_with_the_same_pictures() {
    let desk = Desk::new();
    let folder = desk.made();
    let (html, text) = (html(&folder), markdown(&folder));
    let pictures: Vec<String> = Parser::new(&text)
        .filter_map(|mark| match mark {
            Mark::Start(Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(pictures.len(), html.matches("<img ").count());
    assert!(
        pictures.iter().all(|picture| folder.join(picture).is_file()),
        "{pictures:?}"
    );
    assert!(
        text.contains("**Administrowanie** → **Budowanie usług** → **Skrytki**"),
        "{text}"
    );
    assert!(text.contains("**3\\.2** W prawym"), "{text}");
}

#[test]
fn a_bundle_of_another_runbook_or_of_another_version_is_refused() {
    let desk = Desk::new();
    let present = Path::new(env!("CARGO_MANIFEST_DIR")).join("runbooks/epuap/skrytki-pull.toml");
    let ran = desk.doc_of(present.to_str().unwrap(), &[]);
    desk.refuses(&ran, 12, "nie jest z tej procedury");
    assert!(
        ran.stderr.contains("inputs/skrytki-pull.toml") && ran.stderr.contains("krok plan"),
        "{ran:?}"
    );
    let series = Path::new(env!("CARGO_MANIFEST_DIR")).join("runbooks/migracja.toml");
    desk.refuses(&desk.doc_of(series.to_str().unwrap(), &[]), 2, "seria procedur");
    let nowhere = desk.doc_of("procedury/nie-ma.toml", &[]);
    assert_eq!(nowhere.code, 2, "{nowhere:?}");
}

#[test]
fn pictures_that_were_changed_or_taken_away_are_not_taught() {
    let desk = Desk::new();
    let shown = desk.path("teczka/pictures/0005.png");
    let whole = fs::read(&shown).unwrap();
    fs::copy(desk.path("teczka/pictures/0006.png"), &shown).unwrap();
    desk.refuses(&desk.doc(&[]), 1, "teczka jest naruszona");
    fs::remove_file(&shown).unwrap();
    desk.refuses(&desk.doc(&[]), 1, "0005.png");
    fs::write(&shown, whole).unwrap();
    assert_eq!(desk.doc(&["--out", "dobra"]).code, 0);
    fs::remove_file(desk.path("teczka/seal.json")).unwrap();
    desk.refuses(&desk.doc(&[]), 3, "niekompletna");
}

#[test]
fn a_run_that_did_not_come_to_its_end_teaches_nothing() {
    let desk = Desk::new();
    forge(&desk.path("teczka"), |records| {
        for record in records {
            if let Event::RunFinished(finished) = &mut record.event {
                finished.verdict = Verdict::Interrupted;
            }
        }
    });
    let ran = desk.doc(&[]);
    desk.refuses(&ran, 3, "");
}

#[test]
fn it_is_never_written_over_something_or_into_a_bundle() {
    let desk = Desk::new();
    let before = snapshot(&desk.path("teczka"));
    desk.refuses(&desk.doc(&["--out", "teczka/instrukcja"]), 2, "leży w teczce przebiegu");
    desk.refuses(&desk.doc(&["--out", "teczka/pictures/x"]), 2, "leży w teczce przebiegu");
    desk.refuses(&desk.doc(&["--out", "procedury"]), 2, "już istnieje");
    let beside = run(&mut krok(
        &["doc", "procedury/skrytki-pull.toml", "procedury"],
        desk.folder.path(),
    ));
    desk.refuses(&beside, 2, "to nie jest teczka");
    assert_eq!(snapshot(&desk.path("teczka")), before);
}

/// Puts a text into everything that a portal or an author says.
fn spiced(records: &mut [Record], spice: &str) {
    let add = |text: &mut String| text.push_str(spice);
    for record in records {
        match &mut record.event {
            Event::RunStarted(started) => {
                add(&mut started.runbook.title);
                started.runbook.document.iter_mut().for_each(add);
                started.runbook.points.values_mut().for_each(add);
            }
            Event::StepStarted(started) => add(&mut started.says),
            Event::Rows(rows) => rows.rows.iter_mut().chain([&mut rows.table]).for_each(add),
            Event::Observed(observed) => observed.messages.iter_mut().for_each(add),
            Event::Intent(intent) => {
                intent.value.iter_mut().for_each(add);
                if let Some(target) = &mut intent.target {
                    target.places.iter_mut().for_each(add);
                    add(&mut target.label);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn hostile_texts_stay_texts_on_the_page_in_markdown_and_in_a_browser() {
    let desk = Desk::new();
    let outside = Outside::new();
    forge(&desk.path("teczka"), |records| spiced(records, "x"));
    let honest = desk.made();
    let tags = html(&honest).matches('<').count();
    fs::rename(&honest, desk.path("uczciwa")).unwrap();
    let hostile = format!(
        "{}\n# x\n- y | z\n![a](b) <script>1</script> www.example.pl",
        outside.hostile()
    );
    forge(&desk.path("teczka"), |records| spiced(records, &hostile));
    assert_eq!(verify(&desk.path("teczka")).integrity, []);
    let folder = desk.made();
    let html = html(&folder);
    assert_eq!(html.matches('<').count(), tags);
    is_inert(&html, true);
    let text = markdown(&folder);
    for mark in Parser::new_ext(&text, Options::all()) {
        match mark {
            Mark::Html(_)
            | Mark::InlineHtml(_)
            | Mark::Start(Tag::Link { .. } | Tag::HtmlBlock | Tag::CodeBlock(_)) => {
                panic!("{mark:?}\n{text:.3000}")
            }
            Mark::Start(Tag::Image { dest_url, .. }) => assert!(dest_url.starts_with("obrazy/"), "{dest_url}"),
            Mark::Start(Tag::Heading { level, .. }) => assert_eq!(level as usize, 1),
            _ => {}
        }
    }
    let mut room = Room::enter();
    opens_in_a_browser(&mut room, &folder.join("instrukcja.html"));
    outside.was_not_asked();
    drop(room);
    assert_accessible(&Reader::sits_down(), &folder.join("instrukcja.html"));
}
