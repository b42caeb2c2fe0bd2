//! Every page that krok makes, held against the rules of accessibility (WCAG 2.2, A and AA, and what is good practice) by axe.

use std::path::Path;
use std::sync::LazyLock;

use krok::report::html;
use krok::text::language::Language;
use serde_json::Value;

use crate::support::golden::example;
use crate::support::reader::Reader;
use crate::support::scene::made;

/// Brought by `tests/accessibility/setup`, which `make test` calls.
static CHECKER: LazyLock<String> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/accessibility/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; tests/accessibility/setup brings it", file.display()))
});

/// A telephone at night and a desk by day: width and height in pixels, scheme.
const SCREENS: [(u32, u32, &str); 2] = [(390, 844, "dark"), (1280, 900, "light")];

/// The script that unfolds everything on the page that stands open, checks it, and returns rule and place of each breach.
pub fn question() -> String {
    format!(
        "{}\nfor (const each of document.querySelectorAll('details')) each.open = true;\n\
         return axe.run(document, {{ resultTypes: ['violations'] }}).then((found) => found.violations.flatMap((each) => \
         each.nodes.map((node) => each.id + ': ' + node.target.join(' ') + ': ' + node.html.slice(0, 120))));",
        *CHECKER
    )
}

fn breaches(reader: &Reader) -> Vec<String> {
    let Value::Array(found) = reader.asks(&question()) else {
        panic!("no list");
    };
    found.iter().map(|each| each.as_str().unwrap().to_owned()).collect()
}

/// Checks a page on both screens.
pub fn assert_accessible(reader: &Reader, file: &Path) {
    for (width, height, scheme) in SCREENS {
        reader.holds(width, height);
        reader.sees(scheme, "screen");
        reader.opens(file);
        assert_eq!(
            breaches(reader),
            Vec::<String>::new(),
            "{scheme}, {width}: {}",
            file.display()
        );
        let sideways =
            reader.asks("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
        assert_eq!(sideways, false, "{width}: the page scrolls sideways");
    }
}

#[test]
fn the_report_breaks_no_rule_in_either_language() {
    let reader = Reader::sits_down();
    let made = made("");
    for language in [Language::Polish, Language::English] {
        html::write(&made.bundle, &made.verification, language).unwrap();
        assert_accessible(&reader, &made.bundle.path().join("report.html"));
    }
}

#[test]
fn the_report_that_a_stranger_sees_first_breaks_no_rule() {
    assert_accessible(&Reader::sits_down(), &example().join("report.html"));
}

/// The checker is at work: a page without language, with a picture without words, is caught.
#[test]
fn a_careless_page_is_caught() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("careless.html");
    std::fs::write(
        &file,
        "<!doctype html><title>x</title><img src=x.png><p style='color:#ccc'>blado",
    )
    .unwrap();
    let reader = Reader::sits_down();
    reader.opens(&file);
    let found = breaches(&reader).join("\n");
    for rule in ["html-has-lang", "image-alt", "color-contrast"] {
        assert!(found.contains(rule), "{found}");
    }
}
