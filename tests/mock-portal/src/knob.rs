//! The list of what can be made to go wrong, by number.

use std::time::Duration;

use crate::expiry::ExpiryShape;
use crate::fault::{Dialog, Fault, HttpFailure, Moment, Overlay, Reach, Works};
use crate::fixture::PRIVATE_PERSON;

/// One entry of the list; the number is its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knob {
    /// Every answer is late, by a fixed time and a random one.
    Latency = 1,
    /// Sessions end, after a time or at once, and show it in one of four shapes.
    Expiry,
    /// A save answers well, but one field is not stored.
    LostField,
    /// A save fails and succeeds when it is tried again.
    SecondTry,
    /// An answer never comes, whether the portal acted or not.
    NoAnswer,
    /// HTTP 500, 502 or 503, whether the portal acted or not.
    ServerError,
    /// A page about works stands for the portal, or a harmless notice about them on every page.
    Works,
    /// A blocker covers the form for a while after each answer.
    Blocker,
    /// A field is drawn again by its own change, so that what was found of it is stale.
    Redraw,
    /// The portal asks once more, in the page or natively.
    ExtraConfirm,
    /// The question names another object than the one that was pressed.
    ConfirmAbout,
    /// The context is switched to another subject without a word.
    ContextSwitch,
    /// Cookies or news lie over the first page.
    Overlay,
    /// Growls vanish after half a second.
    ShortGrowl,
    /// What is wrong with a field is told on its tab only, which is not in front.
    HiddenComplaint,
    /// A second portlet has a `Zapisz` of its own.
    TwinSave,
    /// Lists come in another order each time.
    Reordering,
    /// What was written is shown only some requests later.
    LateReads,
    /// A label is misspelt.
    Typo,
    /// A permission is missing: the control is absent, disabled or refuses.
    NoPermission,
    /// A card that is `Aktualna` refuses to be deleted.
    PublishedCard,
    /// The page for the one-time code has another markup.
    Otp,
    /// A button lies below a footer that is fixed to the window's end.
    FixedFooter,
}

impl Knob {
    /// The whole list, in order.
    pub const ALL: [Self; 23] = [
        Self::Latency,
        Self::Expiry,
        Self::LostField,
        Self::SecondTry,
        Self::NoAnswer,
        Self::ServerError,
        Self::Works,
        Self::Blocker,
        Self::Redraw,
        Self::ExtraConfirm,
        Self::ConfirmAbout,
        Self::ContextSwitch,
        Self::Overlay,
        Self::ShortGrowl,
        Self::HiddenComplaint,
        Self::TwinSave,
        Self::Reordering,
        Self::LateReads,
        Self::Typo,
        Self::NoPermission,
        Self::PublishedCard,
        Self::Otp,
        Self::FixedFooter,
    ];

    /// Its place in the list, from 1.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The faults that it stands for, in every shape, about things that the practice offices have.
    pub fn faults(self) -> Vec<Fault> {
        match self {
            Self::Latency => vec![Fault::Latency {
                fixed: Duration::from_millis(120),
                jitter: Duration::from_millis(240),
                seed: 1,
            }],
            Self::Expiry => ExpiryShape::ALL.map(Fault::SessionExpired).into(),
            Self::LostField => vec![Fault::LostField("Maksymalna liczba dokumentów w kolejce".to_owned())],
            Self::SecondTry => vec![Fault::SaveNeedsTwoTries],
            Self::NoAnswer => [Reach::Received, Reach::Done].map(Fault::NoAnswer).into(),
            Self::ServerError => failures(),
            Self::Works => vec![
                Fault::PortalDown(Works::Break),
                Fault::PortalDown(Works::Unavailable),
                Fault::WorksBanner,
            ],
            Self::Blocker => [300, 3000].map(Duration::from_millis).map(Fault::Blocker).into(),
            Self::Redraw => vec![Fault::ReplacedField],
            Self::ExtraConfirm => [Dialog::Page, Dialog::Native].map(Fault::ExtraConfirm).into(),
            Self::ConfirmAbout => vec![Fault::ConfirmAbout("d3n3f04ve3".to_owned())],
            Self::ContextSwitch => vec![Fault::ContextSwitch {
                to: PRIVATE_PERSON.to_owned(),
                at: Moment::Request(1),
            }],
            Self::Overlay => [Overlay::Cookies, Overlay::News].map(Fault::Overlay).into(),
            Self::ShortGrowl => vec![Fault::ShortGrowl],
            Self::HiddenComplaint => vec![Fault::ComplaintInTab(
                "Maksymalna liczba dokumentów w kolejce".to_owned(),
            )],
            Self::TwinSave => vec![Fault::TwinSave],
            Self::Reordering => vec![Fault::ReorderedRows],
            Self::LateReads => vec![Fault::LateReads(3)],
            Self::Typo => vec![Fault::Relabel {
                from: "Lista Twoich skrytek".to_owned(),
                to: "Lista Twoich skrzytek".to_owned(),
            }],
            Self::NoPermission => ["Zapisz", "Usuń system"]
                .map(str::to_owned)
                .into_iter()
                .flat_map(forbidden)
                .collect(),
            Self::PublishedCard => vec![Fault::PublishedCardRefuses],
            Self::Otp => vec![Fault::OtpVariant],
            Self::FixedFooter => vec![Fault::BelowFooter("Zapisz".to_owned())],
        }
    }
}

fn failures() -> Vec<Fault> {
    let failures = [HttpFailure::Internal, HttpFailure::BadGateway, HttpFailure::Unavailable];
    let both = |failure| [Reach::Received, Reach::Done].map(|reach| Fault::ServerError { failure, reach });
    failures.into_iter().flat_map(both).collect()
}

fn forbidden(label: String) -> [Fault; 3] {
    [
        Fault::MissingControl(label.clone()),
        Fault::DisabledControl(label.clone()),
        Fault::NoPermission(label),
    ]
}

impl Fault {
    /// The entry of the list that the fault belongs to; some faults are in none.
    pub fn knob(&self) -> Option<Knob> {
        match self {
            Self::Latency { .. } => Some(Knob::Latency),
            Self::SessionExpired(_) => Some(Knob::Expiry),
            Self::LostField(_) => Some(Knob::LostField),
            Self::SaveNeedsTwoTries => Some(Knob::SecondTry),
            Self::NoAnswer(_) => Some(Knob::NoAnswer),
            Self::ServerError { .. } => Some(Knob::ServerError),
            Self::PortalDown(_) | Self::WorksBanner => Some(Knob::Works),
            Self::Blocker(_) => Some(Knob::Blocker),
            Self::ReplacedField => Some(Knob::Redraw),
            Self::ExtraConfirm(_) | Self::NativeConfirm => Some(Knob::ExtraConfirm),
            Self::ConfirmAbout(_) => Some(Knob::ConfirmAbout),
            Self::ContextSwitch { .. } => Some(Knob::ContextSwitch),
            Self::Overlay(_) => Some(Knob::Overlay),
            Self::ShortGrowl => Some(Knob::ShortGrowl),
            Self::ComplaintInTab(_) => Some(Knob::HiddenComplaint),
            Self::TwinSave => Some(Knob::TwinSave),
            Self::ReorderedRows => Some(Knob::Reordering),
            Self::LateReads(_) => Some(Knob::LateReads),
            Self::Relabel { .. } => Some(Knob::Typo),
            Self::MissingControl(_) | Self::DisabledControl(_) | Self::NoPermission(_) => Some(Knob::NoPermission),
            Self::PublishedCardRefuses => Some(Knob::PublishedCard),
            Self::OtpVariant => Some(Knob::Otp),
            Self::BelowFooter(_) => Some(Knob::FixedFooter),
            Self::CoveredButton(_)
            | Self::HiddenTarget(_)
            | Self::PretendedDelete
            | Self::SpentAction
            | Self::SystemInUse
            | Self::WithdrawalMovesDate
            | Self::RowVanishes { .. }
            | Self::RowAppears { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Knob;

    #[test]
    fn every_knob_of_the_list_has_its_number() {
        let numbers: Vec<u8> = Knob::ALL.into_iter().map(Knob::number).collect();
        assert_eq!(numbers, (1..=23).collect::<Vec<u8>>());
    }

    #[test]
    fn every_knob_of_the_list_has_faults_of_its_own() {
        for knob in Knob::ALL {
            let faults = knob.faults();
            assert!(!faults.is_empty(), "{knob:?}");
            for fault in faults {
                assert_eq!(fault.knob(), Some(knob), "{fault:?}");
            }
        }
    }
}
