//! Working a field: the gestures that bring its value about, one after the other, each read back before the next.

use crate::evidence::format::Value;
use crate::page::observation::{Choice, Content, Field, Handle, Menu, Rectangle, State, Suggest};
use crate::page::protocol::Page;
use crate::runbook::model::Effect;
use crate::text::label::Label;

use super::compare::{Wanted, option, value_of};
use super::failure::{Failure, Stop};
use super::field::aim_of;
use super::form::Wish;
use super::gesture::{Act, Gesture, Performed};
use super::locate::Match;
use super::press::unready;
use super::record::rectangle;
use super::settle::Deadline;
use super::several::{is_marked, one_of_several};
use super::unfolded::{check_twins, unfold};
use super::walk::Walk;

/// The next thing to do with a field.
pub(super) enum Move {
    /// Nothing: it holds the value.
    None,
    /// A gesture after which the field is another; what must be so before the next one.
    Make(Gesture, Until),
    /// Nothing yet: what is missing may still come.
    Wait(Failure),
}

/// What must be so after a gesture, so that it is not made twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// The field holds the value.
    Met,
    /// The options are shown.
    Opened,
    /// The branch of the list is open.
    Unfolded(Handle),
    /// The text stands in the field.
    Begun(String),
    /// The option is chosen, or is not any more.
    Chosen { label: String, on: bool },
    /// The option is marked to be moved, or is not any more.
    Marked { label: String, on: bool },
}

impl Until {
    fn is_so(&self, wish: &Wish, field: &Field) -> bool {
        match self {
            Self::Met => wish.wanted.is_met_by(&field.content),
            Self::Opened => options(&field.content)
                .iter()
                .any(|option| option.state == State::Ready),
            Self::Unfolded(branch) => !options(&field.content)
                .iter()
                .any(|option| option.branch.as_ref() == Some(branch)),
            Self::Begun(text) => value_of(&field.content) == Value::Text(text.clone()),
            Self::Chosen { label, on } => {
                option(options(&field.content), label).is_some_and(|option| option.chosen == *on)
            }
            Self::Marked { label, on } => {
                option(options(&field.content), label).is_some_and(|option| is_marked(option) == *on)
            }
        }
    }
}

impl<P: Page> Walk<'_, P> {
    /// Enters one value and reads it back.
    pub(super) async fn bring_field_about(&mut self, wish: &Wish) -> Result<(), Stop> {
        if let Wanted::Row(pick) = &wish.wanted {
            return self.take_over(wish, pick).await;
        }
        let deadline = self.deadline();
        let mut begun = false;
        let mut opened = false;
        loop {
            let view = self.view_of_field(wish, true, deadline).await?;
            let found = self.found(&view, wish)?;
            self.note_alias(&aim_of(wish, self), &found.label.text)?;
            let hindrance = match next_move(wish, &found, begun)? {
                Move::None => {
                    self.seen = Some(view);
                    break;
                }
                Move::Make(gesture, until) => match self.perform(gesture, deadline).await? {
                    Performed::Done(_) => {
                        begun |= matches!(until, Until::Begun(_));
                        opened |= matches!(until, Until::Begun(_) | Until::Opened);
                        self.read_back(wish, &until, deadline).await?;
                        if until == Until::Met {
                            break;
                        }
                        continue;
                    }
                    Performed::NotMade(hindrance) => hindrance,
                },
                Move::Wait(failure) => failure,
            };
            if deadline.passed() {
                return Err(Stop::Failed(hindrance));
            }
            self.wait_because(Some(&hindrance), &view.fingerprint, deadline).await?;
        }
        if opened {
            self.close_list(wish, deadline).await?;
        }
        Ok(())
    }

    pub(super) async fn read_back(&mut self, wish: &Wish, until: &Until, deadline: Deadline) -> Result<(), Stop> {
        loop {
            let view = self.view_of_field(wish, false, deadline).await?;
            let field = self.found(&view, wish)?.candidate;
            if until.is_so(wish, field) {
                self.seen = Some(view);
                return Ok(());
            }
            if deadline.passed() {
                return Err(Stop::Failed(match until {
                    Until::Opened | Until::Unfolded(_) => missing(wish, &wish.wanted.typed(), options(&field.content)),
                    Until::Met | Until::Begun(_) | Until::Chosen { .. } | Until::Marked { .. } => {
                        wish.differs(&value_of(&field.content))
                    }
                }));
            }
            self.wait_for_change(&view.fingerprint, deadline).await?;
        }
    }
}

/// Chooses the next gesture that brings the value about. `begun`: whether the text has been typed already.
fn next_move(wish: &Wish, found: &Match<'_, Field>, begun: bool) -> Result<Move, Stop> {
    let field = found.candidate;
    if wish.wanted.is_met_by(&field.content) && !begun {
        return Ok(Move::None);
    }
    let typed = wish.wanted.typed();
    let own = |act: Act| gesture_on(wish, found, act, &typed, None);
    match &field.content {
        Content::Text(_) => Ok(Move::Make(own(Act::Fill(typed.clone())), Until::Met)),
        Content::Moment(_) => Ok(Move::Make(own(Act::Date(wish.wanted.iso())), Until::Met)),
        Content::Switch(_) => Ok(Move::Make(own(Act::Switch), Until::Met)),
        Content::Files(_) => {
            let Wanted::File(path) = &wish.wanted else {
                return Err(Stop::Failed(wish.wrong_control()));
            };
            Ok(Move::Make(own(Act::Attach(path.clone())), Until::Met))
        }
        Content::Suggest(suggest) => suggested(wish, found, suggest, begun),
        Content::Menu(Menu { options, .. }) if options.iter().any(|option| option.branch.is_some()) => {
            Ok(unfold(wish, found, options))
        }
        Content::Menu(Menu { options, .. }) if option(options, &typed).is_none_or(is_closed) => {
            Ok(open(wish, found, options))
        }
        Content::Choice(options) | Content::Menu(Menu { options, .. }) => {
            let chosen = option(options, &typed).ok_or_else(|| Stop::Failed(missing(wish, &typed, options)))?;
            check_twins(wish, &typed, options)?;
            Ok(choose(wish, found, chosen, Until::Met))
        }
        Content::Several(options) => one_of_several(wish, found, options),
    }
}

/// Presses the suggestion once the text is typed; types it before.
fn suggested(wish: &Wish, found: &Match<'_, Field>, suggest: &Suggest, begun: bool) -> Result<Move, Stop> {
    let typed = wish.wanted.typed();
    match option(&suggest.options, &typed) {
        Some(offered) if begun && !is_closed(offered) => Ok(choose(wish, found, offered, Until::Met)),
        Some(_) | None if begun && Label::new(&suggest.text) != Label::new(&typed) => {
            Err(Stop::Failed(wish.differs(&value_of(&found.candidate.content))))
        }
        Some(_) | None if begun => Ok(Move::Wait(Failure::SuggestionMissing {
            field: wish.field(),
            wanted: typed,
            options: suggest.options.iter().map(|option| option.label.clone()).collect(),
        })),
        Some(_) | None => {
            let gesture = gesture_on(wish, found, Act::Begin(typed.clone()), &typed, None);
            Ok(Move::Make(gesture, Until::Begun(typed)))
        }
    }
}

/// Opens a field whose options are not shown; if they are, the one wanted is missing or still to come.
pub(super) fn open(wish: &Wish, found: &Match<'_, Field>, options: &[Choice]) -> Move {
    let shown: Vec<Choice> = options.iter().filter(|option| !is_closed(option)).cloned().collect();
    if !shown.is_empty() {
        return Move::Wait(missing(wish, &wish.wanted.typed(), &shown));
    }
    let gesture = Gesture {
        effect: Effect::Navigate,
        value: None,
        ..gesture_on(wish, found, Act::Press, "", None)
    };
    Move::Make(gesture, Until::Opened)
}

pub(super) fn choose(wish: &Wish, found: &Match<'_, Field>, chosen: &Choice, until: Until) -> Move {
    if chosen.state != State::Ready {
        let name = format!("{} › {}", wish.field(), chosen.label);
        let failure = unready(&name, chosen.state.clone());
        // An option that opens with a movement is not ready at once.
        return Move::Wait(failure);
    }
    let gesture = Gesture {
        handle: chosen.handle.clone(),
        ..gesture_on(wish, found, Act::Choose, &chosen.label, Some(chosen.rectangle))
    };
    Move::Make(gesture, until)
}

pub(super) fn gesture_on(
    wish: &Wish,
    found: &Match<'_, Field>,
    act: Act,
    value: &str,
    area: Option<Rectangle>,
) -> Gesture {
    // A file's folder is the operator's own business.
    let value = if let Act::Attach(path) = &act {
        path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    } else {
        value.to_owned()
    };
    let mut gesture = found.gesture(act, wish.effect);
    gesture.value = Some(value);
    if let Some(area) = area {
        gesture.target.rectangle = rectangle(area);
    }
    gesture
}

pub(super) fn missing(wish: &Wish, label: &str, options: &[Choice]) -> Failure {
    Failure::OptionMissing {
        field: wish.field(),
        wanted: label.to_owned(),
        options: options.iter().map(|option| option.label.clone()).collect(),
    }
}

pub(super) fn is_closed(option: &Choice) -> bool {
    option.state == State::Hidden
}

/// Returns the options of a field that are known now.
pub(super) fn options(content: &Content) -> &[Choice] {
    match content {
        Content::Choice(options) | Content::Several(options) => options,
        Content::Menu(menu) => &menu.options,
        Content::Suggest(suggest) => &suggest.options,
        Content::Text(_) | Content::Moment(_) | Content::Switch(_) | Content::Files(_) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::observation::{Handle, Mover, Surroundings, Tier, TieredLabel};

    fn choice(label: &str, chosen: bool, state: State) -> Choice {
        Choice {
            handle: Handle(label.to_owned()),
            label: label.to_owned(),
            chosen,
            state,
            branch: None,
            rectangle: Rectangle::default(),
            mover: None,
        }
    }

    /// An option of a double list; `!` before its name marks it.
    fn carried(label: &str, chosen: bool) -> Choice {
        let (marked, name) = label.strip_prefix('!').map_or((false, label), |name| (true, name));
        Choice {
            mover: Some(Mover {
                handle: Handle(if chosen { "<" } else { ">" }.to_owned()),
                label: "Przenieś".to_owned(),
                marked,
                state: State::Ready,
                rectangle: Rectangle::default(),
            }),
            ..choice(name, chosen, State::Ready)
        }
    }

    fn field(content: Content) -> Field {
        Field {
            handle: Handle("pole".to_owned()),
            content,
            labels: vec![TieredLabel {
                text: "Pole".to_owned(),
                tier: Tier::Associated,
            }],
            place: Surroundings::default(),
            state: State::Ready,
            has_keys: false,
            rectangle: Rectangle::default(),
        }
    }

    fn wish(wanted: Wanted) -> Wish {
        Wish {
            places: Vec::new(),
            label: "Pole".to_owned(),
            wanted,
            effect: Effect::Write,
            appears: false,
        }
    }

    /// Says the next move in words: `press pole until Opened`.
    fn told(wanted: Wanted, content: Content, begun: bool) -> String {
        let field = field(content);
        let found = Match {
            candidate: &field,
            label: &field.labels[0],
        };
        match next_move(&wish(wanted), &found, begun) {
            Ok(Move::None) => "nothing".to_owned(),
            Ok(Move::Make(gesture, until)) => format!(
                "{} {} as {} until {until:?}",
                gesture.act.word(),
                gesture.handle.0,
                gesture.effect.word()
            ),
            Ok(Move::Wait(failure)) => format!("wait: {}", failure.reason().code),
            Err(Stop::Failed(failure)) => format!("fail: {}", failure.reason().code),
            Err(_) => "stop".to_owned(),
        }
    }

    fn text(text: &str) -> Wanted {
        Wanted::Text(text.to_owned())
    }

    #[test]
    fn a_menu_is_opened_before_an_option_is_pressed_and_not_twice() {
        let menu = |options| {
            Content::Menu(Menu {
                shown: "a".to_owned(),
                options,
            })
        };
        let hidden = |label| choice(label, false, State::Hidden);
        let shown = |label| choice(label, false, State::Ready);
        let open = "press pole as navigate until Opened";
        assert_eq!(told(text("a"), menu(vec![]), false), "nothing");
        assert_eq!(told(text("b"), menu(vec![]), false), open);
        assert_eq!(told(text("b"), menu(vec![hidden("a"), hidden("b")]), false), open);
        assert_eq!(
            told(text("b"), menu(vec![shown("a"), shown("b")]), false),
            "choose b as write until Met"
        );
        assert_eq!(told(text("b"), menu(vec![shown("a")]), false), "wait: option-missing");
        let covered = choice("b", false, State::Covered("div".to_owned()));
        assert_eq!(told(text("b"), menu(vec![covered]), false), "wait: target-covered");
    }

    #[test]
    fn a_suggestion_is_typed_first_and_then_pressed() {
        let suggest = |text: &str, options| {
            Content::Suggest(Suggest {
                text: text.to_owned(),
                options,
            })
        };
        let offered = choice("Gliwice", false, State::Ready);
        let near = choice("Gliwiczki", false, State::Ready);
        assert_eq!(told(text("Gliwice"), suggest("Gliwice", vec![]), false), "nothing");
        assert_eq!(
            told(text("Gliwice"), suggest("", vec![]), false),
            "fill pole as write until Begun(\"Gliwice\")"
        );
        assert_eq!(
            told(text("Gliwice"), suggest("Gliwice", vec![near.clone()]), true),
            "wait: suggestion-missing"
        );
        assert_eq!(
            told(text("Gliwice"), suggest("Gliwice", vec![near, offered]), true),
            "choose Gliwice as write until Met"
        );
        assert_eq!(
            told(text("Gliwice"), suggest("GLIWICE", vec![]), true),
            "fail: value-differs"
        );
    }

    #[test]
    fn of_several_options_one_is_worked_at_a_time() {
        let wanted = |labels: &[&str]| Wanted::Several(labels.iter().map(|label| (*label).to_owned()).collect());
        let options = |chosen: &[&str]| {
            let all = ["a", "b", "c"].iter();
            Content::Several(
                all.map(|label| choice(label, chosen.contains(label), State::Ready))
                    .collect(),
            )
        };
        assert_eq!(told(wanted(&["a", "b"]), options(&["b", "a"]), false), "nothing");
        assert_eq!(
            told(wanted(&["a", "b"]), options(&["c"]), false),
            "choose a as write until Chosen { label: \"a\", on: true }"
        );
        assert_eq!(
            told(wanted(&[]), options(&["c"]), false),
            "choose c as write until Chosen { label: \"c\", on: false }"
        );
        assert_eq!(told(wanted(&["d"]), options(&["c"]), false), "fail: option-missing");
        assert_eq!(told(text("a"), options(&[]), false), "fail: wrong-control");
    }

    #[test]
    fn of_a_double_list_only_what_is_to_go_over_is_marked_and_moved() {
        let wanted = |labels: &[&str]| Wanted::Several(labels.iter().map(|label| (*label).to_owned()).collect());
        let lists = |left: &[&str], right: &[&str]| {
            let left = left.iter().map(|label| carried(label, false));
            Content::Several(left.chain(right.iter().map(|label| carried(label, true))).collect())
        };
        let goal = || wanted(&["b"]);
        assert_eq!(told(goal(), lists(&["a"], &["b"]), false), "nothing");
        assert_eq!(
            told(goal(), lists(&["!a", "b"], &[]), false),
            "choose b as write until Marked { label: \"b\", on: true }"
        );
        assert_eq!(
            told(goal(), lists(&["!a", "!b"], &[]), false),
            "choose a as write until Marked { label: \"a\", on: false }"
        );
        assert_eq!(
            told(goal(), lists(&["a", "!b"], &[]), false),
            "press > as write until Chosen { label: \"b\", on: true }"
        );
        assert_eq!(
            told(goal(), lists(&[], &["!a", "b"]), false),
            "press < as write until Chosen { label: \"a\", on: false }"
        );
    }

    #[test]
    fn a_day_is_typed_as_people_write_it_and_set_as_html_writes_it() {
        let day = Wanted::Date(2026, 12, 1);
        assert_eq!(
            told(day.clone(), Content::Text("01.12.2026".to_owned()), false),
            "nothing"
        );
        assert_eq!(
            told(day.clone(), Content::Moment("2026-12-01".to_owned()), false),
            "nothing"
        );
        assert_eq!((day.typed().as_str(), day.iso().as_str()), ("01.12.2026", "2026-12-01"));
        assert_eq!(
            told(day, Content::Moment(String::new()), false),
            "fill pole as write until Met"
        );
    }
}
