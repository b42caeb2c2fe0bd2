//! Requests whose usual answer is not given: silence, failures of the server, works on the portal.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use mock_portal::{Fault, HttpFailure, OFFICE, Object, Reach, Turn, Works};
use tokio::net::TcpStream;

use crate::visitor::Visitor;

const HOME: &str = "/wps/myportal";

/// A visitor who edits a skrytka, so that the next save changes it.
async fn editing() -> Visitor {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.press("edytuj", &[]).await;
    visitor.change("Rodzaj odpowiedzi", "UPP").await;
    visitor
}

/// Presses `Zapisz` and stays until the portal has the request.
async fn save_in_silence(visitor: &mut Visitor) -> TcpStream {
    let stream = visitor.press_and_leave("zapisz", &[]).await;
    let (started, truth) = (Instant::now(), visitor.portal.truth());
    while truth.requests().saves == 0 {
        assert!(started.elapsed() < Duration::from_secs(10));
        tokio::task::yield_now().await;
    }
    stream
}

fn is_silent(stream: &TcpStream) -> bool {
    stream
        .try_read(&mut [0])
        .is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

fn domyslna() -> Object {
    Object::Skrytka {
        podmiot: OFFICE.to_owned(),
        name: "Domyślna".to_owned(),
    }
}

#[tokio::test]
async fn a_request_that_gets_no_answer_may_have_done_nothing() {
    let mut visitor = editing().await;
    visitor
        .portal
        .set_fault_at(Fault::NoAnswer(Reach::Received), Turn::save(1));
    let stream = save_in_silence(&mut visitor).await;
    assert_eq!(visitor.get(HOME).await.status, 200);
    assert!(is_silent(&stream));
    assert_eq!(visitor.portal.truth().writes(), []);
    assert_eq!(visitor.portal.faults(), []);
}

#[tokio::test]
async fn a_request_that_gets_no_answer_may_have_done_everything() {
    let mut visitor = editing().await;
    visitor.portal.set_fault_at(Fault::NoAnswer(Reach::Done), Turn::save(1));
    let stream = save_in_silence(&mut visitor).await;
    assert_eq!(visitor.get(HOME).await.status, 200);
    assert!(is_silent(&stream));
    let tally = visitor.portal.truth().tally(&domyslna());
    assert_eq!((tally.saves, tally.changes), (1, 1));
}

#[tokio::test]
async fn a_failure_is_told_by_its_status_once() {
    let statuses = [
        (HttpFailure::Internal, 500),
        (HttpFailure::BadGateway, 502),
        (HttpFailure::Unavailable, 503),
    ];
    for (failure, status) in statuses {
        let mut visitor = editing().await;
        let reach = Reach::Received;
        visitor.portal.set_fault(Fault::ServerError { failure, reach });
        let answer = visitor.press("zapisz", &[]).await;
        assert_eq!(answer.status, status);
        assert!(!answer.body.contains("Przerwa"));
        assert_eq!(visitor.portal.truth().writes(), []);
        assert!(
            visitor
                .press("zapisz", &[])
                .await
                .body
                .contains("Zmiany zostały zapisane.")
        );
    }
}

#[tokio::test]
async fn a_failure_may_come_after_the_save() {
    let mut visitor = editing().await;
    visitor.portal.set_fault(Fault::ServerError {
        failure: HttpFailure::BadGateway,
        reach: Reach::Done,
    });
    assert_eq!(visitor.press("zapisz", &[]).await.status, 502);
    assert_eq!(visitor.portal.truth().tally(&domyslna()).saves, 1);
}

#[tokio::test]
async fn works_stand_for_every_page_until_they_are_over() {
    let pages = [
        (Works::Break, 503, "<h1>Przerwa techniczna</h1>"),
        (Works::Unavailable, 200, "<h1>Serwis chwilowo niedostępny</h1>"),
    ];
    for (works, status, heading) in pages {
        let mut visitor = editing().await;
        visitor.portal.set_fault(Fault::PortalDown(works));
        let answer = visitor.press("zapisz", &[]).await;
        assert_eq!(answer.status, status);
        assert!(visitor.get(HOME).await.body.contains(heading));
        assert_eq!(visitor.portal.truth().writes(), []);
        visitor.portal.clear_faults();
        assert!(visitor.get(HOME).await.body.contains("Mój ePUAP"));
    }
}

#[tokio::test]
async fn planned_works_are_a_notice_and_no_more() {
    let mut visitor = editing().await;
    let notice = "<div class=\"works-banner\" role=\"status\"><div class=\"column\">Planowane prace serwisowe";
    assert!(!visitor.get(HOME).await.body.contains(notice));
    visitor.portal.set_fault(Fault::WorksBanner);
    for _ in 0..2 {
        assert!(visitor.get(HOME).await.body.contains(notice));
    }
    visitor.press("zapisz", &[]).await;
    assert_eq!(visitor.portal.truth().writes().len(), 1);
}
