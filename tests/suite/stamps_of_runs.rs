//! Time stamps of runs: asked for, stored, imported and verified. Only persons act here, so no browser is opened.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use krok::evidence::bundle::Bundle;
use krok::evidence::finding::Finding;
use krok::evidence::format::{Event, Verdict};
use krok::evidence::stamp::{Fault, Place, Roots, Trust, judge};
use krok::evidence::verify::verify;
use tempfile::TempDir;

use crate::support::forger::{copy_folder, forge};
use crate::support::office::{Ran, bundles_in, home, krok, run};
use crate::support::tsa::{Answers, POLICY, Server, authorities};

const RUNBOOK: &str = r#"schema = 1
title  = "Telefon"
portal = "epuap"

[inputs]
podmiot = { type = "text", ask = "Identyfikator podmiotu" }

[[step]]
id     = "telefon"
manual = "Zadzwonić."
"#;

const ANSWERS: &str = "telefon = { outcome = \"done\", by = \"Jan Lis\" }\n";

/// An operator's folder with a runbook.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let home = home("3s");
        fs::write(home.path().join("runbooks/epuap/telefon.toml"), RUNBOOK).unwrap();
        fs::write(home.path().join("odpowiedzi.toml"), ANSWERS).unwrap();
        Self(home)
    }

    fn krok(&self, arguments: &[&str]) -> Ran {
        run(&mut krok(arguments, self.0.path()))
    }

    fn run(&self, more: &[&str]) -> Ran {
        let usual = [
            "run",
            "runbooks/epuap/telefon.toml",
            "--input",
            "podmiot=pzgliwice",
            "--answers",
            "odpowiedzi.toml",
            "--yes",
        ];
        self.krok(&[&usual as &[&str], more].concat())
    }

    fn bundles(&self) -> Vec<PathBuf> {
        bundles_in(self.0.path())
    }
}

fn root() -> String {
    authorities().file("root.pem").to_str().unwrap().to_owned()
}

fn notes(bundle: &Path) -> Vec<String> {
    let bundle = Bundle::open(bundle).unwrap();
    let notes = bundle.records().iter().filter_map(|record| match &record.event {
        Event::Note(reason) => Some(format!("{} {}", reason.code, reason.values["said"])),
        _ => None,
    });
    notes.collect()
}

/// Changes that somebody makes in a copy of a bundle, and what is found then.
fn damaged(bundle: &Path, damage: impl FnOnce(&Path)) -> Vec<Finding> {
    let room = TempDir::new().unwrap();
    let copy = room.path().join(bundle.file_name().unwrap());
    copy_folder(bundle, &copy);
    damage(&copy);
    verify(&copy).integrity
}

/// What is found of a token.
fn faults(findings: Vec<Finding>) -> Vec<(String, Fault)> {
    let all = findings.into_iter().map(|finding| match finding {
        Finding::Stamp { path, fault } => (path, fault),
        other => panic!("{other:?}"),
    });
    all.collect()
}

#[test]
fn a_run_is_stamped_at_its_start_and_over_its_seal_and_both_bounds_are_told() {
    let desk = Desk::new();
    let server = Server::that(Answers::Signed("p384"));
    let ran = desk.run(&["--tsa", &server.address, "--require-anchor"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(server.asked(), 4, "start and seal of the plan and of its carrying out");
    let bundle = desk.bundles().pop().unwrap();
    let path = bundle.to_str().unwrap();

    let read = Bundle::open(&bundle).unwrap();
    let Event::Anchored(anchored) = &read.records()[1].event else {
        panic!("{:?}", read.records()[1]);
    };
    assert_eq!((anchored.over, anchored.policy.as_str()), (0, POLICY));
    let verification = verify(&bundle);
    assert_eq!((verification.integrity, verification.completeness), (vec![], vec![]));

    let unrooted = desk.krok(&["verify", path, "--lang", "en"]);
    assert_eq!(unrooted.code, 0, "{unrooted:?}");
    assert!(
        unrooted.stdout.contains("not checked against a root"),
        "{}",
        unrooted.stdout
    );
    let rooted = desk.krok(&["verify", path, "--tsa-roots", &root(), "--lang", "en"]);
    assert_eq!(rooted.code, 0, "{rooted:?}");
    assert!(
        rooted
            .stdout
            .contains("nothing after the first record was written before 20"),
        "{}",
        rooted.stdout
    );
    assert!(
        rooted.stdout.contains("the sealed bundle existed no later than 20"),
        "{}",
        rooted.stdout
    );
    assert!(rooted.stdout.contains("(± 1.5 s)"), "{}", rooted.stdout);

    let strange = authorities().file("strange.pem");
    let strange = strange.to_str().unwrap();
    let foreign = desk.krok(&["verify", path, "--tsa-roots", strange, "--lang", "en"]);
    assert_eq!(foreign.code, 52, "{foreign:?}");
    assert!(
        foreign.stdout.contains("no given root confirms it"),
        "{}",
        foreign.stdout
    );
    let other = desk.krok(&["verify", path, "--tsa-roots", &root(), "--tsa-policy", "1.2.3"]);
    assert_eq!(other.code, 52, "{other:?}");
    let none = desk.krok(&["verify", path, "--tsa-roots", "odpowiedzi.toml"]);
    assert_eq!(none.code, 2, "{none:?}");

    let report = fs::read_to_string(bundle.join("report.html")).unwrap();
    for told in [
        "Przebieg nie zaczął się wcześniej niż 20",
        "Teczkę zamknięto nie później niż 20",
        "--tsa-roots",
        "znacznik początku: 20",
    ] {
        assert!(report.contains(told), "{told}");
    }
    by_hand(&bundle);
    damage(&bundle);
}

/// What docs/dowody.md tells a reviewer to do without krok.
fn by_hand(bundle: &Path) {
    let trail = fs::read_to_string(bundle.join("trail.ndjson")).unwrap();
    let first = trail.lines().next().unwrap().split('\t').nth(1).unwrap();
    for about in [
        ["-digest", first, "anchors/start.tsr"],
        ["-data", "seal.json", "anchors/seal.tsr"],
    ] {
        let ran = Command::new("openssl")
            .args(["ts", "-verify", about[0], about[1], "-in", about[2], "-CAfile", &root()])
            .current_dir(bundle)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
    }
}

/// Everything that can be done to the tokens of a bundle, and to what they are about.
fn damage(bundle: &Path) {
    let start = |copy: &Path| copy.join("anchors/start.tsr");
    let seal = |copy: &Path| copy.join("anchors/seal.tsr");
    let gone = damaged(bundle, |copy| fs::remove_file(start(copy)).unwrap());
    assert_eq!(faults(gone), [("anchors/start.tsr".to_owned(), Fault::Missing)]);
    // A good token about something else in its place.
    let swapped = damaged(bundle, |copy| {
        fs::copy(seal(copy), start(copy)).unwrap();
    });
    let swapped: Vec<Fault> = faults(swapped).into_iter().map(|(_, fault)| fault).collect();
    assert!(
        matches!(
            swapped.as_slice(),
            [
                Fault::HashDiffers,
                Fault::ImprintDiffers { .. },
                Fault::TrailDiffers { .. }
            ]
        ),
        "{swapped:?}"
    );
    let no_token = damaged(bundle, |copy| fs::write(seal(copy), "x").unwrap());
    assert!(matches!(faults(no_token).as_slice(), [(_, Fault::Unparseable(_))]));
    let too_large = damaged(bundle, |copy| fs::write(seal(copy), vec![0; 100_000]).unwrap());
    assert!(matches!(faults(too_large).as_slice(), [(_, Fault::TooLarge(_))]));
    let unsealed = damaged(bundle, |copy| {
        let path = copy.join("seal.json");
        let mut bytes = fs::read(&path).unwrap();
        bytes.insert(bytes.len() - 1, b' ');
        fs::write(path, bytes).unwrap();
    });
    assert!(matches!(
        faults(unsealed).as_slice(),
        [(_, Fault::ImprintDiffers { .. })]
    ));
    // Without the token over the seal nothing is broken: it lies outside, and its bound is missing.
    assert_eq!(damaged(bundle, |copy| fs::remove_file(seal(copy)).unwrap()), []);
    // Written anew with every hash in place: the tokens are about what was there before.
    let anew = damaged(bundle, |copy| {
        forge(copy, |records| {
            if let Event::RunStarted(started) = &mut records[0].event {
                "inny".clone_into(&mut started.operator);
            }
        });
    });
    let places: Vec<(String, bool)> = faults(anew)
        .into_iter()
        .map(|(path, fault)| (path, matches!(fault, Fault::ImprintDiffers { .. })))
        .collect();
    assert_eq!(
        places,
        [
            ("anchors/start.tsr".to_owned(), true),
            ("anchors/seal.tsr".to_owned(), true)
        ]
    );
    // What the trail says of a token is read from the token.
    let told = damaged(bundle, |copy| {
        fs::remove_file(seal(copy)).unwrap();
        forge(copy, |records| {
            if let Event::Anchored(anchored) = &mut records[1].event {
                "2020-01-01T00:00:00Z".clone_into(&mut anchored.gen_time);
            }
        });
    });
    assert!(matches!(faults(told).as_slice(), [(_, Fault::TrailDiffers { .. })]));
    let roots = Roots::of_pem(&authorities().root("root")).unwrap();
    let trust = Trust {
        roots: Some(&roots),
        policy: None,
    };
    let stamps = judge(bundle, trust);
    let places: Vec<Place> = stamps.tokens.iter().map(|token| token.place).collect();
    assert_eq!(places, [Place::Start, Place::Seal]);
    assert!(stamps.not_before().unwrap().at <= stamps.not_after().unwrap().at);
    assert_eq!(judge(bundle, Trust::default()).not_after(), None);
}

#[test]
fn without_an_answer_a_run_goes_on_and_says_so_or_does_not_begin() {
    let earlier = authorities().stamp("p256", "sha256", b"something else");
    for (tsa, said) in [
        (Server::nobody(), "unreachable"),
        (Server::that(Answers::Status(503)).address, "status 503"),
        (Server::that(Answers::Always(b"<html>".to_vec())).address, "bad-token"),
        (Server::that(Answers::Always(vec![b' '; 100_000])).address, "bad-token"),
        (Server::that(Answers::Always(earlier)).address, "bad-token"),
    ] {
        let desk = Desk::new();
        let ran = desk.run(&["--tsa", &tsa]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.stderr.contains("nie wystawił znacznika"), "{ran:?}");
        let bundle = desk.bundles().pop().unwrap();
        assert_eq!(notes(&bundle), [format!("anchor-missing {said}")]);
        assert!(!bundle.join("anchors").exists());
        let verification = verify(&bundle);
        assert_eq!((verification.integrity, verification.completeness), (vec![], vec![]));
    }
    let desk = Desk::new();
    let ran = desk.run(&["--tsa", &Server::nobody(), "--require-anchor"]);
    assert_eq!(ran.code, 51, "{ran:?}");
    let [plan] = desk.bundles().try_into().unwrap();
    let plan = Bundle::open(&plan).unwrap();
    assert_eq!(plan.finished().unwrap().verdict, Verdict::Blocked);
    assert_eq!(plan.records().len(), 2, "nothing was done");
    assert!(plan.seal().is_some());
}

#[test]
fn a_plan_that_was_not_begun_for_want_of_a_stamp_can_still_be_carried_out() {
    let desk = Desk::new();
    let planned = desk.krok(&["plan", "runbooks/epuap/telefon.toml", "--input", "podmiot=pzgliwice"]);
    assert_eq!(planned.code, 0, "{planned:?}");
    let plan = desk.bundles().pop().unwrap();
    let plan = plan.to_str().unwrap();
    let apply = |more: &[&str]| {
        let usual = ["apply", plan, "--yes", "--answers", "odpowiedzi.toml"];
        desk.krok(&[&usual as &[&str], more].concat()).code
    };
    assert_eq!(apply(&["--tsa", &Server::nobody(), "--require-anchor"]), 51);
    assert_eq!(apply(&[]), 0);
    assert_eq!(apply(&[]), 13);
}

#[test]
fn addresses_that_are_not_plain_http_are_refused_before_anything_begins() {
    let desk = Desk::new();
    for (address, told) in [
        ("https://tsa.example/", "krok anchor request"),
        ("ftp://tsa.example/", "--tsa http://"),
        ("http://jan:tajne@tsa.example/", "nazwy użytkownika ani hasła"),
        ("tsa", "--tsa tsa"),
    ] {
        let ran = desk.run(&["--tsa", address]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.contains(told), "{ran:?}");
        assert!(!ran.stderr.contains("tajne"), "{ran:?}");
    }
    assert_eq!(desk.bundles(), Vec::<PathBuf>::new());
}

#[test]
fn a_stamp_of_the_offices_own_tool_is_imported_once_and_a_wrong_one_refused() {
    let desk = Desk::new();
    assert_eq!(desk.run(&[]).code, 0);
    let bundle = desk.bundles().pop().unwrap();
    let path = bundle.to_str().unwrap();
    let file = |name: &str, bytes: &[u8]| fs::write(desk.0.path().join(name), bytes).unwrap();

    let asked = desk.krok(&["anchor", "request", path, "--out", "pieczec.tsq"]);
    assert_eq!(asked.code, 0, "{asked:?}");
    let request = fs::read(desk.0.path().join("pieczec.tsq")).unwrap();
    assert_eq!(desk.krok(&["anchor", "request", path, "--out", "pieczec.tsq"]).code, 2);
    file("rsa.tsr", &authorities().answer("rsa", "sha512", &request));
    let seal = fs::read(bundle.join("seal.json")).unwrap();
    // The token alone, over another hash, as tools of offices write it.
    let own = authorities().stamp("p384", "sha512", &seal);
    file(
        "own.tsr",
        &authorities().resigned(&own, "p256", &["-cades", "-md", "sha256"]),
    );
    let report = || fs::read_to_string(bundle.join("report.html")).unwrap();
    assert!(report().contains("teczka nie miała znaczników czasu"));
    for name in ["rsa.tsr", "own.tsr", "rsa.tsr"] {
        let ran = desk.krok(&["anchor", "import", path, name]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    assert!(!report().contains("teczka nie miała znaczników czasu"));
    assert!(report().contains("Żaden dobry znacznik czasu nie mówi, od kiedy trwał przebieg."));
    assert!(report().contains("Teczkę zamknięto nie później niż 20"));
    assert!(bundle.join("anchors/seal.tsr").is_file() && bundle.join("anchors/seal-2.tsr").is_file());
    assert!(!bundle.join("anchors/seal-3.tsr").exists());
    let verified = desk.krok(&["verify", path, "--tsa-roots", &root()]);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(verified.stdout.contains("istniała najpóźniej"), "{}", verified.stdout);

    let good = authorities().stamp("p256", "sha256", &seal);
    for (bytes, told) in [
        (authorities().stamp("p256", "sha256", b"other"), "dotyczy innej treści"),
        (b"x".to_vec(), "to nie jest znacznik czasu"),
        (
            authorities().resigned(&good, "more", &["-cades", "-md", "sha256"]),
            "nie służy wyłącznie do znaczników czasu",
        ),
        (
            authorities().resigned(&good, "expired", &["-cades", "-md", "sha256"]),
            "nie był ważny",
        ),
    ] {
        file("wrong.tsr", &bytes);
        let ran = desk.krok(&["anchor", "import", path, "wrong.tsr"]);
        assert_eq!(ran.code, 52, "{ran:?}");
        assert!(
            ran.stderr.contains(told) && ran.stderr.contains("krok anchor request"),
            "{ran:?}"
        );
    }
    assert_eq!(fs::read_dir(bundle.join("anchors")).unwrap().count(), 2);
    fs::remove_file(bundle.join("seal.json")).unwrap();
    assert_eq!(desk.krok(&["anchor", "import", path, "rsa.tsr"]).code, 2);
}
