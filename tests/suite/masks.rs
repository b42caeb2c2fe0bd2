//! Numbers and names of persons are covered in the page before a picture: whatever they are, the picture is the same.

use image::RgbImage;
use krok::evidence::format::Rectangle;
use krok::evidence::picture::is_black_around;
use krok::page::observation::{Extent, Screenshot};
use krok::page::protocol::Page;
use krok::text::mask::{Masking, Rule, Rules};

use super::support::room::Room;

/// A page with one value of each kind in every place where a page draws text; letters of equal width, so that nothing but the
/// values differs.
fn page((pesel, mail, phone, account, name): (&str, &str, &str, &str, &str)) -> String {
    let (head, tail) = pesel.split_at(5);
    let boxes: Vec<String> = pesel.chars().map(|digit| format!("<td>{digit}</td>")).collect();
    let boxes = boxes.join(" ");
    format!(
        r#"<!DOCTYPE html><html lang="pl"><meta charset="utf-8"><title>Osoby</title>
<style>* {{ font: 16px/22px monospace; color: #c00 }} input, select {{ width: 360px }} .tip::after {{ content: attr(data-tip) }}
.bar {{ position: fixed; bottom: 0; right: 0 }} .scroll {{ height: 30px; overflow: auto }} .twist {{ transform: rotate(3deg) }}</style>
<body><h1>Lista osób</h1><p>PESEL: {pesel}</p><p>Rozdzielony: <b>{head}</b><i>{tail}</i>.</p>
<table><tr>{boxes}</tr></table><p>Miękki: {head}&shy;{tail}</p>
<p>Poczta {mail}, telefon {phone}, konto {account}, osoba {name}.</p>
<input value="{pesel}"> <input placeholder="{mail}"> <textarea rows="2">{account}</textarea>
<select><option>{name}</option></select> <select size="2"><option>a</option><option>{phone}</option></select>
<p class="tip" data-tip="{pesel}">Podpowiedź </p><p class="twist">Skośny {pesel}</p><div class="bar">{mail}</div>
<div class="scroll">Przewijany {pesel}<br><br><br>{mail}</div><div id="host"></div><iframe srcdoc="<p>Ramka {pesel}</p>"></iframe>
<dialog>W oknie {mail}</dialog><script>
document.getElementById('host').attachShadow({{ mode: 'open' }}).innerHTML = '<p>W cieniu {pesel}</p>';
document.querySelector('dialog').show();</script></body></html>"#
    )
}

const ONE: (&str, &str, &str, &str, &str) = (
    "02070803628",
    "anna.nowak@urzad.gov.pl",
    "501 234 567",
    "61109010140000071219812874",
    "Anna Maria",
);
const OTHER: (&str, &str, &str, &str, &str) = (
    "44051401359",
    "jan.lisek@powiat.gov.pl",
    "602 345 678",
    "27114020040000300201355387",
    "Zoja Lilia",
);

fn rules() -> Rules {
    Rules {
        patterns: [Rule::Email, Rule::Phone, Rule::Iban].into(),
        names: vec![ONE.4.to_owned(), OTHER.4.to_owned()],
        ..Rules::default()
    }
}

fn shot(room: &mut Room, masking: &mut Masking) -> Screenshot {
    let Room { runtime, session, .. } = room;
    runtime.block_on(session.picture(Extent::Viewport, masking)).unwrap()
}

fn pixels(shot: &Screenshot) -> RgbImage {
    image::load_from_memory(&shot.png).unwrap().into_rgb8()
}

#[test]
fn pages_that_differ_by_covered_values_alone_give_one_picture_and_nothing_stays_in_the_page() {
    let mut room = Room::furnish();
    let mut seen = Vec::new();
    for values in [ONE, OTHER] {
        Room::write("persons.html", &page(values));
        room.open("persons");
        let before = room.look().fingerprint;
        let mut rules = rules();
        // Either name is the first of its own list, so that the boxes say the same.
        rules.names.retain(|name| name == values.4);
        let mut masking = Masking::new(rules, None);
        let covered = shot(&mut room, &mut masking);
        assert_eq!(room.look().fingerprint, before);
        assert_eq!(room.touched(), None);
        let areas = covered.masks.iter().map(|mask| Rectangle {
            x: mask.area.x,
            y: mask.area.y,
            width: mask.area.width,
            height: mask.area.height,
        });
        assert!(is_black_around(&covered.png, &areas.collect::<Vec<_>>()));
        let mut kinds: Vec<&str> = covered.masks.iter().map(|mask| mask.rule.word()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds, ["e-mail", "iban", "name", "pesel", "phone"]);
        let bare = Masking::new(Rules::default(), None);
        seen.push((covered, shot(&mut room, &mut { bare })));
    }
    let [(one, one_bare), (other, other_bare)] = &seen[..] else {
        unreachable!()
    };
    assert_eq!(one.masks, other.masks);
    assert!(one.masks.len() >= 24, "{:?}", one.masks);
    assert!(pixels(one) == pixels(other), "a covered value shows");
    // With PESEL numbers alone covered the rest is seen: the oracle tells pages apart.
    assert!(pixels(one_bare) != pixels(other_bare));
}
