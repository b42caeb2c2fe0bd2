//! A page whose portal breaks off in one place: its session ends, or the portal fails. A person logs in again, or the
//! portal comes back, when the start page is opened.

use std::time::Duration;

use krok::page::error::PageError;
use krok::page::observation::{Amiss, Answer, Entry, Extent, Handle, Observation, Screenshot, Scroll, View};
use krok::page::protocol::Page;
use krok::page::touch::Touch;
use krok::text::mask::Masking;

const LOGIN: &str = "https://login.example";
const ALIKE: &str = "https://portal.example.login.example";

/// Where it breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// When the page is looked at for the first time after this many addresses were opened.
    Opened(usize),
    /// When something is pressed; whether the portal has acted on it.
    Press { control: &'static str, arrived: bool },
    /// After a value was entered.
    Entry(&'static str),
}

/// How it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The page goes to the login host.
    LoginHost,
    /// The page goes to a host that only looks like the portal's.
    AlikeHost,
    /// The page says so.
    Text,
    /// Nothing happens: the answer is a page of its own.
    DeadButton,
    /// The portal is closed for works.
    Works,
    /// It is, and a request of the page is answered with the page that says so: nothing happens.
    WorksBehind,
    /// The portal's server fails.
    ServerFails,
    /// A request of the page is not answered.
    Unanswered,
    /// The page itself is not answered: nothing can be seen of it.
    Silent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Session {
    Good,
    Broken,
    /// The person logs in.
    AtLogin,
}

/// A page that breaks off.
pub struct LeavingPage<P> {
    pub inner: P,
    /// Addresses opened, the last one last.
    pub opened: Vec<String>,
    /// Looks at the login page: settling, looking, taking pictures.
    pub spied: usize,
    /// The entity that the person chooses, if another than before.
    pub chosen: Option<&'static str>,
    /// How often it still breaks off.
    pub times: usize,
    at: At,
    shape: Shape,
    session: Session,
    breaks: bool,
    /// Whether the start page was opened since it broke off.
    knocked: bool,
}

impl<P: Page> LeavingPage<P> {
    pub fn new(inner: P, at: At, shape: Shape) -> Self {
        Self {
            inner,
            opened: Vec::new(),
            spied: 0,
            chosen: None,
            times: 1,
            at,
            shape,
            session: Session::Good,
            breaks: at == At::Opened(0),
            knocked: false,
        }
    }

    fn is_due(&mut self, at: At) -> bool {
        let is_due = self.session == Session::Good && self.at == at && self.times > 0;
        self.breaks |= is_due;
        is_due
    }

    fn break_off(&mut self) {
        if self.breaks {
            self.breaks = false;
            self.times -= 1;
            self.session = Session::Broken;
        }
    }

    fn is_away(&self) -> bool {
        let is_off = matches!(self.shape, Shape::LoginHost | Shape::AlikeHost);
        self.session == Session::AtLogin || self.session == Session::Broken && is_off
    }

    fn host(&self) -> &'static str {
        if self.shape == Shape::AlikeHost { ALIKE } else { LOGIN }
    }

    /// Whether what is looked at stands on the login host.
    fn wall(&mut self) -> Result<(), PageError> {
        if self.is_away() {
            self.spied += usize::from(self.session == Session::AtLogin);
            return Err(PageError::Elsewhere(self.host().to_owned()));
        }
        Ok(())
    }

    fn instead(&self) -> Option<&'static str> {
        match (self.session, self.shape) {
            (Session::Broken, Shape::Text) => Some("Sesja wygasła"),
            (Session::Broken, Shape::Works) => Some("Przerwa techniczna"),
            (Session::Broken, Shape::WorksBehind) if self.knocked => Some("Przerwa techniczna"),
            (Session::Broken, Shape::ServerFails) => Some("Internal Server Error"),
            _ => None,
        }
    }
}

impl<P: Page> Page for LeavingPage<P> {
    async fn open(&mut self, address: &str) -> Result<(), PageError> {
        self.opened.push(address.to_owned());
        if self.session != Session::Good && address.ends_with("example/") {
            self.session = match self.shape {
                Shape::LoginHost | Shape::Text | Shape::DeadButton => Session::AtLogin,
                Shape::WorksBehind if !self.knocked => Session::Broken,
                Shape::AlikeHost
                | Shape::WorksBehind
                | Shape::Works
                | Shape::ServerFails
                | Shape::Unanswered
                | Shape::Silent => Session::Good,
            };
        }
        self.knocked = self.session == Session::Broken;
        self.is_due(At::Opened(self.opened.len()));
        self.inner.open(address).await
    }

    async fn address(&mut self) -> Result<String, PageError> {
        if self.session == Session::AtLogin {
            self.session = Session::Good;
            return Ok(format!("{LOGIN}/"));
        }
        if self.is_away() {
            return Ok(format!("{}/", self.host()));
        }
        self.inner.address().await
    }

    async fn look(&mut self) -> Result<View, PageError> {
        self.wall()?;
        match self.instead() {
            Some(text) => Ok(View {
                fingerprint: text.to_owned(),
                ..View::default()
            }),
            None => self.inner.look().await,
        }
    }

    async fn press(&mut self, control: &Handle) -> Result<(), PageError> {
        self.wall()?;
        if self.session == Session::Broken {
            return Ok(());
        }
        let At::Press { control: at, arrived } = self.at else {
            return self.inner.press(control).await;
        };
        let is_due = control.0 == at && self.is_due(self.at);
        if !is_due || arrived {
            self.inner.press(control).await?;
        }
        self.break_off();
        Ok(())
    }

    async fn hover(&mut self, control: &Handle) -> Result<(), PageError> {
        self.inner.hover(control).await
    }

    async fn escape(&mut self, field: &Handle) -> Result<(), PageError> {
        self.inner.escape(field).await
    }

    async fn enter(&mut self, field: &Handle, entry: &Entry) -> Result<(), PageError> {
        self.wall()?;
        self.inner.enter(field, entry).await?;
        if let At::Entry(at) = self.at
            && field.0 == at
            && self.is_due(self.at)
        {
            self.break_off();
        }
        Ok(())
    }

    async fn scroll(&mut self, node: &Handle, to: Scroll) -> Result<(), PageError> {
        self.inner.scroll(node, to).await
    }

    async fn answer(&mut self, answer: &Answer) -> Result<(), PageError> {
        self.inner.answer(answer).await
    }

    async fn windows(&mut self) -> Result<Vec<String>, PageError> {
        self.inner.windows().await
    }

    async fn close_window(&mut self) -> Result<(), PageError> {
        self.inner.close_window().await
    }

    async fn visit(&mut self, address: &str) -> Result<(), PageError> {
        self.inner.visit(address).await
    }

    async fn answered(&mut self) -> Result<Option<u16>, PageError> {
        self.inner.answered().await
    }

    async fn leave_visit(&mut self) -> Result<(), PageError> {
        self.inner.leave_visit().await
    }

    async fn settle(&mut self, unlike: Option<&str>, deadline: Duration) -> Result<Observation, PageError> {
        self.break_off();
        self.wall()?;
        if self.session == Session::Broken && self.shape == Shape::Silent {
            return Err(PageError::Silent("timeout".to_owned()));
        }
        let mut seen = self.inner.settle(unlike, deadline).await?;
        if let Some(text) = self.instead() {
            seen.texts = vec![text.to_owned()];
            text.clone_into(&mut seen.fingerprint);
            seen.messages.clear();
        }
        if self.session == Session::Broken {
            seen.amiss = match self.shape {
                Shape::DeadButton => Some(Amiss::WholePage("text/html".to_owned())),
                Shape::WorksBehind if !self.knocked => Some(Amiss::WholePage("text/html".to_owned())),
                Shape::ServerFails => Some(Amiss::Page(502)),
                Shape::Unanswered => Some(Amiss::Unanswered),
                Shape::LoginHost
                | Shape::AlikeHost
                | Shape::Text
                | Shape::Works
                | Shape::WorksBehind
                | Shape::Silent => None,
            };
        }
        if self.session == Session::Good && !self.opened.is_empty() && self.times == 0 && self.chosen.is_some() {
            seen.entity = self.chosen.map(str::to_owned);
        }
        Ok(seen)
    }

    async fn touched(&mut self) -> Result<Option<Touch>, PageError> {
        if self.session == Session::Broken {
            return Ok(None);
        }
        self.inner.touched().await
    }

    async fn picture(&mut self, extent: Extent, masking: &mut Masking) -> Result<Screenshot, PageError> {
        self.wall()?;
        self.inner.picture(extent, masking).await
    }

    fn browser(&self) -> String {
        self.inner.browser()
    }
}
