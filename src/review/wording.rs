//! All fixed words of the pages. A language is a value of one struct, so none can lack a word.

use crate::text::language::Language;

macro_rules! wording {
    ($($name:ident: $polish:literal, $english:literal;)+) => {
        /// The fixed words of the pages in one language.
        #[derive(Debug)]
        pub(super) struct Wording {
            $(pub(super) $name: &'static str,)+
        }

        const POLISH: Wording = Wording { $($name: $polish,)+ };
        const ENGLISH: Wording = Wording { $($name: $english,)+ };

        /// Each word in both languages.
        #[cfg(test)]
        const PAIRS: &[(&str, &str)] = &[$(($polish, $english),)+];
    };
}

wording! {
    lang: "pl", "en";
    title: "Przegląd teczki", "Review of a bundle";
    skip: "Do treści strony", "Skip to the content";
    door_says: "Przegląd otwiera się raz i tylko na tym komputerze. Dowodów w teczce nic nie zmieni: werdykt powstanie obok nich, w folderze reviews.", "The review opens once, and on this machine only. Nothing changes the evidence: the verdict is written beside it, in the folder reviews.";
    door_open: "Zacznij przegląd", "Begin the review";
    used: "Ten odnośnik działa jeden raz, w jednej przeglądarce. Aby otworzyć przegląd od nowa, proszę zakończyć program krok (Ctrl-C w jego oknie) i jeszcze raz wydać polecenie krok review. Szkic przeglądu czeka w teczce.\n", "This address works once, in one browser. To open the review anew, end krok (Ctrl-C in its window) and give the command krok review again. The draft of the review waits in the bundle.\n";
    ended: "Ten przegląd jest zakończony.\n", "This review has ended.\n";
    bundle: "Teczka", "Bundle";
    altered: "Teczka jest naruszona", "The bundle was changed";
    altered_says: "Nie jest taka, jaką zostawił przebieg. Nie można jej przyjąć. Można ją odrzucić od razu, podając powód.", "It is not as the run left it. It cannot be accepted. It can be rejected at once, with a reason.";
    altered_short: "Ta teczka jest naruszona: nie można jej przyjąć.", "This bundle was changed: it cannot be accepted.";
    gaps: "Czego brakuje w dowodach", "What is missing from the evidence";
    unreadable: "Dziennika tej teczki nie da się odczytać, więc kroków nie można pokazać.", "The trail of this bundle cannot be read, so its steps cannot be shown.";
    entity: "Podmiot", "Institution";
    reviewer: "Przegląda", "Reviewer";
    signature: "Podpis", "Signature";
    signed_by: "werdykt podpisze klucz", "the verdict will be signed by the key";
    unsigned: "bez podpisu: nie podano klucza, więc taki werdykt mógłby napisać ktokolwiek, kto ma teczkę", "none: no key was given, so whoever has the bundle could write such a verdict";
    own: "Ten przegląd robi osoba, która wykonała przebieg. Werdykt zostanie zapisany, ale do przyjęcia teczki się nie liczy: potrzebna jest druga osoba.", "This review is by whoever carried out the run. The verdict will be stored, and does not count towards the acceptance of the bundle: another person is needed.";
    progress: "Postęp", "Progress";
    judged: "ocenione kroki:", "steps judged:";
    of: "z", "of";
    left: "kroki, które trzeba jeszcze otworzyć:", "steps still to be opened:";
    to_next: "Następny do oceny", "Next to be judged";
    to_finish: "Zakończ przegląd", "Finish the review";
    to_overview: "Wszystkie kroki", "All steps";
    steps: "Kroki", "Steps";
    no_steps: "Ten przebieg nie wykonał żadnego kroku.", "This run carried out no step.";
    unseen: "nieotwarty", "not opened";
    seen: "otwarty", "opened";
    step: "Krok", "Step";
    previous: "Poprzedni", "Previous";
    following: "Następny", "Next";
    moves: "Przechodzenie między krokami", "Moving between steps";
    evidence: "Dowody", "Evidence";
    why: "Dlaczego trzeba go otworzyć", "Why it has to be opened";
    duty_destroys: "usuwa", "destroys";
    duty_manual: "czynność osoby", "a person acted";
    duty_changes: "zmienia", "changes";
    duty_failed: "nie powiódł się", "failed";
    duty_missing: "luka w dowodach", "evidence missing";
    verdict: "Ocena tego kroku", "Verdict on this step";
    not_yet: "Jeszcze bez oceny.", "Not judged yet.";
    remark: "Uwaga", "Remark";
    remark_hint: "Potrzebna, gdy krok jest odrzucony albo budzi pytanie.", "Needed where the step is rejected or questioned.";
    remark_wanted: "Proszę napisać, dlaczego; Ctrl+Enter zapisuje, Esc wraca.", "Say why; Ctrl+Enter stores it, Esc goes back.";
    remark_lacking: "Brakuje uwagi: bez niej przeglądu nie da się zakończyć.", "The remark is missing: without it the review cannot be finished.";
    accept: "Przyjmuję", "Accept";
    reject: "Odrzucam", "Reject";
    question: "Pytam", "Question";
    said_accepted: "przyjęty", "accepted";
    said_rejected: "odrzucony", "rejected";
    said_questioned: "pytanie", "question";
    finish_title: "Zakończenie przeglądu", "Finishing the review";
    finish_says: "Werdykt dotyczy całej teczki i jest wiązany z jej pieczęcią. Po zapisaniu nie da się go zmienić.", "The verdict is about the whole bundle and bound to its seal. Once stored it cannot be changed.";
    finish_blocked: "Teczki nie można jeszcze przyjąć", "The bundle cannot be accepted yet";
    not_accepted: "Nie przyjęto: najpierw trzeba załatwić to, co niżej.", "Not accepted: what is listed below comes first.";
    not_rejected: "Nie odrzucono: najpierw trzeba załatwić to, co niżej.", "Not rejected: what is listed below comes first.";
    block_altered: "Teczka jest naruszona, więc nie można jej przyjąć.", "The bundle was changed, so it cannot be accepted.";
    block_no_reason: "Odrzucenie musi mieć powód: w uwadze do całej teczki albo do kroku.", "A rejection needs a reason: in the remark on the whole, or on a step.";
    block_unopened: "Trzeba otworzyć krok", "This step has to be opened";
    block_unexplained: "Brakuje uwagi do kroku", "A remark is missing on the step";
    block_objection: "Krok nie jest przyjęty", "The step is not accepted";
    remark_whole: "Uwaga do całej teczki", "Remark on the whole bundle";
    remark_whole_hint: "Przy odrzuceniu potrzebny jest powód: tutaj albo przy kroku.", "A rejection needs a reason: here, or with a step.";
    accept_whole: "Przyjmuję teczkę", "Accept the bundle";
    reject_whole: "Odrzucam teczkę", "Reject the bundle";
    done: "Przegląd zakończony", "The review is finished";
    done_verdict: "Werdykt", "Verdict";
    done_file: "Zapisano w pliku", "Stored in the file";
    done_close: "Tę kartę można zamknąć; program krok zakończył pracę.", "This tab can be closed; krok has ended.";
    unstored: "Nie zapisano", "Not stored";
    unstored_says: "Tej czynności nie udało się zapisać, więc przegląd się zakończył. Powód podano w oknie, w którym działa krok. To, co zapisano wcześniej, jest w szkicu w teczce.", "This could not be stored, so the review has ended. The window in which krok runs says why. What was stored before is in the draft in the bundle.";
    keys: "Klawisze", "Keys";
    keys_on: "Klawisze działają", "Keys are on";
    key_following: "następny krok", "next step";
    key_previous: "poprzedni krok", "previous step";
    key_next: "następny do oceny", "next to be judged";
    key_accept: "przyjmuję krok", "accept the step";
    key_reject: "odrzucam krok; potem uwaga i Ctrl+Enter", "reject the step; then the remark and Ctrl+Enter";
    key_question: "pytam o krok; potem uwaga i Ctrl+Enter", "question the step; then the remark and Ctrl+Enter";
    key_overview: "wszystkie kroki", "all steps";
    key_finish: "zakończenie przeglądu", "finishing the review";
}

/// Returns the words of a language.
pub(super) fn wording(language: Language) -> &'static Wording {
    match language {
        Language::Polish => &POLISH,
        Language::English => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages_and_is_not_the_same() {
        for (polish, english) in PAIRS {
            assert!(
                !polish.trim().is_empty() && !english.trim().is_empty(),
                "{polish} {english}"
            );
            assert_ne!(polish, english);
            assert_eq!(polish.ends_with('.'), english.ends_with('.'), "{polish} {english}");
        }
    }
}
