//! A person logs in, sets a skrytka as instructed and saves it once.

use std::time::Duration;

use mock_portal::person::{self, Person};
use mock_portal::{
    DataSet, Event, Fault, MockPortal, OFFICE, OTHER_OFFICE, Overlay, Settings, Truth, is_as_instructed,
};

use crate::window::Browser;

fn fields_of_only_save(truth: &Truth) -> usize {
    let writes = truth.writes();
    assert_eq!(writes.len(), 1);
    let Event::Saved { changes, .. } = &writes[0].event else {
        panic!("expected a save, found {:?}", writes[0].event);
    };
    changes.len()
}

#[tokio::test]
async fn a_person_reconfigures_a_skrytka_with_one_save() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let browser = Browser::start().await;
    browser.open_skrytka(&portal, "Skrytka_ESP").await;
    browser.set_as_instructed().await;
    browser
        .see("//*[@class='ui-growl-title'][text()='Zmiany zostały zapisane.']")
        .await;
    let truth = portal.truth();
    let stored = truth.skrytka(OFFICE, "Skrytka_ESP").unwrap();
    assert_eq!(is_as_instructed(&stored), []);
    assert_eq!(fields_of_only_save(&truth), 10);
    assert_eq!(is_as_instructed(&truth.skrytka(OFFICE, "Domyślna").unwrap()).len(), 10);
    browser.close().await;
}

#[tokio::test]
async fn a_person_manages_with_replaced_fields_and_a_late_portal() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    portal.set_fault(Fault::ReplacedField);
    portal.set_fault(Fault::Latency {
        fixed: Duration::from_millis(20),
        jitter: Duration::from_millis(60),
        seed: 1,
    });
    let browser = Browser::start().await;
    browser.open_skrytka(&portal, "Domyślna").await;
    browser.set_as_instructed().await;
    let stored = portal.truth().skrytka(OFFICE, "Domyślna").unwrap();
    assert_eq!(is_as_instructed(&stored), []);
    browser.close().await;
}

#[tokio::test]
async fn a_person_mistypes_the_code_and_is_refused() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let browser = Browser::start().await;
    browser.client.goto(portal.portal_url()).await.unwrap();
    person::mistype_code(&browser.driver_url, &browser.session, &Person::practice())
        .await
        .unwrap();
    let journal = portal.truth().journal();
    assert_eq!(journal[0].event, Event::LoginRefused { step: "code" });
    browser.close().await;
}

#[tokio::test]
async fn a_person_changes_the_context() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    let browser = Browser::start().await;
    browser.client.goto(portal.portal_url()).await.unwrap();
    person::log_in(&browser.driver_url, &browser.session, &Person::practice())
        .await
        .unwrap();
    person::change_context(&browser.driver_url, &browser.session, OTHER_OFFICE)
        .await
        .unwrap();
    browser
        .see("//header//*[@class='user-subject'][text()='pzgliwice2']")
        .await;
    browser.close().await;
}

#[tokio::test]
async fn pages_filters_and_deletes_work_in_the_list() {
    let portal = MockPortal::start(Settings {
        data: DataSet::Many,
        ..Settings::default()
    })
    .await
    .unwrap();
    let browser = Browser::start().await;
    browser.open_skrytka(&portal, "Skrytka_ESP").await;
    browser.click("//a[contains(.,'Powrót do listy skrytek')]").await;
    browser.click("(//span[contains(@class,'ui-paginator-next')])[1]").await;
    browser.see("//tr[@data-ri='10']/td[1][text()='test']").await;
    let filter = browser.see("//input[contains(@id,':globalFilter')]").await;
    let before = portal.truth().requests().ajax;
    filter.send_keys("zmoku").await.unwrap();
    browser.settle().await;
    assert_eq!(portal.truth().requests().ajax - before, 5);
    browser.click("//tr[td[1][text()='ZMOKU']]//a[text()='Usuń']").await;
    assert_eq!(portal.truth().writes(), []);
    browser.button("Tak").await;
    browser.see("//tr[contains(@class,'ui-datatable-empty-message')]").await;
    assert_eq!(portal.truth().skrytka(OFFICE, "ZMOKU"), None);
    browser.close().await;
}

#[tokio::test]
async fn a_person_closes_the_news_and_finds_the_code_field_of_the_other_page() {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    portal.set_fault(Fault::Overlay(Overlay::News));
    portal.set_fault(Fault::OtpVariant);
    let browser = Browser::start().await;
    browser.log_in(&portal).await;
    browser
        .see("//header//*[@class='user-subject'][text()='pzgliwice']")
        .await;
    assert_eq!(portal.faults(), [Fault::OtpVariant]);
    browser.close().await;
}
