//! Files that were removed from a closed bundle, in words.

use crate::evidence::erasure::{Erased, Kind};
use crate::evidence::verify::Verification;
use crate::text::language::Language;

use super::shown::shown;

/// Returns one file with its hash, and why it is gone.
pub fn words(erased: &Erased, language: Language) -> String {
    format!(
        "{} ({} B, SHA-256 {}): {}",
        shown(&erased.file.path),
        erased.file.size,
        shown(&erased.file.sha256),
        why(erased, language)
    )
}

/// Returns when, by whom and why a file was removed, as the log says it.
pub fn why(erased: &Erased, language: Language) -> String {
    let rule = erased.policy.as_ref().map_or_else(String::new, |policy| {
        let hash = policy
            .sha256
            .as_ref()
            .map_or_else(String::new, |hash| format!(", SHA-256 {}", shown(hash)));
        let rule = language.pick("zasada", "rule");
        format!("; {rule}: {} ({}{hash})", shown(&policy.name), shown(&policy.keep))
    });
    format!(
        "{} {}; {} {}; {} {}{rule}",
        label(language),
        shown(&erased.at),
        language.pick("decyzja:", "decided by"),
        shown(&erased.by),
        language.pick("powód:", "reason:"),
        shown(&erased.why),
    )
}

/// Returns how much of a bundle was removed; none if nothing was.
pub fn count(verification: &Verification, language: Language) -> Option<String> {
    let of = |kind| {
        let files = verification.erased.iter();
        files.filter(|erased| Kind::of(&erased.file.path) == Some(kind)).count()
    };
    (!verification.erased.is_empty()).then(|| {
        format!(
            "{}: {} ({}: {}, {}: {})",
            label(language),
            verification.erased.len(),
            language.pick("obrazy", "pictures"),
            of(Kind::Picture),
            language.pick("teksty", "texts"),
            of(Kind::Text),
        )
    })
}

/// Returns what stands in the place of what was removed.
fn label(language: Language) -> &'static str {
    language.pick(
        "usunięto zgodnie z zasadami przechowywania",
        "removed under the rules of retention",
    )
}
