//! The languages in which krok speaks to people.

/// A language of messages, reports and diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Polish, the language of the offices.
    #[default]
    Polish,
    /// English.
    English,
}

impl Language {
    /// Picks the text in this language.
    pub fn pick<'a>(self, polish: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Polish => polish,
            Self::English => english,
        }
    }
}
