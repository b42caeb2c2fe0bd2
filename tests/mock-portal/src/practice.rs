//! Everything that a migration touches, joined: ePUAP, SEKAP, the office's site and its document system.

use std::collections::BTreeMap;
use std::io;
use std::pin::pin;
use std::time::Duration;

use crate::bip::MockBip;
use crate::client::{Refusal, Sod};
use crate::documents::{Document, Letter, Refused};
use crate::fixture::{OFFICE, OTHER_OFFICE};
use crate::sekap::{MockSekap, PARTNER, SekapSettings};
use crate::server::MockPortal;
use crate::settings::Settings;
use crate::skrytka::{Mode, Skrytka};
use crate::system::System;

/// The name of the system through which the office's own document system reaches its documents.
pub const SOD_SYSTEM: &str = "k7p2sod001";

/// The world around one office, before its migration.
pub struct Practice {
    /// The portal.
    pub epuap: MockPortal,
    /// The regional platform, which serves the office and the other one.
    pub sekap: MockSekap,
    /// The office's own site, to which services are redirected.
    pub bip: MockBip,
    /// The office's own document system, installed and switched off.
    pub sod: Sod,
}

/// What became of one accepted document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The document.
    pub document: Document,
    /// How many copies each client keeps, by the client's name; only those that keep one.
    pub kept_by: BTreeMap<&'static str, usize>,
}

impl Receipt {
    /// How often it was received, over all clients.
    pub fn times(&self) -> usize {
        self.kept_by.values().sum()
    }
}

impl Practice {
    /// Starts everything, with SEKAP connected and the document system unknown to ePUAP.
    pub async fn start(settings: Settings) -> io::Result<Self> {
        let epuap = MockPortal::start(settings).await?;
        let sekap = MockSekap::start(SekapSettings::default()).await?;
        sekap.connect(&epuap, &[OFFICE, OTHER_OFFICE]);
        let sod = Sod::new(SOD_SYSTEM, epuap.pull_url(), epuap.mailboxes(OFFICE));
        let bip = MockBip::start().await?;
        Ok(Self { epuap, sekap, bip, sod })
    }

    /// The vendor registers the document system at ePUAP.
    pub fn register_sod(&self) {
        self.epuap.arrange_systems(OFFICE, |systems| {
            let number = systems.iter().map(|system| system.number).max().unwrap_or_default() + 1;
            systems.push(System::external(number, SOD_SYSTEM, "SOD Powiat", "20.03.2028 08:15"));
        });
    }

    /// The vendor waits until no active skrytka of the office delivers by itself, then registers the document system
    /// and switches it on.
    pub async fn vendor(&self, pace: Duration) -> Result<(), Refusal> {
        loop {
            let skrytki = self.epuap.truth().state().remove(OFFICE).unwrap_or_default();
            let delivers = |skrytka: &Skrytka| skrytka.active && skrytka.mode == Mode::Push;
            if !skrytki.iter().any(delivers) {
                break;
            }
            tokio::time::sleep(pace).await;
        }
        self.register_sod();
        self.sod.switch_on().await
    }

    /// A citizen writes to every skrytka of the office. A refused document is the portal's answer to the
    /// citizen, who then knows.
    pub async fn send_to_all(&self, text: &str) -> Vec<Result<u64, Refused>> {
        let mut answers = Vec::new();
        for mailbox in self.epuap.mailboxes(OFFICE) {
            let letter = Letter::new("jan.kowalski", format!("<pismo>{text}</pismo>"));
            answers.push(self.epuap.submit(OFFICE, &mailbox.skrytka, letter).await);
        }
        answers
    }

    /// The Marshal's Office cleans up after a partner that it has disconnected: the karty spraw that SEKAP still
    /// synchronises go.
    pub fn clean_up(&self) {
        let partner = self.sekap.truth().unit(PARTNER);
        if partner.is_some_and(|unit| !unit.current) {
            self.sekap.remove_cards(&self.epuap, OFFICE);
        }
    }

    /// Both clients collect once.
    pub async fn collect(&self) {
        self.sekap.round().await;
        self.sod.round().await;
    }

    /// The ordinary life of the office: at this pace citizens write to every skrytka and both clients collect; the
    /// Marshal's Office cleans up as soon as it has disconnected the office. The end is looked for between two turns, so that no document is left halfway.
    pub async fn live_until(&self, end: impl Future<Output = ()>, pace: Duration) {
        let mut end = pin!(end);
        for number in 1_u64.. {
            self.send_to_all(&format!("pismo {number}")).await;
            self.collect().await;
            self.clean_up();
            if tokio::time::timeout(pace, &mut end).await.is_ok() {
                return;
            }
        }
    }

    /// Tells for every accepted document who keeps it, and how often.
    pub fn receipts(&self) -> Vec<Receipt> {
        let registers = [("SEKAP", self.sekap.register()), ("SOD", self.sod.register())];
        self.epuap
            .truth()
            .documents()
            .into_iter()
            .map(|document| Receipt {
                kept_by: registers
                    .iter()
                    .map(|(client, register)| (*client, register.copies_of(&document)))
                    .filter(|(_, copies)| *copies > 0)
                    .collect(),
                document,
            })
            .collect()
    }
}
