//! The fixed words of pages. A language is a value of one struct, so none can lack a word.

/// Declares the fixed words of a page in both languages, and the function that returns those of one.
macro_rules! in_both_languages {
    ($($name:ident: $polish:literal, $english:literal;)+) => {
        /// The fixed words of a page in one language.
        #[derive(Debug)]
        pub(super) struct Wording {
            $(pub(super) $name: &'static str,)+
        }

        const POLISH: Wording = Wording { $($name: $polish,)+ };
        const ENGLISH: Wording = Wording { $($name: $english,)+ };

        /// Returns the words of a language.
        pub(super) fn wording(language: $crate::text::language::Language) -> &'static Wording {
            match language {
                $crate::text::language::Language::Polish => &POLISH,
                $crate::text::language::Language::English => &ENGLISH,
            }
        }

        #[cfg(test)]
        mod words {
            #[test]
            fn no_word_is_missing_and_none_is_in_the_wrong_language() {
                $crate::text::catalogue::check(&[$(($polish, $english),)+]);
            }
        }
    };
}

pub(crate) use in_both_languages;

/// Fails unless each word stands in both languages.
#[cfg(test)]
pub(crate) fn check(pairs: &[(&str, &str)]) {
    for (polish, english) in pairs {
        assert!(!polish.is_empty() && !english.is_empty(), "{polish} / {english}");
        let is_polish = |letter: char| "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„".contains(letter);
        assert!(!english.contains(is_polish), "{english}");
        let is_the_same_word = matches!(
            *polish,
            "Operator" | "operator" | "Folder" | "plan" | "PESEL" | "Portal" | "Program" | "”" | "OK"
        );
        assert!(polish != english || is_the_same_word, "{polish}");
    }
}
