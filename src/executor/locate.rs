//! The one rule by which a label finds its control: exactly one visible, enabled candidate, or none.
//!
//! Tiers are tried in order; the first with a visible match decides. A candidate that is covered for the moment still
//! counts, so that a second one with the same label is never pressed in its stead.

use crate::evidence::format::Target;
use crate::page::observation::{Opener, State, Tier, TieredLabel};
use crate::runbook::model::Effect;
use crate::runbook::portal::Portal;
use crate::text::label::Label;

use super::candidate::{Candidate, described};
use super::failure::Failure;
use super::gesture::{Act, Gesture, places_of, target};

/// What is wanted: a label within places.
#[derive(Clone, Debug, Default)]
pub(super) struct Aim {
    /// Label as the runbook has it.
    pub label: String,
    /// Tabs, sections or dialogs around it, outermost first.
    pub places: Vec<String>,
    /// Text of one cell of its row.
    pub row: Option<String>,
    /// Other texts under which the label may stand.
    pub aliases: Vec<String>,
}

/// A candidate found, with the label that found it.
#[derive(Debug, PartialEq)]
pub(super) struct Match<'v, C> {
    pub candidate: &'v C,
    pub label: &'v TieredLabel,
}

impl<C: Candidate> Match<'_, C> {
    /// Describes it for the record.
    pub(super) fn target(&self) -> Target {
        let Self { candidate, label } = self;
        let places = places_of(candidate.place());
        target(
            &label.text,
            places,
            candidate.role(),
            label.tier.word(),
            candidate.rectangle(),
        )
    }

    /// Returns a gesture on it that enters nothing.
    pub(super) fn gesture(&self, act: Act, effect: Effect) -> Gesture {
        Gesture {
            act,
            handle: self.candidate.handle().clone(),
            effect,
            target: self.target(),
            value: None,
        }
    }

    /// Says whether a box around it has to be scrolled to show it: not even a picture of the whole page has it.
    pub(super) fn is_out_of_sight(&self) -> bool {
        *self.candidate.state() != State::Hidden && self.candidate.rectangle().height <= 0.0
    }
}

/// The answer to an aim.
#[derive(Debug, PartialEq)]
pub(super) enum Sought<'v, C> {
    /// Exactly one; whether it can be worked is its state's matter.
    One(Match<'v, C>),
    /// Hidden in a menu that a visible control opens.
    InMenu(&'v Opener),
    /// Several that nothing tells apart.
    Several(Vec<Match<'v, C>>),
    /// None, or hidden.
    Not(Failure),
}

impl Aim {
    /// Aims at a label anywhere on the page.
    pub(super) fn at(label: impl Into<String>, portal: &Portal) -> Self {
        let label = label.into();
        let aliases = portal.aliases_of(&label).to_vec();
        Self {
            label,
            aliases,
            ..Self::default()
        }
    }

    /// Says whether a text is the label or one of its aliases.
    pub(super) fn names(&self, text: &str) -> bool {
        let seen = Label::new(text);
        std::iter::once(&self.label)
            .chain(&self.aliases)
            .any(|name| Label::new(name) == seen)
    }

    fn is_around<C: Candidate>(&self, candidate: &C) -> bool {
        let place = candidate.place();
        let within = |wanted: &String| {
            let wanted = Label::new(wanted);
            place
                .sections
                .iter()
                .chain(&place.tab)
                .chain(&place.dialog)
                .chain(&place.frames)
                .chain(candidate.row_place())
                .any(|name| Label::new(name) == wanted)
        };
        self.row.as_ref().is_none_or(|key| stands_in_row(candidate, key)) && self.places.iter().all(within)
    }
}

fn stands_in_row<C: Candidate>(candidate: &C, key: &str) -> bool {
    let key = Label::new(key);
    let mut cells = candidate.place().row.iter().flatten();
    cells.any(|cell| Label::new(cell) == key)
}

/// Finds the one candidate that is meant.
pub(super) fn locate<'v, C: Candidate>(candidates: &'v [C], aim: &Aim) -> Sought<'v, C> {
    let matches: Vec<Match<'v, C>> = candidates
        .iter()
        .filter(|candidate| aim.is_around(*candidate))
        .filter_map(|candidate| {
            candidate
                .labels()
                .iter()
                .filter(|label| aim.names(&label.text))
                .min_by_key(|label| label.tier)
                .map(|label| Match { candidate, label })
        })
        .collect();
    let visible = |found: &&Match<'v, C>| *found.candidate.state() != State::Hidden;
    let Some(tier) = matches.iter().filter(visible).map(|found| found.label.tier).min() else {
        return hidden_or_missing(candidates, &matches, aim);
    };
    let mut best: Vec<Match<'v, C>> = matches
        .into_iter()
        .filter(|found| found.label.tier == tier && *found.candidate.state() != State::Hidden)
        .collect();
    if best.len() > 1 && best.iter().any(|found| *found.candidate.state() != State::Disabled) {
        best.retain(|found| *found.candidate.state() != State::Disabled);
    }
    match best.len() {
        1 => Sought::One(best.remove(0)),
        _ => Sought::Several(best),
    }
}

/// Says that nothing tells some candidates apart.
pub(super) fn ambiguous<C: Candidate>(aim: &Aim, matches: &[Match<'_, C>]) -> Failure {
    Failure::TargetAmbiguous {
        label: aim.label.clone(),
        candidates: matches.iter().map(|found| described(found.candidate)).collect(),
    }
}

/// Describes candidates for the record.
pub(super) fn targets<C: Candidate>(matches: &[Match<'_, C>]) -> Vec<Target> {
    matches.iter().map(Match::target).collect()
}

fn hidden_or_missing<'v, C: Candidate>(candidates: &'v [C], hidden: &[Match<'v, C>], aim: &Aim) -> Sought<'v, C> {
    let mut openers = hidden.iter().filter_map(|found| found.candidate.opener());
    if let Some(opener) = openers.next() {
        let others: Vec<String> = openers
            .filter(|other| other.handle != opener.handle)
            .map(|other| other.label.clone())
            .collect();
        if others.is_empty() {
            return Sought::InMenu(opener);
        }
        return Sought::Not(Failure::TargetAmbiguous {
            label: aim.label.clone(),
            candidates: std::iter::once(opener.label.clone()).chain(others).collect(),
        });
    }
    if let Some(row) = &aim.row
        && !candidates.iter().any(|candidate| stands_in_row(candidate, row))
    {
        let cells = candidates
            .iter()
            .flat_map(|candidate| candidate.place().row.iter().flatten());
        return Sought::Not(Failure::TargetMissing {
            label: row.clone(),
            places: aim.places.clone(),
            nearest: most_similar(cells.map(String::as_str), row),
        });
    }
    if hidden.is_empty() {
        return Sought::Not(Failure::TargetMissing {
            label: aim.label.clone(),
            places: aim.places.iter().chain(&aim.row).cloned().collect(),
            nearest: nearest(candidates, &aim.label),
        });
    }
    Sought::Not(Failure::TargetHidden(aim.label.clone()))
}

/// Returns the labels on the page that are most like the one wanted, at most three.
fn nearest<C: Candidate>(candidates: &[C], wanted: &str) -> Vec<String> {
    most_similar(
        candidates
            .iter()
            .filter(|candidate| *candidate.state() != State::Hidden)
            .flat_map(|candidate| candidate.labels().iter())
            .filter(|label| label.tier <= Tier::Neighbour)
            .map(|label| label.text.as_str()),
        wanted,
    )
}

/// Returns the texts most like the one wanted, at most three.
pub(super) fn most_similar<'t>(texts: impl Iterator<Item = &'t str>, wanted: &str) -> Vec<String> {
    let wanted = wanted.to_lowercase();
    let mut scored: Vec<(f64, String)> = texts
        .map(|text| (strsim::jaro_winkler(&text.to_lowercase(), &wanted), text.to_owned()))
        .filter(|(score, _)| *score > 0.7)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut names: Vec<String> = Vec::new();
    for (_, text) in scored {
        if names.len() < 3 && !names.contains(&text) {
            names.push(text);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::observation::{Control, Handle, Rectangle, Role, Surroundings};

    fn button(text: &str, tier: Tier, state: State) -> Control {
        Control {
            handle: Handle(text.to_owned()),
            role: Role::Button,
            labels: vec![TieredLabel {
                text: text.to_owned(),
                tier,
            }],
            place: Surroundings::default(),
            state,
            opener: None,
            expander: None,
            rectangle: Rectangle::default(),
        }
    }

    fn in_row(text: &str, row: &str) -> Control {
        Control {
            place: Surroundings {
                row: Some(vec![row.to_owned(), text.to_owned()]),
                ..Surroundings::default()
            },
            ..button(text, Tier::Associated, State::Ready)
        }
    }

    fn aim(label: &str) -> Aim {
        Aim {
            label: label.to_owned(),
            ..Aim::default()
        }
    }

    fn found<'v>(sought: &Sought<'v, Control>) -> Option<&'v Control> {
        match sought {
            Sought::One(found) => Some(found.candidate),
            Sought::InMenu(_) | Sought::Several(_) | Sought::Not(_) => None,
        }
    }

    #[test]
    fn the_row_is_told_by_the_whole_text_of_a_cell() {
        let view = [in_row("Edytuj", "Skrytka_ESP"), in_row("Edytuj", "SkrytkaESP")];
        let aim = Aim {
            row: Some("SkrytkaESP".to_owned()),
            ..aim("Edytuj")
        };
        assert_eq!(found(&locate(&view, &aim)), Some(&view[1]));
    }

    #[test]
    fn twins_are_refused_with_their_rows_named() {
        let view = [in_row("Edytuj", "Skrytka_ESP"), in_row("Edytuj", "Domyślna")];
        let Sought::Several(twins) = locate(&view, &aim("Edytuj")) else {
            panic!("twins must be ambiguous");
        };
        let Failure::TargetAmbiguous { candidates, .. } = ambiguous(&aim("Edytuj"), &twins) else {
            panic!("twins must be ambiguous");
        };
        assert_eq!(candidates, ["Skrytka_ESP › Edytuj", "Domyślna › Edytuj"]);
    }

    #[test]
    fn a_covered_twin_still_counts_and_a_disabled_one_does_not() {
        let covered = button("Zapisz", Tier::Associated, State::Covered("blocker".to_owned()));
        let ready = button("Zapisz", Tier::Associated, State::Ready);
        let disabled = button("Zapisz", Tier::Associated, State::Disabled);
        let view = [covered, ready.clone()];
        assert!(matches!(locate(&view, &aim("Zapisz")), Sought::Several(_)));
        let view = [disabled.clone(), ready];
        assert_eq!(found(&locate(&view, &aim("Zapisz"))), Some(&view[1]));
        let view = [disabled.clone(), disabled];
        assert!(matches!(locate(&view, &aim("Zapisz")), Sought::Several(_)));
    }

    #[test]
    fn a_better_tier_decides_before_a_worse_one_is_asked() {
        let view = [
            button("Tryb pracy", Tier::Neighbour, State::Ready),
            button("Tryb pracy", Tier::Associated, State::Ready),
        ];
        assert_eq!(found(&locate(&view, &aim("Tryb pracy"))), Some(&view[1]));
    }

    #[test]
    fn what_is_hidden_is_never_chosen_and_a_menu_names_its_opener() {
        let hidden = button("Systemy", Tier::Associated, State::Hidden);
        let view = [hidden.clone()];
        assert!(matches!(
            locate(&view, &aim("Systemy")),
            Sought::Not(Failure::TargetHidden(_))
        ));
        let opener = Opener {
            handle: Handle("menu".to_owned()),
            label: "ADAM KMIĘCIK".to_owned(),
            rectangle: Rectangle::default(),
        };
        let view = [Control {
            opener: Some(opener.clone()),
            ..hidden
        }];
        assert_eq!(locate(&view, &aim("Systemy")), Sought::InMenu(&opener));
    }

    #[test]
    fn part_of_a_label_is_no_label_but_is_suggested() {
        let view = [button("Typ skrytek", Tier::Neighbour, State::Ready)];
        let Sought::Not(Failure::TargetMissing { nearest, .. }) = locate(&view, &aim("Typ skrytki")) else {
            panic!("a similar label must not match");
        };
        assert_eq!(nearest, ["Typ skrytek"]);
    }
}
