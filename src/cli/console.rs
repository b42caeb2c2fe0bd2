//! What a person sees while krok works. Results go to standard output, everything else to standard error.

use std::io::{self, BufRead, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::evidence::format::Event;
use crate::report::reasons;
use crate::text::language::Language;
use crate::text::plain::plain;

use super::trouble::Trouble;
use super::wording;

/// Speaks to the operator.
pub(super) struct Console {
    language: Language,
    bar: Option<ProgressBar>,
    current: String,
}

impl Console {
    /// Speaks a language.
    pub(super) fn new(language: Language) -> Self {
        Self {
            language,
            bar: None,
            current: String::new(),
        }
    }

    /// Returns the language spoken.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Prints a result.
    pub(super) fn result(&self, text: &str) {
        // A closed pipe (`krok verify … | head`) is the reader's decision, not an error.
        drop(writeln!(io::stdout(), "{text}"));
    }

    /// Prints a remark on the way.
    pub(super) fn remark(&self, text: &str) {
        match &self.bar {
            Some(bar) if !bar.is_hidden() => bar.println(text),
            Some(_) | None => drop(writeln!(io::stderr(), "{text}")),
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
        let mut err = io::stderr();
        write!(err, "{question} ")?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        let answer = answer.trim().to_lowercase();
        Ok(matches!(answer.as_str(), "t" | "tak" | "y" | "yes"))
    }

    /// Asks for a value.
    pub(super) fn value(&self, question: &str) -> io::Result<String> {
        let mut err = io::stderr();
        write!(err, "{question}: ")?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
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

    /// Ends the bar.
    pub(super) fn end_progress(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// Tells an event as it is recorded.
    pub(super) fn tell(&mut self, step: Option<&str>, event: &Event) {
        match event {
            Event::StepStarted(started) => {
                self.current = format!("{}: {}", step.unwrap_or_default(), plain(&started.says));
                if let Some(bar) = &self.bar {
                    bar.set_message(self.current.clone());
                }
            }
            Event::Intent(intent) => {
                if let (Some(bar), Some(target)) = (&self.bar, &intent.target) {
                    bar.set_message(format!("{} — {}", self.current, plain(&target.label)));
                }
            }
            Event::StepFinished(finished) => {
                let why = finished
                    .reason
                    .as_ref()
                    .map(|reason| reasons::words(reason, self.language).message);
                let status = wording::status(finished.status, self.language);
                let line = match why {
                    Some(why) => format!("  {}: {status} ({why})", step.unwrap_or_default()),
                    None => format!("  {}: {status}", step.unwrap_or_default()),
                };
                match &self.bar {
                    Some(bar) => bar.inc(1),
                    None => self.remark(&plain(&line)),
                }
            }
            Event::Note(reason) => self.remark(&format!("  {}", reasons::words(reason, self.language).message)),
            Event::RunStarted(_)
            | Event::LoggedIn(_)
            | Event::Observed(_)
            | Event::Outcome(_)
            | Event::Field(_)
            | Event::Rows(_)
            | Event::RunFinished(_) => {}
        }
    }
}
