//! A page that does what no real browser can be told to do: it loses its driver in mid-press, refuses a picture, swaps
//! its nodes, or changes the entity between two looks.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::time::Duration;

use krok::page::error::PageError;
use krok::page::observation::{
    Answer, Content, Control, Entry, Extent, Field, Handle, Mask, Observation, Rectangle, Role, Screenshot, Scroll,
    State, Surroundings, TextsRead, Tier, TieredLabel, View,
};
use krok::page::protocol::Page;
use krok::page::snapshot::Snapshot;
use krok::page::touch::Touch;
use krok::text::mask::{Masking, Rule};

/// What goes wrong, once.
#[derive(Clone, Debug, PartialEq)]
pub enum Trap {
    /// The driver is gone when this button is pressed; whether the press arrived first.
    LostAt { button: &'static str, arrived: bool },
    /// The button's node was replaced between look and press.
    DetachedAt(&'static str),
    /// No picture can be taken from the given one on.
    NoPictureFrom(usize),
    /// A box that the page has is in no picture from the given one on.
    BareFrom(usize),
    /// The portal shows another entity after this button.
    EntityAfter { button: &'static str, entity: &'static str },
    /// The page is on a login host after this button.
    LoginAfter(&'static str),
    /// The portal says that it saved, and does not.
    NotStored,
    /// The portal says nothing after saving.
    SilentSave,
    /// The page has more text than is read of one.
    MuchText,
    /// Somebody touches the page once it has received so many acts, and what was typed in a field stays there.
    TouchedAfter { acts: usize, touch: Touch },
    /// A second button with this label.
    Twin(&'static str),
}

/// A form with two text fields, read-only until `Edytuj`.
pub struct FakePage {
    pub stored: BTreeMap<String, String>,
    pub acts: Vec<String>,
    draft: Option<BTreeMap<String, String>>,
    entity: String,
    trap: Option<Trap>,
    pictures: usize,
    message: Option<String>,
    on_login_host: bool,
    lost: bool,
    /// Where each act that arrived is written down at once, so that it outlives the program that made it.
    pub journal: Option<File>,
    /// Presses that were asked for, whether they arrived or not.
    pub asked: Vec<String>,
}

impl FakePage {
    pub fn new(trap: Option<Trap>) -> Self {
        Self {
            stored: BTreeMap::from([
                ("Tryb".to_owned(), "PUSH".to_owned()),
                ("Kolejka".to_owned(), "100".to_owned()),
            ]),
            acts: Vec::new(),
            draft: None,
            entity: "pzgliwice".to_owned(),
            trap,
            pictures: 0,
            message: None,
            on_login_host: false,
            lost: false,
            journal: None,
            asked: Vec::new(),
        }
    }

    fn arrived(&mut self, act: String) {
        if let Some(journal) = &mut self.journal {
            writeln!(journal, "{act}").unwrap();
        }
        self.acts.push(act);
    }

    /// Presses of a button that the page received.
    pub fn presses(&self, button: &str) -> usize {
        self.acts.iter().filter(|act| *act == button).count()
    }

    fn shown(&self) -> &BTreeMap<String, String> {
        self.draft.as_ref().unwrap_or(&self.stored)
    }

    fn fingerprint(&self) -> String {
        format!("{:?} {:?} {} {:?}", self.draft, self.stored, self.entity, self.message)
    }

    fn buttons(&self) -> Vec<&'static str> {
        let mut buttons = if self.draft.is_some() {
            vec!["Zapisz", "Anuluj"]
        } else {
            vec!["Edytuj"]
        };
        if let Some(Trap::Twin(label)) = self.trap
            && buttons.contains(&label)
        {
            buttons.push(label);
        }
        buttons
    }

    fn check(&self) -> Result<(), PageError> {
        if self.lost {
            return Err(PageError::Lost("the driver is gone".to_owned()));
        }
        if self.on_login_host {
            return Err(PageError::Elsewhere("https://login.example".to_owned()));
        }
        Ok(())
    }

    fn carry_out(&mut self, button: &str) {
        self.arrived(button.to_owned());
        match button {
            "Edytuj" => self.draft = Some(self.stored.clone()),
            "Anuluj" => self.draft = None,
            "Zapisz" => {
                let draft = self.draft.take();
                if self.trap != Some(Trap::NotStored) {
                    self.stored = draft.unwrap_or_default();
                }
                if self.trap != Some(Trap::SilentSave) {
                    self.message = Some("Zmiany zostały zapisane.".to_owned());
                }
            }
            other => panic!("no button {other}"),
        }
        match &self.trap {
            Some(Trap::EntityAfter { button: at, entity }) if *at == button => self.entity = (*entity).to_owned(),
            Some(Trap::LoginAfter(at)) if *at == button => self.on_login_host = true,
            _ => {}
        }
    }
}

impl Page for FakePage {
    async fn open(&mut self, _address: &str) -> Result<(), PageError> {
        self.check()?;
        // A page that is opened anew holds neither a draft nor a message.
        self.draft = None;
        self.message = None;
        Ok(())
    }

    async fn address(&mut self) -> Result<String, PageError> {
        Ok("https://portal.example/form".to_owned())
    }

    async fn look(&mut self) -> Result<View, PageError> {
        self.check()?;
        let controls = self
            .buttons()
            .into_iter()
            .map(|label| Control {
                handle: Handle(label.to_owned()),
                role: Role::Button,
                labels: vec![label_of(label)],
                place: Surroundings::default(),
                state: State::Ready,
                opener: None,
                expander: None,
                rectangle: Rectangle::default(),
            })
            .collect();
        let state = if self.draft.is_some() {
            State::Ready
        } else {
            State::Disabled
        };
        let fields = self
            .shown()
            .iter()
            .map(|(label, value)| Field {
                handle: Handle(label.clone()),
                content: Content::Text(value.clone()),
                labels: vec![label_of(label)],
                place: Surroundings::default(),
                state: state.clone(),
                has_keys: false,
                rectangle: Rectangle::default(),
            })
            .collect();
        Ok(View {
            controls,
            fields,
            tables: Vec::new(),
            facts: Vec::new(),
            dialogs: Vec::new(),
            viewport: Rectangle::default(),
            fingerprint: self.fingerprint(),
        })
    }

    async fn press(&mut self, control: &Handle) -> Result<(), PageError> {
        self.asked.push(control.0.clone());
        self.check()?;
        match self.trap.clone() {
            Some(Trap::LostAt { button, arrived }) if control.0 == button => {
                if arrived {
                    self.carry_out(button);
                }
                self.lost = true;
                Err(PageError::Lost("the connection was reset".to_owned()))
            }
            Some(Trap::DetachedAt(button)) if control.0 == button => {
                self.trap = None;
                Err(PageError::Detached)
            }
            _ => {
                self.carry_out(&control.0);
                Ok(())
            }
        }
    }

    async fn hover(&mut self, _control: &Handle) -> Result<(), PageError> {
        self.check()
    }

    async fn escape(&mut self, _: &Handle) -> Result<(), PageError> {
        panic!("nothing to leave")
    }
    async fn enter(&mut self, field: &Handle, entry: &Entry) -> Result<(), PageError> {
        self.check()?;
        let Entry::Text(text) = entry else {
            panic!("this form has text fields only");
        };
        self.arrived(format!("{} = {text}", field.0));
        if let Some(draft) = &mut self.draft {
            draft.insert(field.0.clone(), text.clone());
        }
        Ok(())
    }

    async fn scroll(&mut self, _scroller: &Handle, _to: Scroll) -> Result<(), PageError> {
        self.check()
    }

    async fn answer(&mut self, _answer: &Answer) -> Result<(), PageError> {
        self.check()
    }

    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        self.check().map(|()| Vec::new())
    }

    async fn close_window(&mut self) -> Result<(), PageError> {
        self.check()
    }

    async fn visit(&mut self, _address: &str) -> Result<(), PageError> {
        panic!("nothing outside")
    }

    async fn answered(&mut self) -> Result<Option<u16>, PageError> {
        self.check().map(|()| Some(200))
    }

    async fn leave_visit(&mut self) -> Result<(), PageError> {
        self.check()
    }

    async fn settle(&mut self, _unlike: Option<&str>, _deadline: Duration) -> Result<Observation, PageError> {
        self.check()?;
        Ok(Observation {
            url: "https://portal.example/form".to_owned(),
            title: "Formularz".to_owned(),
            entity: Some(self.entity.clone()),
            messages: self.message.iter().cloned().collect(),
            texts: vec!["Formularz".to_owned()],
            texts_read: if self.trap == Some(Trap::MuchText) {
                TextsRead::Part
            } else {
                TextsRead::All
            },
            snapshot: Snapshot::of_text(&format!("{:?}", self.shown())),
            fingerprint: self.fingerprint(),
            quiet: true,
            story: Vec::new(),
            amiss: None,
            passed_over: None,
            touched: None,
        })
    }

    async fn touched(&mut self) -> Result<Option<Touch>, PageError> {
        self.check()?;
        match self.trap.clone() {
            Some(Trap::TouchedAfter { acts, touch }) if acts == self.acts.len() => {
                self.trap = None;
                if let (Some(draft), Touch::Keys(field)) = (&mut self.draft, &touch) {
                    draft.insert(field.clone(), "cudze".to_owned());
                }
                Ok(Some(touch))
            }
            _ => Ok(None),
        }
    }

    async fn picture(&mut self, _extent: Extent, masking: &mut Masking) -> Result<Screenshot, PageError> {
        self.check()?;
        self.pictures += 1;
        if let Some(Trap::NoPictureFrom(first)) = self.trap
            && self.pictures >= first
        {
            return Err(PageError::Protocol("no picture".to_owned()));
        }
        let mut masks = Vec::new();
        if let Some(Trap::BareFrom(first)) = self.trap
            && self.pictures >= first
        {
            masks.push(Mask {
                rule: Rule::Pesel,
                name: masking.name(Rule::Pesel, "02070803628"),
                // Beyond the picture, which has one pixel.
                area: Rectangle {
                    x: 5.0,
                    y: 5.0,
                    width: 4.0,
                    height: 4.0,
                },
            });
        }
        Ok(Screenshot {
            png: PNG.to_vec(),
            corner: (0.0, 0.0),
            masks,
        })
    }

    fn browser(&self) -> String {
        "fake page".to_owned()
    }
}

fn label_of(text: &str) -> TieredLabel {
    TieredLabel {
        text: text.to_owned(),
        tier: Tier::Associated,
    }
}

/// One white pixel.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0, 1, 1, 1, 0,
    0x1b, 0xb6, 0xee, 0x56, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];
