//! An operator of the Marshal's Office in SEKAP's panel.

use mock_portal::{MARSHALS_OFFICE, MockSekap, OFFICE, OTHER_OFFICE, PARTNER, SekapSettings, Unit, person};

use crate::window::Browser;

#[tokio::test]
async fn an_operator_disconnects_a_partner() {
    let sekap = MockSekap::start(SekapSettings::default()).await.unwrap();
    let browser = Browser::start().await;
    let hands = person::log_in_to_sekap(&browser.driver_url, &browser.session);
    let (hands, page) = tokio::join!(hands, browser.client.goto(sekap.panel_url()));
    page.unwrap();
    hands.unwrap();
    browser
        .see(&format!("//header//span[text()='{MARSHALS_OFFICE}']"))
        .await;
    browser.click("//a[text()='Ustawienia programu']").await;
    browser.click("//a[text()='Struktura organizacyjna, rejestry']").await;
    browser.click(&format!("//a[text()='{PARTNER}']")).await;
    for switch in ["Aktualny", "Do BIP"] {
        browser.click(&format!("//label[text()='{switch}']")).await;
    }
    browser.button("Opis").await;
    for label in [
        "Parametry wydruku",
        "Ikona",
        "Identyfikator na ePUAP",
        "Adres skrytki na ePUAP",
    ] {
        let field = browser
            .see(&format!("//tr[th/label[text()='{label}']]//*[@name]"))
            .await;
        field.clear().await.unwrap();
    }
    let linked = browser.see("//select").await;
    linked.select_by_label("(brak)").await.unwrap();
    browser.button("Zapisz").await;
    browser.see("//p[text()='Zmiany zapisano.']").await;
    let disconnected = sekap.truth().unit(PARTNER).unwrap();
    let expected = Unit {
        current: false,
        in_bip: false,
        ..Unit::plain(disconnected.number, disconnected.parent, PARTNER)
    };
    assert_eq!(disconnected, expected);
    let carried = sekap.truth().units();
    assert!(!carried.iter().any(|unit| unit.carries(OFFICE)));
    assert!(carried.iter().any(|unit| unit.carries(OTHER_OFFICE)));
    assert_eq!(sekap.truth().writes().len(), 1);
    browser.close().await;
}
