//! Rejestr Zdarzeń.

use mock_portal::{DataSet, OTHER_OFFICE, Settings};

use crate::visitor::Visitor;

const PATH: &str = "/wps/myportal/aplikacje/rejestr-zdarzen";

async fn at_migration() -> Visitor {
    let mut visitor = Visitor::with(Settings {
        data: DataSet::Migration,
        ..Settings::default()
    })
    .await;
    visitor.open_list().await;
    visitor
}

#[tokio::test]
async fn it_tells_what_was_done_newest_first() {
    let mut visitor = at_migration().await;
    let source = visitor.row_action("ZMOKU", "usun");
    visitor.ajax(&source, &[]).await;
    let page = visitor.open_page(PATH).await;
    for column in ["Data", "Użytkownik", "Zdarzenie", "Obiekt"] {
        assert!(page.contains(&format!("ui-column-title\">{column}</span>")), "{column}");
    }
    let told = |what: &str, object: &str| {
        let cells = format!("{what}</td><td role=\"gridcell\">{object}</td>");
        page.find(&cells).unwrap()
    };
    assert!(told("Usunięcie skrytki", "ZMOKU") < told("Logowanie", "adam.kmiecik"));
}

#[tokio::test]
async fn what_was_refused_or_done_for_another_subject_is_not_told() {
    let mut visitor = at_migration().await;
    let source = visitor.row_action("Domyślna", "usun");
    visitor.ajax(&source, &[]).await;
    let source = visitor.row_action("ZMOKU", "usun");
    visitor.ajax(&source, &[]).await;
    let choice = [("podmiot", OTHER_OFFICE)];
    visitor.post("/wps/myportal/zmien-podmiot", &choice).await;
    let page = visitor.open_page(PATH).await;
    assert!(!page.contains("Usunięcie skrytki"));
    assert!(page.contains("Wybór podmiotu"));
}

#[tokio::test]
async fn it_is_paged() {
    let mut visitor = at_migration().await;
    for _ in 0..11 {
        let choice = [("podmiot", OTHER_OFFICE)];
        visitor.post("/wps/myportal/zmien-podmiot", &choice).await;
    }
    let page = visitor.open_page(PATH).await;
    assert_eq!(page.matches("(1 of 2)").count(), 2);
    let table = visitor.part("rejestr:tabela");
    let (paging, first) = (format!("{table}_pagination"), format!("{table}_first"));
    let answer = visitor.ajax(&table, &[(&paging, "true"), (&first, "10")]).await;
    assert!(answer.body.contains("Logowanie"));
}
