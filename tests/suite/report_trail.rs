//! The trail in the report: what each act changed, the choices by which steps are found, who answers for what, and a run of
//! five hundred steps.

use krok::evidence::format::{Mode, Status};
use krok::report::html;
use krok::text::language::Language;

use crate::support::reader::Reader;
use crate::support::scene::{made, made_by, page};

fn between<'h>(html: &'h str, from: &str, to: &str) -> &'h str {
    let (_, rest) = html.split_once(from).unwrap_or_else(|| panic!("{from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("{to}")).0
}

#[test]
fn each_act_shows_what_it_changed_and_one_that_changed_nothing_says_so() {
    let html = page(&made(""), Language::Polish);
    let act = between(&html, "<b>Budowanie usług</b>", "</section>");
    assert!(act.contains("niebieskie przerywane ramki wskazują zmiany"), "{act}");
    assert!(act.contains("class=\"differs\""));
    assert!(
        act.contains("<del><span class=\"sign\">−</span> nagłówek: Skrytki 1</del>"),
        "{act}"
    );
    assert!(act.contains("<ins><span class=\"sign\">+</span> nagłówek: Skrytki 2</ins>"));
    let still = made_by(&[], (1024, 640), |scene| {
        scene.begin(Mode::Apply);
        scene.start("lista", "go", "Skrytki", &["3.2"], None);
        scene.act_in_vain("lista", "press", "Skrytki");
        scene.end("lista", Status::Unchanged, None);
        scene.ends();
    });
    let html = page(&still, Language::Polish);
    let act = between(&html, "<b>Skrytki</b>", "</section>");
    assert!(
        act.contains("obraz bez zmian") && !act.contains("differs") && !act.contains("<ins>"),
        "{act}"
    );
}

#[test]
fn a_picture_that_is_gone_or_spoiled_is_not_compared() {
    let made = made("");
    let picture = made.bundle.path().join("pictures/0002.png");
    for bytes in [Vec::new(), b"no picture".to_vec()] {
        std::fs::write(&picture, bytes).unwrap();
        let html = page(&made, Language::Polish);
        let act = between(&html, "<b>Budowanie usług</b>", "</section>");
        assert!(
            !act.contains("differs") && !act.contains("niebieskie") && !act.contains("bez zmian"),
            "{act}"
        );
    }
}

#[test]
fn the_first_screen_names_for_whom_by_whom_and_when_and_who_answers_for_what() {
    let html = page(&made(""), Language::Polish);
    let cover = between(&html, "<header", "</header>");
    assert!(cover.contains("POWIAT GLIWICKI · operator akmiecik · 20"), "{cover}");
    let persons = between(&html, "id=\"persons\"", "</section>");
    assert!(persons.contains("Co robił człowiek") && persons.contains("Procedura nie zostawia człowiekowi"));
    assert!(persons.contains("niczego nie usuwano"), "{persons}");
}

/// What the report is built of, in its order: everything with a name of its own, and the headings.
#[test]
fn the_report_is_built_as_it_was() {
    let html = page(&made(""), Language::Polish);
    let bones = html.split('<').skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let name = tag.split([' ', '\n']).next()?;
        let of = |attribute: &str| tag.split_once(&format!(" {attribute}=\""))?.1.split('"').next();
        let is_heading = matches!(name, "h1" | "h2" | "h3");
        let is_part = matches!(
            name,
            "main" | "header" | "section" | "table" | "fieldset" | "dl" | "figure" | "details"
        );
        (is_heading || is_part).then(|| {
            let id = of("id")
                .filter(|id| !id.starts_with('s') || id.len() > 4)
                .unwrap_or_default();
            format!("{name} #{id} .{}", of("class").unwrap_or_default())
        })
    });
    let built = bones.collect::<Vec<_>>().join("\n");
    let expected = include_str!("../data/report.structure.txt");
    assert_eq!(
        built.trim(),
        expected.trim(),
        "if this is meant, the file tests/data/report.structure.txt says so:\n{built}"
    );
}

/// A reader chooses with the keyboard what of the trail is shown; the page has no script.
#[test]
fn every_choice_shows_the_steps_that_it_counts_and_no_other() {
    let made = made("");
    html::write(&made.bundle, &made.verification, Language::Polish).unwrap();
    let reader = Reader::sits_down();
    reader.opens(&made.bundle.path().join("report.html"));
    let choices = reader.asks("return [...document.querySelectorAll('.filter input')].map((each) => each.id)");
    let ids = ["all", "change", "write", "destroy", "manual", "trouble", "gap"].map(|id| format!("filter-{id}"));
    assert_eq!(choices, serde_json::json!(ids));
    let mut counts = Vec::new();
    for id in &ids {
        let script = format!(
            "document.getElementById('{id}').click(); \
             const shown = [...document.querySelectorAll('.step')].filter((step) => step.checkVisibility()); \
             return [shown.length, Number(document.querySelector('label[for={id}] b').textContent)]"
        );
        let seen = reader.asks(&script);
        assert_eq!(seen[0], seen[1], "{id}");
        counts.push(seen[0].as_u64().unwrap());
    }
    assert_eq!(counts, [7, 1, 2, 0, 0, 2, 0]);
}

#[test]
fn five_hundred_steps_are_less_than_two_megabytes_and_their_pictures_wait() {
    let made = made_by(&[], (64, 40), |scene| {
        scene.begin(Mode::Apply);
        for number in 0..500 {
            let step = format!("krok-{number}");
            scene.start(&step, "set", "Tryb pracy, Powiadomienia", &["3.6"], None);
            scene.act(&step, "press", "Zapisz", None, &["Zmiany zostały zapisane"]);
            scene.end(&step, Status::Changed, None);
        }
        scene.ends();
    });
    html::write(&made.bundle, &made.verification, Language::Polish).unwrap();
    let size = std::fs::metadata(made.bundle.path().join("report.html")).unwrap().len();
    assert!(size < 2_000_000, "{size} bytes");
    let reader = Reader::sits_down();
    reader.opens(&made.bundle.path().join("report.html"));
    let seen = reader.asks(
        "const pictures = [...document.images]; \
         return [document.querySelectorAll('.step').length, pictures.length > 900, pictures.every((each) => each.loading === 'lazy'), \
         pictures.filter((each) => each.complete && each.naturalWidth > 0).length]",
    );
    assert_eq!(
        seen,
        serde_json::json!([500, true, true, 0]),
        "pictures in closed steps are not loaded"
    );
}
