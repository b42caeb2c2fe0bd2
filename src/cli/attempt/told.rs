//! What was found, in words: one line for each thing that a step aims at.

use crate::evidence::format::{Reason, Target, Truth, Value};
use crate::executor::{Found, Held, Later, Listed, Part, Probe, Probed};
use crate::report::attempt::{Line, LineResult, Mark};
use crate::report::{conditions, reasons, words};
use crate::text::language::Language;
use crate::text::plain::plain;

use crate::cli::wording;

/// Options and keys that are listed of one field or table.
const LISTED: usize = 40;

/// Puts everything that a probe found in words, the areas in the picture numbered from 1.
pub(super) fn lines(probe: &Probe, language: Language) -> Vec<Line> {
    let mut number = 0;
    let mut lines = Vec::new();
    for probed in &probe.targets {
        let telling = Telling { probed, language };
        let mut line = telling.line(probe.step.verb == "see");
        for area in probed.areas() {
            number += 1;
            line.marks.push(Mark {
                number,
                target: area.clone(),
                words: telling.mark(area),
            });
        }
        lines.push(line);
    }
    lines
}

/// Says in a sentence whether the step could work here.
pub(super) fn verdict(probe: &Probe, language: Language) -> String {
    let is_open = |probed: &Probed| matches!(probed.found, Found::Later(_) | Found::Passed);
    let found = if probe.targets.iter().any(|probed| probed.trouble().is_some()) {
        language.pick(
            "Na tej stronie krok zatrzymałby się: nie wszystko, czego tu szuka, jest dokładnie raz i gotowe do użycia.",
            "On this page the step would stop: not everything it looks for here is there exactly once and ready.",
        )
    } else if probe.targets.iter().all(is_open) {
        language.pick(
            "Ten krok niczego nie szuka na stronie, która jest otwarta.",
            "This step looks for nothing on the page that is open.",
        )
    } else {
        language.pick(
            "Wszystko, czego krok szuka na tej stronie, jest tu dokładnie raz i gotowe do użycia.",
            "Everything that the step looks for on this page is there exactly once and ready.",
        )
    };
    let nothing = language.pick(
        "Niczego nie naciśnięto ani nie wpisano.",
        "Nothing was pressed or entered.",
    );
    format!("{found} {nothing}")
}

/// One thing that is told.
struct Telling<'t> {
    probed: &'t Probed,
    language: Language,
}

impl Telling<'_> {
    fn line(&self, is_look: bool) -> Line {
        let (result, status, details) = self.result(is_look);
        Line {
            result,
            status,
            part: self.part().to_owned(),
            places: self.probed.places.join(" › "),
            label: self.probed.label.clone(),
            details,
            marks: Vec::new(),
        }
    }

    fn result(&self, is_look: bool) -> (LineResult, String, Vec<String>) {
        let pick = |polish: &str, english: &str| self.language.pick(polish, english).to_owned();
        match &self.probed.found {
            Found::One {
                target,
                held,
                hindrance,
            } => {
                let mut details = vec![self.described(target)];
                details.extend(held.iter().flat_map(|held| self.held(held)));
                details.extend(hindrance.iter().map(|why| self.why(why)));
                if hindrance.is_some() {
                    let status = pick("jest, ale nie da się użyć", "there, but cannot be worked");
                    (LineResult::Trouble, status, details)
                } else {
                    (LineResult::Found, pick("znaleziono", "found"), details)
                }
            }
            Found::InMenu(opener) => {
                let detail = match self.language {
                    Language::Polish => format!("menu otwiera „{}”; krok zrobi to sam", opener.label),
                    Language::English => format!("“{}” opens the menu; the step does so itself", opener.label),
                };
                (
                    LineResult::Found,
                    pick("w zamkniętym menu", "in a closed menu"),
                    vec![detail],
                )
            }
            Found::Several(_, targets) => {
                let status = match self.language {
                    Language::Polish => format!("pasuje więcej niż jeden: {}", targets.len()),
                    Language::English => format!("{} match", targets.len()),
                };
                let detail = pick(
                    "krok nie zgaduje; w procedurze trzeba wskazać zakładkę, sekcję, okno, ramkę albo wiersz:",
                    "the step does not guess; name the tab, section, dialog, frame or row in the runbook:",
                );
                (LineResult::Trouble, status, vec![detail])
            }
            Found::None(why, elsewhere) => {
                let mut details = vec![self.why(why)];
                if !elsewhere.is_empty() {
                    details.push(pick("gdzie indziej na tej stronie:", "elsewhere on this page:"));
                }
                (LineResult::Trouble, pick("nie znaleziono", "not found"), details)
            }
            Found::Passed => {
                let detail = pick(
                    "krok zaczyna od tej etykiety, więc uruchomiony stąd zatrzymałby się na niej",
                    "the step begins with this label: started from here it would stop at it",
                );
                (
                    LineResult::Open,
                    pick("tutaj jej nie widać", "not seen here"),
                    vec![detail],
                )
            }
            Found::Later(later) => (LineResult::Open, self.later(later), Vec::new()),
            Found::Table(table) => {
                let result = match self.probed.trouble() {
                    Some(_) => LineResult::Trouble,
                    None => LineResult::Found,
                };
                (result, pick("znaleziono", "found"), self.table(table))
            }
            Found::Condition {
                asked,
                truth,
                found,
                why,
            } => {
                let mut details: Vec<String> = conditions::asked(asked, self.language).into_iter().collect();
                if !found.is_empty() {
                    details.push(format!("{} {}", pick("jest:", "found:"), plain(found)));
                }
                let result = match (truth, why) {
                    (_, Some(_)) => LineResult::Trouble,
                    (Truth::Unknown, None) => LineResult::Open,
                    (Truth::Holds | Truth::HoldsNot, None) => LineResult::Found,
                };
                (result, conditions::truth(*truth, self.language).to_owned(), details)
            }
            Found::Text(stands, why) => {
                let is_now = is_look || self.probed.part == Part::Identity;
                self.text(*stands, why.as_ref(), is_now)
            }
        }
    }

    fn text(&self, stands: bool, why: Option<&Reason>, is_look: bool) -> (LineResult, String, Vec<String>) {
        let status = if stands {
            self.language.pick("teraz widać", "seen now")
        } else {
            self.language.pick("teraz nie widać", "not seen now")
        };
        let after = self
            .language
            .pick("krok sprawdza to dopiero na końcu", "the step asks for it at its end");
        let (result, details) = match (why, is_look) {
            (Some(_), _) => (LineResult::Trouble, Vec::new()),
            (None, true) => (LineResult::Found, Vec::new()),
            (None, false) => (LineResult::Open, vec![after.to_owned()]),
        };
        (result, status.to_owned(), details)
    }

    fn later(&self, later: &Later) -> String {
        match (later, self.language) {
            (Later::Press(label), Language::Polish) => format!("dopiero po naciśnięciu „{label}”"),
            (Later::Press(label), Language::English) => format!("only after “{label}” is pressed"),
            (Later::Tab(tab), Language::Polish) => format!("dopiero po otwarciu zakładki „{tab}”"),
            (Later::Tab(tab), Language::English) => format!("only after the tab “{tab}” is opened"),
            (Later::Row(row), Language::Polish) => {
                format!("wiersza „{row}” nie ma na tej stronie tabeli; krok szukałby go na innych")
            }
            (Later::Row(row), Language::English) => {
                format!("the row “{row}” is not on this page of the table; the step would look on the others")
            }
            (Later::Window(title), Language::Polish) => format!("dopiero w oknie „{title}”"),
            (Later::Window(title), Language::English) => format!("only in the window “{title}”"),
        }
    }

    fn held(&self, held: &Held) -> Vec<String> {
        let value = |value: &Value| wording::value(value, self.language);
        let (now, wanted) = (value(&held.now), value(&held.wanted));
        let compared = match (held.is_met, self.language) {
            (true, Language::Polish) => format!("jest: {now} – bez zmian"),
            (true, Language::English) => format!("now: {now} – unchanged"),
            (false, Language::Polish) => format!("jest: {now}; ma być: {wanted} – do zmiany"),
            (false, Language::English) => format!("now: {now}; wanted: {wanted} – would change"),
        };
        let options = (!held.options.is_empty()).then(|| {
            let options = listed(&held.options);
            format!("{} {options}", self.language.pick("do wyboru:", "options:"))
        });
        [compared].into_iter().chain(options).collect()
    }

    fn table(&self, table: &Listed) -> Vec<String> {
        let count = table.keys.len();
        let keys = match self.language {
            Language::Polish => format!("„{}” w wierszach, które tu widać ({count}): ", table.key),
            Language::English => format!("“{}” of the rows shown here ({count}): ", table.key),
        };
        let columns = self.language.pick("kolumny: ", "columns: ");
        let limit = table.allowed.as_ref().map(|allowed| match self.language {
            Language::Polish => format!("krok dopuszcza wierszy: od {} do {}", allowed.start(), allowed.end()),
            Language::English => format!("the step allows {} to {} row(s)", allowed.start(), allowed.end()),
        });
        let more = table.more.as_ref().map(|report| {
            let more = self.language.pick(
                "dalsze wiersze są na innych stronach albo po przewinięciu; krok przeczyta wszystkie",
                "more rows come by paging or scrolling; the step reads all of them",
            );
            if report.is_empty() {
                more.to_owned()
            } else {
                format!("{more}: {report}")
            }
        });
        let mut details = vec![
            format!("{columns}{}", listed(&table.columns)),
            format!("{keys}{}", listed(&table.keys)),
        ];
        details.extend(more);
        details.extend(limit);
        details.extend(self.probed.trouble().map(|why| self.why(why)));
        details
    }

    /// Describes the one thing that was found.
    fn described(&self, target: &Target) -> String {
        let role = words::role(&target.role, self.language);
        let tier = words::tier(&target.tier, self.language);
        let by = self.language.pick("odnaleziono przez", "found by");
        format!("{role} {}, {by} {tier}", quoted(target, self.language))
    }

    /// Describes one of several things; the one that was found needs no words beside its number.
    fn mark(&self, target: &Target) -> String {
        match &self.probed.found {
            Found::Several(..) | Found::None(..) => {
                let role = words::role(&target.role, self.language);
                format!("{role} {}", quoted(target, self.language))
            }
            Found::One { .. }
            | Found::InMenu(_)
            | Found::Passed
            | Found::Later(_)
            | Found::Table(_)
            | Found::Condition { .. }
            | Found::Text(..) => String::new(),
        }
    }

    fn why(&self, why: &Reason) -> String {
        reasons::words(why, self.language).message
    }

    fn part(&self) -> &'static str {
        let (polish, english) = match self.probed.part {
            Part::Window => ("okno", "window"),
            Part::Way => ("etykieta ścieżki", "label of the path"),
            Part::Press => ("do naciśnięcia", "to press"),
            Part::Identity => ("cecha", "attribute"),
            Part::Tab => ("zakładka do otwarcia", "tab to open"),
            Part::Edit => ("przycisk edycji", "edit button"),
            Part::Field => ("pole", "field"),
            Part::Fact => ("wartość do odczytania", "value to be read"),
            Part::Save => ("przycisk zapisu", "save button"),
            Part::Cancel => ("przycisk rezygnacji", "cancel button"),
            Part::Table => ("tabela", "table"),
            Part::See => ("tekst, który ma być", "text to be seen"),
            Part::When => ("warunek kroku", "condition of the step"),
            Part::Require => ("wymagane", "required"),
            Part::NotSee => ("tekst, którego ma nie być", "text not to be seen"),
        };
        self.language.pick(polish, english)
    }
}

/// Names a target with its places on the page.
fn quoted(target: &Target, language: Language) -> String {
    let path: Vec<&str> = target
        .places
        .iter()
        .chain([&target.label])
        .map(String::as_str)
        .collect();
    match language {
        Language::Polish => format!("„{}”", path.join(" › ")),
        Language::English => format!("“{}”", path.join(" › ")),
    }
}

fn listed(texts: &[String]) -> String {
    let more = if texts.len() > LISTED { ", …" } else { "" };
    let texts: Vec<&str> = texts.iter().take(LISTED).map(String::as_str).collect();
    format!("{}{more}", texts.join(", "))
}
