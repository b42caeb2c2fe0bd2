//! "Did you mean": the nearest of the words that would have been right.

/// Longest word that is compared; what is longer is no slip of the pen.
const LONGEST: usize = 60;

/// Most candidates that are compared; no part of the language has more words.
const MOST: usize = 100;

/// Returns the candidate that differs by a slip of the pen, if there is one.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let folded = word.to_lowercase().replace('-', "_");
    candidates
        .into_iter()
        .take(MOST)
        .map(|candidate| {
            let wanted = candidate.to_lowercase().replace('-', "_");
            (strsim::damerau_levenshtein(&folded, &wanted), candidate)
        })
        .filter(|(distance, candidate)| *distance <= (length.max(candidate.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        let known = ["press", "see", "not_see", "for_each"];
        assert_eq!(nearest("pres", known).as_deref(), Some("press"));
        assert_eq!(nearest("Not-See", known).as_deref(), Some("not_see"));
        assert_eq!(nearest("foreach", known).as_deref(), Some("for_each"));
        assert_eq!(nearest("wydawca", known), None);
    }
}
