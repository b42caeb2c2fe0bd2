//! Editing and saving one skrytka.

use mock_portal::{DataSet, EditScope, Event, Field, OFFICE, is_as_instructed};

use crate::visitor::Visitor;

#[tokio::test]
async fn a_skrytka_opens_read_only() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.change("Typ skrytki", "asynchroniczna").await;
    let answer = visitor.press("zapisz", &[]).await;
    assert!(!answer.body.contains("Zmiany zostały zapisane."));
    assert_eq!(visitor.portal.truth().writes(), []);
}

#[tokio::test]
async fn the_instructed_settings_are_stored_with_one_save() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.press("edytuj", &[]).await;
    visitor.change("Typ skrytki", "asynchroniczna").await;
    visitor.change("Rodzaj odpowiedzi", "UPP").await;
    visitor.change("Tryb pracy", "PULL").await;
    visitor.tab(2).await;
    visitor.change("Gdy liczba dokumentów w kolejce osiągnie", "4").await;
    visitor.change("Gdy kolejka jest przepełniona", "on").await;
    visitor.change("O błędach dostarczenia", "on").await;
    visitor.change("O nieodebranych dokumentach po", "1").await;
    visitor.tab(4).await;
    visitor
        .change("Adres systemu odbiorcy dla dokumentów", "Moje dokumenty")
        .await;
    visitor.change("Adres systemu odbiorcy dla UPP", "Moje dokumenty").await;
    let fields = [
        ("Maksymalna liczba dokumentów w kolejce", "0"),
        ("Gdy kolejka jest przepełniona", "on"),
        ("O błędach dostarczenia", "on"),
    ];
    let answer = visitor.press("zapisz", &fields).await;
    assert!(answer.body.contains("Zmiany zostały zapisane."));
    let truth = visitor.portal.truth();
    let stored = truth.skrytka(OFFICE, "Domyślna").unwrap();
    assert_eq!(is_as_instructed(&stored), []);
    assert_eq!(truth.writes().len(), 1);
}

#[tokio::test]
async fn an_unticked_checkbox_is_absent_and_stored_as_off() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.press("edytuj", &[]).await;
    visitor.press("zapisz", &[]).await;
    assert!(!visitor.portal.truth().skrytka(OFFICE, "Domyślna").unwrap().active);
}

#[tokio::test]
async fn a_refused_save_names_the_fields_and_stores_nothing() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.press("edytuj", &[]).await;
    let answer = visitor.press("zapisz", &[("Nazwa", "")]).await;
    assert!(answer.body.contains("Wypełnienie pola: Nazwa jest wymagane"));
    assert!(answer.body.contains("\"validationFailed\":true"));
    assert!(answer.body.contains(">Zapisz</span>"));
    let truth = visitor.portal.truth();
    assert_eq!(truth.writes(), []);
    assert_eq!(
        truth.journal().pop().unwrap().event,
        Event::SaveRefused {
            podmiot: OFFICE.to_owned(),
            skrytka: "Domyślna".to_owned(),
            fields: vec![Field::Name],
        }
    );
}

#[tokio::test]
async fn cancelling_forgets_the_draft() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.press("edytuj", &[]).await;
    visitor.change("Typ skrytki", "asynchroniczna").await;
    visitor.press("anuluj", &[]).await;
    visitor.press("edytuj", &[]).await;
    visitor.press("zapisz", &[("Stan skrytki", "on")]).await;
    let kind = visitor.portal.truth().skrytka(OFFICE, "Domyślna").unwrap().kind;
    assert_eq!(kind, mock_portal::Kind::Synchronous);
}

#[tokio::test]
async fn per_tab_editing_drops_a_tab_that_was_left() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::PerTab).await;
    visitor.open("Domyślna").await;
    visitor.tab(1).await;
    visitor.press("edytuj", &[]).await;
    visitor.change("Typ skrytki", "asynchroniczna").await;
    visitor.tab(2).await;
    visitor.press("zapisz", &[]).await;
    let kind = visitor.portal.truth().skrytka(OFFICE, "Domyślna").unwrap().kind;
    assert_eq!(kind, mock_portal::Kind::Synchronous);
}

#[tokio::test]
async fn choosing_the_kind_draws_the_dependent_fields_again() {
    let mut visitor = Visitor::at("Domyślna").await;
    visitor.press("edytuj", &[]).await;
    let mode = visitor.parameter("Tryb pracy");
    let answer = visitor.change("Typ skrytki", "asynchroniczna").await;
    assert!(answer.body.contains(&format!("<update id=\"{mode}\">")));
    assert!(!answer.body.contains("disabled"));
}

#[tokio::test]
async fn an_unknown_view_state_is_an_expired_view() {
    let mut visitor = Visitor::at("Domyślna").await;
    let source = visitor.part("detal:edytuj");
    let answer = visitor.send_with(&source, "1:2", &[]).await;
    assert!(answer.body.contains("ViewExpiredException"));
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn old_page_views_expire() {
    let mut visitor = Visitor::at("Domyślna").await;
    for _ in 0..2 {
        visitor.open_elsewhere("Skrytka_ESP").await;
    }
    let answer = visitor.press("edytuj", &[]).await;
    assert!(answer.body.contains("ViewExpiredException"));
}
