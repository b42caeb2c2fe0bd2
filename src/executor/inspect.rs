//! One thing that a step aims at, looked at: which candidate it is, what it holds, and what hinders.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::evidence::format::{Reason, Target};
use crate::page::observation::{Field, Table};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::candidate::Candidate;
use super::failure::Failure;
use super::field::workable;
use super::form::Wish;
use super::gesture::{Act, open_menu};
use super::locate::{Aim, Sought, ambiguous, locate, targets};
use super::press::unready;
use super::probe::{Found, Held, Listed};
use super::work::{self, options};

/// Translates the answer to an aim; what is known of the one candidate is given.
pub(super) fn one<C: Candidate>(candidates: &[C], aim: &Aim, held: Option<Held>, hindrance: Option<Reason>) -> Found {
    match locate(candidates, aim) {
        Sought::One(found) => Found::One {
            target: found.target(),
            held,
            hindrance,
        },
        Sought::InMenu(opener) => Found::InMenu(open_menu(opener, Act::Hover).target),
        Sought::Several(matches) => Found::Several(ambiguous(aim, &matches).reason(), targets(&matches)),
        Sought::Not(failure) => {
            let others = elsewhere(candidates, aim);
            let mut why = failure;
            if let Failure::TargetMissing { nearest, .. } = &mut why
                && !others.is_empty()
            {
                nearest.clear();
            }
            Found::None(why.reason(), others)
        }
    }
}

/// Returns where the label stands outside the places that were asked for.
pub(super) fn elsewhere<C: Candidate>(candidates: &[C], aim: &Aim) -> Vec<Target> {
    let anywhere = Aim {
        places: Vec::new(),
        row: None,
        ..aim.clone()
    };
    match locate(candidates, &anywhere) {
        Sought::One(found) => targets(&[found]),
        Sought::Several(matches) => targets(&matches),
        Sought::InMenu(_) | Sought::Not(_) => Vec::new(),
    }
}

/// Describes a table as far as it is shown; `key`: the column's name if it has to tell the rows apart.
pub(super) fn listed(
    table: &Table,
    column: usize,
    key: Option<&str>,
    allowed: Option<RangeInclusive<usize>>,
) -> Listed {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let keys: Vec<String> = cells.map(|cell| plain(cell).trim().to_owned()).collect();
    let mut known = BTreeSet::new();
    let twin = keys.iter().find(|row| key.is_some() && !known.insert(Label::new(row)));
    let trouble = if let Some(twin) = twin {
        Some(Failure::RowsDuplicate(twin.clone()))
    } else {
        allowed
            .as_ref()
            .and_then(|allowed| miscounted(table, keys.len(), allowed))
    };
    let report = table.pager.as_ref().map_or("", |pager| &pager.report);
    Listed {
        titles: table.titles.iter().map(|title| plain(title)).collect(),
        columns: table.columns.iter().map(|column| plain(column)).collect(),
        key: key
            .map_or_else(
                || table.columns.get(column).map(|name| plain(name)),
                |key| Some(key.to_owned()),
            )
            .unwrap_or_default(),
        keys,
        allowed,
        more: has_more(table).then(|| plain(report)),
        trouble: trouble.map(|failure| failure.reason()),
    }
}

/// Says whether the rows shown are more than a step works on, or too few with none to come.
fn miscounted(table: &Table, count: usize, allowed: &RangeInclusive<usize>) -> Option<Failure> {
    let title = table.titles.first().cloned().unwrap_or_default();
    if count > *allowed.end() {
        return Some(Failure::RowsTooMany {
            table: title,
            count,
            at_most: *allowed.end(),
        });
    }
    (count < *allowed.start() && !has_more(table)).then(|| Failure::RowsTooFew {
        table: title,
        count,
        at_least: *allowed.start(),
    })
}

/// Says whether a table has rows that come only by paging or scrolling.
pub(super) fn has_more(table: &Table) -> bool {
    let pager = table.pager.as_ref();
    let scroller = table.scroller.as_ref();
    pager.is_some_and(|pager| pager.next.is_some() || pager.previous.is_some())
        || scroller.is_some_and(|scroller| scroller.above || scroller.below)
}

pub(super) fn held(wish: &Wish, field: &Field) -> Held {
    Held {
        is_met: wish.wanted.is_met_by(&field.content),
        wanted: wish.wanted.value(),
        options: options(&field.content)
            .iter()
            .map(|option| plain(&option.label))
            .collect(),
        now: wish.wanted.found_in(&field.content),
    }
}

/// Says why a field could not be given its value; `worked`: whether it has to be ready as it stands.
pub(super) fn hindrance(wish: &Wish, field: &Field, worked: bool) -> Option<Reason> {
    let is_met = wish.wanted.is_met_by(&field.content);
    if !wish.wanted.fits(&field.content, wish.effect) {
        return Some(wish.wrong_control().reason());
    }
    if let Some(missing) = wish.wanted.missing_in(&field.content).filter(|_| !is_met) {
        return Some(work::missing(wish, &missing, options(&field.content)).reason());
    }
    (worked && !workable(field)).then(|| unready(&wish.label, field.state.clone()).reason())
}
