//! A reviewer: a bundle of every kind of step, `krok review` on it, and a hand that asks its server for anything.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Stdio};

use krok::evidence::format::{Event, Mode, Reason, RunFinished, Status, StepFinished, StepStarted, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use url::form_urlencoded::Serializer;

use super::desk::Desk;
use super::golden::observed;
use super::records::beginning;

/// Path, verb, effect and end of each step of the bundle; all but the first must be seen.
const STEPS: [(&str, &str, &str, Status); 5] = [
    ("lista", "go", "navigate", Status::Unchanged),
    ("ustaw", "set", "write", Status::Changed),
    ("usun", "destroy", "destroy", Status::Skipped),
    ("telefon", "manual", "manual", Status::Skipped),
    ("konto", "see", "read", Status::Failed),
];

/// Makes a desk with a bundle of every kind of step, with `spice` in every text that a portal or an author can choose.
pub fn desk(spice: &str) -> Desk {
    let folder = TempDir::new().unwrap();
    let name = RunName::parse("teczka").unwrap();
    let mut trail = Trail::create(folder.path(), &name).unwrap();
    let mut started = beginning(&mut trail, &name, Mode::Apply);
    started.runbook.title.push_str(spice);
    trail.append(None, Event::RunStarted(started)).unwrap();
    for (shade, step) in STEPS.into_iter().enumerate() {
        carry_out(&mut trail, step, shade as u64, spice);
    }
    let counts = [("unchanged", 1), ("changed", 1), ("skipped", 2), ("failed", 1)];
    let finished = RunFinished {
        verdict: Verdict::Failed,
        reason: None,
        counts: counts.map(|(word, count)| (word.to_owned(), count)).into(),
        changes: 0,
        pictures: trail.pictures(),
    };
    trail.append(None, Event::RunFinished(finished)).unwrap();
    trail.seal().unwrap();
    Desk { folder }
}

fn carry_out(trail: &mut Trail, (path, verb, effect, status): (&str, &str, &str, Status), shade: u64, spice: &str) {
    let begun = StepStarted {
        verb: verb.to_owned(),
        effect: effect.to_owned(),
        says: format!("Krok {path}{spice}"),
        cites: vec![format!("3.{shade}{spice}")],
        line: shade + 1,
        key: (path == "ustaw").then(|| format!("Domyślna{spice}")),
    };
    trail.append(Some(path), Event::StepStarted(begun)).unwrap();
    let Event::Observed(mut page) = observed(trail, shade) else {
        panic!("not a page");
    };
    page.title.push_str(spice);
    page.messages.push(format!("Komunikat{spice}"));
    trail.append(Some(path), Event::Observed(page)).unwrap();
    let why = (status != Status::Unchanged && status != Status::Changed).then(|| Reason {
        code: "text-missing".to_owned(),
        values: [("text".to_owned(), format!("Zapisano{spice}"))].into(),
    });
    let ended = StepFinished { status, reason: why };
    trail.append(Some(path), Event::StepFinished(ended)).unwrap();
}

/// A running `krok review`.
pub struct Reviewing {
    pub child: Child,
    pub address: String,
    out: BufReader<ChildStdout>,
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(given, _)| given.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value)
    }
}

impl Reviewing {
    /// Starts a review of the desk's bundle and waits for its address.
    pub fn start(desk: &Desk, more: &[&str]) -> Self {
        Self::start_at(desk, "teczka", more)
    }

    pub fn start_at(desk: &Desk, bundle: &str, more: &[&str]) -> Self {
        let arguments = [&["review", bundle, "--no-open"], more].concat();
        let mut child = desk.command(&arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line.trim().split_once(": ").map(|(_, address)| address.to_owned());
        Self {
            child,
            address: address.unwrap_or_else(|| panic!("no address: {line}")),
            out,
        }
    }

    /// Host and port, and the secret that opens the review.
    pub fn parts(&self) -> (&str, &str) {
        self.address.strip_prefix("http://").unwrap().split_once('/').unwrap()
    }

    /// Sends a request as it stands and reads the whole answer.
    pub fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.parts().0).unwrap();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        Answer {
            status: head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// Sends a request with these headers and nothing beside them.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let form = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Content-Length", &body.len().to_string()),
        ];
        let form = form.iter().filter(|_| !body.is_empty());
        let all = [&("Connection", "close")].into_iter().chain(headers).chain(form);
        let lines: Vec<String> = all.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let request = format!("{method} {path} HTTP/1.1\r\n{}", lines.concat());
        self.raw(format!("{request}\r\n{body}").as_bytes())
    }

    /// Opens the review as a browser does.
    pub fn enter(&self) -> Seat<'_> {
        let (host, secret) = self.parts();
        let origin = format!("http://{host}");
        let path = format!("/{secret}");
        let door = self.ask("GET", &path, &[("Host", host)], "");
        assert_eq!(door.status, 200, "{door:?}");
        let entered = self.ask("POST", &path, &[("Host", host), ("Origin", &origin)], "x=");
        assert_eq!(entered.status, 303, "{entered:?}");
        let cookie = entered.header("set-cookie").unwrap().split(';').next().unwrap();
        let mut seat = Seat {
            review: self,
            host: host.to_owned(),
            cookie: cookie.to_owned(),
            room: entered.header("location").unwrap().to_owned(),
            key: String::new(),
        };
        let overview = seat.get("");
        let key = overview.body.split_once("name=\"key\" value=\"").unwrap().1;
        key.split('"').next().unwrap().clone_into(&mut seat.key);
        seat
    }

    /// Waits for its end; returns the code and what was printed after the address.
    pub fn ended(mut self) -> (Option<i32>, String) {
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }

    /// Asks it to stop, as Ctrl-C does.
    pub fn stop(self) -> (Option<i32>, String) {
        kill(Pid::from_raw(i32::try_from(self.child.id()).unwrap()), Signal::SIGINT).unwrap();
        self.ended()
    }
}

/// A browser in which the review is open, without the browser.
pub struct Seat<'r> {
    pub review: &'r Reviewing,
    pub host: String,
    pub cookie: String,
    pub room: String,
    pub key: String,
}

impl Seat<'_> {
    pub fn get(&self, page: &str) -> Answer {
        let path = format!("{}{page}", self.room);
        self.review
            .ask("GET", &path, &[("Host", &self.host), ("Cookie", &self.cookie)], "")
    }

    pub fn post(&self, page: &str, fields: &[(&str, &str)]) -> Answer {
        let all = [&[("key", self.key.as_str())], fields].concat();
        self.post_as_it_is(page, &form(&all))
    }

    pub fn post_as_it_is(&self, page: &str, body: &str) -> Answer {
        let origin = format!("http://{}", self.host);
        let headers = [
            ("Host", self.host.as_str()),
            ("Cookie", &self.cookie),
            ("Origin", &origin),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        self.review.ask("POST", &format!("{}{page}", self.room), &headers, body)
    }

    /// Numbers of the records that begin steps, as the list has them.
    pub fn steps(&self) -> Vec<String> {
        let overview = self.get("").body;
        let list = overview.split_once("id=\"steps\"").unwrap().1.to_owned();
        let rows = list.split("name=\"step\" value=\"").skip(1);
        rows.map(|row| row.split('"').next().unwrap().to_owned()).collect()
    }

    /// Opens every step and accepts it.
    pub fn accept_all(&self) {
        for step in self.steps() {
            assert_eq!(self.post("open", &[("step", &step)]).status, 303);
            let said = self.post("say", &[("step", &step), ("ruling", "accepted")]);
            assert_eq!(said.status, 303, "{said:?}");
        }
    }
}

/// Writes fields as forms do.
pub fn form(fields: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}
