//! Faults come up at their turn or in a storm, and end by themselves.

use mock_portal::{
    DataSet, EditScope, ExpiryShape, Fault, HttpFailure, Raised, Reach, RequestKind, Storm, Turn, Works,
};

use crate::visitor::Visitor;

const HOME: &str = "/wps/myportal";
const FAILURE: Fault = Fault::ServerError {
    failure: HttpFailure::Internal,
    reach: Reach::Received,
};

async fn home() -> Visitor {
    Visitor::in_office(DataSet::Instruction, EditScope::Whole).await
}

/// The statuses of one edit with one save: home page, edit, two changes, save, home page.
async fn statuses_of_an_edit(turn: Option<Turn>) -> Vec<u16> {
    let mut visitor = Visitor::at("Domyślna").await;
    if let Some(turn) = turn {
        visitor.portal.set_fault_at(FAILURE, turn);
    }
    let mut statuses = vec![visitor.get(HOME).await.status];
    statuses.push(visitor.press("edytuj", &[]).await.status);
    statuses.push(visitor.change("Rodzaj odpowiedzi", "UPP").await.status);
    statuses.push(visitor.change("Rodzaj odpowiedzi", "status").await.status);
    statuses.push(visitor.press("zapisz", &[]).await.status);
    statuses.push(visitor.get(HOME).await.status);
    statuses
}

#[tokio::test]
async fn a_fault_comes_up_at_its_turn() {
    let at = |at: usize| {
        let mut statuses = vec![200; 6];
        statuses[at] = 500;
        statuses
    };
    assert_eq!(statuses_of_an_edit(None).await, [200; 6]);
    for number in 1..=6 {
        let turn = Turn::request(number);
        assert_eq!(statuses_of_an_edit(Some(turn)).await, at(number as usize - 1));
    }
    assert_eq!(statuses_of_an_edit(Some(Turn::page(2))).await, at(5));
    assert_eq!(statuses_of_an_edit(Some(Turn::ajax(3))).await, at(3));
    assert_eq!(statuses_of_an_edit(Some(Turn::save(1))).await, at(4));
    assert_eq!(statuses_of_an_edit(Some(Turn::save(2))).await, [200; 6]);
    assert_eq!(statuses_of_an_edit(Some(Turn::delete(1))).await, [200; 6]);
}

#[tokio::test]
async fn what_came_up_is_told_with_its_request() {
    let mut visitor = home().await;
    visitor.portal.set_fault_at(FAILURE, Turn::page(2));
    visitor.get(HOME).await;
    assert_eq!(visitor.portal.truth().raised(), []);
    visitor.get(HOME).await;
    let truth = visitor.portal.truth();
    let request = truth.requests().total as u64;
    let fault = FAILURE;
    assert_eq!(truth.raised(), [Raised { request, fault }]);
}

#[tokio::test]
async fn deletions_are_told_from_other_requests() {
    let mut visitor = Visitor::in_office(DataSet::Migration, EditScope::Whole).await;
    visitor.open_list().await;
    visitor.portal.set_fault_at(FAILURE, Turn::delete(2));
    let first = visitor.row_action("ZMOKU", "usun");
    assert_eq!(visitor.ajax(&first, &[]).await.status, 200);
    visitor.open_list().await;
    let second = visitor.row_action("test", "usun");
    assert_eq!(visitor.ajax(&second, &[]).await.status, 500);
    let truth = visitor.portal.truth();
    assert_eq!((truth.requests().deletions, truth.writes().len()), (2, 1));
    let log = truth.request_log();
    assert!(log.last().unwrap().is_of(RequestKind::Delete));
}

#[tokio::test]
async fn a_fault_lasts_as_many_requests_as_it_was_set_for() {
    let mut visitor = home().await;
    let down = Fault::PortalDown(Works::Break);
    visitor.portal.set_fault_during(down, Turn::request(2), 3);
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(visitor.get(HOME).await.status);
    }
    assert_eq!(statuses, [200, 503, 503, 503, 200, 200]);
    assert_eq!(visitor.portal.faults(), []);
}

#[tokio::test]
async fn faults_that_wait_are_cleared_with_the_others() {
    let mut visitor = home().await;
    visitor.portal.set_fault_at(FAILURE, Turn::request(1));
    visitor.portal.set_storm(Storm {
        probability: 1.0,
        ..Storm::new(1)
    });
    visitor.portal.clear_faults();
    assert_eq!(visitor.get(HOME).await.status, 200);
    assert_eq!(visitor.portal.truth().raised(), []);
}

/// What a storm raises while a page is loaded forty times.
async fn raised_by(seed: u64) -> Vec<Raised> {
    let mut visitor = home().await;
    visitor.portal.set_storm(Storm {
        probability: 0.3,
        faults: vec![Fault::WorksBanner, Fault::ReorderedRows, FAILURE],
        at_most: 5,
        lasts: 2,
        seed,
    });
    for _ in 0..40 {
        visitor.get(HOME).await;
    }
    assert_eq!(visitor.get(HOME).await.status, 200);
    visitor.portal.truth().raised()
}

#[tokio::test]
async fn a_storm_is_bounded_and_repeats_by_its_seed() {
    let one = raised_by(11).await;
    assert_eq!(one.len(), 5);
    assert_eq!(one, raised_by(11).await);
    assert_ne!(one, raised_by(12).await);
    assert!(one.is_sorted_by_key(|raised| raised.request));
}

#[tokio::test]
async fn after_a_storm_the_portal_works_again() {
    for seed in 1..=6 {
        let mut visitor = home().await;
        let mut storm = Storm {
            probability: 0.5,
            ..Storm::new(seed)
        };
        // This visitor would wait for the answer that never comes, and shall not for a late one.
        let awaited = |fault: &Fault| matches!(fault, Fault::NoAnswer(_) | Fault::Latency { .. });
        storm.faults.retain(|fault| !awaited(fault));
        visitor.portal.set_storm(storm);
        for _ in 0..60 {
            if visitor.get(HOME).await.location == "/wps/logowanie" {
                visitor.log_in().await;
            }
        }
        visitor.portal.clear_faults();
        visitor.log_in().await;
        visitor.open("Domyślna").await;
        visitor.press("edytuj", &[]).await;
        visitor.press("zapisz", &[]).await;
        assert_eq!(visitor.portal.truth().writes().len(), 1, "{seed}");
    }
}

#[tokio::test]
async fn a_storm_leaves_the_login_alone() {
    let mut visitor = Visitor::new(mock_portal::Settings::default()).await;
    visitor.portal.set_storm(Storm {
        probability: 1.0,
        faults: vec![FAILURE, Fault::SessionExpired(ExpiryShape::PageRedirect)],
        ..Storm::new(3)
    });
    visitor.log_in().await;
    assert_eq!(visitor.portal.truth().raised(), []);
    visitor.get(HOME).await;
    assert_eq!(visitor.portal.truth().raised().len(), 1);
}
