//! The program as an operator starts it: what it says, how it ends, and what it leaves.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use krok::browser::family::Family;
use krok::evidence::format::{Event as Told, Mode, RunFinished, Verdict};
use krok::evidence::name::RunName;
use krok::evidence::trail::Trail;
use krok::evidence::verify::verify;
use mock_portal::{Event, Fault, OTHER_OFFICE, Settings};

use crate::support::browsers::family;
use crate::support::office::{ADDRESSES, FLAGSHIP, Office, krok, run};
use crate::support::patience::wait_until;
use crate::support::records::beginning_of;

fn product(file: &str) -> String {
    format!("{}/runbooks/epuap/{file}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_product_runbook_is_correct_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let polish = run(&mut krok(&["check", &product("skrytki-pull.toml")], folder.path()));
    assert_eq!((polish.code, polish.stderr.as_str()), (0, ""));
    assert!(polish.stdout.contains("w porządku"), "{}", polish.stdout);
    let english = run(&mut krok(
        &["--lang", "en", "check", &product("skrytki-pull.toml")],
        folder.path(),
    ));
    assert!(english.stdout.contains("correct"), "{}", english.stdout);
}

#[test]
fn a_window_without_a_screen_is_refused_at_once_even_in_a_storm() {
    let folder = tempfile::tempdir().unwrap();
    for storm in [&[] as &[&str], &["--faults", "7"]] {
        let arguments = [&["--lang", "en", "demo", "skrytki"], storm].concat();
        let mut command = krok(&arguments, folder.path());
        let ran = run(command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY"));
        assert_eq!(ran.code, 2, "{ran:?}");
        assert_eq!(ran.stderr.matches("there is no screen").count(), 1, "{ran:?}");
        assert!(ran.stderr.contains("--headless"), "{ran:?}");
        assert!(!folder.path().join("screenshots").exists());
    }
}

#[test]
fn files_are_formatted_where_they_lie_and_keep_their_mode() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(&path, "schema=1 # wersja\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("a.toml", folder.path().join("b.toml")).unwrap();
    let checked = run(&mut krok(&["fmt", "--check", "b.toml"], folder.path()));
    assert_eq!(
        (checked.code, checked.stdout.as_str()),
        (1, "b.toml: nie jest sformatowany\n")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "schema=1 # wersja\n");
    let formatted = run(&mut krok(&["fmt", "b.toml"], folder.path()));
    assert_eq!(
        (formatted.code, formatted.stdout.as_str()),
        (0, "b.toml: sformatowano\n")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "schema = 1 # wersja\n");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(folder.path().join("b.toml").is_symlink());
    let again = run(&mut krok(&["--lang", "en", "fmt", "--check", "a.toml"], folder.path()));
    assert_eq!((again.code, again.stdout.as_str()), (0, "a.toml: unchanged\n"));
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn what_is_not_toml_is_not_formatted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(&path, "schema = \"1\n").unwrap();
    let ran = run(&mut krok(&["fmt", "a.toml", "brak.toml"], folder.path()));
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    for said in ["a.toml:1:", "niepoprawny zapis TOML", "nie ma takiego pliku: brak.toml"] {
        assert!(ran.stderr.contains(said), "`{said}` in {}", ran.stderr);
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "schema = \"1\n");
}

#[test]
fn the_schemas_are_printed_for_editors() {
    let folder = tempfile::tempdir().unwrap();
    let printed = |arguments: &[&str]| {
        let ran = run(&mut krok(arguments, folder.path()));
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        serde_json::from_str::<serde_json::Value>(&ran.stdout).unwrap()
    };
    assert_eq!(printed(&["schema"]), krok::runbook::schema::runbook());
    assert_eq!(printed(&["schema", "portal"]), krok::runbook::schema::portal());
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.toml"), "  go=[ \"Skrytki\" ]").unwrap();
    let from = || fs::File::open(folder.path().join("a.toml")).unwrap();
    let ran = run(krok(&["fmt", "-"], folder.path()).stdin(from()));
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (0, "go = [\"Skrytki\"]\n", "")
    );
    let checked = run(krok(&["fmt", "--check", "-"], folder.path()).stdin(from()));
    assert_eq!((checked.code, checked.stdout.as_str()), (1, ""));
}

#[test]
fn every_mistake_of_a_file_is_told_at_once_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(product("portal.toml"), folder.path().join("portal.toml")).unwrap();
    let text = fs::read_to_string(product("skrytki-pull.toml")).unwrap();
    let broken = text
        .replace("cancel =", "cancle =")
        .replace("at_most = 20", "at_mst = 20");
    fs::write(folder.path().join("zly.toml"), broken).unwrap();
    let ran = run(&mut krok(&["check", "zly.toml"], folder.path()));
    assert_eq!(ran.code, 2);
    for said in ["zly.toml:", "cancle", "`cancel`", "at_mst", "at_most", "^"] {
        assert!(ran.stderr.contains(said), "`{said}` in {}", ran.stderr);
    }
}

#[test]
fn nobody_logged_in_ends_with_its_own_code_and_no_bundle() {
    let office = Office::closed(Settings::default());
    let ran = office.krok(&[&["plan", "--headless"] as &[&str], &FLAGSHIP].concat());
    assert_eq!(ran.code, 23, "{ran:?}");
    assert!(office.bundles().is_empty());
}

#[test]
fn a_portal_that_does_not_answer_ends_with_its_own_code() {
    let folder = tempfile::tempdir().unwrap();
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let address = format!("http://{closed}");
    let arguments = [
        "plan",
        &product("skrytki-pull.toml"),
        "--input",
        "podmiot=pzgliwice",
        "--input",
        ADDRESSES,
        "--headless",
        "--practice",
        &address,
        &address,
    ];
    let ran = run(&mut krok(&arguments, folder.path()));
    assert_eq!(ran.code, 22, "{ran:?}");
}

#[test]
fn another_entity_is_refused_before_a_run_begins() {
    let office = Office::with_context(Settings::default(), OTHER_OFFICE);
    let ran = office.plan();
    assert_eq!(ran.code, 11, "{ran:?}");
    assert!(
        ran.stderr.contains("pzgliwice2") && ran.stderr.contains("Zmień podmiot"),
        "{}",
        ran.stderr
    );
    assert!(office.bundles().is_empty());
    assert!(office.browser_is_open());
}

#[test]
fn a_missing_driver_is_told_with_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let address = "http://127.0.0.1:9";
    let arguments = [
        "plan",
        &product("skrytki-pull.toml"),
        "--input",
        "podmiot=pzgliwice",
        "--input",
        ADDRESSES,
        "--headless",
        "--practice",
        address,
        address,
    ];
    let ran = run(krok(&arguments, folder.path()).env("PATH", folder.path()));
    assert_eq!(ran.code, 20, "{ran:?}");
    assert!(ran.stderr.contains("webdriver/setup"), "{}", ran.stderr);
    let doctor = run(krok(&["doctor"], folder.path()).env("PATH", folder.path()));
    assert_eq!(doctor.code, 20, "{doctor:?}");
    assert!(doctor.stdout.contains("webdriver/setup"), "{}", doctor.stdout);
    let doctor = run(krok(&["doctor", "--browser", "firefox"], folder.path()).env("PATH", folder.path()));
    assert_eq!(doctor.code, 20, "{doctor:?}");
    assert!(doctor.stdout.contains("webdriver/setup-firefox"), "{}", doctor.stdout);
}

/// Puts a driver before the real one that ends at its first starts as one does whose port is taken.
fn driver_ending(starts: u32, folder: &Path) -> String {
    let path = std::env::var("PATH").unwrap();
    let real = std::env::split_paths(&path)
        .map(|folder| folder.join("chromedriver"))
        .find(|program| program.is_file())
        .unwrap();
    let program = folder.join("chromedriver");
    let tried = folder.join("tried");
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *--port=*) echo >>'{tried}';; esac\n\
         [ \"$(wc -l <'{tried}')\" -gt {starts} ] && exec '{real}' \"$@\"\n\
         echo 'IPv4 port not available. Exiting...'; exit 1\n",
        tried = tried.display(),
        real = real.display(),
    );
    fs::write(&program, script).unwrap();
    fs::write(&tried, "").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    format!("{}:{path}", folder.display())
}

#[test]
fn a_driver_whose_port_was_taken_is_started_again_and_not_for_ever() {
    let office = Office::closed(Settings::default());
    let plan = |ending: u32| {
        let path = driver_ending(ending, office.folder());
        let mut command = office.command(&[&["plan", "--headless"] as &[&str], &FLAGSHIP].concat());
        let ran = run(command.env("PATH", path));
        (ran, fs::read_to_string(office.folder().join("tried")).unwrap().len())
    };
    let (nobody_logged_in, tried) = plan(3);
    assert_eq!((nobody_logged_in.code, tried), (23, 4), "{nobody_logged_in:?}");
    let (ended, tried) = plan(9);
    assert_eq!((ended.code, tried), (1, 5), "{ended:?}");
    assert!(ended.stderr.contains("IPv4 port not available"), "{ended:?}");
}

#[test]
fn an_open_browser_is_not_taken_for_another_one() {
    let office = Office::open(Settings::default());
    let other = match family() {
        Family::Chromium => "firefox",
        Family::Firefox => "chromium",
    };
    let mut arguments = vec!["plan", "--browser", other];
    arguments.extend(FLAGSHIP);
    let refused = office.krok(&arguments);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.stderr.contains("krok close epuap"), "{}", refused.stderr);
    assert!(office.browser_is_open() && office.bundles().is_empty());
}

#[test]
fn an_unknown_input_and_a_foreign_practice_address_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let unknown = run(&mut krok(
        &["plan", &product("skrytki-pull.toml"), "--input", "podmoit=x"],
        folder.path(),
    ));
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.stderr.contains("podmiot"), "{}", unknown.stderr);
    let foreign = [
        "plan",
        &product("skrytki-pull.toml"),
        "--practice",
        "https://epuap.gov.pl.evil.example",
        "http://127.0.0.1:1",
    ];
    let foreign = run(&mut krok(&foreign, folder.path()));
    assert_eq!(foreign.code, 2, "{foreign:?}");
}

/// Files above 25 KiB cannot be written, so the first picture is refused as on a full disk.
#[test]
fn without_room_for_a_picture_nothing_is_clicked() {
    let office = Office::open(Settings::default());
    let before = office.portal.truth().requests();
    let inner = office.command(&[&["run", "--yes"] as &[&str], &FLAGSHIP].concat());
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 50; exec \"$0\" \"$@\""])
        .arg(inner.get_program())
        .args(inner.get_args())
        .current_dir(office.folder())
        .env("XDG_STATE_HOME", office.folder().join("state"))
        .stdin(Stdio::null());
    let ran = run(&mut limited);
    assert_eq!(ran.code, 50, "{ran:?}");
    assert_eq!(office.writes(), 0);
    let clicked = office.portal.truth().requests().ajax - before.ajax;
    assert_eq!(clicked, 0, "no act followed");
    assert!(office.browser_is_open());
}

#[test]
fn evidence_that_cannot_be_begun_stops_before_the_first_page() {
    let office = Office::open(Settings::default());
    fs::write(office.folder().join("screenshots"), "a file where a folder should be").unwrap();
    let before = office.portal.truth().requests();
    let ran = office.plan();
    assert_eq!(ran.code, 50, "{ran:?}");
    assert_eq!(office.portal.truth().requests().total, before.total);
}

#[test]
fn ctrl_c_stops_before_the_next_write_and_the_report_is_still_written() {
    let office = Office::open(Settings::default());
    let slow = Fault::Latency {
        fixed: Duration::from_millis(150),
        jitter: Duration::ZERO,
        seed: 1,
    };
    office.portal.set_fault(slow);
    let mut child = office.start(&[&["run", "--yes"] as &[&str], &FLAGSHIP].concat());
    wait_until("a skrytka is edited", || office.edits());
    let second = run(&mut krok(&["close", "epuap"], office.folder()));
    let bundle = office.bundles().pop().unwrap();
    assert_eq!(second.code, 26, "{second:?}");
    assert!(
        second.stderr.contains(&format!("teczka {}", bundle.display())),
        "{second:?}"
    );
    let pid = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(office.writes(), 0);
    let bundle = office.last();
    assert_eq!(bundle.finished().verdict, Verdict::Interrupted);
    assert!(verify(bundle.0.path()).is_intact());
    assert!(bundle.0.path().join("report.html").exists());
    let left = office
        .portal
        .truth()
        .journal()
        .into_iter()
        .any(|entry| matches!(entry.event, Event::EditCancelled { .. }));
    assert!(left, "the form is left as it was found");
}

#[test]
fn a_bundle_is_private_and_verify_names_what_was_altered() {
    let office = Office::open(Settings::default());
    assert_eq!(office.plan().code, 0);
    let bundle = office.bundles().pop().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&bundle), 0o700);
    for file in [
        "trail.ndjson",
        "seal.json",
        "report.html",
        "pictures/0001.png",
        "texts/0001.txt",
    ] {
        assert_eq!(mode(&bundle.join(file)), 0o600, "{file}");
    }
    let path = bundle.to_str().unwrap();
    let sound = run(&mut krok(&["verify", path], office.folder()));
    assert_eq!(sound.code, 0, "{sound:?}");
    assert!(sound.stdout.starts_with("integralność: "), "{}", sound.stdout);
    assert!(sound.stdout.contains("\nkompletność: "), "{}", sound.stdout);

    fs::write(bundle.join("texts/0001.txt"), "inny tekst").unwrap();
    let altered = run(&mut krok(&["verify", path], office.folder()));
    assert_eq!(altered.code, 1, "{altered:?}");
    assert!(altered.stdout.contains("texts/0001.txt"), "{}", altered.stdout);
    let nothing = run(&mut krok(&["verify", "."], office.folder()));
    assert_eq!(nothing.code, 2, "{nothing:?}");
}

#[test]
fn nothing_of_the_login_is_in_any_file() {
    let office = Office::open(Settings::default());
    assert_eq!(office.run().code, 0);
    let person = mock_portal::person::Person::practice();
    let login_side = office.portal.login_url();
    for bundle in office.bundles() {
        for file in files_of(&bundle) {
            let bytes = fs::read(&file).unwrap();
            for secret in [person.password.as_bytes(), b"Kod SMS", b"/dt/login"] {
                let found = bytes.windows(secret.len()).any(|window| window == secret);
                assert!(!found, "{} in {}", String::from_utf8_lossy(secret), file.display());
            }
            let is_text = file.starts_with(bundle.join("texts"));
            assert!(!is_text || !String::from_utf8_lossy(&bytes).contains(login_side));
        }
    }
}

fn files_of(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files_of(&path) } else { vec![path] })
        .collect()
}

/// A finished plan whose runbook attaches a file.
fn plan_with_a_file(folder: &Path) -> String {
    let runbook = "schema = 1\ntitle  = \"Umowa\"\nportal = \"epuap\"\n\n[inputs]\n\
        podmiot = { type = \"text\", ask = \"Podmiot\" }\numowa   = { type = \"file\", ask = \"Umowa\" }\n\n\
        [[step]]\nid   = \"dolacz\"\nset  = { \"Załącznik\" = \"{umowa}\" }\nsave = \"Zapisz\"\n";
    let profile = fs::read_to_string(product("portal.toml")).unwrap();
    let name = RunName::new(jiff::Timestamp::UNIX_EPOCH, "epuap-umowa", Mode::Plan, 1);
    let mut trail = Trail::create(&folder.join("screenshots"), &name).unwrap();
    let mut started = beginning_of(&mut trail, &name, Mode::Plan, [runbook, &profile]);
    "https://epuap.gov.pl/".clone_into(&mut started.portal.base);
    started.inputs.insert(
        "umowa".to_owned(),
        "umowa.pdf (SHA-256 df3dfa385f3fc506713bba22aca718ea8cdf6b5904461ff254634e2835ebaff2)".to_owned(),
    );
    trail.append(None, Told::RunStarted(started)).unwrap();
    let finished = RunFinished {
        verdict: Verdict::ChangesPlanned,
        reason: None,
        counts: std::collections::BTreeMap::new(),
        changes: 1,
        pictures: 0,
    };
    trail.append(None, Told::RunFinished(finished)).unwrap();
    let path = trail.path().display().to_string();
    trail.seal().unwrap();
    path
}

#[test]
fn an_apply_wants_the_plan_s_file_again_and_takes_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let plan = plan_with_a_file(folder.path());
    fs::create_dir(folder.path().join("zmieniona")).unwrap();
    for (file, held) in [
        ("umowa.pdf", "umowa"),
        ("inna.pdf", "umowa"),
        ("zmieniona/umowa.pdf", "inna umowa"),
    ] {
        fs::write(folder.path().join(file), held).unwrap();
    }
    for (more, code, said) in [
        (&["--yes"] as &[&str], 2, "`umowa`"),
        (
            &["--yes", "--input", "umowa=brak.pdf"],
            2,
            "brak.pdf: nie ma takiego pliku",
        ),
        (&["--yes", "--input", "umowa=inna.pdf"], 12, "inne niż w planie"),
        (
            &["--yes", "--input", "umowa=zmieniona/umowa.pdf"],
            12,
            "inne niż w planie",
        ),
        // The plan is taken; the question then finds nobody to agree.
        (&["--input", "umowa=umowa.pdf"], 14, "Niczego nie zmieniono."),
    ] {
        let ran = run(&mut krok(&[&["apply", plan.as_str()], more].concat(), folder.path()));
        assert_eq!(ran.code, code, "{more:?} {ran:?}");
        assert!(ran.stderr.contains(said), "{more:?} {ran:?}");
    }
}
