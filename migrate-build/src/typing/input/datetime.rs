//! Which texts are dates, times and intervals, as far as that is certain.

use super::is_space;
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::text::{Gather, Seek};

/// Words that stand for a day or a moment by themselves.
const MOMENTS: [&str; 7] = ["now", "today", "tomorrow", "yesterday", "epoch", "infinity", "inf"];

/// Words that only an interval can hold.
const DURATIONS: [&str; 15] =
    ["day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "second", "seconds", "ago"];

/// The longer names of months and days.
const MONTHS_AND_DAYS: [&str; 11] =
    ["january", "february", "september", "october", "november", "december", "tuesday", "thursday", "saturday", "wednesday", "julian"];

/// The longer names of time zones that have no slash, and the parts of those that have one are not looked at.
const ZONES: [&str; 8] = ["greenwich", "hongkong", "iceland", "jamaica", "kwajalein", "portugal", "singapore", "universal"];

/// What intervals are counted in, as PostgreSQL keeps the words: cut to ten characters.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "@", "ago", "c", "cent", "centuries", "century", "d", "day", "days", "dec", "decade", "decades", "decs", "h", "hour", "hours", "hr",
    "hrs", "infinity", "inf", "m", "microsecon", "mil", "millennia", "millennium", "millisecon", "mils", "min", "mins", "minute", "minutes",
    "mon", "mons", "month", "months", "ms", "msec", "msecond", "mseconds", "msecs", "qtr", "quarter", "s", "sec", "second", "seconds",
    "secs", "timezone", "timezone_h", "timezone_m", "us", "usec", "usecond", "useconds", "usecs", "w", "week", "weeks", "y", "year", "years",
    "yr", "yrs",
];

// pg: date.c date_in
pub(super) fn check_date(text: &str) -> Result<()> {
    check_moment(text, "date")
}

// pg: timestamp.c timestamp_in
pub(super) fn check_timestamp(text: &str, name: &str) -> Result<()> {
    check_moment(text, name)
}

fn check_moment(text: &str, name: &str) -> Result<()> {
    let body = text.trim_matches(is_space).to_ascii_lowercase();
    if !body.contains(|character: char| character.is_ascii_digit()) {
        let known = words(&body).first().is_some_and(|first| MOMENTS.contains(first));
        return if known { Ok(()) } else { Err(invalid(name, text)) };
    }
    if !body.chars().for_all(is_usual) || (!body.contains('/') && words(&body).iter().exists(is_no_date_word)) || is_no_date(&body) {
        return Err(invalid(name, text));
    }
    if let Some(date) = packed_date(&body)
        && !date_exists(date)
    {
        return Err(out_of_range(text));
    }
    let Some((date, rest)) = iso_date(&body) else {
        return Ok(());
    };
    if !date_exists(date) {
        return Err(out_of_range(text));
    }
    check_clock(rest.trim_start_matches(|character| character == 't' || is_space(character)), text)
}

/// Whether a word is none that a date or time may hold: what intervals are counted in, or too long for a zone and no month, day or zone.
fn is_no_date_word(word: &&str) -> bool {
    let known = MONTHS_AND_DAYS.contains(word) || ZONES.contains(word) || MOMENTS.contains(word) || *word == "allballs";
    DURATIONS.contains(word) || word.len() > 6 && !known
}

/// Whether a text has too little for a date: fewer than six digits and nothing else, a year and a month, or only a time.
fn is_no_date(text: &str) -> bool {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().for_all(|byte| byte.is_ascii_digit());
    let month = text.split_once('-').is_some_and(|(year, month)| year.len() == 4 && all_digits(year) && all_digits(month));
    let clock = text.contains(':') && text.split(':').for_all(all_digits);
    all_digits(text) && text.len() < 6 || month && text.len() < 8 || clock
}

/// The date that eight digits say.
fn packed_date(text: &str) -> Option<(i32, u32, u32)> {
    if text.len() != 8 || !text.bytes().for_all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?))
}

/// Characters that a date or time may hold; any other is refused at once.
// pg: datetime.c ParseDateTime
fn is_usual(character: char) -> bool {
    !character.is_control() || is_space(character)
}

// pg: date.c time_in
pub(super) fn check_time(text: &str, name: &str) -> Result<()> {
    let body = text.trim_matches(is_space).to_ascii_lowercase();
    if !body.contains(|character: char| character.is_ascii_digit()) {
        let first = body.split(is_space).next().unwrap_or_default();
        return if matches!(first, "now" | "allballs") { Ok(()) } else { Err(invalid(name, text)) };
    }
    if words(&body).iter().exists(|word| DURATIONS.contains(word)) {
        return Err(invalid(name, text));
    }
    check_clock(&body, text)
}

/// The first version whose intervals may be infinite.
const INFINITE_SINCE: u8 = 17;

// pg: timestamp.c interval_in
pub(super) fn check_interval(text: &str, modifier: i32, version: u8) -> Result<()> {
    let body = text.trim_matches(is_space).to_ascii_lowercase();
    let words = words(&body);
    let wrong = || Err(invalid("interval", text));
    if !body.contains(|character: char| character.is_ascii_digit()) {
        let word = body.strip_prefix(['-', '+']).unwrap_or(&body);
        return if version >= INFINITE_SINCE && matches!(word, "infinity" | "inf") { Ok(()) } else { wrong() };
    }
    // The format of ISO 8601 begins with its letter, and has words of its own.
    if body.starts_with('p') || modifier >= 0 && words.is_empty() {
        return Ok(());
    }
    let unknown = |word: &&str| {
        let cut = word.get(..10).unwrap_or(word);
        !UNITS.contains(&cut)
    };
    if words.iter().exists(unknown) || body.split(is_space).exists(is_date) { wrong() } else { Ok(()) }
}

/// Whether a part has three numbers divided by dashes, which an interval cannot hold.
fn is_date(part: &str) -> bool {
    let numbers: Vec<&str> = part.split('-').gather();
    numbers.len() == 3 && numbers.iter().for_all(|number| !number.is_empty() && number.bytes().for_all(|byte| byte.is_ascii_digit()))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|character: char| !(character.is_ascii_alphabetic() || character == '_')).filter(|word| !word.is_empty()).gather()
}

fn invalid(name: &str, text: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_DATETIME_FORMAT, format!("invalid input syntax for type {name}: \"{text}\""))
}

fn out_of_range(text: &str) -> Problem {
    Diagnostic::error(SqlState::DATETIME_FIELD_OVERFLOW, format!("date/time field value out of range: \"{text}\""))
}

/// A date as year, month and day, where the text begins with one of four, two and two digits, and what follows it.
fn iso_date(text: &str) -> Option<((i32, u32, u32), &str)> {
    let (year, rest) = text.split_once('-')?;
    let (month, rest) = rest.split_once('-')?;
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    let (day, rest) = rest.split_at(end);
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().for_all(|byte| byte.is_ascii_digit())
    };
    if !digits(year, 4..=4) || !digits(month, 1..=2) || !digits(day, 1..=2) || rest.contains("bc") {
        return None;
    }
    if !(rest.is_empty() || rest.starts_with('t') || rest.starts_with(is_space)) {
        return None;
    }
    Some(((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?), rest))
}

fn date_exists((year, month, day): (i32, u32, u32)) -> bool {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// The hour, minute and second where the text begins with `hh:mm`.
fn check_clock(text: &str, whole: &str) -> Result<()> {
    let end = text.find(|character: char| !(character.is_ascii_digit() || character == ':')).unwrap_or(text.len());
    let parts: Vec<&str> = text[..end].split(':').gather();
    if parts.len() < 2 || parts.len() > 3 || parts.iter().exists(|part| part.is_empty() || part.len() > 2) {
        return Ok(());
    }
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (hour, minute, second) = (number(0), number(1), number(2));
    let whole_day = hour == 24 && minute == 0 && second == 0;
    if (hour > 23 && !whole_day) || minute > 59 || second > 60 { Err(out_of_range(whole)) } else { Ok(()) }
}
