//! Two bundles side by side: what differs and nothing else, what is covered, and what the two are.

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use image::{ImageFormat, Rgb};
use krok::evidence::chain;
use krok::evidence::format::{Event, Field, Mask, Record, Rectangle, Status, Value};
use krok::evidence::verify::verify;
use tempfile::TempDir;

use crate::accessibility::assert_accessible;
use crate::support::attacks::snapshot;
use crate::support::forger::{copy_folder, forge};
use crate::support::golden::example;
use crate::support::office::{Ran, krok, run};
use crate::support::pages::{Outside, headings_are_in_order, is_inert, opens_in_a_browser};
use crate::support::reader::Reader;
use crate::support::room::Room;

/// The picture that is changed.
const SEEN: &str = "pictures/0005.png";

/// Two copies of one bundle, A and B.
struct Pair {
    folder: TempDir,
}

impl Pair {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["a", "b"] {
            copy_folder(&example(), &folder.path().join(name));
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Changes B so that no seal tells.
    fn change(&self, change: impl FnMut(&mut Record)) {
        forge(&self.path("b"), |records| records.iter_mut().for_each(change));
        assert_eq!(verify(&self.path("b")).integrity, []);
    }

    /// Paints a square into a picture of B.
    fn paint(&self, (x, y, side): (u32, u32, u32)) {
        let path = self.path("b").join(SEEN);
        let mut picture = image::open(&path).unwrap().into_rgb8();
        for row in y..y + side {
            for column in x..x + side {
                picture.put_pixel(column, row, Rgb([200, 30, 30]));
            }
        }
        let mut png = Cursor::new(Vec::new());
        picture.write_to(&mut png, ImageFormat::Png).unwrap();
        self.put(SEEN, png.get_ref());
    }

    /// Puts a file into B, and mends every record that names it.
    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path("b").join(name), bytes).unwrap();
        self.change(|record| {
            if let Event::Observed(observed) = &mut record.event {
                for file in [&mut observed.picture.file, &mut observed.text] {
                    if file.path == name {
                        file.sha256 = chain::sha256(bytes);
                        file.size = bytes.len() as u64;
                    }
                }
            }
        });
    }

    fn compare(&self, more: &[&str]) -> Ran {
        run(&mut krok(&[&["compare", "a", "b"], more].concat(), self.folder.path()))
    }

    /// Compares, and returns the code with the page.
    fn page(&self) -> (i32, String) {
        let out = self.path("wynik");
        if out.exists() {
            fs::remove_dir_all(&out).unwrap();
        }
        let ran = self.compare(&["--out", "wynik"]);
        let page = fs::read_to_string(out.join("porownanie.html")).unwrap_or_else(|_| panic!("{ran:?}"));
        (ran.code, page)
    }
}

/// The numbers of the first screen: steps, fields, texts, pictures that differ, and equal steps.
fn counts(page: &str) -> Vec<usize> {
    let counts = page
        .split_once("class=\"counts\"")
        .unwrap()
        .1
        .split_once("</ul>")
        .unwrap()
        .0;
    let numbers = counts.split("<b>").skip(1).map(|part| part.split('<').next().unwrap());
    numbers.map(|number| number.parse().unwrap()).collect()
}

/// Returns the first screen.
fn cover(page: &str) -> &str {
    page.split_once("</header>").unwrap().0
}

#[test]
fn two_copies_do_not_differ_whenever_and_by_whomever_the_run_was_made() {
    let pair = Pair::new();
    let (code, page) = pair.page();
    assert_eq!(code, 0);
    let same = *counts(&page).last().unwrap();
    assert!(same >= 7, "{same}");
    assert_eq!(counts(&page), [0, 0, 0, 0, same]);
    assert!(cover(&page).contains("Nie ma różnic") && cover(&page).contains("To ten sam przebieg"));
    pair.change(|record| {
        record.at = record.at.replacen("2026-11-22", "2026-11-23", 1);
        if let Event::RunStarted(started) = &mut record.event {
            started.operator = "jkowalska".to_owned();
        }
    });
    let (code, page) = pair.page();
    assert_eq!(code, 0, "{}", cover(&page));
    assert!(cover(&page).contains("jkowalska") && !cover(&page).contains("To ten sam przebieg"));
    assert!(page.contains("Żaden krok się nie różni."));
    headings_are_in_order(&page);
    is_inert(&page, true);
}

#[test]
fn only_what_differs_is_shown_field_by_field_line_by_line_area_by_area() {
    let pair = Pair::new();
    let mut is_first = true;
    pair.change(|record| {
        if let Event::Field(Field { label, after, .. }) = &mut record.event
            && label == "Rodzaj odpowiedzi"
            && std::mem::take(&mut is_first)
        {
            *after = Some(Value::Text("dokument".to_owned()));
        }
        if record.step.as_deref() == Some("podmiot")
            && let Event::StepFinished(finished) = &mut record.event
        {
            finished.status = Status::Manual;
        }
    });
    pair.paint((120, 200, 40));
    let text = fs::read_to_string(pair.path("a/texts/0005.txt")).unwrap();
    let lines = text.lines().count();
    pair.put("texts/0005.txt", format!("{text}\nnowy wiersz\n").as_bytes());
    let (code, page) = pair.page();
    assert_eq!(code, 5);
    let numbers = counts(&page);
    assert_eq!(&numbers[..4], [3, 1, 1, 1], "{page}");
    assert!(lines > 5 && page.matches("<li class=\"new\">").count() <= 2 && page.contains("<ins>nowy wiersz</ins>"));
    assert!(page.contains("dokument") && page.contains("Rodzaj odpowiedzi"));
    assert!(page.contains("☞ wykonała osoba"), "{page}");
    // What is the same stays unsaid.
    assert!(!page.split_once("id=\"steps\"").unwrap().1.contains("Typ skrytki"));
    let area = page
        .split_once("<rect class=\"box\" ")
        .unwrap()
        .1
        .split_once("/>")
        .unwrap()
        .0;
    assert_eq!(area, "x=\"120\" y=\"200\" width=\"40\" height=\"40\"");
    assert!(page.contains("zmienione miejsca w ramkach: 1"));
    for (copy, of) in [("001-a", "a"), ("001-b", "b")] {
        let copied = fs::read(pair.path(&format!("wynik/obrazy/{copy}.png"))).unwrap();
        assert_eq!(copied, fs::read(pair.path(of).join(SEEN)).unwrap());
    }
    assert_eq!(fs::read_dir(pair.path("wynik/obrazy")).unwrap().count(), 2);
}

#[test]
fn what_is_covered_in_either_is_not_compared_and_that_is_said() {
    let pair = Pair::new();
    pair.paint((120, 200, 40));
    let cover_it = |record: &mut Record| {
        if let Event::Observed(observed) = &mut record.event
            && observed.picture.file.path == SEEN
        {
            let area = Rectangle {
                x: 118.0,
                y: 198.0,
                width: 44.0,
                height: 44.0,
            };
            observed.picture.masks = vec![Mask {
                rule: "pesel".to_owned(),
                name: "PESEL-1".to_owned(),
                area,
            }];
        }
    };
    forge(&pair.path("b"), |records| records.iter_mut().for_each(cover_it));
    let (code, page) = pair.page();
    assert_eq!((code, counts(&page)[3]), (0, 0), "{}", cover(&page));
    pair.paint((600, 500, 20));
    let (code, page) = pair.page();
    assert_eq!((code, counts(&page)[3]), (5, 1));
    assert!(page.contains("zakryte miejsca, których nie porównano: 1"), "{page}");
    assert_eq!(page.matches("class=\"box\"").count(), 1);
}

#[test]
fn steps_that_only_one_of_them_has_are_named_with_whose_they_are() {
    let pair = Pair::new();
    pair.change(|record| {
        if let Some(step) = &mut record.step {
            *step = step.replace("lista", "wykaz");
        }
    });
    let (code, page) = pair.page();
    assert_eq!(code, 5);
    assert_eq!(counts(&page)[0], 2, "{page}");
    let (first, second) = (page.find(">tylko w A<").unwrap(), page.find(">tylko w B<").unwrap());
    assert!(first < second);
}

#[test]
fn the_first_screen_says_what_the_two_are_and_which_is_not_intact() {
    let pair = Pair::new();
    pair.change(|record| {
        if let Event::RunStarted(started) = &mut record.event {
            started.entity = "pzzabrze".to_owned();
            started.runbook.name = "karty-usun".to_owned();
            started.portal.practice = false;
        }
    });
    let (code, page) = pair.page();
    assert_eq!(code, 0);
    for wanted in [
        "różnych procedur",
        "różnych instytucji",
        "na portalu ćwiczebnym, a drugi na prawdziwym",
        "pzzabrze",
        "pzgliwice",
    ] {
        assert!(cover(&page).contains(wanted), "{wanted}\n{}", cover(&page));
    }
    fs::write(pair.path("a/inputs/portal.toml"), "x").unwrap();
    let (code, page) = pair.page();
    assert_eq!(code, 3, "equal, and yet not to be relied on");
    assert!(cover(&page).contains("Teczka A jest naruszona") && cover(&page).contains("class=\"verdict bad\""));
    assert!(!cover(&page).contains("Teczka B"));
    fs::remove_file(pair.path("b/seal.json")).unwrap();
    let (code, page) = pair.page();
    assert_eq!(code, 3);
    assert!(cover(&page).contains("Teczka B nie jest zamknięta pieczęcią"));
}

#[test]
fn a_picture_that_is_not_what_its_record_says_is_not_compared() {
    let pair = Pair::new();
    pair.paint((120, 200, 40));
    fs::copy(pair.path("a/pictures/0006.png"), pair.path("a").join(SEEN)).unwrap();
    let (code, page) = pair.page();
    assert_eq!(code, 5);
    assert!(page.contains("Jednego z plików nie ma w teczce albo jest inny niż w dzienniku"));
    assert!(!pair.path("wynik/obrazy").exists());
}

#[test]
fn plan_and_apply_of_different_lengths_are_told_apart() {
    let pair = Pair::new();
    let mut gone = false;
    forge(&pair.path("b"), |records| {
        records.retain(|record| record.step.as_deref() != Some("kazda-skrytka[Domyślna]/ustaw"));
        gone = true;
        for (record, seq) in records.iter_mut().zip(0..) {
            record.seq = seq;
        }
    });
    assert!(gone);
    let (code, page) = pair.page();
    assert_eq!(code, 5);
    assert!(
        page.contains(">tylko w A<") && page.contains("kazda-skrytka[Domyślna]/ustaw"),
        "{page}"
    );
}

#[test]
fn nothing_is_written_over_something_or_into_a_bundle() {
    let pair = Pair::new();
    let both = || [snapshot(&pair.path("a")), snapshot(&pair.path("b"))];
    let before = both();
    let refuses = |ran: &Ran, says: &str| {
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.contains(says) && ran.stderr.contains("wskazówka"), "{ran:?}");
    };
    refuses(&pair.compare(&["--out", "b/wynik"]), "leży w teczce przebiegu");
    refuses(&pair.compare(&["--out", "b"]), "już istnieje");
    let other = run(&mut krok(&["compare", "a", "."], pair.folder.path()));
    refuses(&other, "to nie jest teczka");
    fs::write(pair.path("b/trail.ndjson"), "x").unwrap();
    refuses(&pair.compare(&[]), "trail.ndjson");
    copy_folder(&example(), &pair.path("b"));
    let beside = pair.compare(&[]);
    assert_eq!(beside.code, 0, "{beside:?}");
    let made = fs::read_dir(pair.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let made: Vec<_> = made
        .filter(|name| name.to_string_lossy().starts_with("porownanie-"))
        .collect();
    assert_eq!(made.len(), 1, "{made:?}");
    refuses(&pair.compare(&[]), "już istnieje");
    assert_eq!(both(), before);
}

/// Puts a text into everything that a portal or an author says, in a way that still differs from A.
fn spiced(record: &mut Record, spice: &str) {
    let add = |text: &mut String| text.push_str(spice);
    match &mut record.event {
        Event::RunStarted(started) => {
            add(&mut started.runbook.title);
            add(&mut started.entity);
            add(&mut started.operator);
        }
        Event::StepStarted(started) => add(&mut started.says),
        Event::Rows(rows) => rows.rows.iter_mut().for_each(add),
        Event::Field(field) => add(&mut field.label),
        Event::Intent(intent) => intent.target.iter_mut().for_each(|target| add(&mut target.label)),
        _ => {}
    }
}

#[test]
fn a_browser_opens_it_and_the_border_moves_by_keyboard_without_a_script() {
    let pair = Pair::new();
    let outside = Outside::new();
    let hostile = outside.hostile();
    pair.paint((120, 200, 40));
    let text = format!("{hostile}\n<script>document.title='run'</script>");
    pair.put("texts/0005.txt", text.as_bytes());
    let before = pair.page().1.matches("<script").count();
    pair.change(|record| spiced(record, &hostile));
    let (code, page) = pair.page();
    assert_eq!((code, before), (5, 0));
    is_inert(&page, true);
    headings_are_in_order(&page);
    let mut room = Room::enter();
    opens_in_a_browser(&mut room, &pair.path("wynik/porownanie.html"));
    let border = "return [getComputedStyle(document.querySelector('.over')).clipPath, \
                  document.querySelector('.slider input:checked').className]";
    let middle = room.hand_script(border);
    assert_eq!(middle[1], "stop p5", "{middle}");
    assert!(middle[0].as_str().unwrap().contains("50%"), "{middle}");
    room.hand_types(".slider input:checked", "\u{e014}");
    let moved = room.hand_script(border);
    assert_eq!(moved[1], "stop p6", "{moved}");
    assert!(moved[0].as_str().unwrap().contains("60%"), "{moved}");
    let unnamed =
        "return [...document.querySelectorAll('.slider input')].filter(i => !i.getAttribute('aria-label')).length";
    assert_eq!(room.hand_script(unnamed), 0);
    outside.was_not_asked();
    drop(room);
    assert_accessible(&Reader::sits_down(), &pair.path("wynik/porownanie.html"));
}

#[test]
fn english_pages_are_english() {
    let pair = Pair::new();
    pair.paint((120, 200, 40));
    let ran = pair.compare(&["--out", "en", "--lang", "en"]);
    assert_eq!(ran.code, 5, "{ran:?}");
    let page = fs::read_to_string(pair.path("en/porownanie.html")).unwrap();
    assert!(
        page.contains("<html lang=\"en\">")
            && page.contains("The bundles differ.")
            && !page.contains("Teczki się różnią")
    );
    assert!(is_below(&page, "places that changed, boxed: 1"));
}

fn is_below(page: &str, text: &str) -> bool {
    page.split_once("</header>").unwrap().1.contains(text)
}
