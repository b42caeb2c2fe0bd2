//! Client ids: a random portlet prefix and random numbers, new with every start.

use std::io;

use crate::field::{Field, Tab};
use crate::random;

/// Makes the client ids of one start.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    prefix: String,
    survey: String,
    base: usize,
}

impl Names {
    pub(crate) fn random() -> io::Result<Self> {
        let number: String = random::digits(2)?;
        Ok(Self {
            prefix: format!("viewns_Z7_{}_", random::token(32)?),
            survey: format!("viewns_Z7_{}_", random::token(32)?),
            base: number.bytes().map(usize::from).sum(),
        })
    }

    /// The id of a part of the portlet.
    pub(crate) fn part(&self, local: &str) -> String {
        format!("{}:{local}", self.prefix)
    }

    /// The id of a part of the other portlet.
    pub(crate) fn survey(&self, local: &str) -> String {
        format!("{}:{local}", self.survey)
    }

    pub(crate) fn tabs(&self) -> String {
        self.part("detal:zakladki")
    }

    pub(crate) fn panel(&self, tab: Tab) -> String {
        format!("{}:{}", self.tabs(), tab.local_id())
    }

    pub(crate) fn field(&self, field: Field) -> String {
        let at = Field::ALL.iter().position(|known| *known == field);
        format!("{}:j_idt{}", self.tabs(), self.base + at.unwrap_or(0) * 3)
    }

    /// The name under which the browser submits a field.
    pub(crate) fn parameter(&self, field: Field) -> String {
        let id = self.field(field);
        if matches!(field.shape(), crate::field::Shape::Check(_)) {
            format!("{id}_input")
        } else {
            id
        }
    }

    pub(crate) fn field_of(&self, client_id: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| self.field(*field) == client_id)
    }
}
