//! Which driver belongs to which browser.

use serde::Deserialize;

use super::error::StartError;

/// The rule by which a pair of driver and browser is judged.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Versions {
    /// Both have the same major number.
    SameMajor,
    /// Neither is older than this.
    AtLeast {
        /// Oldest driver.
        driver: String,
        /// Oldest browser.
        browser: String,
    },
}

impl Versions {
    /// Refuses a pair that does not belong together; each with its name before the version.
    pub(super) fn judge(&self, driver: &str, browser: &str) -> Result<(), StartError> {
        match self {
            Self::SameMajor => match (dotted(driver), dotted(browser)) {
                (Some((one, _)), Some((other, _))) if one == other => Ok(()),
                _ => Err(StartError::Mismatch {
                    driver: driver.to_owned(),
                    browser: browser.to_owned(),
                }),
            },
            Self::AtLeast {
                driver: oldest_driver,
                browser: oldest_browser,
            } => {
                not_older(driver, oldest_driver)?;
                not_older(browser, oldest_browser)
            }
        }
    }
}

fn not_older(program: &str, oldest: &str) -> Result<(), StartError> {
    if dotted(program) >= dotted(oldest) {
        Ok(())
    } else {
        Err(StartError::TooOld {
            program: program.to_owned(),
            oldest: oldest.to_owned(),
        })
    }
}

/// Reads the first two numbers of the first dotted version in a text; nothing is older than no version at all.
fn dotted(text: &str) -> Option<(u32, u32)> {
    let number = |part: &str| {
        let digits = part.split(|c: char| !c.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse::<u32>().ok())
    };
    text.split_ascii_whitespace()
        .filter_map(|word| word.split_once('.'))
        .find_map(|(major, rest)| Some((major.parse().ok()?, number(rest)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_the_first_dotted_one() {
        for (said, expected) in [
            (
                "ChromeDriver 156.0.8078.79 (a21c-refs/branch-heads/8078@{#1704})",
                Some((156, 0)),
            ),
            ("Chromium 156.0.8078.79 built on Debian GNU/Linux 12", Some((156, 0))),
            ("Google Chrome 99.0.1.2", Some((99, 0))),
            ("Mozilla Firefox 153.7.0esr", Some((153, 7))),
            ("Mozilla Firefox 140.0esr", Some((140, 0))),
            ("geckodriver 0.37.1", Some((0, 37))),
            ("snap stub", None),
        ] {
            assert_eq!(dotted(said), expected, "{said}");
        }
    }

    #[test]
    fn each_rule_refuses_what_it_says() {
        let least = Versions::AtLeast {
            driver: "0.36".to_owned(),
            browser: "140.0".to_owned(),
        };
        assert!(least.judge("geckodriver 0.36.0", "Mozilla Firefox 153.7.0esr").is_ok());
        for (driver, browser) in [
            ("geckodriver 0.35.0", "Mozilla Firefox 153.7.0esr"),
            ("geckodriver 0.37.1", "Mozilla Firefox 139.0"),
            ("geckodriver 0.37.1", "firefox ?"),
        ] {
            let refused = least.judge(driver, browser).unwrap_err();
            assert!(matches!(refused, StartError::TooOld { .. }), "{driver}, {browser}");
        }
        assert!(
            Versions::SameMajor
                .judge("ChromeDriver 156.0", "Chromium 156.1")
                .is_ok()
        );
        let refused = Versions::SameMajor.judge("ChromeDriver 155.0", "Chromium 156.1");
        assert!(matches!(refused, Err(StartError::Mismatch { .. })));
    }
}
