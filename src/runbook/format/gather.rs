//! From the events of the TOML reader to the pieces of a file.

use std::slice::Iter;

use toml_parser::parser::{Event, EventKind};

use super::piece::{Entry, Group, Header, Key, Piece, Worth};

/// Gathers the pieces of a text that is TOML.
pub(super) fn gather(text: &str, events: &[Event]) -> Vec<Piece> {
    let mut gatherer = Gatherer {
        text,
        events: events.iter(),
    };
    gatherer.pieces().pieces
}

struct Gatherer<'t> {
    text: &'t str,
    events: Iter<'t, Event>,
}

/// Pieces while they are gathered.
struct Gathered {
    pieces: Vec<Piece>,
    /// Line breaks since the last of them.
    breaks: usize,
    /// Whether there was any line break.
    is_broken: bool,
}

impl Gathered {
    /// Adds a piece, with the empty line that stands before it.
    fn add(&mut self, piece: Piece) {
        if self.breaks > 1 && !self.pieces.is_empty() {
            self.pieces.push(Piece::Blank);
        }
        self.breaks = 0;
        self.pieces.push(piece);
    }

    /// Adds a comment, to the piece on whose line it stands if there is one.
    fn comment(&mut self, text: String) {
        // A comment goes to the end of its line.
        self.is_broken = true;
        let beside = match self.pieces.last_mut() {
            Some(Piece::Entry(entry)) => Some(&mut entry.comment),
            Some(Piece::Header(header)) => Some(&mut header.comment),
            Some(Piece::Blank | Piece::Comment(_)) | None => None,
        };
        match beside {
            Some(free @ None) if self.breaks == 0 => *free = Some(text),
            Some(_) | None => self.add(Piece::Comment(text)),
        }
    }
}

impl<'t> Gatherer<'t> {
    /// Gathers up to the end of the file or the bracket that closes.
    fn pieces(&mut self) -> Gathered {
        let mut gathered = Gathered {
            pieces: Vec::new(),
            breaks: 0,
            is_broken: false,
        };
        while let Some(event) = self.events.next() {
            let starts_line = gathered.breaks > 0;
            match event.kind() {
                EventKind::ArrayClose | EventKind::InlineTableClose => break,
                EventKind::Newline => {
                    gathered.breaks += 1;
                    gathered.is_broken = true;
                }
                EventKind::Comment => gathered.comment(self.raw(event).trim_end().to_owned()),
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let header = self.header(event);
                    gathered.add(Piece::Header(header));
                }
                EventKind::SimpleKey => {
                    let key = self.key(event);
                    let entry = self.keyed(key, starts_line);
                    if let Some(entry) = entry {
                        gathered.add(Piece::Entry(entry));
                    }
                }
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    let entry = Entry {
                        key: None,
                        value: self.value(event),
                        comment: None,
                        starts_line,
                    };
                    gathered.add(Piece::Entry(entry));
                }
                EventKind::StdTableClose
                | EventKind::ArrayTableClose
                | EventKind::KeySep
                | EventKind::KeyValSep
                | EventKind::ValueSep
                | EventKind::Whitespace
                | EventKind::Error => {}
            }
        }
        gathered
    }

    fn header(&mut self, open: &Event) -> Header {
        let mut text = self.raw(open).to_owned();
        for event in self.events.by_ref() {
            if event.kind() != EventKind::Whitespace {
                text.push_str(raw(self.text, event));
            }
            if matches!(event.kind(), EventKind::StdTableClose | EventKind::ArrayTableClose) {
                break;
            }
        }
        Header { text, comment: None }
    }

    /// Reads a key up to its `=`.
    fn key(&mut self, first: &Event) -> Key {
        let mut text = self.raw(first).to_owned();
        let mut is_dotted = false;
        for event in self.events.by_ref() {
            if event.kind() == EventKind::KeyValSep {
                break;
            }
            if event.kind() != EventKind::Whitespace {
                is_dotted = true;
                text.push_str(raw(self.text, event));
            }
        }
        Key { text, is_dotted }
    }

    fn keyed(&mut self, key: Key, starts_line: bool) -> Option<Entry> {
        let mut events = self
            .events
            .by_ref()
            .skip_while(|event| event.kind() == EventKind::Whitespace);
        let first = events.next()?;
        Some(Entry {
            key: Some(key),
            value: self.value(first),
            comment: None,
            starts_line,
        })
    }

    fn value(&mut self, first: &Event) -> Worth {
        let is_list = first.kind() == EventKind::ArrayOpen;
        if !is_list && first.kind() != EventKind::InlineTableOpen {
            return Worth::Scalar(self.raw(first).to_owned());
        }
        let gathered = self.pieces();
        let group = Group {
            is_broken: gathered.is_broken && !gathered.pieces.is_empty(),
            pieces: gathered.pieces,
        };
        if is_list {
            Worth::List(group)
        } else {
            Worth::Table(group)
        }
    }

    fn raw(&self, event: &Event) -> &'t str {
        raw(self.text, event)
    }
}

fn raw<'t>(text: &'t str, event: &Event) -> &'t str {
    let span = event.span();
    text.get(span.start()..span.end()).unwrap_or_default()
}
