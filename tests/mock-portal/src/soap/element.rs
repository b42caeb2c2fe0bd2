//! Reading XML that a stranger sent into a small tree, and refusing whatever has no business in a message.

use std::fmt;

use quick_xml::NsReader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

/// How deep elements may nest; messages of the services stay well below.
const DEEPEST: usize = 16;
/// How many elements a message may have.
const MOST: usize = 300;

/// One element with its text and its elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    /// The namespace; empty for a local element without one.
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

/// Why a message is refused.
#[derive(Clone, Debug)]
pub(crate) enum Malformed {
    /// The bytes are no UTF-8.
    NotUtf8,
    /// The text is no well-formed XML.
    NotXml(quick_xml::Error),
    /// The message declares a document type, the door to entities and foreign files.
    DocumentType,
    /// The message refers to an entity that XML does not define.
    Entity(String),
    /// The message nests too deep or has too many elements.
    TooLarge,
    /// A prefix stands for no namespace.
    Prefix(String),
    /// There is no element, or something beside it.
    NoRoot,
    /// An element is missing, or stands there more than once.
    NotOne(String),
    /// The text of an element cannot be read as what it should be.
    Text(String),
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 => write!(f, "the message is not UTF-8"),
            Self::NotXml(error) => write!(f, "the message is no XML: {error}"),
            Self::DocumentType => write!(f, "the message declares a document type"),
            Self::Entity(name) => write!(f, "the entity `{name}` is not known"),
            Self::TooLarge => write!(f, "the message nests too deep or has too many elements"),
            Self::Prefix(prefix) => write!(f, "the prefix `{prefix}` stands for no namespace"),
            Self::NoRoot => write!(f, "the message is not one element"),
            Self::NotOne(name) => write!(f, "`{name}` must stand there once"),
            Self::Text(name) => write!(f, "the text of `{name}` cannot be read"),
        }
    }
}

impl std::error::Error for Malformed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotXml(error) => Some(error),
            Self::NotUtf8
            | Self::DocumentType
            | Self::Entity(_)
            | Self::TooLarge
            | Self::Prefix(_)
            | Self::NoRoot
            | Self::NotOne(_)
            | Self::Text(_) => None,
        }
    }
}

impl From<quick_xml::Error> for Malformed {
    fn from(error: quick_xml::Error) -> Self {
        Self::NotXml(error)
    }
}

impl Element {
    /// Reads a whole message.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let text = str::from_utf8(bytes).map_err(|_| Malformed::NotUtf8)?;
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut growing = Growing::default();
        loop {
            match reader.read_resolved_event()? {
                (namespace, Event::Start(start)) => {
                    let namespace = namespace_of(&namespace)?;
                    growing.open(namespace, &start)?;
                }
                (_, Event::End(_)) => growing.close()?,
                (_, Event::Text(text)) => growing.write(&text.xml10_content())?,
                (_, Event::CData(text)) => growing.write(&text.xml10_content())?,
                (_, Event::GeneralRef(reference)) => growing.write(&resolved(&reference)?)?,
                (_, Event::DocType(_)) => return Err(Malformed::DocumentType),
                (_, Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => {}
                (_, Event::Empty(_)) => return Err(Malformed::NoRoot),
                (_, Event::Eof) => return growing.done(),
            }
        }
    }

    /// The only child with this name.
    pub(crate) fn only(&self, namespace: &str, name: &str) -> Result<&Self, Malformed> {
        let mut found = self
            .children
            .iter()
            .filter(|child| child.namespace == namespace && child.name == name);
        match (found.next(), found.next()) {
            (Some(child), None) => Ok(child),
            _ => Err(Malformed::NotOne(name.to_owned())),
        }
    }

    /// The text of the only local child with this name.
    pub(crate) fn text_of(&self, name: &str) -> Result<&str, Malformed> {
        Ok(self.only("", name)?.text.trim())
    }

    /// The text of the only local child with this name, read as something.
    pub(crate) fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<T, Malformed> {
        self.text_of(name)?
            .parse()
            .map_err(|_| Malformed::Text(name.to_owned()))
    }
}

fn namespace_of(found: &ResolveResult<'_>) -> Result<String, Malformed> {
    match found {
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Bound(Namespace(namespace)) => Ok((*namespace).to_owned()),
        ResolveResult::Unknown(prefix) => Err(Malformed::Prefix(prefix.clone())),
    }
}

/// The text that a reference stands for. Only the five of XML itself and numbers are known.
fn resolved(reference: &BytesRef<'_>) -> Result<String, Malformed> {
    if let Some(character) = reference.resolve_char_ref()? {
        return Ok(character.to_string());
    }
    let name = reference.xml10_content();
    resolve_predefined_entity(&name)
        .map(str::to_owned)
        .ok_or_else(|| Malformed::Entity(name.into_owned()))
}

/// The tree while it is read: the open elements, outermost first.
#[derive(Default)]
struct Growing {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Growing {
    fn open(&mut self, namespace: String, start: &BytesStart<'_>) -> Result<(), Malformed> {
        if self.root.is_some() {
            return Err(Malformed::NoRoot);
        }
        self.elements += 1;
        if self.open.len() >= DEEPEST || self.elements > MOST {
            return Err(Malformed::TooLarge);
        }
        self.open.push(Element {
            namespace,
            name: start.local_name().as_ref().to_owned(),
            text: String::new(),
            children: Vec::new(),
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Malformed> {
        let closed = self.open.pop().ok_or(Malformed::NoRoot)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<(), Malformed> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(Malformed::NoRoot),
        }
        Ok(())
    }

    fn done(self) -> Result<Element, Malformed> {
        if self.open.is_empty() {
            self.root.ok_or(Malformed::NoRoot)
        } else {
            Err(Malformed::NoRoot)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Element, Malformed};

    #[test]
    fn namespaces_and_references_are_resolved() {
        let read = Element::parse("<a:x xmlns:a=\"urn:a\"><y>&lt;&#380;<![CDATA[&]]></y></a:x>".as_bytes()).unwrap();
        assert_eq!((read.namespace.as_str(), read.name.as_str()), ("urn:a", "x"));
        assert_eq!(read.text_of("y").unwrap(), "<ż&");
    }

    #[test]
    fn a_document_type_is_refused_before_its_entities_matter() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert!(matches!(Element::parse(bomb.as_bytes()), Err(Malformed::DocumentType)));
        let foreign = "<x>&passwd;</x>";
        assert!(matches!(Element::parse(foreign.as_bytes()), Err(Malformed::Entity(_))));
    }

    #[test]
    fn depth_and_number_of_elements_are_bounded() {
        let deep = "<a>".repeat(100_000);
        assert!(matches!(Element::parse(deep.as_bytes()), Err(Malformed::TooLarge)));
        let wide = format!("<a>{}</a>", "<b/>".repeat(100_000));
        assert!(matches!(Element::parse(wide.as_bytes()), Err(Malformed::TooLarge)));
    }

    #[test]
    fn a_torn_or_doubled_message_is_refused() {
        for torn in ["", "<a>", "<a></b>", "<a/><b/>", "<a/>b", "<p:a/>", "tekst"] {
            assert!(Element::parse(torn.as_bytes()).is_err(), "{torn}");
        }
    }

    #[test]
    fn a_field_must_stand_there_once() {
        let read = Element::parse(b"<a><b>1</b><b>2</b></a>").unwrap();
        assert!(matches!(read.text_of("b"), Err(Malformed::NotOne(_))));
        assert!(matches!(read.text_of("c"), Err(Malformed::NotOne(_))));
    }
}
