//! Two bundles side by side: only what differs is shown, and first of all what the two are.
//!
//! Steps belong together by their paths, pictures and texts by the act after which they were taken. When a run took place,
//! on which machine and by whom is told and is no difference.

mod fields;
mod page;
mod pictures;
mod side;
mod steps;
mod texts;
mod words;

use std::collections::BTreeSet;

use crate::evidence::bundle::Bundle;
use crate::evidence::chain;
use crate::evidence::format::FileReference;
use crate::text::language::Language;

use super::html::STYLE;
use pictures::PictureDifference;
use steps::{Paired, StepFacts};
use texts::TextDifference;

pub use side::Side;

/// Name of the page.
pub const PAGE: &str = "porownanie.html";

/// What the page looks like beyond a report.
const LOOKS: &str = include_str!("../comparison.css");

/// Pairs of pictures that are shown; the bundles have them all.
const PICTURES: usize = 200;

/// What the two bundles differ in, and the files that show it.
#[derive(Debug)]
pub struct Comparison {
    /// Whether nothing differs.
    pub is_equal: bool,
    /// The page with its pictures, by names below its folder.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A step that is not the same in both.
struct StepDifference<'s> {
    step: &'s StepFacts<'s>,
    presence: Presence<'s>,
    fields: Vec<fields::FieldDifference>,
    /// Acts that only one of them has.
    only_first: Vec<String>,
    only_second: Vec<String>,
    views: Vec<ViewDifference>,
}

/// In which of the two a step is.
enum Presence<'s> {
    Both(&'s StepFacts<'s>),
    OnlyFirst,
    OnlySecond,
}

/// A view of the page after the same act that is not the same in both.
struct ViewDifference {
    /// After which act.
    after: String,
    text: Option<TextDifference>,
    picture: Option<PictureDifference>,
}

/// What was found, before it is put on a page.
#[derive(Default)]
struct Found<'s> {
    steps: Vec<StepDifference<'s>>,
    same: usize,
    fields: usize,
    texts: usize,
    pictures: usize,
    /// Pairs of pictures that differ and are not shown, because there are too many.
    unshown: usize,
    files: Vec<(String, Vec<u8>)>,
}

/// Compares two bundles.
///
/// # Errors
///
/// Fails if the page cannot be put together.
pub fn compare(first: &Side, second: &Side, language: Language) -> Result<Comparison, askama::Error> {
    let (one, other) = (
        steps::of(first.bundle(), language),
        steps::of(second.bundle(), language),
    );
    let mut found = Found::default();
    let mut comparer = Comparer {
        first: first.bundle(),
        second: second.bundle(),
        language,
        seen: BTreeSet::new(),
    };
    for paired in steps::paired(&one, &other) {
        comparer.take(&paired, &mut found);
    }
    let is_equal = found.steps.is_empty() && found.unshown == 0 && first.verdict() == second.verdict();
    let html = page::render(first, second, &found, is_equal, language)?;
    let mut files = vec![
        ("report.css".to_owned(), STYLE.as_bytes().to_vec()),
        ("porownanie.css".to_owned(), LOOKS.as_bytes().to_vec()),
        (PAGE.to_owned(), html.into_bytes()),
    ];
    files.append(&mut found.files);
    Ok(Comparison { is_equal, files })
}

/// Holds one step against the other.
struct Comparer<'c> {
    first: &'c Bundle,
    second: &'c Bundle,
    language: Language,
    /// Pairs of files that were compared already: a state that lasts is pictured once and named often, and shown where it
    /// began.
    seen: BTreeSet<(String, String)>,
}

impl Comparer<'_> {
    fn take<'s>(&mut self, paired: &Paired<'s>, found: &mut Found<'s>) {
        let (step, presence) = match *paired {
            Paired::Both(one, other) => (one, Presence::Both(other)),
            Paired::First(one) => (one, Presence::OnlyFirst),
            Paired::Second(other) => (other, Presence::OnlySecond),
        };
        let mut difference = StepDifference {
            step,
            presence,
            fields: Vec::new(),
            only_first: Vec::new(),
            only_second: Vec::new(),
            views: Vec::new(),
        };
        if let Presence::Both(other) = &difference.presence {
            difference.fields = fields::differences(step, other);
            difference.only_first = step.acts_beyond(other);
            difference.only_second = other.acts_beyond(step);
            difference.views = self.views(step, other, found);
            let is_same = step.is_told_as(other)
                && difference.fields.is_empty()
                && difference.only_first.is_empty()
                && difference.only_second.is_empty()
                && difference.views.is_empty();
            if is_same {
                found.same += 1;
                return;
            }
        }
        found.fields += difference.fields.len();
        found.texts += difference.views.iter().filter(|view| view.text.is_some()).count();
        found.pictures += difference.views.iter().filter(|view| view.picture.is_some()).count();
        found.steps.push(difference);
    }

    fn views(&mut self, one: &StepFacts<'_>, other: &StepFacts<'_>, found: &mut Found<'_>) -> Vec<ViewDifference> {
        let mut views = Vec::new();
        for (name, left) in &one.views {
            let Some((_, right)) = other.views.iter().find(|(known, _)| known == name) else {
                continue;
            };
            let text = self
                .is_new(&left.text, &right.text)
                .then(|| texts::compare((self.first, &left.text), (self.second, &right.text)))
                .flatten();
            let (here, there) = (&left.picture, &right.picture);
            let picture = self
                .is_new(&here.file, &there.file)
                .then(|| pictures::compare((self.first, here), (self.second, there)))
                .flatten();
            let picture = picture.and_then(|mut compared| {
                if found.files.len() >= 2 * PICTURES {
                    found.unshown += 1;
                    return None;
                }
                let number = found.files.len() / 2 + 1;
                found.files.extend(compared.take_files(number));
                Some(compared)
            });
            if text.is_some() || picture.is_some() {
                views.push(ViewDifference {
                    after: name.told(self.language),
                    text,
                    picture,
                });
            }
        }
        views
    }

    /// Tells whether two files are worth comparing: not of one hash, and not compared before.
    fn is_new(&mut self, one: &FileReference, other: &FileReference) -> bool {
        one.sha256 != other.sha256 && self.seen.insert((one.sha256.clone(), other.sha256.clone()))
    }
}

/// Reads a file of a bundle, if it still is what the record says.
fn as_recorded(bundle: &Bundle, file: &FileReference) -> Option<Vec<u8>> {
    let bytes = bundle.read(&file.path).ok()?;
    (chain::sha256(&bytes) == file.sha256).then_some(bytes)
}
