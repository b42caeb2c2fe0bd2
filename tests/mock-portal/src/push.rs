//! How a PUSH skrytka hands a document to the system of its office, at the system's own address.

use crate::soap::{ExchangeError, Parcel, call, message};

/// The action of a delivery; what the real portal sends is not known.
const ACTION: &str = "http://ws.epuap.gov.pl/odbiorca/odbierzDokument";

/// Hands a document over. Anything but a status that says so means that the system did not take it.
pub(crate) async fn deliver(url: &str, parcel: &Parcel) -> Result<(), ExchangeError> {
    let written = message(
        None,
        |writing| parcel.write_header(writing),
        "Dokument",
        |writing| parcel.write_file(writing),
    );
    let answer = call(url, ACTION, written).await?;
    let status = answer.content.only("", "status").map_err(ExchangeError::Answer)?;
    let taken = answer.is("OdpowiedzOdbiorcy") && status.parsed::<u32>("kod").map_err(ExchangeError::Answer)? == 1;
    if taken { Ok(()) } else { Err(ExchangeError::NotTaken) }
}
