//! `krok review`: opens the pages of a review in the browser and waits until the reviewer is done.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::NamedTempFile;

use crate::evidence::statements::{StatementError, kept};
use crate::report::assurance;
use crate::review::server::{Ending, Order, ReviewError, Served};
use crate::text::language::Language;

use super::args::ReviewOptions;
use super::carry::write_report;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::keys;
use super::machine;
use super::statements;
use super::stop::Stop;
use super::trouble::Trouble;
use super::trust;
use super::verify::refuse_other_folder;

/// What opens an address in the person's own browser.
const OPENER: &str = "xdg-open";

/// Reviews a bundle.
pub(super) async fn review(order: &ReviewOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let bundle = order.bundle.as_path();
    refuse_other_folder(bundle, language)?;
    let reviewer = order.reviewer.as_deref().map_or_else(machine::user, kept);
    if reviewer.is_empty() {
        return Err(nameless(language));
    }
    let trust = trust::list(order.trust.as_deref(), bundle, language)?;
    let signer = keys::signer(order.signing.key.as_deref(), console)?;
    let stop = Stop::listen()?;
    let beginning = Order {
        bundle,
        reviewer,
        signer,
        language,
        trust: trust.as_ref(),
    };
    let served = Served::begin(beginning)
        .await
        .map_err(|error| unbegun(&error, language))?;
    let address = served.address();
    console.result(&format!("{}: {address}", language.pick("Przegląd", "Review")));
    console.remark(language.pick(
        "Adres działa jeden raz, tylko na tym komputerze. Przerwanie: Ctrl-C; szkic zostaje w teczce.",
        "The address works once, on this machine only. To break off: Ctrl-C; the draft stays in the bundle.",
    ));
    // The page that leads there lives as long as the review.
    let _doorplate = (!order.no_open)
        .then(|| {
            show(
                &address,
                language.pick("Przegląd teczki", "Review of a bundle"),
                console,
            )
        })
        .flatten();
    let ending = tokio::select! {
        ending = served.until_ended() => ending?,
        () = stop.asked() => {
            console.remark(language.pick(
                "Przegląd przerwano. Szkic czeka w folderze reviews; to samo polecenie prowadzi dalej.",
                "The review was broken off. Its draft waits in the folder reviews; the same command goes on from there.",
            ));
            return Ok(Exit::Interrupted);
        }
    };
    conclude(bundle, ending, console)
}

fn conclude(bundle: &Path, ending: Ending, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    match ending {
        Ending::Finished { file, verdict } => {
            let verdict = assurance::ruling(verdict, language);
            console.result(&format!(
                "{}: {verdict} – {}",
                language.pick("Werdykt", "Verdict"),
                bundle.join(file).display()
            ));
            // A trail that cannot be read has no report, and its verdict stands all the same.
            if let Err(trouble) = write_report(bundle, console) {
                console.trouble(&trouble);
            }
            Ok(Exit::Done)
        }
        Ending::Altered => Err(Trouble::new(
            Exit::Failed,
            language.pick(
                "teczkę naruszono w trakcie przeglądu; nie przyjęto jej",
                "the bundle was changed while it was reviewed; it was not accepted",
            ),
        )
        .hint(format!("krok verify {}", bundle.display()))),
        Ending::Failed(error) => Err(statements::failed(&error, language)),
    }
}

/// Opens the person's browser. Where others work on the machine, too, the address goes through a file of the person's own:
/// among the arguments of a program everybody could read it.
pub(super) fn show(address: &str, title: &str, console: &Console) -> Option<NamedTempFile> {
    let language = console.language();
    let opened = if machine::other_people().is_empty() {
        open(Path::new(address)).map(|()| None)
    } else {
        doorplate(address, title).and_then(|page| open(page.path()).map(|()| Some(page)))
    };
    opened.unwrap_or_else(|error| {
        console.remark(&format!(
            "{}: {}",
            language.pick(
                "nie udało się otworzyć przeglądarki; proszę otworzyć w niej ten adres",
                "the browser could not be opened; open this address in it"
            ),
            errors::refusal(&error, language)
        ));
        None
    })
}

fn doorplate(address: &str, title: &str) -> io::Result<NamedTempFile> {
    let mut page = tempfile::Builder::new()
        .prefix("krok-review-")
        .suffix(".html")
        .tempfile()?;
    writeln!(
        page,
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">\
         <meta http-equiv=\"refresh\" content=\"0;url={address}\"><a href=\"{address}\">{title}</a>"
    )?;
    page.flush()?;
    Ok(page)
}

/// What opens it goes its own way, and what it has to say is not for this terminal.
fn open(what: &Path) -> io::Result<()> {
    let mut opener = Command::new(OPENER)
        .arg(what)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Whoever ends unasked-for would be left as a dead entry in the list of processes.
    std::thread::spawn(move || opener.wait());
    Ok(())
}

fn nameless(language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        language.pick("nie podano, kto przegląda", "it is not said who reviews"),
    )
    .hint(language.pick(
        "na przykład: --reviewer \"Anna Nowak\"",
        "for example: --reviewer \"Anna Nowak\"",
    ))
}

fn unbegun(error: &ReviewError, language: Language) -> Trouble {
    match error {
        ReviewError::Statement(StatementError::Unsealed) => Trouble::new(
            Exit::Invalid,
            language.pick(
                "teczka nie ma pieczęci, którą da się odczytać, więc nie ma do czego przypiąć werdyktu",
                "the bundle has no seal that can be read, so there is nothing that a verdict could be bound to",
            ),
        )
        .hint(language.pick(
            "co jest nie tak, powie krok verify; teczkę przerwanego przebiegu zamyka krok resume",
            "krok verify says what is wrong; krok resume closes the bundle of a run that broke off",
        )),
        ReviewError::Statement(error) => statements::failed(error, language),
        ReviewError::Listen(error) => Trouble::new(
            Exit::Failed,
            format!(
                "{}: {}",
                language.pick(
                    "nie udało się otworzyć portu na tym komputerze",
                    "no port of this machine could be had"
                ),
                errors::refusal(error, language)
            ),
        ),
        ReviewError::Random(why) => Trouble::new(
            Exit::Failed,
            format!(
                "{}: {why}",
                language.pick("system nie dał liczb losowych", "the system gave no random numbers")
            ),
        ),
    }
}
