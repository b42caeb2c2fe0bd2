//! The stored fields of a skrytka as the texts that a form carries.

use crate::field::Field;
use crate::skrytka::{Choice, Skrytka};

/// The value that a ticked checkbox submits.
pub(crate) const ON: &str = "on";

fn flag(on: bool) -> String {
    if on { ON.to_owned() } else { String::new() }
}

fn number(value: Option<u32>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The text of one stored field, as the form submits it.
pub(crate) fn text_of(skrytka: &Skrytka, field: Field) -> String {
    match field {
        Field::Name => skrytka.name.clone(),
        Field::Address => skrytka.address.clone(),
        Field::Description => skrytka.description.clone(),
        Field::Active => flag(skrytka.active),
        Field::Scheme => skrytka.scheme.label().to_owned(),
        Field::Kind => skrytka.kind.label().to_owned(),
        Field::Reply => skrytka.reply.label().to_owned(),
        Field::Mode => skrytka.mode.label().to_owned(),
        Field::QueueLimit => skrytka.queue_limit.to_string(),
        Field::Duplicates => flag(skrytka.duplicates),
        Field::DuplicatesDays => skrytka.duplicates_days.to_string(),
        Field::Emails => skrytka.emails.clone(),
        Field::QueueAlert => number(skrytka.queue_alert),
        Field::OverflowAlert => flag(skrytka.overflow_alert),
        Field::DeliveryErrorAlert => flag(skrytka.delivery_error_alert),
        Field::UncollectedAlert => number(skrytka.uncollected_alert),
        Field::SignatureRequired => flag(skrytka.signature_required),
        Field::SignatureArchived => flag(skrytka.signature_archived),
        Field::Content => skrytka.content.label().to_owned(),
        Field::SenderAuthorised => flag(skrytka.sender_authorised),
        Field::RecipientAuthorised => flag(skrytka.recipient_authorised),
        Field::DocumentsChecked => flag(skrytka.documents_checked),
        Field::Documents => skrytka.documents.label().to_owned(),
        Field::DocumentsOwn => skrytka.documents_own.clone(),
        Field::Receipts => skrytka.receipts.label().to_owned(),
        Field::ReceiptsOwn => skrytka.receipts_own.clone(),
        Field::Transmission => skrytka.transmission.label().to_owned(),
    }
}

fn choose<C: Choice>(place: &mut C, text: &str) {
    if let Some(choice) = C::from_label(text) {
        *place = choice;
    }
}

/// Stores one validated text. The address belongs to the portal and never changes.
pub(crate) fn set_text(skrytka: &mut Skrytka, field: Field, text: &str) {
    let on = text == ON;
    let text = text.trim();
    let count = text.parse::<u32>().ok();
    match field {
        Field::Name => text.clone_into(&mut skrytka.name),
        Field::Address => {}
        Field::Description => text.clone_into(&mut skrytka.description),
        Field::Active => skrytka.active = on,
        Field::Scheme => choose(&mut skrytka.scheme, text),
        Field::Kind => choose(&mut skrytka.kind, text),
        Field::Reply => choose(&mut skrytka.reply, text),
        Field::Mode => choose(&mut skrytka.mode, text),
        Field::QueueLimit => skrytka.queue_limit = count.unwrap_or(skrytka.queue_limit),
        Field::Duplicates => skrytka.duplicates = on,
        Field::DuplicatesDays => skrytka.duplicates_days = count.unwrap_or(skrytka.duplicates_days),
        Field::Emails => skrytka.emails = text.replace("\r\n", "\n"),
        Field::QueueAlert => skrytka.queue_alert = count,
        Field::OverflowAlert => skrytka.overflow_alert = on,
        Field::DeliveryErrorAlert => skrytka.delivery_error_alert = on,
        Field::UncollectedAlert => skrytka.uncollected_alert = count,
        Field::SignatureRequired => skrytka.signature_required = on,
        Field::SignatureArchived => skrytka.signature_archived = on,
        Field::Content => choose(&mut skrytka.content, text),
        Field::SenderAuthorised => skrytka.sender_authorised = on,
        Field::RecipientAuthorised => skrytka.recipient_authorised = on,
        Field::DocumentsChecked => skrytka.documents_checked = on,
        Field::Documents => choose(&mut skrytka.documents, text),
        Field::DocumentsOwn => text.clone_into(&mut skrytka.documents_own),
        Field::Receipts => choose(&mut skrytka.receipts, text),
        Field::ReceiptsOwn => text.clone_into(&mut skrytka.receipts_own),
        Field::Transmission => choose(&mut skrytka.transmission, text),
    }
}
