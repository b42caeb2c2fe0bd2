//! All fixed words of the page of a run that works.

use crate::text::catalogue::in_both_languages;

in_both_languages! {
    lang: "pl", "en";
    title: "Przebieg na żywo", "A run, live";
    skip: "Do treści strony", "Skip to the content";
    door_says: "Tu widać, co program robi na portalu, w chwili gdy to robi. Strona otwiera się raz i tylko na tym komputerze.", "This shows what krok does on the portal while it does it. The page opens once, and on this machine only.";
    door_open: "Pokaż przebieg", "Show the run";
    used: "Ten odnośnik działa jeden raz, w jednej przeglądarce. Przebieg widać w oknie, w którym go już otwarto, i w terminalu.\n", "This address works once, in one browser. The run is shown where it was opened already, and in the terminal.\n";
    waiting: "Program czeka na osobę: na zalogowanie albo na odpowiedź w terminalu.", "krok waits for a person: for the login, or for an answer in the terminal.";
    working: "Program pracuje.", "krok is at work.";
    stopping: "Poproszono o zatrzymanie. Program skończy bieżącą czynność i nie zapisze już niczego nowego.", "Stopping was asked for. krok finishes what it is doing and saves nothing new.";
    ended: "Praca jest zakończona. Raport i dalsze polecenia podano w terminalu.", "The work is over. The terminal has the report and what can be done next.";
    now: "Teraz", "Now";
    nothing: "W tej chwili nie trwa żaden krok.", "No step is under way.";
    picture: "Strona, jak ją ostatnio widziano", "The page as it was seen last";
    coming: "Potem", "Next";
    nothing_comes: "To był ostatni krok tego przebiegu.", "That was the last step of this run.";
    stop: "Zatrzymaj przed następnym zapisem", "Stop before the next write";
    done: "Co już zrobiono", "What was done";
    nothing_done: "Jeszcze nic.", "Nothing yet.";
    latest: "Kroki, najnowszy na górze", "Steps, the latest first";
    claim: "Ta strona nie jest dowodem. Dowody są w teczce, a sprawdza je polecenie krok verify, gdy teczka jest zamknięta.", "This page is no evidence. The evidence is in the bundle, and krok verify checks it once the bundle is closed.";
}
