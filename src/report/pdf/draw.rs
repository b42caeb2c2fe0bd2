//! The pages as a file: PDF/A-2b, with nothing in it that acts.

use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings, color};

use crate::text::language::Language;

use super::ProtocolError;
use super::font::{Faces, Style};
use super::picture::{Album, Kept};
use super::sheet::{Area, Mark, PAGE};

/// What the file says of itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) subject: String,
    pub(super) author: String,
    /// SHA-256 of the seal: the protocol of one bundle has one name.
    pub(super) id: String,
    /// When the run ended, RFC 3339 with offset.
    pub(super) at: String,
    pub(super) language: Language,
}

/// Names the program that wrote the file, and its language.
pub(super) fn producer(language: Language) -> String {
    format!("krok {}, {}", env!("CARGO_PKG_VERSION"), tag(language))
}

fn tag(language: Language) -> &'static str {
    language.pick("pl", "en")
}

/// Writes the pages.
pub(super) fn write(
    pages: &[Vec<Mark>],
    album: &Album,
    about: &About,
    faces: &Faces,
) -> Result<Vec<u8>, ProtocolError> {
    let refused = |why: String| ProtocolError::Pdf(why);
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_B)
        .finish()
        .map_err(|error| refused(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(
        Metadata::new()
            .title(about.title.clone())
            .description(about.subject.clone())
            .authors(vec![about.author.clone()])
            .creator("krok".to_owned())
            .producer(producer(about.language))
            .language(tag(about.language).to_owned())
            .document_id(about.id.clone())
            .creation_date(date(&about.at)),
    );
    let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| refused("page size".to_owned()))?;
    for marks in pages {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        for mark in marks {
            draw(mark, album, faces, &mut surface);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| refused(error.to_string()))
}

fn draw(mark: &Mark, album: &Album, faces: &Faces, surface: &mut Surface<'_>) {
    match mark {
        Mark::Text { x, y, text, style } => {
            if !text.is_empty() {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(style.colour)));
                set(text, *style, Point::from_xy(*x, *y), faces, surface);
            }
        }
        Mark::Block { area, colour } => {
            if let Some(path) = outline(*area) {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(*colour)));
                surface.draw_path(&path);
            }
        }
        Mark::Outline { area, colour, weight } => {
            if let Some(path) = outline(*area) {
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke {
                    paint: ink(*colour).into(),
                    width: *weight,
                    ..Stroke::default()
                }));
                surface.draw_path(&path);
            }
        }
        Mark::Picture { area, picture } => {
            let image = album.images.get(*picture);
            if let (Some(Kept::Shown(image)), Some(size)) = (image, Size::from_wh(area.width, area.height)) {
                surface.push_transform(&Transform::from_translate(area.x, area.y));
                surface.draw_image(image.clone(), size);
                surface.pop();
            }
        }
    }
}

fn set(text: &str, style: Style, at: Point, faces: &Faces, surface: &mut Surface<'_>) {
    let face = faces.of(style);
    let glyphs = face.glyphs(text);
    surface.draw_glyphs(at, &glyphs, face.font.clone(), text, style.size, false);
}

fn outline(area: Area) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(area.x, area.y, area.width, area.height)?);
    path.finish()
}

fn ink((red, green, blue): (u8, u8, u8)) -> color::rgb::Color {
    color::rgb::Color::new(red, green, blue)
}

fn fill(colour: (u8, u8, u8)) -> Fill {
    Fill {
        paint: ink(colour).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

/// Reads the time of a record; what is none of one counts from the beginning of the calendar of computers.
fn date(at: &str) -> DateTime {
    let number = |from: usize, to: usize| at.get(from..to).and_then(|digits| digits.parse::<u8>().ok());
    let year = at.get(..4).and_then(|year| year.parse().ok()).unwrap_or(1970);
    let offset = at.get(23..).unwrap_or_default();
    let hours = offset.get(..3).and_then(|hours| hours.parse().ok()).unwrap_or(0);
    let minutes = offset.get(4..6).and_then(|minutes| minutes.parse().ok()).unwrap_or(0);
    DateTime::new(year)
        .month(number(5, 7).unwrap_or(1))
        .day(number(8, 10).unwrap_or(1))
        .hour(number(11, 13).unwrap_or(0))
        .minute(number(14, 16).unwrap_or(0))
        .second(number(17, 19).unwrap_or(0))
        .utc_offset_hour(hours)
        .utc_offset_minute(minutes)
}
