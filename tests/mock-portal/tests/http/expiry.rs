//! Sessions end, by time or by a fault, and show it in one of four shapes.

use std::time::Duration;

use mock_portal::{DataSet, EditScope, Event, ExpiryShape, Fault, OFFICE, SessionLife, Settings};

use crate::visitor::{Answer, Visitor};

const HOME: &str = "/wps/myportal";
const MINUTE: Duration = Duration::from_mins(1);

async fn living(session: SessionLife) -> Visitor {
    let mut visitor = Visitor::with(Settings {
        session,
        ..Settings::default()
    })
    .await;
    visitor.open("Domyślna").await;
    visitor
}

fn leads_to_login(answer: &Answer) -> bool {
    (answer.status, answer.location.as_str()) == (303, "/wps/logowanie")
}

/// A visitor who looks at a skrytka and whose session ends with the next request of the shape.
async fn ending(shape: ExpiryShape) -> Visitor {
    let visitor = Visitor::at("Domyślna").await;
    visitor.portal.set_fault(Fault::SessionExpired(shape));
    visitor
}

#[tokio::test]
async fn a_session_without_limits_outlives_every_wait() {
    let mut visitor = living(SessionLife::default()).await;
    visitor.portal.move_clock(1_000_000 * MINUTE);
    assert_eq!(visitor.get(HOME).await.status, 200);
}

#[tokio::test]
async fn an_idle_session_ends_and_an_active_one_lives() {
    let mut visitor = living(SessionLife {
        idle: Some(15 * MINUTE),
        ..SessionLife::default()
    })
    .await;
    for _ in 0..20 {
        visitor.portal.move_clock(14 * MINUTE);
        assert_eq!(visitor.get(HOME).await.status, 200);
    }
    visitor.portal.move_clock(16 * MINUTE);
    assert!(leads_to_login(&visitor.get(HOME).await));
}

#[tokio::test]
async fn the_absolute_end_comes_however_active_the_person_is() {
    let mut visitor = living(SessionLife::ASSUMED).await;
    for _ in 0..12 {
        visitor.portal.move_clock(9 * MINUTE);
        assert_eq!(visitor.press("edytuj", &[]).await.status, 200);
    }
    visitor.portal.move_clock(13 * MINUTE);
    let answer = visitor.press("zapisz", &[]).await;
    assert!(answer.body.contains("<redirect url=\"/wps/logowanie\">"));
    assert_eq!(visitor.portal.truth().writes(), []);
}

#[tokio::test]
async fn an_ended_session_takes_the_chosen_context_with_it() {
    let mut visitor = Visitor::new(Settings {
        session: SessionLife::ASSUMED,
        ..Settings::default()
    })
    .await;
    visitor.log_in().await;
    let choice = [("podmiot", OFFICE)];
    visitor.post("/wps/myportal/zmien-podmiot", &choice).await;
    assert_eq!(visitor.get(HOME).await.status, 200);
    visitor.portal.move_clock(16 * MINUTE);
    assert!(leads_to_login(&visitor.get(HOME).await));
    visitor.log_in().await;
    assert_eq!(visitor.get(HOME).await.location, "/wps/myportal/zmien-podmiot");
    visitor.post("/wps/myportal/zmien-podmiot", &choice).await;
    assert_eq!(visitor.get(HOME).await.status, 200);
}

#[tokio::test]
async fn the_first_shape_waits_for_a_page_and_leads_to_the_login_side() {
    let mut visitor = ending(ExpiryShape::PageRedirect).await;
    assert!(visitor.press("edytuj", &[]).await.body.contains("<changes>"));
    assert!(leads_to_login(&visitor.get(HOME).await));
    assert!(leads_to_login(&visitor.get(HOME).await));
    assert_eq!(visitor.portal.faults(), []);
}

#[tokio::test]
async fn the_second_shape_waits_for_the_script_and_redirects_it() {
    let mut visitor = ending(ExpiryShape::AjaxRedirect).await;
    assert_eq!(visitor.get(HOME).await.status, 200);
    let answer = visitor.press("edytuj", &[]).await;
    assert!(answer.body.contains("<redirect url=\"/wps/logowanie\">"));
    assert!(leads_to_login(&visitor.get(HOME).await));
}

#[tokio::test]
async fn the_third_shape_gives_the_script_a_page_and_stores_nothing() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.press("edytuj", &[]).await;
    let dead = Fault::SessionExpired(ExpiryShape::DeadButton);
    visitor.portal.set_fault(dead);
    for _ in 0..3 {
        let answer = visitor.press("zapisz", &[]).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.starts_with("<!DOCTYPE html>"));
        assert!(answer.body.contains("<h1>Zaloguj się</h1>"));
        assert!(!answer.body.contains("partial-response"));
    }
    assert_eq!(visitor.portal.truth().writes(), []);
    assert!(leads_to_login(&visitor.get(HOME).await));
}

#[tokio::test]
async fn the_fourth_shape_is_a_page_that_says_so() {
    let mut visitor = ending(ExpiryShape::Notice).await;
    let page = visitor.get(HOME).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<h1 class=\"page-title\">Sesja wygasła</h1>"));
    assert!(page.body.contains(">Zaloguj się</a>"));
    let answer = visitor.press("edytuj", &[]).await;
    assert!(answer.body.contains("<redirect url=\"/wps/myportal\">"));
    visitor.log_in().await;
    assert!(visitor.get(HOME).await.body.contains("Mój ePUAP"));
}

#[tokio::test]
async fn a_new_login_ends_every_shape() {
    for shape in ExpiryShape::ALL {
        let mut visitor = ending(shape).await;
        visitor.get(HOME).await;
        visitor.press("edytuj", &[]).await;
        visitor.log_in().await;
        visitor.open("Domyślna").await;
        visitor.press("edytuj", &[]).await;
        visitor.press("zapisz", &[]).await;
        assert_eq!(visitor.portal.truth().writes().len(), 1, "{shape:?}");
    }
}

#[tokio::test]
async fn an_old_view_is_worth_nothing_after_a_new_login() {
    let mut visitor = ending(ExpiryShape::AjaxRedirect).await;
    visitor.press("edytuj", &[]).await;
    visitor.log_in().await;
    assert!(visitor.press("zapisz", &[]).await.body.contains("ViewExpiredException"));
    assert_eq!(visitor.portal.truth().writes(), []);
}

#[tokio::test]
async fn sessions_age_on_the_clock_of_the_journal() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    visitor.portal.move_clock(60 * MINUTE);
    visitor.get("/wps/myportal/wyloguj").await;
    let journal = visitor.portal.truth().journal();
    let [login, logout] = &journal[..] else {
        panic!("{journal:?}");
    };
    assert_eq!(logout.event, Event::LoggedOut);
    assert!(logout.time.duration_since(login.time).as_mins() >= 60);
}
