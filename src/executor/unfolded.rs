//! The list of a field that krok has opened itself: closed again as a person does it, so that it lies over nothing else.

use crate::page::observation::Field;
use crate::page::protocol::Page;
use crate::runbook::model::Effect;

use super::failure::{Failure, Stop};
use super::form::Wish;
use super::gesture::{Act, Gesture, Performed};
use super::settle::Deadline;
use super::walk::Walk;
use super::work::{Until, gesture_on, is_closed, options};

impl<P: Page> Walk<'_, P> {
    /// Closes the list unless choosing has closed it, each way tried once, and makes sure that the value still stands.
    pub(super) async fn close_list(&mut self, wish: &Wish, deadline: Deadline) -> Result<(), Stop> {
        let mut tried: Vec<Act> = Vec::new();
        loop {
            let view = self.view_of_field(wish, false, deadline).await?;
            let found = self.found(&view, wish)?;
            if !is_open(found.candidate) {
                self.seen = Some(view);
                return self.read_back(wish, &Until::Met, deadline).await;
            }
            let way = ways_to_close(found.candidate).find(|way| !tried.contains(way));
            if let Some(way) = way {
                let gesture = Gesture {
                    effect: Effect::Navigate,
                    value: None,
                    ..gesture_on(wish, &found, way.clone(), "", None)
                };
                tried.push(way);
                if let Performed::Done(_) = self.perform(gesture, deadline).await? {
                    continue;
                }
            }
            let hindrance = Failure::ListOpen(wish.field());
            if deadline.passed() {
                return Err(Stop::Failed(hindrance));
            }
            self.wait_because(Some(&hindrance), &view.fingerprint, deadline).await?;
        }
    }
}

/// Escape goes to where the focus is: from elsewhere it would close something else, such as the dialog around. A press on
/// the field comes second, since one that shows what is chosen may have a part there that takes it back.
fn ways_to_close(field: &Field) -> impl Iterator<Item = Act> {
    let key = field.has_keys.then_some(Act::Escape);
    key.into_iter().chain([Act::Press])
}

fn is_open(field: &Field) -> bool {
    options(&field.content).iter().any(|option| !is_closed(option))
}
