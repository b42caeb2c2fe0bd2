//! All fixed words of the report. A language is a value of one struct, so none can lack a word.

/// Declares the fixed words of a page in both languages, and the function that returns those of one.
macro_rules! wording {
    ($($name:ident: $polish:literal, $english:literal;)+) => {
        /// The fixed words of a page in one language.
        #[derive(Debug)]
        pub(super) struct Wording {
            $(pub(super) $name: &'static str,)+
        }

        const POLISH: Wording = Wording { $($name: $polish,)+ };
        const ENGLISH: Wording = Wording { $($name: $english,)+ };

        /// Returns the words of a language.
        pub(super) fn wording(language: $crate::text::language::Language) -> &'static Wording {
            match language {
                $crate::text::language::Language::Polish => &POLISH,
                $crate::text::language::Language::English => &ENGLISH,
            }
        }

        #[cfg(test)]
        mod words {
            #[test]
            fn no_word_is_missing_and_none_is_in_the_wrong_language() {
                $crate::report::wording::check(&[$(($polish, $english),)+]);
            }
        }
    };
}

/// The same for a page that has words of its own.
pub(super) use wording as in_both_languages;

wording! {
    lang: "pl", "en";
    destroyed_what: "Do usunięcia:", "To be destroyed:";
    destroyed_attribute: "Cecha", "Attribute";
    destroyed_found: "Odczytano", "Found";
    destroyed_before: "Przed usunięciem", "Before it was destroyed";
    consent: "Zgoda", "Consent";
    consent_needed: "Wymagana zgoda", "Consent needed";
    consent_number: "pismo nr", "document no.";
    consent_file: "plik zgody", "consent file";
    consent_document: "pismo", "document";
    key: "Przepisany klucz", "Key typed";
    key_typed: "przepisał(a) operator", "typed by the operator";
    key_option: "podał(a) w poleceniu, bez pytania, operator", "given with the command, unasked, by the operator";
    key_things: "jednym kluczem dla tylu rzeczy:", "one key for so many things:";
    asked_in_page: "Okno na stronie", "Dialog in the page";
    asked_otherwise: "procedura zna inny tekst, więc krok anulował", "the runbook has another text, so it was cancelled";
    proof: "Dowód", "Proof";
    proof_gone: "na świeżo otwartej liście już tego nie ma", "a fresh view of the list no longer has it";
    proof_there: "na świeżo otwartej liście nadal to jest", "a fresh view of the list still has it";
    proof_rows: "Wierszy na wszystkich stronach listy:", "Rows on all pages of the list:";
    proof_vanished: "Znikły też:", "Gone as well:";
    proof_appeared: "Przybyły:", "New:";
    proof_untouched: "Pozostałe wiersze są te same.", "The other rows are the same.";
    thing_to_go: "usunąć", "to be destroyed";
    thing_gone: "nie ma", "gone";
    thing_there: "jest", "still there";
    kicker_plan: "Protokół z przeglądu (plan zmian)", "Record of a review (planned changes)";
    kicker_apply: "Protokół z wykonania zmian", "Record of changes made";
    practice: "Portal ćwiczebny – to nie są zmiany na prawdziwym portalu.", "Practice portal – nothing was changed on the real one.";
    complete: "kompletny", "complete";
    incomplete: "niekompletny", "incomplete";
    intact: "nienaruszony", "intact";
    altered: "naruszony", "altered";
    unsealed: "niezamknięty pieczęcią", "not sealed";
    complete_says: "Każda czynność ma zapisany wynik oraz obraz strony przed nią i po niej.", "Every act has its outcome and a picture of the page before and after.";
    incomplete_says: "W teczce są luki – wymieniono je niżej.", "There are gaps in the evidence, listed below.";
    intact_says: "Nic nie wskazuje na zmianę plików od chwili zamknięcia pieczęcią.", "Nothing shows that a file was changed since the bundle was sealed.";
    altered_says: "Teczka nie jest taka, jaką zostawił przebieg – różnice wymieniono niżej.", "The bundle is not as the run left it; the differences are listed below.";
    unsealed_says: "Przebieg urwał się, zanim zamknięto teczkę. Nie da się stwierdzić, czy coś później zmieniono.", "The run broke off before the bundle was closed. Nobody can say whether anything was changed later.";
    claim: "Teczka pokazuje, co zarejestrował program. Nie dowodzi, że portal podał prawdę ani że nie wykonano niczego poza programem.", "The record shows what this program captured; not that the portal said the truth or that nothing else was done.";
    head: "Skrót końcowy", "Final hash";
    persons: "Ludzie", "People";
    persons_deeds: "Co robił człowiek", "What a person did";
    persons_no_deeds: "Procedura nie zostawia człowiekowi żadnej czynności; zalogował się sam.", "The runbook leaves nothing to a person, but for the login.";
    persons_permissions: "Kto pozwolił na to, czego nie da się cofnąć", "Who allowed what cannot be undone";
    persons_no_permissions: "W tym przebiegu niczego nie usuwano.", "Nothing was to be destroyed in this run.";
    permission_given: "jest zgoda", "consent given";
    permission_needed: "potrzebna zgoda", "consent needed";
    permission_unneeded: "procedura nie wymaga zgody", "the runbook asks for no consent";
    byline_operator: "operator", "operator";
    facts: "Okoliczności", "Circumstances";
    institution: "Instytucja", "Institution";
    operator: "Operator", "Operator";
    on_machine: "na komputerze", "on";
    portal: "Portal", "Portal";
    practice_short: "ćwiczebny", "practice";
    runbook: "Procedura", "Runbook";
    document: "Podstawa", "Written instruction";
    chapter: "rozdział", "chapter";
    began: "Rozpoczęto", "Began";
    ended: "Zakończono", "Ended";
    not_ended: "nie zapisano zakończenia", "no end was recorded";
    took: "Trwało", "Took";
    recovered: "Teczkę zamknięto później", "Bundle closed later";
    recovered_torn: "ucięty koniec dziennika:", "end of the trail, cut off:";
    recovered_loose: "pliki bez zapisu w dzienniku:", "files that no record names:";
    recovered_lost: "pliki utracone:", "files lost:";
    continues: "Kontynuuje przebieg", "Continues the run";
    covered: "Zakryto", "Covered";
    covered_says: "różnych wartości, na obrazach i w tekstach; równe mają tę samą nazwę", "different values, on pictures and in texts; equal ones have one name";
    covered_here: "zakryto:", "covered:";
    covered_pesel: "PESEL", "PESEL";
    covered_iban: "numer rachunku", "account number";
    covered_email: "adres e-mail", "e-mail address";
    covered_phone: "numer telefonu", "telephone number";
    covered_name: "nazwa osoby", "name of a person";
    covered_field: "wartość pola lub kolumny z profilu", "value of a field or column of the profile";
    covered_region: "treść obszaru z profilu", "content of a part of the profile";
    covered_where: "Nazwa maski, dlaczego i gdzie: w pikselach od lewego górnego rogu obrazu.", "Name of the mask, why, and where: in pixels from the picture's top left corner.";
    login: "Logowanie", "Login";
    login_says: "osoba logowała się sama; w tym czasie program niczego nie rejestrował", "the person logged in; nothing was captured meanwhile";
    run: "Przebieg", "Run";
    plan: "Wykonany plan", "Plan carried out";
    browser: "Przeglądarka", "Browser";
    tool: "Program", "Program";
    inputs: "Dane wejściowe", "Inputs";
    count_steps: "kroki", "steps";
    count_changed: "wprowadzone zmiany", "changes made";
    count_planned: "zmiany do wprowadzenia", "changes to make";
    count_unchanged: "pola bez zmian", "fields unchanged";
    count_failed: "kroki nieudane", "steps failed";
    count_pictures: "obrazy", "pictures";
    count_gaps: "luki i różnice", "gaps and differences";
    findings: "Luki i różnice", "Gaps and differences";
    findings_integrity: "Ślady zmiany", "Signs of change";
    findings_completeness: "Czego brakuje", "What is missing";
    and_more: "oraz dalsze – pełną listę podaje polecenie krok verify", "and more – the command krok verify lists them all";
    notes: "Uwagi", "Remarks";
    changes_plan: "Co się zmieni", "What would change";
    changes_apply: "Co się zmieniło", "What changed";
    nothing_changed: "Wszystkie pola miały już wymagane wartości – niczego nie zmieniono.", "Every field already had the wanted value; nothing was changed.";
    nothing_planned: "Wszystkie pola mają już wymagane wartości – nie ma czego zmieniać.", "Every field already has the wanted value; there is nothing to change.";
    no_fields: "Żadnego pola nie porównano z wartością wymaganą.", "No field was compared with a wanted value.";
    groups_settled: "Tu wszystko było już zgodne", "Here everything was already as wanted";
    column_field: "Pole", "Field";
    column_before: "Było", "Before";
    column_is: "Jest teraz", "Now";
    column_wanted: "Ma być", "Wanted";
    column_after: "Jest po zapisie", "After saving";
    column_result: "Wynik", "Result";
    unchanged_fields: "Pola bez zmian", "Unchanged fields";
    outside_rows: "Ustawienia wspólne", "Common settings";
    common_steps: "Kroki wspólne", "Common steps";
    field_unchanged: "bez zmian", "unchanged";
    field_planned: "do zmiany", "would change";
    field_changed: "zmieniono", "changed";
    field_failed: "nie powiodło się", "failed";
    value_empty: "(puste)", "(empty)";
    switch_on: "zaznaczone", "ticked";
    switch_off: "niezaznaczone", "not ticked";
    coverage: "Punkty instrukcji", "Points of the instruction";
    column_point: "Punkt", "Point";
    column_sentence: "Treść", "Text";
    column_steps: "Kroki, które go realizują", "Steps that carry it out";
    uncovered: "żaden krok nie realizuje tego punktu", "no step carries out this point";
    not_reached: "nie wykonano w tym przebiegu", "not carried out in this run";
    not_achieved: "nie osiągnięto celu", "not achieved";
    points_uncovered: "Punkty bez żadnego wykonanego kroku", "Points without any step carried out";
    trail: "Przebieg krok po kroku", "The run, step by step";
    filter: "Pokaż kroki:", "Show steps:";
    filter_all: "wszystkie", "all";
    filter_changed: "ze zmianami", "with changes";
    filter_trouble: "nieudane i niepewne", "failed and uncertain";
    filter_write: "ingerujące w portal", "acting on the portal";
    filter_destroy: "usuwające", "destroying";
    filter_manual: "wykonane przez człowieka", "done by a person";
    filter_gap: "z lukami", "with gaps";
    no_steps: "Nie zapisano żadnego kroku.", "No step was recorded.";
    step: "Krok", "Step";
    line: "wiersz", "line";
    instruction: "Instrukcja", "Instruction";
    address: "Adres", "Address";
    acting_for: "W imieniu", "Acting for";
    entity_meant: "ten podmiot podano w poleceniu", "the entity that the command named";
    entity_other: "w poleceniu podano inny podmiot", "the command named another entity";
    entity_unseen: "portal nie pokazał podmiotu", "the portal showed no entity";
    rows_read: "Wiersze odczytane z tabeli", "Rows read from the table";
    table_read: "Tabela odczytana do akt", "Table read into the evidence";
    facts_read: "Wartości odczytane do akt:", "Values read into the evidence:";
    column_expected: "Czy oczekiwany", "Expected";
    column_label: "Etykieta", "Label";
    column_value: "Wartość", "Value";
    row_expected: "oczekiwany", "expected";
    row_unexpected: "nieoczekiwany", "not expected";
    rows_absent: "Oczekiwane wiersze, których nie ma:", "Rows expected that are not there:";
    visited: "Odwiedzony adres", "Address visited";
    visit_answer: "Odpowiedź", "Answer";
    visit_silent: "nie odpowiedział", "none";
    visit_ended: "Prowadzi do", "Leads on to";
    visit_picture: "Odwiedzona strona; niczego na niej nie naciśnięto", "The page visited; nothing was pressed there";
    visit_unseen: "Strony nie oglądano, więc nie ma jej obrazu.", "The page was not looked at, so there is no picture of it.";
    errand: "Czynność osoby", "Done by a person";
    errand_choice: "Możliwe odpowiedzi", "Possible answers";
    errand_outcome: "Wynik", "Outcome";
    errand_ahead: "do wykonania przez osobę; plan nikogo o to nie pyta", "to be done by a person; a plan asks nobody";
    errand_done: "wykonano", "done";
    errand_failed: "nie udało się", "failed";
    errand_skipped: "pominięto", "skipped";
    errand_by: "Kto", "Who";
    errand_at: "Kiedy zapisano", "Recorded at";
    errand_asked: "odpowiedź z terminala", "answered in the terminal";
    errand_given: "odpowiedź z pliku podanego przed przebiegiem", "answered in a file given before the run";
    errand_earlier: "odpowiedź z wcześniejszego przebiegu, który ten kontynuuje", "answered in the earlier run that this one continues";
    errand_answer: "Wybrana odpowiedź", "Answer chosen";
    errand_note: "Notatka", "Note";
    errand_attachment: "Załącznik", "Attachment";
    quote_open: "„", "“";
    quote_close: "”", "”";
    hint: "Co zrobić:", "What to do:";
    how_found: "odnaleziono przez", "found by";
    before: "Przed", "Before";
    after: "Po", "After";
    before_alt: "Strona przed czynnością:", "The page before the act:";
    after_alt: "Strona po czynności:", "The page after the act:";
    view_alt: "Strona w kroku:", "The page in the step:";
    view: "Widok strony", "View of the page";
    boxed: "czerwona ramka wskazuje element", "the red box marks the element";
    outside: "element leżał poza tym obrazem", "the element lay outside this picture";
    cut_out: "wycinek obrazu całej strony, całość po kliknięciu", "cut out of a picture of the whole page; click for all of it";
    cut_out_tall: "wycinek długiego obrazu, całość po kliknięciu", "cut out of a long picture; click for all of it";
    scrolls: "cała strona; obraz w ramce można przewijać", "the whole page; the picture scrolls in its frame";
    differs_nowhere: "obraz bez zmian", "the picture did not change";
    differs_here: "niebieskie przerywane ramki wskazują zmiany", "dashed blue boxes mark what changed";
    differs_all: "zmieniła się większość obrazu", "most of the picture changed";
    differs_in_size: "obraz ma inne wymiary, więc go nie porównano", "of another size, so not compared";
    lines_differ: "Różnice w tekście strony, wierszy:", "Lines of the page's text that differ:";
    lines_more: "oraz dalsze, wierszy:", "and more, lines:";
    dialog: "Okno z pytaniem", "Dialog";
    dialog_leaving: "Pytanie przeglądarki, czy opuścić stronę z niezapisanymi zmianami.", "The browser's own question whether to leave a page with unsaved changes.";
    dialog_answer: "Odpowiedź:", "Answered:";
    dialog_declared: "tak przewiduje procedura w tym kroku („asked”), wiersz", "as the runbook declares in this step (asked), line";
    dialog_accepted: "OK", "OK";
    dialog_accepted_with: "OK, po wpisaniu", "OK, after entering";
    dialog_dismissed: "Anuluj", "Cancel";
    dialog_open: "Pozostawiono otwarte, bez odpowiedzi.", "Left open, without an answer.";
    dialog_undeclared: "Procedura nie przewiduje tego pytania w tym kroku, a program nie odpowiada za człowieka.", "The runbook does not declare this question in this step, and krok does not answer for a person.";
    dialog_hides: "Gdy okno z pytaniem jest otwarte, przeglądarka nie daje obrazu strony. Jego treść podano wyżej.", "While a dialog is open the browser gives no picture of the page. Its text stands above.";
    window_opened: "Otworzyło się nowe okno:", "A new window opened:";
    window_closed: "Okno zamknęło się samo; widać znów:", "The window closed by itself; in front again:";
    untitled: "bez tytułu", "without a title";
    candidates: "Elementy, do których pasuje", "What matches";
    candidates_more: "oraz dalsze, wymienione w dzienniku:", "and more, listed in the trail:";
    candidates_shown: "pasujące elementy w ramkach z numerami", "what matches, boxed and numbered";
    first_page: "Przed otwarciem pierwszej strony nie ma czego pokazać.", "There is nothing to show before the first page.";
    picture_missing: "Brak obrazu – luka w teczce.", "No picture – a gap in the evidence.";
    refused_no_after: "Czynności nie wykonano, więc strona się nie zmieniła.", "The act was not carried out, so the page did not change.";
    snapshot: "tekst strony", "text of the page";
    messages: "Komunikaty portalu", "Messages of the portal";
    story: "Na co czekano", "What was waited for";
    done: "wykonano", "done";
    refused: "nie wykonano", "not carried out";
    unknown: "nie wiadomo, czy wykonano", "nobody knows whether it was done";
    no_outcome: "brak zapisanego wyniku", "no outcome recorded";
    step_open: "nie zakończono", "not finished";
    custody: "Przekazania teczki", "Where the bundle went";
    custody_says: "Z dziennika custody.ndjson, który leży poza pieczęcią: posiadacz teczki może go pominąć albo napisać od nowa.", "From the log custody.ndjson, which lies outside the seal: whoever holds the bundle can leave it out or write it anew.";
    evidence: "Jak sprawdzić tę teczkę", "How to check this bundle";
    how_to_check: "Sprawdza ją polecenie wydane w folderze tej teczki, czyli tam, gdzie leży ten raport:", "This command checks it, given in the folder of this bundle, where this report lies:";
    how_without: "Można to zrobić również bez programu krok. Plik seal.json podaje skrót SHA-256 każdego pliku (polecenie sha256sum). Plik trail.ndjson zawiera w każdym wierszu zapis JSON, znak tabulacji i skrót łańcucha, czyli SHA-256 z wiersza „krok/1”, wiersza z poprzednim skrótem (na początku 64 zera) i bajtów zapisu JSON.", "It can also be done without krok. The file seal.json gives the SHA-256 of every file (command sha256sum). Each line of trail.ndjson holds JSON, a TAB and the chain hash, which is the SHA-256 of the line “krok/1”, a line with the previous hash (64 zeros at first) and the bytes of the JSON.";
    derived: "Ta strona powstała z plików tej teczki i nie jest dowodem: rozstrzygają dziennik i obrazy.", "This page was made from the files of this bundle and is no part of the evidence: the trail and the pictures decide.";
    files: "Pliki", "Files";
    file_trail: "dziennik", "trail";
    file_seal: "pieczęć", "seal";
    file_portal: "opis portalu", "portal profile";
    attempt: "Próba kroku", "A step tried";
    attempt_kicker: "Próba kroku na otwartej stronie – niczego nie wykonano", "A step tried on the open page – nothing was done";
    attempt_practice: "Portal ćwiczebny – to nie jest prawdziwy portal.", "Practice portal – this is not the real one.";
    attempt_sought: "Czego krok szuka", "What the step looks for";
    attempt_number: "Nr", "No.";
    attempt_target: "W procedurze", "In the runbook";
    attempt_found: "Na stronie", "On the page";
    attempt_page: "Strona w chwili próby", "The page at that moment";
    attempt_boxes: "Obraz jest taki, jaki oddała przeglądarka; ramki i numery narysowano nad nim.", "The picture is as the browser gave it; boxes and numbers are drawn over it.";
    attempt_outside: "Poza tym obrazem leżą:", "Outside this picture:";
    attempt_claim: "Ten plik służy autorowi procedury i nie jest dowodem: nie należy do żadnej teczki i nie zamyka go pieczęć. Obraz pokazuje to, co portal, także dane osób.", "This file is for the runbook's author and is no evidence: it belongs to no bundle and has no seal. The picture shows what the portal shows, personal data included.";
    index_kicker: "Zestawienie teczek serii", "Index of the bundles of a series";
    index_claim: "Ta strona powstała z teczek leżących obok i nie jest dowodem. Każdą z nich sprawdzono, gdy powstawała. Kolejność etapów i powody wstrzymania podaje plik seria.json, którego pieczęć nie obejmuje.", "This page was made from the bundles beside it and is no evidence. Each of them was verified when it was made. The order of the stages and why one was blocked come from the file seria.json, which no seal covers.";
    index_count_stages: "etapy zakończone", "stages finished";
    index_count_points: "punkty wykonane", "points carried out";
    index_count_unsound: "teczki z lukami", "bundles with gaps";
    index_stages: "Etapy", "Stages";
    index_loose: "Teczki, których nie wymienia żaden etap", "Bundles that no stage names";
    index_done: "zakończono", "finished";
    index_skipped: "pominięto", "left out";
    index_planned: "zaplanowano", "planned";
    index_waiting: "nie rozpoczęto", "not begun";
    index_blocked: "wstrzymano", "blocked";
    index_failed: "nie powiodło się", "failed";
    index_carried: "wykonano", "carried out";
    index_nothing: "bez czynności", "nothing to do";
    index_open: "nie wykonano", "not carried out";
    index_open_points: "Punkty, których te teczki nie pokazują jako wykonane", "Points that these bundles do not show to be carried out";
    index_column: "Co się z nim stało", "What became of it";
    index_unreadable: "Tej teczki nie da się odczytać.", "This bundle cannot be read.";
    index_plan: "Przegląd (plan)", "Review (plan)";
    index_apply: "Wykonanie", "Apply";
    index_points: "Punkty", "Points";
    index_changes_made: "Zmiany", "Changes";
    index_changes_planned: "Planowane zmiany", "Changes planned";
    index_pictures: "Obrazy", "Pictures";
    index_folder: "Teczka", "Bundle";
    index_check: "Jak to sprawdzić", "How to check this";
    index_how: "Każda teczka ma własną pieczęć. Sprawdza je polecenie wydane w tym folderze:", "Each bundle has a seal of its own. This command checks them, given in this folder:";
    records: "Liczba zapisów w dzienniku:", "Records in the trail:";
}

/// Fails unless each word stands in both languages.
#[cfg(test)]
pub(super) fn check(pairs: &[(&str, &str)]) {
    for (polish, english) in pairs {
        assert!(!polish.is_empty() && !english.is_empty(), "{polish} / {english}");
        let is_polish = |letter: char| "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„".contains(letter);
        assert!(!english.contains(is_polish), "{english}");
        let is_the_same_word = matches!(
            *polish,
            "Operator" | "operator" | "Folder" | "plan" | "PESEL" | "Portal" | "Program" | "”" | "OK"
        );
        assert!(polish != english || is_the_same_word, "{polish}");
    }
}
