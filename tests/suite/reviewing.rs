//! `krok review` asked by a hand of ours: who is answered, what stands in the way of a verdict, and what is stored.

use std::fs;
use std::path::Path;
use std::process::Command;

use krok::evidence::bundle::Bundle;
use krok::evidence::statements::{Ruling, StepRuling};
use krok::evidence::verify::verify;
use krok::review::{Duty, steps};

use crate::support::desk::{Desk, result};
use crate::support::forger::copy_folder;
use crate::support::golden::{Ending, example, room, written};
use crate::support::reviewer::{Reviewing, desk};

const ANNA: [&str; 4] = ["--reviewer", "Anna Nowak", "--key", "none"];

/// Every file of a bundle that is evidence, with its bytes.
fn evidence(bundle: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in ["", "pictures", "texts", "inputs"] {
        for entry in fs::read_dir(bundle.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_derived = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("report"));
            if path.is_file() && !is_derived {
                files.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn what_must_be_seen_follows_from_the_evidence() {
    let desk = desk("");
    let bundle = Bundle::open(&desk.bundle()).unwrap();
    let duties = |of: &Desk| -> Vec<Vec<Duty>> {
        let found = steps(bundle.records(), &verify(&of.bundle()));
        found.into_iter().map(|step| step.duties).collect()
    };
    let [lista, ustaw, usun, telefon, konto] = duties(&desk).try_into().unwrap();
    assert_eq!(lista, []);
    assert!(ustaw.contains(&Duty::Changes), "{ustaw:?}");
    assert_eq!(usun, [Duty::Destroys]);
    assert!(telefon.contains(&Duty::Manual), "{telefon:?}");
    assert!(konto.contains(&Duty::Failed), "{konto:?}");
    // The picture of the first step is gone: now it has to be looked at, too.
    let first = bundle
        .records()
        .iter()
        .find_map(|record| bundle.observed(record.seq))
        .unwrap();
    fs::remove_file(desk.bundle().join(&first.picture.file.path)).unwrap();
    assert_eq!(duties(&desk)[0], [Duty::Missing]);
}

#[test]
fn a_step_without_an_end_has_to_be_seen() {
    let room = room();
    let path = written(room.path(), 2, 7, Ending::Uncertain);
    let found = steps(Bundle::open(&path).unwrap().records(), &verify(&path));
    assert_eq!(found[0].duties, [Duty::Changes]);
    assert_eq!(found[1].duties, [Duty::Changes, Duty::Missing]);
}

#[test]
fn a_review_is_stored_beside_the_evidence_bound_to_the_seal_and_signed() {
    let desk = desk("");
    desk.key("operator", "ed25519");
    desk.key("recenzent", "ed25519");
    desk.done(&["sign", "teczka", "--key", "operator"]);
    desk.trust(&[("operator", ""), ("recenzent", "")]);
    let before = evidence(&desk.bundle());
    let review = Reviewing::start(&desk, &["--reviewer", "Anna Żółć", "--key", "recenzent"]);
    let seat = review.enter();
    seat.accept_all();
    let done = seat.post("finish", &[("verdict", "accepted"), ("remark", "Zgodne z pismem.")]);
    assert_eq!(done.status, 200, "{done:?}");
    assert!(done.body.contains("reviews/anna-zolc.toml"), "{done:?}");
    let (code, told) = review.ended();
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("Werdykt: przyjęto"), "{told}");
    assert_eq!(evidence(&desk.bundle()), before);
    let left: Vec<String> = fs::read_dir(desk.bundle().join("reviews"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(left.len(), 2, "a draft is left: {left:?}");
    let found = verify(&desk.bundle());
    let [signed] = found.statements.reviews.as_slice() else {
        panic!("{:?}", found.statements)
    };
    assert_eq!(signed.review.verdict, Ruling::Accepted);
    assert_eq!(signed.review.format, "krok-review/2");
    assert_eq!((signed.review.steps.len(), signed.review.opened.len()), (5, 5));
    assert!(
        signed
            .review
            .steps
            .iter()
            .all(|step| step.verdict == StepRuling::Accepted)
    );
    assert_eq!(
        desk.judged(&["--require", "countersigned"]),
        result("countersigned", &[])
    );
    let checked = Command::new("ssh-keygen")
        .args(["-Y", "check-novalidate", "-n", "krok-review@v1", "-s"])
        .arg(desk.bundle().join("reviews/anna-zolc.toml.sig"))
        .stdin(fs::File::open(desk.bundle().join("reviews/anna-zolc.toml")).unwrap())
        .output()
        .unwrap();
    assert!(checked.status.success(), "{checked:?}");
    let report = fs::read_to_string(desk.bundle().join("report.html")).unwrap();
    assert!(report.contains("przyjęto – 1, odrzucono – 0") && report.contains("Zgodne z pismem."));
    // A letter of it changed is a change.
    let file = desk.bundle().join("reviews/anna-zolc.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("Zgodne", "Niezgodne")).unwrap();
    assert_eq!(desk.verified(&[]).code, 1);
}

#[test]
fn a_verdict_of_an_unknown_format_or_that_contradicts_itself_is_none() {
    let desk = desk("");
    desk.key("recenzent", "ed25519");
    let key = fs::read_to_string(desk.path("recenzent.pub")).unwrap();
    fs::write(desk.path("zaufani"), format!("anna {key}")).unwrap();
    desk.done(&[
        "countersign",
        "teczka",
        "--verdict",
        "accepted",
        "--key",
        "recenzent",
        "--name",
        "anna",
    ]);
    let file = desk.bundle().join("countersign/anna.toml");
    let honest = fs::read_to_string(&file).unwrap();
    assert!(honest.contains("format = \"krok-review/1\""), "{honest}");
    let step = "opened = [3]\n[[step]]\nrecord = 3\npath = \"usun\"\nverdict = \"rejected\"\nremark = \"nie\"\n";
    let second = honest.replace("krok-review/1", "krok-review/2");
    for (text, codes) in [
        (
            honest.replace("krok-review/1", "krok-review/9"),
            vec!["review-unreadable"],
        ),
        (format!("{honest}{step}"), vec!["review-unreadable"]),
        (format!("{second}{step}"), vec!["review-unreadable"]),
        (
            format!("{second}{step}").replace("\"accepted\"", "\"rejected\""),
            vec!["review-rejected"],
        ),
        (second.clone(), vec![]),
    ] {
        fs::write(&file, &text).unwrap();
        fs::remove_file(desk.bundle().join("countersign/anna.toml.sig")).unwrap();
        let signed = Command::new("ssh-keygen")
            .args(["-q", "-Y", "sign", "-n", "krok-review@v1", "-f"])
            .arg(desk.path("recenzent"))
            .arg(&file)
            .output()
            .unwrap();
        assert!(signed.status.success(), "{signed:?}");
        assert_eq!(desk.judged(&[]).2, codes, "{text}");
    }
}

#[test]
fn nothing_is_finished_before_what_must_be_seen_was_seen_and_explained() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &ANNA);
    let seat = review.enter();
    for verdict in ["accepted", "rejected"] {
        let refused = seat.post("finish", &[("verdict", verdict), ("remark", "x")]);
        assert_eq!(refused.status, 409);
        assert_eq!(refused.body.matches("Trzeba otworzyć krok").count(), 4, "{refused:?}");
    }
    let steps = seat.steps();
    // A step that was not opened is neither shown nor judged.
    let page = format!("s{}", steps[1]);
    assert_eq!(seat.get(&page).status, 303);
    let early = seat.post("say", &[("step", &steps[1]), ("ruling", "accepted")]);
    assert_eq!(early.status, 409);
    assert_eq!(seat.post("open", &[("step", "4711")]).status, 404);
    for step in &steps[1..] {
        seat.post("open", &[("step", step)]);
    }
    assert_eq!(seat.get(&page).status, 200);
    seat.post("say", &[("step", &steps[2]), ("ruling", "questioned")]);
    let refused = seat.post("finish", &[("verdict", "rejected"), ("remark", "x")]);
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("Brakuje uwagi do kroku") && !refused.body.contains("Trzeba otworzyć"));
    let question = [
        ("step", steps[2].as_str()),
        ("ruling", "questioned"),
        ("remark", "Kto się zgodził?"),
    ];
    seat.post("say", &question);
    let refused = seat.post("finish", &[("verdict", "accepted")]);
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("Krok nie jest przyjęty"), "{refused:?}");
    assert_eq!(verify(&desk.bundle()).statements.unsigned, []);
    assert_eq!(seat.post("finish", &[("verdict", "rejected")]).status, 200);
    assert_eq!(review.ended().0, Some(0));
    let report = fs::read_to_string(desk.bundle().join("report.html")).unwrap();
    assert!(report.contains("przegląd bez podpisu") && report.contains("pytanie o krok usun – Kto się zgodził?"));
    let found = verify(&desk.bundle());
    let [unsigned] = found.statements.unsigned.as_slice() else {
        panic!("{:?}", found.statements)
    };
    assert_eq!(unsigned.review.verdict, Ruling::Rejected);
    assert_eq!(unsigned.review.steps[0].remark, "Kto się zgodził?");
    assert!(found.is_intact());
}

#[test]
fn a_draft_outlives_the_browser_and_krok_and_is_handed_to_nobody() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &ANNA);
    let seat = review.enter();
    let steps = seat.steps();
    seat.post("open", &[("step", &steps[2])]);
    seat.post(
        "say",
        &[("step", &steps[2]), ("ruling", "rejected"), ("remark", "Brak zgody.")],
    );
    let (code, _) = review.stop();
    assert_eq!(code, Some(130));
    assert!(desk.bundle().join("reviews/anna-nowak.draft").exists());
    assert!(verify(&desk.bundle()).is_intact());
    desk.done(&["export", "teczka", "--zip", "--out", "teczka.zip"]);
    desk.done(&["import", "teczka.zip", "--into", "przyjete"]);
    assert!(!desk.path("przyjete/teczka/reviews/anna-nowak.draft").exists());
    // Another reviewer begins anew; Anna goes on.
    for (who, remark) in [("Jan", 0), ("Anna Nowak", 1)] {
        let review = Reviewing::start(&desk, &["--reviewer", who, "--key", "none"]);
        let seat = review.enter();
        seat.post("open", &[("step", &steps[2])]);
        let page = seat.get(&format!("s{}", steps[2]));
        assert_eq!(page.body.matches("Brak zgody.").count(), remark, "{who}");
        review.stop();
    }
    fs::write(desk.bundle().join("reviews/anna-nowak.draft"), "x = ").unwrap();
    let refused = desk.krok(&[
        "review",
        "teczka",
        "--no-open",
        "--reviewer",
        "Anna Nowak",
        "--key",
        "none",
    ]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("reviews/anna-nowak.draft"), "{refused:?}");
}

#[test]
fn what_cannot_be_kept_ends_the_review_and_is_told() {
    let desk = desk("");
    // A file where the folder should be.
    let review = Reviewing::start(&desk, &ANNA);
    let seat = review.enter();
    let steps = seat.steps();
    std::os::unix::fs::symlink(desk.folder.path(), desk.bundle().join("reviews")).unwrap();
    let failed = seat.post("open", &[("step", &steps[1])]);
    assert_eq!(failed.status, 500);
    assert!(failed.body.contains("Nie zapisano"), "{failed:?}");
    assert_eq!(review.ended().0, Some(50));
    assert!(!desk.path("anna-nowak.draft").exists());
}

#[test]
fn a_changed_bundle_says_so_before_anything_else_and_can_only_be_rejected() {
    let desk = desk("");
    let bundle = Bundle::open(&desk.bundle()).unwrap();
    let picture = bundle
        .records()
        .iter()
        .find_map(|record| bundle.observed(record.seq))
        .unwrap();
    let picture = picture.picture.file.path.clone();
    let mut bytes = fs::read(desk.bundle().join(&picture)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(desk.bundle().join(&picture), bytes).unwrap();
    let review = Reviewing::start(&desk, &ANNA);
    let (host, secret) = review.parts();
    let door = review.ask("GET", &format!("/{secret}"), &[("Host", host)], "");
    assert!(door.body.contains("Teczka jest naruszona"), "{door:?}");
    let seat = review.enter();
    let overview = seat.get("").body;
    let main = overview.split_once("<main id=\"content\">").unwrap().1;
    assert!(
        main.trim_start()
            .starts_with("<section class=\"alarm bad\" role=\"alert\""),
        "{main:.300}"
    );
    assert!(main.find(&picture).unwrap() < main.find("class=\"cover\"").unwrap());
    assert_eq!(seat.get(&picture).status, 404, "what the seal does not list is shown");
    seat.accept_all();
    let refused = seat.post("finish", &[("verdict", "accepted")]);
    assert_eq!(refused.status, 409);
    assert!(
        refused
            .body
            .contains("Teczka jest naruszona, więc nie można jej przyjąć.")
    );
    assert_eq!(seat.post("finish", &[("verdict", "rejected")]).status, 409);
    let rejected = seat.post("finish", &[("verdict", "rejected"), ("remark", "Zmieniony obraz.")]);
    assert_eq!(rejected.status, 200, "{rejected:?}");
    assert_eq!(review.ended().0, Some(0));
}

#[test]
fn a_bundle_whose_trail_cannot_be_read_shows_that_and_nothing_else() {
    let desk = desk("");
    fs::write(desk.bundle().join("trail.ndjson"), "x").unwrap();
    let review = Reviewing::start(&desk, &ANNA);
    let (host, secret) = review.parts();
    let path = format!("/{secret}");
    let origin = format!("http://{host}");
    let entered = review.ask("POST", &path, &[("Host", host), ("Origin", &origin)], "x=");
    let cookie = entered.header("set-cookie").unwrap().split(';').next().unwrap();
    let overview = review.ask(
        "GET",
        entered.header("location").unwrap(),
        &[("Host", host), ("Cookie", cookie)],
        "",
    );
    assert!(overview.body.contains("Teczka jest naruszona") && overview.body.contains("nie da się odczytać"));
    assert_eq!(review.stop().0, Some(130));
}

#[test]
fn a_bundle_changed_during_the_review_is_not_accepted() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &ANNA);
    let seat = review.enter();
    seat.accept_all();
    fs::write(desk.bundle().join("pictures/obcy.png"), "x").unwrap();
    assert_eq!(seat.post("finish", &[("verdict", "accepted")]).status, 500);
    assert_eq!(review.ended().0, Some(1));
    let statements = verify(&desk.bundle()).statements;
    assert_eq!((statements.unsigned, statements.reviews), (vec![], vec![]));
}

#[test]
fn a_run_that_was_never_sealed_cannot_be_reviewed() {
    let desk = desk("");
    for (seal, remove) in [("x", false), ("", true)] {
        let file = desk.bundle().join("seal.json");
        if remove {
            fs::remove_file(&file).unwrap();
        } else {
            fs::write(&file, seal).unwrap();
        }
        let refused = desk.krok(&["review", "teczka", "--no-open", "--key", "none"]);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.stderr.contains("krok verify"), "{refused:?}");
    }
    assert_eq!(desk.krok(&["review", "nie-ma", "--no-open"]).code, 2);
    let nameless = desk.krok(&["review", "teczka", "--no-open", "--reviewer", " \u{200b}"]);
    assert_eq!(nameless.code, 2, "{nameless:?}");
}

#[test]
fn whoever_carried_out_the_run_is_told_that_it_does_not_count() {
    let desk = desk("");
    desk.key("operator", "ed25519");
    desk.done(&["sign", "teczka", "--key", "operator"]);
    let says = |more: &[&str]| {
        let review = Reviewing::start(&desk, more);
        let told = review.enter().get("").body.contains("potrzebna jest druga osoba");
        review.stop();
        told
    };
    assert!(says(&["--reviewer", "Anna Nowak", "--key", "operator"]));
    // The account that the trail names.
    assert!(says(&["--reviewer", "Operator", "--key", "none"]));
    assert!(!says(&ANNA));
}

#[test]
fn an_example_of_many_steps_is_reviewed_as_it_is() {
    let desk = Desk::new();
    copy_folder(&example(), &desk.path("przyklad"));
    let review = Reviewing::start_at(
        &desk,
        "przyklad",
        &["--reviewer", "Anna", "--key", "none", "--lang", "en"],
    );
    let seat = review.enter();
    let overview = seat.get("").body;
    assert!(overview.contains("Review of a bundle") && overview.contains("Next to be judged"));
    seat.accept_all();
    let steps = seat.steps();
    let page = seat.get(&format!("s{}", steps[2])).body;
    assert!(page.contains("<img src=\"pictures/"), "{page:.2000}");
    assert_eq!(seat.post("finish", &[("verdict", "accepted")]).status, 200);
    assert_eq!(review.ended().0, Some(0));
}
