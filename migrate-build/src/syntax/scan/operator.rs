//! Where does an operator end, and which signs are tokens by themselves.

use super::{Scanned, Scanner};
use crate::syntax::grammar::Named;
use crate::text::Seek;

/// The longest operator that PostgreSQL takes, plus one.
const NAME_BYTES: usize = 64;

/// Whether an operator may hold this byte.
pub(super) fn is_operator(byte: u8) -> bool {
    matches!(byte, b'~' | b'!' | b'@' | b'#' | b'^' | b'&' | b'|' | b'`' | b'?' | b'+' | b'-' | b'*' | b'/' | b'%' | b'<' | b'>' | b'=')
}

impl Scanner<'_> {
    // pg: scan.l, the rule for operators
    pub(super) fn operator(&mut self) -> Scanned {
        let bytes = &self.text.as_bytes()[self.at..];
        match bytes {
            [b':', b':', ..] => return Ok(Some(self.token(Named::Typecast, 2))),
            [b':', b'=', ..] => return Ok(Some(self.token(Named::ColonEquals, 2))),
            [b'.', b'.', ..] => return Ok(Some(self.token(Named::DotDot, 2))),
            [first @ (b'.' | b':'), ..] => {
                let first = *first;
                return Ok(Some(self.character(first)));
            }
            _ => {}
        }
        let length = operator_length(bytes);
        let named = match &bytes[..length] {
            b"=>" => Some(Named::EqualsGreater),
            b">=" => Some(Named::GreaterEquals),
            b"<=" => Some(Named::LessEquals),
            b"<>" | b"!=" => Some(Named::NotEquals),
            _ => None,
        };
        let first = bytes[0];
        match named {
            Some(named) => Ok(Some(self.token(named, length))),
            None if length == 1 && matches!(first, b'+' | b'-' | b'*' | b'/' | b'%' | b'^' | b'<' | b'>' | b'=') => {
                Ok(Some(self.character(first)))
            }
            None if length >= NAME_BYTES => Err(self.error_to("operator too long", self.at, self.at + length)),
            None => Ok(Some(self.token(Named::Operator, length))),
        }
    }
}

fn operator_length(bytes: &[u8]) -> usize {
    let mut length = bytes.iter().place_where(|byte| !is_operator(*byte)).unwrap_or(bytes.len());
    let comment = bytes[..length].windows(2).place_where(|pair| pair == b"/*" || pair == b"--");
    length = comment.filter(|at| *at > 0).unwrap_or(length);
    if length > 1 && matches!(bytes[length - 1], b'+' | b'-') {
        let special = |byte: &u8| matches!(byte, b'~' | b'!' | b'@' | b'#' | b'^' | b'&' | b'|' | b'`' | b'?' | b'%');
        if !bytes[..length - 1].iter().exists(special) {
            while length > 1 && matches!(bytes[length - 1], b'+' | b'-') {
                length -= 1;
            }
        }
    }
    length
}
