//! The steps of a run with their pictures: which picture is shown where, and what stands below it.
//!
//! A state of the page is often both after one act and before the next. It is shown once, where a box marks something in
//! it if there is such a place, and named by its number elsewhere.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Event, Observed, Record};
use crate::evidence::verify::Verification;
use crate::report::accounts::AccountView;
use crate::report::erased;
use crate::report::journey::Stretch;
use crate::report::pictures::{Frame, PictureView, Shape};
use crate::report::shown::{moment, shown};
use crate::report::steps::StepView;
use crate::text::language::Language;

use super::picture::{Album, Kept, Wanted};
use super::sheet::{Area, Plate, SMALL, STRONG, Sheets, WIDTH};

/// The most height of a picture in points: two of them stand on a page.
const HEIGHT: f64 = 272.0;
/// Points of a pixel, where there is room for so many.
const PIXEL: f64 = 0.75;
/// Height by width of what is shown of a long picture in which nothing is marked.
const TOP_PART: f64 = 0.8;

/// A picture where it is shown, or named.
struct Occurrence<'v> {
    view: &'v PictureView,
    says: String,
}

/// All pictures of a run, and where each is shown.
pub(super) struct Gallery<'v> {
    /// By number of the step: its pictures in order.
    steps: Vec<Vec<Shot<'v>>>,
    /// What the album has to hold.
    pub(super) wanted: Vec<Wanted>,
}

/// A picture in its place.
enum Shot<'v> {
    /// It is shown here.
    Here(Figure<'v>),
    /// It is shown elsewhere.
    Elsewhere { says: String, number: usize },
}

/// A picture with what stands below it.
struct Figure<'v> {
    number: usize,
    says: String,
    view: &'v PictureView,
    parts: Vec<Part>,
}

/// What is shown of a picture.
struct Part {
    /// Place among what the album holds.
    wanted: usize,
    top: f64,
    height: f64,
    frames: Vec<Frame>,
}

impl<'v> Gallery<'v> {
    pub(super) fn of(stretches: &'v [Stretch], language: Language) -> Self {
        let steps: Vec<&StepView> = stretches.iter().flat_map(|stretch| &stretch.steps).collect();
        let all: Vec<Vec<Occurrence<'v>>> = steps.iter().map(|step| occurrences(step, language)).collect();
        let mut places: BTreeMap<&str, (usize, usize, bool)> = BTreeMap::new();
        for (step, own) in all.iter().enumerate() {
            for (nth, occurrence) in own.iter().enumerate() {
                let is_marked = occurrence.view.has_frames();
                let place = places.entry(&occurrence.view.path).or_insert((step, nth, is_marked));
                if is_marked && !place.2 {
                    *place = (step, nth, true);
                }
            }
        }
        let mut order: Vec<(usize, usize, &str)> =
            places.iter().map(|(path, place)| (place.0, place.1, *path)).collect();
        order.sort_unstable();
        let numbers: BTreeMap<&str, usize> = order
            .iter()
            .zip(1..)
            .map(|((_, _, path), number)| (*path, number))
            .collect();
        let mut wanted = Vec::new();
        let mut shots = Vec::new();
        for ((step, own), told) in all.iter().enumerate().zip(&steps) {
            let of_step = own.iter().enumerate().map(|(nth, occurrence)| {
                let path = occurrence.view.path.as_str();
                let number = numbers.get(path).copied().unwrap_or_default();
                let is_here = places.get(path).is_some_and(|place| (place.0, place.1) == (step, nth));
                if !is_here {
                    let says = occurrence.says.clone();
                    return Shot::Elsewhere { says, number };
                }
                Shot::Here(Figure {
                    number,
                    says: occurrence.says.clone(),
                    view: occurrence.view,
                    parts: parts(occurrence.view, is_weighty(told), &mut wanted),
                })
            });
            shots.push(of_step.collect());
        }
        Self { steps: shots, wanted }
    }

    /// Returns how many different pictures there are.
    pub(super) fn count(&self) -> usize {
        let shots = self.steps.iter().flatten();
        shots.filter(|shot| matches!(shot, Shot::Here(_))).count()
    }

    /// Sets the pictures of a step.
    pub(super) fn set(&self, step: usize, told: &StepView, context: &Context<'_>, sheets: &mut Sheets<'_>) {
        for shot in self.steps.get(step).into_iter().flatten() {
            match shot {
                Shot::Elsewhere { says, number } => {
                    let word = context.language.pick("obraz", "picture");
                    sheets.indented(&format!("{says}: {word} {number}"), SMALL, 0.0);
                }
                Shot::Here(figure) => context.show(figure, told, sheets),
            }
        }
    }
}

/// Says whether the pictures of a step go last when room gets short.
fn is_weighty(step: &StepView) -> bool {
    step.is_write || step.is_change || step.is_trouble
}

fn occurrences<'v>(step: &'v StepView, language: Language) -> Vec<Occurrence<'v>> {
    let mut all = Vec::new();
    let mut put = |view: Option<&'v PictureView>, says: String| {
        if let Some(view) = view {
            all.push(Occurrence { view, says });
        }
    };
    for act in &step.acts {
        let aim = act.target.as_ref().map_or_else(
            || act.value.clone().unwrap_or_default(),
            |target| {
                let quoted = format!("{}{}{}", language.pick("„", "“"), target.label, language.pick("”", "”"));
                if target.places.is_empty() {
                    quoted
                } else {
                    format!("{quoted} ({} › {})", target.places, target.label)
                }
            },
        );
        let what = format!("{} {aim}", act.what);
        put(
            act.before.as_ref(),
            format!("{} – {what}", language.pick("Przed", "Before")),
        );
        put(act.after.as_ref(), format!("{} – {what}", language.pick("Po", "After")));
    }
    let view = || language.pick("Widok strony", "View of the page").to_owned();
    if let Some(thing) = &step.destroyed {
        put(
            Some(&thing.picture),
            format!("{} – {}", language.pick("Rozpoznano", "Recognised"), thing.row),
        );
    }
    for candidates in &step.candidates {
        put(candidates.picture.as_ref(), view());
    }
    for account in &step.accounts {
        put(AccountView::picture(account), view());
    }
    for picture in &step.views {
        put(Some(picture), view());
    }
    all
}

/// Chooses what is shown of a picture.
fn parts(view: &PictureView, is_weighty: bool, wanted: &mut Vec<Wanted>) -> Vec<Part> {
    let (width, height) = (f64::from(view.width), f64::from(view.height));
    let shown: Vec<(f64, f64, Vec<Frame>)> = match &view.shape {
        Shape::Plain(frames) => vec![(0.0, height, frames.clone())],
        Shape::Tall => vec![(0.0, (width * TOP_PART).max(1.0), Vec::new())],
        Shape::Windows(windows) => windows
            .iter()
            .map(|window| (window.top, window.height, window.frames.clone()))
            .collect(),
    };
    let part = |(top, part, frames): (f64, f64, Vec<Frame>)| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both lie in the picture"
        )]
        let lines = (top.floor() as u32, part.ceil() as u32);
        wanted.push(Wanted {
            path: view.path.clone(),
            part: (part < height).then_some(lines),
            is_weighty,
        });
        Part {
            wanted: wanted.len() - 1,
            top,
            height: part,
            frames,
        }
    };
    shown.into_iter().map(part).collect()
}

/// What captions are made from.
pub(super) struct Context<'c> {
    language: Language,
    album: &'c Album,
    /// The first record that shows each picture.
    observed: BTreeMap<&'c str, (&'c Record, &'c Observed)>,
    /// When, by whom and why a picture was removed.
    erased: BTreeMap<&'c str, String>,
}

impl<'c> Context<'c> {
    pub(super) fn new(
        bundle: &'c Bundle,
        verification: &'c Verification,
        album: &'c Album,
        language: Language,
    ) -> Self {
        let mut observed = BTreeMap::new();
        for record in bundle.records() {
            if let Event::Observed(seen) = &record.event {
                let path = seen.picture.file.path.as_str();
                observed.entry(path).or_insert((record, seen));
            }
        }
        Self {
            language,
            album,
            observed,
            erased: erased(verification, language),
        }
    }

    fn show(&self, figure: &Figure<'_>, step: &StepView, sheets: &mut Sheets<'_>) {
        let Figure {
            number,
            says,
            view,
            parts,
        } = figure;
        let word = self.language.pick("Obraz", "Picture");
        let mut caption = vec![(format!("{word} {number}. {says}"), STRONG)];
        caption.extend(self.below(view, step).into_iter().map(|line| (line, SMALL)));
        let kept = |part: &Part| self.album.images.get(part.wanted);
        if parts.iter().any(|part| matches!(kept(part), Some(Kept::Gone))) {
            let gone = self.language.pick(
                "Tego obrazu nie ma w teczce. Został jego skrót.",
                "The bundle does not have this picture. Its hash remains.",
            );
            let why = self.erased.get(view.path.as_str());
            let said = [Some(gone.to_owned()), why.cloned()].into_iter().flatten();
            caption.extend(said.map(|line| (line, STRONG)));
        }
        let mut is_captioned = false;
        for (part, number) in parts.iter().zip(1..) {
            if matches!(kept(part), Some(Kept::Shown(_))) {
                let is_last = number == parts.len();
                is_captioned |= is_last;
                sheets.plate(&plate(view, part), if is_last { &caption } else { &[] });
            }
        }
        if !is_captioned {
            for (line, style) in caption {
                sheets.indented(&line, style, 0.0);
            }
        }
    }

    /// Returns what stands below a picture in small type.
    fn below(&self, view: &PictureView, step: &StepView) -> Vec<String> {
        let language = self.language;
        let Some((record, observed)) = self.observed.get(view.path.as_str()) else {
            return Vec::new();
        };
        let mut first = Vec::new();
        if !step.cited.is_empty() {
            let points: Vec<String> = step.cited.iter().map(|point| shown(point)).collect();
            first.push(format!(
                "{} {}",
                language.pick("pkt instrukcji", "point of the instruction"),
                points.join(", ")
            ));
        }
        first.push(times(&record.at));
        if view.is_cut() || view.is_tall() {
            first.push(
                language
                    .pick("wycinek długiego obrazu", "cut out of a long picture")
                    .to_owned(),
            );
        }
        let page = format!("{} – {}", shown(&observed.title), shown(&observed.url));
        let file = format!("{}, SHA-256: {}", view.path, observed.picture.file.sha256);
        vec![first.join(" · "), page, file]
    }
}

fn erased(verification: &Verification, language: Language) -> BTreeMap<&str, String> {
    let files = verification.erased.iter();
    files
        .map(|each| (each.file.path.as_str(), erased::why(each, language)))
        .collect()
}

/// Returns a time as its clock showed it, and the same in UTC.
pub(super) fn times(at: &str) -> String {
    let utc = at
        .parse::<Timestamp>()
        .map(|at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string());
    match utc {
        Ok(utc) => format!("{} = {utc}", moment(at)),
        Err(_) => moment(at),
    }
}

fn plate(view: &PictureView, part: &Part) -> Plate {
    let width = f64::from(view.width.max(1));
    let scale = (f64::from(WIDTH) / width).min(HEIGHT / part.height.max(1.0)).min(PIXEL);
    #[expect(clippy::cast_possible_truncation, reason = "measures of a page")]
    let points = |pixels: f64| (pixels * scale) as f32;
    let frames = part.frames.iter().map(|frame| Area {
        x: points(frame.x),
        y: points(frame.y - part.top),
        width: points(frame.width),
        height: points(frame.height),
    });
    Plate {
        picture: part.wanted,
        width: points(width),
        height: points(part.height),
        frames: frames.collect(),
    }
}
