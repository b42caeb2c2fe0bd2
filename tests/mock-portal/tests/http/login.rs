//! Logging in and choosing the context.

use std::time::{Duration, Instant};

use mock_portal::{Event, MockPortal, OFFICE, Settings};
use tokio::net::TcpStream;

use crate::visitor::{Visitor, shown_code};

#[tokio::test]
async fn a_stranger_is_sent_to_the_login_side() {
    let mut visitor = Visitor::new(Settings::default()).await;
    let answer = visitor.get("/wps/myportal").await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/wps/logowanie"));
    let answer = visitor.get("/wps/logowanie").await;
    let login_url = visitor.portal.login_url().to_owned();
    assert!(answer.location.starts_with(&login_url));
    assert!(visitor.get(&answer.location).await.body.contains("Profil zaufany"));
}

#[tokio::test]
async fn a_wrong_password_is_refused_in_polish() {
    let mut visitor = Visitor::new(Settings::default()).await;
    let attempt = visitor.attempt().await;
    let url = format!("{}/dt/login/login", visitor.portal.login_url());
    let fields = [
        ("ssot", attempt.as_str()),
        ("login", "adam.kmiecik"),
        ("password", "zle"),
    ];
    let answer = visitor.post(&url, &fields).await;
    assert!(answer.body.contains("Nieprawidłowa nazwa użytkownika lub hasło."));
    assert_eq!(
        visitor.portal.truth().journal()[0].event,
        Event::LoginRefused { step: "password" }
    );
}

#[tokio::test]
async fn a_refused_code_is_replaced_and_stays_refused() {
    let mut visitor = Visitor::new(Settings::default()).await;
    let attempt = visitor.attempt().await;
    let first = shown_code(&visitor.reach_code_page(&attempt).await);
    let page = visitor.confirm(&attempt, "00000000").await.body;
    assert!(page.contains("Podano błędny kod"));
    assert_ne!(shown_code(&page), first);
    let page = visitor.confirm(&attempt, &first).await.body;
    assert!(page.contains("Podano błędny kod"));
    let page = visitor.confirm(&attempt, &shown_code(&page)).await.body;
    assert!(page.contains("SAMLResponse"));
}

#[tokio::test]
async fn a_token_opens_one_session_only() {
    let mut visitor = Visitor::new(Settings::default()).await;
    let ticket = visitor.ticket().await;
    let fields = [("SAMLResponse", ticket.as_str())];
    assert_eq!(visitor.post("/wps/acs", &fields).await.location, "/wps/myportal");
    assert_eq!(visitor.post("/wps/acs", &fields).await.location, "/wps/portal");
}

#[tokio::test]
async fn a_used_attempt_is_refused() {
    let mut visitor = Visitor::new(Settings::default()).await;
    let attempt = visitor.attempt().await;
    let code = shown_code(&visitor.reach_code_page(&attempt).await);
    visitor.confirm(&attempt, &code).await;
    assert!(visitor.confirm(&attempt, &code).await.body.contains("został już użyty"));
}

#[tokio::test]
async fn the_chosen_context_stands_in_the_header() {
    let mut visitor = Visitor::new(Settings::default()).await;
    let ticket = visitor.ticket().await;
    visitor.post("/wps/acs", &[("SAMLResponse", &ticket)]).await;
    assert_eq!(
        visitor.get("/wps/myportal").await.location,
        "/wps/myportal/zmien-podmiot"
    );
    visitor
        .post("/wps/myportal/zmien-podmiot", &[("podmiot", OFFICE)])
        .await;
    let home = visitor.get("/wps/myportal").await.body;
    assert!(home.contains("<span class=\"user-subject\">pzgliwice</span>"));
    let events: Vec<Event> = visitor
        .portal
        .truth()
        .journal()
        .into_iter()
        .map(|entry| entry.event)
        .collect();
    assert_eq!(
        events,
        [
            Event::LoginDone {
                login: "adam.kmiecik".to_owned()
            },
            Event::ContextChosen {
                podmiot: OFFICE.to_owned()
            },
        ]
    );
}

#[tokio::test]
async fn a_private_person_has_no_administration() {
    let mut visitor = Visitor::new(Settings {
        context: Some("adam.kmiecik".to_owned()),
        ..Settings::default()
    })
    .await;
    let ticket = visitor.ticket().await;
    visitor.post("/wps/acs", &[("SAMLResponse", &ticket)]).await;
    let home = visitor.get("/wps/myportal").await.body;
    assert!(home.contains("Zmień podmiot"));
    assert!(!home.contains("Administrowanie"));
    let answer = visitor.get("/wps/myportal/aplikacje/budowanie-uslug").await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_stopped_portal_refuses_connections() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let host = portal.portal_url().trim_start_matches("http://").to_owned();
    assert!(TcpStream::connect(&host).await.is_ok());
    portal.stop();
    let started = Instant::now();
    while TcpStream::connect(&host).await.is_ok() {
        assert!(started.elapsed() < Duration::from_secs(5));
        tokio::task::yield_now().await;
    }
}
