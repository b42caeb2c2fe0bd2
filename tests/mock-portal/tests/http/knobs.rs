//! Faults of forms, lists and pages that a person would notice or not.

use mock_portal::{
    DataSet, EditScope, Event, Fault, Field, Mode, OFFICE, Object, Overlay, SEKAP_SYSTEM, Settings, SystemSet, Turn,
};

use crate::visitor::{Visitor, after, shown_code};

const HOME: &str = "/wps/myportal";
const QUEUE: &str = "Maksymalna liczba dokumentów w kolejce";

async fn editing(name: &str) -> Visitor {
    let mut visitor = Visitor::at(name).await;
    visitor.press("edytuj", &[]).await;
    visitor
}

fn is_overlaid(page: &str) -> bool {
    page.contains("class=\"page-overlay\"")
}

#[tokio::test]
async fn a_save_that_needs_two_tries_stores_with_the_second() {
    let mut visitor = editing("Domyślna").await;
    visitor.change("Rodzaj odpowiedzi", "UPP").await;
    visitor.portal.set_fault(Fault::SaveNeedsTwoTries);
    let answer = visitor.press("zapisz", &[]).await;
    assert!(answer.body.contains("Nie udało się zapisać zmian. Spróbuj ponownie."));
    assert!(answer.body.contains(">Zapisz</span>"));
    let truth = visitor.portal.truth();
    assert_eq!(truth.writes(), []);
    assert!(matches!(truth.journal().last().unwrap().event, Event::Refused { .. }));
    assert!(
        visitor
            .press("zapisz", &[])
            .await
            .body
            .contains("Zmiany zostały zapisane.")
    );
    assert_eq!(truth.writes().len(), 1);
}

#[tokio::test]
async fn a_save_without_permission_is_refused() {
    let mut visitor = editing("Domyślna").await;
    visitor.portal.set_fault(Fault::NoPermission("Zapisz".to_owned()));
    let answer = visitor.press("zapisz", &[]).await;
    assert!(answer.body.contains("Nie masz uprawnień do wykonania tej operacji."));
    assert_eq!(visitor.portal.truth().writes(), []);
}

#[tokio::test]
async fn an_overlay_lies_over_one_page_only() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    assert!(!is_overlaid(&visitor.get(HOME).await.body));
    for (overlay, close) in [(Overlay::Cookies, "Akceptuję"), (Overlay::News, "Zamknij")] {
        visitor.portal.set_fault(Fault::Overlay(overlay));
        // An address that only leads on is no page.
        visitor.get("/wps/myportal/aplikacje/budowanie-uslug").await;
        let page = visitor.get(HOME).await.body;
        assert!(is_overlaid(&page) && page.contains(close));
        assert!(!is_overlaid(&visitor.get(HOME).await.body));
    }
}

#[tokio::test]
async fn a_complaint_stands_on_the_tab_of_its_field_only() {
    let mut visitor = editing("Domyślna").await;
    let answer = visitor.press("zapisz", &[("Nazwa", "")]).await;
    assert!(answer.body.contains("ui-messages-error-summary"));
    assert!(!answer.body.contains("ui-message-error-detail"));
    visitor.portal.set_fault(Fault::ComplaintInTab(QUEUE.to_owned()));
    let answer = visitor.press("zapisz", &[("Nazwa", "Domyślna")]).await;
    assert!(!answer.body.contains("ui-messages-error-summary"));
    assert!(answer.body.contains("\"validationFailed\":true"));
    let (front, others) = answer.body.split_once("aria-hidden=\"true\"").unwrap();
    assert!(!front.contains("podana wartość jest nieprawidłowa"));
    assert!(others.contains(&format!("{QUEUE}: podana wartość jest nieprawidłowa")));
    let truth = visitor.portal.truth();
    assert_eq!(truth.writes(), []);
    let refused = Event::SaveRefused {
        podmiot: OFFICE.to_owned(),
        skrytka: "Domyślna".to_owned(),
        fields: vec![Field::QueueLimit],
    };
    assert_eq!(truth.journal().last().unwrap().event, refused);
    visitor.portal.clear_faults();
    visitor.press("zapisz", &[]).await;
    assert_eq!(truth.writes().len(), 1);
}

#[tokio::test]
async fn late_reads_show_a_skrytka_as_it_was() {
    let mut visitor = editing("Domyślna").await;
    visitor.portal.set_fault(Fault::LateReads(3));
    visitor.change("Typ skrytki", "asynchroniczna").await;
    visitor.change("Tryb pracy", "PULL").await;
    visitor.press("zapisz", &[]).await;
    let stored = visitor.portal.truth().skrytka(OFFICE, "Domyślna").unwrap();
    assert_eq!(stored.mode, Mode::Pull);
    let export = "/wps/myportal/aplikacje/budowanie-uslug/eksport/Domy%C5%9Blna";
    for _ in 0..3 {
        let shown = visitor.get(export).await.body;
        assert!(shown.contains("PUSH") && !shown.contains("PULL"), "{shown}");
    }
    assert!(visitor.get(export).await.body.contains("PULL"));
}

#[tokio::test]
async fn late_reads_show_a_system_that_is_gone() {
    let mut visitor = Visitor::with(Settings {
        systems: SystemSet::Instruction,
        ..Settings::default()
    })
    .await;
    see_sekap(&mut visitor).await;
    visitor.portal.set_fault(Fault::LateReads(1));
    let action = after(visitor.from("</section>\n<form "), "action=\"").to_owned();
    let gone = visitor.post(&action, &[]).await.location;
    assert!(visitor.get(&gone).await.body.contains(SEKAP_SYSTEM));
    assert!(!visitor.get(&gone).await.body.contains(SEKAP_SYSTEM));
    let system = Object::System {
        podmiot: OFFICE.to_owned(),
        name: SEKAP_SYSTEM.to_owned(),
    };
    assert_eq!(visitor.portal.truth().tally(&system).deletions, 1);
}

async fn see_sekap(visitor: &mut Visitor) {
    visitor.open_account("Systemy").await;
    let row = visitor.from(&format!("<td>{SEKAP_SYSTEM} <span"));
    let href = row.split("window.location.assign(&#39;").nth(1).unwrap();
    let href = href.split("&#39;").next().unwrap().to_owned();
    visitor.open_page(&href).await;
}

#[tokio::test]
async fn an_action_that_was_used_already_is_ignored_without_a_word() {
    let mut visitor = Visitor::with(Settings::default()).await;
    see_sekap(&mut visitor).await;
    visitor.portal.set_fault_at(Fault::SpentAction, Turn::delete(1));
    let action = after(visitor.from("</section>\n<form "), "action=\"").to_owned();
    let location = visitor.post(&action, &[]).await.location;
    let page = visitor.get(&location).await.body;
    assert!(page.contains(SEKAP_SYSTEM) && !page.contains("System został usunięty."));
    assert_eq!(visitor.portal.truth().writes(), []);
    see_sekap(&mut visitor).await;
    let action = after(visitor.from("</section>\n<form "), "action=\"").to_owned();
    visitor.post(&action, &[]).await;
    assert_eq!(visitor.portal.truth().writes().len(), 1);
}

#[tokio::test]
async fn a_misspelt_heading_reads_as_set() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    assert!(visitor.open_list().await.contains(">Lista Twoich skrytek</h2>"));
    visitor.portal.set_fault(Fault::Relabel {
        from: "Lista Twoich skrytek".to_owned(),
        to: "Lista Twoich skrzytek".to_owned(),
    });
    let page = visitor.open_list().await;
    assert!(page.contains(">Lista Twoich skrzytek</h2>") && !page.contains("skrytek</h2>"));
}

#[tokio::test]
async fn the_other_code_page_logs_in_too() {
    let mut visitor = Visitor::new(Settings::default()).await;
    let attempt = visitor.attempt().await;
    assert!(visitor.reach_code_page(&attempt).await.contains("id=\"smsInput\""));
    visitor.portal.set_fault(Fault::OtpVariant);
    let attempt = visitor.attempt().await;
    let page = visitor.reach_code_page(&attempt).await;
    assert!(page.contains("Wpisz kod z SMS-a") && !page.contains("id=\"smsInput\""));
    assert!(visitor.confirm(&attempt, "1").await.body.contains("Wpisz kod z SMS-a"));
    let attempt = visitor.attempt().await;
    let page = visitor.reach_code_page(&attempt).await;
    let answer = visitor.confirm(&attempt, &shown_code(&page)).await;
    assert!(answer.body.contains("SAMLResponse"));
}

#[tokio::test]
async fn a_fixed_footer_comes_with_a_button_at_the_end() {
    let fixed = "<footer class=\"fixed\">";
    let mut visitor = Visitor::at("Domyślna").await;
    assert!(!visitor.get(HOME).await.body.contains(fixed));
    visitor.portal.set_fault(Fault::BelowFooter("Zapisz".to_owned()));
    assert!(visitor.open("Domyślna").await.body.contains(fixed));
    let answer = visitor.press("edytuj", &[]).await.body;
    assert_eq!(answer.matches("<div class=\"page-end\">").count(), 1);
    let (_, end) = answer.split_once("<div class=\"page-end\">").unwrap();
    assert!(end.split_once("</button>").unwrap().0.ends_with(">Zapisz</span>"));
}
