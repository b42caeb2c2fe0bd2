//! A person withdraws, deletes and redirects karty spraw.

use mock_portal::{CardSet, Event, FormTarget, MockPortal, OFFICE, Settings};

use crate::window::Browser;

const CARD: &str = "Wydanie prawa jazdy";
const FORM: &str = "Wydanie wtórnika prawa jazdy z powodu jego utraty (zagubienie, kradzież) lub zniszczenia";
const EPUAP: &str = "Dostępny na ePUAP (chcę wybrać z listy)";

async fn at_list(cards: CardSet) -> (MockPortal, Browser) {
    let portal = MockPortal::start(Settings {
        cards,
        ..Settings::default()
    })
    .await
    .unwrap();
    let browser = Browser::start().await;
    browser.log_in(&portal).await;
    browser.administer("Budowanie usług", "Karty spraw").await;
    (portal, browser)
}

fn row(title: &str, action: &str) -> String {
    format!("//tr[td[1][text()='{title}']]//a[text()='{action}']")
}

/// The card's editor with its forms in front.
async fn at_forms() -> (MockPortal, Browser) {
    let (portal, browser) = at_list(CardSet::Few).await;
    browser.click(&row(CARD, "Edytuj")).await;
    browser.tab("Formularze").await;
    (portal, browser)
}

async fn from_menu(browser: &Browser, form: &str, action: &str) {
    browser
        .click(&format!("//tr[td[1][text()='{form}']]//button[text()='▼']"))
        .await;
    browser.click(&row(form, action)).await;
}

#[tokio::test]
async fn a_person_withdraws_a_card_and_deletes_it_with_a_second_press() {
    let (portal, browser) = at_list(CardSet::Many).await;
    browser.see("//h2[text()='Karty sprawy POWIAT GLIWICKI (92)']").await;
    browser.click(&row(CARD, "Usuń")).await;
    browser
        .see("//*[text()='Karta jest opublikowana. Czy wycofać ją z publikacji?']")
        .await;
    browser.button("Tak").await;
    browser
        .see(&format!(
            "//tr[td[1][text()='{CARD}'][following-sibling::td[1][text()='Nieaktualna']]]"
        ))
        .await;
    browser.click(&row(CARD, "Usuń")).await;
    browser
        .see(&format!("//*[text()='Czy na pewno chcesz usunąć kartę „{CARD}”?']"))
        .await;
    browser.button("Tak").await;
    browser.see("//h2[text()='Karty sprawy POWIAT GLIWICKI (91)']").await;
    assert_eq!(portal.truth().card(OFFICE, CARD), None);
    browser.close().await;
}

#[tokio::test]
async fn a_person_sends_citizens_to_another_address() {
    let (portal, browser) = at_forms().await;
    from_menu(&browser, FORM, "Edytuj").await;
    browser.type_over("Nazwa formularza", "Wtórnik prawa jazdy").await;
    browser
        .type_over("Adres URL formularza", "https://bip.powiat.example/wtornik")
        .await;
    browser.button("Aktualizuj").await;
    browser.see("//td[text()='Wtórnik prawa jazdy']").await;
    assert_eq!(portal.truth().writes(), []);
    browser.button("Zapisz zmiany").await;
    browser
        .see("//*[@class='ui-growl-title'][text()='Zmiany zostały zapisane.']")
        .await;
    let stored = portal.truth().card(OFFICE, CARD).unwrap();
    let url = "https://bip.powiat.example/wtornik".to_owned();
    assert_eq!(stored.forms[1].target, FormTarget::External { url });
    browser.tab("Historia zmian").await;
    browser.see("//td[text()='Zapis karty sprawy']").await;
    browser.close().await;
}

#[tokio::test]
async fn a_person_picks_form_and_skrytka_from_the_lists() {
    let (portal, browser) = at_forms().await;
    browser.button("Załącz formularz").await;
    browser.answer("Rodzaj formularza", EPUAP).await;
    browser
        .see("//*[text()='Wypełnienie pola: Wybrany formularz jest wymagane']")
        .await;
    browser.type_over("Nazwa formularza", "Pismo do starosty").await;
    browser
        .click("(//dt[text()='Wybrany formularz:']/following::span[contains(@class,'ui-paginator-next')])[1]")
        .await;
    browser.click(&row("Pismo ogólne", "Wybierz")).await;
    browser
        .see("//dt[text()='Wybrany formularz:']/following-sibling::dd[text()='Pismo ogólne']")
        .await;
    browser.click(&row("Domyślna", "Wybierz")).await;
    browser
        .see("//dt[text()='Wybrana Skrytka:']/following-sibling::dd[text()='Domyślna']")
        .await;
    browser.button("Aktualizuj").await;
    browser.button("Zapisz zmiany").await;
    browser.see("//*[text()='Zmiany zostały zapisane.']").await;
    let stored = portal.truth().card(OFFICE, CARD).unwrap();
    assert_eq!(stored.forms.len(), 3);
    assert_eq!(stored.forms[2].name, "Pismo do starosty");
    browser.click("//a[contains(@class,'user-name')]").await;
    browser.click("//a[text()='Rejestr Zdarzeń']").await;
    browser
        .see("//tr[td[text()='Zapis karty sprawy']]/td[text()='Wydanie prawa jazdy']")
        .await;
    browser.close().await;
}

#[tokio::test]
async fn what_was_only_updated_is_lost_on_the_way_back() {
    let (portal, browser) = at_forms().await;
    from_menu(&browser, FORM, "Usuń").await;
    browser.button("Tak").await;
    browser.click("//a[contains(.,'Powrót do listy kart spraw')]").await;
    browser.see("//h2[text()='Karty sprawy POWIAT GLIWICKI (6)']").await;
    let truth = portal.truth();
    assert_eq!(truth.card(OFFICE, CARD).unwrap().forms.len(), 2);
    assert_eq!(truth.writes(), []);
    assert!(
        truth
            .journal()
            .iter()
            .any(|entry| matches!(entry.event, Event::CardTouched { .. }))
    );
    browser.close().await;
}
