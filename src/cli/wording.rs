//! The console's own sentences, in both languages.

use std::path::Path;

use crate::evidence::format::{GoneRow, Mode, Reason, RunFinished, Value, Verdict};
use crate::text::language::Language;
use crate::text::plain::plain;

/// Names a value as a person reads it.
pub(super) fn value(value: &Value, language: Language) -> String {
    match value {
        Value::Text(text) if text.is_empty() => language.pick("(puste)", "(empty)").to_owned(),
        Value::Text(text) => text.clone(),
        Value::Several(texts) if texts.is_empty() => language.pick("(puste)", "(empty)").to_owned(),
        Value::Several(texts) => texts.join("; "),
        Value::Switch(true) => language.pick("zaznaczone", "ticked").to_owned(),
        Value::Switch(false) => language.pick("niezaznaczone", "not ticked").to_owned(),
    }
}

/// Says in one line how a run ended.
pub(super) fn verdict(finished: &RunFinished, language: Language) -> String {
    let changes = finished.changes;
    let errands = finished.counts.get("manual").copied().unwrap_or_default();
    match finished.verdict {
        Verdict::Unchanged => language
            .pick(
                "Wszystko jest już tak, jak ma być. Nic nie zmieniono.",
                "Everything is already as wanted. Nothing was changed.",
            )
            .to_owned(),
        Verdict::ChangesPlanned if changes == 0 => language
            .pick(
                "Plan gotowy: żadna zmiana nie jest potrzebna, ale są inne czynności do wykonania.",
                "The plan is ready: no change is needed, but there are other things to do.",
            )
            .to_owned(),
        Verdict::Changed if errands > 0 && changes == 0 => match language {
            Language::Polish => {
                format!("Wykonano. Program nie zmienił niczego na portalu; zapisane czynności osób: {errands}.")
            }
            Language::English => {
                format!("Done. krok changed nothing on the portal; things done by persons: {errands}.")
            }
        },
        Verdict::ChangesPlanned => match language {
            Language::Polish => format!("Plan gotowy: {}. Niczego jeszcze nie zmieniono.", planned(changes)),
            Language::English => {
                format!("The plan is ready: {changes} change(s) to make. Nothing has been changed yet.")
            }
        },
        Verdict::Changed => match language {
            Language::Polish => format!("Wykonano: {}. Każdą potwierdzono ponownym odczytem.", made(changes)),
            Language::English => format!("Done: {changes} change(s) made, each read again afterwards."),
        },
        Verdict::Blocked => language
            .pick(
                "Wstrzymano: warunek bezpieczeństwa nie jest spełniony.",
                "Blocked: a guard refused.",
            )
            .to_owned(),
        Verdict::Failed => language.pick("Nie powiodło się.", "Failed.").to_owned(),
        Verdict::Uncertain => language
            .pick(
                "Nie wiadomo, czy ostatni zapis dotarł do portalu.",
                "It is not known whether the last write reached the portal.",
            )
            .to_owned(),
        Verdict::Interrupted if is_cut_short(finished) => language
            .pick(
                "Przerwano: na portalu nie można teraz pracować.",
                "Broken off: the portal cannot be worked on at present.",
            )
            .to_owned(),
        Verdict::Interrupted => language
            .pick("Przerwano na żądanie operatora.", "Stopped by the operator.")
            .to_owned(),
    }
}

/// Says whether the portal ended the run, and not the operator.
fn is_cut_short(finished: &RunFinished) -> bool {
    finished
        .reason
        .as_ref()
        .is_some_and(|reason| reason.code != "interrupted")
}

fn planned(count: u64) -> String {
    format!(
        "{count} {} do wprowadzenia",
        polish_plural(count, "zmiana", "zmiany", "zmian")
    )
}

fn made(count: u64) -> String {
    format!("{count} {}", polish_plural(count, "zmiana", "zmiany", "zmian"))
}

/// Chooses the Polish form for a number: 1 zmiana, 2–4 zmiany, 5 zmian, 12 zmian, 22 zmiany.
fn polish_plural(count: u64, one: &'static str, few: &'static str, many: &'static str) -> &'static str {
    match (count, count % 10, count % 100) {
        (1, _, _) => one,
        (_, 2..=4, tens) if !(12..=14).contains(&tens) => few,
        (_, _, _) => many,
    }
}

/// Says that a thing is proved to be gone.
pub(super) fn gone(gone: &GoneRow, language: Language) -> String {
    let (row, table) = (plain(&gone.row), plain(&gone.table));
    match language {
        Language::Polish => format!("usunięto „{row}”; na świeżo otwartej liście „{table}” już tego nie ma"),
        Language::English => format!("destroyed `{row}`; a fresh view of the list `{table}` no longer has it"),
    }
}

/// Asks the operator to log in.
pub(super) fn log_in(title: &str, language: Language) -> String {
    match language {
        Language::Polish => format!(
            "Proszę zalogować się w otwartej przeglądarce do portalu {title} i wybrać podmiot. Program czeka; na stronach logowania niczego nie zapisuje."
        ),
        Language::English => {
            format!(
                "Log in to {title} in the browser window and choose the entity. Waiting; on login pages nothing is recorded."
            )
        }
    }
}

/// Asks the operator to choose another entity.
pub(super) fn choose_entity(shown: &str, wanted: &str, language: Language) -> String {
    match language {
        Language::Polish => format!(
            "Portal działa w imieniu podmiotu „{shown}”, a procedura jest dla „{wanted}”. Proszę wybrać „Zmień podmiot” w menu użytkownika; czekam."
        ),
        Language::English => format!(
            "The portal acts for `{shown}`, but the run is for `{wanted}`. Choose „Zmień podmiot” in the user menu; waiting."
        ),
    }
}

/// Asks whether to change.
pub(super) fn shall_apply(entity: &str, title: &str, language: Language) -> String {
    match language {
        Language::Polish => format!("Wprowadzić te zmiany w portalu {title} dla podmiotu {entity}? [tak/nie]"),
        Language::English => format!("Make these changes in {title} for {entity}? [yes/no]"),
    }
}

/// Says where the report is.
pub(super) fn report_is_at(report: &Path, language: Language) -> String {
    format!("{}: {}", language.pick("Raport", "Report"), report.display())
}

/// Says which stage of a series begins.
pub(super) fn stage(number: usize, of: usize, title: &str, language: Language) -> String {
    match language {
        Language::Polish => format!("── Etap {number} z {of}: {title}"),
        Language::English => format!("── Stage {number} of {of}: {title}"),
    }
}

/// Says that a stage was left out or is blocked.
pub(super) fn kept(is_left_out: bool, language: Language) -> &'static str {
    if is_left_out {
        language.pick("pominięto", "left out")
    } else {
        language.pick("wstrzymano", "blocked")
    }
}

/// Says where the index of a folder of bundles is.
pub(super) fn index_is_at(index: &Path, language: Language) -> String {
    format!("{}: {}", language.pick("Zestawienie", "Index"), index.display())
}

/// The column heads of the change table.
pub(super) fn columns(mode: Mode, language: Language) -> Vec<&'static str> {
    let field = language.pick("Pole", "Field");
    let wanted = language.pick("Ma być", "Wanted");
    match mode {
        Mode::Plan => vec![field, language.pick("Jest teraz", "Now"), wanted],
        Mode::Apply => vec![
            field,
            language.pick("Było", "Before"),
            wanted,
            language.pick("Jest po zapisie", "After saving"),
        ],
    }
}

/// Says how many steps were left out after the run stopped.
pub(super) fn rest_skipped(count: u64, language: Language) -> String {
    format!(
        "{}: {count}",
        language.pick("pominięto pozostałe kroki", "skipped the remaining steps")
    )
}

/// Says that the run waits, why, and what the operator is to do.
pub(super) fn paused(why: &str, cause: &Reason, language: Language) -> String {
    let to_do = if cause.code == "session-lost" {
        language.pick(
            "Proszę zalogować się w otwartym oknie przeglądarki i wybrać podmiot; program sam to zauważy i pójdzie dalej. Ctrl-C kończy pracę.",
            "Log in in the browser window that is open and choose the entity; krok notices and goes on by itself. Ctrl-C ends the run.",
        )
    } else if cause.code == "page-touched" {
        language.pick(
            "Proszę zamknąć to, co zostało otwarte, i zostawić stronę w spokoju; program otworzy ją na nowo i sprawdzi podmiot. Ctrl-C kończy pracę.",
            "Close what was opened and leave the page alone; krok opens it anew and checks the entity. Ctrl-C ends the run.",
        )
    } else {
        language.pick(
            "Proszę poczekać, aż portal znów będzie działał. Ctrl-C kończy pracę.",
            "Wait until the portal works again. Ctrl-C ends the run.",
        )
    };
    format!("{}: {why}\n{to_do}", language.pick("Przerwa", "Pause"))
}

/// Asks for the word that the portal works again.
pub(super) fn works_again(language: Language) -> &'static str {
    language.pick(
        "Gdy portal znów działa, proszę nacisnąć Enter: ",
        "Press Enter once the portal works again: ",
    )
}

/// Asks for the word that nobody works on the page any more.
pub(super) fn hands_off(language: Language) -> &'static str {
    language.pick(
        "Gdy program może pracować dalej, proszę nacisnąć Enter: ",
        "Press Enter once krok may go on: ",
    )
}

/// Says that the run goes on.
pub(super) fn resumed(language: Language) -> &'static str {
    language.pick(
        "koniec przerwy: krok jest podejmowany na nowo",
        "the pause is over: the step is taken up again",
    )
}

/// Names the command by which a run that broke off is gone on with.
pub(super) fn to_resume(bundle: &Path, language: Language) -> String {
    format!(
        "{} krok resume {}",
        language.pick("Aby pracować dalej:", "To go on:"),
        bundle.display()
    )
}

#[cfg(test)]
mod tests {
    use super::polish_plural;

    #[test]
    fn polish_numbers_take_their_forms() {
        let form = |count| polish_plural(count, "pole", "pola", "pól");
        let forms: Vec<&str> = [0, 1, 2, 4, 5, 12, 14, 21, 22, 25, 104, 112]
            .into_iter()
            .map(form)
            .collect();
        assert_eq!(
            forms,
            [
                "pól", "pole", "pola", "pola", "pól", "pól", "pól", "pól", "pola", "pól", "pola", "pól"
            ]
        );
    }
}
