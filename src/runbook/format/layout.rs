//! The look of a file: lined up equals signs, one blank between words, lists within the width of a page.

use super::piece::{Entry, Group, Piece, Worth};

/// Columns of a page.
const WIDTH: usize = 120;

/// Columns by which the inside of a list or table over several lines is moved in.
const STEP: usize = 2;

/// Writes a whole file.
pub(super) fn file(mut pieces: Vec<Piece>, newline: &str) -> String {
    settle(&mut pieces, 0, 0);
    let pads = pads(&pieces);
    let mut out = String::new();
    for (piece, pad) in pieces.iter().zip(pads) {
        match piece {
            Piece::Blank => {}
            Piece::Comment(text) => out.push_str(text),
            Piece::Header(header) => {
                out.push_str(&header.text);
                beside(&mut out, header.comment.as_ref());
            }
            Piece::Entry(entry) => {
                out.push_str(&line(entry, pad, 0, newline));
                beside(&mut out, entry.comment.as_ref());
            }
        }
        out.push_str(newline);
    }
    out
}

/// Breaks every list that is too long for its line. What is broken moves equals signs, so it is done until all fit.
fn settle(pieces: &mut [Piece], indent: usize, comma: usize) {
    loop {
        let pads = pads(pieces);
        let mut is_settled = true;
        for (piece, pad) in pieces.iter_mut().zip(pads) {
            if let Piece::Entry(entry) = piece {
                let room = WIDTH.saturating_sub(indent + comma);
                is_settled &= !break_list(entry, pad, room);
            }
        }
        if is_settled {
            break;
        }
    }
    for piece in pieces {
        if let Piece::Entry(entry) = piece {
            settle_within(&mut entry.value, indent);
        }
    }
}

fn settle_within(value: &mut Worth, indent: usize) {
    let (Worth::List(group) | Worth::Table(group)) = value else {
        return;
    };
    if group.is_broken {
        settle(&mut group.pieces, indent + STEP, 1);
        return;
    }
    for piece in &mut group.pieces {
        if let Piece::Entry(entry) = piece {
            settle_within(&mut entry.value, indent);
        }
    }
}

/// Breaks a list that does not fit into the room; says whether it did.
fn break_list(entry: &mut Entry, pad: usize, room: usize) -> bool {
    if entry.value.is_tall() || width(&line(entry, pad, 0, "\n")) <= room {
        return false;
    }
    let Worth::List(group) = &mut entry.value else {
        return false;
    };
    // One element alone gains nothing.
    if group.entries().count() < 2 {
        return false;
    }
    // Words flow like those of a sentence; what has parts stands on a line of its own.
    let is_plain = group.entries().all(|entry| matches!(entry.value, Worth::Scalar(_)));
    for piece in &mut group.pieces {
        if let Piece::Entry(entry) = piece {
            entry.starts_line = !is_plain;
        }
    }
    group.is_broken = true;
    true
}

/// Returns the width of the key for each piece: keys of neighbouring lines line up, comments between them or not.
fn pads(pieces: &[Piece]) -> Vec<usize> {
    let mut pads = vec![0; pieces.len()];
    let mut run: Vec<usize> = Vec::new();
    let mut widest = 0;
    let mut were_dotted = false;
    let mut close = |run: &mut Vec<usize>, widest: &mut usize| {
        for index in run.drain(..) {
            pads[index] = *widest;
        }
        *widest = 0;
    };
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Comment(_) => {}
            Piece::Blank | Piece::Header(_) => close(&mut run, &mut widest),
            Piece::Entry(entry) => {
                let Some(key) = &entry.key else { continue };
                if key.is_dotted != were_dotted {
                    close(&mut run, &mut widest);
                    were_dotted = key.is_dotted;
                }
                run.push(index);
                widest = widest.max(width(&key.text));
                if entry.value.is_tall() {
                    close(&mut run, &mut widest);
                }
            }
        }
    }
    close(&mut run, &mut widest);
    pads
}

/// Writes a value with its key.
fn line(entry: &Entry, pad: usize, indent: usize, newline: &str) -> String {
    let value = value(&entry.value, indent, newline);
    match &entry.key {
        Some(key) => {
            let gap = pad.saturating_sub(width(&key.text));
            format!("{}{} = {value}", key.text, " ".repeat(gap))
        }
        None => value,
    }
}

/// Writes a value that begins on a line moved in by so many columns.
fn value(value: &Worth, indent: usize, newline: &str) -> String {
    match value {
        Worth::Scalar(text) => text.clone(),
        Worth::List(group) if group.is_broken => format!("[{}]", rows(group, indent, newline)),
        Worth::Table(group) if group.is_broken => format!("{{{}}}", lines(group, indent, newline)),
        Worth::List(group) => format!("[{}]", joined(group, indent, newline)),
        Worth::Table(group) if group.pieces.is_empty() => "{}".to_owned(),
        Worth::Table(group) => format!("{{ {} }}", joined(group, indent, newline)),
    }
}

fn joined(group: &Group, indent: usize, newline: &str) -> String {
    let entries: Vec<String> = group.entries().map(|entry| line(entry, 0, indent, newline)).collect();
    entries.join(", ")
}

/// Writes the inside of a table, one key a line.
fn lines(group: &Group, indent: usize, newline: &str) -> String {
    let inner = indent + STEP;
    let mut out = newline.to_owned();
    for (piece, pad) in group.pieces.iter().zip(pads(&group.pieces)) {
        match piece {
            Piece::Blank | Piece::Header(_) => {}
            Piece::Comment(text) => {
                out.push_str(&" ".repeat(inner));
                out.push_str(text);
            }
            Piece::Entry(entry) => {
                out.push_str(&" ".repeat(inner));
                out.push_str(&line(entry, pad, inner, newline));
                out.push(',');
                beside(&mut out, entry.comment.as_ref());
            }
        }
        out.push_str(newline);
    }
    out.push_str(&" ".repeat(indent));
    out
}

/// Writes the inside of a list in the author's lines, and in further ones where those are too long.
fn rows(group: &Group, indent: usize, newline: &str) -> String {
    let inner = indent + STEP;
    let margin = format!("{newline}{}", " ".repeat(inner));
    let mut out = String::new();
    for piece in &group.pieces {
        match piece {
            Piece::Blank | Piece::Header(_) => out.push_str(newline),
            Piece::Comment(text) => {
                out.push_str(&margin);
                out.push_str(text);
            }
            Piece::Entry(entry) => {
                let text = format!("{},", line(entry, 0, inner, newline));
                let first = text.lines().next().unwrap_or_default();
                if out.is_empty() || entry.starts_line || last_width(&out) + 1 + width(first) > WIDTH {
                    out.push_str(&margin);
                } else {
                    out.push(' ');
                }
                out.push_str(&text);
                beside(&mut out, entry.comment.as_ref());
            }
        }
    }
    out.push_str(newline);
    out.push_str(&" ".repeat(indent));
    out
}

/// Writes a comment behind what it is about.
fn beside(out: &mut String, comment: Option<&String>) {
    if let Some(comment) = comment {
        out.push(' ');
        out.push_str(comment);
    }
}

fn last_width(text: &str) -> usize {
    width(text.rsplit('\n').next().unwrap_or_default())
}

fn width(text: &str) -> usize {
    text.chars().count()
}
