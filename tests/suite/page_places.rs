//! Fields and parts of pages that a profile names: covered whole in pictures, and in every text by the names of their masks.

use image::RgbImage;
use krok::evidence::format::{Event, Mode, Recorded, Rectangle, Value, Verdict};
use krok::evidence::picture::is_black_around;
use krok::page::error::PageError;
use krok::page::observation::{Extent, Screenshot};
use krok::page::protocol::Page;
use krok::text::label::Label;
use krok::text::mask::{Masking, Rules};

use crate::support::room::Room;
use crate::support::small_run::{Ran, run_masked};

/// Values of every kind of field: two of a person in text, a choice, a switch, and the person's road, part, cell and note.
struct Person {
    name: &'static str,
    date: &'static str,
    sex: &'static str,
    is_member: bool,
    road: &'static str,
    town: &'static str,
    note: &'static str,
}

const ANNA: Person = Person {
    name: "Anna Lisowska",
    date: "1971-02-03",
    sex: "kobieta",
    is_member: true,
    road: "Polna 12/3",
    town: "Zakopane",
    note: "Prosi o ciszę",
};
const MACIEJ: Person = Person {
    name: "Maciej Wilkos",
    date: "1982-11-30",
    sex: "mężczyzna",
    is_member: false,
    road: "Aleja Dębowa 7",
    town: "Radlinek",
    note: "Ma psa i kota",
};

/// A page with covered fields of every kind, told values in every markup, a section, a tab, a dialog, a column, a frame and a
/// shadow tree; boxes of equal size and letters of equal width, so that nothing but the values differs.
fn page(person: &Person) -> String {
    let Person {
        name,
        date,
        sex,
        is_member,
        road,
        town,
        note,
    } = person;
    let is = |chosen: bool| if chosen { "checked" } else { "" };
    let (woman, man) = (is(*sex == "kobieta"), is(*sex != "kobieta"));
    let member = is(*is_member);
    format!(
        r#"<!DOCTYPE html><html lang="pl"><meta charset="utf-8"><title>Wniosek</title>
<style>* {{ font: 16px/22px monospace; color: #c00 }} input[type=text], select, textarea, .w {{ width: 300px; display: inline-block; height: 24px; overflow: hidden; white-space: nowrap }}
td, th, dd {{ width: 320px; height: 30px; padding: 0 }} table {{ table-layout: fixed; width: 660px }} .far {{ position: absolute; right: 4px; top: 60px; width: 200px; height: 24px; overflow: hidden }}
dialog {{ width: 340px; height: 70px; inset: auto 4px 4px auto; position: fixed }} section {{ width: 500px; height: 150px; overflow: hidden }}</style>
<body><b class="entity">pzgliwice</b><h1>Wniosek</h1>
<p><label for="n">Nazwisko:</label> <input type="text" id="n" value="{name}"> <label>Uwagi do sprawy <textarea rows="1">{note}</textarea></label></p>
<p><label>Urodziny <input type="date" value="{date}"></label>
<label>Płeć <select><option {sel_k}>kobieta</option><option {sel_m}>mężczyzna</option></select></label></p>
<fieldset><legend>Zwraca się</legend><label><input type="radio" name="s" {woman}>pani</label> <label><input type="radio" name="s" {man}>pan</label></fieldset>
<p><input type="checkbox" id="m" {member}> <label for="m">Członek</label></p>
<dl><dt>Ulica</dt><dd>{road}</dd><dt>Numer sprawy</dt><dd>AB.1</dd></dl>
<table id="pary"><tr><td>Poczta</td><td><a href="mailto:x">{name}</a></td></tr><tr><td>Stan</td><td>nowa</td></tr></table>
<p><span class="w">Miasto: {town}</span> <span>Kraj: Polska</span></p>
<section><h2>Opieka</h2>Tekst {note}<p>Akapit {road}</p><input type="text" aria-label="Opiekun" value="{name}"><span class="far">{town}</span></section>
<table><caption>Pełnomocnicy</caption><thead><tr><th>Lp.</th><th>Adres</th></tr></thead><tbody><tr><td>1</td><td>{road}</td></tr></tbody></table>
<p class="w">Zapisano: {name}.</p><div id="host"></div><iframe width="400" height="60" srcdoc="<style>* {{ font: 16px/22px monospace }} input {{ width: 200px }}</style><label>Nazwisko <input value='{name}'></label>"></iframe>
<dialog aria-label="Podgląd"><p>W oknie {road}</p></dialog><script>
document.getElementById('host').attachShadow({{ mode: 'open' }}).innerHTML = '<label>Nazwisko <input style="width: 200px" value="{name}"></label>';
document.querySelector('dialog').show();</script></body></html>"#,
        sel_k = if woman.is_empty() { "" } else { "selected" },
        sel_m = if man.is_empty() { "" } else { "selected" },
    )
}

const FIELDS: [&str; 9] = [
    "Nazwisko",
    "Uwagi do sprawy",
    "Urodziny",
    "Płeć",
    "Zwraca się",
    "Członek",
    "Ulica",
    "Poczta",
    "Miasto",
];
const REGIONS: [&str; 3] = ["Opieka", "Adres", "Podgląd"];

fn rules() -> Rules {
    Rules {
        fields: FIELDS.map(Label::new).into(),
        regions: REGIONS.map(Label::new).into(),
        ..Rules::default()
    }
}

fn shot(room: &mut Room, extent: Extent, masking: &mut Masking) -> Result<Screenshot, PageError> {
    let Room { runtime, session, .. } = room;
    runtime.block_on(session.picture(extent, masking))
}

fn pixels(shot: &Screenshot) -> RgbImage {
    image::load_from_memory(&shot.png).unwrap().into_rgb8()
}

fn areas(shot: &Screenshot) -> Vec<Rectangle> {
    let areas = shot.masks.iter().map(|mask| Rectangle {
        x: mask.area.x,
        y: mask.area.y,
        width: mask.area.width,
        height: mask.area.height,
    });
    areas.collect()
}

#[test]
fn pages_that_differ_in_covered_places_alone_give_one_picture_and_nothing_stays_in_the_page() {
    let mut room = Room::furnish();
    for extent in [Extent::Viewport, Extent::Whole] {
        let mut seen = Vec::new();
        for person in [ANNA, MACIEJ] {
            Room::write("places.html", &page(&person));
            room.open("places");
            let before = room.settle(None);
            let mut masking = Masking::new(rules(), None);
            let told = before.snapshot.kept(&mut masking);
            let told = masking.masked(&told).into_owned();
            let covered = shot(&mut room, extent, &mut masking).unwrap();
            assert_eq!(room.look().fingerprint, before.fingerprint);
            assert_eq!(room.touched(), None);
            assert!(is_black_around(&covered.png, &areas(&covered)), "{:?}", covered.masks);
            for value in [person.name, person.date, person.road, person.town, person.note] {
                assert!(!told.contains(value), "{value}: {told}");
            }
            for stays in [
                "Kraj = Polska",
                "Numer sprawy = AB.1",
                "text: Nazwisko = [pole-",
                "region: Opieka = [obszar-",
            ] {
                assert!(told.contains(stays), "{stays}: {told}");
            }
            let mut bare = Masking::new(Rules::default(), None);
            seen.push((covered, shot(&mut room, extent, &mut bare).unwrap()));
        }
        let [(one, one_bare), (other, other_bare)] = &seen[..] else {
            unreachable!()
        };
        let places = |shot: &Screenshot| -> Vec<(&str, String)> {
            let mut places: Vec<(&str, String)> = shot
                .masks
                .iter()
                .map(|mask| (mask.rule.word(), format!("{:?}", mask.area)))
                .collect();
            places.sort();
            places
        };
        assert_eq!(places(one), places(other));
        assert!(one.masks.len() >= 14, "{:?}", one.masks);
        assert!(blacked(one) == blacked(other), "a covered value shows");
        assert!(pixels(one_bare) != pixels(other_bare));
    }
}

/// The picture without what is written on its boxes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "boxes lie on whole pixels of the picture"
)]
fn blacked(shot: &Screenshot) -> RgbImage {
    let mut picture = pixels(shot);
    for mask in &shot.masks {
        let (left, top) = (mask.area.x as u32, mask.area.y as u32);
        for y in top..top + mask.area.height as u32 {
            for x in left..left + mask.area.width as u32 {
                picture.put_pixel(x, y, image::Rgb([0, 0, 0]));
            }
        }
    }
    picture
}

#[test]
fn equal_values_have_one_name_on_picture_and_in_text_and_an_empty_field_has_none() {
    let mut room = Room::furnish();
    let form = r#"<meta charset="utf-8"><b class="entity">pzgliwice</b><label>Telefon <input value="12 34"></label>
<label>Faks <input value="12 34"></label><label>Inny <input value="99 88"></label><label>Telefon <input></label>"#;
    Room::write("equal.html", form);
    room.open("equal");
    let rules = Rules {
        fields: ["Telefon", "Faks", "Inny"].map(Label::new).into(),
        ..Rules::default()
    };
    let mut masking = Masking::new(rules, None);
    let told = room.settle(None).snapshot.kept(&mut masking);
    assert_eq!(
        told,
        "text: Telefon = [pole-1]\ntext: Faks = [pole-1]\ntext: Inny = [pole-2]\ntext: Telefon = "
    );
    let shot = shot(&mut room, Extent::Viewport, &mut masking).unwrap();
    let names: Vec<&str> = shot.masks.iter().map(|mask| mask.name.as_str()).collect();
    assert_eq!(names, ["pole-1", "pole-1", "pole-2"]);
}

const MASKS: &str = r#"[masks]
patterns = ["phone"]
fields = ["Telefon", "Płeć", "Ulica"]
regions = ["Opieka", "Adres"]"#;

const RUN: &str = r#"<!DOCTYPE html><html lang="pl"><meta charset="utf-8"><title>Sprawa</title><body>
<b class="entity">pzgliwice</b><h1>Sprawa</h1><div id="said"></div>
<p><label>Uwagi <input id="note"></label></p>
<label>Telefon <input value="wew. 417 do Nowaka"></label> <label>Płeć <select><option>K</option><option selected>M</option></select></label>
<dl><dt>Ulica</dt><dd>Polna 12/3</dd></dl>
<section><h2>Opieka</h2><label>Opiekun <input value="Zofia Lipa"></label></section>
<table><caption>Adresy</caption><thead><tr><th>Nr</th><th>Adres</th></tr></thead><tbody><tr><td>1</td><td>Leśna 4/15</td></tr></tbody></table>
<button type="button" id="save">Zapisz</button>
<script>const note = document.getElementById('note'); note.value = localStorage.note || '';
document.getElementById('save').onclick = () => { localStorage.note = note.value;
document.getElementById('said').innerHTML = '<p class="ui-growl-item">Zapisano.</p><p class="ui-growl-item">Mieszka: Polna 12/3, Leśna 4/15; wew. 417 do Nowaka; Zofia Lipa; 501 234 567.</p>'; };</script></body></html>"#;

const STEPS: &str = r#"
[[step]]
id = "sprawa"
open = "/sprawa.html"
see = "Sprawa"
[[step]]
id = "fakty"
record = { fields = ["Telefon", "Płeć", "Ulica", "Opiekun"] }
[[step]]
id = "adresy"
record = { table = "Adresy" }
[[step]]
id = "uwagi"
save = "Zapisz"
saved = "Zapisano."
[step.set]
"Uwagi" = "brak"
"#;

const SECRETS: [&str; 5] = ["wew. 417", "Polna 12/3", "Leśna 4/15", "Zofia Lipa", "501 234 567"];

/// Every file of the bundle, the report included.
fn bytes_of(ran: &Ran) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let verification = krok::evidence::verify::verify(&ran.path);
    krok::report::html::write(&ran.bundle, &verification, krok::text::language::Language::Polish).unwrap();
    let mut files = Vec::new();
    for folder in ["", "texts", "inputs", "pictures"] {
        for entry in std::fs::read_dir(ran.path.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                files.push((path, bytes));
            }
        }
    }
    files
}

#[test]
fn a_run_records_names_of_masks_in_place_of_what_stands_in_covered_places() {
    Room::write("sprawa.html", RUN);
    let mut room = Room::enter();
    let ran = run_masked(&mut room, STEPS, Mode::Apply, MASKS);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    ran.check_bundle();
    for (path, bytes) in bytes_of(&ran) {
        for secret in SECRETS {
            let is_there = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!is_there, "{secret} in {}", path.display());
        }
    }
    let recorded: Vec<Recorded> = ran
        .events()
        .filter_map(|event| match event {
            Event::Recorded(recorded) => Some(recorded.clone()),
            _ => None,
        })
        .collect();
    let [Recorded::Facts(facts), Recorded::Table(table)] = &recorded[..] else {
        panic!("{recorded:?}")
    };
    let said: Vec<(&str, &Value)> = facts.iter().map(|fact| (fact.label.as_str(), &fact.value)).collect();
    for (label, value) in said {
        let Value::Text(value) = value else { panic!("{value:?}") };
        assert!(value.starts_with("[pole-"), "{label}: {value}");
    }
    assert!(table.rows[0].cells[1].starts_with("[pole-"), "{table:?}");
    assert_eq!(table.rows[0].cells[0], "1");
    let mut kinds = std::collections::BTreeSet::new();
    for event in ran.events() {
        let Event::Observed(observed) = event else { continue };
        let areas: Vec<Rectangle> = observed.picture.masks.iter().map(|mask| mask.area).collect();
        let png = std::fs::read(ran.path.join(&observed.picture.file.path)).unwrap();
        assert!(is_black_around(&png, &areas), "{:?}", observed.picture);
        kinds.extend(observed.picture.masks.iter().map(|mask| mask.rule.clone()));
    }
    assert_eq!(Vec::from_iter(kinds), ["field", "phone", "region"]);
    let report = std::fs::read_to_string(ran.path.join("report.html")).unwrap();
    assert!(
        report.contains("<b>pole-1</b> – wartość pola lub kolumny z profilu – x "),
        "{report}"
    );

    let by_column = "[[step]]\nid = \"sprawa\"\nopen = \"/sprawa.html\"\n[[step]]\nid = \"kazdy\"\nfor_each = { row_of = \"Adresy\", key = \"Adres\", as = \"adres\", at_most = 5 }\nrun = \"zobacz\"\n[[block.zobacz]]\nid = \"widac\"\nsee = \"{adres}\"\n";
    let ran = run_masked(&mut room, by_column, Mode::Plan, MASKS);
    assert_eq!(ran.code(), "key-personal");
}

#[test]
fn a_page_that_takes_the_boxes_away_leaves_no_picture() {
    let defiant = r#"<!DOCTYPE html><meta charset="utf-8"><b class="entity">pzgliwice</b><h1>Sprawa</h1>
<label>Telefon <input value="wew. 417 do Nowaka"></label><script>
new MutationObserver(() => document.querySelectorAll('krok-cover').forEach((each) => each.remove())).observe(document.documentElement, { childList: true });
</script>"#;
    Room::write("przekorna.html", defiant);
    let mut room = Room::enter();
    let steps = "[[step]]\nid = \"sprawa\"\nopen = \"/przekorna.html\"\nsee = \"Sprawa\"\n";
    let ran = run_masked(&mut room, steps, Mode::Plan, MASKS);
    assert_eq!(ran.code(), "mask-failed", "{:?}", ran.finished);
    assert_eq!(std::fs::read_dir(ran.path.join("pictures")).unwrap().count(), 0);
    for (path, bytes) in bytes_of(&ran) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("wew. 417"),
            "{}",
            path.display()
        );
    }
}
