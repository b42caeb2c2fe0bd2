//! Signatures, countersignatures and whose word they are, against the real `ssh-keygen` and `ssh-agent`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use krok::evidence::signature::{Namespace, SignatureFault, check};
use krok::evidence::verify::verify;
use serde_json::Value;

use crate::support::desk::{Desk, forge_words, replace, result, sign_seal_outside};
use crate::support::forger::forge;
use crate::support::office::{bundles_in, home, krok, run};

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
