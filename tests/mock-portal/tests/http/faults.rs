//! Every fault bites where it says.

use std::time::{Duration, Instant};

use mock_portal::{
    DataSet, EditScope, Event, ExpiryShape, Fault, Kind, Moment, OFFICE, OTHER_OFFICE, PRIVATE_PERSON, Works,
};

use crate::visitor::Visitor;

const KIND: &str = "Typ skrytki";

#[tokio::test]
async fn latency_delays_every_answer() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    visitor.portal.set_fault(Fault::Latency {
        fixed: Duration::from_millis(120),
        jitter: Duration::from_millis(20),
        seed: 7,
    });
    let started = Instant::now();
    visitor.get("/wps/myportal").await;
    assert!(started.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn a_replaced_field_is_drawn_again_by_its_own_change() {
    let mut visitor = Visitor::at_with("Domyślna", Fault::ReplacedField).await;
    visitor.press("edytuj", &[]).await;
    let kind = visitor.parameter(KIND);
    let answer = visitor.change(KIND, "asynchroniczna").await;
    assert!(answer.body.contains(&format!("<update id=\"{kind}\">")));
}

#[tokio::test]
async fn a_lost_field_is_not_stored_though_the_save_answers_well() {
    let mut visitor = Visitor::at_with("Domyślna", Fault::LostField(KIND.to_owned())).await;
    visitor.press("edytuj", &[]).await;
    visitor.change(KIND, "asynchroniczna").await;
    visitor.change("Rodzaj odpowiedzi", "UPP").await;
    let answer = visitor.press("zapisz", &[("Stan skrytki", "on")]).await;
    assert!(answer.body.contains("Zmiany zostały zapisane."));
    let stored = visitor.portal.truth().skrytka(OFFICE, "Domyślna").unwrap();
    assert_eq!(stored.kind, Kind::Synchronous);
    assert_eq!(stored.reply, mock_portal::Reply::Upp);
}

#[tokio::test]
async fn the_context_switches_before_a_counted_request() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    visitor.portal.set_fault(Fault::ContextSwitch {
        to: PRIVATE_PERSON.to_owned(),
        at: Moment::Request(2),
    });
    assert!(visitor.get("/wps/myportal").await.body.contains(">pzgliwice</span>"));
    assert!(visitor.get("/wps/myportal").await.body.contains(">adam.kmiecik</span>"));
    assert_eq!(visitor.portal.faults(), []);
}

#[tokio::test]
async fn the_context_switches_when_a_skrytka_is_opened() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    visitor.portal.set_fault(Fault::ContextSwitch {
        to: OTHER_OFFICE.to_owned(),
        at: Moment::DetailOpened,
    });
    let page = visitor.open("Domyślna").await.body;
    assert!(page.contains(">pzgliwice2</span>"));
    assert!(page.contains("/pzgliwice2/domyslna"));
}

#[tokio::test]
async fn the_context_switches_when_edit_is_pressed_and_the_header_says_so() {
    let mut visitor = Visitor::at_with(
        "Domyślna",
        Fault::ContextSwitch {
            to: PRIVATE_PERSON.to_owned(),
            at: Moment::EditPressed,
        },
    )
    .await;
    let answer = visitor.press("edytuj", &[]).await;
    assert!(answer.body.contains("<span class=\"user-subject\">adam.kmiecik</span>"));
    let switched = Event::ContextSwitched {
        podmiot: PRIVATE_PERSON.to_owned(),
    };
    assert!(
        visitor
            .portal
            .truth()
            .journal()
            .iter()
            .any(|entry| entry.event == switched)
    );
}

#[tokio::test]
async fn a_twin_save_belongs_to_another_portlet() {
    let mut visitor = Visitor::at_with("Domyślna", Fault::TwinSave).await;
    let page = visitor.open("Domyślna").await.body;
    assert!(page.contains("Ankieta zadowolenia"));
    assert_eq!(page.matches(">Zapisz</span>").count(), 1);
    let answer = visitor.press("edytuj", &[]).await;
    assert_eq!(answer.body.matches(">Zapisz</span>").count(), 1);
}

#[tokio::test]
async fn a_relabelled_field_reads_differently() {
    let fault = Fault::Relabel {
        from: KIND.to_owned(),
        to: "Rodzaj skrytki".to_owned(),
    };
    let mut visitor = Visitor::at_with("Domyślna", fault).await;
    let page = visitor.open("Domyślna").await.body;
    assert!(page.contains("Rodzaj skrytki"));
    assert!(!page.contains(KIND));
}

#[tokio::test]
async fn reordered_rows_come_in_another_order_each_time() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    visitor.portal.set_fault(Fault::ReorderedRows);
    let first_is_domyslna = |page: &str| page.find(">Domyślna</td>") < page.find(">Skrytka_ESP</td>");
    let one = first_is_domyslna(&visitor.open_list().await);
    let two = first_is_domyslna(&visitor.open_list().await);
    assert_ne!(one, two);
}

#[tokio::test]
async fn a_blocker_follows_every_answer() {
    let fault = Fault::Blocker(Duration::from_millis(700));
    let mut visitor = Visitor::at_with("Domyślna", fault).await;
    let answer = visitor.press("edytuj", &[]).await;
    assert!(answer.body.contains("\"blockerMs\":700"));
}

#[tokio::test]
async fn a_short_growl_lives_half_a_second() {
    let mut visitor = Visitor::at_with("Domyślna", Fault::ShortGrowl).await;
    visitor.press("edytuj", &[]).await;
    assert!(visitor.press("zapisz", &[]).await.body.contains("data-life=\"500\""));
    visitor.portal.clear_fault(&Fault::ShortGrowl);
    visitor.press("edytuj", &[]).await;
    assert!(visitor.press("zapisz", &[]).await.body.contains("data-life=\"6000\""));
}

#[tokio::test]
async fn an_expired_session_redirects_pages_to_the_login_side() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    visitor
        .portal
        .set_fault(Fault::SessionExpired(ExpiryShape::PageRedirect));
    assert_eq!(visitor.get("/wps/myportal").await.location, "/wps/logowanie");
}

#[tokio::test]
async fn an_expired_session_redirects_the_script_too() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor
        .portal
        .set_fault(Fault::SessionExpired(ExpiryShape::AjaxRedirect));
    let answer = visitor.press("edytuj", &[]).await;
    assert!(answer.body.contains("<redirect url=\"/wps/logowanie\">"));
    assert_eq!(visitor.portal.faults(), []);
}

#[tokio::test]
async fn a_portal_that_is_down_answers_503() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    visitor.portal.set_fault(Fault::PortalDown(Works::Break));
    let answer = visitor.get("/wps/portal").await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("Przerwa techniczna"));
    visitor.portal.clear_faults();
    assert_eq!(visitor.get("/wps/portal").await.status, 200);
}

#[tokio::test]
async fn a_disabled_control_stays_disabled_in_edit_mode() {
    let fault = Fault::DisabledControl("Zapisz".to_owned());
    let mut visitor = Visitor::at_with("Domyślna", fault).await;
    let answer = visitor.press("edytuj", &[]).await;
    let save = &answer.body[answer.body.find(":zapisz\"").unwrap()..];
    assert!(save.split_once('>').unwrap().0.contains("disabled=\"disabled\""));
}

#[tokio::test]
async fn a_covered_button_lies_under_another_element() {
    let fault = Fault::CoveredButton("Zapisz".to_owned());
    let mut visitor = Visitor::at_with("Domyślna", fault).await;
    assert!(visitor.press("edytuj", &[]).await.body.contains("class=\"cover\""));
}

#[tokio::test]
async fn a_hidden_target_is_not_displayed() {
    let mut visitor = Visitor::at_with("Domyślna", Fault::HiddenTarget(KIND.to_owned())).await;
    let page = visitor.open("Domyślna").await.body;
    let row = &page[..page.find(&format!(">{KIND}")).unwrap()];
    assert!(row.ends_with("<tr class=\"ui-helper-hidden\"><td class=\"label\""));
}
