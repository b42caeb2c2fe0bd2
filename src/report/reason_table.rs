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
        / "Proszę obejrzeć obraz strony przy tym kroku w raporcie i sprawdzić, czy konto ma potrzebne uprawnienia. Jeżeli portal używa innej nazwy, proszę przekazać raport autorowi procedury.",
        "The page has no “{label}”[ (place: {places})].[ Most similar: {nearest}.]"
        / "Look at the picture of this step in the report and check the rights of the account. If the portal uses another name, pass the report on to the runbook's author.";
    "target-ambiguous":
        "Na stronie jest więcej niż jeden element „{label}”: {candidates}."
        / "Program nie zgaduje, o który chodzi. Proszę przekazać raport autorowi procedury: trzeba w niej wskazać zakładkę, sekcję, okno, ramkę albo wiersz.",
        "The page has more than one “{label}”: {candidates}."
        / "krok does not guess which one is meant. Pass the report on to the runbook's author, who should name the tab, section, dialog, frame or row.";
    "identity-differs":
        "To nie jest to, co miało zostać usunięte: „{attribute}” to „{found}”, a miało być „{wanted}”."
        / "Niczego nie usunięto. Proszę sprawdzić na portalu, czy to właściwa pozycja; jeżeli cechy w procedurze są nieaktualne, proszę przekazać raport jej autorowi.",
        "This is not what was to be destroyed: “{attribute}” is “{found}” and should be “{wanted}”."
        / "Nothing was destroyed. Check on the portal whether this is the right item; if the attributes in the runbook are out of date, pass the report on to its author.";
    "identity-missing":
        "Strona nie podaje cechy „{attribute}”, po której krok ma rozpoznać to, co usuwa.[ Najbardziej podobne: {nearest}.]"
        / "Niczego nie usunięto. Proszę przekazać raport autorowi procedury: cecha musi być kolumną wiersza albo daną widoczną na stronie.",
        "The page does not tell the attribute “{attribute}”, by which the thing is to be recognised.[ Most similar: {nearest}.]"
        / "Nothing was destroyed. Pass the report on to the runbook's author: an attribute has to be a column of the row or a fact shown on the page.";
    "key-missing":
        "Nikt nie przepisał klucza „{key}”, więc niczego nie usunięto."
        / "Proszę uruchomić wykonanie w terminalu i przepisać klucz albo podać go w poleceniu: --confirm \"KROK={key}\".",
        "Nobody typed the key “{key}”, so nothing was destroyed."
        / "Apply in a terminal and type the key, or give it with the command: --confirm \"STEP={key}\".";
    "consent-missing":
        "Brakuje zgody: {from} – {about}."
        / "Niczego nie usunięto. Proszę uzyskać zgodę i podać plik zgody w poleceniu: --consent KROK=zgoda.toml.",
        "The consent is missing: {from} – {about}."
        / "Nothing was destroyed. Obtain the consent and give its file with the command: --consent STEP=consent.toml.";
    "consent-used":
        "Zgoda nr {number} była już wykorzystana[ w przebiegu {run}]."
        / "Niczego nie usunięto. Zgoda wystarcza na jeden raz; proszę uzyskać nową.",
        "The consent no. {number} was used before[ in the run {run}]."
        / "Nothing was destroyed. A consent is good for one time; obtain a new one.";
    "consent-expired":
        "Zgoda nr {number} była ważna do {expires}."
        / "Niczego nie usunięto. Proszę uzyskać nową zgodę.",
        "The consent no. {number} was good until {expires}."
        / "Nothing was destroyed. Obtain a new consent.";
    "dialog-other":
        "Portal zapytał o co innego: „{said}”.[ Miało być: „{wanted}”.]"
        / "Okno anulowano i niczego nie usunięto. Jeżeli pytanie dotyczy właściwej rzeczy, proszę przekazać raport autorowi procedury: w kroku trzeba poprawić tekst confirm.",
        "The portal asked something else: “{said}”.[ Wanted: “{wanted}”.]"
        / "The dialog was cancelled and nothing was destroyed. If it asks about the right thing, pass the report on to the runbook's author: the text of confirm in this step needs correction.";
    "dialog-more":
        "Po potwierdzeniu portal zapytał jeszcze raz: „{said}”; na to nie odpowiedziano twierdząco."
        / "O wyniku rozstrzyga ponowny odczyt listy. Proszę przekazać raport autorowi procedury.",
        "After the agreement the portal asked once more: “{said}”; that was not agreed to."
        / "Reading the list again decides. Pass the report on to the runbook's author.";
    "action-ignored":
        "Portal nie wykonał usunięcia i nic o tym nie powiedział: na świeżo otwartej liście „{table}” nadal jest „{row}”."
        / "Tak portal pomija czynność ze strony, która jest już nieaktualna, albo wysłaną drugi raz: każdą wykonuje tylko raz. Program nacisnął raz i nie ponawia. Proszę sprawdzić, czy nikt nie pracuje na tym koncie w innym oknie, i sporządzić nowy plan; gdy powtórzy się to drugi raz, proszę sprawdzić uprawnienia konta.",
        "The portal did not carry the destroying out and said nothing of it: a fresh view of the list “{table}” still has “{row}”."
        / "So a portal passes over an action of a page that is out of date, or one that is sent a second time: it carries each out once. krok pressed once and does not press again. See that nobody works with this account in another window, and make a new plan; if it happens again, check the rights of the account.";
    "not-gone":
        "Na świeżo otwartej liście „{table}” nadal jest „{row}”.[ Portal odpowiedział: {messages}.]"
        / "Proszę postąpić zgodnie z komunikatem portalu i sporządzić nowy plan.",
        "A fresh view of the list “{table}” still has “{row}”.[ The portal said: {messages}.]"
        / "Do as the portal's message says and make a new plan.";
    "others-vanished":
        "Razem z tym, co usunięto, z listy „{table}” znikły też: {rows}."
        / "Proszę natychmiast sprawdzić listę na portalu i Rejestr Zdarzeń: program nacisnął usuwanie tylko raz, dla jednej pozycji.",
        "Along with what was destroyed, these went from the list “{table}”: {rows}."
        / "Check the list on the portal and its log of events at once: krok pressed the destroying once, for one item only.";
    "already-gone":
        "Na liście „{table}” nie ma już „{row}”: usunięto to wcześniej, w przebiegu {run}."
        / "Nic nie trzeba robić.",
        "The list “{table}” no longer has “{row}”: the run {run} destroyed it."
        / "Nothing is to be done.";
    "gone-after-open-press":
        "Na liście „{table}” nie ma już „{row}”. Przebieg {run} nacisnął usuwanie i urwał się, zanim zobaczył skutek; lista pokazuje, że usunięcie doszło."
        / "Nic nie trzeba robić. Kto usunął pozycję, pokazuje Rejestr Zdarzeń portalu.",
        "The list “{table}” no longer has “{row}”. The run {run} pressed the destroying and broke off before it saw what came of it; the list shows that it arrived."
        / "Nothing is to be done. Who destroyed it is told by the portal's log of events.";
    "adopted":
        "Przebieg {run} urwał się w tym kroku. Portal pokazuje, że wszystko jest już tak, jak ma być."
        / "Nic nie trzeba robić.",
        "The run {run} broke off in this step. The portal shows that all is as it should be."
        / "Nothing is to be done.";
    "pressed-before":
        "Ten krok wykonał już przebieg {run}, więc program nie naciska drugi raz."
        / "Nic nie trzeba robić.",
        "The run {run} has done this step, so krok does not press again."
        / "Nothing is to be done.";
    "left-open":
        "Przebieg {run} urwał się w tym kroku po naciśnięciu i nie wiadomo, czy ono doszło. Program nie naciska drugi raz."
        / "Proszę sprawdzić na portalu, czy zmiana jest, i w razie potrzeby wykonać ten krok ręcznie. Potem proszę sporządzić nowy plan.",
        "The run {run} broke off in this step after a press, and nobody knows whether it arrived. krok does not press again."
        / "Look at the portal whether the change is there, and do this step by hand if need be. Then make a new plan.";
    "agreed-first":
        "Na pierwsze pytanie portalu („{said}”) odpowiedziano zgodą, a samej rzeczy nie usunięto: ta pierwsza zmiana mogła zostać na portalu."
        / "Proszę to sprawdzić na portalu, a potem usunąć przyczynę i uruchomić procedurę jeszcze raz albo cofnąć tę zmianę.",
        "The portal's first question (“{said}”) was agreed to, and the thing itself was not destroyed: that first change may stand."
        / "Look on the portal, then remove the cause and run the procedure again, or take the change back.";
    "target-hidden":
        "„{label}” jest na stronie, ale nie jest widoczne."
        / "Proszę uruchomić procedurę jeszcze raz od planu. Jeżeli się powtórzy, proszę przekazać raport autorowi procedury; obraz strony z tej chwili jest w raporcie przy tym kroku.",
        "“{label}” is on the page but cannot be seen."
        / "Run again with a new plan. If it happens again, pass the report on to the runbook's author; the picture of that moment is in the report, at this step.";
    "target-disabled":
        "„{label}” jest na stronie, ale jest nieaktywne."
        / "Proszę sprawdzić na portalu, czy konto ma prawo do tej czynności. Jeżeli ma, proszę przekazać raport autorowi procedury: formularz mógł nie być w trybie edycji.",
        "“{label}” is on the page but disabled."
        / "Check on the portal whether the account may do this. If it may, pass the report on to the runbook's author: perhaps the form was not being edited.";
    "target-covered":
        "„{label}” jest zasłonięte[ przez: {by}]."
        / "Proszę zamknąć w przeglądarce okno lub komunikat, który zasłania stronę, i uruchomić procedurę jeszcze raz.",
        "“{label}” is covered[ by: {by}]."
        / "Close the dialog or message that covers the page, then run again.";
    "target-moving":
        "„{label}” porusza się bez przerwy."
        / "Proszę zatrzymać ruch na stronie (karuzelę, pasek ogłoszeń) i uruchomić procedurę jeszcze raz. Jeżeli się nie da, proszę przekazać raport autorowi procedury.",
        "“{label}” moves without end."
        / "Stop the movement on the page (a carousel, a ticker), then run again. If that cannot be done, pass the report on to the runbook's author.";
    "target-replaced":
        "Strona wciąż podmienia „{label}” na nowy element, więc nie dało się go użyć."
        / "Proszę uruchomić procedurę jeszcze raz, gdy portal będzie mniej obciążony. Jeżeli się powtórzy, proszę przekazać raport autorowi procedury.",
        "The page keeps putting another element in place of “{label}”, so it could not be used."
        / "Run again when the portal is less busy. If it happens again, pass the report on to the runbook's author.";
    "list-open":
        "Nie udało się zamknąć listy pola „{field}”; zasłania ona następne pola."
        / "Niczego nie zapisano. Proszę sprawdzić na portalu, jak człowiek zamyka tę listę, i przekazać raport autorowi procedury.",
        "The list of the field “{field}” could not be closed; it lies over the next fields."
        / "Nothing was saved. See on the portal how a person closes this list, and pass the report on to the runbook's author.";
    "page-silent":
        "Strona nie odpowiedziała w wyznaczonym czasie."
        / "Komputer lub portal jest zbyt zajęty. Proszę zamknąć zbędne programy i uruchomić procedurę jeszcze raz; gdy się powtórzy, proszę wydłużyć czas na krok (deadline) w opisie portalu.",
        "The page did not answer in time."
        / "Machine or portal is too busy. Close programs that are not needed and run again; if it happens again, give a step more time (deadline) in the portal profile.";
    "suggestion-missing":
        "Pole „{field}” nie podpowiada „{wanted}”.[ Podpowiedzi: {options}.]"
        / "Proszę sprawdzić na portalu, jak brzmi ta pozycja. Jeżeli inaczej niż w procedurze, proszę przekazać raport jej autorowi.",
        "The field “{field}” does not suggest “{wanted}”.[ Its suggestions: {options}.]"
        / "Check on the portal how this entry is called. If otherwise than in the runbook, pass the report on to its author.";
    "window-missing":
        "Nie ma okna „{title}”.[ Otwarte okna: {windows}.]"
        / "Proszę przekazać raport autorowi procedury: krok przed tym miał otworzyć to okno, a tego nie zrobił albo okno ma inny tytuł.",
        "There is no window “{title}”.[ Open windows: {windows}.]"
        / "Pass the report on to the runbook's author: the step before should have opened it and did not, or it has another title.";
    "when":
        "Warunek kroku nie zachodzi: {question}.[ Jest: {found}.][ {because}]"
        / "Krok celowo pominięto. Jeżeli miał być wykonany, proszę sprawdzić stan portalu i uruchomić procedurę jeszcze raz.",
        "The condition of the step does not hold: {question}.[ Found: {found}.][ {because}]"
        / "The step was left out on purpose. If it should have been done, check the state of the portal and run again.";
    "require":
        "Wymagany warunek nie zachodzi: {question}.[ Jest: {found}.][ {because}]"
        / "Proszę doprowadzić do tego, by warunek zachodził, i uruchomić procedurę jeszcze raz. Krok, który go wymaga, i następne nie zostały wykonane.",
        "What is required does not hold: {question}.[ Found: {found}.][ {because}]"
        / "See to it that it holds, then run again. The step that requires it and those after it were not done.";
    "condition-unknown":
        "Nie da się rozstrzygnąć warunku: {question}.[ {because}]"
        / "Warunek pyta o wartość, której w tym przebiegu nikt nie podał, na przykład o odpowiedź w pominiętym kroku. Proszę uruchomić procedurę jeszcze raz i ją podać.",
        "The condition cannot be decided: {question}.[ {because}]"
        / "It asks for a value that nobody gave in this run, such as the answer in a step that was left out. Run again and give it.";
    "rows-miscounted":
        "W tabeli „{table}” portal podaje {said}, a odczytano {count}."
        / "Lista mogła się zmienić w trakcie odczytu. Proszę sporządzić nowy plan; jeżeli liczby znów się różnią, proszę przekazać raport autorowi procedury.",
        "Of the table “{table}” the portal says {said}, but {count} were read."
        / "The list may have changed while it was read. Make a new plan; if the numbers differ again, pass the report on to the runbook's author.";
    "dialog-not-shown":
        "Spodziewane okno z pytaniem[ „{text}”] się nie pojawiło."
        / "Proszę sprawdzić, czy portal zrobił to, co miał: zwykle najpierw pyta.",
        "The expected dialog[ “{text}”] did not come."
        / "Check that the portal did what it should: it usually asks first.";
    "field-to-appear":
        "Pola „{field}” jeszcze nie ma: portal pokazuje je dopiero po ustawieniu wcześniejszych."
        / "Nic nie trzeba robić; przy wykonaniu program poczeka na to pole i odczyta je ponownie po zapisie.",
        "The field “{field}” is not there yet: the portal shows it only once the fields before it are set."
        / "Nothing is to be done; when the plan is carried out, krok waits for the field and reads it again after saving.";
    "file-not-readable":
        "Portal nie pokazuje pliku w polu „{field}” po zapisie, więc nie można go odczytać ponownie."
        / "Proszę sprawdzić na portalu, czy załącznik jest na miejscu.",
        "The portal does not show the file of “{field}” after saving, so it cannot be read again."
        / "Check on the portal that the attachment is there.";
    "target-not-ready":
        "Element[ „{label}”] nie był gotowy, więc go nie użyto[: {cause}]."
        / "Program sam ponawia próbę. Jeżeli się nie uda, proszę sprawdzić, czy portal działa, i uruchomić procedurę jeszcze raz.",
        "The element[ “{label}”] was not ready and was not used[: {cause}]."
        / "krok tries again on its own. If that fails, check that the portal works, then run again.";
    "wrong-control":
        "W polu „{field}” nie da się ustawić „{wanted}”: to pole innego rodzaju."
        / "Proszę przekazać raport autorowi procedury: wartość w procedurze nie pasuje do pola, które widać na obrazie.",
        "The field “{field}” cannot hold “{wanted}”: it is of another kind."
        / "Pass the report on to the runbook's author: the value in the runbook does not suit the field in the picture.";
    "option-missing":
        "Pole „{field}” nie ma pozycji „{wanted}”.[ Są: {options}.]"
        / "Proszę sprawdzić na portalu, czy tej pozycji nie trzeba najpierw dodać. Jeżeli nazywa się inaczej, proszę przekazać raport autorowi procedury.",
        "The field “{field}” has no option “{wanted}”.[ It has: {options}.]"
        / "Check on the portal whether the option has to be added first. If it has another name, pass the report on to the runbook's author.";
    "text-missing":
        "Na stronie nie ma oczekiwanego tekstu „{text}”."
        / "Proszę obejrzeć obraz strony przy tym kroku: mogła otworzyć się inna strona. Jeżeli portal zmienił treść, proszę przekazać raport autorowi procedury.",
        "The expected text “{text}” is not on the page."
        / "Look at the picture of this step: another page may have opened. If the portal changed its wording, pass the report on to the runbook's author.";
    "text-present":
        "Na stronie jest tekst „{text}”, którego miało nie być."
        / "Proszę obejrzeć obraz strony przy tym kroku i ustalić, skąd pochodzi ten tekst; w razie wątpliwości proszę przekazać raport autorowi procedury.",
        "The text “{text}” is on the page and should not be."
        / "Look at the picture of this step and find out where the text comes from; if in doubt, pass the report on to the runbook's author.";
    "text-unread":
        "Strona ma więcej tekstu, niż krok czyta (najwyżej {texts} tekstów i {letters} znaków), więc nie wiadomo, czy jest na niej „{text}”."
        / "Proszę zmniejszyć liczbę wierszy na stronie, na przykład filtrem, albo przekazać raport autorowi procedury: warunek może pytać o pole albo o wiersz tabeli.",
        "The page has more text than krok reads (at most {texts} texts and {letters} letters), so it is not known whether “{text}” is on it."
        / "Make the page show fewer rows, by a filter for example, or pass the report on to the runbook's author: a condition may ask about a field or a row of a table.";
    "value-differs":
        "Pole „{field}” ma wartość „{found}”, a powinno mieć „{wanted}”."
        / "Proszę sprawdzić to pole na portalu i sporządzić nowy plan: pokaże, co jeszcze trzeba zmienić.",
        "The field “{field}” holds “{found}” and should hold “{wanted}”."
        / "Check the field on the portal and make a new plan: it shows what is left to change.";
    "message-missing":
        "Portal nie potwierdził zapisu komunikatem „{text}”."
        / "O wyniku rozstrzyga ponowny odczyt: proszę porównać w tabeli zmian wartości po zapisie.",
        "The portal did not confirm with the message “{text}”."
        / "Reading again decides: compare the values after saving in the table of changes.";
    "message-other":
        "Dane zostały zapisane, co pokazał ponowny odczyt, ale portal odpowiedział innym komunikatem niż w procedurze. Jest: {messages}. Miało być: {wanted}."
        / "Proszę przeczytać komunikat portalu. Jeżeli potwierdza zapis, proszę przekazać raport autorowi procedury: w kroku trzeba poprawić tekst saved.",
        "The data are stored, as reading again showed, but the portal answered with another message than the runbook has. Seen: {messages}. Wanted: {wanted}."
        / "Read the portal's message. If it confirms the saving, pass the report on to the runbook's author: the text of saved in this step needs correction.";
    "message-unproved":
        "Portal odpowiedział na zapis innym komunikatem niż w procedurze, a formularza nie dało się odczytać ponownie, więc nie wiadomo, czy dane zapisano. Jest: {messages}. Miało być: {wanted}."
        / "Proszę obejrzeć ten formularz na portalu i sporządzić nowy plan: pokaże, co naprawdę jest zapisane.",
        "The portal answered the saving with another message than the runbook has, and the form could not be read again, so nobody knows whether the data are stored. Seen: {messages}. Wanted: {wanted}."
        / "Look at this form on the portal and make a new plan: it shows what is really stored.";
    "validation":
        "Portal odrzucił dane: {messages}.[ Zamiast tego miał się pojawić komunikat „{wanted}”; ponowny odczyt pokazał, że danych nie zapisano.]"
        / "Proszę postąpić zgodnie z komunikatem portalu i sporządzić nowy plan. Jeżeli błędna jest wartość w procedurze, proszę przekazać raport jej autorowi.",
        "The portal refused the data: {messages}.[ The message “{wanted}” should have come instead; reading again showed that the data are not stored.]"
        / "Do as the portal's message says and make a new plan. If the value in the runbook is wrong, pass the report on to its author.";
    "entity-wrong":
        "Portal pokazuje podmiot „{seen}”, a procedurę uruchomiono dla „{wanted}”."
        / "Proszę zmienić podmiot na portalu i uruchomić procedurę jeszcze raz.",
        "The portal shows the entity “{seen}”; the run is for “{wanted}”."
        / "Change the entity on the portal, then run again.";
    "entity-missing":
        "Portal nie pokazuje, w czyim imieniu działa konto (oczekiwano: „{wanted}”)."
        / "Proszę wybrać na portalu właściwy podmiot i uruchomić procedurę jeszcze raz.",
        "The portal does not show for whom the account acts (wanted: “{wanted}”)."
        / "Choose the right entity on the portal, then run again.";
    "host-wrong":
        "Otwarta strona nie należy do portalu: {url}."
        / "Proszę wrócić w przeglądarce na portal i uruchomić procedurę jeszcze raz; poza portalem program nic nie robi.",
        "The open page does not belong to the portal: {url}."
        / "Go back to the portal and run again; krok does nothing elsewhere.";
    "session-lost":
        "Sesja na portalu wygasła[ ({url})][: na stronie stoi „{text}”][: naciśnięcie nic nie zrobiło, a w odpowiedzi przyszła inna strona ({answer})]."
        / "Proszę zalogować się na portalu i wydać polecenie krok resume z nazwą teczki: to, co już jest zgodne, pozostanie bez zmian.",
        "The session on the portal has ended[ ({url})][: the page says “{text}”][: a press did nothing, and another page came in answer ({answer})]."
        / "Log in again and go on with krok resume and the name of the bundle: what is already as wanted stays untouched.";
    "server-error":
        "Serwer portalu zgłosił błąd {status}[ ({url})]."
        / "Proszę spróbować za kilka minut poleceniem krok resume z nazwą teczki. Jeżeli błąd się powtarza, proszę zawiadomić pomoc techniczną portalu i podać godzinę z raportu.",
        "The portal's server failed with status {status}[ ({url})]."
        / "Try again in a few minutes with krok resume and the name of the bundle. If the error comes back, report it to the portal's help desk with the time in the report.";
    "answer-missing":
        "Portal nie odpowiedział w wyznaczonym czasie[ ({what})]."
        / "Proszę sprawdzić, czy portal działa, i wydać polecenie krok resume z nazwą teczki.",
        "The portal gave no answer in time[ ({what})]."
        / "Check whether the portal works, then go on with krok resume and the name of the bundle.";
    "page-touched":
        "Ktoś użył strony portalu, gdy pracował na niej program: {how}[ („{at}”)].[ Program pracował na stronie {wanted}.]"
        / "Proszę zamknąć to, co zostało otwarte, i nie używać tego okna, dopóki program pracuje. Dalej prowadzi polecenie krok resume z nazwą teczki: strona zostanie otwarta na nowo, a to, co już jest zgodne, pozostanie bez zmian.",
        "Somebody touched the portal's page while krok worked on it: {how}[ (“{at}”)].[ krok was at work on {wanted}.]"
        / "Close what was opened, and leave this window alone while krok works. Go on with krok resume and the name of the bundle: the page is opened anew, and what is already as wanted stays untouched.";
    "page-moved":
        "Portal sam otworzył w tym oknie inną stronę albo odświeżył ją przed zapisem[ ({url})]. Krok podjęto na nowo."
        / "Nic nie trzeba robić.",
        "The portal itself led on to another page, or loaded this one anew, before anything was saved[ ({url})]. The step was taken up again."
        / "Nothing is to be done.";
    "pauses-too-many":
        "W tym kroku praca była przerywana już {count} razy; program nie próbuje dalej."
        / "Proszę wrócić do pracy o innej porze poleceniem krok resume z nazwą teczki.",
        "The work on this step was interrupted {count} times; krok does not try again."
        / "Come back at another time with krok resume and the name of the bundle.";
    "entity-other":
        "Portal działa teraz w imieniu „{seen}”; przebieg jest dla „{wanted}”."
        / "Proszę wybrać w oknie przeglądarki właściwy podmiot.",
        "The portal acts for “{seen}” now; the run is for “{wanted}”."
        / "Choose the right entity in the browser window.";
    "save-not-stored":
        "Zapis sprzed przerwy nie dotarł do portalu: formularz stoi tak, jak widział go plan. Zostanie wypełniony jeszcze raz."
        / "Nic nie trzeba robić.",
        "The save before the pause did not reach the portal: the form stands as the plan saw it. It is filled in once more."
        / "Nothing is to be done.";
    "portal-asked":
        "Na żądanie strony odpowiedziała cała strona; program otworzył pierwszą stronę portalu, aby sprawdzić, czy portal jest zamknięty."
        / "Nic nie trzeba robić.",
        "A whole page answered a request of the page; krok opened the portal's first page to see whether the portal is closed."
        / "Nothing is to be done.";
    "gone-after-pause":
        "Portal nie potwierdził usunięcia, ale na świeżo odczytanej liście „{table}” nie ma już „{row}”."
        / "Nic nie trzeba robić.",
        "The portal did not confirm the destroying, but the list “{table}”, read afresh, has no “{row}” any more."
        / "Nothing is to be done.";
    "still-there":
        "Naciśnięto usuwanie, portal przerwał pracę, a „{row}” nadal stoi na liście „{table}”."
        / "Program nie naciska drugi raz. Proszę sprawdzić na portalu, co się stało, uzyskać nową zgodę i wydać polecenie krok resume z nazwą teczki.",
        "What destroys was pressed, the portal broke off, and “{row}” is still on the list “{table}”."
        / "krok does not press twice. Check on the portal what happened, obtain a fresh consent, and go on with krok resume and the name of the bundle.";
    "maintenance":
        "Portal jest niedostępny[: „{heading}”]."
        / "Proszę spróbować po zakończeniu prac serwisowych.",
        "The portal is out of service[: “{heading}”]."
        / "Try again when the maintenance is over.";
    "not-quiet":
        "Strona nie skończyła się wczytywać w wyznaczonym czasie[: {what}]."
        / "Proszę sprawdzić działanie portalu i łącza, a potem uruchomić procedurę jeszcze raz.",
        "The page did not come to rest in time[: {what}]."
        / "Check the portal and the connection, then run again.";
    "dialog-open":
        "Otwarło się nieprzewidziane okno z pytaniem: „{text}”."
        / "Proszę odpowiedzieć na nie samodzielnie w przeglądarce i uruchomić procedurę jeszcze raz. Jeżeli pojawia się za każdym razem, proszę przekazać raport autorowi procedury.",
        "An unexpected dialog opened: “{text}”."
        / "Answer it yourself in the browser, then run again. If it opens every time, pass the report on to the runbook's author.";
    "page-unreachable":
        "Nie udało się otworzyć strony[ {url}][: {why}]."
        / "Proszę sprawdzić połączenie z internetem i komunikaty o przerwach w pracy portalu, a potem uruchomić procedurę jeszcze raz.",
        "The page could not be opened[: {url}][ ({why})]."
        / "Check the connection and the portal's announcements of maintenance, then run again.";
    "window-closed":
        "Okno albo karta, w której pracował program, zostało zamknięte; przeglądarka działa dalej."
        / "Proszę wydać polecenie krok resume z nazwą teczki i nie zamykać tego okna, dopóki program pracuje.",
        "The window or tab in which krok worked was closed; the browser is still there."
        / "Go on with krok resume and the name of the bundle, and leave that window open while krok works.";
    "browser-lost":
        "Utracono połączenie z przeglądarką: zamknięto ją albo przestała działać."
        / "Proszę wydać polecenie krok resume z nazwą teczki: program otworzy przeglądarkę na nowo. W trakcie pracy nie należy jej zamykać.",
        "The browser is gone: it was closed, or it ended by itself."
        / "Go on with krok resume and the name of the bundle: krok opens a browser again. Leave it open while krok works.";
    "mask-failed":
        "Na stronie nie udało się zakryć danych osób, więc nie ma jej obrazu."
        / "Niczego odkrytego nie zapisano. Proszę uruchomić procedurę jeszcze raz, gdy strona przestanie się zmieniać; jeżeli się powtórzy, proszę przekazać raport autorowi profilu portalu.",
        "Numbers or names of persons on the page could not be covered, so there is no picture of it."
        / "Nothing uncovered was stored. Run again when the page has stopped changing; if it happens again, pass the report on to the author of the portal profile.";
    "masks-without-key":
        "Nazwy masek nadano bez klucza ({count}): równe nazwy znaczą równe wartości tylko w tym przebiegu, nie w porównaniu z innym."
        / "Klucz leży w folderze stanu osoby, która uruchamia program; bez takiego folderu go nie ma.",
        "Names of masks were given without a key ({count}): equal names mean equal values in this run alone, not beside another."
        / "The key is kept in the state folder of whoever starts krok; without such a folder there is none.";
    "browser-protocol":
        "Przeglądarka odpowiedziała w nieoczekiwany sposób."
        / "Proszę uruchomić procedurę jeszcze raz. Jeżeli się powtórzy, proszę sprawdzić instalację poleceniem krok doctor.",
        "The browser gave an unexpected answer."
        / "Run again. If it happens again, look at the installation with krok doctor.";
    "stale-plan":
        "Pole „{field}” ma teraz wartość „{found}”, a w chwili planowania miało „{planned}”."
        / "Proszę ustalić, kto je zmienił, i sporządzić nowy plan. Jeżeli obecna wartość jest już tą właściwą, poza nowym planem nic nie trzeba robić.",
        "The field “{field}” now holds “{found}”; when planned it held “{planned}”."
        / "Find out who changed it and make a new plan. If the present value is already the wanted one, nothing but a new plan is needed.";
    "not-planned":
        "Plan nie obejmuje pola „{field}”."
        / "Proszę sporządzić nowy plan i zatwierdzić go ponownie.",
        "The plan does not cover the field “{field}”."
        / "Make a new plan and agree to it again.";
    "effect-greater":
        "Portal zalicza „{label}” do czynności o większym skutku ({listed}), niż podaje procedura ({declared}), więc jej nie wykonano."
        / "Niczego nie naciśnięto. Proszę przekazać raport autorowi procedury: skutek kroku musi zgadzać się z opisem portalu.",
        "The portal profile lists “{label}” with a greater effect ({listed}) than the runbook declares ({declared}), so it was not pressed."
        / "Nothing was pressed. Pass the report on to the runbook's author: the effect of the step has to agree with the portal profile.";
    "table-missing":
        "Na stronie nie ma tabeli „{table}”[ z kolumną „{key}”].[ Najbardziej podobne: {nearest}.]"
        / "Proszę obejrzeć obraz strony przy tym kroku: mogła otworzyć się inna strona. Jeżeli portal używa innej nazwy, proszę przekazać raport autorowi procedury.",
        "The page has no table “{table}”[ with the column “{key}”].[ Most similar: {nearest}.]"
        / "Look at the picture of this step: another page may have opened. If the portal uses another name, pass the report on to the runbook's author.";
    "row-vanished":
        "Z tabeli „{table}” zniknął wiersz „{row}”, odczytany na początku."
        / "Proszę ustalić, kto go usunął, i sporządzić nowy plan.",
        "The row “{row}”, read at the start, is gone from the table “{table}”."
        / "Find out who removed it, then make a new plan.";
    "row-appeared":
        "W tabeli[ „{table}”] pojawił się nowy wiersz „{row}”; nie objęto go tym przebiegiem."
        / "Jeżeli ten wiersz również ma być opracowany, proszę sporządzić nowy plan.",
        "A new row “{row}” appeared[ in the table “{table}”]; this run leaves it alone."
        / "Make a new plan if this row is to be worked on, too.";
    "no-lines":
        "Dla danej „{input}” nie ma niczego do zrobienia: plik[ {file}] ma nagłówek i żadnego wiersza."
        / "Proszę sprawdzić, czy tak zdecydował urząd. Jeżeli nie, proszę dopisać wiersze i sporządzić nowy plan.",
        "There is nothing to do for the input “{input}”: the file[ {file}] has a header and no line."
        / "Check that the office decided so. If not, add lines and make a new plan.";
    "row-not-reached":
        "Wiersza „{row}”[ z tabeli „{table}”] nie opracowano, bo przebieg zatrzymał się wcześniej."
        / "Po usunięciu przyczyny zatrzymania proszę sporządzić nowy plan.",
        "The row “{row}”[ of the table “{table}”] was not reached: the run stopped before."
        / "Remove the cause of the stop, then make a new plan.";
    "rows-too-many":
        "Liczba wierszy w tabeli „{table}”: {count}. Procedura dopuszcza najwyżej {at_most}."
        / "Proszę sprawdzić na obrazie, czy to właściwa tabela. Jeżeli tak, proszę poprosić autora procedury o podniesienie granicy.",
        "The table “{table}” has {count} rows; the runbook allows {at_most} at most."
        / "Check in the picture that this is the right table. If so, ask the runbook's author to raise the limit.";
    "rows-too-few":
        "Liczba wierszy w tabeli „{table}”: {count}. Procedura wymaga co najmniej {at_least}."
        / "Proszę sprawdzić na portalu, czy konto ma uprawnienia do tej listy i czy lista się wczytała. Jeżeli może być krótsza, proszę poprosić autora procedury o `at_least`.",
        "The table “{table}” has {count} rows; the runbook needs {at_least} at least."
        / "Check on the portal that the account may see this list and that it was loaded. If it may be shorter, ask the runbook's author for `at_least`.";
    "rows-duplicate":
        "W tabeli jest więcej niż jeden wiersz „{row}”."
        / "Program nie zgaduje, o który wiersz chodzi. Proszę na portalu nadać wierszom różne nazwy albo przekazać raport autorowi procedury.",
        "The table has more than one row “{row}”."
        / "krok does not guess which row is meant. Give the rows different names on the portal, or pass the report on to the runbook's author.";
    "key-personal":
        "Kolumna „{key}” w tabeli „{table}” zawiera numery PESEL, więc nie może rozróżniać wierszy."
        / "Numery PESEL nie trafiają do dowodów. Proszę poprosić autora procedury o inną kolumnę w `key`.",
        "The column “{key}” of the table “{table}” holds PESEL numbers, so it cannot tell rows apart."
        / "PESEL numbers do not get into the evidence. Ask the runbook's author for another column in `key`.";
    "write-unknown":
        "Nie wiadomo, czy zmiana została zapisana[ ({cause})]."
        / "Proszę obejrzeć ten formularz na portalu i sporządzić nowy plan: pokaże, co naprawdę jest zapisane. Program nie ponawia zapisu, którego wyniku nie zna.",
        "Nobody knows whether the change was saved[ ({cause})]."
        / "Look at this form on the portal and make a new plan: it shows what is really stored. krok never repeats a write of unknown outcome.";
    "interrupted":
        "Przebieg przerwał operator[ ({by})]."
        / "Aby dokończyć, proszę sporządzić nowy plan: to, co już jest zgodne, pozostanie bez zmian.",
        "The operator stopped the run[ ({by})]."
        / "To finish, make a new plan: what is already as wanted stays untouched.";
    "run-stopped":
        "Przebieg zatrzymał się wcześniej[, w kroku „{after}”]."
        / "Proszę usunąć przyczynę zatrzymania i sporządzić nowy plan.",
        "The run stopped before[, in the step “{after}”]."
        / "Remove the cause of the stop, then make a new plan.";
    "unknown-until-applied":
        "Wynik tego kroku zależy od zmian, których plan nie wykonuje."
        / "Krok zostanie wykonany po zatwierdzeniu planu.",
        "This step depends on changes that a plan does not make."
        / "It is carried out once the plan is agreed to.";
    "evidence-failed":
        "Nie udało się zapisać dowodów. Bez zapisu program nic nie robi na portalu."
        / "Proszę zwolnić miejsce na dysku lub wskazać inny folder na teczki (--out), a potem sporządzić nowy plan.",
        "Evidence could not be stored. Without it krok does nothing on the portal."
        / "Make room on the disk or choose another folder for bundles (--out), then make a new plan.";
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
        "Z komputera korzystają także inne osoby[ ({accounts})]; mogłyby przejąć przeglądarkę w trakcie pracy."
        / "Procedury proszę uruchamiać na komputerze przypisanym do jednej osoby.",
        "Other people use this machine, too[ ({accounts})]; they could take over the browser during a run."
        / "Run on a machine that one person uses.";
    "driver-hidden":
        "Sterownik przeglądarki nasłuchiwał tylko na tym komputerze, pod losową ścieżką; sama przeglądarka nie miała portu, ich folder był prywatny, a dziennika nie było. Kto poznałby port i ścieżkę, mógłby przejąć przeglądarkę: tego program nie może wykluczyć."
        / "Wyklucza to dopiero komputer, z którego korzysta jedna osoba.",
        "The browser's driver listened on this machine only, under a random path; the browser itself had no port, their folder was private, and no log was kept. Whoever knew port and path could take the browser over: krok cannot rule that out."
        / "Only a machine that one person uses rules it out.";
    "driver-open":
        "Sterownik i sama przeglądarka nasłuchiwały tylko na tym komputerze, ale bez tajnej ścieżki; ich folder był prywatny, a dziennika nie było. Kto połączyłby się w chwili otwierania przeglądarki, mógłby ją przejąć: tego program nie może wykluczyć."
        / "Wyklucza to dopiero komputer, z którego korzysta jedna osoba.",
        "The driver and the browser itself listened on this machine only, but under no secret path; their folder was private, and no log was kept. Whoever connected while the browser opened could take it over: krok cannot rule that out."
        / "Only a machine that one person uses rules it out.";
    "processes-visible":
        "Inne konta na tym komputerze widzą polecenia uruchomionych programów, a w nich tajną ścieżkę sterownika przeglądarki."
        / "Administrator może to wyłączyć: /proc zamontowany z opcją hidepid=invisible.",
        "Other accounts on this machine see the commands of running programs, and in them the secret path of the browser's driver."
        / "An administrator can end that: /proc mounted with hidepid=invisible.";
    "clock-behind":
        "Zegar komputera pokazywał wcześniejszą chwilę niż na początku poprzedniego przebiegu ({run}, {before})."
        / "O kolejności przebiegów w folderze rozstrzyga numer przebiegu w dzienniku, a nie godzina ani nazwa teczki. Proszę sprawdzić, czy zegar komputera jest ustawiany automatycznie.",
        "The machine's clock showed an earlier time than at the beginning of the run before ({run}, {before})."
        / "The order of the runs in a folder is their number in the trail, not the hour and not the name of the bundle. Check that the clock of the machine is set automatically.";
    "clock-put-back":
        "Zegar komputera cofnięto w trakcie przebiegu: przed zapisem nr {record} było {before}, a potem {after}."
        / "O kolejności rozstrzygają numery zapisów, a czas trwania liczono niezależnie od zegara. Godziny przed tą chwilą i po niej nie są porównywalne.",
        "The machine's clock was put back during the run: before record {record} it was {before}, afterwards {after}."
        / "The order of things is the number of the records, and durations do not depend on the clock. The hours before and after cannot be compared.";
    "clock-put-forward":
        "Zegar komputera przesunął się w trakcie przebiegu naprzód: przed zapisem nr {record} było {before}, a potem {after}. Przestawiono go albo komputer był uśpiony."
        / "O kolejności rozstrzygają numery zapisów, a czas trwania liczono niezależnie od zegara, bez czasu uśpienia.",
        "The machine's clock went forward during the run: before record {record} it was {before}, afterwards {after}. It was set, or the machine was asleep."
        / "The order of things is the number of the records, and durations do not depend on the clock; sleep is not in them.";
    "clock-against-stamp":
        "Zegar komputera wskazywał przy zapisie nr {record} godzinę {clock}, a znacznik czasu, który właśnie dostano, {stamped}."
        / "Godziny w dzienniku nie zgadzają się z wystawcą znacznika: zegar źle chodził albo był przestawiony. Wiążące są chwile ze znaczników.",
        "At record {record} the machine's clock showed {clock}, and the time stamp that had just been got says {stamped}."
        / "The hours in the trail do not agree with the authority: the clock was wrong, or was set to another time. The times of the stamps are the ones to go by.";
    "time-zone-changed":
        "W trakcie przebiegu zmieniła się strefa czasowa: przed zapisem nr {record} było {before}, a potem {after}."
        / "Każda godzina w dzienniku ma swoje przesunięcie względem UTC; bez niego godziny przed tą chwilą i po niej nie są porównywalne.",
        "The time zone changed during the run: before record {record} it was {before}, afterwards {after}."
        / "Every hour in the trail has its offset from UTC; without it the hours before and after cannot be compared.";
    "anchor-missing":
        "Serwis znaczników czasu {tsa} nie wystawił znacznika: {said}."
        / "Bez znacznika czas przebiegu poświadcza tylko zegar tego komputera. Po zakończeniu można jeszcze poświadczyć pieczęć: krok anchor request i krok anchor import.",
        "The time stamping service {tsa} issued no time stamp: {said}."
        / "Without one, nothing but this machine's clock says when the run was. The seal can still be stamped afterwards: krok anchor request and krok anchor import.";
    "row-unexpected":
        "W tabeli „{table}” jest wiersz „{row}”, którego procedura nie oczekuje."
        / "Proszę ustalić, czym jest ten wiersz. Program go nie zmienia; jeżeli jest potrzebny, proszę przekazać raport autorowi procedury.",
        "The table “{table}” has a row “{row}” that the runbook does not expect."
        / "Find out what this row is. krok leaves it alone; if it is needed, pass the report on to the runbook's author.";
    "row-absent":
        "W tabeli „{table}” nie ma oczekiwanego wiersza „{row}”."
        / "Proszę sprawdzić na portalu, czy wiersz usunięto albo nazwano inaczej.",
        "The table “{table}” lacks the expected row “{row}”."
        / "Check on the portal whether the row was removed or renamed.";
    "rows-more-than-advised":
        "Liczba wierszy w tabeli „{table}”: {count}. Instrukcja zaleca najwyżej {advised}."
        / "Proszę rozważyć z opiekunem systemu, czy wszystkie są potrzebne; program niczego z tym nie robi.",
        "The table “{table}” has {count} rows; the instruction advises {advised} at most."
        / "Consider whether all of them are needed; krok does nothing about it.";
    "rows-differ":
        "Tabela „{table}” ma inne wiersze, niż oczekuje procedura.[ Nieoczekiwane: {unexpected}.][ Brakujące: {absent}.]"
        / "Proszę porównać tabelę w raporcie z portalem i ustalić, skąd wzięła się różnica.",
        "The table “{table}” has other rows than the runbook expects.[ Not expected: {unexpected}.][ Absent: {absent}.]"
        / "Compare the table in the report with the portal and find out where the difference comes from.";
    "differs":
        "Przegląd dobiegł końca i wykazał różnice; kroki z różnicami: {count}, pierwsza: „{first}”."
        / "Wszystkie różnice są w raporcie. Proszę uruchomić procedurę, która je usuwa, a potem ten przegląd jeszcze raz.",
        "The review came to its end and found differences; steps with differences: {count}, the first: “{first}”."
        / "All differences are in the report. Run the procedure that removes them, then this review once more.";
    "visit-insecure":
        "Pod adres „{address}” nie wolno wchodzić: nie jest to pełny adres szyfrowany (https)."
        / "Proszę podać adres zaczynający się od https://, bez nazwy użytkownika i hasła.",
        "The address “{address}” may not be visited: it is not a whole encrypted address (https)."
        / "Give an address that begins with https://, without user name and password.";
    "visit-inside":
        "Adres „{address}” należy do portalu albo do jego logowania, a ten krok sprawdza adresy spoza portalu."
        / "Proszę poprawić adres w danych wejściowych; strony portalu otwiera inny krok procedury.",
        "The address “{address}” belongs to the portal or its login, and this step checks addresses outside the portal."
        / "Correct the address in the inputs; pages of the portal are opened by another step.";
    "visit-unanswered":
        "Adres „{address}” nie odpowiada[ ({why})]."
        / "Proszę otworzyć go w zwykłej przeglądarce. Jeżeli tam działa, proszę uruchomić procedurę jeszcze raz; jeżeli nie, proszę poprawić adres.",
        "The address “{address}” does not answer[ ({why})]."
        / "Open it in an ordinary browser. If it works there, run again; if not, correct the address.";
    "visit-refused":
        "Adres „{address}” odpowiada błędem: HTTP {status}."
        / "Proszę poprawić adres albo poprosić jego właściciela o naprawę strony; obraz odpowiedzi jest w raporcie.",
        "The address “{address}” answers with an error: HTTP {status}."
        / "Correct the address, or ask its owner to repair the page; a picture of the answer is in the report.";
    "visit-elsewhere":
        "Adres „{address}” prowadzi na inny serwer: {ended}. Tamtej strony nie oglądano."
        / "Jeżeli to właściwa strona, proszę podać w danych jej własny adres.",
        "The address “{address}” leads on to another server: {ended}. That page was not looked at."
        / "If it is the right page, give its own address in the inputs.";
    "visit-downgraded":
        "Adres „{address}” prowadzi na stronę bez szyfrowania: {ended}. Tamtej strony nie oglądano."
        / "Proszę poprosić właściciela strony o szyfrowany adres (https); bez niego dane mieszkańców można podejrzeć po drodze.",
        "The address “{address}” leads on to a page without encryption: {ended}. That page was not looked at."
        / "Ask the owner of the page for an encrypted address (https); without one, data can be read on the way.";
    "nobody-to-ask":
        "Krok „{step}” jest dla osoby, a nie ma kogo zapytać: polecenie nie działa w terminalu i nie podano odpowiedzi."
        / "Proszę uruchomić polecenie w terminalu albo podać plik z odpowiedziami: --answers odpowiedzi.toml.",
        "The step “{step}” is for a person, and there is nobody to ask: no terminal, and no answer was given."
        / "Run the command in a terminal, or give a file of answers: --answers answers.toml.";
    "answer-unfit":
        "Odpowiedź podana dla kroku „{step}” nie pasuje do tego, o co krok pyta ({lacking})."
        / "Proszę poprawić plik z odpowiedziami i sporządzić nowy plan.",
        "The answer given for the step “{step}” does not fit what it asks ({lacking})."
        / "Correct the file of answers and make a new plan.";
    "answer-not-given":
        "Ten krok zależy od odpowiedzi „{name}”, której osoba nie podała."
        / "Gdy odpowiedź będzie znana, proszę sporządzić nowy plan.",
        "This step depends on the answer “{name}”, which nobody gave."
        / "Once the answer is known, make a new plan.";
    "manual-failed":
        "Osobie nie udało się wykonać tej czynności ({by})[: {note}]."
        / "Proszę usunąć przeszkodę i sporządzić nowy plan.",
        "The person did not achieve this ({by})[: {note}]."
        / "Remove the obstacle, then make a new plan.";
    "manual-skipped":
        "Czynność pominięto ({by})."
        / "Jeżeli ma być wykonana, proszę sporządzić nowy plan.",
        "This was left out ({by})."
        / "If it is to be done, make a new plan.";
    "done-before":
        "Osoby wykonały to już wcześniej, z tymi samymi danymi: {run}."
        / "Jeżeli trzeba to powtórzyć, proszę uruchomić samą tę procedurę.",
        "Persons did this before, with the same inputs: {run}."
        / "If it has to be done again, run this runbook alone.";
}
