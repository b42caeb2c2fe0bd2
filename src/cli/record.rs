//! `krok record`: listens while a person works on a portal, and writes the draft of a runbook.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::browser::session::Session;
use crate::executor::while_the_person_logs_in;
use crate::page::deed::Deed;
use crate::page::error::PageError;
use crate::page::protocol::Page;
use crate::recorder::{self, Draft};
use crate::runbook::portal::{Portal, stands_on};
use crate::runbook::{self, Colour};
use crate::text::language::Language;
use crate::text::plain::plain;
use crate::text::source::SourceFile;

use super::args::BrowserOptions;
use super::console::{Console, read_line};
use super::errors;
use super::exit::Exit;
use super::login::Purpose;
use super::portals;
use super::stop::Stop;
use super::trouble::Trouble;
use super::window::{Window, at_address};

/// Listens until the person has finished, then writes the draft.
pub(super) async fn record(
    name: &str,
    output: Option<&Path>,
    options: &BrowserOptions,
    console: &Console,
) -> Result<Exit, Trouble> {
    let language = console.language();
    let portal = at_address(portals::profile(name, console)?, options.practice.as_deref());
    let file = output.map_or_else(|| portals::folder(name).join("nagranie.toml"), Path::to_owned);
    check_name(&file, language)?;
    let stop = Stop::listen()?;
    let purpose = Purpose {
        portal: &portal,
        entity: None,
    };
    let mut window = Window::on(purpose, options, &stop, console).await?;
    let mut listening = Listening {
        session: &mut window.session,
        portal: &portal,
        stop: &stop,
        enter: Enter::awaited(),
        console,
        deeds: Vec::new(),
    };
    let ended = listening.listen().await;
    let deeds = listening.deeds;
    window.leave().await;
    if let Err(error) = ended {
        // What was heard until then is not thrown away.
        console.trouble(&errors::page(&error, language).trouble(Exit::Failed));
    }
    let Some(draft) = recorder::draft(&deeds, &portal, language) else {
        return Err(nothing(language));
    };
    write(&file, &draft.text).map_err(|error| not_written(&file, &error, language))?;
    told(&file, &draft, name, console)
}

/// What is heard, until the person has finished.
struct Listening<'l> {
    session: &'l mut Session,
    portal: &'l Portal,
    stop: &'l Stop,
    enter: Enter,
    console: &'l Console,
    deeds: Vec<Deed>,
}

impl Listening<'_> {
    async fn listen(&mut self) -> Result<(), PageError> {
        self.begin().await?;
        while !self.has_ended() {
            match self.session.listen().await {
                Ok(heard) => self.take(heard),
                Err(PageError::Elsewhere(_)) => self.wait_for_the_portal().await?,
                Err(PageError::DialogOpen(text)) => {
                    let asked = Deed::Asked(text);
                    if self.deeds.last() != Some(&asked) {
                        self.deeds.push(asked);
                    }
                    while_the_person_logs_in().await;
                }
                // The window was closed: that ends a recording as well as anything.
                Err(PageError::Lost(_) | PageError::WindowClosed(_)) => return Ok(()),
                Err(PageError::Detached | PageError::NotReady { .. } | PageError::Silent(_)) => {
                    while_the_person_logs_in().await;
                }
                Err(error @ (PageError::Unreachable(_) | PageError::Protocol(_) | PageError::Uncovered(_))) => {
                    return Err(error);
                }
            }
        }
        // The last look shows no more than where the last step led: without it the draft has one heading less.
        if let Ok(heard) = self.session.stop_listening().await {
            self.take(heard);
        }
        Ok(())
    }

    /// Asks the person to begin only when everything is heard.
    async fn begin(&mut self) -> Result<(), PageError> {
        // A page that is just being left has nobody who listens.
        while self.deeds.is_empty() && !self.has_ended() {
            let heard = self.session.listen().await?;
            self.take(heard);
        }
        self.console.remark(self.console.language().pick(
            "Nagrywam: proszę wykonać czynności w przeglądarce. Koniec: Enter w tym oknie albo Ctrl-C.",
            "Recording: carry out the procedure in the browser. To end: Enter in this window, or Ctrl-C.",
        ));
        Ok(())
    }

    /// Nothing is run on a host that is none of the portal's: its address alone is asked for.
    async fn wait_for_the_portal(&mut self) -> Result<(), PageError> {
        // The slice that was at the driver already says it once more.
        if self.deeds.last() != Some(&Deed::Went) {
            self.deeds.push(Deed::Went);
        }
        while !self.has_ended() {
            let address = match self.session.address().await {
                Ok(address) => address,
                Err(PageError::DialogOpen(_)) => String::new(),
                Err(PageError::Lost(_) | PageError::WindowClosed(_)) => return Ok(()),
                Err(error) => return Err(error),
            };
            if stands_on(&self.portal.hosts, &address) {
                return Ok(());
            }
            while_the_person_logs_in().await;
        }
        Ok(())
    }

    fn has_ended(&self) -> bool {
        self.stop.wanted() || self.enter.was_pressed()
    }

    /// Takes what was heard, and shows the person that it was.
    fn take(&mut self, heard: Vec<Deed>) {
        for deed in &heard {
            match deed {
                Deed::Pressed { control, scene } => {
                    let control = scene.view.controls.get(*control);
                    self.show(
                        control
                            .and_then(|control| control.labels.first())
                            .map(|label| label.text.as_str()),
                    );
                }
                Deed::Filled { fields, scene, .. } => {
                    for field in fields.iter().filter_map(|at| scene.view.fields.get(*at)) {
                        self.show(field.labels.first().map(|label| label.text.as_str()));
                    }
                }
                Deed::Arrived { .. }
                | Deed::Clicked(_)
                | Deed::Said(_)
                | Deed::Asked(_)
                | Deed::Went
                | Deed::Opened
                | Deed::Rested(_) => {}
            }
        }
        self.deeds.extend(heard);
    }

    /// Shows a label, never a value.
    fn show(&self, label: Option<&str>) {
        if let Some(label) = label {
            self.console.remark(&format!("  • {}", plain(label)));
        }
    }
}

/// Enter in the terminal. An input that was closed from the beginning ends nothing.
struct Enter(Arc<AtomicBool>);

impl Enter {
    /// Begins to wait on a thread of its own, so that everything else goes on.
    fn awaited() -> Self {
        let pressed = Arc::new(AtomicBool::new(false));
        let tell = Arc::clone(&pressed);
        tokio::task::spawn_blocking(move || {
            if read_line("").is_ok_and(|line| line.is_some()) {
                tell.store(true, Ordering::Relaxed);
            }
        });
        Self(pressed)
    }

    fn was_pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Refuses a name under which no runbook could be used, or that is taken, before anything is opened.
fn check_name(file: &Path, language: Language) -> Result<(), Trouble> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    if file.extension().is_none_or(|extension| extension != "toml") || !runbook::is_identifier(&stem) {
        let wrong = match language {
            Language::Polish => format!("{}: to nie może być nazwa runbooka", file.display()),
            Language::English => format!("{}: this cannot be the name of a runbook", file.display()),
        };
        return Err(Trouble::new(Exit::Invalid, wrong).hint(language.pick(
            "małe litery a–z, cyfry i łączniki, na końcu .toml, na przykład moja-procedura.toml",
            "small letters a–z, digits and hyphens, then .toml, for example my-procedure.toml",
        )));
    }
    if file.symlink_metadata().is_ok() {
        return Err(taken(file, language));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(not_written(file, &io::ErrorKind::NotFound.into(), language));
    }
    Ok(())
}

fn taken(file: &Path, language: Language) -> Trouble {
    let taken = match language {
        Language::Polish => format!("{}: taki plik już istnieje; krok niczego nie nadpisuje", file.display()),
        Language::English => format!("{}: the file exists; krok overwrites nothing", file.display()),
    };
    Trouble::new(Exit::Invalid, taken).hint(language.pick("inna nazwa: --output PLIK", "another name: --output FILE"))
}

fn not_written(file: &Path, error: &io::Error, language: Language) -> Trouble {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return taken(file, language);
    }
    Trouble::new(
        Exit::Invalid,
        format!("{}: {}", file.display(), errors::refusal(error, language)),
    )
    .hint(language.pick("inne miejsce: --output PLIK", "another place: --output FILE"))
}

fn nothing(language: Language) -> Trouble {
    Trouble::new(
        Exit::Failed,
        language.pick(
            "niczego nie nagrano, więc nie powstał żaden plik",
            "nothing was recorded, so no file was written",
        ),
    )
    .hint(language.pick(
        "nagrywane są naciśnięcia i zmiany pól na stronach portalu, od chwili zalogowania",
        "presses and changes of fields on the portal's pages are recorded, from the login on",
    ))
}

/// Writes a file that only its owner reads, and never over another.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()
}

/// Says what was written, what to look at, and what comes next.
fn told(file: &Path, draft: &Draft, portal: &str, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let mut loud: Vec<String> = Vec::new();
    for remark in draft.remarks.iter().filter(|remark| !remark.is_quiet()) {
        let words = remark.words(language);
        if !loud.contains(&words) {
            loud.push(words);
        }
    }
    for words in &loud {
        console.remark(&format!("{}: {words}", language.pick("uwaga", "note")));
    }
    let path = file.display();
    console.result(&match language {
        Language::Polish => format!("Szkic: {path}; kroków: {}, uwag: {}", draft.steps, loud.len()),
        Language::English => format!("Draft: {path}; {} step(s), {} note(s)", draft.steps, loud.len()),
    });
    let profile = portals::source(portal)?;
    let source = SourceFile::new(path.to_string(), draft.text.as_str());
    match runbook::read_sources(source, profile) {
        Ok(_) => {
            if !file.with_file_name("portal.toml").exists() {
                console.remark(language.pick(
                    "Szkic musi stać obok portal.toml, żeby dało się go użyć.",
                    "The draft has to stand beside portal.toml to be of use.",
                ));
            }
            console.remark(&format!("{} krok check {path}", language.pick("Dalej:", "Next:")));
            Ok(Exit::Done)
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                console.remark(&mistake.render(language, Colour::Never));
            }
            Ok(Exit::Failed)
        }
    }
}
