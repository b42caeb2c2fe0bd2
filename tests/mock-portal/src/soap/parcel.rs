//! A document on its way from the portal to a system, with what the portal says about it.

use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::envelope::{Writing, write_text};
use super::{Element, Malformed, OBJECTS};
use crate::documents::{Document, Letter};

/// A document on its way from the portal to a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parcel {
    /// The id of the subject that it is for.
    pub(crate) podmiot: String,
    /// The name of the skrytka.
    pub(crate) skrytka: String,
    /// The address of the skrytka.
    pub(crate) address: String,
    /// When the portal accepted it.
    pub(crate) time: Timestamp,
    /// What the citizen handed in.
    pub(crate) letter: Letter,
}

impl Parcel {
    pub(crate) fn of(document: &Document, skrytka: &str) -> Self {
        Self {
            podmiot: document.podmiot.clone(),
            skrytka: skrytka.to_owned(),
            address: document.address.clone(),
            time: document.time,
            letter: document.letter.clone(),
        }
    }

    /// Writes the fields of `OdpowiedzPullPobierz` after its status.
    pub(crate) fn write_fetched(&self, writing: &mut Writing) -> io::Result<()> {
        writing.create_element("danePodmiotu").write_inner_content(|writing| {
            write_text(writing, "identyfikator", &self.letter.sender)?;
            write_text(writing, "typOsoby", "F")?;
            write_text(writing, "zgoda", "true")
        })?;
        self.write_sender(writing, "daneNadawcy")?;
        write_text(writing, "dataNadania", &self.time.to_string())?;
        write_text(writing, "nazwaSkrytki", &self.skrytka)?;
        write_text(writing, "adresSkrytki", &self.address)?;
        write_text(writing, "adresOdpowiedzi", &self.reply_address())?;
        write_text(writing, "czyTestowe", "false")?;
        write_text(writing, "daneDodatkowe", "")?;
        writing
            .create_element("dokument")
            .write_inner_content(|writing| self.write_file(writing))?;
        Ok(())
    }

    /// Reads `OdpowiedzPullPobierz`; whose skrytka it is, the caller knows.
    pub(crate) fn read_fetched(podmiot: &str, answer: &Element) -> Result<Self, Malformed> {
        Ok(Self {
            podmiot: podmiot.to_owned(),
            skrytka: answer.text_of("nazwaSkrytki")?.to_owned(),
            address: answer.text_of("adresSkrytki")?.to_owned(),
            time: answer.parsed("dataNadania")?,
            letter: read_file(answer.only("", "daneNadawcy")?, answer.only("", "dokument")?)?,
        })
    }

    /// Writes the header of a pushed message.
    pub(crate) fn write_header(&self, writing: &mut Writing) -> io::Result<()> {
        let texts = [
            ("ob:PodmiotOdbierajacy", self.podmiot.as_str()),
            ("ob:DataNadania", &self.time.to_string()),
            ("ob:NazwaSkrytki", &self.skrytka),
            ("ob:AdresSkrytki", &self.address),
            ("ob:AdresOdpowiedzi", &self.reply_address()),
            ("ob:CzyTestowe", "false"),
        ];
        for (name, text) in texts {
            let element = writing.create_element(name).with_attribute(("xmlns:ob", OBJECTS));
            element.write_text_content(quick_xml::events::BytesText::new(text))?;
        }
        let sender = writing.create_element("ob:DaneNadawcy");
        sender
            .with_attribute(("xmlns:ob", OBJECTS))
            .write_inner_content(|writing| write_text(writing, "uzytkownik", &self.letter.sender))?;
        Ok(())
    }

    /// Writes the fields of a pushed `Dokument`.
    pub(crate) fn write_file(&self, writing: &mut Writing) -> io::Result<()> {
        write_text(writing, "nazwaPliku", &self.letter.file_name)?;
        write_text(writing, "typPliku", "text/xml")?;
        write_text(writing, "zawartosc", &STANDARD.encode(&self.letter.content))
    }

    /// Reads a pushed message.
    pub(crate) fn read_pushed(header: &Element, document: &Element) -> Result<Self, Malformed> {
        let text = |name| -> Result<String, Malformed> { Ok(header.only(OBJECTS, name)?.text.trim().to_owned()) };
        Ok(Self {
            podmiot: text("PodmiotOdbierajacy")?,
            skrytka: text("NazwaSkrytki")?,
            address: text("AdresSkrytki")?,
            time: text("DataNadania")?
                .parse()
                .map_err(|_| Malformed::Text("DataNadania".to_owned()))?,
            letter: read_file(header.only(OBJECTS, "DaneNadawcy")?, document)?,
        })
    }

    fn write_sender(&self, writing: &mut Writing, name: &str) -> io::Result<()> {
        writing
            .create_element(name)
            .write_inner_content(|writing| write_text(writing, "uzytkownik", &self.letter.sender))?;
        Ok(())
    }

    fn reply_address(&self) -> String {
        format!("/{}/domyslna", self.letter.sender)
    }
}

fn read_file(sender: &Element, document: &Element) -> Result<Letter, Malformed> {
    let content = STANDARD
        .decode(document.text_of("zawartosc")?)
        .map_err(|_| Malformed::Text("zawartosc".to_owned()))?;
    Ok(Letter {
        sender: sender.text_of("uzytkownik")?.to_owned(),
        file_name: document.text_of("nazwaPliku")?.to_owned(),
        content,
    })
}
