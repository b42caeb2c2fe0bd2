//! The two faces of the protocol: DejaVu Sans Condensed, embedded. Its licence lies beside it.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};

use crate::evidence::text::is_unprintable;

use super::ProtocolError;

/// Stands for a letter that the font lacks.
const LACKING: char = '\u{fffd}';

/// One face.
pub(super) struct Face {
    pub(super) font: Font,
    letters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

/// The faces.
pub(super) struct Faces {
    pub(super) regular: Face,
    pub(super) bold: Face,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) is_bold: bool,
    /// Size of the type in points.
    pub(super) size: f32,
    /// Red, green, blue.
    pub(super) colour: (u8, u8, u8),
}

impl Style {
    /// Distance of two lines.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.35
    }
}

impl Faces {
    pub(super) fn load() -> Result<Self, ProtocolError> {
        Ok(Self {
            regular: Face::load(include_bytes!("fonts/DejaVuSansCondensed.ttf"))?,
            bold: Face::load(include_bytes!("fonts/DejaVuSansCondensed-Bold.ttf"))?,
        })
    }

    pub(super) fn of(&self, style: Style) -> &Face {
        if style.is_bold { &self.bold } else { &self.regular }
    }

    /// Returns the width of a text in points.
    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        let face = self.of(style);
        text.chars().map(|letter| face.advance(letter)).sum::<f32>() * style.size
    }

    /// Returns a text as it can be set: on one line, nothing in it acts, and every letter has a glyph in both faces.
    pub(super) fn fit(&self, text: &str) -> String {
        let kept = text
            .chars()
            .filter(|letter| !is_unprintable(*letter) && !is_unseen(*letter));
        kept.map(|letter| match letter {
            '\n' | '\t' => ' ',
            letter if self.has(letter) => letter,
            _ => LACKING,
        })
        .collect()
    }

    fn has(&self, letter: char) -> bool {
        let is_private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        !is_private && self.regular.glyph(letter) != 0 && self.bold.glyph(letter) != 0
    }
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Self, ProtocolError> {
        let font = Font::new(bytes.into(), 0);
        let (Some(font), Ok(raw)) = (font, FontRef::new(bytes)) else {
            return Err(ProtocolError::Pdf("the embedded font cannot be read".to_owned()));
        };
        Ok(Self {
            units: font.units_per_em(),
            font,
            letters: raw.charmap(),
            metrics: raw.glyph_metrics(Size::unscaled(), LocationRef::default()),
        })
    }

    fn glyph(&self, letter: char) -> u32 {
        self.letters.map(letter).map_or(0, skrifa::GlyphId::to_u32)
    }

    /// Returns the width of a letter at the size of 1.
    fn advance(&self, letter: char) -> f32 {
        let glyph = skrifa::GlyphId::new(self.glyph(letter));
        self.metrics.advance_width(glyph).unwrap_or_default() / self.units
    }

    /// Returns the glyphs of a text that was made fit.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(start, letter): (usize, char)| {
            let range = start..start + letter.len_utf8();
            let id = GlyphId::new(self.glyph(letter));
            KrillaGlyph::new(id, self.advance(letter), 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(glyph).collect()
    }
}

/// Says whether a letter leaves no mark and takes no room: what cannot be seen is not printed.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}')
}
