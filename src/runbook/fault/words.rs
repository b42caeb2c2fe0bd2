//! A message with its hint.

use crate::text::language::Language;

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What was seen and what was wanted.
    pub message: String,
    /// The next thing to do.
    pub hint: String,
}

impl Words {
    /// Picks the message and the hint of one language.
    pub(crate) fn pick(
        language: Language,
        polish: (impl Into<String>, impl Into<String>),
        english: (impl Into<String>, impl Into<String>),
    ) -> Self {
        match language {
            Language::Polish => Self {
                message: polish.0.into(),
                hint: polish.1.into(),
            },
            Language::English => Self {
                message: english.0.into(),
                hint: english.1.into(),
            },
        }
    }
}

/// Asks whether the near word was meant, or else names all that are known.
pub(crate) fn did_you_mean(language: Language, near: Option<&String>, known: &[&str]) -> String {
    match (near, known) {
        (Some(near), _) => match language {
            Language::Polish => format!("czy chodziło o `{near}`?"),
            Language::English => format!("did you mean `{near}`?"),
        },
        (None, []) => language
            .pick("żadna nie jest tu dostępna", "there is none here")
            .to_owned(),
        (None, known) => {
            let list = known
                .iter()
                .map(|word| format!("`{word}`"))
                .collect::<Vec<_>>()
                .join(", ");
            match language {
                Language::Polish => format!("do wyboru: {list}"),
                Language::English => format!("to choose from: {list}"),
            }
        }
    }
}
