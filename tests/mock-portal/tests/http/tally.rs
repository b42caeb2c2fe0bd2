//! How often each object was written.

use mock_portal::{CardSet, DataSet, EditScope, Event, OFFICE, Object, Settings, Tally};

use crate::visitor::Visitor;

fn skrytka(name: &str) -> Object {
    Object::Skrytka {
        podmiot: OFFICE.to_owned(),
        name: name.to_owned(),
    }
}

#[tokio::test]
async fn saves_and_deletions_of_skrytki_are_counted_by_name() {
    let mut visitor = Visitor::in_office(DataSet::Migration, EditScope::Whole).await;
    assert!(visitor.portal.truth().tallies().is_empty());
    visitor.open("Domyślna").await;
    for _ in 0..2 {
        visitor.press("edytuj", &[]).await;
        visitor.change("Rodzaj odpowiedzi", "UPP").await;
        visitor.press("zapisz", &[("Stan skrytki", "on")]).await;
    }
    visitor.open_list().await;
    let delete = visitor.row_action("ZMOKU", "usun");
    visitor.ajax(&delete, &[]).await;
    let truth = visitor.portal.truth();
    assert_eq!(truth.tallies().len(), 2);
    let saved = truth.tally(&skrytka("Domyślna"));
    assert_eq!((saved.saves, saved.changes, saved.deletions), (2, 1, 0));
    assert_eq!(truth.tally(&skrytka("ZMOKU")).deletions, 1);
    assert_eq!(truth.tally(&skrytka("test")), Tally::default());
}

#[tokio::test]
async fn cards_are_counted_by_number() {
    let mut visitor = Visitor::with(Settings {
        cards: CardSet::Few,
        ..Settings::default()
    })
    .await;
    visitor.open_cards().await;
    let card = visitor.portal.truth().cards()[OFFICE]
        .iter()
        .find(|card| card.status == mock_portal::CardStatus::Current)
        .unwrap()
        .clone();
    let delete = visitor.row_action(&card.title, "usun");
    visitor
        .ajax(&delete, &[(&format!("{delete}_zgoda"), "wycofanie")])
        .await;
    visitor.ajax(&delete, &[]).await;
    let truth = visitor.portal.truth();
    let number = card.number;
    let podmiot = OFFICE.to_owned();
    let tally = truth.tally(&Object::Card { podmiot, number });
    assert_eq!((tally.withdrawals, tally.deletions, tally.saves), (1, 1, 0));
    assert_eq!((truth.requests().saves, truth.requests().deletions), (1, 1));
    assert!(matches!(truth.writes()[1].event, Event::CardDeleted { .. }));
}
