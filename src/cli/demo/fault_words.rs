//! What the faults of a storm are called.

use mock_portal::{Fault, Knob};

use crate::text::language::Language;

/// Names the kind of a fault.
pub(super) fn kind(fault: &Fault, language: Language) -> &'static str {
    let Some(knob) = fault.knob() else {
        return language.pick("działanie bez skutku", "action without effect");
    };
    let (polish, english) = match knob {
        Knob::Latency => ("powolne odpowiedzi", "slow answers"),
        Knob::Expiry => ("koniec sesji", "session ended"),
        Knob::LostField => ("pole niezapisane", "field not stored"),
        Knob::SecondTry => ("zapis za drugim razem", "save at the second try"),
        Knob::NoAnswer => ("brak odpowiedzi", "no answer"),
        Knob::ServerError => ("błąd serwera", "server error"),
        Knob::Works => ("prace serwisowe", "works on the portal"),
        Knob::Blocker => ("blokada formularza", "form blocked"),
        Knob::Redraw => ("pole rysowane na nowo", "field drawn again"),
        Knob::ExtraConfirm => ("dodatkowe pytanie", "one more question"),
        Knob::ConfirmAbout => ("pytanie o co innego", "question about something else"),
        Knob::ContextSwitch => ("zmiana podmiotu", "entity switched"),
        Knob::Overlay => ("zasłonięta strona", "page covered"),
        Knob::ShortGrowl => ("krótki komunikat", "short message"),
        Knob::HiddenComplaint => ("ukryta uwaga", "hidden complaint"),
        Knob::TwinSave => ("drugi przycisk Zapisz", "second Zapisz"),
        Knob::Reordering => ("inna kolejność wierszy", "rows in another order"),
        Knob::LateReads => ("spóźniony odczyt", "late reads"),
        Knob::Typo => ("literówka", "misspelt label"),
        Knob::NoPermission => ("brak uprawnienia", "no permission"),
        Knob::PublishedCard => ("karta aktualna", "card published"),
        Knob::Otp => ("inna strona kodu", "other code page"),
        Knob::FixedFooter => ("stopka na przycisku", "footer over a button"),
    };
    language.pick(polish, english)
}
