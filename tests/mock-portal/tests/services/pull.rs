//! The PULL service over raw HTTP.

use mock_portal::{Letter, MockPortal, Mode, OFFICE, Passage, SEKAP_SYSTEM, Settings, Whereabouts};

use crate::wire::{action, post, question};

/// A portal on which `Domyślna` of the office is in PULL mode and one document waits in it.
async fn with_one_document() -> MockPortal {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    portal.arrange_skrytka(OFFICE, "Domyślna", |stored| stored.mode = Mode::Pull);
    let letter = Letter::new("jan.kowalski", "pierwszy");
    portal.submit(OFFICE, "Domyślna", letter).await.unwrap();
    portal
}

async fn ask(portal: &MockPortal, system: &str, operation: &str, name: &str, more: &str) -> (u16, String) {
    post(portal.pull_url(), &action(operation), &question(system, name, more)).await
}

async fn count(portal: &MockPortal, system: &str) -> (u16, String) {
    ask(portal, system, "oczekujaceDokumenty", "ZapytaniePullOczekujace", "").await
}

async fn fetch(portal: &MockPortal) -> (u16, String) {
    ask(portal, SEKAP_SYSTEM, "pobierzNastepny", "ZapytaniePullPobierz", "").await
}

async fn confirm(portal: &MockPortal, digest: &str) -> (u16, String) {
    let more = format!("<skrot>{digest}</skrot>");
    ask(
        portal,
        SEKAP_SYSTEM,
        "potwierdzOdebranie",
        "ZapytaniePullPotwierdz",
        &more,
    )
    .await
}

#[tokio::test]
async fn a_registered_system_counts_fetches_and_confirms() {
    let portal = with_one_document().await;
    let (status, answer) = count(&portal, SEKAP_SYSTEM).await;
    assert_eq!(status, 200);
    assert!(answer.contains("<status><kod>1</kod><komunikat>OK</komunikat></status><oczekujace>1</oczekujace>"));
    let (_, answer) = fetch(&portal).await;
    assert!(answer.contains("<ob:OdpowiedzPullPobierz xmlns:ob=\"http://wsdl.epuap.gov.pl/obiekty/\">"));
    assert!(answer.contains("<nazwaPliku>pismo.xml</nazwaPliku>"));
    assert!(answer.contains("<zawartosc>cGllcndzenk=</zawartosc>"));
    let (status, _) = confirm(&portal, "bc83896185ea595d9345dda8bc3fa31dd6d2ec2d").await;
    assert_eq!(status, 200);
    let taken = Whereabouts::Taken {
        system: SEKAP_SYSTEM.to_owned(),
    };
    assert_eq!(portal.truth().documents()[0].whereabouts, taken);
    let (_, answer) = fetch(&portal).await;
    assert!(answer.contains("<kod>0</kod>"));
    assert!(!answer.contains("<dokument>"));
}

#[tokio::test]
async fn an_unconfirmed_document_comes_again() {
    let portal = with_one_document().await;
    let first = fetch(&portal).await;
    assert_eq!(fetch(&portal).await, first);
    assert_eq!(portal.truth().waiting(OFFICE, "Domyślna").len(), 1);
    let fetched = portal.truth().passages(1);
    let by_sekap = Passage::Fetched {
        system: SEKAP_SYSTEM.to_owned(),
    };
    assert_eq!(fetched, [Passage::Submitted, by_sekap.clone(), by_sekap]);
}

#[tokio::test]
async fn a_wrong_digest_confirms_nothing() {
    let portal = with_one_document().await;
    fetch(&portal).await;
    let (status, answer) = confirm(&portal, "0000000000000000000000000000000000000000").await;
    assert_eq!(status, 500);
    assert!(answer.contains("<ob:Wyjatek xmlns:ob=\"http://wsdl.epuap.gov.pl/obiekty/\"><kod>40</kod>"));
    assert_eq!(portal.truth().waiting(OFFICE, "Domyślna").len(), 1);
}

#[tokio::test]
async fn a_deleted_or_unknown_system_is_refused() {
    let portal = with_one_document().await;
    let stranger = count(&portal, "k7p2sod001").await;
    portal.arrange_systems(OFFICE, |systems| systems.retain(|system| system.name != SEKAP_SYSTEM));
    for (status, answer) in [stranger, count(&portal, SEKAP_SYSTEM).await, fetch(&portal).await] {
        assert_eq!(status, 500);
        assert!(answer.contains("<kod>10</kod>"));
    }
}

#[tokio::test]
async fn a_skrytka_in_push_mode_is_refused() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let (status, answer) = count(&portal, SEKAP_SYSTEM).await;
    assert_eq!(status, 500);
    assert!(answer.contains("<kod>30</kod><komunikat>Skrytka nie pracuje w trybie PULL.</komunikat>"));
}

#[tokio::test]
async fn a_hostile_or_torn_message_is_a_fault() {
    let portal = with_one_document().await;
    let whole = question(SEKAP_SYSTEM, "ZapytaniePullOczekujace", "");
    let bomb = whole.replace(
        "<?xml version=\"1.0\"?>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>",
    );
    let twice = question(SEKAP_SYSTEM, "ZapytaniePullOczekujace", "<podmiot>pzgliwice2</podmiot>");
    let nobody = whole.replace("UsernameToken", "BinaryToken");
    for message in [bomb.as_str(), &whole[..whole.len() - 20], "", &twice, &nobody] {
        let (status, answer) = post(portal.pull_url(), &action("oczekujaceDokumenty"), message).await;
        assert_eq!(status, 500, "{message}");
        assert!(answer.contains("Wyjatek"), "{message}");
    }
    let (status, _) = post(portal.pull_url(), &action("potwierdzOdebranie"), &whole).await;
    assert_eq!(status, 500);
}

#[tokio::test]
async fn the_pages_origins_do_not_serve_it() {
    let portal = with_one_document().await;
    for origin in [portal.portal_url(), portal.login_url()] {
        let url = format!("{origin}/pk_external_ws/services/pull");
        let whole = question(SEKAP_SYSTEM, "ZapytaniePullOczekujace", "");
        assert_eq!(post(&url, &action("oczekujaceDokumenty"), &whole).await.0, 404);
    }
}
