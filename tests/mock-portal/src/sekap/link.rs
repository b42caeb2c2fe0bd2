//! SEKAP's end of the services: it takes what PUSH skrytki hand over and collects what PULL skrytki queue.
//!
//! It does either only for a subject whose unit still carries its mail.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::response::Response;
use axum::routing::post;

use super::state::Sekap;
use crate::client::Round;
use crate::soap::{Envelope, Exception, Malformed, Parcel, answer, fault};

/// The path at which SEKAP takes documents over.
pub(super) const PATH: &str = "/peup/odbior";

/// The codes of exceptions; SEKAP's own are not known.
const MALFORMED: u32 = 50;
const SWITCHED_OFF: u32 = 60;

pub(super) fn router(sekap: Arc<Sekap>) -> Router {
    Router::new().route(PATH, post(take)).with_state(sekap)
}

async fn take(Shared(sekap): Shared<Arc<Sekap>>, body: Bytes) -> Response {
    match parcel(&body) {
        Err(why) => fault(&Exception::new(MALFORMED, &why.to_string())),
        Ok(parcel) if !sekap.lock().carries(&parcel.podmiot) => fault(&Exception::new(
            SWITCHED_OFF,
            "Komórka organizacyjna nie jest aktualna.",
        )),
        Ok(parcel) => {
            sekap.register.keep(parcel);
            answer("OdpowiedzOdbiorcy", (1, "OK"), |_| Ok(()))
        }
    }
}

fn parcel(body: &[u8]) -> Result<Parcel, Malformed> {
    let envelope = Envelope::read(body)?;
    match &envelope.header {
        Some(header) if envelope.is("Dokument") => Parcel::read_pushed(header, &envelope.content),
        _ => Err(Malformed::NotOne("Dokument".to_owned())),
    }
}

/// Collects whatever waits for the subjects that SEKAP still serves.
pub(super) async fn round(sekap: &Sekap) -> Round {
    let Some((puller, mut mailboxes)) = sekap.lock().connection() else {
        return Round::default();
    };
    mailboxes.retain(|mailbox| sekap.lock().carries(&mailbox.podmiot));
    puller.round(&mailboxes).await
}
