//! Rows that somebody else takes out of a list or puts into it while a person works.

use crate::card::{Card, CardStatus};
use crate::fault::{Fault, List};
use crate::fixture::OFFICE;
use crate::journal::Event;
use crate::skrytka::Skrytka;
use crate::state::State;
use crate::system::System;

/// When a card that appears was changed last.
const APPEARED: jiff::civil::DateTime = jiff::civil::datetime(2015, 6, 23, 9, 10, 0, 0);

/// A number that nothing in the list has.
fn next(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.max().unwrap_or_default() + 1
}
impl State {
    /// Lets the rows come and go whose time has come.
    pub(crate) fn change_rows_elsewhere(&mut self) {
        for fault in self.faults.take_due_rows() {
            if let Fault::RowVanishes { list, row, .. } = fault {
                self.take_row(list, &row);
                self.record(Event::ChangedElsewhere { list, row });
            } else if let Fault::RowAppears { list, row, .. } = fault {
                self.put_row(list, &row);
                self.record(Event::ChangedElsewhere { list, row });
            }
        }
    }

    fn take_row(&mut self, list: List, row: &str) {
        let podmiot = OFFICE.to_owned();
        match list {
            List::Systems => self.systems.entry(podmiot).or_default().retain(|it| it.name != row),
            List::Cards => self.cards.entry(podmiot).or_default().retain(|it| it.title != row),
            List::Skrytki => self.skrytki.entry(podmiot).or_default().retain(|it| it.name != row),
        }
    }

    fn put_row(&mut self, list: List, row: &str) {
        let podmiot = OFFICE.to_owned();
        match list {
            List::Systems => {
                let systems = self.systems.entry(podmiot).or_default();
                let number = next(systems.iter().map(|system| system.number));
                systems.push(System::external(number, row, "", "01.07.2023 12:00"));
            }
            List::Cards => {
                let cards = self.cards.entry(podmiot).or_default();
                let number = next(cards.iter().map(|card| card.number));
                cards.push(Card::of_sekap(number, row, CardStatus::Outdated, APPEARED));
            }
            List::Skrytki => {
                let skrytka = Skrytka::before_reconfiguration(OFFICE, row, row, "");
                self.skrytki.entry(podmiot).or_default().push(skrytka);
            }
        }
    }
}
