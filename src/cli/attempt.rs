//! `krok try`: what a step would find on the page that is open, told and pictured; nothing is done there.

mod browser;
mod choice;
mod told;
mod values;

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jiff::Zoned;

use crate::executor::{Failure, Probe, Procedure, probe};
use crate::report::attempt::{self as sheet, Attempt};
use crate::report::{reasons, words};
use crate::runbook::{self, Checked};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::args::TryOptions;
use super::console::Console;
use super::errors;
use super::exit::Exit;
use super::job::rejected;
use super::login::Purpose;
use super::trouble::Trouble;
use super::window::at_address;
use choice::{Chosen, chosen};

pub(super) use choice::paths;
use values::Values;

/// Tries a step on the page that stands in the open browser.
pub(super) async fn attempt(order: &TryOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let checked = read(order, language)?;
    let portal = at_address(checked.portal.clone(), order.browser.practice.as_deref());
    let chosen = chosen(&checked.runbook, &order.step, language)?;
    let mut values = Values::of(
        &chosen,
        (&checked.runbook, &checked.portal.masks),
        &order.inputs,
        console,
    )?;
    let scope = values.scope()?;
    let entity = values.input(&portal.entity.input)?;
    if let Some(out) = order.out.as_deref().filter(|out| out.symlink_metadata().is_ok()) {
        return Err(not_written(out, &io::ErrorKind::AlreadyExists.into(), language));
    }
    let purpose = Purpose {
        portal: &portal,
        entity: Some(&entity),
    };
    let mut open = browser::left_open(purpose, &order.browser, language).await?;
    let procedure = Procedure {
        runbook: &checked.runbook,
        portal: &portal,
        inputs: values.inputs.values.clone(),
        data: values.inputs.data.clone(),
        earlier: Vec::new(),
        gone_before: Vec::new(),
        continuation: None,
        entity: entity.clone(),
    };
    let seen = probe(&mut open.session, &procedure, chosen.step, &scope)
        .await
        .map_err(|failure| refused(&failure, language))?;
    let told = Attempt {
        heading: heading(&chosen, &seen, language),
        is_practice: order.browser.practice.is_some(),
        facts: facts(&checked, &chosen, &seen, language),
        is_good: seen.targets.iter().all(|probed| probed.trouble().is_none()),
        verdict: told::verdict(&seen, language),
        lines: told::lines(&seen, language),
        png: seen.picture.png.clone(),
        corner: seen.picture.corner,
    };
    console.result(&sheet::text(&told));
    let file = store(order.out.as_deref(), &chosen.step.id, &told, language)?;
    let picture = language.pick("Obraz", "Picture");
    console.result(&format!("{picture}: {}", file.display()));
    let trouble = seen.targets.iter().find_map(|probed| probed.trouble());
    Ok(trouble.map_or(Exit::Done, |reason| Exit::of_reason(reason, Exit::Failed)))
}

fn read(order: &TryOptions, language: Language) -> Result<Checked, Trouble> {
    let checked = match &order.portal {
        None => runbook::read(&order.runbook),
        Some(portal) => {
            runbook::open(&order.runbook).and_then(|runbook| runbook::read_sources(runbook, runbook::open(portal)?))
        }
    };
    checked.map_err(|mistakes| rejected(&mistakes, language))
}

fn refused(failure: &Failure, language: Language) -> Trouble {
    let reason = failure.reason();
    let words = reasons::words(&reason, language);
    let trouble = Trouble::new(Exit::of_reason(&reason, Exit::Failed), words.message);
    match words.hint {
        Some(hint) => trouble.hint(hint),
        None => trouble,
    }
}

fn heading(chosen: &Chosen<'_>, seen: &Probe, language: Language) -> String {
    let verb = words::verb(&seen.step.verb, language);
    let says = if seen.step.says.is_empty() {
        &chosen.step.id
    } else {
        &seen.step.says
    };
    let mut letters = verb.chars();
    let first = letters.next().map(char::to_uppercase);
    first
        .into_iter()
        .flatten()
        .chain(letters)
        .chain(": ".chars())
        .chain(says.chars())
        .collect()
}

fn facts(checked: &Checked, chosen: &Chosen<'_>, seen: &Probe, language: Language) -> Vec<(String, String)> {
    let line = language.pick("wiersz", "line");
    let mut facts = vec![
        (
            language.pick("Procedura", "Runbook"),
            format!("{} ({})", checked.runbook.title, checked.runbook.name),
        ),
        (
            language.pick("Krok", "Step"),
            format!("{}, {line} {}", chosen.path(), seen.step.line),
        ),
        (
            language.pick("Strona", "Page"),
            format!("{} – {}", plain(&seen.title), seen.url),
        ),
        (
            language.pick("W imieniu", "Acting for"),
            seen.entity.as_deref().map_or_else(|| "–".to_owned(), plain),
        ),
        (
            language.pick("Kiedy", "When"),
            Zoned::now().strftime("%Y-%m-%d %H:%M:%S (%:z)").to_string(),
        ),
    ];
    let inner = chosen.inner(&checked.runbook);
    if !inner.is_empty() {
        facts.push((language.pick("Kroki bloku", "Steps of its block"), inner.join(", ")));
    }
    facts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// Writes the file, under the name given or the next free one, for its owner only and never over another.
fn store(out: Option<&Path>, step: &str, told: &Attempt, language: Language) -> Result<PathBuf, Trouble> {
    let html = sheet::html(told, language).map_err(|error| Trouble::new(Exit::Failed, error.to_string()))?;
    let write = |path: &Path| {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(html.as_bytes())
    };
    if let Some(out) = out {
        write(out).map_err(|error| not_written(out, &error, language))?;
        return Ok(out.to_owned());
    }
    let mut number = 1;
    loop {
        let name = if number == 1 {
            PathBuf::from(format!("try-{step}.html"))
        } else {
            PathBuf::from(format!("try-{step}-{number}.html"))
        };
        match write(&name) {
            Ok(()) => return Ok(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(not_written(&name, &error, language)),
        }
    }
}

fn not_written(file: &Path, error: &io::Error, language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        format!("{}: {}", file.display(), errors::refusal(error, language)),
    )
    .hint(language.pick("inna nazwa: --out PLIK", "another name: --out FILE"))
}
