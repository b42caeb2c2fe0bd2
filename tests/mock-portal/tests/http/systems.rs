//! Zarządzanie kontem, Systemy.

use mock_portal::{Dialog, Event, Fault, List, OFFICE, OTHER_OFFICE, SEKAP_SYSTEM, Settings, SystemSet};

use crate::visitor::{Visitor, after};

async fn at_list(systems: SystemSet) -> Visitor {
    let mut visitor = Visitor::with(Settings {
        systems,
        ..Settings::default()
    })
    .await;
    visitor.open_account("Systemy").await;
    visitor
}

async fn at_sekap() -> Visitor {
    let mut visitor = at_list(SystemSet::Instruction).await;
    see_sekap(&mut visitor).await;
    visitor
}

async fn see_sekap(visitor: &mut Visitor) {
    let row = visitor.from(&format!("<td>{SEKAP_SYSTEM} <span"));
    let href = row.split("window.location.assign(&#39;").nth(1).unwrap();
    let href = href.split("&#39;").next().unwrap().to_owned();
    visitor.open_page(&href).await;
}

/// Sends the form that a confirmed `Usuń system` sends; returns the page that follows.
async fn delete(visitor: &mut Visitor) -> String {
    let form = visitor.from("</section>\n<form ");
    let action = after(form, "action=\"").to_owned();
    delete_with(visitor, &action).await
}

async fn delete_with(visitor: &mut Visitor, action: &str) -> String {
    let answer = visitor.post(action, &[]).await;
    assert_eq!(answer.status, 303);
    visitor.open_page(&answer.location).await
}

fn action(visitor: &Visitor) -> String {
    after(visitor.from("</section>\n<form "), "action=\"").to_owned()
}

#[tokio::test]
async fn the_list_shows_the_systems_of_the_instruction() {
    let visitor = at_list(SystemSet::Instruction).await;
    let page = visitor.from("<h2 class=\"portlet-title\">Systemy</h2>");
    for text in ["13.01.2022 12:06", "05.11.2015 12:25", "Lokalny", "Zewnętrzny"] {
        assert!(page.contains(&format!("<td>{text}</td>")), "{text}");
    }
    assert_eq!(page.matches(">Zobacz</a>").count(), 2);
}

#[tokio::test]
async fn the_detail_names_system_description_and_roles() {
    let visitor = at_sekap().await;
    let page = visitor.from("Nazwa i opis systemu");
    assert!(page.contains("<th scope=\"row\">Nazwa systemu:</th><td>i4m4hvn61u</td>"));
    assert!(page.contains("<th scope=\"row\">Opis systemu:</th><td>serwer SEKAP</td>"));
    assert!(page.contains("<li>WebEWID_Gli_role</li>"));
}

#[tokio::test]
async fn the_question_names_the_system_and_both_answers() {
    let visitor = at_sekap().await;
    let button = visitor.from("PrimeFaces.submit(");
    assert!(button.contains("data-message=\"Czy na pewno chcesz usunąć system i4m4hvn61u?\""));
    assert!(button.contains("data-yes=\"Tak, usuń\" data-no=\"Anuluj\""));
    assert_eq!(visitor.portal.truth().writes(), []);
}

#[tokio::test]
async fn deleting_takes_the_row_and_is_journalled() {
    let mut visitor = at_sekap().await;
    let page = delete(&mut visitor).await;
    assert!(page.contains("System został usunięty."));
    assert!(!page.contains(SEKAP_SYSTEM));
    let truth = visitor.portal.truth();
    let expected = Event::SystemDeleted {
        podmiot: OFFICE.to_owned(),
        system: SEKAP_SYSTEM.to_owned(),
        description: "serwer SEKAP".to_owned(),
    };
    assert_eq!(truth.writes()[0].event, expected);
    assert_eq!(
        (truth.systems()[OFFICE].len(), truth.systems()[OTHER_OFFICE].len()),
        (1, 2)
    );
}

#[tokio::test]
async fn an_action_runs_once_even_if_a_system_of_that_name_is_back() {
    let mut visitor = at_sekap().await;
    let action = action(&visitor);
    let gone = visitor.portal.truth().systems()[OFFICE].clone();
    delete_with(&mut visitor, &action).await;
    visitor.portal.arrange_systems(OFFICE, |systems| *systems = gone);
    let page = delete_with(&mut visitor, &action).await;
    assert!(!page.contains("System został usunięty."));
    assert_eq!(visitor.portal.truth().systems()[OFFICE].len(), 2);
}

#[tokio::test]
async fn other_sets_stand_ready_for_what_may_be_found() {
    let names = |visitor: &Visitor| -> Vec<String> {
        let systems = &visitor.portal.truth().systems()[OFFICE];
        systems
            .iter()
            .map(|it| format!("{} {}", it.name, it.description))
            .collect()
    };
    let other = at_list(SystemSet::OtherDescription).await;
    assert_eq!(names(&other), ["d3n3f04ve3 WebEWID", "i4m4hvn61u serwer EZD"]);
    let twins = at_list(SystemSet::Twins).await;
    assert_eq!(twins.from("").matches("<td>i4m4hvn61u <span").count(), 2);
    assert_eq!(names(&at_list(SystemSet::Unexpected).await).len(), 5);
    assert_eq!(names(&at_list(SystemSet::OnlySekap).await), ["i4m4hvn61u serwer SEKAP"]);
}

#[tokio::test]
async fn the_search_leaves_what_it_finds() {
    let mut visitor = at_list(SystemSet::Unexpected).await;
    let href = after(visitor.from("systems-search"), "action=\"").to_owned();
    let page = visitor.open_page(&format!("{href}?szukaj=sod0")).await;
    assert!(page.contains("k7p2sod001"));
    assert!(!page.contains(SEKAP_SYSTEM));
}

#[tokio::test]
async fn a_pretended_deletion_leaves_the_system() {
    let mut visitor = at_sekap().await;
    visitor.portal.set_fault(Fault::PretendedDelete);
    let page = delete(&mut visitor).await;
    assert!(page.contains("System został usunięty."));
    assert!(page.contains(SEKAP_SYSTEM));
    assert_eq!(visitor.portal.truth().writes(), []);
}

#[tokio::test]
async fn a_system_in_use_and_a_missing_permission_refuse() {
    for (fault, message) in [
        (Fault::SystemInUse, "System jest używany"),
        (
            Fault::NoPermission("Usuń system".to_owned()),
            "Nie masz uprawnień do wykonania tej operacji.",
        ),
    ] {
        let mut visitor = at_sekap().await;
        visitor.portal.set_fault(fault);
        let page = delete(&mut visitor).await;
        assert!(page.contains(message));
        assert_eq!(visitor.portal.truth().systems()[OFFICE].len(), 2);
    }
}

#[tokio::test]
async fn the_button_can_be_missing_or_disabled() {
    let mut visitor = at_list(SystemSet::Instruction).await;
    visitor
        .portal
        .set_fault(Fault::MissingControl("Usuń system".to_owned()));
    see_sekap(&mut visitor).await;
    assert!(!visitor.from("").contains("Usuń system"));
    visitor.portal.clear_faults();
    visitor
        .portal
        .set_fault(Fault::DisabledControl("Usuń system".to_owned()));
    visitor.open_account("Systemy").await;
    see_sekap(&mut visitor).await;
    assert!(visitor.from("PrimeFaces.submit(").contains("disabled=\"disabled\""));
}

#[tokio::test]
async fn questions_can_be_native_asked_twice_or_about_something_else() {
    for (fault, attribute) in [
        (Fault::NativeConfirm, "data-native=\"true\""),
        (
            Fault::ExtraConfirm(Dialog::Page),
            "data-again=\"Czy na pewno? Tej operacji nie można cofnąć.\"",
        ),
        (Fault::ExtraConfirm(Dialog::Native), "data-again-native=\"true\""),
        (
            Fault::ConfirmAbout("d3n3f04ve3".to_owned()),
            "data-message=\"Czy na pewno chcesz usunąć system d3n3f04ve3?\"",
        ),
    ] {
        let mut visitor = at_list(SystemSet::Instruction).await;
        visitor.portal.set_fault(fault);
        see_sekap(&mut visitor).await;
        assert!(visitor.from("PrimeFaces.submit(").contains(attribute), "{attribute}");
    }
}

#[tokio::test]
async fn a_system_can_appear_and_vanish_meanwhile() {
    let mut visitor = at_list(SystemSet::Instruction).await;
    let (list, row) = (List::Systems, "nowy1".to_owned());
    visitor.portal.set_fault(Fault::RowAppears { list, row, after: 0 });
    let row = "d3n3f04ve3".to_owned();
    visitor.portal.set_fault(Fault::RowVanishes { list, row, after: 1 });
    visitor.open_account("Systemy").await;
    assert!(visitor.from("").contains("<td>nowy1 <span"));
    see_sekap(&mut visitor).await;
    let page = delete(&mut visitor).await;
    assert!(!page.contains("d3n3f04ve3"));
    assert_eq!(visitor.portal.truth().writes().len(), 1);
}
