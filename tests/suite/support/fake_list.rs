//! A list of systems, each with `Usuń`, on a page that loses its driver when no real browser would.

use std::time::Duration;

use krok::page::error::PageError;
use krok::page::observation::{
    Answer, Control, Entry, Extent, Handle, Observation, Rectangle, Role, Row, Screenshot, Scroll, State, Surroundings,
    Table, Tier, TieredLabel, View,
};
use krok::page::protocol::Page;
use krok::page::snapshot::Snapshot;
use krok::page::touch::Touch;

use super::fake_page::PNG;

/// What goes wrong at the press that destroys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Nothing.
    Never,
    /// The driver is gone before the press arrives.
    BeforeItArrives,
    /// The driver is gone after the press arrived.
    AfterItArrived,
    /// The press arrived, and the portal answers for another entity.
    AnotherEntityAnswers,
    /// The press arrived, and the portal answers that the session is over.
    SessionEnds,
    /// The press arrives, and the portal does nothing and says nothing.
    Ignored,
    /// The description is another one from the second look on.
    OtherAfterFirstLook,
}

/// The list.
pub struct FakeList {
    pub rows: Vec<(String, String)>,
    pub presses: usize,
    breaks: Break,
    looks: usize,
    is_lost: bool,
}

impl FakeList {
    pub fn new(breaks: Break) -> Self {
        let row = |name: &str, description: &str| (name.to_owned(), description.to_owned());
        Self {
            rows: vec![row("SEKAP", "serwer SEKAP"), row("SOD", "obieg dokumentów")],
            presses: 0,
            breaks,
            looks: 0,
            is_lost: false,
        }
    }

    fn check(&self) -> Result<(), PageError> {
        if self.is_lost {
            return Err(PageError::Lost("the driver is gone".to_owned()));
        }
        Ok(())
    }

    fn fingerprint(&self) -> String {
        format!("{:?}", self.rows)
    }

    /// Says one thing once the press has broken so, and the other before and else.
    fn shown(&self, breaks: Break, then: &str, usual: &str) -> String {
        let has_broken = self.breaks == breaks && self.presses > 0;
        if has_broken { then } else { usual }.to_owned()
    }

    fn control(cells: &[String]) -> Control {
        Control {
            handle: Handle(cells[0].clone()),
            role: Role::Button,
            labels: vec![TieredLabel {
                text: "Usuń".to_owned(),
                tier: Tier::Associated,
            }],
            place: Surroundings {
                row: Some(cells.to_vec()),
                ..Surroundings::default()
            },
            state: State::Ready,
            opener: None,
            expander: None,
            rectangle: Rectangle {
                x: 0.0,
                y: 0.0,
                width: 1.0,
                height: 1.0,
            },
        }
    }
}

impl Page for FakeList {
    async fn open(&mut self, _address: &str) -> Result<(), PageError> {
        self.check()
    }

    async fn address(&mut self) -> Result<String, PageError> {
        Ok("https://portal.example/systemy".to_owned())
    }

    async fn look(&mut self) -> Result<View, PageError> {
        self.check()?;
        self.looks += 1;
        let is_other = self.breaks == Break::OtherAfterFirstLook && self.looks > 1;
        let rows: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|(name, description)| {
                let description = if is_other { "inny opis" } else { description };
                vec![name.clone(), description.to_owned()]
            })
            .collect();
        Ok(View {
            controls: rows.iter().map(|cells| Self::control(cells)).collect(),
            tables: vec![Table {
                titles: vec!["Systemy".to_owned()],
                columns: vec!["Nazwa".to_owned(), "Opis".to_owned()],
                rows: rows.into_iter().zip(0..).map(|(cells, at)| Row { cells, at }).collect(),
                total: None,
                pager: None,
                scroller: None,
            }],
            fingerprint: self.fingerprint(),
            ..View::default()
        })
    }

    async fn press(&mut self, control: &Handle) -> Result<(), PageError> {
        self.check()?;
        self.presses += 1;
        self.is_lost = matches!(self.breaks, Break::BeforeItArrives | Break::AfterItArrived);
        if !matches!(self.breaks, Break::BeforeItArrives | Break::Ignored) {
            self.rows.retain(|(name, _)| *name != control.0);
        }
        self.check()
    }

    async fn hover(&mut self, _: &Handle) -> Result<(), PageError> {
        self.check()
    }

    async fn escape(&mut self, _: &Handle) -> Result<(), PageError> {
        self.check()
    }

    async fn enter(&mut self, _: &Handle, _: &Entry) -> Result<(), PageError> {
        panic!("nothing to fill in")
    }

    async fn scroll(&mut self, _: &Handle, _: Scroll) -> Result<(), PageError> {
        self.check()
    }

    async fn answer(&mut self, _: &Answer) -> Result<(), PageError> {
        self.check()
    }

    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        self.check().map(|()| Vec::new())
    }

    async fn close_window(&mut self) -> Result<(), PageError> {
        self.check()
    }

    async fn visit(&mut self, _: &str) -> Result<(), PageError> {
        panic!("nothing to visit")
    }

    async fn answered(&mut self) -> Result<Option<u16>, PageError> {
        self.check().map(|()| None)
    }

    async fn leave_visit(&mut self) -> Result<(), PageError> {
        self.check()
    }

    async fn settle(&mut self, _unlike: Option<&str>, _deadline: Duration) -> Result<Observation, PageError> {
        self.check()?;
        Ok(Observation {
            url: "https://portal.example/systemy".to_owned(),
            title: "Systemy".to_owned(),
            entity: Some(self.shown(Break::AnotherEntityAnswers, "inny", "pzgliwice")),
            texts: vec![self.shown(Break::SessionEnds, "Sesja wygasła", "Systemy")],
            snapshot: Snapshot::of_text(&self.fingerprint()),
            fingerprint: self.fingerprint(),
            quiet: true,
            ..Observation::default()
        })
    }

    async fn touched(&mut self) -> Result<Option<Touch>, PageError> {
        self.check().map(|()| None)
    }

    async fn picture(&mut self, _extent: Extent, _: &mut krok::text::mask::Masking) -> Result<Screenshot, PageError> {
        self.check()?;
        Ok(Screenshot {
            png: PNG.to_vec(),
            corner: (0.0, 0.0),
            masks: Vec::new(),
        })
    }

    fn browser(&self) -> String {
        "fake list".to_owned()
    }
}
