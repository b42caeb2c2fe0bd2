//! Who is answered by `krok review`, what may be asked of it, and that texts which mean harm stay texts on its pages.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use krok::evidence::bundle::Bundle;

use crate::support::pages::Outside;
use crate::support::reviewer::{Reviewing, desk, form};

const ANNA: [&str; 4] = ["--reviewer", "Anna Nowak", "--key", "none"];

#[test]
fn nobody_but_the_reviewer_is_answered() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &ANNA);
    let (host, secret) = review.parts();
    let origin = format!("http://{host}");
    let launch = format!("/{secret}");
    let status = |method: &str, path: &str, headers: &[(&str, &str)]| review.ask(method, path, headers, "").status;
    let here = ("Host", host);
    let port = host.split_once(':').unwrap().1;
    for other in [
        format!("localhost:{port}"),
        "127.0.0.1".to_owned(),
        format!("zly.example:{port}"),
    ] {
        assert_eq!(status("GET", &launch, &[("Host", &other)]), 403, "{other}");
        assert_eq!(status("GET", "/review.css", &[("Host", &other)]), 403, "{other}");
    }
    assert_eq!(
        review.raw(format!("GET {launch} HTTP/1.0\r\n\r\n").as_bytes()).status,
        403
    );
    let absolute = format!("GET http://zly.example{launch} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert_eq!(review.raw(absolute.as_bytes()).status, 403);
    for origin in ["null", "http://zly.example", "http://localhost"] {
        assert_eq!(status("GET", &launch, &[here, ("Origin", origin)]), 403, "{origin}");
        assert_eq!(status("POST", &launch, &[here, ("Origin", origin)]), 403, "{origin}");
    }
    assert_eq!(status("POST", &launch, &[here]), 403);
    assert_eq!(
        status(
            "POST",
            &launch,
            &[here, ("Origin", &origin), ("Sec-Fetch-Site", "cross-site")]
        ),
        403
    );
    for method in ["HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"] {
        assert_ne!(
            status(method, &launch, &[here, ("Origin", &origin)]) / 100,
            2,
            "{method}"
        );
    }
    for path in [
        "/",
        "/favicon.ico",
        "/robots.txt",
        "/../etc/passwd",
        "/report.html",
        "/seal.json",
    ] {
        assert_eq!(status("GET", path, &[here]), 403, "{path}");
    }
    // All of that left the secret unused.
    let seat = review.enter();
    assert_eq!(status("GET", &launch, &[here]), 403);
    assert_eq!(status("POST", &launch, &[here, ("Origin", &origin)]), 403);
    let room = seat.room.clone();
    assert_eq!(status("GET", &room, &[here]), 403);
    assert_eq!(status("GET", &room, &[here, ("Cookie", "krok-review=0")]), 403);
    let cookie = ("Cookie", seat.cookie.as_str());
    assert_eq!(status("GET", "/", &[here, cookie]), 403);
    for site in ["cross-site", "same-site"] {
        assert_eq!(
            status("GET", &room, &[here, cookie, ("Sec-Fetch-Site", site)]),
            403,
            "{site}"
        );
    }
    assert_eq!(status("GET", &room, &[here, cookie, ("Sec-Fetch-Site", "none")]), 200);
    review.stop();
}

#[test]
fn no_form_changes_anything_without_its_key_and_no_address_at_all() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &ANNA);
    let seat = review.enter();
    let steps = seat.steps();
    let with = |key: &str, fields: &[(&str, &str)]| form(&[&[("key", key)], fields].concat());
    for key in ["", "x", &"0".repeat(64)] {
        assert_eq!(
            seat.post_as_it_is("open", &with(key, &[("step", &steps[1])])).status,
            403
        );
        let say = [("step", steps[1].as_str()), ("ruling", "accepted")];
        assert_eq!(seat.post_as_it_is("say", &with(key, &say)).status, 403);
        assert_eq!(
            seat.post_as_it_is("finish", &with(key, &[("verdict", "accepted")]))
                .status,
            403
        );
    }
    assert_eq!(seat.post_as_it_is("open", &form(&[("step", &steps[1])])).status, 422);
    for page in ["open", "say"] {
        let query = form(&[("key", &seat.key), ("step", &steps[1]), ("ruling", "accepted")]);
        assert_eq!(seat.get(&format!("{page}?{query}")).status, 405);
    }
    let overlong = "x".repeat(140 * 1024);
    let flood = seat.post(
        "say",
        &[("step", &steps[1]), ("ruling", "accepted"), ("remark", &overlong)],
    );
    assert_eq!(flood.status, 413);
    assert!(!desk.bundle().join("reviews").exists(), "something was kept");
    review.stop();
}

#[test]
fn only_files_that_the_seal_lists_are_served() {
    let desk = desk("");
    fs::write(desk.path("obok.txt"), "tajne").unwrap();
    let bundle = Bundle::open(&desk.bundle()).unwrap();
    let picture = bundle
        .records()
        .iter()
        .find_map(|record| bundle.observed(record.seq))
        .unwrap();
    let (picture, text) = (picture.picture.file.path.clone(), picture.text.path.clone());
    let review = Reviewing::start(&desk, &ANNA);
    let seat = review.enter();
    let shown = seat.get(&picture);
    assert_eq!((shown.status, shown.header("content-type")), (200, Some("image/png")));
    assert_eq!(shown.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(
        seat.get(&text).header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    for path in [
        "trail.ndjson",
        "seal.json",
        "report.html",
        "pictures/",
        "pictures/nie-ma.png",
        "pictures/../seal.json",
        "pictures/..%2fseal.json",
        "pictures/..%2f..%2fobok.txt",
        "%2e%2e/obok.txt",
        "inputs/..",
        "reviews/anna-nowak.draft",
        "pictures/%00",
    ] {
        let answer = seat.get(path);
        assert!(
            !answer.body.contains("tajne") && !answer.body.contains("\"records\""),
            "{path}"
        );
        assert!([303, 400, 403, 404].contains(&answer.status), "{path}: {answer:?}");
    }
    review.stop();
}

#[test]
fn every_answer_says_what_it_may_do_and_the_secrets_go_nowhere_else() {
    let desk = desk("");
    let review = Reviewing::start(&desk, &ANNA);
    let secret = review.parts().1.to_owned();
    let seat = review.enter();
    let step = seat.steps()[1].clone();
    seat.post("open", &[("step", &step)]);
    for page in ["", "finish", &format!("s{step}"), "nie/ma"] {
        let answer = seat.get(page);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none';") && policy.contains("script-src 'self'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let cookie = seat.cookie.split_once('=').unwrap().1;
        assert!(
            !answer.body.contains(&secret) && !answer.body.contains(cookie),
            "{page}"
        );
        assert!(!answer.body.contains("style=") && !answer.body.contains("<style"));
        assert!(answer.body.matches("<script").count() <= 1, "{page}");
    }
    let (_, told) = review.stop();
    assert!(!told.contains(&secret), "{told}");
}

#[test]
fn the_browser_of_the_person_is_opened_at_the_address() {
    let desk = desk("");
    let opener = desk.path("bin/xdg-open");
    fs::create_dir(desk.path("bin")).unwrap();
    // Where others work on the machine, the address comes in a file.
    let script = "#!/bin/sh\ncase \"$1\" in http*) echo \"$1\" > otwarto.tmp;; *) cat \"$1\" > otwarto.tmp;; esac\nmv otwarto.tmp otwarto\n";
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
    let mut command = desk.command(&["review", "teczka", "--key", "none"]);
    let child = command
        .env("PATH", path)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let pid = nix::unistd::Pid::from_raw(i32::try_from(child.id()).unwrap());
    while !desk.path("otwarto").exists() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let opened = fs::read_to_string(desk.path("otwarto")).unwrap();
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGINT).unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let address = told.lines().next().unwrap().split_once(": ").unwrap().1;
    assert!(opened.contains(address), "{opened} {told}");
}

#[test]
fn hostile_texts_stay_texts_in_every_slot_of_every_page() {
    // Every page with every text in it: those of the portal, those of the reviewer.
    let pages = |text: &str| {
        let desk = desk(text);
        let name = format!("Anna{text}").replace('\0', "");
        let review = Reviewing::start(&desk, &["--reviewer", &name, "--key", "none"]);
        let seat = review.enter();
        let mut pages = vec![seat.get("").body];
        for step in seat.steps() {
            seat.post("open", &[("step", &step)]);
            let said = [("step", step.as_str()), ("ruling", "rejected"), ("remark", text)];
            assert_eq!(seat.post("say", &said).status, 303);
            pages.push(seat.get(&format!("s{step}")).body);
        }
        pages.push(seat.get("finish").body);
        let whole = [("verdict", "accepted"), ("remark", text)];
        pages.push(seat.post("finish", &whole).body);
        pages.push(seat.post("finish", &[("verdict", "rejected"), ("remark", text)]).body);
        review.ended();
        pages
    };
    let markup = |page: &String| ['<', '>', '"', '\''].map(|sign| page.matches(sign).count());
    let honest: Vec<_> = pages("x").iter().map(markup).collect();
    assert_eq!(honest.len(), 9);
    // Some together in each text, or it would take too long.
    let payloads = Outside::new().payloads();
    for text in payloads.chunks(12).map(<[String]>::concat) {
        let text = &text;
        let found = pages(text);
        assert_eq!(found.iter().map(markup).collect::<Vec<_>>(), honest, "{text}");
        assert!(!found.concat().contains(['\u{202e}', '\u{1b}', '\u{0}']), "{text}");
    }
}
