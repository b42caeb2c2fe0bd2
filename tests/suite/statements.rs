//! What others say of a bundle after its sealing: verdicts, attached files, consents and time, and what each is worth.

use std::fs;
use std::process::Command;

use jiff::Timestamp;
use krok::evidence::assurance::{Anchored, Assurance, Ground, Level};
use krok::evidence::finding::{ConsentPart, Finding, StatementFinding};
use krok::evidence::format::{Consent, Consented, Destroying, Event, Reason};
use krok::evidence::signature::SignatureFault;
use krok::evidence::statements::MOST;
use krok::evidence::trust::TrustFile;
use krok::evidence::verify::verify;
use serde_json::Value;

use crate::support::desk::{Desk, replace, result, sealed, sign_seal_outside};
use crate::support::forger::copy_folder;

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
    let report = fs::read_to_string(desk.bundle().join("report.html")).unwrap();
    assert!(report.contains("Pieczęć podpisano kluczem SHA256:"), "{report}");
    assert!(report.contains("przyjęto – 2, odrzucono – 0"), "{report}");
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
fn an_operator_with_a_second_key_is_no_reviewer() {
    let desk = Desk::signed();
    desk.done(&["countersign", "teczka", "--verdict", "accepted", "--key", "recenzent"]);
    let listed = |who: &[(&str, &str)]| {
        let line = |(name, key): &(&str, &str)| {
            let key = fs::read_to_string(desk.path(&format!("{key}.pub"))).unwrap();
            format!("{name} {key}")
        };
        fs::write(desk.path("zaufani"), who.iter().map(line).collect::<String>()).unwrap();
        desk.judged(&[])
    };
    let second = [("jan@urzad.pl", "operator"), ("anna,jan@urzad.pl", "recenzent")];
    assert_eq!(listed(&second), result("signed", &["review-own"]));
    let others = [("jan@urzad.pl", "operator"), ("jan@urzad.pl.example", "recenzent")];
    assert_eq!(listed(&others), result("countersigned", &[]));
}

#[test]
fn the_report_never_says_of_a_seal_what_is_not_so() {
    let desk = Desk::new();
    let report = || {
        desk.done(&["report", "teczka"]);
        fs::read_to_string(desk.bundle().join("report.html")).unwrap()
    };
    // Whoever signs with another tool does not write the page anew, so it says of when it speaks.
    assert!(report().contains("Gdy tworzono tę stronę, pieczęć nie była podpisana"));
    desk.key("anna", "ed25519");
    sign_seal_outside(&desk);
    let signed = report();
    assert!(signed.contains("Pieczęć podpisano kluczem SHA256:") && !signed.contains("nie była podpisana"));
    fs::write(desk.bundle().join("seal.json.sig"), "x").unwrap();
    let bad = report();
    assert!(bad.contains("nie jest dobrym podpisem") && !bad.contains("nie była podpisana"));
}

#[test]
fn more_files_among_the_countersignatures_than_are_read_are_told() {
    let desk = Desk::signed();
    let folder = desk.bundle().join("countersign");
    fs::create_dir(&folder).unwrap();
    let put = |number: usize| fs::write(folder.join(format!("{number}.txt")), "x").unwrap();
    (0..MOST).for_each(put);
    let (exit, level, codes) = desk.judged(&[]);
    assert_eq!((exit, level), (0, Value::from("signed")));
    assert!(codes.iter().all(|code| code == "countersign-stray"), "{codes:?}");
    put(MOST);
    let found = verify(&desk.bundle()).integrity;
    assert_eq!(found, [Finding::Statement(StatementFinding::CountersignMany(MOST))]);
    let told = desk.verified(&[]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(
        told.stdout.contains("a rejection may be among those not read"),
        "{told:?}"
    );
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

/// A bundle in which a consent was used, signed by a key.
/// What a consent says that is signed and then recorded.
const CONSENT: &str = r#"from = "Urząd"
about = "usunięcie"
entity = "pzgliwice"
number = "1"
given = 2026-01-01
expires = 2999-01-01
document = "pismo.pdf"
"#;

fn with_consent(desk: &Desk, name: &str, key: &str, text: &str, stored: &str) {
    let file = desk.path(&format!("{name}.toml"));
    fs::write(&file, text).unwrap();
    desk.done(&["consent", "sign", &format!("{name}.toml"), "--key", key]);
    let signature = fs::read(desk.path(&format!("{name}.toml.sig"))).unwrap();
    sealed(desk.folder.path(), name, |trail| {
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
    with_consent(&desk, "obca", "urzad", CONSENT, CONSENT);
    let of_other = judged("obca", Some(anchored));
    assert_eq!(of_other.level, Some(Level::Countersigned));
    assert!(of_other.meets(Level::Anchored));
    assert_eq!(of_other.consents[0].name.as_deref(), Some("urzad"));
    assert_eq!(of_other.remarks, []);
    with_consent(&desk, "wlasna", "operator", CONSENT, CONSENT);
    let own = judged("wlasna", Some(anchored));
    assert_eq!(own.level, Some(Level::Signed));
    assert!(!own.meets(Level::Anchored));
    assert_eq!(
        own.remarks,
        [StatementFinding::ConsentOwn("inputs/consent-1.toml".to_owned())]
    );
    with_consent(
        &desk,
        "zmieniona",
        "urzad",
        CONSENT,
        &CONSENT.replace("Urząd", "Kto inny"),
    );
    let bad = Finding::Statement(StatementFinding::SignatureBad {
        file: "inputs/consent-1.toml.sig".to_owned(),
        fault: SignatureFault::Mismatch,
    });
    assert_eq!(verify(&desk.path("zmieniona")).integrity, [bad]);
    // Signed by whoever may, for something else than what the trail says it was used for.
    let differs = |name: &str| {
        let found = verify(&desk.path(name)).completeness;
        let of_file = |finding: &Finding| {
            matches!(
                finding,
                Finding::ConsentDiffers {
                    part: ConsentPart::File,
                    ..
                }
            )
        };
        found.iter().any(of_file)
    };
    assert!(!differs("obca"));
    for (number, (from, to)) in [
        ("usunięcie", "dodanie"),
        ("pzgliwice", "pzzabrze"),
        ("\"1\"", "\"2\""),
        ("2999-01-01", "2998-01-01"),
        ("2026-01-01", "1"),
        ("from", "od"),
    ]
    .into_iter()
    .enumerate()
    {
        let (name, text) = (format!("o-czym-innym-{number}"), CONSENT.replace(from, to));
        with_consent(&desk, &name, "urzad", &text, &text);
        assert_eq!(verify(&desk.path(&name)).integrity, []);
        assert!(differs(&name), "{text}");
    }
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
