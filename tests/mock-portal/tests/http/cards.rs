//! Budowanie usług, Karty spraw: the list.

use mock_portal::{CardSet, CardStatus, Event, Fault, List, Moment, OFFICE, OTHER_OFFICE, Settings};

use crate::visitor::{Answer, Visitor};

pub(crate) const CURRENT: &str = "Wydanie prawa jazdy";
const OUTDATED: &str = "Wpis do ewidencji instruktorów/wykładowców nauki jazdy";

pub(crate) async fn at_list(cards: CardSet) -> Visitor {
    let mut visitor = Visitor::with(Settings {
        cards,
        ..Settings::default()
    })
    .await;
    visitor.open_cards().await;
    visitor
}

/// Agrees to withdraw a published card.
async fn withdraw(visitor: &mut Visitor, title: &str) -> Answer {
    let source = visitor.row_action(title, "usun");
    let consent = format!("{source}_zgoda");
    visitor.ajax(&source, &[(&consent, "wycofanie")]).await
}

async fn delete(visitor: &mut Visitor, title: &str) -> Answer {
    let source = visitor.row_action(title, "usun");
    visitor.ajax(&source, &[]).await
}

#[tokio::test]
async fn the_92_cards_stand_on_ten_pages() {
    let mut visitor = at_list(CardSet::Many).await;
    let page = visitor.from("Karty sprawy POWIAT GLIWICKI (92)</h2>").to_owned();
    assert_eq!(page.matches("(1 of 10)").count(), 2);
    assert_eq!(page.matches("data-ri=").count(), 10);
    let table = visitor.part("karty:tabela");
    let (paging, first) = (format!("{table}_pagination"), format!("{table}_first"));
    let answer = visitor.ajax(&table, &[(&paging, "true"), (&first, "90")]).await;
    assert_eq!(answer.body.matches("data-ri=").count(), 2);
    assert!(answer.body.contains("\"totalRecords\":92,\"first\":90"));
}

#[tokio::test]
async fn a_row_has_title_status_and_date() {
    let visitor = at_list(CardSet::Few).await;
    let row = visitor.from(&format!(">{OUTDATED}</td>"));
    assert!(row.contains("<td role=\"gridcell\">Nieaktualna</td><td role=\"gridcell\">16.06.2015</td>"));
    assert!(visitor.from("").contains("Karty sprawy POWIAT GLIWICKI (6)"));
}

#[tokio::test]
async fn an_outdated_card_is_deleted_and_the_rows_are_numbered_anew() {
    let mut visitor = at_list(CardSet::Few).await;
    assert!(
        visitor
            .from("")
            .contains(&format!("Czy na pewno chcesz usunąć kartę „{OUTDATED}”?"))
    );
    let answer = delete(&mut visitor, OUTDATED).await;
    assert!(answer.body.contains("Karty sprawy POWIAT GLIWICKI (5)"));
    assert!(answer.body.contains("Karta została usunięta."));
    let row = answer.body.split("data-ri=\"1\"").nth(1).unwrap();
    assert!(row.find(CURRENT) < row.find("data-ri"));
    let truth = visitor.portal.truth();
    let expected = Event::CardDeleted {
        podmiot: OFFICE.to_owned(),
        card: OUTDATED.to_owned(),
        number: 2,
    };
    assert_eq!(truth.writes()[0].event, expected);
    assert_eq!((truth.cards()[OFFICE].len(), truth.cards()[OTHER_OFFICE].len()), (5, 6));
}

#[tokio::test]
async fn a_current_card_is_withdrawn_first_and_deleted_with_a_second_press() {
    let mut visitor = at_list(CardSet::Few).await;
    let question = "Karta jest opublikowana. Czy wycofać ją z publikacji?";
    assert!(visitor.from("").contains(question));
    let answer = withdraw(&mut visitor, CURRENT).await;
    assert!(answer.body.contains("Karty sprawy POWIAT GLIWICKI (6)"));
    let truth = visitor.portal.truth();
    assert_eq!(truth.card(OFFICE, CURRENT).unwrap().status, CardStatus::Outdated);
    delete(&mut visitor, CURRENT).await;
    assert_eq!(truth.card(OFFICE, CURRENT), None);
    let told: Vec<_> = truth.writes().into_iter().map(|entry| entry.event).collect();
    assert!(matches!(
        told[..],
        [
            Event::CardWithdrawn { number: 3, .. },
            Event::CardDeleted { number: 3, .. }
        ]
    ));
}

#[tokio::test]
async fn a_withdrawal_can_move_the_date_of_the_card() {
    let mut visitor = at_list(CardSet::Few).await;
    let before = visitor.portal.truth().card(OFFICE, CURRENT).unwrap();
    visitor.portal.set_fault(Fault::WithdrawalMovesDate);
    let answer = withdraw(&mut visitor, CURRENT).await;
    let row = answer.body.split(&format!(">{CURRENT}<")).nth(1).unwrap();
    assert!(row.find("24.06.2015") < row.find("data-ri"), "{row}");
    let after = visitor.portal.truth().card(OFFICE, CURRENT).unwrap();
    assert_eq!(after.status, CardStatus::Outdated);
    assert_ne!(after.modified, before.modified);
}

#[tokio::test]
async fn the_context_switches_behind_a_counted_write() {
    let mut visitor = at_list(CardSet::Few).await;
    visitor.portal.set_fault(Fault::ContextSwitch {
        to: OTHER_OFFICE.to_owned(),
        at: Moment::Write(1),
    });
    assert!(visitor.get("/wps/myportal").await.body.contains(">pzgliwice</span>"));
    visitor.open_cards().await;
    delete(&mut visitor, OUTDATED).await;
    assert!(visitor.get("/wps/myportal").await.body.contains(">pzgliwice2</span>"));
    let truth = visitor.portal.truth();
    assert_eq!((truth.cards()[OFFICE].len(), truth.cards()[OTHER_OFFICE].len()), (5, 6));
}

#[tokio::test]
async fn a_current_card_is_not_deleted_without_withdrawal() {
    let mut visitor = at_list(CardSet::Few).await;
    let answer = delete(&mut visitor, CURRENT).await;
    assert!(answer.body.contains("Nie można usunąć karty o statusie Aktualna."));
    let truth = visitor.portal.truth();
    assert_eq!(truth.writes(), []);
    assert_eq!(truth.cards()[OFFICE].len(), 6);
}

#[tokio::test]
async fn a_published_card_can_refuse_without_a_question() {
    let mut visitor = at_list(CardSet::Few).await;
    visitor.portal.set_fault(Fault::PublishedCardRefuses);
    let page = visitor.open_cards().await;
    assert!(!page.contains("Karta jest opublikowana."));
}

#[tokio::test]
async fn a_row_vanishes_between_two_deletions() {
    let mut visitor = at_list(CardSet::Few).await;
    let (list, row) = (List::Cards, CURRENT.to_owned());
    visitor.portal.set_fault(Fault::RowVanishes { list, row, after: 1 });
    let moved_up = visitor.row_action(OUTDATED, "usun");
    delete(&mut visitor, OUTDATED).await;
    let answer = visitor.ajax(&moved_up, &[]).await;
    assert!(answer.body.contains("Karta nie istnieje."));
    assert!(answer.body.contains("Karty sprawy POWIAT GLIWICKI (4)"));
    assert_eq!(visitor.portal.truth().writes().len(), 1);
}

#[tokio::test]
async fn the_order_can_change_with_every_answer() {
    let mut visitor = at_list(CardSet::Few).await;
    visitor.portal.set_fault(Fault::ReorderedRows);
    let first = |page: &str| page.split("data-ri=\"0\"").nth(1).unwrap()[..200].to_owned();
    let (one, two) = (visitor.open_cards().await, visitor.open_cards().await);
    assert_ne!(first(&one), first(&two));
}
