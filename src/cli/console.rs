//! What a person sees while krok works. Results go to standard output, everything else to standard error. Whoever speaks
//! makes texts from outside plain; what would act on the terminal nevertheless is taken out here.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rustix::termios::{QueueSelector, tcflush};

use crate::evidence::format::{Destroying, Event, StepFinished};
use crate::evidence::text::printable;
use crate::executor::Procedure;
use crate::report::{reasons, words};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::trouble::Trouble;
use super::watch::Watch;
use super::wording;

/// Speaks to the operator.
pub(super) struct Console {
    language: Language,
    bar: Option<ProgressBar>,
    current: String,
    /// Steps left out since the run stopped; told together at its end.
    rest: u64,
    /// The last reason told, so that a loop does not repeat that of its step.
    told: String,
    /// Whether somebody sits at the keyboard and is to be asked.
    is_attended: bool,
    /// The page on which somebody watches.
    watch: Option<Watch>,
}

#[expect(clippy::unused_self, reason = "whoever speaks does it through the console")]
impl Console {
    /// Speaks a language.
    pub(super) fn new(language: Language) -> Self {
        Self {
            language,
            bar: None,
            current: String::new(),
            rest: 0,
            told: String::new(),
            is_attended: io::stdin().is_terminal(),
            watch: None,
        }
    }

    /// From here on nobody is to be waited for: everything was agreed to beforehand.
    pub(super) fn leave_alone(&mut self) {
        self.is_attended = false;
    }

    /// Tells a page, too, from now on.
    pub(super) fn watched_on(&mut self, watch: Watch) {
        self.watch = Some(watch);
    }

    /// Turns the page to a run that begins.
    pub(super) fn follow(&self, bundle: &Path, procedure: &Procedure<'_>) {
        if let Some(watch) = &self.watch {
            watch.follow(bundle, procedure);
        }
    }

    /// Lets the page show the end.
    pub(super) async fn end_watch(&mut self) {
        if let Some(watch) = self.watch.take() {
            watch.end().await;
        }
    }

    /// Says whether somebody is there to be waited for.
    pub(super) fn is_attended(&self) -> bool {
        self.is_attended
    }

    /// Returns the language spoken.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Prints a result.
    pub(super) fn result(&self, text: &str) {
        // A closed pipe (`krok verify … | head`) is the reader's decision, not an error.
        drop(writeln!(io::stdout(), "{}", printable(text)));
    }

    /// Prints a text to standard output as it is.
    pub(super) fn put(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Prints a remark on the way.
    pub(super) fn remark(&self, text: &str) {
        match &self.bar {
            Some(bar) if !bar.is_hidden() => bar.println(printable(text)),
            Some(_) | None => drop(writeln!(io::stderr(), "{}", printable(text))),
        }
    }

    /// Prints trouble with its hint.
    pub(super) fn trouble(&self, trouble: &Trouble) {
        let (error, hint) = (
            self.language.pick("błąd", "error"),
            self.language.pick("wskazówka", "hint"),
        );
        self.remark(&format!("{error}: {}", trouble.message));
        if let Some(text) = &trouble.hint {
            self.remark(&format!("{hint}: {text}"));
        }
    }

    /// Asks a yes-or-no question; anything but a clear yes is no.
    pub(super) fn agrees(&self, question: &str) -> io::Result<bool> {
        let answer = read_line(&format!("{question} "))?.unwrap_or_default();
        let answer = answer.trim().to_lowercase();
        Ok(matches!(answer.as_str(), "t" | "tak" | "y" | "yes"))
    }

    /// Asks for a value.
    pub(super) fn value(&self, question: &str) -> io::Result<String> {
        let answer = read_line(&format!("{question}: "))?.unwrap_or_default();
        Ok(answer.trim().to_owned())
    }

    /// Starts a bar of about so many steps if a terminal is watching; otherwise steps are told line by line.
    pub(super) fn start_progress(&mut self, steps: Option<u64>) {
        if !io::stderr().is_terminal() {
            return;
        }
        let bar = ProgressBar::with_draw_target(steps, ProgressDrawTarget::stderr());
        let template = if steps.is_some() {
            "{bar:30} {pos}/{len} {elapsed} {wide_msg}"
        } else {
            "{spinner} {pos} {elapsed} {wide_msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        self.bar = Some(bar);
    }

    /// Ends the bar, and says what was left out.
    pub(super) fn end_progress(&mut self) {
        let rest = std::mem::take(&mut self.rest);
        if rest > 0 {
            self.remark(&format!("  {}", wording::rest_skipped(rest, self.language)));
        }
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Tells an event as it is recorded.
    pub(super) fn tell(&mut self, step: Option<&str>, event: &Event) {
        if let Some(watch) = &self.watch {
            watch.tell(step, event);
        }
        match event {
            Event::StepStarted(started) => {
                self.current = format!("{}: {}", step.unwrap_or_default(), plain(&started.says));
                if let Some(bar) = &self.bar {
                    bar.set_message(printable(&self.current));
                }
            }
            Event::Intent(intent) => {
                if let (Some(bar), Some(target)) = (&self.bar, &intent.target) {
                    bar.set_message(printable(&format!("{} — {}", plain(&target.label), self.current)));
                }
            }
            Event::StepFinished(finished) => {
                let line = self.step_line(step.unwrap_or_default(), finished);
                match (&self.bar, line) {
                    (Some(bar), _) => bar.inc(1),
                    (None, Some(line)) => self.remark(&plain(&line)),
                    (None, None) => {}
                }
            }
            Event::Paused(paused) => {
                let why = reasons::words(&paused.cause, self.language).message;
                self.remark(&wording::paused(&why, &paused.cause, self.language));
            }
            Event::Resumed(_) => self.remark(&format!("  {}", wording::resumed(self.language))),
            Event::Note(reason) => self.remark(&format!("  {}", reasons::words(reason, self.language).message)),
            Event::Destroying(Destroying::Proved(proof)) if proof.is_gone => {
                self.remark(&format!("  {}", wording::gone(&proof.gone, self.language)));
            }
            Event::Destroying(_)
            | Event::RunStarted(_)
            | Event::Anchored(_)
            | Event::LoggedIn(_)
            | Event::Observed(_)
            | Event::Outcome(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::Condition(_)
            | Event::Recorded(_)
            | Event::Visited(_)
            | Event::Errand(_)
            | Event::Dialog(_)
            | Event::Candidates(_)
            | Event::Masked(_)
            | Event::RunFinished(_)
            | Event::Recovered(_) => {}
        }
    }

    /// Words the end of a step: its status, then the reason if it was not told a moment ago; none for the rest of a
    /// stopped run, which is counted.
    fn step_line(&mut self, step: &str, finished: &StepFinished) -> Option<String> {
        let status = words::status(finished.status, self.language);
        let Some(reason) = &finished.reason else {
            return Some(format!("  {step}: {status}"));
        };
        if reason.code == "run-stopped" {
            self.rest += 1;
            return None;
        }
        let why = reasons::words(reason, self.language).message;
        let line = if self.told == why {
            format!("  {step}: {status}")
        } else {
            format!("  {step}: {status} – {}", why.trim_end_matches('.'))
        };
        self.told = why;
        Some(line)
    }
}

/// Asks at the keyboard and reads one line; none at its end. What was typed before the question stood there is no answer
/// to it.
pub(super) fn read_line(question: &str) -> io::Result<Option<String>> {
    let is_terminal = io::stdin().is_terminal();
    if is_terminal {
        tcflush(io::stdin(), QueueSelector::IFlush)?;
    }
    let mut err = io::stderr();
    write!(err, "{}", printable(question))?;
    err.flush()?;
    let mut line = String::new();
    let count = io::stdin().lock().read_line(&mut line)?;
    if count == 0 && is_terminal && !io::stdin().is_terminal() {
        // Not an empty answer: there is no terminal any more.
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((count > 0).then_some(line))
}

#[cfg(test)]
mod tests {
    use crate::evidence::format::{Reason, Status};

    use super::*;

    fn finished(status: Status, code: Option<&str>) -> StepFinished {
        let reason = code.map(|code| Reason {
            code: code.to_owned(),
            values: [("label".to_owned(), "Skrytki".to_owned())].into(),
        });
        StepFinished { status, reason }
    }

    #[test]
    fn a_reason_stands_once_after_its_status_and_the_rest_is_counted() {
        let mut console = Console::new(Language::Polish);
        let failed = finished(Status::Failed, Some("target-hidden"));
        let lines = [
            console.step_line("lista", &finished(Status::Unchanged, None)),
            console.step_line("kazda[A]/ustaw", &failed),
            console.step_line("kazda", &failed),
            console.step_line("konto", &finished(Status::Skipped, Some("run-stopped"))),
            console.step_line("koniec", &finished(Status::Skipped, Some("run-stopped"))),
        ];
        assert_eq!(
            lines.map(Option::unwrap_or_default),
            [
                "  lista: bez zmian",
                "  kazda[A]/ustaw: nie powiodło się – „Skrytki” jest na stronie, ale nie jest widoczne",
                "  kazda: nie powiodło się",
                "",
                "",
            ]
        );
        assert_eq!(console.rest, 2);
    }
}
