//! Times of tokens and certificates. `der` reads none with a fraction of a second, which authorities write.

use der::{Any, DateTime, Tag, Tagged as _};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

/// Reads a GeneralizedTime as RFC 3161 has it: in UTC, with or without a fraction of a second.
pub(super) fn of_token(time: &Any) -> Option<Timestamp> {
    if time.tag() != Tag::GeneralizedTime {
        return None;
    }
    let text = std::str::from_utf8(time.value()).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != "20261129130000".len() || !is_digits(whole) || !is_digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let number = |from: usize, to: usize| whole.get(from..to)?.parse::<i16>().ok();
    let small = |from: usize, to: usize| whole.get(from..to)?.parse::<i8>().ok();
    let nanoseconds = format!("{fraction:0<9}").parse().ok()?;
    let time = civil::DateTime::new(
        number(0, 4)?,
        small(4, 6)?,
        small(6, 8)?,
        small(8, 10)?,
        small(10, 12)?,
        small(12, 14)?,
        nanoseconds,
    );
    Some(time.ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// Returns a moment of a certificate.
pub(super) fn of_certificate(time: &x509_cert::time::Time) -> Timestamp {
    let seconds = i64::try_from(DateTime::unix_duration(&time.to_date_time()).as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let time = Any::new(Tag::GeneralizedTime, text.as_bytes()).unwrap();
        of_token(&time).map(|time| time.to_string())
    }

    #[test]
    fn a_time_is_read_with_and_without_a_fraction_and_in_no_other_form() {
        assert_eq!(read("20261129130501Z").unwrap(), "2026-11-29T13:05:01Z");
        assert_eq!(read("20261129130501.25Z").unwrap(), "2026-11-29T13:05:01.25Z");
        for wrong in [
            "20261129130501",
            "20261129130501+0100",
            "202611291305Z",
            "20261329130501Z",
            "2026112913050١Z",
            "20261129130501.1234567890Z",
            "+0261129130501Z",
            "",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
