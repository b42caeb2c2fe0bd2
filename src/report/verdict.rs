//! How a run ended, in one sentence.

use crate::evidence::bundle::Bundle;
use crate::evidence::format::{Mode, RunFinished, Verdict};
use crate::evidence::left::Left;
use crate::text::language::Language;

use super::reasons::{self, ReasonWords};
use super::shown::shown;

/// The verdict for the first screen.
#[derive(Debug)]
pub(super) struct VerdictView {
    /// Class of the banner: `good`, `pending` or `bad`.
    pub(super) class: &'static str,
    pub(super) sentence: String,
    pub(super) reason: Option<ReasonWords>,
}

impl VerdictView {
    pub(super) fn of(bundle: &Bundle, language: Language) -> Self {
        let Some(finished) = bundle.finished() else {
            return Self::broken_off(bundle, language);
        };
        let mode = bundle.started().map_or(Mode::Plan, |started| started.mode);
        Self {
            class: class(finished.verdict),
            sentence: sentence(finished, mode, language),
            reason: finished.reason.as_ref().map(|reason| reasons::words(reason, language)),
        }
    }
}

impl VerdictView {
    fn broken_off(bundle: &Bundle, language: Language) -> Self {
        let sentence = if bundle.recovered().is_some() {
            language.pick(
                "Przebieg urwał się. Teczkę zamknięto później: to, co zostawił, jest w niej bez zmian.",
                "The run broke off. The bundle was closed later: what the run left stands in it unchanged.",
            )
        } else {
            language.pick(
                "Przebieg urwał się: w dzienniku nie ma zakończenia. Stan portalu trzeba sprawdzić.",
                "The run broke off: its trail has no end. The state of the portal has to be checked.",
            )
        };
        let left = Left::of(bundle.records());
        let uncertain: Vec<String> = left
            .uncertain()
            .iter()
            .map(|path| format!("{}{}{}", language.pick("„", "“"), shown(path), language.pick("”", "”")))
            .collect();
        let message = if uncertain.is_empty() {
            language
                .pick(
                    "Każda czynność, która mogła zmienić coś na portalu, ma zapisany wynik.",
                    "Every act that may have changed the portal has its outcome.",
                )
                .to_owned()
        } else {
            let text = language.pick(
                "Nie wiadomo, czy na portalu wykonano czynności w krokach: {steps}.",
                "Nobody knows whether the portal did what these steps asked of it: {steps}.",
            );
            text.replace("{steps}", &uncertain.join(", "))
        };
        let hint = language.pick(
            "Polecenie krok resume z nazwą tej teczki prowadzi dalej od tego, co pokaże portal: niczego nie wykona drugi raz w ciemno.",
            "The command krok resume with the name of this bundle goes on from what the portal shows; it does nothing twice unseen.",
        );
        Self {
            class: "bad",
            sentence: sentence.to_owned(),
            reason: Some(ReasonWords {
                message,
                hint: Some(hint.to_owned()),
            }),
        }
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unchanged | Verdict::Changed => "good",
        Verdict::ChangesPlanned | Verdict::Interrupted => "pending",
        Verdict::Blocked | Verdict::Failed | Verdict::Uncertain => "bad",
    }
}

fn sentence(finished: &RunFinished, mode: Mode, language: Language) -> String {
    let errands = finished.counts.get("manual").copied().unwrap_or_default();
    let text = match (finished.verdict, mode) {
        (Verdict::Unchanged, Mode::Plan) => language.pick(
            "Wszystkie sprawdzone ustawienia są zgodne z procedurą. Niczego nie zmieniono.",
            "Every setting is as the runbook wants it. Nothing was changed.",
        ),
        (Verdict::Unchanged, Mode::Apply) => language.pick(
            "Wszystkie ustawienia były już zgodne z procedurą. Niczego nie zmieniono.",
            "Every setting was already as the runbook wants it. Nothing was changed.",
        ),
        (Verdict::ChangesPlanned, Mode::Plan | Mode::Apply) if finished.changes == 0 => language.pick(
            "Niczego jeszcze nie zmieniono. Żadna zmiana nie jest potrzebna, ale są inne czynności do wykonania.",
            "Nothing was changed yet. No change is needed, but there are other things to do.",
        ),
        (Verdict::Changed, Mode::Plan | Mode::Apply) if errands > 0 && finished.changes == 0 => language.pick(
            "Zapisano, co zrobiły osoby. Program nie zmienił niczego na portalu. Liczba czynności osób: {m}.",
            "What persons did is recorded. krok changed nothing on the portal. Things done by persons: {m}.",
        ),
        (Verdict::Changed, Mode::Plan | Mode::Apply) if errands > 0 => language.pick(
            "Wykonano wszystkie zaplanowane zmiany i potwierdzono je ponownym odczytem. Liczba zmian: {n}. Liczba czynności osób: {m}.",
            "Every planned change was made and confirmed by reading again. Changes made: {n}. Things done by persons: {m}.",
        ),
        (Verdict::ChangesPlanned, Mode::Plan | Mode::Apply) => language.pick(
            "Niczego jeszcze nie zmieniono. Liczba zmian do wprowadzenia: {n}.",
            "Nothing was changed yet. Changes to make: {n}.",
        ),
        (Verdict::Changed, Mode::Plan | Mode::Apply) => language.pick(
            "Wykonano wszystkie zaplanowane zmiany i potwierdzono je ponownym odczytem. Liczba zmian: {n}.",
            "Every planned change was made and confirmed by reading again. Changes made: {n}.",
        ),
        (Verdict::Blocked, Mode::Plan | Mode::Apply) => language.pick(
            "Przebieg wstrzymano, bo nie były spełnione warunki bezpiecznej pracy. Liczba zmian: {n}.",
            "The run was stopped because the conditions for safe work were not met. Changes made: {n}.",
        ),
        (Verdict::Failed, Mode::Plan) => language.pick(
            "Przegląd nie powiódł się w całości. Niczego nie zmieniono.",
            "The review did not succeed entirely. Nothing was changed.",
        ),
        (Verdict::Failed, Mode::Apply) => language.pick(
            "Nie wszystko się powiodło. Liczba zmian wprowadzonych i potwierdzonych: {n}.",
            "Not everything succeeded. Changes made and confirmed: {n}.",
        ),
        (Verdict::Uncertain, Mode::Plan | Mode::Apply) => language.pick(
            "Nie wiadomo, czy ostatnia zmiana została zapisana. Trzeba to sprawdzić na portalu.",
            "Nobody knows whether the last change was saved. It has to be checked on the portal.",
        ),
        (Verdict::Interrupted, Mode::Plan | Mode::Apply) if is_cut_short(finished) => language.pick(
            "Przebieg przerwano, bo na portalu nie można było dalej pracować. Liczba zmian: {n}.",
            "The run was broken off because the portal could not be worked on any more. Changes made: {n}.",
        ),
        (Verdict::Interrupted, Mode::Plan | Mode::Apply) => language.pick(
            "Przebieg przerwał operator. Liczba zmian: {n}.",
            "The operator stopped the run. Changes made: {n}.",
        ),
    };
    text.replace("{n}", &finished.changes.to_string())
        .replace("{m}", &errands.to_string())
}

/// Says whether the portal ended the run, and not the operator.
fn is_cut_short(finished: &RunFinished) -> bool {
    let reason = finished.reason.as_ref();
    reason.is_some_and(|reason| reason.code != "interrupted")
}
