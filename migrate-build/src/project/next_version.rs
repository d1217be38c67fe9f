//! Which version comes after another, in the form that the versions of a folder have.

use crate::text::Seek;
use migrate_model::Version;
use std::time::{SystemTime, UNIX_EPOCH};

/// A moment of the calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: u32,
    /// The day, from 1.
    pub day: u32,
    /// The second of the day.
    pub second: u32,
}

impl Moment {
    /// Now, or what `SOURCE_DATE_EPOCH` says where something must come out the same each time.
    #[must_use]
    pub fn now() -> Self {
        let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self::of_seconds(said.unwrap_or_else(clock))
    }

    /// The moment so many seconds after the beginning of 1970.
    #[must_use]
    pub fn of_seconds(seconds: u64) -> Self {
        let days = i64::try_from(seconds / 86400).unwrap_or(i64::MAX / 2);
        // Days are counted from the first of March of the year 0, so that a leap day is the last of its year; 400 years are 146097 days.
        let shifted = days + 719_468;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        Self { year, month: month as u32, day: day as u32, second: (seconds % 86400) as u32 }
    }

    /// The date, with dashes.
    #[must_use]
    pub fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    fn clock(&self) -> String {
        format!("{:02}{:02}{:02}", self.second / 3600, self.second / 60 % 60, self.second % 60)
    }
}

/// The version after the last one, which has its form; `001` where there is none.
#[must_use]
pub fn next_version(last: Option<&Version>, now: Moment) -> String {
    let Some(last) = last else { return "001".to_owned() };
    match dated(last.as_str(), now) {
        Some(version) if Version::new(&version) > *last => version,
        _ => increased(last.as_str()),
    }
}

/// A version of now, where the form holds a date.
fn dated(last: &str, now: Moment) -> Option<String> {
    let is_digits = |text: &str| text.bytes().for_all(|byte| byte.is_ascii_digit());
    let plain = now.date().replace('-', "");
    match last.len() {
        14 if is_digits(last) => return Some(plain + &now.clock()),
        8 if is_digits(last) && last.starts_with("20") => return Some(plain),
        _ => {}
    }
    if let Some((date, number)) = last.split_once('_').filter(|(date, number)| date.len() >= 8 && is_digits(number)) {
        let today = if date.contains('-') { now.date() } else { plain };
        return Some(format!("{today}_{}", increased(number)));
    }
    let dashes = last.matches('-').count();
    (dashes == 3 && last.len() == 17).then(|| format!("{}-{}", now.date(), now.clock()))
}

/// The last number of a version increased by one, as wide as it was.
fn increased(version: &str) -> String {
    let start = version.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, number) = version.split_at(start);
    let mut digits = number.as_bytes().to_vec();
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return before.to_owned() + &String::from_utf8_lossy(&digits);
        }
    }
    format!("{before}1{}", "0".repeat(digits.len()))
}
