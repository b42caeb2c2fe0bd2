//! Signatures, countersignatures and whose word they are, against the real `ssh-keygen` and `ssh-agent`.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jiff::Timestamp;
use krok::evidence::assurance::{Anchored, Assurance, Ground, Level};
use krok::evidence::finding::{Finding, StatementFinding};
use krok::evidence::format::{Consent, Consented, Destroying, Event, Mode, Reason, RunFinished, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::signature::{Namespace, SignatureFault, check};
use krok::evidence::trail::Trail;
use krok::evidence::trust::TrustFile;
use krok::evidence::verify::verify;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::forger::{copy_folder, forge};
use crate::support::office::{Ran, bundles_in, home, krok, run};
use crate::support::records::beginning;

/// A desk with a sealed bundle, where keys of several people lie.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        sealed(folder.path(), "teczka", |_| {});
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bundle(&self) -> PathBuf {
        self.path("teczka")
    }

    /// Makes a key as `ssh-keygen` does.
    fn key(&self, name: &str, kind: &str) -> PathBuf {
        let path = self.path(name);
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", kind, "-N", "", "-C", name, "-f"])
            .arg(&path)
            .status()
            .unwrap();
        assert!(made.success());
        path
    }

    /// Writes a trust file of lines `who options`, each with the key of that name.
    fn trust(&self, lines: &[(&str, &str)]) -> PathBuf {
        let line = |(who, options): &(&str, &str)| {
            let key = fs::read_to_string(self.path(&format!("{who}.pub"))).unwrap();
            format!("{who} {options} {key}")
        };
        let path = self.path("zaufani");
        fs::write(&path, lines.iter().map(line).collect::<String>()).unwrap();
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = krok(arguments, self.folder.path());
        command
            .env("XDG_CONFIG_HOME", self.path("ustawienia"))
            .env_remove("SSH_AUTH_SOCK");
        command
    }

    fn krok(&self, arguments: &[&str]) -> Ran {
        run(&mut self.command(arguments))
    }

    fn done(&self, arguments: &[&str]) -> Ran {
        let ran = self.krok(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran
    }

    /// Signs as the operator, whom the trust file knows.
    fn signed() -> Self {
        let desk = Self::new();
        desk.key("operator", "ed25519");
        desk.key("recenzent", "ed25519");
        desk.done(&["sign", "teczka", "--key", "operator"]);
        desk.trust(&[("operator", ""), ("recenzent", "")]);
        desk
    }

    fn verified(&self, more: &[&str]) -> Ran {
        self.krok(&[&["verify", "teczka", "--trust", "zaufani", "--lang", "en"], more].concat())
    }

    /// Verifies, and returns the exit code with the level and the codes of everything found.
    fn judged(&self, more: &[&str]) -> (i32, Value, Vec<String>) {
        let ran = self.verified(&[&["--json"], more].concat());
        let told: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
        assert_eq!(told["exit"], ran.code);
        let codes = ["integrity", "assurance"].into_iter().flat_map(|part| {
            let found = told[part]["findings"].as_array().unwrap().clone();
            found
                .into_iter()
                .map(|finding| finding["code"].as_str().unwrap().to_owned())
        });
        (ran.code, told["assurance"]["level"].clone(), codes.collect())
    }
}

/// Makes a sealed bundle of a run that did nothing, with more in it.
fn sealed(folder: &Path, name: &str, more: impl FnOnce(&mut Trail)) {
    let name = RunName::parse(name).unwrap();
    let mut trail = Trail::create(folder, &name).unwrap();
    let started = beginning(&mut trail, &name, Mode::Plan);
    trail.append(None, Event::RunStarted(started)).unwrap();
    more(&mut trail);
    let finished = RunFinished {
        verdict: Verdict::Unchanged,
        reason: None,
        counts: std::collections::BTreeMap::new(),
        changes: 0,
        pictures: 0,
    };
    trail.append(None, Event::RunFinished(finished)).unwrap();
    trail.seal().unwrap();
}

/// Changes what a bundle says, with every hash in place.
fn forge_words(bundle: &Path) {
    forge(bundle, |records| {
        "2020-01-01T00:00:00.000+01:00".clone_into(&mut records[0].at);
    });
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).unwrap();
}

fn result(level: &str, codes: &[&str]) -> (i32, Value, Vec<String>) {
    (
        0,
        Value::from(level),
        codes.iter().map(|&code| code.to_owned()).collect(),
    )
}

/// Signs the seal with the key of Anna as `ssh-keygen` does.
fn sign_seal_outside(desk: &Desk) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "krok-seal@v1", "-f"])
        .arg(desk.path("anna"))
        .arg(desk.bundle().join("seal.json"))
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success());
}

#[test]
fn krok_and_ssh_keygen_accept_each_others_signatures() {
    for kind in ["ed25519", "ecdsa", "rsa"] {
        let desk = Desk::new();
        desk.key("anna", kind);
        desk.trust(&[("anna", "namespaces=\"krok-*\"")]);
        let signature = desk.bundle().join("seal.json.sig");
        let ran = desk.krok(&["sign", "teczka", "--key", "anna"]);
        if kind == "rsa" {
            // Such a key signs in an agent only, and it is said so.
            assert!(ran.code == 2 && ran.stderr.contains("RSA"), "{ran:?}");
            sign_seal_outside(&desk);
        } else {
            assert_eq!(ran.code, 0, "{kind}: {ran:?}");
        }
        let checked = Command::new("ssh-keygen")
            .args(["-Y", "verify", "-f"])
            .arg(desk.path("zaufani"))
            .args(["-I", "anna", "-n", "krok-seal@v1", "-s"])
            .arg(&signature)
            .stdin(fs::File::open(desk.bundle().join("seal.json")).unwrap())
            .output()
            .unwrap();
        assert!(checked.status.success(), "{kind}: {checked:?}");
        assert_eq!(desk.judged(&["--require", "signed"]), result("signed", &[]), "{kind}");
        fs::remove_file(&signature).unwrap();
        sign_seal_outside(&desk);
        assert_eq!(desk.judged(&["--require", "signed"]), result("signed", &[]), "{kind}");
    }
}

#[test]
fn whoever_has_no_key_leaves_a_trace() {
    type Attack = fn(&Desk);
    let attacks: [(&str, &str, Attack); 6] = [
        ("every hash recomputed", "signature-bad", |desk| {
            forge_words(&desk.bundle());
        }),
        ("the tail cut, every hash recomputed", "signature-bad", |desk| {
            forge(&desk.bundle(), |records| {
                records.pop();
            });
            let seal = desk.bundle().join("seal.json");
            replace(&seal, "\"complete\"", "\"interrupted\"");
        }),
        ("the tail cut", "seal-differs", |desk| {
            let trail = desk.bundle().join("trail.ndjson");
            let text = fs::read_to_string(&trail).unwrap();
            let (first, _) = text.split_once('\n').unwrap();
            fs::write(&trail, format!("{first}\n")).unwrap();
        }),
        ("a signature for something else", "signature-bad", |desk| {
            let signature = desk.bundle().join("seal.json.sig");
            fs::remove_file(&signature).unwrap();
            let made = Command::new("ssh-keygen")
                .args(["-q", "-Y", "sign", "-n", "git", "-f"])
                .arg(desk.path("operator"))
                .arg(desk.bundle().join("seal.json"))
                .stderr(Stdio::null())
                .status();
            assert!(made.unwrap().success());
        }),
        ("no signature at all but its name", "signature-bad", |desk| {
            fs::write(desk.bundle().join("seal.json.sig"), "podpis").unwrap();
        }),
        ("the seal removed", "signature-without-seal", |desk| {
            fs::remove_file(desk.bundle().join("seal.json")).unwrap();
        }),
    ];
    for (attack, code, carry_out) in attacks {
        let desk = Desk::signed();
        assert_eq!(desk.judged(&[]), result("signed", &[]));
        carry_out(&desk);
        let (exit, _, codes) = desk.judged(&[]);
        assert_eq!(exit, 1, "{attack}: {codes:?}");
        assert!(codes.iter().any(|found| found == code), "{attack}: {codes:?}");
    }
}

#[test]
fn no_changed_byte_of_a_signature_passes() {
    let desk = Desk::signed();
    let seal = fs::read(desk.bundle().join("seal.json")).unwrap();
    let signature = fs::read(desk.bundle().join("seal.json.sig")).unwrap();
    assert!(check(&signature, Namespace::Seal, &seal).is_ok());
    for at in 0..signature.len() {
        let mut changed = signature.clone();
        changed[at] ^= 1 << (at % 7);
        assert!(check(&changed, Namespace::Seal, &seal).is_err(), "byte {at}");
    }
    let other = SignatureFault::Namespace("krok-seal@v1".to_owned());
    assert_eq!(check(&signature, Namespace::Review, &seal), Err(other));
    let long = [signature.as_slice(), &vec![b'\n'; 20_000]].concat();
    assert!(matches!(
        check(&long, Namespace::Seal, &seal),
        Err(SignatureFault::Unreadable(_))
    ));
}

#[test]
fn a_bundle_written_and_signed_anew_is_betrayed_by_its_key() {
    let desk = Desk::signed();
    desk.key("napastnik", "ed25519");
    fs::remove_file(desk.bundle().join("seal.json.sig")).unwrap();
    forge_words(&desk.bundle());
    desk.done(&["sign", "teczka", "--key", "napastnik"]);
    let (exit, level, codes) = desk.judged(&["--require", "signed"]);
    assert_eq!(
        (exit, level, codes),
        (4, Value::from("sealed"), vec!["signer-unknown".to_owned()])
    );
    assert_eq!(desk.verified(&[]).code, 4, "a doubted signature is no good result");
    // Nothing that comes with the bundle says whom to trust.
    fs::copy(desk.path("napastnik.pub"), desk.bundle().join("countersign")).unwrap();
    let own = desk.bundle().join("zaufani");
    fs::write(&own, "napastnik ssh-ed25519 AAAA").unwrap();
    let ran = desk.krok(&["--lang", "en", "verify", "teczka", "--trust", "teczka/zaufani"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("lies in the bundle"), "{ran:?}");
}

#[test]
fn without_a_trust_file_a_signature_is_anybodys_and_a_missing_one_can_be_asked_for() {
    let desk = Desk::signed();
    let ran = desk.krok(&["--lang", "en", "verify", "teczka"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.stdout
            .contains("assurance: sealed – the seal was signed by the key SHA256:"),
        "{ran:?}"
    );
    assert_eq!(desk.krok(&["verify", "teczka", "--require", "signed"]).code, 4);
    // The usual place.
    fs::create_dir_all(desk.path("ustawienia/krok")).unwrap();
    fs::rename(desk.path("zaufani"), desk.path("ustawienia/krok/allowed_signers")).unwrap();
    desk.done(&["verify", "teczka", "--require", "signed"]);
    fs::remove_file(desk.bundle().join("seal.json.sig")).unwrap();
    desk.done(&["verify", "teczka", "--require", "sealed"]);
    let ran = desk.krok(&["--lang", "pl", "verify", "teczka", "--require", "signed"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.stdout.contains("pieczęć nie jest podpisana"), "{ran:?}");
    assert!(ran.stdout.contains("żądano poziomu „podpisany”"), "{ran:?}");
}

#[test]
fn a_key_counts_for_its_purposes_and_in_its_time() {
    let desk = Desk::signed();
    for (options, code) in [
        ("namespaces=\"krok-review@v1\"", "signer-not-for-this"),
        ("valid-before=\"20200101\"", "signer-out-of-time"),
        ("valid-after=\"29990101Z\"", "signer-out-of-time"),
    ] {
        desk.trust(&[("operator", options)]);
        let found = desk.judged(&[]);
        assert_eq!(found, (4, Value::from("sealed"), vec![code.to_owned()]), "{options}");
    }
    desk.trust(&[(
        "operator",
        "valid-after=\"20200101\",valid-before=\"29990101Z\",namespaces=\"krok-seal@v1\"",
    )]);
    assert_eq!(desk.judged(&[]), result("signed", &[]));
}

#[test]
fn what_is_wrong_with_a_trust_file_is_shown_at_its_place_in_both_languages() {
    let desk = Desk::signed();
    let key = fs::read_to_string(desk.path("operator.pub")).unwrap();
    fs::write(
        desk.path("zaufani"),
        format!("# urząd\nanna namespace=\"x\" {key}jan cert-authority {key}ola\n"),
    )
    .unwrap();
    let polish = desk.krok(&["verify", "teczka", "--trust", "zaufani"]);
    assert_eq!(polish.code, 2, "{polish:?}");
    for said in [
        "zaufani:2:6: nieznana opcja „namespace”",
        "\n       ^^^^^^^^^^^^^\n",
        "zaufani:3:5: ",
        "zaufani:4:4: ",
    ] {
        assert!(polish.stderr.contains(said), "{said}: {}", polish.stderr);
    }
    let english = desk.verified(&[]);
    assert_eq!(english.code, 2);
    assert!(
        english.stderr.contains("zaufani:2:6: unknown option `namespace`"),
        "{english:?}"
    );
    assert_eq!(desk.krok(&["verify", "teczka", "--trust", "brak"]).code, 2);
}

#[test]
fn a_reviewer_who_is_known_raises_the_level_and_the_operator_does_not() {
    let desk = Desk::signed();
    let accept = |key: &str, name: &str| {
        desk.done(&[
            "countersign",
            "teczka",
            "--verdict",
            "accepted",
            "--key",
            key,
            "--name",
            name,
        ])
    };
    let own = accept("operator", "Ja Sam");
    assert!(own.stderr.contains("nie podnosi poziomu"), "{own:?}");
    assert_eq!(desk.judged(&[]), result("signed", &["review-own"]));
    accept("recenzent", "Anna Żółć");
    assert_eq!(
        desk.judged(&["--require", "countersigned"]),
        result("countersigned", &["review-own"])
    );
    assert!(desk.bundle().join("countersign/anna-zolc.toml.sig").exists());
    // Nobody's clock but the reviewer's own vouches for the time.
    assert_eq!(desk.verified(&["--require", "anchored"]).code, 4);
    desk.trust(&[("operator", "")]);
    let (exit, level, codes) = desk.judged(&[]);
    assert_eq!((exit, level), (0, Value::from("signed")));
    assert_eq!(codes, ["signer-unknown", "review-own"]);
    let checked = Command::new("ssh-keygen")
        .args(["-Y", "check-novalidate", "-n", "krok-review@v1", "-s"])
        .arg(desk.bundle().join("countersign/anna-zolc.toml.sig"))
        .stdin(fs::File::open(desk.bundle().join("countersign/anna-zolc.toml")).unwrap())
        .output()
        .unwrap();
    assert!(checked.status.success(), "{checked:?}");
}

#[test]
fn a_rejection_stands_however_many_accept() {
    let desk = Desk::signed();
    desk.key("drugi", "ed25519");
    desk.trust(&[("operator", ""), ("recenzent", ""), ("drugi", "")]);
    for (verdict, key) in [("accepted", "recenzent"), ("rejected", "drugi")] {
        desk.done(&[
            "countersign",
            "teczka",
            "--verdict",
            verdict,
            "--key",
            key,
            "--remark",
            "brak zgody",
        ]);
    }
    let (exit, level, codes) = desk.judged(&[]);
    assert_eq!(
        (exit, level, codes),
        (4, Value::from("signed"), vec!["review-rejected".to_owned()])
    );
}

#[test]
fn a_countersignature_is_of_this_seal_and_of_these_words() {
    let countersigned = || {
        let desk = Desk::signed();
        desk.done(&[
            "countersign",
            "teczka",
            "--verdict",
            "rejected",
            "--key",
            "recenzent",
            "--name",
            "r",
        ]);
        desk
    };
    let desk = countersigned();
    replace(&desk.bundle().join("countersign/r.toml"), "rejected", "accepted");
    let (exit, _, codes) = desk.judged(&[]);
    assert_eq!((exit, codes), (1, vec!["signature-bad".to_owned()]));

    let other = countersigned();
    fs::remove_dir_all(desk.bundle()).unwrap();
    sealed(desk.folder.path(), "teczka", |trail| {
        let note = Reason {
            code: "label-alias".to_owned(),
            values: std::collections::BTreeMap::new(),
        };
        trail.append(None, Event::Note(note)).unwrap();
    });
    copy_folder(&other.bundle().join("countersign"), &desk.bundle().join("countersign"));
    let (exit, _, codes) = desk.judged(&[]);
    assert_eq!((exit, codes), (1, vec!["review-of-other".to_owned()]));

    let desk = countersigned();
    fs::remove_file(desk.bundle().join("countersign/r.toml.sig")).unwrap();
    fs::write(desk.bundle().join("countersign/inny.txt"), "x").unwrap();
    let (exit, level, codes) = desk.judged(&[]);
    assert_eq!((exit, level), (0, Value::from("signed")));
    assert_eq!(codes, ["countersign-stray", "review-unsigned"]);
}

#[test]
fn a_signed_file_of_others_is_kept_watched_and_never_called_checked() {
    let desk = Desk::signed();
    fs::write(desk.path("zgoda.xades"), "<podpis/>").unwrap();
    let ran = desk.done(&["--lang", "en", "attach", "teczka", "zgoda.xades", "--as", "consent"]);
    assert!(
        ran.stdout
            .contains("not checked by krok; check at the state's validator"),
        "{ran:?}"
    );
    desk.done(&["attach", "teczka", "zgoda.xades", "--as", "other"]);
    assert_eq!(desk.judged(&[]), result("signed", &[]));
    let told = desk.verified(&[]);
    assert_eq!(told.stdout.matches("not checked by krok").count(), 2, "{told:?}");
    let report = fs::read_to_string(desk.bundle().join("report.html")).unwrap();
    assert!(report.contains("countersign/attached-2.xades"), "{report}");
    fs::write(desk.bundle().join("countersign/attached-1.xades"), "<inny/>").unwrap();
    assert_eq!(desk.verified(&[]).code, 1);
    fs::remove_file(desk.bundle().join("countersign/attached-1.xades")).unwrap();
    assert_eq!(desk.verified(&[]).code, 1);
    fs::write(
        desk.bundle().join("countersign/attached.ndjson"),
        "{\"file\":\"../seal.json\"}\n",
    )
    .unwrap();
    let (exit, _, codes) = desk.judged(&[]);
    assert_eq!(exit, 1);
    assert!(codes.contains(&"attached-line".to_owned()), "{codes:?}");
    assert_eq!(desk.krok(&["attach", "teczka", "brak.pdf", "--as", "other"]).code, 2);
}

#[test]
fn a_signature_is_never_replaced_and_never_put_on_what_was_changed() {
    let desk = Desk::signed();
    let before = fs::read(desk.bundle().join("seal.json.sig")).unwrap();
    let again = desk.krok(&["sign", "teczka", "--key", "recenzent"]);
    assert_eq!(again.code, 2, "{again:?}");
    assert!(again.stderr.contains("krok countersign"), "{again:?}");
    assert_eq!(fs::read(desk.bundle().join("seal.json.sig")).unwrap(), before);
    let mode = |name: &str| fs::metadata(desk.bundle().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("seal.json.sig"), 0o600);
    fs::write(desk.bundle().join("inputs/proba.toml"), "inny").unwrap();
    for command in [
        &["sign", "teczka"] as &[&str],
        &["countersign", "teczka", "--verdict", "accepted"],
    ] {
        let ran = desk.krok(&[command, &["--key", "recenzent"]].concat());
        assert_eq!(ran.code, 1, "{ran:?}");
    }
    // Who found the change may say so.
    desk.done(&["countersign", "teczka", "--verdict", "rejected", "--key", "recenzent"]);
    fs::remove_file(desk.bundle().join("seal.json")).unwrap();
    assert_eq!(desk.krok(&["sign", "teczka", "--key", "operator"]).code, 2);
    assert_eq!(desk.krok(&["sign", "zaufani", "--key", "operator"]).code, 2);
}

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

/// A bundle in which a consent was used, signed by a key.
fn with_consent(desk: &Desk, name: &str, key: &str, change: bool) {
    let text = "from = \"Urząd\"\n";
    let file = desk.path(&format!("{name}.toml"));
    fs::write(&file, text).unwrap();
    desk.done(&["consent", "sign", &format!("{name}.toml"), "--key", key]);
    let signature = fs::read(desk.path(&format!("{name}.toml.sig"))).unwrap();
    sealed(desk.folder.path(), name, |trail| {
        let stored = if change { "from = \"Kto inny\"\n" } else { text };
        let consented = Consented {
            terms: Consent {
                from: "Urząd".to_owned(),
                about: "usunięcie".to_owned(),
                entity: "pzgliwice".to_owned(),
                number: "1".to_owned(),
                given: "2026-01-01".to_owned(),
                expires: "2999-01-01".to_owned(),
            },
            file: trail.store_input("consent-1.toml", stored.as_bytes()).unwrap(),
            document: trail.store_input("consent-1-document.pdf", b"%PDF").unwrap(),
            signature: Some(trail.store_input("consent-1.toml.sig", &signature).unwrap()),
            binding: String::new(),
        };
        let event = Event::Destroying(Destroying::Consented(consented));
        trail.append(Some("usun"), event).unwrap();
    });
}

#[test]
fn a_consent_that_the_operator_signed_lowers_the_level_and_anothers_is_named() {
    let desk = Desk::signed();
    desk.key("urzad", "ed25519");
    let trust = desk.trust(&[
        ("operator", ""),
        ("recenzent", ""),
        ("urzad", "namespaces=\"krok-consent@v1\""),
    ]);
    let trust = TrustFile::read(&trust).unwrap();
    let anchored = Anchored {
        began_after: Timestamp::UNIX_EPOCH,
        sealed_by: Timestamp::now(),
    };
    let judged = |name: &str, anchored| {
        desk.done(&["sign", name, "--key", "operator"]);
        desk.done(&["countersign", name, "--verdict", "accepted", "--key", "recenzent"]);
        let verification = verify(&desk.path(name));
        assert_eq!(verification.integrity, []);
        let ground = Ground {
            trust: Some(&trust),
            anchored,
            now: Timestamp::now(),
        };
        Assurance::of(&verification, ground)
    };
    with_consent(&desk, "obca", "urzad", false);
    let of_other = judged("obca", Some(anchored));
    assert_eq!(of_other.level, Some(Level::Countersigned));
    assert!(of_other.meets(Level::Anchored));
    assert_eq!(of_other.consents[0].name.as_deref(), Some("urzad"));
    assert_eq!(of_other.remarks, []);
    with_consent(&desk, "wlasna", "operator", false);
    let own = judged("wlasna", Some(anchored));
    assert_eq!(own.level, Some(Level::Signed));
    assert!(!own.meets(Level::Anchored));
    assert_eq!(
        own.remarks,
        [StatementFinding::ConsentOwn("inputs/consent-1.toml".to_owned())]
    );
    with_consent(&desk, "zmieniona", "urzad", true);
    let bad = Finding::Statement(StatementFinding::SignatureBad {
        file: "inputs/consent-1.toml.sig".to_owned(),
        fault: SignatureFault::Mismatch,
    });
    assert_eq!(verify(&desk.path("zmieniona")).integrity, [bad]);
    let again = desk.krok(&["consent", "sign", "obca.toml", "--key", "urzad"]);
    assert_eq!(again.code, 2, "{again:?}");
}

#[test]
fn time_that_others_state_decides_as_of_when_a_key_is_good() {
    let desk = Desk::signed();
    let trust = TrustFile::read(&desk.trust(&[("operator", "valid-before=\"20200101Z\"")])).unwrap();
    let verification = verify(&desk.bundle());
    let level = |sealed_by: &str| {
        let anchored = Anchored {
            began_after: Timestamp::UNIX_EPOCH,
            sealed_by: sealed_by.parse().unwrap(),
        };
        let ground = Ground {
            trust: Some(&trust),
            anchored: Some(anchored),
            now: Timestamp::now(),
        };
        Assurance::of(&verification, ground).level
    };
    assert_eq!(level("2019-12-31T23:00:00Z"), Some(Level::Anchored));
    assert_eq!(level("2020-01-01T00:00:01Z"), Some(Level::Sealed));
}

#[test]
fn a_run_signs_what_it_seals_with_the_key_given() {
    let home = home("3s");
    let talk = "schema = 1\ntitle = \"Rozmowa\"\nportal = \"epuap\"\n[inputs]\n\
                podmiot = { type = \"text\", ask = \"Podmiot\" }\n\
                [[step]]\nid = \"telefon\"\nmanual = \"Zadzwonić.\"\n";
    fs::write(home.path().join("runbooks/epuap/rozmowa.toml"), talk).unwrap();
    fs::write(
        home.path().join("odpowiedzi.toml"),
        "telefon = { outcome = \"done\", by = \"Anna Nowak\" }\n",
    )
    .unwrap();
    let krok = |arguments: &[&str]| {
        let mut command = krok(arguments, home.path());
        run(command
            .env("XDG_CONFIG_HOME", home.path().join("ustawienia"))
            .env_remove("SSH_AUTH_SOCK"))
    };
    let order = [
        "run",
        "runbooks/epuap/rozmowa.toml",
        "--input",
        "podmiot=pzgliwice",
        "--answers",
        "odpowiedzi.toml",
        "--yes",
    ];
    let refused = krok(&[&order[..], &["--key", "brak"]].concat());
    assert_eq!(refused.code, 2, "{refused:?}");
    assert_eq!(bundles_in(home.path()).len(), 0, "nothing was begun");
    let made = krok(&["key", "new", "--out", "klucz", "--no-passphrase"]);
    assert_eq!(made.code, 0, "{made:?}");
    let ran = krok(&[&order[..], &["--key", "klucz"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let bundles = bundles_in(home.path());
    assert_eq!(bundles.len(), 2);
    for bundle in bundles {
        let verification = verify(&bundle);
        assert_eq!(verification.integrity, []);
        let key = verification.statements.seal.unwrap().fingerprint();
        let report = fs::read_to_string(bundle.join("report.html")).unwrap();
        assert!(report.contains(&key), "the report names the key");
    }
}
