//! The words of the how-to.

use crate::text::catalogue::in_both_languages;

in_both_languages! {
    kicker: "Instrukcja z obrazami", "Illustrated how-to";
    chapter: "rozdział", "chapter";
    practice: "Obrazy pochodzą z portalu ćwiczebnego.", "The pictures are of the practice portal.";
    of_plan: "Obrazy pochodzą z przeglądu (planu), w którym niczego nie wpisywano i nie zapisywano: pokazują, gdzie co jest, a nie wpisywanie.", "The pictures are of a review (a plan), in which nothing was entered or saved: they show where things are, and not how they are entered.";
    made_of: "Zrobiono ją z procedury i z teczki przebiegu:", "Made of a runbook and of the bundle of a run:";
    runbook: "Procedura", "Runbook";
    bundle: "Teczka", "Bundle";
    date: "Obrazy z dnia", "Pictures of";
    head: "Skrót końcowy", "Final hash";
    boxes: "Czerwone ramki narysowano na kopiach obrazów; obrazy w teczce są takie, jakie oddała przeglądarka.", "The red boxes are painted on copies; the bundle's pictures are as the browser gave them.";
    contents: "Punkty instrukcji", "Points of the instruction";
    others: "Czynności poza punktami instrukcji", "What belongs to no point of the instruction";
    uncovered: "Tego punktu nie wykonuje żaden krok procedury.", "No step of the runbook carries out this point.";
    unseen: "Kroki procedury, których w tym przebiegu nie było, więc nie ma ich obrazów:", "Steps of the runbook that this run did not carry out, so that there is no picture of them:";
    figure: "Rys.", "Fig.";
    boxed: "W czerwonej ramce:", "In the red box:";
    boxed_element: "Element w czerwonej ramce", "The element in the red box";
    view: "Widok strony", "View of the page";
    cut: "wycinek długiej strony", "part of a long page";
    covered: "zakryto:", "covered:";
    place: "gdzie:", "where:";
    column_field: "Pole", "Field";
    column_wanted: "Ma być", "Wanted";
    to_tab: "Przejść na zakładkę", "Go to the tab";
    choose_link: "Wybrać", "Choose";
    press: "Nacisnąć", "Press";
    hover: "Wskazać kursorem element w ramce, aby rozwinąć menu", "Point at the element in the box, so that the menu unfolds";
    fill: "W polu", "In the field";
    enter: "wpisać:", "enter:";
    choose: "wybrać:", "choose:";
    attach: "załączyć plik", "attach the file";
    tick: "Zaznaczyć", "Tick";
    untick: "Odznaczyć", "Untick";
    open: "Otworzyć stronę", "Open the page";
    check: "Sprawdzić:", "Check:";
    note_down: "Odczytać i odnotować:", "Read and note down:";
    visit: "Sprawdzić, czy otwiera się adres", "See whether the address opens:";
    set: "Sprawdzić i w razie potrzeby ustawić:", "Check, and set if need be:";
    each_row: "Powtórzyć dla każdego wiersza tabeli", "Do the same for each row of the table";
    errand: "Poza portalem:", "Outside the portal:";
    portal_says: "Portal potwierdza:", "The portal confirms:";
    portal_asks: "Portal pyta:", "The portal asks:";
    answer_ok: "Odpowiedzieć: OK.", "Answer: OK.";
    answer_with: "Odpowiedzieć, wpisując", "Answer by entering";
    answer_cancel: "Odpowiedzieć: Anuluj.", "Answer: Cancel.";
}
