//! The queue behind a skrytka.

use mock_portal::{Event, Letter, MockPortal, Mode, OFFICE, Passage, Refused, Settings, Whereabouts};

/// A portal on which one skrytka of the office is in PULL mode.
async fn with_pull(skrytka: &str) -> MockPortal {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    portal.arrange_skrytka(OFFICE, skrytka, |stored| stored.mode = Mode::Pull);
    portal
}

#[tokio::test]
async fn a_pull_skrytka_keeps_documents_in_order() {
    let portal = with_pull("Domyślna").await;
    for text in ["pierwszy", "drugi"] {
        let letter = Letter::new("jan.kowalski", text);
        portal.submit(OFFICE, "Domyślna", letter).await.unwrap();
    }
    let waiting = portal.truth().waiting(OFFICE, "Domyślna");
    let texts: Vec<&[u8]> = waiting.iter().map(|document| &*document.letter.content).collect();
    assert_eq!(texts, [b"pierwszy".as_slice(), b"drugi"]);
    assert_eq!(waiting[0].sha1, "bc83896185ea595d9345dda8bc3fa31dd6d2ec2d");
}

#[tokio::test]
async fn a_push_skrytka_without_a_receiver_strands_documents() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let letter = Letter::new("jan.kowalski", "pismo");
    let id = portal.submit(OFFICE, "Domyślna", letter).await.unwrap();
    let truth = portal.truth();
    assert_eq!(truth.documents()[0].whereabouts, Whereabouts::Stranded);
    assert_eq!(truth.waiting(OFFICE, "Domyślna"), []);
    assert_eq!(truth.writes(), []);
    let expected = Event::Document {
        podmiot: OFFICE.to_owned(),
        skrytka: "Domyślna".to_owned(),
        document: Some(id),
        passage: Passage::Stranded,
    };
    assert_eq!(truth.journal().last().unwrap().event, expected);
}

#[tokio::test]
async fn a_blocked_or_unknown_skrytka_refuses_documents() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    portal.arrange_skrytka(OFFICE, "Domyślna", |stored| stored.active = false);
    let letter = Letter::new("jan.kowalski", "pismo");
    let blocked = portal.submit(OFFICE, "Domyślna", letter.clone()).await;
    assert_eq!(blocked, Err(Refused::Blocked));
    let unknown = portal.submit(OFFICE, "Skrytka", letter).await;
    assert_eq!(unknown, Err(Refused::NoSkrytka));
    assert_eq!(portal.truth().documents(), []);
}

#[tokio::test]
async fn a_full_queue_refuses_documents() {
    let portal = with_pull("Domyślna").await;
    for number in 0..100 {
        let letter = Letter::new("jan.kowalski", format!("pismo {number}"));
        portal.submit(OFFICE, "Domyślna", letter).await.unwrap();
    }
    let letter = Letter::new("jan.kowalski", "o jedno za dużo");
    let refused = portal.submit(OFFICE, "Domyślna", letter).await;
    assert_eq!(refused, Err(Refused::QueueFull));
}
