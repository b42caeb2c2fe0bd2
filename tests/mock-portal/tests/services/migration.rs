//! "Bez utraty żadnych danych": what the right order keeps and what wrong orders cost.

use std::collections::BTreeMap;
use std::time::Duration;

use mock_portal::{
    BipPage, Death, FormTarget, Mode, OFFICE, PARTNER, Practice, Receipt, SEKAP_SYSTEM, Settings, Whereabouts,
};

/// The office in the middle of its migration, with citizens who write at every turn.
struct Town {
    practice: Practice,
    letters: usize,
}

impl Town {
    async fn before() -> Self {
        Self {
            practice: Practice::start(Settings::default()).await.unwrap(),
            letters: 0,
        }
    }

    /// Citizens write, then both clients collect.
    async fn day(&mut self) {
        self.write().await;
        self.practice.collect().await;
    }

    async fn write(&mut self) {
        self.letters += 1;
        self.practice.send_to_all(&format!("pismo {}", self.letters)).await;
    }

    fn pull(&self) {
        for mailbox in self.practice.epuap.mailboxes(OFFICE) {
            self.practice
                .epuap
                .arrange_skrytka(OFFICE, &mailbox.skrytka, |skrytka| skrytka.mode = Mode::Pull);
        }
    }

    fn switch_sekap_off(&self) {
        self.practice.sekap.arrange_units(|units| {
            for unit in units.iter_mut().filter(|unit| unit.name == PARTNER) {
                unit.current = false;
                unit.in_bip = false;
            }
        });
    }

    fn remove_sekaps_system(&self) {
        self.practice
            .epuap
            .arrange_systems(OFFICE, |systems| systems.retain(|system| system.name != SEKAP_SYSTEM));
    }

    async fn switch_sod_on(&self) {
        self.practice.register_sod();
        self.practice.sod.switch_on().await.unwrap();
    }

    /// Who keeps each document, in the order of submission.
    fn keepers(&self) -> Vec<Vec<(&'static str, usize)>> {
        let receipts = self.practice.receipts();
        receipts
            .into_iter()
            .map(|receipt| receipt.kept_by.into_iter().collect())
            .collect()
    }

    fn not_once(&self) -> Vec<Receipt> {
        let mut receipts = self.practice.receipts();
        receipts.retain(|receipt| receipt.times() != 1);
        receipts
    }
}

#[tokio::test]
async fn in_the_right_order_each_document_arrives_exactly_once() {
    let mut town = Town::before().await;
    town.day().await;
    town.pull();
    town.day().await;
    town.switch_sekap_off();
    town.day().await;
    town.switch_sod_on().await;
    town.day().await;
    town.remove_sekaps_system();
    town.day().await;
    let (sekap, sod) = (vec![("SEKAP", 1)], vec![("SOD", 1)]);
    let mut expected = vec![sekap; 4];
    expected.extend(vec![sod; 6]);
    assert_eq!(town.keepers(), expected);
    assert_eq!(town.practice.epuap.truth().waiting(OFFICE, "Domyślna"), []);
}

#[tokio::test]
async fn a_client_that_dies_at_a_document_still_receives_it_once() {
    for death in [Death::BeforeStore, Death::BeforeConfirm] {
        let mut town = Town::before().await;
        town.pull();
        town.practice.sekap.die(death);
        town.write().await;
        assert!(town.practice.sekap.round().await.died);
        assert!(town.practice.sekap.round().await.died);
        town.practice.sekap.restart();
        town.day().await;
        town.switch_sekap_off();
        town.switch_sod_on().await;
        town.practice.sod.die(death);
        town.day().await;
        town.practice.sod.restart();
        town.day().await;
        assert_eq!(town.not_once(), [], "{death:?}");
    }
}

#[tokio::test]
async fn push_skrytki_lose_documents_once_sekap_is_gone() {
    let mut town = Town::before().await;
    town.day().await;
    town.switch_sekap_off();
    town.day().await;
    town.pull();
    town.switch_sod_on().await;
    town.day().await;
    let lost = town.not_once();
    assert_eq!(lost.len(), 2);
    for receipt in lost {
        assert_eq!(receipt.kept_by, BTreeMap::new());
        assert_eq!(receipt.document.whereabouts, Whereabouts::Stranded);
    }
}

#[tokio::test]
async fn push_skrytki_lose_documents_once_the_system_is_removed() {
    let mut town = Town::before().await;
    town.remove_sekaps_system();
    town.day().await;
    assert_eq!(town.not_once().len(), 2);
}

#[tokio::test]
async fn documents_wait_for_nobody_while_the_system_is_removed_and_the_sod_is_off() {
    let mut town = Town::before().await;
    town.pull();
    town.remove_sekaps_system();
    town.day().await;
    let stuck = town.not_once();
    assert_eq!(stuck.len(), 2);
    assert!(
        stuck
            .iter()
            .all(|receipt| receipt.document.whereabouts == Whereabouts::Waiting)
    );
    let refused = town.practice.sod.switch_on().await.unwrap_err();
    assert!(refused.why.contains("10 System nie jest uprawniony"));
    town.day().await;
    assert_eq!(town.not_once().len(), 4);
    town.switch_sod_on().await;
    town.practice.collect().await;
    assert_eq!(town.not_once(), []);
}

#[tokio::test]
async fn a_limited_queue_turns_citizens_away_while_nobody_collects() {
    let mut town = Town::before().await;
    for mailbox in town.practice.epuap.mailboxes(OFFICE) {
        town.practice
            .epuap
            .arrange_skrytka(OFFICE, &mailbox.skrytka, |skrytka| {
                skrytka.mode = Mode::Pull;
                skrytka.queue_limit = 1;
            });
    }
    town.remove_sekaps_system();
    town.write().await;
    assert!(town.practice.send_to_all("za dużo").await.iter().all(Result::is_err));
}

#[tokio::test]
async fn a_document_between_two_clients_is_received_twice() {
    let mut town = Town::before().await;
    town.pull();
    town.practice.sekap.die(Death::BeforeConfirm);
    town.day().await;
    town.switch_sekap_off();
    town.switch_sod_on().await;
    town.practice.collect().await;
    let twice = town.not_once();
    assert_eq!(twice.len(), 1);
    assert_eq!(twice[0].kept_by, BTreeMap::from([("SEKAP", 1), ("SOD", 1)]));
}

#[tokio::test]
async fn other_offices_keep_their_mail_with_sekap() {
    let town = Town::before().await;
    town.switch_sekap_off();
    let letter = mock_portal::Letter::new("jan.kowalski", "pismo");
    let epuap = &town.practice.epuap;
    epuap
        .submit(mock_portal::OTHER_OFFICE, "Domyślna", letter)
        .await
        .unwrap();
    assert_eq!(town.keepers(), [[("SEKAP", 1)]]);
}

#[tokio::test]
async fn cards_that_were_redirected_survive_the_marshals_offices_clean_up() {
    let town = Town::before().await;
    let Practice { epuap, sekap, bip, .. } = &town.practice;
    let mut kept = String::new();
    epuap.arrange_cards(OFFICE, |cards| {
        let card = cards.iter_mut().find(|card| card.forms.len() == 1).unwrap();
        card.forms[0].target = FormTarget::External {
            url: bip.address(BipPage::DrivingLicence),
        };
        kept.clone_from(&card.title);
    });
    let before = epuap.truth().cards()[OFFICE].len();
    assert_eq!(sekap.remove_cards(epuap, OFFICE), before - 1);
    let left: Vec<String> = epuap.truth().cards()[OFFICE]
        .iter()
        .map(|card| card.title.clone())
        .collect();
    assert_eq!(left, [kept]);
}

#[tokio::test]
async fn life_ends_between_two_turns_and_leaves_no_document_halfway() {
    let town = Town::before().await;
    let end = tokio::time::sleep(Duration::from_millis(100));
    town.practice.live_until(end, Duration::from_millis(1)).await;
    assert!(!town.practice.receipts().is_empty());
    assert_eq!(town.not_once(), []);
}
