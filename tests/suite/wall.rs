//! The wall in a real browser: however a page gets off the portal, nothing is read, pictured or pressed there; and the
//! browser of a practice portal finds no server beyond this machine, whatever a page asks for.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::time::Instant;

use krok::browser::driver::Driver;
use krok::browser::family::Family;
use krok::browser::profile::{Reach, Settings};
use krok::browser::session::{Landmarks, Session};
use krok::page::error::PageError;
use krok::page::observation::{Extent, Handle};
use krok::page::protocol::Page;
use krok::text::mask::Masking;

use crate::support::browsers::family;
use crate::support::outside::Outside;
use crate::support::patience::PATIENCE;
use crate::support::room::{DEADLINE, Room, control};

/// Writes a page of the portal with one way off it.
fn page_with(way: &str) {
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>portal</title><h1>Skargi</h1><button>Zapisz</button>
         <form id=f method=post></form>{way}"
    );
    Room::write("wyjscie.html", &page);
}

fn is_elsewhere<T>(result: &Result<T, PageError>) -> bool {
    matches!(result, Err(PageError::Elsewhere(_)))
}

/// Waits where a page has gone, and makes sure that nothing of it is seen or touched: not while it is waited for, and not
/// by an act for which it was looked at before.
fn is_closed(room: &mut Room, before: &Handle, way: &str) {
    let Room {
        runtime, session, base, ..
    } = room;
    runtime.block_on(async {
        let begun = Instant::now();
        while let Ok(seen) = session.settle(None, DEADLINE).await {
            assert!(seen.url.starts_with(&*base), "{way}: {}", seen.url);
            assert!(begun.elapsed() < PATIENCE, "{way} leads nowhere");
        }
        assert!(is_elsewhere(&session.settle(None, DEADLINE).await), "{way}");
        assert!(is_elsewhere(&session.look().await), "{way}");
        assert!(is_elsewhere(&session.touched().await), "{way}");
        assert!(
            is_elsewhere(&session.picture(Extent::Viewport, &mut Masking::default()).await),
            "{way}"
        );
        assert!(matches!(session.press(before).await, Err(PageError::Detached)), "{way}");
    });
}

#[test]
fn nothing_is_seen_or_pressed_wherever_a_page_goes_off_the_portal() {
    let mut room = Room::enter();
    let outside = Outside::serve();
    let portal = room.base.clone();
    let port = portal.rsplit(':').next().unwrap().to_owned();
    let base = &outside.base;
    let foreign = format!("{base}/formularz");
    let other_port = base.rsplit(':').next().unwrap();
    // By a press of krok on the portal's own page.
    for way in [
        format!("<a href='{foreign}'>Dalej</a>"),
        format!("<a href='http://127.0.0.1:{port}@127.0.0.1:{other_port}/formularz'>Dalej</a>"),
        format!("<a href='http://localhost:{port}/labels.html'>Dalej</a>"),
        format!("<a href='{portal}/dalej?{foreign}'>Dalej</a>"),
        format!("<button form=f formaction='{foreign}'>Dalej</button>"),
        format!("<button onclick=\"location.replace('{foreign}')\">Dalej</button>"),
        format!("<button onclick=\"window.open('{foreign}')\">Dalej</button>"),
        format!(
            "<button onclick=\"document.head.innerHTML = '<meta http-equiv=refresh content=0;url={foreign}>'\">Dalej</button>"
        ),
        "<button onclick=\"location = window.URL.createObjectURL(new Blob(['<h1>Skargi</h1>'], { type: 'text/html' }))\">Dalej</button>"
            .to_owned(),
        "<button onclick=\"window.open('about:blank')\">Dalej</button>".to_owned(),
    ] {
        page_with(&way);
        room.open("wyjscie");
        room.settle(None);
        let before = control(&room.look(), "Zapisz");
        room.press("Dalej");
        is_closed(&mut room, &before, &way);
        room.close_other_tabs();
    }
    // By another hand.
    for address in [
        "data:text/html,<h1>Skargi</h1><button>Zapisz</button>",
        "file:///etc/passwd",
        "about:blank",
    ] {
        page_with("");
        room.open("wyjscie");
        room.settle(None);
        let before = control(&room.look(), "Zapisz");
        room.hand_goes(address);
        is_closed(&mut room, &before, address);
    }
    // Beside what is the portal's, in a frame: the page is worked on, the frame is not looked into.
    page_with(&format!(
        "<iframe src='{foreign}'></iframe><iframe src='data:text/html,<button>Obcy'></iframe>"
    ));
    room.open("wyjscie");
    let seen = room.settle(None);
    let labels: Vec<String> = room
        .look()
        .controls
        .iter()
        .map(|each| each.labels[0].text.clone())
        .collect();
    assert_eq!(
        (labels, seen.texts.contains(&"Skargi i wnioski".to_owned())),
        (vec!["Zapisz".to_owned()], false)
    );
    assert!(
        outside.asked().len() >= 7,
        "the browser went there, and nothing was looked at"
    );
}

/// A page that asks a server for something in every way that a page has, and says when all of it has come to nothing.
fn asking(server: &str) -> String {
    let websocket = server.replace("http", "ws");
    format!(
        "<!doctype html><meta charset=utf-8><title>prosi</title><link rel=stylesheet href='{server}/s'>
         <script src='{server}/j'></script><img src='{server}/i'><iframe src='{server}/r'></iframe>
         <script>
         const tries = [
           fetch('{server}/f', {{ mode: 'no-cors' }}),
           new Promise((done) => {{ const s = new WebSocket('{websocket}/w'); s.onclose = s.onerror = s.onopen = done; }}),
           new Promise((done) => {{ const s = new EventSource('{server}/e'); s.onerror = s.onopen = () => {{ s.close(); done(); }}; }}),
         ];
         navigator.sendBeacon('{server}/b', 'x');
         addEventListener('load', () => Promise.allSettled(tries).then(() => {{ document.title = 'koniec'; }}));
         </script>"
    )
}

/// Counts the connections that somebody has tried to make.
fn knocks(listener: &TcpListener) -> usize {
    listener.set_nonblocking(true).unwrap();
    let mut count = 0;
    loop {
        match listener.accept() {
            Ok(_) => count += 1,
            Err(nobody) if nobody.kind() == ErrorKind::WouldBlock => return count,
            Err(other) => panic!("{other}"),
        }
    }
}

async fn until_all_is_tried(session: &mut Session, address: &str) {
    session.open(address).await.unwrap();
    while session.settle(None, DEADLINE).await.unwrap().title != "koniec" {}
}

#[test]
fn the_browser_of_a_practice_portal_reaches_no_server_beyond_the_list_whatever_a_page_asks_for() {
    if family() == Family::Firefox {
        // It has no such rules: there the guard alone keeps the list, as webdriver/firefox.toml says.
        return;
    }
    let mut room = Room::enter();
    let listener = TcpListener::bind("127.0.0.2:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let driver = Driver::start(family()).unwrap();
    let settings = Settings {
        reach: Reach::ThisMachine,
        ..Settings::default()
    };
    room.runtime.block_on(async {
        let mut session = Session::start(&driver, &settings).await.unwrap();
        session.set_landmarks(Landmarks {
            hosts: vec![room.base.clone()],
            ..Default::default()
        });
        for server in [
            format!("http://127.0.0.2:{port}"),
            format!("http://portal.localhost:{port}"),
        ] {
            Room::write("prosi.html", &asking(&server));
            until_all_is_tried(&mut session, &format!("{}/prosi.html", room.base)).await;
            assert_eq!(knocks(&listener), 0, "{server}");
            let led = session.open(&server).await;
            assert!(matches!(led, Err(PageError::Unreachable(_))), "{server}: {led:?}");
            assert_eq!(knocks(&listener), 0, "{server}");
        }
        session.close().await.unwrap();
    });
    // Without the rules a page gets there.
    room.open("labels");
    room.hand_script(&format!("new Image().src = 'http://127.0.0.2:{port}/'"));
    while knocks(&listener) == 0 {}
}
