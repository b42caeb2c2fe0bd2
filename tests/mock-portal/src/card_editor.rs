//! What the editor of a karta sprawy holds before it is saved: its tabs and the dialog `Załącz formularz`.

use crate::card::{CardForm, FormTarget};
use crate::faults::Faults;
use crate::journal::FormChange;
use crate::pager::Pager;
use crate::skrytka::Choice;

/// One tab of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CardTab {
    Description,
    Provider,
    Level,
    Other,
    Territory,
    Forms,
    History,
}

impl CardTab {
    pub(crate) const ALL: [Self; 7] = [
        Self::Description,
        Self::Provider,
        Self::Level,
        Self::Other,
        Self::Territory,
        Self::Forms,
        Self::History,
    ];

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Description => "Wybór opisu usługi",
            Self::Provider => "Dane usługodawcy",
            Self::Level => "Poziom dostępności usługi",
            Self::Other => "Pozostałe informacje",
            Self::Territory => "Klasyfikacja terytorialna",
            Self::Forms => "Formularze",
            Self::History => "Historia zmian",
        }
    }

    /// The last part of the panel's client id.
    pub(crate) fn local_id(self) -> &'static str {
        match self {
            Self::Description => "opis",
            Self::Provider => "uslugodawca",
            Self::Level => "poziom",
            Self::Other => "pozostale",
            Self::Territory => "terytorium",
            Self::Forms => "formularze",
            Self::History => "historia",
        }
    }

    /// Whether the content arrives only with the first click on the tab.
    pub(crate) fn is_dynamic(self) -> bool {
        matches!(self, Self::Forms | Self::History)
    }
}

/// Point 1 of the dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FormKind {
    #[default]
    External,
    Epuap,
}

impl Choice for FormKind {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::External, "Zewnętrzny (chcę podać adres URL formularza)"),
        (Self::Epuap, "Dostępny na ePUAP (chcę wybrać z listy)"),
    ];
}

/// The forms that the office has on ePUAP, with their dates.
///
/// More names than one page has begin like the one of the instruction, which comes behind them.
pub(crate) const EPUAP_FORMS: [(&str, &str); 14] = [
    ("Pismo ogólne (archiwalne)", "09.06.2015 08:12"),
    ("Pismo ogólne (wersja 2)", "10.06.2015 09:30"),
    ("Pismo ogólne do Biura Rzeczy Znalezionych", "11.06.2015 10:02"),
    ("Pismo ogólne do Geodety Powiatowego", "11.06.2015 10:15"),
    ("Pismo ogólne do Powiatowego Rzecznika Konsumentów", "11.06.2015 10:21"),
    ("Pismo ogólne do Rady Powiatu", "12.06.2015 11:40"),
    ("Pismo ogólne do starosty", "12.06.2015 11:52"),
    ("Pismo ogólne do Wydziału Architektury", "15.06.2015 13:05"),
    ("Pismo ogólne do Wydziału Edukacji", "15.06.2015 13:17"),
    ("Pismo ogólne do Wydziału Komunikacji", "15.06.2015 13:28"),
    ("pismo ogólne", "16.06.2015 12:31"),
    ("Pismo ogólne", "16.06.2015 12:47"),
    ("Wniosek", "17.06.2015 14:02"),
    ("wniosek", "17.06.2015 14:21"),
];

/// A table in the dialog from which one row is picked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Picker {
    pub(crate) pager: Pager,
    pub(crate) chosen: Option<String>,
    /// The names in the order last sent.
    pub(crate) shown: Vec<String>,
}

/// The dialog `Załącz formularz` while it is open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dialogue {
    /// The position of the form that is edited; none for a new one.
    pub(crate) at: Option<usize>,
    pub(crate) kind: FormKind,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) description: String,
    pub(crate) form: Picker,
    pub(crate) skrytka: Picker,
    pub(crate) messages: Vec<String>,
}

impl Dialogue {
    /// The dialog about a form that the card has.
    pub(crate) fn of(at: usize, form: &CardForm) -> Self {
        let mut dialogue = Self {
            at: Some(at),
            name: form.name.clone(),
            description: form.description.clone(),
            ..Self::default()
        };
        match &form.target {
            FormTarget::External { url } => url.clone_into(&mut dialogue.url),
            FormTarget::Epuap { form, skrytka } => {
                dialogue.kind = FormKind::Epuap;
                dialogue.form.chosen = Some(form.clone());
                dialogue.skrytka.chosen = Some(skrytka.clone());
            }
        }
        dialogue
    }

    /// Points 2 to 5 begin anew under another kind.
    pub(crate) fn choose(&mut self, kind: FormKind) {
        if self.kind != kind {
            *self = Self {
                at: self.at,
                kind,
                ..Self::default()
            };
        }
    }

    /// Makes the form of what was entered; without one the messages say why.
    pub(crate) fn finish(&mut self) -> Option<CardForm> {
        self.messages = self.missing().iter().map(|label| required(label)).collect();
        let url = self.url.trim();
        if self.kind == FormKind::External && !url.is_empty() && !is_web_address(url) {
            let message = format!("Adres URL formularza: '{url}' nie jest prawidłowym adresem URL");
            self.messages.push(message);
        }
        if !self.messages.is_empty() {
            return None;
        }
        let target = match self.kind {
            FormKind::External => FormTarget::External { url: url.to_owned() },
            FormKind::Epuap => FormTarget::Epuap {
                form: self.form.chosen.clone()?,
                skrytka: self.skrytka.chosen.clone()?,
            },
        };
        Some(CardForm {
            name: self.name.trim().to_owned(),
            target,
            description: self.description.trim().to_owned(),
        })
    }

    fn missing(&self) -> Vec<&'static str> {
        let mut labels = Vec::new();
        if self.name.trim().is_empty() {
            labels.push("Nazwa formularza");
        }
        if self.kind == FormKind::External && self.url.trim().is_empty() {
            labels.push("Adres URL formularza");
        }
        if self.kind == FormKind::Epuap && self.form.chosen.is_none() {
            labels.push("Wybrany formularz");
        }
        if self.kind == FormKind::Epuap && self.skrytka.chosen.is_none() {
            labels.push("Wybrana skrytka");
        }
        labels
    }
}

/// The message about a field that must not stay empty.
pub(crate) fn required(label: &str) -> String {
    format!("Wypełnienie pola: {label} jest wymagane")
}

fn is_web_address(text: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

/// What became of the stored forms; the position beside a form is where it came from.
pub(crate) fn changes(stored: &[CardForm], forms: &[(Option<usize>, CardForm)]) -> Vec<FormChange> {
    let removed = stored.iter().enumerate().filter_map(|(at, form)| {
        let stays = forms.iter().any(|(from, _)| *from == Some(at));
        (!stays).then(|| FormChange::Removed(form.clone()))
    });
    let others = forms
        .iter()
        .filter_map(|(from, form)| match from.and_then(|at| stored.get(at)) {
            None => Some(FormChange::Attached(form.clone())),
            Some(old) if old == form => None,
            Some(old) => Some(FormChange::Edited {
                old: old.clone(),
                new: form.clone(),
            }),
        });
    removed.chain(others).collect()
}

/// Puts back what a fault keeps from being stored.
pub(crate) fn lose(faults: &Faults, form: &mut CardForm, old: Option<&CardForm>) {
    let old_text = |text: fn(&CardForm) -> &String| old.map(text).cloned().unwrap_or_default();
    if faults.loses("Nazwa formularza") {
        form.name = old_text(|old| &old.name);
    }
    if faults.loses("Opis formularza") {
        form.description = old_text(|old| &old.description);
    }
    let lost = match form.target {
        FormTarget::External { .. } => faults.loses("Adres URL formularza"),
        FormTarget::Epuap { .. } => faults.loses("Wybrany formularz") || faults.loses("Wybrana Skrytka"),
    };
    if lost {
        form.target = old.map_or_else(|| FormTarget::External { url: String::new() }, |old| old.target.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialogue, FormKind, changes};
    use crate::card::CardForm;
    use crate::journal::FormChange;

    #[test]
    fn another_kind_forgets_what_was_typed() {
        let mut dialogue = Dialogue::of(1, &CardForm::of_sekap("Wniosek", 7));
        dialogue.choose(FormKind::External);
        assert_eq!(dialogue.name, "Wniosek");
        dialogue.choose(FormKind::Epuap);
        assert_eq!((dialogue.name.as_str(), dialogue.at), ("", Some(1)));
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut dialogue = Dialogue::default();
        dialogue.choose(FormKind::Epuap);
        assert_eq!(dialogue.finish(), None);
        assert_eq!(
            dialogue.messages,
            [
                "Wypełnienie pola: Nazwa formularza jest wymagane",
                "Wypełnienie pola: Wybrany formularz jest wymagane",
                "Wypełnienie pola: Wybrana skrytka jest wymagane",
            ]
        );
    }

    #[test]
    fn changes_tell_what_became_of_each_form() {
        let stored = ["a", "b", "c"].map(|name| CardForm::of_sekap(name, 1));
        let edited = CardForm::of_sekap("b", 2);
        let forms = [
            (Some(0), stored[0].clone()),
            (Some(1), edited.clone()),
            (None, stored[2].clone()),
        ];
        let expected = [
            FormChange::Removed(stored[2].clone()),
            FormChange::Edited {
                old: stored[1].clone(),
                new: edited,
            },
            FormChange::Attached(stored[2].clone()),
        ];
        assert_eq!(changes(&stored, &forms), expected);
    }
}
