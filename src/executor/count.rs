//! Numbers that a portal itself shows of a table: `(92)` behind a heading, `(1 of 10)` in a pager.

use crate::text::label::Label;

/// Returns a heading without the count behind it.
pub(super) fn without_count(title: &str) -> &str {
    match count_behind(title) {
        Some((name, _)) => name,
        None => title,
    }
}

/// Returns the count behind a heading, as shown and as a number.
pub(super) fn claimed_rows(title: &str) -> Option<(String, usize)> {
    let (_, count) = count_behind(title)?;
    Some((format!("({count})"), count))
}

/// Returns how many pages a pager says there are: the last number of `(1 of 10)`, `1 z 10`, `Strona 1/10`.
pub(super) fn claimed_pages(report: &str) -> Option<usize> {
    let report = Label::new(report);
    let inner = report.as_str().trim_matches(['(', ')']).replace('/', " / ");
    let words: Vec<&str> = inner.split_whitespace().collect();
    let [.., page, "of" | "z" | "ze" | "/", pages] = words.as_slice() else {
        return None;
    };
    let (page, pages): (usize, usize) = (page.parse().ok()?, pages.parse().ok()?);
    (page <= pages).then_some(pages)
}

fn count_behind(title: &str) -> Option<(&str, usize)> {
    let (name, count) = title.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let is_number = !count.is_empty() && count.bytes().all(|digit| digit.is_ascii_digit());
    let name = name.trim_end();
    (is_number && !name.is_empty()).then(|| Some((name, count.parse().ok()?)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_behind_a_heading_is_no_part_of_its_name() {
        assert_eq!(
            without_count("Karty sprawy GMINA GLIWICE (92)"),
            "Karty sprawy GMINA GLIWICE"
        );
        assert_eq!(claimed_rows("Karty sprawy (92)"), Some(("(92)".to_owned(), 92)));
        for other in ["Skrytki", "Skrytki (ePUAP)", "(92)", "Skrytki ()", "Skrytki (92) stare"] {
            assert_eq!((without_count(other), claimed_rows(other)), (other, None), "{other}");
        }
    }

    #[test]
    fn pages_are_read_from_what_pagers_say() {
        for (report, pages) in [
            ("(1 of 10)", Some(10)),
            ("1 z 3", Some(3)),
            ("Strona 2 z 7", Some(7)),
            ("Strona 2/7", Some(7)),
            ("2 / 7", Some(7)),
            ("1-10 z 92 pozycji", None),
            ("1–10 of 92", None),
            ("", None),
            ("7 of 2", None),
            ("2", None),
        ] {
            assert_eq!(claimed_pages(report), pages, "{report}");
        }
    }
}
