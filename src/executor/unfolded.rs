//! The list of a field that krok opens: its branches where it is a tree, twins in it, and how it is closed again as a person
//! does it, so that it lies over nothing else.

use crate::page::observation::{Choice, Field};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::label::Label;

use super::failure::{Failure, Stop};
use super::form::Wish;
use super::gesture::{Act, Gesture, Performed};
use super::locate::Match;
use super::settle::Deadline;
use super::walk::Walk;
use super::work::{Move, Until, gesture_on, is_closed, open, options};

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

/// Opens the first closed branch of a list that is a tree: only when all are open is it known that one option has the name.
pub(super) fn unfold(wish: &Wish, found: &Match<'_, Field>, options: &[Choice]) -> Move {
    let closed = options.iter().find_map(|option| Some((option, option.branch.clone()?)));
    let Some((option, branch)) = closed else {
        return open(wish, found, options);
    };
    let gesture = Gesture {
        handle: branch.clone(),
        effect: Effect::Navigate,
        ..gesture_on(wish, found, Act::Press, &option.label, Some(option.rectangle))
    };
    Move::Make(gesture, Until::Unfolded(branch))
}

/// Two options of one name cannot be told apart.
pub(super) fn check_twins(wish: &Wish, label: &str, options: &[Choice]) -> Result<(), Stop> {
    let is_named = |option: &&Choice| Label::new(&option.label) == Label::new(label) && !is_closed(option);
    let twins = options.iter().filter(is_named);
    let names: Vec<String> = twins
        .map(|option| format!("{} › {}", wish.field(), option.label))
        .collect();
    if names.len() < 2 {
        return Ok(());
    }
    Err(Stop::Failed(Failure::TargetAmbiguous {
        label: label.to_owned(),
        candidates: names,
    }))
}
