//! Whether places in pictures can be places: a report draws boxes there.

use crate::evidence::format::{Destroying, Event, Picture, Rectangle};

/// Says whether every rectangle and corner of a record is a place in some picture.
pub(super) fn is_sound(event: &Event) -> bool {
    match event {
        Event::Observed(observed) => {
            let corner = observed.picture.corner;
            corner.is_none_or(|(x, y)| x.is_finite() && y.is_finite())
                && observed
                    .picture
                    .masks
                    .iter()
                    .all(|mask| lies_in(&mask.area, &observed.picture))
        }
        Event::Intent(intent) => intent.target.as_ref().is_none_or(|target| is_area(&target.rectangle)),
        Event::Candidates(candidates) => candidates.targets.iter().all(|target| is_area(&target.rectangle)),
        Event::Destroying(Destroying::Identified(thing)) => is_area(&thing.target.rectangle),
        Event::Destroying(_)
        | Event::RunStarted(_)
        | Event::Anchored(_)
        | Event::LoggedIn(_)
        | Event::Paused(_)
        | Event::Resumed(_)
        | Event::StepStarted(_)
        | Event::Outcome(_)
        | Event::Field(_)
        | Event::Rows(_)
        | Event::Condition(_)
        | Event::Recorded(_)
        | Event::Visited(_)
        | Event::Errand(_)
        | Event::Dialog(_)
        | Event::Masked(_)
        | Event::Note(_)
        | Event::StepFinished(_)
        | Event::RunFinished(_)
        | Event::Recovered(_) => true,
    }
}

fn lies_in(area: &Rectangle, picture: &Picture) -> bool {
    is_area(area)
        && area.x >= 0.0
        && area.y >= 0.0
        && area.x + area.width <= f64::from(picture.width)
        && area.y + area.height <= f64::from(picture.height)
}

fn is_area(area: &Rectangle) -> bool {
    [area.x, area.y, area.width, area.height]
        .iter()
        .all(|edge| edge.is_finite())
        && area.width >= 0.0
        && area.height >= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_endless_or_less_than_nothing_is_no_area() {
        let area = |x: f64, width: f64| Rectangle {
            x,
            y: -40.0,
            width,
            height: 0.0,
        };
        assert!(is_area(&area(-3.5, 20.0)));
        for (x, width) in [(f64::NAN, 1.0), (0.0, f64::INFINITY), (0.0, -1.0)] {
            assert!(!is_area(&area(x, width)), "{x} {width}");
        }
    }
}
