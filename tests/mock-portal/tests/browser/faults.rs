//! The faults that only the page itself can show.

use std::time::{Duration, Instant};

use fantoccini::Locator;
use fantoccini::error::{CmdError, ErrorStatus};
use mock_portal::{ExpiryShape, Fault, MockPortal, Moment, OFFICE, PRIVATE_PERSON, Settings};

use crate::window::{Browser, PATIENCE};

async fn at_skrytka_with(fault: Fault) -> (MockPortal, Browser) {
    let portal = MockPortal::start(Settings::default()).await.unwrap();
    portal.set_fault(fault);
    let browser = Browser::start().await;
    browser.open_skrytka(&portal, "Domyślna").await;
    (portal, browser)
}

fn is_intercepted(refusal: &CmdError) -> bool {
    matches!(refusal, CmdError::Standard(answer) if answer.error == ErrorStatus::ElementClickIntercepted)
}

#[tokio::test]
async fn a_click_on_a_covered_button_is_intercepted() {
    let (portal, browser) = at_skrytka_with(Fault::CoveredButton("Zapisz".to_owned())).await;
    browser.button("Edytuj").await;
    let save = browser.see("//button[normalize-space()='Zapisz']").await;
    let refusal = save.click().await.unwrap_err();
    assert!(is_intercepted(&refusal));
    assert_eq!(portal.truth().writes(), []);
    browser.close().await;
}

#[tokio::test]
async fn a_blocker_covers_the_form_for_a_while() {
    let (_portal, browser) = at_skrytka_with(Fault::Blocker(Duration::from_millis(1500))).await;
    browser.button("Edytuj").await;
    let tab = browser.see("//li[@role='tab']/a[text()='Tryb pracy']").await;
    let refusal = tab.click().await.unwrap_err();
    assert!(is_intercepted(&refusal));
    browser
        .see("//*[contains(@class,'ui-blockui')][contains(@class,'ui-helper-hidden')]")
        .await;
    tab.click().await.unwrap();
    browser.close().await;
}

#[tokio::test]
async fn a_short_growl_is_gone_soon() {
    let (_portal, browser) = at_skrytka_with(Fault::ShortGrowl).await;
    browser.button("Edytuj").await;
    browser.button("Zapisz").await;
    let saved = Instant::now();
    let growl = Locator::Css(".ui-growl-item-container");
    while browser.client.find(growl).await.is_ok() {
        assert!(saved.elapsed() < Duration::from_secs(4));
    }
    browser.close().await;
}

#[tokio::test]
async fn the_twin_save_stores_no_skrytka() {
    let (portal, browser) = at_skrytka_with(Fault::TwinSave).await;
    browser.button("Edytuj").await;
    let twins = Locator::XPath("//button[normalize-space()='Zapisz']");
    assert_eq!(browser.client.find_all(twins).await.unwrap().len(), 2);
    browser.click("//*[@class='survey']//button").await;
    browser.see("//*[text()='Dziękujemy za wypełnienie ankiety.']").await;
    assert_eq!(portal.truth().writes(), []);
    browser.close().await;
}

#[tokio::test]
async fn a_replaced_field_leaves_a_stale_element() {
    let (_portal, browser) = at_skrytka_with(Fault::ReplacedField).await;
    browser.tab("Tryb pracy").await;
    browser.button("Edytuj").await;
    let group = browser
        .see("//table[.//label[text()='UPP']][contains(@class,'ui-selectoneradio')]")
        .await;
    browser.answer("Rodzaj odpowiedzi", "UPP").await;
    assert!(group.text().await.unwrap_err().is_stale_element_reference());
    browser.close().await;
}

#[tokio::test]
async fn the_header_follows_a_switch_at_edit() {
    let (portal, browser) = at_skrytka_with(Fault::ContextSwitch {
        to: PRIVATE_PERSON.to_owned(),
        at: Moment::EditPressed,
    })
    .await;
    browser
        .see(&format!("//header//*[@class='user-subject'][text()='{OFFICE}']"))
        .await;
    browser.button("Edytuj").await;
    browser
        .see(&format!(
            "//header//*[@class='user-subject'][text()='{PRIVATE_PERSON}']"
        ))
        .await;
    assert_eq!(portal.truth().writes(), []);
    browser.close().await;
}

#[tokio::test]
async fn a_dead_button_changes_nothing_that_can_be_seen() {
    let (portal, browser) = at_skrytka_with(Fault::ShortGrowl).await;
    browser.button("Edytuj").await;
    let text = Locator::Css("main");
    let before = browser.client.find(text).await.unwrap().text().await.unwrap();
    let address = browser.client.current_url().await.unwrap();
    portal.set_fault(Fault::SessionExpired(ExpiryShape::DeadButton));
    browser.button("Zapisz").await;
    assert_eq!(portal.truth().requests().saves, 1);
    assert_eq!(browser.client.find(text).await.unwrap().text().await.unwrap(), before);
    assert_eq!(browser.client.current_url().await.unwrap(), address);
    assert_eq!(portal.truth().writes(), []);
    browser.close().await;
}

#[tokio::test]
async fn a_button_below_the_footer_can_be_brought_out() {
    let (portal, browser) = at_skrytka_with(Fault::BelowFooter("Zapisz".to_owned())).await;
    browser.button("Edytuj").await;
    let save = browser.see("//button[normalize-space()='Zapisz']").await;
    let show = async |block: &str| {
        let script = format!("document.querySelector('.page-end button').scrollIntoView({{ block: '{block}' }})");
        browser.client.execute(&script, Vec::new()).await.unwrap();
    };
    show("end").await;
    assert!(is_intercepted(&save.click().await.unwrap_err()));
    assert_eq!(portal.truth().writes(), []);
    show("center").await;
    save.click().await.unwrap();
    browser.settle().await;
    assert_eq!(portal.truth().writes().len(), 1);
    browser.close().await;
}

#[tokio::test]
async fn an_expired_session_takes_the_page_to_the_login_side() {
    let (portal, browser) = at_skrytka_with(Fault::ShortGrowl).await;
    portal.set_fault(Fault::SessionExpired(ExpiryShape::AjaxRedirect));
    browser.button("Edytuj").await;
    let started = Instant::now();
    while !browser
        .client
        .current_url()
        .await
        .unwrap()
        .as_str()
        .starts_with(portal.login_url())
    {
        assert!(started.elapsed() < PATIENCE);
    }
    browser.close().await;
}
