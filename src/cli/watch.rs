//! `--watch`: an official sees a run on a page that fills up while it works.

use std::path::Path;
use std::sync::Arc;

use tempfile::NamedTempFile;

use crate::evidence::format::Event;
use crate::executor::{Procedure, ahead};
use crate::review::live::{Coming, Live, LiveError};
use crate::text::language::Language;

use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::review::show;
use super::stop::Stop;
use super::trouble::Trouble;

/// A page that is told what happens.
pub(super) struct Watch {
    live: Arc<Live>,
    /// The page that leads there lives as long as the command.
    _doorplate: Option<NamedTempFile>,
}

impl Watch {
    /// Serves the page and opens it in the person's browser; its button asks for a stop as Ctrl-C does.
    pub(super) async fn open(stop: &Stop, console: &Console) -> Result<Self, Trouble> {
        let language = console.language();
        let asked = stop.clone();
        let live = Live::serve(language, move || asked.ask())
            .await
            .map_err(|error| unserved(&error, language))?;
        let address = live.address();
        console.remark(&format!(
            "{}: {address}",
            language.pick(
                "Przebieg na żywo (adres działa jeden raz, tylko na tym komputerze)",
                "The run, live (the address works once, on this machine only)"
            )
        ));
        let title = language.pick("Przebieg na żywo", "A run, live");
        Ok(Self {
            _doorplate: show(&address, title, console),
            live,
        })
    }

    pub(super) fn follow(&self, bundle: &Path, procedure: &Procedure<'_>) {
        let coming = ahead(procedure).into_iter().map(|step| Coming {
            id: step.id,
            verb: step.verb,
            says: step.says,
        });
        self.live.follow(bundle, coming.collect());
    }

    pub(super) fn tell(&self, step: Option<&str>, event: &Event) {
        self.live.tell(step, event);
    }

    pub(super) async fn end(self) {
        self.live.end().await;
    }
}

fn unserved(error: &LiveError, language: Language) -> Trouble {
    let trouble = match error {
        LiveError::Listen(error) => format!(
            "{}: {}",
            language.pick(
                "nie udało się otworzyć portu na tym komputerze",
                "no port of this machine could be had"
            ),
            errors::refusal(error, language)
        ),
        LiveError::Random(why) => format!(
            "{}: {why}",
            language.pick("system nie dał liczb losowych", "the system gave no random numbers")
        ),
    };
    Trouble::new(Exit::Failed, trouble).hint(language.pick(
        "bez --watch przebieg widać w terminalu",
        "without --watch the run is shown in the terminal",
    ))
}
