//! Keys that sign: made, remembered, unlocked in the terminal or held by `ssh-agent`.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use crate::support::desk::{Desk, result};
use crate::support::office::run;

#[test]
fn a_key_is_made_once_for_its_owner_and_remembered() {
    let desk = Desk::new();
    let asked = desk.krok(&["key", "new", "--out", "moj"]);
    assert_eq!(asked.code, 2, "{asked:?}");
    assert!(asked.stderr.contains("--no-passphrase") && !desk.path("moj").exists());
    let made = desk.done(&["key", "new", "--out", "moj", "--no-passphrase"]);
    let mode = fs::metadata(desk.path("moj")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let line = made.stdout.lines().last().unwrap();
    fs::write(desk.path("zaufani"), format!("{line}\n")).unwrap();
    let public = Command::new("ssh-keygen")
        .args(["-y", "-f"])
        .arg(desk.path("moj"))
        .output()
        .unwrap();
    let public = String::from_utf8(public.stdout).unwrap();
    let key = public.split(' ').nth(1).unwrap();
    assert!(line.contains(key), "{line}");
    let again = desk.krok(&["key", "new", "--out", "moj", "--no-passphrase"]);
    assert_eq!(again.code, 2, "{again:?}");

    assert_eq!(desk.krok(&["key", "show"]).code, 2);
    assert_eq!(desk.krok(&["sign", "teczka"]).code, 2, "no key was chosen");
    desk.done(&["key", "use", "moj"]);
    let mode = fs::metadata(desk.path("state/krok")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o700, "it is for its owner only");
    let shown = desk.done(&["key", "show"]);
    assert!(shown.stdout.contains(line), "{shown:?}");
    assert_eq!(desk.krok(&["sign", "teczka", "--key", "none"]).code, 2);
    desk.done(&["sign", "teczka"]);
    assert_eq!(desk.judged(&[]), result("signed", &[]));

    for wrong in ["zaufani", "brak", "teczka"] {
        assert_eq!(desk.krok(&["key", "use", wrong]).code, 2, "{wrong}");
    }
    fs::set_permissions(desk.path("moj"), fs::Permissions::from_mode(0o644)).unwrap();
    let open = desk.krok(&["sign", "teczka"]);
    assert!(open.code == 2 && open.stderr.contains("chmod 600"), "{open:?}");
}

/// Gives a command in a terminal and answers its questions.
fn in_terminal(desk: &Desk, arguments: &[&str], answers: &[(&str, &str)]) -> (i32, String) {
    let line = [&[env!("CARGO_BIN_EXE_krok")], arguments].concat().join(" ");
    let mut terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .current_dir(desk.folder.path())
        .env("XDG_STATE_HOME", desk.path("state"))
        .env("XDG_CONFIG_HOME", desk.path("ustawienia"))
        .env_remove("SSH_AUTH_SOCK")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut keyboard = terminal.stdin.take().unwrap();
    let mut screen = terminal.stdout.take().unwrap();
    let mut shown = String::new();
    let mut from = 0;
    let mut left = answers.iter().peekable();
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = screen.read(&mut bytes) {
        shown.push_str(&String::from_utf8_lossy(&bytes[..count]));
        while let Some((question, answer)) = left.peek()
            && let Some(at) = shown[from..].find(question)
        {
            from += at + question.len();
            keyboard.write_all(answer.as_bytes()).unwrap();
            left.next();
        }
    }
    (terminal.wait().unwrap().code().unwrap_or(-1), shown)
}

#[test]
fn a_passphrase_is_asked_in_the_terminal_and_not_shown() {
    let desk = Desk::new();
    let secret = "tajne-haslo-klucza";
    let typed = format!("{secret}\n");
    let questions = [("klucza: ", typed.as_str()), ("jeszcze raz: ", typed.as_str())];
    let (code, shown) = in_terminal(&desk, &["key", "new", "--out", "moj"], &questions);
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains(secret), "{shown}");
    let text = fs::read_to_string(desk.path("moj")).unwrap();
    assert!(!text.contains(secret));
    let ran = desk.krok(&["sign", "teczka", "--key", "moj"]);
    assert_eq!(ran.code, 2, "nobody can be asked: {ran:?}");
    assert!(ran.stderr.contains("ssh-add"), "{ran:?}");
    let (code, shown) = in_terminal(
        &desk,
        &["sign", "teczka", "--key", "moj"],
        &[("moj: ", "inne\n"), ("moj: ", &typed)],
    );
    assert_eq!(code, 0, "{shown}");
    assert!(desk.bundle().join("seal.json.sig").exists());
}

/// An agent that ends with the test.
struct Agent(std::process::Child);

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn an_agent_signs_with_a_key_that_never_leaves_it() {
    let desk = Desk::new();
    desk.key("anna", "rsa");
    desk.key("jan", "ed25519");
    desk.trust(&[("anna", ""), ("jan", "")]);
    let socket = desk.path("agent");
    // It says where it listens once it does.
    let mut agent = Agent(
        Command::new("ssh-agent")
            .args(["-D", "-a"])
            .arg(&socket)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut said = [0; 16];
    agent.0.stdout.take().unwrap().read_exact(&mut said).unwrap();
    let add = |name: &str| {
        let added = Command::new("ssh-add")
            .arg(desk.path(name))
            .env("SSH_AUTH_SOCK", &socket)
            .stderr(Stdio::null())
            .status();
        assert!(added.unwrap().success());
    };
    let krok = |arguments: &[&str]| run(desk.command(arguments).env("SSH_AUTH_SOCK", &socket));
    let empty = krok(&["sign", "teczka", "--key", "agent"]);
    assert_eq!(empty.code, 2, "{empty:?}");
    add("anna");
    let signed = krok(&["sign", "teczka", "--key", "agent"]);
    assert_eq!(signed.code, 0, "{signed:?}");
    assert_eq!(desk.judged(&[]), result("signed", &[]));
    add("jan");
    let two = krok(&["countersign", "teczka", "--verdict", "accepted", "--key", "agent"]);
    assert!(two.code == 2 && two.stderr.contains("--key PLIK.pub"), "{two:?}");
    // The private half need not be there.
    fs::remove_file(desk.path("jan")).unwrap();
    let named = krok(&["countersign", "teczka", "--verdict", "accepted", "--key", "jan.pub"]);
    assert_eq!(named.code, 0, "{named:?}");
    assert_eq!(desk.judged(&[]), result("countersigned", &[]));
    let gone = run(desk
        .command(&["sign", "teczka", "--key", "agent"])
        .env("SSH_AUTH_SOCK", desk.path("nikt")));
    assert!(gone.code == 2 && gone.stderr.contains("ssh-agent"), "{gone:?}");
}
