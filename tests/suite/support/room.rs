//! A room with a browser and the fixture pages in it, for the tests of page scripts and gestures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use fantoccini::Locator;
use krok::browser::driver::Driver;
use krok::browser::profile::Settings;
use krok::browser::session::{Landmarks, Session};
use krok::page::observation::{
    Answer, Choice, Content, Control, Entry, Field, Handle, Observation, State, Surroundings, TieredLabel, View,
};
use krok::page::protocol::Page;
use krok::page::touch::Touch;

use super::browsers::family;
use super::hand::{hand, open_tab};

pub const DEADLINE: Duration = Duration::from_secs(8);

/// Pages that a test has made, by name.
static WRITTEN: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// One browser for all tests; they take turns.
pub struct Room {
    pub runtime: tokio::runtime::Runtime,
    pub session: Session,
    pub base: String,
    webdriver_url: String,
}

impl Room {
    pub fn enter() -> MutexGuard<'static, Self> {
        static ROOM: OnceLock<Mutex<Room>> = OnceLock::new();
        let room = ROOM.get_or_init(|| Mutex::new(Self::furnish()));
        let mut room = room.lock().unwrap_or_else(PoisonError::into_inner);
        // What a failed test left open is no trouble of the next one.
        let Self { runtime, session, .. } = &mut *room;
        let _ = runtime.block_on(session.answer(&Answer::Dismiss));
        while !runtime.block_on(session.windows()).unwrap().is_empty() {
            runtime.block_on(session.close_window()).unwrap();
        }
        room
    }

    pub fn furnish() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let driver = lasting_driver();
        let mut session = runtime.block_on(Session::start(driver, &Settings::default())).unwrap();
        let base = serve();
        session.set_landmarks(Landmarks {
            hosts: vec![base.clone()],
            busy: vec![".ui-blockui".into()],
            messages: vec![".ui-growl-item".into()],
            entity: Some(".entity".into()),
            signs: vec!["Sesja wygasła".into()],
        });
        Self {
            runtime,
            session,
            base,
            webdriver_url: driver.url().to_owned(),
        }
    }

    pub fn open(&mut self, fixture: &str) {
        let address = format!("{}/{fixture}.html", self.base);
        self.runtime.block_on(self.session.open(&address)).unwrap();
    }

    /// Serves a page that no fixture holds.
    pub fn write(name: &str, page: &str) {
        let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        written.insert(name.to_owned(), page.to_owned());
    }

    pub fn look(&mut self) -> View {
        self.runtime.block_on(self.session.look()).unwrap()
    }

    pub fn seen(&mut self, fixture: &str) -> View {
        self.open(fixture);
        self.look()
    }

    pub fn press(&mut self, label: &str) {
        let handle = control(&self.look(), label);
        self.runtime.block_on(self.session.press(&handle)).unwrap();
    }

    /// Presses what makes the page ask whether to leave it, and leaves.
    pub fn press_through(&mut self, label: &str) {
        self.press(label);
        let Self { runtime, session, .. } = self;
        runtime.block_on(session.answer(&Answer::Accept(None))).unwrap();
    }

    /// Returns what a fixture keeps under a name, from its own storage.
    pub fn stored(&mut self, name: &str) -> serde_json::Value {
        let text = self.hand_script(&format!("return localStorage['{name}'] || null"));
        text.as_str()
            .map_or(serde_json::Value::Null, |text| serde_json::from_str(text).unwrap())
    }

    /// Another hand in the same browser.
    #[expect(clippy::disallowed_types, reason = "the suite looks over krok's shoulder")]
    fn hand(&mut self) -> fantoccini::Client {
        self.runtime.block_on(hand(&self.webdriver_url, self.session.id()))
    }

    pub fn hand_script(&mut self, script: &str) -> serde_json::Value {
        let hand = self.hand();
        self.runtime.block_on(hand.execute(script, Vec::new())).unwrap()
    }

    pub fn hand_types(&mut self, css: &str, keys: &str) {
        let hand = self.hand();
        let typed = async { hand.find(Locator::Css(css)).await?.send_keys(keys).await };
        self.runtime.block_on(typed).unwrap();
    }

    pub fn hand_clicks(&mut self, css: &str) {
        let hand = self.hand();
        let clicked = async { hand.find(Locator::Css(css)).await?.click().await };
        self.runtime.block_on(clicked).unwrap();
    }

    pub fn hand_opens(&mut self, fixture: &str) {
        let hand = self.hand();
        let address = format!("{}/{fixture}.html", self.base);
        self.runtime.block_on(hand.goto(&address)).unwrap();
    }

    /// As the browser's own button does.
    pub fn hand_reloads(&mut self) {
        let hand = self.hand();
        self.runtime.block_on(hand.refresh()).unwrap();
    }

    pub fn hand_goes_back(&mut self) {
        let hand = self.hand();
        self.runtime.block_on(hand.back()).unwrap();
    }

    /// As somebody would who types an address.
    pub fn hand_goes(&mut self, address: &str) {
        let hand = self.hand();
        self.runtime.block_on(hand.goto(address)).unwrap();
    }

    pub fn hand_opens_tab(&mut self, address: &str) {
        let hand = self.hand();
        self.runtime.block_on(open_tab(&hand, address)).unwrap();
    }

    /// Closes every tab but the one in front.
    pub fn close_other_tabs(&mut self) {
        while !self.windows().is_empty() {
            self.runtime.block_on(self.session.close_window()).unwrap();
        }
        let hand = self.hand();
        let closed = async {
            let front = hand.window().await?;
            for tab in hand.windows().await?.into_iter().filter(|tab| *tab != front) {
                hand.switch_to_window(tab).await?;
                hand.close_window().await?;
            }
            hand.switch_to_window(front).await
        };
        self.runtime.block_on(closed).unwrap();
    }

    /// Waits for the page while another hand opens a fixture in its place.
    pub fn settle_while_hand_opens(&mut self, fixture: &str) -> Observation {
        let hand = self.hand();
        let address = format!("{}/{fixture}.html", self.base);
        let Self { runtime, session, .. } = self;
        let (seen, opened) = runtime.block_on(async {
            // The driver takes one command at a time: the address goes in between two parts of the wait.
            tokio::join!(session.settle(None, DEADLINE), hand.goto(&address))
        });
        opened.unwrap();
        seen.unwrap()
    }

    /// The titles of the windows that krok followed.
    pub fn windows(&mut self) -> Vec<String> {
        self.runtime.block_on(self.session.windows()).unwrap()
    }

    /// Enters a text in a field.
    pub fn enter_text(&mut self, field: &Field, text: &str) {
        let entry = Entry::Text(text.to_owned());
        let Self { runtime, session, .. } = self;
        runtime.block_on(session.enter(&field.handle, &entry)).unwrap();
    }

    /// Asks whether somebody has touched the page.
    pub fn touched(&mut self) -> Option<Touch> {
        self.runtime.block_on(self.session.touched()).unwrap()
    }

    pub fn settle(&mut self, unlike: Option<&str>) -> Observation {
        self.runtime.block_on(self.session.settle(unlike, DEADLINE)).unwrap()
    }
}

/// An owned driver dies with the thread that started it, and the test's own thread ends with the test.
fn lasting_driver() -> &'static Driver {
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        tell.send(Box::leak(Box::new(Driver::start(family()).unwrap())))
            .unwrap();
        loop {
            std::thread::park();
        }
    });
    told.recv().unwrap()
}

/// Serves the fixtures, under `/slow/` only after a moment; `/dalej?ADDRESS` leads on to an address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let mut request = String::new();
                if BufReader::new(&stream).read_line(&mut request).is_err() {
                    return;
                }
                let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                if path.starts_with("/slow/") {
                    std::thread::sleep(Duration::from_millis(400));
                }
                if let Some(address) = path.strip_prefix("/dalej?") {
                    let head = format!(
                        "HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    );
                    let _ = stream.write_all(head.as_bytes());
                    return;
                }
                let file = path.split('?').next().unwrap_or_default();
                let name = file.rsplit('/').next().unwrap_or_default();
                let written = WRITTEN
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .get(name)
                    .cloned();
                let body = written.map_or_else(
                    || std::fs::read(fixtures().join(name)).unwrap_or_default(),
                    String::into_bytes,
                );
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\
                     Content-Security-Policy: script-src 'unsafe-inline'\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                // A browser that has gone does not want its answer any more.
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            });
        }
    });
    base
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

pub fn control(view: &View, label: &str) -> Handle {
    let found = view.controls.iter().find(|control| control.labels[0].text == label);
    found.expect(label).handle.clone()
}

pub fn field<'a>(view: &'a View, label: &str) -> &'a Field {
    let named = |field: &&Field| field.labels.iter().any(|each| each.text == label);
    let visible = |field: &&Field| named(field) && field.state != State::Hidden;
    let found = view.fields.iter().find(visible);
    found.or_else(|| view.fields.iter().find(named)).expect(label)
}

/// A view in words, one candidate a line: controls as `role: label (tier), … § sections tab: dialog: row: state under
/// opener`, then fields as `label (tier), … = value § …`.
///
/// A value is `“text”`, `on`, `off` or its options, the chosen ones with a dot; other kinds than text, switch and choice
/// stand before it by name.
pub fn sketch(view: &View) -> Vec<String> {
    let controls = view.controls.iter().map(control_line);
    controls.chain(view.fields.iter().map(field_line)).collect()
}

fn control_line(control: &Control) -> String {
    let opener = control.opener.as_ref();
    format!(
        "{}: {}{}{}{}",
        control.role.word(),
        labels(&control.labels),
        place(&control.place, by_key),
        state(&control.state),
        opener.map_or_else(String::new, |opener| format!(" under {}", opener.label))
    )
}

pub fn field_line(field: &Field) -> String {
    format!(
        "{} = {}{}{}",
        labels(&field.labels),
        content(&field.content),
        place(&field.place, by_key),
        state(&field.state)
    )
}

pub fn content(content: &Content) -> String {
    match content {
        Content::Text(value) => format!("“{value}”"),
        Content::Moment(value) => format!("moment “{value}”"),
        Content::Suggest(suggest) => format!("suggest “{}”{}", suggest.text, after_space(&suggest.options)),
        Content::Files(names) => format!("files {names:?}"),
        Content::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        Content::Menu(menu) => format!("menu “{}”{}", menu.shown, after_space(&menu.options)),
        Content::Choice(options) => choices(options),
        Content::Several(options) => format!("several{}", after_space(options)),
    }
}

fn after_space(options: &[Choice]) -> String {
    if options.is_empty() {
        String::new()
    } else {
        format!(" {}", choices(options))
    }
}

fn choices(options: &[Choice]) -> String {
    let word = |option: &Choice| {
        let dot = if option.chosen { "•" } else { "" };
        format!("{dot}{}{}", option.label, state(&option.state))
    };
    options.iter().map(word).collect::<Vec<_>>().join("|")
}

fn labels(labels: &[TieredLabel]) -> String {
    let word = |label: &TieredLabel| format!("{} ({})", label.text, label.tier.word());
    labels.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Says where something stands; `row` says which of the row's cells name it.
pub fn place(place: &Surroundings, row: impl Fn(&[String]) -> String) -> String {
    let mut told = String::new();
    for section in &place.sections {
        let _ = write!(told, " § {section}");
    }
    for (mark, named) in [("tab", &place.tab), ("dialog", &place.dialog)] {
        if let Some(name) = named {
            let _ = write!(told, " {mark}:{name}");
        }
    }
    if let Some(cells) = &place.row {
        let _ = write!(told, " row:{}", row(cells));
    }
    told
}

pub fn state(state: &State) -> String {
    match state {
        State::Ready => String::new(),
        State::Disabled => " disabled".to_owned(),
        State::Covered(by) => format!(" covered by {by}"),
        State::Moving => " moving".to_owned(),
        State::Hidden => " hidden".to_owned(),
    }
}

fn by_key(cells: &[String]) -> String {
    cells[0].clone()
}

/// The control of a label that a person would press, told by its role or row where twins stand on the page.
pub fn find<'v>(view: &'v View, label: &str, which: impl Fn(&Control) -> bool) -> &'v Control {
    let mut found = view
        .controls
        .iter()
        .filter(|control| control.labels.iter().any(|each| each.text == label) && which(control));
    let all = || view.controls.iter().flat_map(|control| &control.labels);
    let one = found
        .next()
        .unwrap_or_else(|| panic!("no {label}: {:?}", all().collect::<Vec<_>>()));
    assert!(found.next().is_none(), "two {label}");
    one
}

pub fn in_row(key: &'static str) -> impl Fn(&Control) -> bool {
    move |control| control.place.row.iter().flatten().any(|cell| cell == key)
}

pub fn press(room: &mut Room, label: &str, which: impl Fn(&Control) -> bool) {
    let handle = find(&room.look(), label, which).handle.clone();
    let Room { runtime, session, .. } = room;
    runtime.block_on(session.press(&handle)).unwrap();
}

/// Presses and waits until the page differs, as a person waits for what the press does.
pub fn press_and_see(room: &mut Room, label: &str) -> Observation {
    let before = room.look().fingerprint;
    press(room, label, |_| true);
    room.settle(Some(&before))
}
