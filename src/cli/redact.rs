//! `krok redact`: pictures and texts of named steps or files go from a closed bundle, and its log says so.

use crate::evidence::bundle::Bundle;
use crate::evidence::erasure::{self, Choice, Chosen, EraseError, Kind, Order};
use crate::evidence::finding::Finding;
use crate::evidence::format::Policy;
use crate::evidence::signature::Signer;
use crate::evidence::verify::{Verification, verify};
use crate::report::assessment::{Integrity, assess};
use crate::report::{findings, html};
use crate::text::language::Language;
use crate::text::plain::plain;

use super::args::RedactOptions;
use super::console::Console;
use super::exit::Exit;
use super::handover::holder;
use super::trouble::Trouble;
use super::verify::{language_of_report, refuse_other_folder};
use super::{errors, keys};

/// Findings that a refusal names; `krok verify` names them all.
const NAMED: usize = 5;

/// Removes what is named, once somebody agreed.
pub(super) fn redact(order: &RedactOptions, console: &Console) -> Result<Exit, Trouble> {
    let language = console.language();
    let path = order.bundle.as_path();
    refuse_other_folder(path, language)?;
    let verification = verify(path);
    closed(&verification, language)?;
    let bundle = Bundle::open(path).map_err(|error| errors::bundle(&error, language).trouble(Exit::Invalid))?;
    let only = order.only.map(Kind::from);
    let choice = Choice {
        steps: &order.step,
        files: &order.file,
        kinds: only.as_ref().map_or(&Kind::ALL[..], std::slice::from_ref),
    };
    let chosen = erasure::choose(&bundle, &verification, choice)
        .map_err(|error| errors::choice(&error, language).trouble(Exit::Invalid))?;
    if chosen.is_empty() && erasure::unfinished(&verification).next().is_none() {
        return Err(nothing_named(language));
    }
    show(&chosen, &verification, console);
    // What is only finished was decided before, and its line stands.
    let (by, why) = if chosen.is_empty() {
        (String::new(), String::new())
    } else {
        (
            asked(order.by.as_deref(), ("Kto o tym decyduje", "Who decides this"), console)?,
            asked(order.reason.as_deref(), ("Powód", "Reason"), console)?,
        )
    };
    if !order.yes && !agreed(console)? {
        return Ok(Exit::Declined);
    }
    let signer = keys::signer(order.signing.key.as_deref(), console)?;
    let word = Word {
        by: &by,
        why: &why,
        policy: None,
        signer: signer.as_deref(),
    };
    let gone = carry_out(&bundle, &verification, (&chosen, &word), console)?;
    console.result(&format!("{}: {gone}", language.pick("Usunięte pliki", "Files removed")));
    tell_limits(console);
    Ok(Exit::Done)
}

/// On whose word something is removed, and why.
pub(super) struct Word<'w> {
    pub(super) by: &'w str,
    pub(super) why: &'w str,
    pub(super) policy: Option<&'w Policy>,
    pub(super) signer: Option<&'w Signer>,
}

/// Removes files of a bundle and writes its report anew; returns how many are gone.
pub(super) fn carry_out(
    bundle: &Bundle,
    verification: &Verification,
    (chosen, word): (&[Chosen], &Word<'_>),
    console: &Console,
) -> Result<usize, Trouble> {
    let language = console.language();
    let report = language_of_report(bundle, verification);
    let files: Vec<_> = chosen.iter().map(|chosen| chosen.file.clone()).collect();
    let order = Order {
        files: &files,
        by: word.by,
        why: word.why,
        policy: word.policy,
        signer: word.signer,
    };
    let gone = erasure::erase(bundle.path(), &holder(), &order).map_err(|error| match &error {
        EraseError::NotWhole(found) => closed(found, language)
            .err()
            .unwrap_or_else(|| errors::erase(&error, language).trouble(Exit::Failed)),
        EraseError::NotThere(_) | EraseError::Sign(_) => errors::erase(&error, language).trouble(Exit::Invalid),
        EraseError::Custody(_) | EraseError::Storage(_) => {
            errors::erase(&error, language).trouble(Exit::EvidenceFailed)
        }
    })?;
    // A report with pictures that are gone helps nobody.
    if bundle.path().join("report.html").exists()
        && let Err(error) = html::write(bundle, &verify(bundle.path()), report.unwrap_or(language))
    {
        console.remark(&errors::report(&error, language).message);
    }
    Ok(gone.len())
}

/// Lists what would go, with the steps that lose it.
pub(super) fn show(chosen: &[Chosen], verification: &Verification, console: &Console) {
    let language = console.language();
    console.result(language.pick("Do usunięcia na zawsze:", "To be removed for good:"));
    for each in chosen {
        let steps: Vec<String> = each.steps.iter().map(|step| plain(step)).collect();
        console.result(&format!(
            "  - {} ({} B): {}",
            each.file.path,
            each.file.size,
            steps.join(", ")
        ));
    }
    for path in erasure::unfinished(verification) {
        console.result(&format!(
            "  - {path}: {}",
            language.pick("dokończenie przerwanego usuwania", "an interrupted removal is finished")
        ));
    }
    if chosen.iter().any(|each| each.steps.len() > 1) {
        console.result(language.pick(
            "  obraz wymieniony przy kilku krokach zniknie ze wszystkich: zapisano go raz",
            "  a picture named with several steps goes from all of them: it is stored once",
        ));
    }
}

/// Asks whether it may be done.
pub(super) fn agreed(console: &Console) -> Result<bool, Trouble> {
    let language = console.language();
    let question = language.pick(
        "Tego nie da się cofnąć. Usunąć? [t/N]",
        "This cannot be undone. Remove? [y/N]",
    );
    let is_agreed = console.agrees(question)?;
    if !is_agreed {
        console.remark(language.pick("Niczego nie usunięto.", "Nothing was removed."));
    }
    Ok(is_agreed)
}

/// Says what removing does not reach.
pub(super) fn tell_limits(console: &Console) {
    console.remark(console.language().pick(
        "uwaga: kopii, migawek dysku i teczek wydanych wcześniej krok nie sięga; trzeba je usunąć osobno",
        "note: copies, snapshots of the disk and bundles handed over before are out of reach; remove them separately",
    ));
}

fn asked(given: Option<&str>, question: (&str, &str), console: &Console) -> Result<String, Trouble> {
    let language = console.language();
    let answer = match given {
        Some(given) => given.trim().to_owned(),
        None => console.value(language.pick(question.0, question.1))?,
    };
    if answer.is_empty() {
        return Err(Trouble::new(
            Exit::Invalid,
            language.pick(
                "nie podano, kto decyduje i dlaczego, więc niczego nie usunięto",
                "nobody said who decides and why, so nothing was removed",
            ),
        )
        .hint("--by, --reason"));
    }
    Ok(answer)
}

fn nothing_named(language: Language) -> Trouble {
    Trouble::new(
        Exit::Invalid,
        language.pick("nie wskazano, co usunąć", "nothing was named that is to be removed"),
    )
    .hint(language.pick(
        "proszę podać krok (--step) albo plik (--file), na przykład --file pictures/0007.png",
        "name a step (--step) or a file (--file), such as --file pictures/0007.png",
    ))
}

/// Refuses a bundle that is not closed or not as it was closed: its hashes would prove nothing of what is removed.
pub(super) fn closed(verification: &Verification, language: Language) -> Result<(), Trouble> {
    let assessment = assess(verification);
    if verification.completeness.contains(&Finding::StillWriting) {
        return Err(Trouble::new(
            Exit::Incomplete,
            language.pick(
                "przebieg jeszcze trwa, więc niczego nie usunięto",
                "the run is still going on, so nothing was removed",
            ),
        )
        .hint(language.pick(
            "proszę poczekać, aż przebieg się skończy",
            "wait until the run has ended",
        )));
    }
    let (exit, message, hint) = match assessment.integrity {
        Integrity::Intact => return Ok(()),
        Integrity::Unsealed => (
            Exit::Incomplete,
            language.pick(
                "teczki nie zamknięto pieczęcią, więc niczego nie usunięto",
                "the bundle was never sealed, so nothing was removed",
            ),
            language.pick(
                "teczkę przerwanego przebiegu zamyka krok resume",
                "krok resume closes the bundle of a run that broke off",
            ),
        ),
        Integrity::Altered => (
            Exit::Failed,
            language.pick(
                "teczka jest naruszona, więc niczego nie usunięto",
                "the bundle was changed since it was sealed, so nothing was removed",
            ),
            language.pick(
                "proszę ustalić, co się stało (krok verify): usunięcie zatarłoby ślady",
                "find out what happened (krok verify): removing would blur the traces",
            ),
        ),
    };
    let signs = assessment.signs.iter().take(NAMED);
    let lines = signs.map(|finding| findings::words(finding, language));
    let message: Vec<String> = [message.to_owned()].into_iter().chain(lines).collect();
    Err(Trouble::new(exit, message.join("\n  - ")).hint(hint))
}
