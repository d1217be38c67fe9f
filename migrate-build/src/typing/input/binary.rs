//! Which texts are uuids, bytes and bits.

use super::invalid;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::text::{Gather, Seek};

/// The bytes of a uuid.
const UUID_LENGTH: usize = 16;

// pg: uuid.c string_to_uuid
pub(super) fn check_uuid(text: &str) -> Result<()> {
    let bytes = text.as_bytes();
    let braces = bytes.first() == Some(&b'{');
    let mut at = usize::from(braces);
    for byte in 0..UUID_LENGTH {
        let pair = bytes.get(at..at + 2).unwrap_or_default();
        if pair.len() != 2 || !pair.iter().for_all(u8::is_ascii_hexdigit) {
            return Err(invalid("uuid", text));
        }
        at += 2;
        if byte % 2 == 1 && byte < UUID_LENGTH - 1 && bytes.get(at) == Some(&b'-') {
            at += 1;
        }
    }
    if braces {
        if bytes.get(at) != Some(&b'}') {
            return Err(invalid("uuid", text));
        }
        at += 1;
    }
    if at == bytes.len() { Ok(()) } else { Err(invalid("uuid", text)) }
}

// pg: varlena.c byteain
pub(super) fn check_bytea(text: &str) -> Result<()> {
    let wrong = |message: String| Err(Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, message));
    if let Some(digits) = text.strip_prefix("\\x") {
        let digits: Vec<char> = digits.chars().filter(|digit| !matches!(digit, ' ' | '\n' | '\t' | '\r')).gather();
        if let Some(other) = digits.iter().first_where(|digit| !digit.is_ascii_hexdigit()) {
            return wrong(format!("invalid hexadecimal digit: \"{other}\""));
        }
        if digits.len() % 2 == 1 {
            return wrong("invalid hexadecimal data: odd number of digits".to_owned());
        }
        return Ok(());
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let octal = |index: usize, most: u8| bytes.get(at + index).is_some_and(|digit| (b'0'..=most).contains(digit));
        at += match bytes[at] {
            b'\\' if bytes.get(at + 1) == Some(&b'\\') => 2,
            b'\\' if octal(1, b'3') && octal(2, b'7') && octal(3, b'7') => 4,
            b'\\' => return Err(Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea")),
            _ => 1,
        };
    }
    Ok(())
}

// pg: varbit.c bit_in
pub(super) fn check_bits(text: &str) -> Result<()> {
    let (hexadecimal, digits) = match text.as_bytes().first() {
        Some(b'b' | b'B') => (false, &text[1..]),
        Some(b'x' | b'X') => (true, &text[1..]),
        _ => (false, text),
    };
    let fits = |digit: &char| if hexadecimal { digit.is_ascii_hexdigit() } else { matches!(digit, '0' | '1') };
    match digits.chars().first_where(|digit| !fits(digit)) {
        None => Ok(()),
        Some(other) => {
            let kind = if hexadecimal { "hexadecimal" } else { "binary" };
            Err(Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, format!("\"{other}\" is not a valid {kind} digit")))
        }
    }
}
