//! A field of which several options may be chosen: the next option to turn over, and how it gets to the other list of a
//! double list.

use crate::page::observation::{Choice, Field, Mover, Role, State, Tier};
use crate::text::label::Label;
use crate::text::plain::plain;

use super::compare::{Wanted, option};
use super::failure::Stop;
use super::form::Wish;
use super::gesture::{Act, Gesture, places_of, target};
use super::locate::Match;
use super::press::unready;
use super::work::{Move, Until, choose, is_closed, missing, open};

/// Chooses or takes back the first option that is not as wanted.
pub(super) fn one_of_several(wish: &Wish, found: &Match<'_, Field>, options: &[Choice]) -> Result<Move, Stop> {
    let Wanted::Several(labels) = &wish.wanted else {
        return Err(Stop::Failed(wish.wrong_control()));
    };
    let is_wanted = |option: &Choice| {
        labels
            .iter()
            .any(|label| Label::new(label) == Label::new(&option.label))
    };
    if options.iter().all(is_closed) {
        return Ok(open(wish, found, options));
    }
    if let Some(label) = labels.iter().find(|label| option(options, label).is_none()) {
        return Err(Stop::Failed(missing(wish, label, options)));
    }
    let Some(other) = options.iter().find(|option| option.chosen != is_wanted(option)) else {
        return Ok(Move::None);
    };
    let Some(mover) = &other.mover else {
        return Ok(choose(wish, found, other, chosen_no_more(other)));
    };
    let stays = |option: &Choice| option.chosen == other.chosen && option.chosen == is_wanted(option);
    let marked_too = options.iter().find(|option| stays(option) && is_marked(option));
    Ok(match marked_too {
        _ if !mover.marked => choose(wish, found, other, marked_no_more(other)),
        Some(stray) => choose(wish, found, stray, marked_no_more(stray)),
        None => carry(wish, found, other, mover),
    })
}

/// Presses the button of a double list; nothing is marked by now but what is to go over.
fn carry(wish: &Wish, found: &Match<'_, Field>, carried: &Choice, mover: &Mover) -> Move {
    if mover.state != State::Ready {
        return Move::Wait(unready(&mover.label, mover.state.clone()));
    }
    let mut places = places_of(&found.candidate.place);
    places.push(plain(&found.label.text));
    let gesture = Gesture {
        act: Act::Press,
        handle: mover.handle.clone(),
        effect: wish.effect,
        target: target(
            &mover.label,
            places,
            Role::Button.word(),
            Tier::Associated.word(),
            mover.rectangle,
        ),
        value: Some(carried.label.clone()),
    };
    Move::Make(gesture, chosen_no_more(carried))
}

pub(super) fn is_marked(option: &Choice) -> bool {
    option.mover.as_ref().is_some_and(|mover| mover.marked)
}

/// The option is on where it was off, or the other way round.
fn chosen_no_more(option: &Choice) -> Until {
    Until::Chosen {
        label: option.label.clone(),
        on: !option.chosen,
    }
}

/// The option is marked where it was not, or the other way round.
fn marked_no_more(option: &Choice) -> Until {
    Until::Marked {
        label: option.label.clone(),
        on: !is_marked(option),
    }
}
