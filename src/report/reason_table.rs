//! The sentences of every reason.

use super::reasons::Entry;

macro_rules! reasons {
    ($($code:literal: $polish:literal / $polish_hint:literal, $english:literal / $english_hint:literal;)+) => {
        /// The sentences by code.
        pub(super) const REASONS: &[Entry] = &[$(Entry {
            code: $code,
            polish: ($polish, $polish_hint),
            english: ($english, $english_hint),
        },)+];
    };
}

reasons! {
    "target-missing":
        "Na stronie nie ma „{label}”[ (miejsce: {places})].[ Najbardziej podobne: {nearest}.]"
        / "Proszę porównać etykietę w procedurze z obrazem strony i poprawić procedurę albo sprawdzić uprawnienia konta.",
        "The page has no “{label}”[ (place: {places})].[ Most similar: {nearest}.]"
        / "Compare the label in the runbook with the picture, then correct the runbook or check the rights of the account.";
    "target-ambiguous":
        "Na stronie jest więcej niż jeden element „{label}”: {candidates}."
        / "Proszę w procedurze wskazać miejsce elementu: zakładkę, sekcję albo wiersz.",
        "The page has more than one “{label}”: {candidates}."
        / "Name the place of the element in the runbook: its tab, section or row.";
    "target-hidden":
        "„{label}” jest na stronie, ale nie jest widoczne."
        / "Proszę sprawdzić, czy procedura nie pomija kroku, który ten element odsłania.",
        "“{label}” is on the page but cannot be seen."
        / "Check whether the runbook leaves out the step that brings it into view.";
    "target-disabled":
        "„{label}” jest na stronie, ale jest nieaktywne."
        / "Proszę sprawdzić uprawnienia konta oraz to, czy formularz jest w trybie edycji.",
        "“{label}” is on the page but disabled."
        / "Check the rights of the account, and whether the form is being edited.";
    "target-covered":
        "„{label}” jest zasłonięte przez: {by}."
        / "Proszę zamknąć okno lub komunikat, który zasłania stronę, i uruchomić procedurę ponownie.",
        "“{label}” is covered by: {by}."
        / "Close the dialog or message that covers the page, then run again.";
    "target-not-ready":
        "Element[ „{label}”] nie był gotowy, więc go nie użyto[: {why}]."
        / "Program ponawia próbę sam; jeśli to się powtarza, proszę sprawdzić, czy strona działa prawidłowo.",
        "The element[ “{label}”] was not ready and was not used[: {why}]."
        / "krok tries again on its own; if this repeats, check that the page works.";
    "wrong-control":
        "Pole „{field}” jest innego rodzaju, niż zakłada procedura (oczekiwano: {wanted})."
        / "Proszę poprawić wartość pola w procedurze zgodnie z tym, co pokazuje obraz strony.",
        "The field “{field}” is of another kind than the runbook says (wanted: {wanted})."
        / "Correct the field's value in the runbook to suit what the picture shows.";
    "option-missing":
        "Pole „{field}” nie ma pozycji „{wanted}”.[ Są: {options}.]"
        / "Proszę poprawić wartość w procedurze na jedną z dostępnych.",
        "The field “{field}” has no option “{wanted}”.[ It has: {options}.]"
        / "Correct the value in the runbook to one of those offered.";
    "text-missing":
        "Na stronie nie ma oczekiwanego tekstu „{text}”."
        / "Proszę obejrzeć obraz strony: mogła otworzyć się inna strona albo portal zmienił treść.",
        "The expected text “{text}” is not on the page."
        / "Look at the picture: another page may have opened, or the portal changed its wording.";
    "text-present":
        "Na stronie jest tekst „{text}”, którego miało nie być."
        / "Proszę obejrzeć obraz strony i ustalić, skąd pochodzi ten tekst.",
        "The text “{text}” is on the page and should not be."
        / "Look at the picture and find out where the text comes from.";
    "value-differs":
        "Pole „{field}” ma wartość „{found}”, a powinno mieć „{wanted}”."
        / "Proszę sprawdzić to pole na portalu; jeśli trzeba, uruchomić procedurę ponownie.",
        "The field “{field}” holds “{found}” and should hold “{wanted}”."
        / "Check the field on the portal, then run again if needed.";
    "message-missing":
        "Portal nie potwierdził zapisu komunikatem „{text}”."
        / "Proszę porównać wartości po zapisie w tabeli zmian: o wyniku rozstrzyga ponowny odczyt.",
        "The portal did not confirm with the message “{text}”."
        / "Compare the values after saving in the table of changes: reading again decides.";
    "validation":
        "Portal odrzucił dane: {messages}."
        / "Proszę poprawić wartości w procedurze zgodnie z komunikatem portalu.",
        "The portal refused the data: {messages}."
        / "Correct the values in the runbook as the portal's message says.";
    "entity-wrong":
        "Portal pokazuje podmiot „{seen}”, a procedurę uruchomiono dla „{wanted}”."
        / "Proszę zmienić podmiot na portalu i uruchomić procedurę ponownie.",
        "The portal shows the entity “{seen}”; the run is for “{wanted}”."
        / "Change the entity on the portal, then run again.";
    "entity-missing":
        "Portal nie pokazuje, w czyim imieniu działa konto (oczekiwano: „{wanted}”)."
        / "Proszę wybrać na portalu właściwy podmiot i uruchomić procedurę ponownie.",
        "The portal does not show for whom the account acts (wanted: “{wanted}”)."
        / "Choose the right entity on the portal, then run again.";
    "host-wrong":
        "Otwarta strona nie należy do portalu: {url}."
        / "Proszę wrócić na portal i uruchomić procedurę ponownie; poza portalem program nic nie robi.",
        "The open page does not belong to the portal: {url}."
        / "Go back to the portal and run again; krok does nothing elsewhere.";
    "session-lost":
        "Sesja na portalu wygasła[ ({url})]."
        / "Proszę zalogować się ponownie i uruchomić procedurę jeszcze raz.",
        "The session on the portal has ended[ ({url})]."
        / "Log in again, then run once more.";
    "maintenance":
        "Portal jest niedostępny[: „{heading}”]."
        / "Proszę spróbować po zakończeniu prac serwisowych.",
        "The portal is out of service[: “{heading}”]."
        / "Try again when the maintenance is over.";
    "not-quiet":
        "Strona nie skończyła się wczytywać w wyznaczonym czasie[: {what}]."
        / "Proszę sprawdzić działanie portalu i łącza, a potem uruchomić procedurę ponownie.",
        "The page did not come to rest in time[: {what}]."
        / "Check the portal and the connection, then run again.";
    "dialog-open":
        "Otwarło się nieprzewidziane okno z pytaniem: „{text}”."
        / "Proszę odpowiedzieć na nie samodzielnie w przeglądarce albo dopisać je do procedury.",
        "An unexpected dialog opened: “{text}”."
        / "Answer it yourself in the browser, or add it to the runbook.";
    "page-unreachable":
        "Nie udało się otworzyć strony {url}[: {why}]."
        / "Proszę sprawdzić połączenie z internetem i adres portalu.",
        "The page {url} could not be opened[: {why}]."
        / "Check the connection and the address of the portal.";
    "browser-lost":
        "Utracono połączenie z przeglądarką[: {why}]."
        / "Proszę uruchomić procedurę ponownie; nie należy zamykać okna przeglądarki w trakcie pracy.",
        "The browser is gone[: {why}]."
        / "Run again, and leave the browser window open while krok works.";
    "browser-protocol":
        "Przeglądarka odpowiedziała w nieoczekiwany sposób[: {why}]."
        / "Proszę sprawdzić, czy wersje przeglądarki i jej sterownika są zgodne.",
        "The browser gave an unexpected answer[: {why}]."
        / "Check that the versions of browser and driver match.";
    "stale-plan":
        "Pole „{field}” ma teraz wartość „{found}”, a w chwili planowania miało „{planned}”."
        / "Proszę sporządzić nowy plan i zatwierdzić go ponownie.",
        "The field “{field}” now holds “{found}”; when planned it held “{planned}”."
        / "Make a new plan and agree to it again.";
    "not-planned":
        "Plan nie obejmuje pola „{field}”."
        / "Proszę sporządzić nowy plan i zatwierdzić go ponownie.",
        "The plan does not cover the field “{field}”."
        / "Make a new plan and agree to it again.";
    "table-missing":
        "Na stronie nie ma tabeli „{table}”[ z kolumną „{key}”].[ Najbardziej podobne: {nearest}.]"
        / "Proszę porównać nazwę tabeli i kolumny w procedurze z obrazem strony.",
        "The page has no table “{table}”[ with the column “{key}”].[ Most similar: {nearest}.]"
        / "Compare the names of table and column in the runbook with the picture.";
    "row-vanished":
        "Z tabeli „{table}” zniknął wiersz „{row}”, odczytany na początku."
        / "Proszę ustalić, kto go usunął, i sporządzić nowy plan.",
        "The row “{row}”, read at the start, is gone from the table “{table}”."
        / "Find out who removed it, then make a new plan.";
    "row-appeared":
        "W tabeli[ „{table}”] pojawił się nowy wiersz „{row}”; nie objęto go tym przebiegiem."
        / "Jeżeli ten wiersz również ma być opracowany, proszę uruchomić procedurę ponownie.",
        "A new row “{row}” appeared[ in the table “{table}”]; this run leaves it alone."
        / "Run again if this row is to be worked on, too.";
    "row-not-reached":
        "Wiersza „{row}”[ z tabeli „{table}”] nie opracowano, bo przebieg zatrzymał się wcześniej."
        / "Po usunięciu przyczyny zatrzymania proszę uruchomić procedurę ponownie.",
        "The row “{row}”[ of the table “{table}”] was not reached: the run stopped before."
        / "Remove the cause of the stop, then run again.";
    "rows-too-many":
        "Tabela „{table}” ma {count} wierszy, a procedura dopuszcza najwyżej {at_most}."
        / "Proszę sprawdzić, czy to właściwa tabela; jeśli tak, podnieść granicę w procedurze.",
        "The table “{table}” has {count} rows; the runbook allows {at_most} at most."
        / "Check that this is the right table; if so, raise the limit in the runbook.";
    "rows-duplicate":
        "W tabeli jest więcej niż jeden wiersz „{row}”."
        / "Proszę uporządkować nazwy na portalu: program nie zgaduje, o który wiersz chodzi.",
        "The table has more than one row “{row}”."
        / "Tidy up the names on the portal: krok does not guess which row is meant.";
    "write-unknown":
        "Nie wiadomo, czy zmiana została zapisana[: {why}]."
        / "Proszę sprawdzić wartości na portalu. Program nie ponawia zapisu, którego wyniku nie zna.",
        "Nobody knows whether the change was saved[: {why}]."
        / "Check the values on the portal. krok never repeats a write of unknown outcome.";
    "interrupted":
        "Przebieg przerwała osoba[ ({by})]."
        / "Proszę uruchomić procedurę ponownie: to, co już jest zgodne, pozostanie bez zmian.",
        "A person stopped the run[ ({by})]."
        / "Run again: what is already as wanted stays untouched.";
    "run-stopped":
        "Pominięto, bo przebieg zatrzymał się[ w kroku „{after}”]."
        / "Proszę usunąć przyczynę zatrzymania i uruchomić procedurę ponownie.",
        "Skipped: the run stopped[ in the step “{after}”]."
        / "Remove the cause of the stop, then run again.";
    "unknown-until-applied":
        "Pominięto w planie: wynik tego kroku zależy od zmian, których plan nie wykonuje."
        / "Krok zostanie wykonany po zatwierdzeniu planu.",
        "Skipped in the plan: this step depends on changes that a plan does not make."
        / "It is carried out once the plan is agreed to.";
    "evidence-failed":
        "Nie udało się zapisać materiału dowodowego: {what}."
        / "Proszę zwolnić miejsce na dysku lub wskazać inny folder. Bez zapisu program nic nie robi na portalu.",
        "Evidence could not be stored: {what}."
        / "Make room on the disk or choose another folder. Without evidence krok does nothing on the portal.";
    "label-alias":
        "Portal używa nazwy „{seen}” zamiast „{label}”; obie uznano za równoważne."
        / "Nic nie trzeba robić; równoważne nazwy wymienia opis portalu.",
        "The portal says “{seen}” instead of “{label}”; both count as the same."
        / "Nothing to do; the portal profile lists names that count as the same.";
    "navigated-by-menu":
        "„{label}” otwarto z rozwijanego menu[ „{menu}”]."
        / "Nic nie trzeba robić.",
        "“{label}” was opened from a menu[ (“{menu}”)]."
        / "Nothing to do.";
    "shared-machine":
        "Z komputera korzystają także inne osoby; mogłyby przejąć przeglądarkę w trakcie pracy."
        / "Procedury proszę uruchamiać na komputerze przypisanym do jednej osoby.",
        "Other people use this machine, too; they could take over the browser during a run."
        / "Run on a machine that one person uses.";
}
