//! The words of the page over many bundles.

use crate::text::catalogue::in_both_languages;
use crate::text::language::Language;

use super::cell::{Checked, Standing};
use super::reviews::Review;

in_both_languages! {
    kicker: "Zestawienie wielu teczek", "Index of many bundles";
    heading: "Instytucje i procedury", "Institutions and runbooks";
    practice: "ćwiczebny", "practice";
    claim: "Ta strona powstała wyłącznie z teczek leżących w tym folderze i nie jest dowodem. Każdą z nich sprawdzono, gdy powstawała. Pokazuje to, co tu leży: teczki, której tu nie ma, nie widać.", "This page was made from the bundles in this folder alone and is no evidence. Each of them was verified when it was made. It shows what lies here: a bundle that is missing cannot be seen.";
    claim_reviews: "Recenzję liczy się, gdy podpis jest dobry i nie jest to klucz operatora.", "A review counts if its signature is good and its key is not the operator's.";
    reviews_unknown: "Czyje są klucze recenzentów, tej stronie nie wiadomo: nie podano pliku zaufanych kluczy (--trust).", "Whose the reviewers' keys are this page does not know: no trust file was given (--trust).";
    reviews_known: "Klucze recenzentów porównano z plikiem zaufanych kluczy osoby, która tworzyła tę stronę.", "The reviewers' keys were held against the trust file of whoever made this page.";
    count_institutions: "instytucje", "institutions";
    count_runbooks: "procedury", "runbooks";
    count_planned: "zaplanowane", "planned";
    count_applied: "wykonane", "carried out";
    count_verified: "nienaruszone i kompletne", "intact and complete";
    count_reviewed: "zrecenzowane", "reviewed";
    count_gaps: "luki i różnice", "gaps and differences";
    count_strays: "foldery nieodczytane", "folders not read";
    count_says: "Liczby dotyczą par: instytucja i procedura.", "The numbers are of pairs: an institution and a runbook.";
    attention: "Co wymaga uwagi", "What needs attention";
    attention_none: "Nic nie wymaga uwagi.", "Nothing needs attention.";
    matrix: "Kto na jakim etapie", "Who stands where";
    matrix_scrolls: "Tabela instytucji i procedur; można ją przewijać", "Table of institutions and runbooks; it scrolls";
    filter: "Pokaż instytucje:", "Show institutions:";
    filter_all: "wszystkie", "all";
    filter_attention: "wymagające uwagi", "that need attention";
    filter_odd: "odstające", "that stand out";
    filter_unreviewed: "bez recenzji", "without a review";
    column_institution: "Instytucja", "Institution";
    nothing_here: "brak teczki", "no bundle";
    plan_changes: "plan, zmian:", "plan, changes:";
    plan_none: "brak teczki planu", "no bundle of a plan";
    apply_changes: "wykonanie, zmian:", "apply, changes:";
    apply_none: "brak teczki wykonania", "no bundle of an apply";
    odd: "odstaje", "stands out";
    odd_standing: "u większości instytucji:", "at most institutions:";
    odd_version: "inna wersja procedury niż u większości", "another version of the runbook than at most";
    odd_steps: "kroki zakończone inaczej niż u większości:", "steps that ended otherwise than at most:";
    no_step: "brak", "none";
    folders: "Teczki w tym folderze", "Bundles in this folder";
    column_folder: "Folder", "Folder";
    column_what: "Co to jest", "What it is";
    column_result: "Wynik", "Result";
    column_state: "Stan teczki", "State of the bundle";
    column_review: "Recenzja", "Review";
    other_folders: "Inne foldery", "Other folders";
    plan: "plan", "plan";
    apply: "wykonanie", "apply";
    damaged: "uszkodzony", "damaged";
    foreign: "obcy", "foreign";
    link: "odnośnik", "link";
    unreadable: "nie do odczytania", "unreadable";
    damaged_says: "Tej teczki nie da się odczytać:", "This bundle cannot be read:";
    foreign_says: "W tym folderze nie ma żadnej teczki.", "There is no bundle in this folder.";
    link_says: "To odnośnik (link) do folderu; nie podążono za nim.", "This is a link to a folder; it was not followed.";
    bad_altered: "Nie każda teczka jest taka, jaką zostawił przebieg.", "Not every bundle is as its run left it.";
    bad_trouble: "Nie wszędzie się udało albo nie każdą teczkę da się odczytać.", "Not everything succeeded, or not every bundle can be read.";
    pending_open: "Wszystkie teczki są nienaruszone. Nie wszystko jest już wykonane i zrecenzowane.", "Every bundle is intact. Not everything is carried out and reviewed yet.";
    good_all: "Wszystko wykonano i zrecenzowano, a wszystkie teczki są nienaruszone i kompletne.", "Everything is carried out and reviewed, and every bundle is intact and complete.";
    check: "Jak to sprawdzić", "How to check this";
    check_how: "Każda teczka ma własną pieczęć. Sprawdza ją polecenie krok verify z nazwą folderu, a tę stronę tworzy od nowa:", "Each bundle has a seal of its own. It is checked by krok verify with the name of its folder; this page is made anew by:";
}

/// How something is shown: its sign, word and class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) sign: &'static str,
    pub(super) word: &'static str,
    pub(super) class: &'static str,
}

/// Returns how a standing is shown.
pub(super) fn standing(standing: Standing, language: Language) -> Mark {
    let (sign, class, polish, english) = match standing {
        Standing::Planned => ("→", "would-change", "zaplanowano", "planned"),
        Standing::AsWanted => ("=", "changed", "już zgodne", "as wanted already"),
        Standing::Applied => ("✓", "changed", "wykonano", "carried out"),
        Standing::Drifted => (
            "→",
            "failed",
            "po wykonaniu znów się różni",
            "differs again since it was carried out",
        ),
        Standing::Blocked => ("■", "blocked", "wstrzymano", "blocked"),
        Standing::Failed => ("✗", "failed", "nie powiodło się", "failed"),
        Standing::Uncertain => ("?", "uncertain", "wynik nieznany", "uncertain"),
        Standing::Interrupted => ("■", "blocked", "przerwano", "stopped"),
        Standing::BrokenOff => ("?", "uncertain", "urwało się", "broke off"),
        Standing::Unknown => ("?", "uncertain", "nie wiadomo", "unknown"),
    };
    mark(sign, class, (polish, english), language)
}

/// Returns how the state of bundles is shown.
pub(super) fn checked(checked: Checked, language: Language) -> Mark {
    let (sign, class, polish, english) = match checked {
        Checked::Sound => ("✓", "good", "nienaruszona, kompletna", "intact, complete"),
        Checked::Gaps => ("✗", "bad", "niekompletna", "incomplete"),
        Checked::Unsealed => ("?", "pending", "bez pieczęci", "not sealed"),
        Checked::Altered => ("✗", "bad", "naruszona", "altered"),
    };
    mark(sign, class, (polish, english), language)
}

/// Returns how reviews are shown, without their number.
pub(super) fn review(review: Review, language: Language) -> Mark {
    let (sign, class, polish, english) = match review {
        Review::None => ("–", "quiet", "bez recenzji", "not reviewed"),
        Review::Own => (
            "–",
            "quiet",
            "tylko własna recenzja operatora",
            "only the operator's own review",
        ),
        Review::Void => (
            "✗",
            "bad",
            "recenzja innej treści niż ta",
            "reviewed, but not as it is now",
        ),
        Review::Accepted(_) => (
            "✓",
            "good",
            "przyjęta podpisem nieznanego klucza",
            "accepted by an unknown key",
        ),
        Review::Vouched(_) => ("✓", "good", "przyjęta przez recenzenta", "accepted by a reviewer"),
        Review::Rejected(_) => ("✗", "bad", "odrzucona", "rejected"),
    };
    mark(sign, class, (polish, english), language)
}

fn mark(
    sign: &'static str,
    class: &'static str,
    (polish, english): (&'static str, &'static str),
    language: Language,
) -> Mark {
    Mark {
        sign,
        class,
        word: language.pick(polish, english),
    }
}
