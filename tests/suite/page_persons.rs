//! Numbers and names of persons on the portal's pages: none of them stands in what a run writes.

use krok::evidence::format::{Event, Mode, Rectangle, Verdict};
use krok::evidence::picture::is_black_around;
use krok::evidence::verify::verify;

use crate::support::room::Room;
use crate::support::small_run::{Ran, run_masked};

/// A page that names persons wherever a page can: address, title, header, cell, text, field, message, dialog.
const PERSON: &str = r#"<!DOCTYPE html>
<html lang="pl"><meta charset="utf-8"><title>Profil @0 @20</title>
<body>
<b class="entity">pzgliwice</b><p>Jan Kowalski, PESEL @1, telefon @21</p>
<h1>Profil</h1>
<div role="alert" id="said"></div>
<p>Zalogowany: @2/@3, nr@4</p>
<h2>Osoby</h2>
<table><caption>Osoby</caption><thead><tr><th>Imię</th><th>PESEL</th></tr></thead>
<tbody><tr><td>Anna</td><td>@5</td></tr><tr><td>Jan</td><td>@6 (dawniej @7, @20, @23)</td></tr></tbody></table>
<dl><dt>Numer</dt><dd>@8, konto @22</dd></dl>
<form onsubmit="return false">
<label>Uwagi <input id="note"></label>
<label>Osoba @9 <input value="@10 @23"></label>
<button type="button" id="save">Zapisz</button> <button type="button" id="ask">Aktualizuj</button>
</form>
<script>
history.replaceState(null, '', '?pesel=@11&q=%20@12#@13');
const note = document.getElementById('note'), said = document.getElementById('said');
note.value = localStorage.note || '@14, @15, @20, @22';
document.getElementById('save').onclick = () => {
  localStorage.note = note.value;
  said.innerHTML = '<p class="ui-growl-item">Zapisano.</p><p class="ui-growl-item">Osoba @16 zmieniona.</p>';
};
document.getElementById('ask').onclick = () => { if (confirm('Czy usunąć osobę @17, @23, @21?')) said.textContent = '@18 @19'; };
</script></body></html>"#;

const PERSONAL: &str = r#"
[[step]]
id = "profil"
open = "/osoba.html"
see = "Profil"
[[step]]
id = "osoby"
record = { table = "Osoby", key = "Imię" }
[[step]]
id = "fakty"
record = { fields = ["Numer"] }
[[step]]
id = "uwagi"
save = "Zapisz"
saved = "Zapisano."
[step.set]
"Uwagi" = "brak"
"#;

/// Numbers that are right in every digit, of nobody.
fn numbers() -> Vec<String> {
    let number = |serial: u32| {
        let head = format!(
            "{:02}{:02}{:02}{:04}",
            serial,
            serial % 12 + 21,
            serial % 28 + 1,
            7310 + serial
        );
        let weighed = head
            .bytes()
            .map(|byte| u32::from(byte - b'0'))
            .zip([1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
        let sum: u32 = weighed.map(|(digit, weight)| digit * weight).sum();
        format!("{head}{}", (10 - sum % 10) % 10)
    };
    (0..20).map(number).collect()
}

/// What else is covered of a person, and by what rules.
const OTHERS: [&str; 4] = [
    "anna.nowak@urzad.gov.pl",
    "501 234 567",
    "61 1090 1014 0000 0712 1981 2874",
    "Anna Nowak-Lis",
];
const MASKS: &str = "[masks]\npatterns = [\"e-mail\", \"phone\", \"iban\"]\nnames = [\"Anna Nowak-Lis\"]";

/// Looks for the black boxes of every picture where the trail has them, and returns how many there are.
fn boxes(ran: &Ran) -> usize {
    let mut boxes = 0;
    for event in ran.events() {
        let Event::Observed(observed) = event else { continue };
        let picture = &observed.picture;
        let areas: Vec<Rectangle> = picture.masks.iter().map(|mask| mask.area).collect();
        let png = std::fs::read(ran.path.join(&picture.file.path)).unwrap();
        assert!(is_black_around(&png, &areas), "{picture:?}");
        boxes += areas.len();
    }
    boxes
}

/// Reads every text of a bundle and looks for the numbers; in the pictures there are boxes in their place.
fn names_nobody(ran: &Ran, numbers: &[String]) {
    let verification = verify(&ran.path);
    krok::report::html::write(&ran.bundle, &verification, krok::text::language::Language::Polish).unwrap();
    let mut masked = 0;
    for folder in ["", "texts", "inputs"] {
        for entry in std::fs::read_dir(ran.path.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            assert!(!numbers.iter().any(|number| path.to_string_lossy().contains(number)));
            if path.is_file() {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                let named = numbers.iter().find(|number| text.contains(*number));
                assert_eq!(named, None, "{}", path.display());
                masked += text.matches("[PESEL-").count();
            }
        }
    }
    assert!(masked > 20, "{masked}");
}

#[test]
fn a_number_of_a_person_stands_in_no_text_that_is_written() {
    let mut numbers = numbers();
    numbers.extend(OTHERS.map(str::to_owned));
    // From the last on, so that `@1` is not taken for the beginning of `@19`.
    let page = (0..numbers.len()).rev().fold(PERSON.to_owned(), |page, at| {
        page.replace(&format!("@{at}"), &numbers[at])
    });
    Room::write("osoba.html", &page);
    let mut room = Room::enter();
    let ran = run_masked(&mut room, PERSONAL, Mode::Apply, MASKS);
    assert_eq!(ran.finished.verdict, Verdict::Changed, "{:?}", ran.finished);
    ran.check_bundle();
    assert!(boxes(&ran) > 20, "{}", boxes(&ran));
    names_nobody(&ran, &numbers);

    let by_number = "[[step]]\nid = \"profil\"\nopen = \"/osoba.html\"\n[[step]]\nid = \"kazda\"\nfor_each = { row_of = \"Osoby\", key = \"PESEL\", as = \"osoba\", at_most = 5 }\nrun = \"zobacz\"\n[[block.zobacz]]\nid = \"widac\"\nsee = \"{osoba}\"\n";
    let ran = run_masked(&mut room, by_number, Mode::Plan, MASKS);
    assert_eq!(ran.code(), "key-personal");
    names_nobody(&ran, &numbers);

    // The dialog stays open; whoever enters the room next answers it.
    let stopped = PERSONAL.replace(
        "[[step]]\nid = \"fakty\"\nrecord = { fields = [\"Numer\"] }",
        "[[step]]\nid = \"pytanie\"\npress = \"Aktualizuj\"",
    );
    let ran = run_masked(&mut room, &stopped, Mode::Apply, MASKS);
    assert_eq!(ran.code(), "dialog-open", "{:?}", ran.finished);
    names_nobody(&ran, &numbers);
}
