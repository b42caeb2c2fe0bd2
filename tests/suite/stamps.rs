//! Time stamps as files from anybody: what is good, and each way in which one is not, is named.

use std::fs;
use std::process::Command;

use krok::evidence::stamp::{Fault, Purpose, Request, Roots, RootsFault, TOKEN_LIMIT, Token, sha256};

use crate::support::tsa::{POLICY, authorities};

const BYTES: &[u8] = b"seal.json\n";

fn roots(name: &str) -> Roots {
    Roots::of_pem(&authorities().root(name)).unwrap()
}

/// Everything that is wrong with a token over [`BYTES`], under the root.
fn faults(token: &[u8]) -> Vec<Fault> {
    let token = Token::read(token).unwrap();
    let about = token.check_about(BYTES).err();
    about.into_iter().chain(token.faults(Some(&roots("root")))).collect()
}

#[test]
fn tokens_of_every_key_and_hash_are_good_and_openssl_agrees() {
    for (signer, hash) in [
        ("p256", "sha256"),
        ("p256", "sha384"),
        ("p256", "sha512"),
        ("p384", "sha256"),
        ("p384", "sha384"),
        ("p384", "sha512"),
        ("rsa", "sha256"),
        ("rsa", "sha384"),
        ("rsa", "sha512"),
        ("below", "sha256"),
    ] {
        let bytes = authorities().stamp(signer, hash, BYTES);
        assert_eq!(faults(&bytes), [], "{signer} {hash}");
        let token = Token::read(&bytes).unwrap();
        assert_eq!(token.facts().policy, POLICY);
        assert!(token.facts().authority.contains("Próba"), "{:?}", token.facts());
        assert_eq!(token.facts().accuracy.unwrap().as_millis(), 1500);
        assert!(openssl_agrees(&bytes), "{signer} {hash}");
    }
}

/// Asks `openssl ts -verify`.
fn openssl_agrees(token: &[u8]) -> bool {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("bytes"), BYTES).unwrap();
    fs::write(room.path().join("token"), token).unwrap();
    let ran = Command::new("openssl")
        .args(["ts", "-verify", "-data", "bytes", "-in", "token", "-CAfile"])
        .arg(authorities().file("root.pem"))
        .current_dir(room.path())
        .output();
    ran.unwrap().status.success()
}

#[test]
fn signatures_of_the_kinds_that_openssl_ts_does_not_write_are_read_too() {
    let good = authorities().stamp("rsa", "sha256", BYTES);
    let pss = ["-cades", "-md", "sha384", "-keyopt", "rsa_padding_mode:pss"];
    assert_eq!(faults(&authorities().resigned(&good, "rsa", &pss)), []);
    let by_key = ["-cades", "-md", "sha256", "-keyid"];
    assert_eq!(faults(&authorities().resigned(&good, "p384", &by_key)), []);
}

#[test]
fn a_certificate_that_is_not_for_time_stamps_alone_is_named() {
    let good = authorities().stamp("p256", "sha256", BYTES);
    for (signer, purpose) in [
        ("absent", Purpose::Absent),
        ("loose", Purpose::NotCritical),
        ("more", Purpose::Additional),
        ("other", Purpose::Other),
    ] {
        let bytes = authorities().resigned(&good, signer, &["-cades", "-md", "sha256"]);
        assert_eq!(faults(&bytes), [Fault::Purpose(purpose)], "{signer}");
        assert!(!openssl_agrees(&bytes), "{signer}");
    }
    let bytes = authorities().resigned(&good, "demanding", &["-cades", "-md", "sha256"]);
    assert_eq!(faults(&bytes), [Fault::Extension("1.2.3.4.5".to_owned())]);
}

#[test]
fn a_signer_that_no_root_confirms_or_whose_time_was_over_is_named() {
    let good = authorities().stamp("p256", "sha256", BYTES);
    let expired = faults(&authorities().resigned(&good, "expired", &["-cades", "-md", "sha256"]));
    assert!(
        matches!(expired.as_slice(), [Fault::NotValidThen { .. }]),
        "{expired:?}"
    );
    let stranger = authorities().stamp("stranger", "sha256", BYTES);
    assert_eq!(faults(&stranger), [Fault::NoRoot("CN=strange".to_owned())]);
    let token = Token::read(&stranger).unwrap();
    assert_eq!(token.faults(Some(&roots("strange"))), []);
    assert_eq!(token.faults(Some(&roots("root").and(roots("strange")))), []);
    assert_eq!(token.faults(None), [], "without roots nobody can say");
    // Signed by a certificate that may sign time stamps and nothing else.
    let issued = faults(&authorities().stamp("of-nobody", "sha256", BYTES));
    assert!(matches!(issued.as_slice(), [Fault::NoRoot(_)]), "{issued:?}");
    let own = Roots::of_pem(&authorities().root("p384")).unwrap();
    let issued = authorities().stamp("of-nobody", "sha256", BYTES);
    let issued = Token::read(&issued).unwrap().faults(Some(&own));
    assert!(matches!(issued.as_slice(), [Fault::NotAnAuthority(_)]), "{issued:?}");
}

#[test]
fn a_token_about_other_bytes_or_under_another_policy_is_named() {
    let token = Token::read(&authorities().stamp("p256", "sha384", BYTES)).unwrap();
    assert!(matches!(token.check_about(b"other"), Err(Fault::ImprintDiffers { .. })));
    assert!(matches!(
        token.check_about_hash([0; 32]),
        Err(Fault::ImprintDiffers { .. })
    ));
    assert_eq!(token.check_policy(POLICY), Ok(()));
    assert_eq!(
        token.check_policy("1.3.6.1.4.1.99999.2"),
        Err(Fault::PolicyDiffers {
            seen: POLICY.to_owned(),
            wanted: "1.3.6.1.4.1.99999.2".to_owned()
        })
    );
    let weak = Token::read(&authorities().stamp("p256", "sha1", BYTES));
    assert!(matches!(weak, Err(Fault::ImprintKind(_))), "{weak:?}");
}

#[test]
fn an_answer_counts_only_for_its_own_request() {
    let wanted = "1.3.6.1.4.1.99999.2";
    let request = |hash, nonce, policy| Request::about(hash, [nonce; 16], policy).unwrap();
    let asked = request(sha256(BYTES), 1, Some(wanted));
    let answer = authorities().answer("p256", "sha256", asked.bytes());
    assert_eq!(asked.accept(&answer).unwrap().facts().policy, wanted);
    let why = |request: Request| request.accept(&answer).unwrap_err();
    assert_eq!(why(request(sha256(BYTES), 2, None)), Fault::NonceDiffers);
    assert!(matches!(why(request([7; 32], 1, None)), Fault::ImprintDiffers { .. }));
    assert!(matches!(
        why(request(sha256(BYTES), 1, Some(POLICY))),
        Fault::PolicyDiffers { .. }
    ));
    // A policy that the authority does not have.
    let refused = request(sha256(BYTES), 1, Some("1.2.3.4"));
    let answer = authorities().answer("p256", "sha256", refused.bytes());
    assert!(
        matches!(refused.accept(&answer), Err(Fault::Refused(_))),
        "{:?}",
        refused.accept(&answer)
    );
}

#[test]
fn signed_attributes_that_name_no_certificate_or_another_are_named() {
    let good = authorities().stamp("p256", "sha256", BYTES);
    assert_eq!(
        faults(&authorities().resigned(&good, "p256", &["-md", "sha256"])),
        [Fault::SignerUnnamed]
    );
    let without = authorities().resigned(&good, "p256", &["-cades", "-md", "sha256", "-nocerts"]);
    assert_eq!(faults(&without), [Fault::SignerMissing]);
    // A certificate of the same issuer, number and key: what was signed names the other one.
    let swapped = authorities().resigned(
        &good,
        "twin",
        &["-cades", "-md", "sha256", "-nocerts", "-certfile", "p256.pem"],
    );
    assert_eq!(faults(&swapped), [Fault::SignerDiffers]);
}

/// Whatever one bit of a token is turned into: it is not read, not good, or says the same as before.
#[test]
fn no_turned_bit_makes_a_token_say_something_else() {
    let good = authorities().stamp("p256", "sha256", BYTES);
    let before = Token::read(&good).unwrap().facts().clone();
    let roots = roots("root");
    let (mut refused, mut inert) = (0, 0);
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        let Ok(token) = Token::read(&bytes) else {
            refused += 1;
            continue;
        };
        if token.check_about(BYTES).is_err() || !token.faults(Some(&roots)).is_empty() {
            refused += 1;
        } else {
            assert_eq!(token.facts(), &before, "byte {at}");
            inert += 1;
        }
    }
    assert!(refused > inert, "{refused} refused, {inert} without meaning");
}

#[test]
fn what_is_no_token_is_read_as_none() {
    let good = authorities().stamp("p256", "sha256", BYTES);
    for cut in 0..good.len() {
        assert!(Token::read(&good[..cut]).is_err(), "{cut}");
    }
    assert!(Token::read(&[good.as_slice(), b"x"].concat()).is_err());
    assert_eq!(
        Token::read(&vec![0x30; TOKEN_LIMIT + 1]).unwrap_err(),
        Fault::TooLarge(TOKEN_LIMIT + 1)
    );
    assert!(Token::read(b"<html>not here</html>").is_err());
}

#[test]
fn a_file_of_roots_is_certificates_in_pem() {
    let mut twice = authorities().root("root");
    twice.extend_from_slice(b"# and another\n");
    twice.extend(authorities().root("strange"));
    assert!(Roots::of_pem(&twice).is_ok());
    assert_eq!(Roots::of_pem(b""), Err(RootsFault::None));
    assert_eq!(
        Roots::of_pem(&fs::read(authorities().file("rsa.key")).unwrap()),
        Err(RootsFault::None)
    );
    let broken = String::from_utf8(twice).unwrap().replacen("MII", "MIX", 1);
    assert_eq!(Roots::of_pem(broken.as_bytes()), Err(RootsFault::Broken(1)));
    let cut = "-----BEGIN CERTIFICATE-----\nMIIB\n";
    assert_eq!(Roots::of_pem(cut.as_bytes()), Err(RootsFault::Broken(1)));
}
