//! A person takes SEKAP's system away.

use mock_portal::{Dialog, Event, Fault, MockPortal, OFFICE, SEKAP_SYSTEM, Settings};

use crate::window::Browser;

async fn at_sekap_with(fault: Option<Fault>) -> (MockPortal, Browser) {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    if let Some(fault) = fault {
        portal.set_fault(fault);
    }
    let browser = Browser::start().await;
    browser.log_in(&portal).await;
    browser.administer("Zarządzanie kontem", "Systemy").await;
    browser
        .click(&format!(
            "//tr[td[1][normalize-space()='{SEKAP_SYSTEM}']]//a[text()='Zobacz']"
        ))
        .await;
    browser
        .see("//th[text()='Nazwa systemu:']/following-sibling::td[text()='i4m4hvn61u']")
        .await;
    (portal, browser)
}

fn deletions(portal: &MockPortal) -> usize {
    let writes = portal.truth().writes();
    assert!(
        writes
            .iter()
            .all(|entry| matches!(entry.event, Event::SystemDeleted { .. }))
    );
    writes.len()
}

#[tokio::test]
async fn a_person_is_asked_and_deletes_the_system() {
    let (portal, browser) = at_sekap_with(None).await;
    browser.button("Usuń system").await;
    browser
        .see("//*[text()='Czy na pewno chcesz usunąć system i4m4hvn61u?']")
        .await;
    browser.button("Anuluj").await;
    assert_eq!(deletions(&portal), 0);
    browser.button("Usuń system").await;
    browser.button("Tak, usuń").await;
    browser
        .see("//*[@class='ui-messages-info-summary'][text()='System został usunięty.']")
        .await;
    assert_eq!(deletions(&portal), 1);
    browser.administer("Zarządzanie kontem", "Systemy").await;
    browser.see("//td[normalize-space()='d3n3f04ve3']").await;
    assert_eq!(portal.truth().systems()[OFFICE].len(), 1);
    browser.close().await;
}

#[tokio::test]
async fn a_second_question_keeps_the_system_until_it_is_answered() {
    let (portal, browser) = at_sekap_with(Some(Fault::ExtraConfirm(Dialog::Page))).await;
    browser.button("Usuń system").await;
    browser.button("Tak, usuń").await;
    browser
        .see("//*[text()='Czy na pewno? Tej operacji nie można cofnąć.']")
        .await;
    assert_eq!(deletions(&portal), 0);
    browser.button("Tak, usuń").await;
    browser.see("//*[text()='System został usunięty.']").await;
    assert_eq!(deletions(&portal), 1);
    browser.close().await;
}

#[tokio::test]
async fn a_native_question_is_asked_by_the_browser() {
    let (portal, browser) = at_sekap_with(Some(Fault::NativeConfirm)).await;
    let button = browser.see("//button[normalize-space()='Usuń system']").await;
    button.click().await.unwrap();
    let asked = browser.client.get_alert_text().await.unwrap();
    assert_eq!(asked, "Czy na pewno chcesz usunąć system i4m4hvn61u?");
    browser.client.dismiss_alert().await.unwrap();
    assert_eq!(deletions(&portal), 0);
    button.click().await.unwrap();
    browser.client.accept_alert().await.unwrap();
    browser.see("//*[text()='System został usunięty.']").await;
    assert_eq!(deletions(&portal), 1);
    browser.close().await;
}
