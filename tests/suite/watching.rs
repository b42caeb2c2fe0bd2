//! A run that somebody watches in a browser of their own: it fills up as steps finish, and its button stops the run.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Stdio};
use std::time::Duration;

use krok::evidence::format::Verdict;
use krok::evidence::verify::verify;
use mock_portal::{Fault, Settings};
use serde_json::json;

use crate::accessibility::question;
use crate::support::office::{FLAGSHIP, Office};
use crate::support::patience::wait_until;
use crate::support::reader::Reader;

/// A run of the flagship that takes its time, and the address that `xdg-open` was given.
fn started(office: &Office, command: &[&str]) -> (Child, String) {
    office.portal.set_fault(Fault::Latency {
        fixed: Duration::from_millis(150),
        jitter: Duration::ZERO,
        seed: 1,
    });
    let programs = office.folder().join("bin");
    fs::create_dir(&programs).unwrap();
    let opener = programs.join("xdg-open");
    // Where others work on the machine, the address comes in a file.
    let script = "#!/bin/sh\ncase \"$1\" in http*) echo \"$1\" > otwarto.tmp;; *) cat \"$1\" > otwarto.tmp;; esac\nmv otwarto.tmp otwarto\n";
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let child = office
        .command(&[command, &FLAGSHIP].concat())
        .env("PATH", path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let told = office.folder().join("otwarto");
    wait_until("the browser of the person is opened", || told.exists());
    let told = fs::read_to_string(told).unwrap();
    let from = told.find("http://127.0.0.1:").unwrap();
    let address = told[from..].split(['"', '\n']).next().unwrap().to_owned();
    (child, address)
}

fn enters(reader: &Reader, address: &str) {
    reader.goes_to(address);
    reader.asks("document.querySelector('button').click()");
    sees(reader, "Przebieg na żywo");
}

fn sees(reader: &Reader, text: &str) {
    wait_until(text, || says(reader, text));
}

fn says(reader: &Reader, text: &str) -> bool {
    reader.asks(&format!("return document.body.innerText.includes('{text}')")) == true
}

#[test]
fn whoever_watches_sees_what_is_done_what_comes_next_and_how_it_ended() {
    let reader = Reader::looks_on();
    let office = Office::open(Settings::default());
    let (mut child, address) = started(&office, &["run", "--yes", "--watch"]);
    enters(&reader, &address);
    sees(&reader, "Program pracuje.");
    sees(&reader, "Skrytki: odbiór w trybie PULL");
    wait_until("a step is done and the page was seen", || {
        reader.asks(
            "const picture = document.querySelector('.seen img'); \
             return Boolean(picture && picture.complete && picture.naturalWidth > 300 && document.querySelector('details.step'))",
        ) == true
    });
    let coming = reader.asks("return document.querySelectorAll('.coming li').length");
    assert!(coming.as_u64().is_some(), "{coming}");
    assert_eq!(reader.asks(&question()), json!([]));
    sees(&reader, "Praca jest zakończona.");
    sees(&reader, "Wykonano wszystkie zaplanowane zmiany");
    assert_eq!(reader.asks("return document.querySelectorAll('#stop').length"), 0);
    assert_eq!(reader.asks(&question()), json!([]));
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(verify(office.last().0.path()).is_intact());
}

#[test]
fn the_button_stops_the_run_before_the_next_write() {
    let reader = Reader::looks_on();
    let office = Office::open(Settings::default());
    let (mut child, address) = started(&office, &["run", "--yes", "--watch"]);
    enters(&reader, &address);
    wait_until("a skrytka is edited", || office.edits());
    reader.asks("document.getElementById('stop').click()");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(office.writes(), 0);
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Interrupted);
    assert!(verify(bundle.0.path()).is_intact());
}

/// Sends a request as it stands, and returns the status of the answer.
fn status(host: &str, request: &str) -> u16 {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

#[test]
fn nobody_else_sees_the_run_or_stops_it() {
    let office = Office::open(Settings::default());
    let (mut child, address) = started(&office, &["plan", "--watch"]);
    let (host, secret) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let get = |path: &str, host_named: &str, more: &str| {
        format!("GET {path} HTTP/1.1\r\nhost: {host_named}\r\nconnection: close\r\n{more}\r\n")
    };
    let post = |path: &str, more: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{more}\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: 7\r\n\r\nkey=abc"
        )
    };
    let own = format!("origin: http://{host}\r\n");
    assert_eq!(status(host, &get(&format!("/{secret}"), "zly.example", "")), 403);
    assert_eq!(status(host, &get("/", host, "")), 403);
    assert_eq!(
        status(host, &get("/live.js", host, "origin: http://zly.example\r\n")),
        403
    );
    assert_eq!(
        status(host, &post(&format!("/{secret}"), "origin: http://zly.example\r\n")),
        403
    );
    assert_eq!(status(host, &post("/stop", &own)), 403);
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(post(&format!("/{secret}"), &own).as_bytes()).unwrap();
    let mut entered = String::new();
    stream.read_to_string(&mut entered).unwrap();
    let header = |name: &str| {
        let lines = entered.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(given, _)| given.eq_ignore_ascii_case(name));
        found.next().unwrap().1.to_owned()
    };
    let cookie = format!("cookie: {}\r\n", header("set-cookie").split(';').next().unwrap());
    let room = header("location");
    assert_eq!(
        status(host, &get(&format!("/{secret}"), host, "")),
        403,
        "it opens once"
    );
    assert_eq!(status(host, &get(&room, host, "")), 403, "without the cookie");
    assert_eq!(status(host, &get(&room, host, &cookie)), 200);
    assert_eq!(
        status(host, &get(&format!("{room}stop"), host, &cookie)),
        405,
        "no address stops it"
    );
    assert_eq!(
        status(host, &post(&format!("{room}stop"), &format!("{own}{cookie}"))),
        403,
        "without the key"
    );
    for outside in ["pictures/..%2f..%2fprofil", "..%2f/trail.ndjson", "inputs/brak.toml"] {
        assert_eq!(
            status(host, &get(&format!("{room}{outside}"), host, &cookie)),
            404,
            "{outside}"
        );
    }
    assert_eq!(child.wait().unwrap().code(), Some(0), "nothing of that stopped it");
}
