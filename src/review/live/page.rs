//! The page of a run that works, put together from the report's own steps.

use askama::Template;

use crate::evidence::bundle::Bundle;
use crate::evidence::format::Event;
use crate::evidence::text::printable;
use crate::report::fragments::{self, Fragments, StepFragment};
use crate::report::words;
use crate::text::language::Language;

use super::{Doing, Live, Phase};

/// The looks that the page adds to those of the report.
pub(super) const STYLE: &str = include_str!("../live.css");
/// Fetches the page anew when something happened.
pub(super) const SCRIPT: &str = include_str!("../live.js");

#[derive(Template)]
#[template(path = "live-doorstep.html")]
struct Doorstep {
    w: &'static Wording,
}

#[derive(Template)]
#[template(path = "live.html")]
struct Page<'p> {
    w: &'static Wording,
    key: &'p str,
    turn: u64,
    state: &'static str,
    class: &'static str,
    can_stop: bool,
    is_over: bool,
    now: Option<NowView>,
    picture: Option<String>,
    coming: Vec<(String, String)>,
    fragments: Option<&'p Fragments>,
    done: Vec<&'p StepFragment>,
}

/// What is being done.
struct NowView {
    verb: String,
    says: String,
    doing: Option<String>,
}

/// Returns the page that leads to the run.
pub(super) fn doorstep(live: &Live) -> askama::Result<String> {
    Doorstep {
        w: wording(live.language),
    }
    .render()
}

/// Returns the page of the run as it stands.
pub(super) fn page(live: &Live) -> askama::Result<String> {
    let language = live.language;
    let w = wording(language);
    let bundle = live.bundle();
    let fragments = bundle
        .as_ref()
        .and_then(|bundle| fragments::so_far(bundle, language).ok());
    let seen = live.seen();
    let (state, class) = match seen.phase {
        Phase::Waiting => (w.waiting, "pending"),
        Phase::Working => (w.working, "good"),
        Phase::Stopping => (w.stopping, "pending"),
        Phase::Ended => (w.ended, "good"),
    };
    let steps = fragments.iter().flat_map(|fragments| &fragments.steps);
    let page = Page {
        w,
        key: &live.gate.key,
        turn: seen.turn,
        state,
        class,
        can_stop: matches!(seen.phase, Phase::Waiting | Phase::Working),
        is_over: seen.phase == Phase::Ended,
        now: seen.now.as_ref().map(|now| NowView {
            verb: words::verb(&now.started.verb, language),
            says: now.started.says.clone(),
            doing: now.doing.as_ref().map(|doing| match doing {
                Doing::Act { act, label } => format!("{} {label}", words::act(act, language)),
                Doing::Waits(why) => why.clone(),
            }),
        }),
        picture: bundle.as_ref().and_then(last_picture),
        coming: seen
            .coming
            .iter()
            .map(|step| (words::verb(step.verb, language), step.says.clone()))
            .collect(),
        fragments: fragments.as_ref(),
        done: steps.filter(|step| step.has_ended).rev().collect(),
    };
    page.render().map(|html| printable(&html))
}

fn last_picture(bundle: &Bundle) -> Option<String> {
    bundle.records().iter().rev().find_map(|record| {
        let Event::Observed(observed) = &record.event else {
            return None;
        };
        Some(observed.picture.file.path.clone())
    })
}

/// What the page says to whoever comes a second time by the address that works once.
pub(super) fn used(live: &Live) -> &'static str {
    wording(live.language).used
}

macro_rules! wording {
    ($($name:ident: $polish:literal, $english:literal;)+) => {
        /// The fixed words of the page in one language.
        struct Wording {
            $($name: &'static str,)+
        }

        const POLISH: Wording = Wording { $($name: $polish,)+ };
        const ENGLISH: Wording = Wording { $($name: $english,)+ };

        #[cfg(test)]
        const PAIRS: &[(&str, &str)] = &[$(($polish, $english),)+];
    };
}

wording! {
    lang: "pl", "en";
    title: "Przebieg na żywo", "A run, live";
    skip: "Do treści strony", "Skip to the content";
    door_says: "Tu widać, co program robi na portalu, w chwili gdy to robi. Strona otwiera się raz i tylko na tym komputerze.", "This shows what krok does on the portal while it does it. The page opens once, and on this machine only.";
    door_open: "Pokaż przebieg", "Show the run";
    used: "Ten odnośnik działa jeden raz, w jednej przeglądarce. Przebieg widać w oknie, w którym go już otwarto, i w terminalu.\n", "This address works once, in one browser. The run is shown where it was opened already, and in the terminal.\n";
    waiting: "Program czeka na osobę: na zalogowanie albo na odpowiedź w terminalu.", "krok waits for a person: for the login, or for an answer in the terminal.";
    working: "Program pracuje.", "krok is at work.";
    stopping: "Poproszono o zatrzymanie. Program skończy bieżącą czynność i nie zapisze już niczego nowego.", "Stopping was asked for. krok finishes what it is doing and saves nothing new.";
    ended: "Praca jest zakończona. Raport i dalsze polecenia podano w terminalu.", "The work is over. The terminal has the report and what can be done next.";
    now: "Teraz", "Now";
    nothing: "W tej chwili nie trwa żaden krok.", "No step is under way.";
    picture: "Strona, jak ją ostatnio widziano", "The page as it was seen last";
    coming: "Potem", "Next";
    nothing_comes: "To był ostatni krok tego przebiegu.", "That was the last step of this run.";
    stop: "Zatrzymaj przed następnym zapisem", "Stop before the next write";
    done: "Co już zrobiono", "What was done";
    nothing_done: "Jeszcze nic.", "Nothing yet.";
    latest: "Kroki, najnowszy na górze", "Steps, the latest first";
    claim: "Ta strona nie jest dowodem. Dowody są w teczce, a sprawdza je polecenie krok verify, gdy teczka jest zamknięta.", "This page is no evidence. The evidence is in the bundle, and krok verify checks it once the bundle is closed.";
}

fn wording(language: Language) -> &'static Wording {
    match language {
        Language::Polish => &POLISH,
        Language::English => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_missing_and_none_is_in_the_wrong_language() {
        for (polish, english) in PAIRS {
            assert!(
                !polish.is_empty() && !english.is_empty() && polish != english,
                "{polish} / {english}"
            );
            assert!(!english.contains(|letter| "ąćęłńóśźż„".contains(letter)), "{english}");
        }
    }
}
