//! What a hostile portal or author writes stays text, in every slot of every page that krok makes.

use std::collections::BTreeSet;

use krok::report::html;
use krok::report::metadata::Case;
use krok::report::pdf;
use krok::text::language::Language;

use crate::support::forger::copy_folder;
use crate::support::office::{krok, run};
use crate::support::pages::Outside;
use crate::support::reader::Reader;
use crate::support::scene::{Made, Scene, made_by, page};

/// Pictures do not matter here.
const SMALL: (u32, u32) = (64, 40);
fn played(spices: &[&str]) -> Made {
    made_by(spices, SMALL, Scene::play)
}

/// What the page is built of: its tags in their order, without what stands in them.
fn bones(html: &str) -> Vec<&str> {
    let tags = html.split('<').skip(1);
    tags.map(|tag| tag.split([' ', '>', '\n']).next().unwrap()).collect()
}

#[test]
fn there_are_more_than_a_hundred_hostile_texts_and_no_two_are_the_same() {
    let payloads = Outside::new().payloads();
    assert!(payloads.len() > 130, "{}", payloads.len());
    assert_eq!(payloads.iter().collect::<BTreeSet<_>>().len(), payloads.len());
}

/// Each text in all slots at once: the page is built as that of an honest run.
#[test]
fn every_hostile_text_leaves_the_report_as_it_is_built() {
    let honest = page(&played(&["x"]), Language::Polish);
    for (payload, language) in Outside::new()
        .payloads()
        .iter()
        .zip([Language::Polish, Language::English].iter().cycle())
    {
        let html = page(&played(&[payload]), *language);
        assert_eq!(bones(&html), bones(&honest), "{payload}");
    }
}

/// Texts that follow each other slot by slot, so that each comes to stand in many; a real browser reads them.
#[test]
fn a_browser_runs_nothing_and_asks_nobody_whatever_the_texts_are() {
    let outside = Outside::new();
    let payloads = outside.payloads();
    let reader = Reader::sits_down();
    let mut texts: Vec<&str> = payloads.iter().map(String::as_str).collect();
    for _ in 0..8 {
        // Every slot has another text than in the round before.
        texts.rotate_left(payloads.len() / 8);
        let made = played(&texts);
        html::write(&made.bundle, &made.verification, Language::Polish).unwrap();
        reader.opens(&made.bundle.path().join("report.html"));
        assert_eq!(oddities(&reader), serde_json::json!(["", "", 0, 0]));
    }
    outside.was_not_asked();
}

/// What a browser finds out of the ordinary on the page that it has in front.
fn oddities(reader: &Reader) -> serde_json::Value {
    reader.asks(
        "return [document.title === 'run' ? document.title : '', window.name, document.scripts.length, \
         performance.getEntriesByType('resource').filter((each) => !each.name.startsWith('file:')).length]",
    )
}

/// A bundle for each hostile text, with it in every slot, and the page over all of them.
#[test]
fn an_index_over_bundles_of_hostile_texts_runs_nothing_and_asks_nobody() {
    let outside = Outside::new();
    let folder = tempfile::tempdir().unwrap();
    for (payload, number) in outside.payloads().iter().zip(0..) {
        let made = played(&[payload]);
        copy_folder(made.bundle.path(), &folder.path().join(format!("teczka-{number}")));
    }
    let ran = run(&mut krok(&["index", "."], folder.path()));
    assert_eq!(ran.code, 0, "{ran:?}");
    let reader = Reader::sits_down();
    reader.opens(&folder.path().join("index.html"));
    assert_eq!(oddities(&reader), serde_json::json!(["", "", 0, 0]));
    let rows = reader.asks("return document.querySelectorAll('.bundles tbody tr').length");
    assert_eq!(rows, outside.payloads().len());
    outside.was_not_asked();
}

#[test]
fn a_comparison_of_hostile_texts_runs_nothing_and_asks_nobody() {
    let outside = Outside::new();
    let payloads = outside.payloads();
    let mut texts: Vec<&str> = payloads.iter().map(String::as_str).collect();
    let folder = tempfile::tempdir().unwrap();
    let reader = Reader::sits_down();
    for round in 0..6 {
        let [a, b, out] = ["a", "b", "wynik"].map(|name| format!("{name}-{round}"));
        for name in [&a, &b] {
            texts.rotate_left(payloads.len() / 12);
            copy_folder(played(&texts).bundle.path(), &folder.path().join(name));
        }
        let ran = run(&mut krok(&["compare", &a, &b, "--out", &out], folder.path()));
        assert_eq!(ran.code, 5, "{ran:?}");
        reader.opens(&folder.path().join(out).join("porownanie.html"));
        assert_eq!(oddities(&reader), serde_json::json!(["", "", 0, 0]));
    }
    outside.was_not_asked();
}

#[test]
fn no_hostile_text_becomes_an_act_of_the_protocol() {
    let payloads = Outside::new().payloads();
    let texts: Vec<&str> = payloads.iter().map(String::as_str).collect();
    let made = played(&texts);
    let bytes = pdf::render(&made.bundle, &made.verification, &Case::default(), Language::Polish).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    for object in document.objects.values() {
        let dictionary = match object {
            lopdf::Object::Stream(stream) => &stream.dict,
            lopdf::Object::Dictionary(dictionary) => dictionary,
            _ => continue,
        };
        for act in ["JS", "JavaScript", "URI", "Annots", "OpenAction", "AA", "Launch", "EF"] {
            assert!(!dictionary.has(act.as_bytes()), "{act}: {dictionary:?}");
        }
    }
}

/// The trap and the marks are not blind: the same texts on a page without escaping are caught.
#[test]
fn the_same_texts_on_a_careless_page_are_run_and_ask() {
    let outside = Outside::new();
    let careless = tempfile::tempdir().unwrap();
    let file = careless.path().join("careless.html");
    let texts: Vec<String> = outside.payloads().into_iter().take(10).collect();
    std::fs::write(
        &file,
        format!("<!doctype html><meta charset=utf-8>{}", texts.join("\n")),
    )
    .unwrap();
    let reader = Reader::sits_down();
    reader.opens(&file);
    assert_eq!(reader.asks("return window.name"), "run");
    assert!(outside.was_asked(), "nobody was asked");
}
