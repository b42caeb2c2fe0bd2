//! Budowanie usług, Karty spraw: the editor and the dialog `Załącz formularz`.

use mock_portal::{CardForm, CardSet, CardStatus, Event, Fault, FormChange, FormTarget, OFFICE};

use crate::cards::{CURRENT, at_list};
use crate::visitor::{Answer, Visitor, after};

const URL: &str = "https://bip.powiat.example/sprawy";
const EPUAP: &str = "Dostępny na ePUAP (chcę wybrać z listy)";

async fn at_card() -> Visitor {
    let mut visitor = at_list(CardSet::Few).await;
    open(&mut visitor).await;
    visitor
}

async fn open(visitor: &mut Visitor) {
    let source = visitor.row_action(CURRENT, "edytuj");
    let answer = visitor.ajax(&source, &[]).await;
    let href = after(&answer.body, "redirect url=\"").to_owned();
    visitor.open_page(&href).await;
}

async fn press(visitor: &mut Visitor, part: &str, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (visitor.part(name), *value))
        .collect();
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let source = visitor.part(part);
    visitor.ajax(&source, &fields).await
}

/// Edits the first form so that it leads to another address; nothing is saved.
async fn redirect(visitor: &mut Visitor) -> Answer {
    press(visitor, "karta:formularze:0:edytuj", &[]).await;
    let fields = [("okno:nazwa", "Wniosek w BIP"), ("okno:url", URL), ("okno:opis", "")];
    press(visitor, "okno:aktualizuj", &fields).await
}

fn forms(visitor: &Visitor) -> Vec<CardForm> {
    visitor.portal.truth().card(OFFICE, CURRENT).unwrap().forms
}

fn only_save(visitor: &Visitor) -> Vec<FormChange> {
    let writes = visitor.portal.truth().writes();
    assert_eq!(writes.len(), 1);
    let Event::CardSaved { changes, .. } = &writes[0].event else {
        panic!("expected a save, found {:?}", writes[0].event);
    };
    changes.clone()
}

#[tokio::test]
async fn the_editor_shows_facts_and_seven_tabs() {
    let visitor = at_card().await;
    let page = visitor.from("Karta sprawy: Wydanie prawa jazdy");
    for fact in [
        "<dt>Status Karty</dt><dd>Aktualna</dd>",
        "<dt>Data utworzenia</dt><dd>16.06.2015 13:55</dd>",
        "<dt>Data modyfikacji</dt><dd>17.06.2015 13:55</dd>",
        "<dt>Data ostatniej publikacji</dt><dd>16.06.2015 13:55</dd>",
    ] {
        assert!(page.contains(fact), "{fact}");
    }
    assert_eq!(page.matches("role=\"tab\"").count(), 7);
    assert!(!page.contains("Załącz formularz"));
}

#[tokio::test]
async fn the_forms_arrive_with_the_first_click_on_their_tab() {
    let mut visitor = at_card().await;
    let active = visitor.part("karta:zakladki_activeIndex");
    let source = visitor.part("karta:zakladki");
    let answer = visitor.ajax(&source, &[(&active, "5")]).await;
    assert_eq!(answer.body.matches("data-ri=").count(), 2);
    assert!(answer.body.contains("Załącz formularz"));
}

#[tokio::test]
async fn an_update_changes_the_session_only_and_a_save_the_card() {
    let mut visitor = at_card().await;
    let before = forms(&visitor);
    let answer = redirect(&mut visitor).await;
    assert!(answer.body.contains(">Wniosek w BIP</td>"));
    assert_eq!(forms(&visitor), before);
    let answer = press(&mut visitor, "karta:zapisz", &[]).await;
    assert!(answer.body.contains("Zmiany zostały zapisane."));
    let new = CardForm {
        name: "Wniosek w BIP".to_owned(),
        target: FormTarget::External { url: URL.to_owned() },
        description: String::new(),
    };
    assert_eq!(forms(&visitor)[0], new);
    let old = before[0].clone();
    assert_eq!(only_save(&visitor), [FormChange::Edited { old, new }]);
}

#[tokio::test]
async fn leaving_without_a_save_loses_the_update() {
    let mut visitor = at_card().await;
    redirect(&mut visitor).await;
    visitor.open_cards().await;
    open(&mut visitor).await;
    press(&mut visitor, "karta:zapisz", &[]).await;
    assert_eq!(only_save(&visitor), []);
}

#[tokio::test]
async fn a_form_on_epuap_needs_form_and_skrytka() {
    let mut visitor = at_card().await;
    press(&mut visitor, "karta:zalacz", &[]).await;
    let answer = press(&mut visitor, "okno:rodzaj", &[("okno:rodzaj", EPUAP)]).await;
    assert_eq!(answer.body.matches("<dd>Brak.</dd>").count(), 2);
    for label in ["Wybrany formularz", "Wybrana skrytka"] {
        assert!(
            answer
                .body
                .contains(&format!("Wypełnienie pola: {label} jest wymagane"))
        );
    }
    let answer = press(&mut visitor, "okno:aktualizuj", &[("okno:nazwa", "Pismo")]).await;
    assert!(answer.body.contains("\"validationFailed\":true"));
    let answer = press(&mut visitor, "okno:formularze:11:wybierz", &[]).await;
    assert!(answer.body.contains("<dd>Pismo ogólne</dd>"));
    press(&mut visitor, "okno:skrytki:1:wybierz", &[]).await;
    press(&mut visitor, "okno:aktualizuj", &[("okno:nazwa", "Pismo")]).await;
    press(&mut visitor, "karta:zapisz", &[]).await;
    let target = FormTarget::Epuap {
        form: "Pismo ogólne".to_owned(),
        skrytka: "Domyślna".to_owned(),
    };
    assert_eq!(forms(&visitor)[2].target, target);
}

#[tokio::test]
async fn the_lists_to_pick_from_can_be_filtered() {
    let mut visitor = at_card().await;
    press(&mut visitor, "karta:zalacz", &[]).await;
    press(&mut visitor, "okno:rodzaj", &[("okno:rodzaj", EPUAP)]).await;
    let filter = [
        ("okno:skrytki_filtering", "true"),
        ("okno:skrytki:globalFilter", "domy"),
    ];
    let answer = press(&mut visitor, "okno:skrytki", &filter).await;
    assert!(answer.body.contains("\"totalRecords\":1"));
    let answer = press(&mut visitor, "okno:skrytki:0:wybierz", &[]).await;
    assert!(answer.body.contains("<dd>Domyślna</dd>"));
}

#[tokio::test]
async fn a_form_without_name_or_with_a_bad_address_is_not_taken() {
    let mut visitor = at_card().await;
    press(&mut visitor, "karta:zalacz", &[]).await;
    let answer = press(&mut visitor, "okno:aktualizuj", &[("okno:url", "bip.powiat.example")]).await;
    assert!(answer.body.contains("Wypełnienie pola: Nazwa formularza jest wymagane"));
    assert!(answer.body.contains("nie jest prawidłowym adresem URL"));
    press(&mut visitor, "karta:zapisz", &[]).await;
    assert_eq!(only_save(&visitor), []);
}

#[tokio::test]
async fn a_removed_form_is_gone_with_the_save() {
    let mut visitor = at_card().await;
    let before = forms(&visitor);
    press(&mut visitor, "karta:formularze:1:usun", &[]).await;
    assert_eq!(forms(&visitor), before);
    press(&mut visitor, "karta:zapisz", &[]).await;
    assert_eq!(only_save(&visitor), [FormChange::Removed(before[1].clone())]);
}

#[tokio::test]
async fn sorted_forms_are_edited_where_they_are_shown() {
    let mut visitor = at_card().await;
    let sorting = [("karta:formularze_sorting", "true"), ("karta:formularze_sortDir", "-1")];
    press(&mut visitor, "karta:formularze", &sorting).await;
    redirect(&mut visitor).await;
    press(&mut visitor, "karta:zapisz", &[]).await;
    assert_eq!(forms(&visitor)[1].name, "Wniosek w BIP");
}

#[tokio::test]
async fn a_withdrawn_card_says_so_and_offers_no_withdrawal() {
    let mut visitor = at_card().await;
    assert!(
        visitor
            .from("")
            .contains("Czy na pewno chcesz wycofać kartę z publikacji?")
    );
    let answer = press(&mut visitor, "karta:wycofaj", &[]).await;
    assert!(answer.body.contains("<dt>Status Karty</dt><dd>Nieaktualna</dd>"));
    assert!(!answer.body.contains("Wycofaj z publikacji"));
    let stored = visitor.portal.truth().card(OFFICE, CURRENT).unwrap();
    assert_eq!(stored.status, CardStatus::Outdated);
}

#[tokio::test]
async fn a_lost_field_keeps_its_old_text_though_the_save_answers_well() {
    let mut visitor = at_card().await;
    let before = forms(&visitor);
    visitor
        .portal
        .set_fault(Fault::LostField("Adres URL formularza".to_owned()));
    redirect(&mut visitor).await;
    let answer = press(&mut visitor, "karta:zapisz", &[]).await;
    assert!(answer.body.contains("Zmiany zostały zapisane."));
    let stored = forms(&visitor);
    assert_eq!(
        (&stored[0].target, stored[0].name.as_str()),
        (&before[0].target, "Wniosek w BIP")
    );
}

#[tokio::test]
async fn a_save_without_permission_is_refused() {
    let mut visitor = at_card().await;
    redirect(&mut visitor).await;
    let fault = Fault::NoPermission("Zapisz zmiany".to_owned());
    visitor.portal.set_fault(fault);
    let answer = press(&mut visitor, "karta:zapisz", &[]).await;
    assert!(answer.body.contains("Nie masz uprawnień do wykonania tej operacji."));
    assert_eq!(visitor.portal.truth().writes(), []);
}

#[tokio::test]
async fn a_twin_button_of_another_portlet_saves_no_card() {
    let mut visitor = at_list(CardSet::Few).await;
    visitor.portal.set_fault(Fault::TwinSave);
    open(&mut visitor).await;
    assert_eq!(visitor.from("").matches(">Zapisz zmiany</span>").count(), 2);
    let survey = after(visitor.from("class=\"survey\""), "<button id=\"").to_owned();
    let answer = visitor.ajax(&survey, &[]).await;
    assert!(answer.body.contains("Dziękujemy za wypełnienie ankiety."));
    assert_eq!(visitor.portal.truth().writes(), []);
}
