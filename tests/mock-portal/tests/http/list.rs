//! The list of skrytki.

use mock_portal::{DataSet, EditScope, Event, Fault, Letter, Mode, OFFICE};

use crate::visitor::Visitor;

#[tokio::test]
async fn fourteen_skrytki_stand_on_two_pages() {
    let mut visitor = Visitor::in_office(DataSet::Many, EditScope::Whole).await;
    let page = visitor.open_list().await;
    assert_eq!(page.matches("(1 of 2)").count(), 2);
    assert_eq!(page.matches("data-ri=").count(), 10);
    let table = visitor.part("lista:tabela");
    let (paging, first) = (format!("{table}_pagination"), format!("{table}_first"));
    let answer = visitor.ajax(&table, &[(&paging, "true"), (&first, "10")]).await;
    assert!(answer.body.contains("data-ri=\"13\""));
    assert!(answer.body.contains("\"totalRecords\":14,\"first\":10"));
}

#[tokio::test]
async fn the_filter_finds_near_matches_too() {
    let mut visitor = Visitor::in_office(DataSet::Many, EditScope::Whole).await;
    visitor.open_list().await;
    let table = visitor.part("lista:tabela");
    let (filtering, filter) = (format!("{table}_filtering"), format!("{table}:globalFilter"));
    let answer = visitor
        .ajax(&table, &[(&filtering, "true"), (&filter, "skrytka_esp")])
        .await;
    assert!(answer.body.contains(">Skrytka_ESP</td>"));
    assert!(answer.body.contains(">Skrytka_ESP_2</td>"));
    assert!(!answer.body.contains(">SkrytkaESP</td>"));
}

#[tokio::test]
async fn sorting_follows_the_polish_alphabet() {
    let mut visitor = Visitor::in_office(DataSet::Many, EditScope::Whole).await;
    visitor.open_list().await;
    let table = visitor.part("lista:tabela");
    let (sorting, direction) = (format!("{table}_sorting"), format!("{table}_sortDir"));
    let answer = visitor.ajax(&table, &[(&sorting, "true"), (&direction, "-1")]).await;
    let position = |name: &str| answer.body.find(&format!(">{name}</td>")).unwrap();
    assert!(position("Żłobki i kluby dziecięce") < position("ZMOKU"));
}

#[tokio::test]
async fn deleting_is_journalled_and_real() {
    let mut visitor = Visitor::in_office(DataSet::Many, EditScope::Whole).await;
    visitor.open_list().await;
    let source = visitor.row_action("SkrytkaESP", "usun");
    visitor.ajax(&source, &[]).await;
    let truth = visitor.portal.truth();
    assert_eq!(truth.skrytka(OFFICE, "SkrytkaESP"), None);
    assert_eq!(truth.state()[OFFICE].len(), 13);
    let expected = Event::Deleted {
        podmiot: OFFICE.to_owned(),
        skrytka: "SkrytkaESP".to_owned(),
    };
    assert_eq!(truth.writes()[0].event, expected);
}

#[tokio::test]
async fn a_skrytka_is_exported_as_stored() {
    let mut visitor = Visitor::in_office(DataSet::Instruction, EditScope::Whole).await;
    let answer = visitor
        .get("/wps/myportal/aplikacje/budowanie-uslug/eksport/Domy%C5%9Blna")
        .await;
    assert!(answer.body.contains("<pole nazwa=\"Typ skrytki\">synchroniczna</pole>"));
}

async fn delete(visitor: &mut Visitor, name: &str) -> String {
    visitor.open_list().await;
    let source = visitor.row_action(name, "usun");
    visitor.ajax(&source, &[]).await.body
}

#[tokio::test]
async fn the_default_skrytka_is_not_deleted() {
    let mut visitor = Visitor::in_office(DataSet::Migration, EditScope::Whole).await;
    let answer = delete(&mut visitor, "Domyślna").await;
    assert!(answer.contains("Nie można usunąć skrytki domyślnej."));
    assert_eq!(visitor.portal.truth().writes(), []);
    delete(&mut visitor, "ZMOKU").await;
    assert_eq!(visitor.portal.truth().skrytka(OFFICE, "ZMOKU"), None);
}

#[tokio::test]
async fn a_skrytka_with_waiting_documents_is_not_deleted() {
    let mut visitor = Visitor::in_office(DataSet::Migration, EditScope::Whole).await;
    let portal = &visitor.portal;
    portal.arrange_skrytka(OFFICE, "test", |skrytka| skrytka.mode = Mode::Pull);
    let letter = Letter::new("jan.kowalski", "<pismo/>");
    portal.submit(OFFICE, "test", letter).await.unwrap();
    let answer = delete(&mut visitor, "test").await;
    assert!(answer.contains("Liczba dokumentów oczekujących w kolejce: 1."));
    assert!(visitor.portal.truth().skrytka(OFFICE, "test").is_some());
}

#[tokio::test]
async fn a_deletion_can_be_forbidden_or_pretended() {
    for fault in [Fault::NoPermission("Usuń".to_owned()), Fault::PretendedDelete] {
        let mut visitor = Visitor::in_office(DataSet::Migration, EditScope::Whole).await;
        visitor.portal.set_fault(fault.clone());
        let answer = delete(&mut visitor, "ZMOKU").await;
        let well = answer.contains("Skrytka ZMOKU została usunięta.");
        assert_eq!(well, fault == Fault::PretendedDelete);
        assert_eq!(visitor.portal.truth().writes(), []);
    }
}

#[tokio::test]
async fn the_skrytki_of_the_migration_that_stay_have_addresses_for_notifications() {
    let visitor = Visitor::in_office(DataSet::Migration, EditScope::Whole).await;
    let emails = |name| visitor.portal.truth().skrytka(OFFICE, name).unwrap().emails;
    for name in ["Domyślna", "Skrytka_ESP"] {
        assert_eq!(
            emails(name),
            "kancelaria@powiat.example\ninformatyk@powiat.example",
            "{name}"
        );
    }
}
