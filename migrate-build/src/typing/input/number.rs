//! Which texts are numbers.

use super::{invalid, is_space};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::text::Seek;
use std::ops::RangeInclusive;

/// The version from which numbers may be hexadecimal, octal or binary and hold underscores.
const WITH_RADIX: u8 = 16;

/// What the digits of a whole number say.
enum Whole {
    Value(i128),
    TooLarge,
    Invalid,
}

// pg: numutils.c pg_strtoint32_safe
pub(super) fn check_integer(text: &str, name: &str, range: RangeInclusive<i64>, version: u8) -> Result<()> {
    let trimmed = text.trim_matches(is_space);
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, trimmed.strip_prefix('+').unwrap_or(trimmed)),
    };
    match whole(digits, version) {
        Whole::Invalid => Err(invalid(name, text)),
        Whole::Value(value) => {
            let value = if negative { -value } else { value };
            if i64::try_from(value).is_ok_and(|value| range.contains(&value)) { Ok(()) } else { Err(out_of_range(text, name)) }
        }
        Whole::TooLarge => Err(out_of_range(text, name)),
    }
}

fn out_of_range(text: &str, name: &str) -> crate::diag::Problem {
    Diagnostic::error(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, format!("value \"{text}\" is out of range for type {name}"))
}

fn whole(digits: &str, version: u8) -> Whole {
    let (radix, body) = radix_of(digits, version);
    let plain = body.replace('_', "");
    let misplaced = body.contains('_') && (version < WITH_RADIX || body.ends_with('_') || body.contains("__"));
    let misplaced = misplaced || radix == 10 && body.starts_with('_');
    if plain.is_empty() || misplaced || !plain.chars().for_all(|digit| digit.is_digit(radix)) {
        return Whole::Invalid;
    }
    i128::from_str_radix(&plain, radix).map_or(Whole::TooLarge, Whole::Value)
}

fn radix_of(digits: &str, version: u8) -> (u32, &str) {
    if version < WITH_RADIX {
        return (10, digits);
    }
    match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        _ => (10, digits),
    }
}

/// An oid reads what C's `strtoul` reads, so only what surely is none is refused.
// pg: oid.c oidin_subr
pub(super) fn check_oid(text: &str) -> Result<()> {
    let digits = text.trim_matches(is_space);
    let digits = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    if digits.starts_with(|digit: char| digit.is_ascii_digit()) && digits.chars().for_all(|digit| digit.is_ascii_alphanumeric()) {
        return Ok(());
    }
    Err(invalid("oid", text))
}

// pg: float.c float8in_internal
pub(super) fn check_float(text: &str, name: &str) -> Result<()> {
    let trimmed = text.trim_matches(is_space);
    let unsigned = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    let lower = unsigned.to_ascii_lowercase();
    if matches!(lower.as_str(), "nan" | "inf" | "infinity") || lower.starts_with("0x") {
        return Ok(());
    }
    if !is_decimal(unsigned) {
        return Err(invalid(name, text));
    }
    let (infinite, vanished) = if name == "real" {
        let value: f32 = unsigned.parse().unwrap_or(0.0);
        (value.is_infinite(), value == 0.0)
    } else {
        let value: f64 = unsigned.parse().unwrap_or(0.0);
        (value.is_infinite(), value == 0.0)
    };
    let mantissa = lower.split('e').next().unwrap_or_default();
    let zero = !mantissa.contains(|digit: char| matches!(digit, '1'..='9'));
    if infinite || vanished && !zero {
        let message = format!("\"{trimmed}\" is out of range for type {name}");
        return Err(Diagnostic::error(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message));
    }
    Ok(())
}

// pg: numeric.c numeric_in
pub(super) fn check_numeric(text: &str, version: u8) -> Result<()> {
    let trimmed = text.trim_matches(is_space);
    let unsigned = trimmed.strip_prefix(['-', '+']).unwrap_or(trimmed);
    let lower = unsigned.to_ascii_lowercase();
    if matches!(lower.as_str(), "inf" | "infinity") || trimmed.eq_ignore_ascii_case("nan") {
        return Ok(());
    }
    let whole_number = version >= WITH_RADIX && !matches!(whole(unsigned, version), Whole::Invalid);
    let grouped = version >= WITH_RADIX && unsigned.contains('_') && is_decimal(&unsigned.replace('_', ""));
    if whole_number || grouped || is_decimal(unsigned) { Ok(()) } else { Err(invalid("numeric", text)) }
}

/// Digits with at most one point and perhaps an exponent.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |text: &str| text.chars().for_all(|digit| digit.is_ascii_digit());
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(before) && digits(after) && !(before.is_empty() && after.is_empty()) && exponent_fits
}
