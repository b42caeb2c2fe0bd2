//! The loop of a system that collects documents: count, fetch, store, confirm.

use std::sync::{Arc, Mutex, PoisonError};

use super::register::Register;
use crate::pull::Operation;
use crate::soap::{Envelope, ExchangeError, Parcel, call, message, write_text};

/// A skrytka as its office wrote it into the settings of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The id of the subject.
    pub podmiot: String,
    /// The name of the skrytka.
    pub skrytka: String,
    /// The address of the skrytka.
    pub address: String,
}

/// Where the client's process dies, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// A document has come and is not stored.
    BeforeStore,
    /// A document is stored and not confirmed.
    BeforeConfirm,
}

/// A skrytka from which nothing could be collected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The address of the skrytka.
    pub address: String,
    /// What the service or the connection said.
    pub why: String,
}

/// What one pass over all skrytki brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// How many documents were confirmed.
    pub confirmed: usize,
    /// The skrytki that gave nothing, with the reason.
    pub refused: Vec<Refusal>,
    /// Whether the client died on the way.
    pub died: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    Running,
    Doomed(Death),
    Dead,
}

/// Why a pass over one skrytka ended early.
enum Stopped {
    Died,
    Refused(ExchangeError),
}

impl From<ExchangeError> for Stopped {
    fn from(error: ExchangeError) -> Self {
        Self::Refused(error)
    }
}

/// A system that collects documents with its own name, from one service, into one register.
pub(crate) struct Puller {
    system: String,
    service: String,
    register: Arc<Register>,
    life: Mutex<Life>,
}

impl Puller {
    pub(crate) fn new(system: &str, service: &str, register: Arc<Register>) -> Self {
        Self {
            system: system.to_owned(),
            service: service.to_owned(),
            register,
            life: Mutex::new(Life::Running),
        }
    }

    /// Lets the process die at the next document.
    pub(crate) fn die(&self, at: Death) {
        self.live(Life::Doomed(at));
    }

    /// Starts the process again; its register is still there.
    pub(crate) fn restart(&self) {
        self.live(Life::Running);
    }

    fn live(&self, life: Life) {
        *self.life.lock().unwrap_or_else(PoisonError::into_inner) = life;
    }

    fn life(&self) -> Life {
        *self.life.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Collects whatever waits in the skrytki.
    pub(crate) async fn round(&self, mailboxes: &[Mailbox]) -> Round {
        let mut round = Round::default();
        for mailbox in mailboxes {
            match self.empty(mailbox, &mut round.confirmed).await {
                Ok(()) => {}
                Err(Stopped::Refused(why)) => round.refused.push(Refusal {
                    address: mailbox.address.clone(),
                    why: why.to_string(),
                }),
                Err(Stopped::Died) => {
                    round.died = true;
                    return round;
                }
            }
        }
        round
    }

    async fn empty(&self, mailbox: &Mailbox, confirmed: &mut usize) -> Result<(), Stopped> {
        if self.life() == Life::Dead {
            return Err(Stopped::Died);
        }
        for _ in 0..self.count(mailbox).await? {
            let Some(parcel) = self.fetch(mailbox).await? else {
                return Ok(());
            };
            self.survive(Death::BeforeStore)?;
            let digest = self.register.keep(parcel);
            self.survive(Death::BeforeConfirm)?;
            self.ask(mailbox, Operation::Confirm, Some(&digest)).await?;
            *confirmed += 1;
        }
        Ok(())
    }

    fn survive(&self, point: Death) -> Result<(), Stopped> {
        if self.life() == Life::Doomed(point) {
            self.live(Life::Dead);
            return Err(Stopped::Died);
        }
        Ok(())
    }

    /// How many documents wait in a skrytka.
    pub(crate) async fn count(&self, mailbox: &Mailbox) -> Result<usize, ExchangeError> {
        let answer = self.ask(mailbox, Operation::Count, None).await?;
        answer.content.parsed("oczekujace").map_err(ExchangeError::Answer)
    }

    async fn fetch(&self, mailbox: &Mailbox) -> Result<Option<Parcel>, ExchangeError> {
        let answer = self.ask(mailbox, Operation::Fetch, None).await?;
        let status = answer.content.only("", "status").map_err(ExchangeError::Answer)?;
        match status.parsed::<u32>("kod").map_err(ExchangeError::Answer)? {
            0 => Ok(None),
            _ => Parcel::read_fetched(&mailbox.podmiot, &answer.content)
                .map(Some)
                .map_err(ExchangeError::Answer),
        }
    }

    async fn ask(
        &self,
        mailbox: &Mailbox,
        operation: Operation,
        digest: Option<&str>,
    ) -> Result<Envelope, ExchangeError> {
        let written = message(
            Some(&self.system),
            |_| Ok(()),
            operation.question(),
            |writing| {
                write_text(writing, "podmiot", &mailbox.podmiot)?;
                write_text(writing, "nazwaSkrytki", &mailbox.skrytka)?;
                write_text(writing, "adresSkrytki", &mailbox.address)?;
                digest.map_or(Ok(()), |digest| write_text(writing, "skrot", digest))
            },
        );
        call(&self.service, &operation.action(), written).await
    }
}
