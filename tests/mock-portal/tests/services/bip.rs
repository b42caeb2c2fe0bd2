//! The office's site.

use std::time::Duration;

use mock_portal::{BipPage, MockBip};

use crate::wire::send;

#[tokio::test]
async fn services_answer_and_the_other_pages_do_not() {
    let bip = MockBip::start().await.unwrap();
    let service = send(&bip.address(BipPage::DrivingLicence), "", "").await;
    assert_eq!(service.status, 200);
    assert!(service.body.contains("<h1>Wydanie prawa jazdy</h1>"));
    assert_eq!(send(&bip.address(BipPage::Missing), "", "").await.status, 404);
    assert_eq!(send(&bip.address(BipPage::Broken), "", "").await.status, 500);
    let silent = bip.address(BipPage::Silent);
    let answer = tokio::time::timeout(Duration::from_millis(300), send(&silent, "", "")).await;
    assert!(answer.is_err());
    assert_eq!(bip.visits().len(), 4);
}

#[tokio::test]
async fn the_moved_page_leads_to_another_host() {
    let bip = MockBip::start().await.unwrap();
    let moved = send(&bip.address(BipPage::Moved), "", "").await;
    assert_eq!(moved.status, 303);
    assert!(moved.location.starts_with("http://localhost:"));
    assert_eq!(send(&moved.location, "", "").await.status, 200);
}
