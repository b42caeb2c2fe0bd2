//! Deleting and withdrawing: what the portal does with a confirmed request, and what it tells.

use crate::card::{Card, CardStatus};
use crate::fault::Fault;
use crate::journal::Event;
use crate::message::Message;
use crate::state::State;

pub(crate) const NO_PERMISSION: &str = "Nie masz uprawnień do wykonania tej operacji.";
const PUBLISHED: &str = "Nie można usunąć karty o statusie Aktualna. Najpierw wycofaj kartę z publikacji.";

/// When a card is withdrawn, under the fault that makes it count as a change of the card.
const WITHDRAWN: jiff::civil::DateTime = jiff::civil::datetime(2015, 6, 24, 8, 5, 0, 0);

impl State {
    /// Deletes a skrytka, unless it is the default one or documents wait in it.
    pub(crate) fn delete_skrytka(&mut self, podmiot: &str, name: &str) -> Message {
        let Some(skrytka) = self.skrytka(podmiot, name) else {
            return Message::error(format!("Skrytka {name} nie istnieje."));
        };
        let waiting = self.documents.waiting(&skrytka.address).count();
        let refusal = if self.faults.forbids("Usuń") {
            Some(NO_PERMISSION.to_owned())
        } else if skrytka.is_default() {
            Some("Nie można usunąć skrytki domyślnej.".to_owned())
        } else if waiting > 0 {
            Some(format!(
                "Nie można usunąć skrytki {name}. Liczba dokumentów oczekujących w kolejce: {waiting}."
            ))
        } else {
            None
        };
        if let Some(refusal) = refusal {
            return self.refuse(podmiot, name, refusal);
        }
        if !self.faults.is_on(&Fault::PretendedDelete) {
            self.skrytki
                .entry(podmiot.to_owned())
                .or_default()
                .retain(|skrytka| skrytka.name != name);
            self.record(Event::Deleted {
                podmiot: podmiot.to_owned(),
                skrytka: name.to_owned(),
            });
        }
        Message::info(format!("Skrytka {name} została usunięta."))
    }

    /// Deletes a system; without one nothing is told of it.
    pub(crate) fn delete_system(&mut self, podmiot: &str, number: u32) -> Option<Message> {
        let system = self.system(podmiot, number)?.clone();
        let refusal = if self.faults.forbids("Usuń system") {
            Some(NO_PERMISSION.to_owned())
        } else if self.faults.is_on(&Fault::SystemInUse) {
            Some(format!(
                "System jest używany przez skrytkę i nie może zostać usunięty: {}.",
                system.name
            ))
        } else {
            None
        };
        if let Some(refusal) = refusal {
            return Some(self.refuse(podmiot, &system.name, refusal));
        }
        if !self.faults.is_on(&Fault::PretendedDelete) {
            self.systems
                .entry(podmiot.to_owned())
                .or_default()
                .retain(|other| other.number != number);
            self.record(Event::SystemDeleted {
                podmiot: podmiot.to_owned(),
                system: system.name,
                description: system.description,
            });
        }
        Some(Message::info("System został usunięty."))
    }

    /// Withdraws a published card; `pressed` is the label of the control.
    pub(crate) fn withdraw_card(&mut self, podmiot: &str, number: u32, pressed: &str) -> Message {
        let Some(card) = self.card(podmiot, number).cloned() else {
            return Message::error("Karta nie istnieje.");
        };
        if self.faults.forbids(pressed) {
            return self.refuse(podmiot, &card.title, NO_PERMISSION.to_owned());
        }
        if card.status == CardStatus::Current {
            let moved = self.faults.is_on(&Fault::WithdrawalMovesDate);
            if let Some(stored) = self.card_mut(podmiot, number) {
                stored.status = CardStatus::Outdated;
                if moved {
                    stored.modified = WITHDRAWN;
                }
            }
            self.record(Event::CardWithdrawn {
                podmiot: podmiot.to_owned(),
                card: card.title,
                number,
            });
        }
        Message::info("Karta została wycofana z publikacji.")
    }

    /// Deletes a card that is not published.
    pub(crate) fn delete_card(&mut self, podmiot: &str, number: u32) -> Message {
        let Some(card) = self.card(podmiot, number).cloned() else {
            return Message::error("Karta nie istnieje.");
        };
        let refusal = if self.faults.forbids("Usuń") {
            Some(NO_PERMISSION)
        } else if card.status == CardStatus::Current {
            Some(PUBLISHED)
        } else {
            None
        };
        if let Some(refusal) = refusal {
            return self.refuse(podmiot, &card.title, refusal.to_owned());
        }
        if !self.faults.is_on(&Fault::PretendedDelete) {
            self.drop_card(podmiot, card);
        }
        Message::info("Karta została usunięta.")
    }

    fn drop_card(&mut self, podmiot: &str, card: Card) {
        self.cards
            .entry(podmiot.to_owned())
            .or_default()
            .retain(|other| other.number != card.number);
        self.record(Event::CardDeleted {
            podmiot: podmiot.to_owned(),
            card: card.title,
            number: card.number,
        });
    }

    pub(crate) fn refuse(&mut self, podmiot: &str, object: &str, message: String) -> Message {
        self.record(Event::Refused {
            podmiot: podmiot.to_owned(),
            object: object.to_owned(),
            message: message.clone(),
        });
        Message::error(message)
    }
}
