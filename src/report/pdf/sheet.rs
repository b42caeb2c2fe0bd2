//! Pages: blocks set one below the other, with what belongs together kept on one page.

use super::font::{Faces, Style};
use super::lines::lines;

/// A4 in points.
pub(super) const PAGE: (f32, f32) = (595.276, 841.89);
/// Left and right margin; the left one leaves room for punching.
pub(super) const MARGIN: f32 = 60.0;
/// Width of what is set.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
const TOP: f32 = 62.0;
const BOTTOM: f32 = PAGE.1 - 66.0;
/// Lines of one cell that are set; a hostile portal has more.
const CELL_LINES: usize = 60;
const BLACK: (u8, u8, u8) = (20, 20, 20);
const GREY: (u8, u8, u8) = (95, 95, 95);
const RULE: (u8, u8, u8) = (190, 190, 190);

pub(super) const TITLE: Style = style(true, 20.0, BLACK);
pub(super) const HEADING: Style = style(true, 13.0, BLACK);
pub(super) const SUBHEADING: Style = style(true, 10.0, BLACK);
pub(super) const TEXT: Style = style(false, 9.5, BLACK);
pub(super) const STRONG: Style = style(true, 9.5, BLACK);
pub(super) const SMALL: Style = style(false, 8.0, GREY);
pub(super) const CELL: Style = style(false, 8.5, BLACK);
pub(super) const HEAD: Style = style(true, 8.5, BLACK);

const fn style(is_bold: bool, size: f32, colour: (u8, u8, u8)) -> Style {
    Style { is_bold, size, colour }
}

/// Something that stands on a page. Measures in points from its upper left corner.
#[derive(Debug)]
pub(super) enum Mark {
    /// A line of text, by the left end of its baseline.
    Text { x: f32, y: f32, text: String, style: Style },
    /// A filled box.
    Block { area: Area, colour: (u8, u8, u8) },
    /// The outline of a box.
    Outline {
        area: Area,
        colour: (u8, u8, u8),
        weight: f32,
    },
    /// A picture, by its number among those of the document.
    Picture { area: Area, picture: usize },
}

/// A box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A picture ready to be placed: number, measures in points, boxes in it from its corner.
pub(super) struct Plate {
    pub(super) picture: usize,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) frames: Vec<Area>,
}

/// What has been set so far.
pub(super) struct Sheets<'f> {
    faces: &'f Faces,
    pages: Vec<Vec<Mark>>,
    y: f32,
}

impl<'f> Sheets<'f> {
    pub(super) fn new(faces: &'f Faces) -> Self {
        Self {
            faces,
            pages: vec![Vec::new()],
            y: TOP,
        }
    }

    pub(super) fn into_pages(self) -> Vec<Vec<Mark>> {
        self.pages
    }

    pub(super) fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Turns the page unless so much room is left on it.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    pub(super) fn gap(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Sets a heading, with room for something below it.
    pub(super) fn heading(&mut self, text: &str, style: Style) {
        self.gap(style.size);
        self.need(style.leading() + 110.0);
        self.paragraph(text, style);
        self.y += style.size * 0.3;
    }

    pub(super) fn paragraph(&mut self, text: &str, style: Style) {
        self.indented(text, style, 0.0);
    }

    /// Sets a paragraph; neither its first nor its last line stands alone on a page.
    pub(super) fn indented(&mut self, text: &str, style: Style, indent: f32) {
        let set = lines(text, WIDTH - indent, style, self.faces);
        let last = set.len();
        for (number, line) in set.into_iter().enumerate() {
            let is_edge = number == 0 || number + 2 == last;
            self.need(style.leading() * if is_edge && last > 1 { 2.0 } else { 1.0 });
            self.line(MARGIN + indent, line, style);
        }
        self.y += style.size * 0.35;
    }

    /// Sets a name and what it says beside each other, with smaller text below.
    pub(super) fn fact(&mut self, name: &str, text: &str, detail: Option<&str>) {
        let column = 125.0;
        let names = lines(name, column - 10.0, STRONG, self.faces);
        let texts = lines(text, WIDTH - column, TEXT, self.faces);
        let details = detail.map(|detail| lines(detail, WIDTH - column, SMALL, self.faces));
        self.need(TEXT.leading() * 2.0);
        let (page, top) = (self.pages.len(), self.y);
        for line in names {
            self.line(MARGIN, line, STRONG);
        }
        let below = self.y;
        self.y = top;
        let said = texts.into_iter().map(|line| (line, TEXT));
        for (line, style) in said.chain(details.into_iter().flatten().map(|line| (line, SMALL))) {
            self.need(style.leading());
            self.line(MARGIN + column, line, style);
        }
        if self.pages.len() == page {
            self.y = self.y.max(below);
        }
        self.y += 3.0;
    }

    /// Sets a table; its head stands again on each page. Rows that would not fit a page go on on the next one.
    pub(super) fn table(&mut self, shares: &[f32], head: &[&str], rows: &[Vec<String>]) {
        let widths: Vec<f32> = shares.iter().map(|share| share * WIDTH).collect();
        self.need(HEAD.leading() * 2.0 + CELL.leading() * 3.0);
        self.head(&widths, head);
        for row in rows {
            let cells: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| self.cell(cell, *width))
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or_default();
            #[expect(clippy::cast_precision_loss, reason = "a cell has few lines")]
            let whole = height as f32 * CELL.leading() + 6.0;
            if self.y + whole > BOTTOM && whole < (BOTTOM - TOP) / 3.0 {
                self.turn();
                self.head(&widths, head);
            }
            self.y += 3.0;
            for number in 0..height {
                if self.y + CELL.leading() > BOTTOM {
                    self.turn();
                    self.head(&widths, head);
                }
                self.row_line(&cells, &widths, number);
            }
            self.y += 3.0;
            self.rule(RULE);
        }
        self.y += 6.0;
    }

    fn cell(&self, text: &str, width: f32) -> Vec<String> {
        let mut set = lines(text, width - 8.0, CELL, self.faces);
        if set.len() > CELL_LINES {
            set.truncate(CELL_LINES);
            set.push("…".to_owned());
        }
        set
    }

    fn row_line(&mut self, cells: &[Vec<String>], widths: &[f32], number: usize) {
        let (mut x, top) = (MARGIN, self.y);
        for (cell, width) in cells.iter().zip(widths) {
            if let Some(line) = cell.get(number) {
                self.y = top;
                self.line(x + 4.0, line.clone(), CELL);
            }
            x += width;
        }
        self.y = top + CELL.leading();
    }

    fn head(&mut self, widths: &[f32], head: &[&str]) {
        let height = HEAD.leading() + 6.0;
        let area = Area {
            x: MARGIN,
            y: self.y,
            width: WIDTH,
            height,
        };
        self.put(Mark::Block {
            area,
            colour: (236, 236, 236),
        });
        let (mut x, top) = (MARGIN, self.y);
        for (name, width) in head.iter().zip(widths) {
            self.y = top + 3.0;
            let first = lines(name, width - 8.0, HEAD, self.faces).into_iter().next();
            self.line(x + 4.0, first.unwrap_or_default(), HEAD);
            x += width;
        }
        self.y = top + height;
    }

    /// Draws a line over the whole width.
    pub(super) fn rule(&mut self, colour: (u8, u8, u8)) {
        let area = Area {
            x: MARGIN,
            y: self.y,
            width: WIDTH,
            height: 0.5,
        };
        self.put(Mark::Block { area, colour });
    }

    /// Places a picture with its caption; both stand on one page.
    pub(super) fn plate(&mut self, plate: &Plate, caption: &[(String, Style)]) {
        let set: Vec<(Vec<String>, Style)> = caption
            .iter()
            .map(|(text, style)| (lines(text, WIDTH, *style, self.faces), *style))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a caption has few lines")]
        let height: f32 = set
            .iter()
            .map(|(lines, style)| lines.len() as f32 * style.leading())
            .sum();
        self.need(plate.height + height + 16.0);
        let area = Area {
            x: MARGIN,
            y: self.y,
            width: plate.width,
            height: plate.height,
        };
        self.put(Mark::Picture {
            area,
            picture: plate.picture,
        });
        self.put(Mark::Outline {
            area,
            colour: RULE,
            weight: 0.5,
        });
        for frame in &plate.frames {
            let area = Area {
                x: area.x + frame.x,
                y: area.y + frame.y,
                ..*frame
            };
            self.put(Mark::Outline {
                area,
                colour: (200, 0, 0),
                weight: 1.2,
            });
        }
        self.y += plate.height + 4.0;
        for (lines, style) in set {
            for line in lines {
                self.line(MARGIN, line, style);
            }
        }
        self.y += 10.0;
    }

    /// Draws the place for a signature.
    pub(super) fn signature(&mut self, role: &str, says: &str) {
        self.need(72.0);
        self.paragraph(role, STRONG);
        self.y += 30.0;
        self.rule(BLACK);
        self.y += 3.0;
        self.paragraph(says, SMALL);
        self.y += 8.0;
    }

    /// Puts a line of text where the last one ended.
    fn line(&mut self, x: f32, text: String, style: Style) {
        let y = self.y + style.size;
        self.put(Mark::Text { x, y, text, style });
        self.y += style.leading();
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }
}

/// Adds what stands at the foot of each page.
pub(super) fn number(pages: &mut [Vec<Mark>], left: &str, word: (&str, &str), faces: &Faces) {
    let count = pages.len();
    let mut left = faces.fit(left);
    while faces.width(&left, SMALL) > WIDTH - 110.0 && left.pop().is_some() {}
    for (page, number) in pages.iter_mut().zip(1..) {
        let right = format!("{} {number} {} {count}", word.0, word.1);
        let y = PAGE.1 - 40.0;
        let x = PAGE.0 - MARGIN - faces.width(&right, SMALL);
        for (x, text) in [(MARGIN, left.clone()), (x, right)] {
            page.push(Mark::Text {
                x,
                y,
                text,
                style: SMALL,
            });
        }
    }
}
