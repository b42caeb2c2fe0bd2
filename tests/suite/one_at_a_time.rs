//! Two kroks and one open browser: the second is told who works there, and touches nothing.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use mock_portal::Settings;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::support::office::{FLAGSHIP, Office, Ran};

/// A krok that has taken the open browser over and listens there until it is stopped.
struct Listener(Child);

impl Listener {
    fn start(office: &Office) -> Self {
        let mut krok = office
            .command(&["record", "epuap", "--output", "nagranie.toml"])
            // A keyboard at which nobody presses Enter.
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(krok.stderr.take().unwrap())
            .lines()
            .map_while(Result::ok);
        assert!(said.any(|line| line.contains("Nagrywam")), "krok does not listen");
        // Whatever else it says is read to the end: nobody is to write to a closed pipe.
        std::thread::spawn(move || said.for_each(drop));
        Self(krok)
    }

    fn pid(&self) -> i32 {
        i32::try_from(self.0.id()).unwrap()
    }

    fn stop(mut self, signal: Signal) -> Option<i32> {
        kill(Pid::from_raw(self.pid()), signal).unwrap();
        self.0.wait().unwrap().code()
    }
}

fn is_told_who(ran: &Ran, first: &Listener) {
    assert_eq!(ran.code, 26, "{ran:?}");
    for told in [&format!("proces {}", first.pid()), "record epuap", ", od 20", "kill "] {
        assert!(ran.stderr.contains(told), "{told}: {ran:?}");
    }
}

#[test]
fn a_second_krok_in_the_open_browser_is_refused_until_the_first_has_ended_however_it_does() {
    let office = Office::open(Settings::default());
    let first = Listener::start(&office);
    let before = office.portal.truth().requests().total;
    let plan = [&["plan"] as &[&str], &FLAGSHIP].concat();
    let steps = ["try", FLAGSHIP[0], "lista", "--input", "podmiot=pzgliwice"];
    for second in [
        &plan[..],
        &steps,
        &["record", "epuap", "--output", "inne.toml"],
        &["open", "epuap"],
    ] {
        is_told_who(&office.krok(second), &first);
    }
    let mut close = crate::support::office::krok(&["close", "epuap"], office.folder());
    is_told_who(&crate::support::office::run(&mut close), &first);
    assert_eq!(office.portal.truth().requests().total, before, "the page is left alone");
    assert!(office.bundles().is_empty() && office.browser_is_open());
    assert_eq!(
        first.stop(Signal::SIGINT),
        Some(1),
        "nothing was done that could be recorded"
    );

    let second = Listener::start(&office);
    assert_eq!(second.stop(Signal::SIGKILL), None);
    let third = office.krok(&steps);
    assert_eq!(third.code, 0, "{third:?}");
}
