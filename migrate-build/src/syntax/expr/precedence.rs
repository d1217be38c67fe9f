//! How tightly does an operator bind.

use crate::syntax::tree::{SyntaxElement, SyntaxKind};

// pg: gram.y, the precedences, from the loosest
/// `OR`.
pub(super) const OR: u8 = 1;
/// `AND`.
pub(super) const AND: u8 = 2;
/// `NOT`.
pub(super) const NOT: u8 = 3;
/// `IS` and its kin.
pub(super) const IS: u8 = 4;
/// Comparisons.
pub(super) const COMPARISON: u8 = 5;
/// `BETWEEN`, `IN`, `LIKE` and their kin.
pub(super) const MATCH: u8 = 6;
/// `ESCAPE`.
pub(super) const ESCAPE: u8 = 7;
/// All other operators.
pub(super) const OTHER: u8 = 8;
/// `+` and `-`.
pub(super) const PLUS: u8 = 9;
/// `*`, `/`, `%`.
pub(super) const TIMES: u8 = 10;
/// `^`.
pub(super) const POWER: u8 = 11;
/// `AT TIME ZONE`.
pub(super) const AT: u8 = 12;
/// `COLLATE`.
pub(super) const COLLATE: u8 = 13;
/// A sign.
pub(super) const MINUS: u8 = 14;
/// `::`.
pub(super) const CAST: u8 = 15;

/// The level of an operator between or after operands; none for what is no operator.
pub(super) fn infix_level(item: &SyntaxElement) -> Option<u8> {
    Some(match item.kind() {
        SyntaxKind::OR_KW => OR,
        SyntaxKind::AND_KW => AND,
        SyntaxKind::IS_KW
        | SyntaxKind::IS_NOT
        | SyntaxKind::IS_DISTINCT_FROM
        | SyntaxKind::IS_NOT_DISTINCT_FROM
        | SyntaxKind::ISNULL_KW
        | SyntaxKind::NOTNULL_KW
        | SyntaxKind::IS_NORMALIZED
        | SyntaxKind::IS_NOT_NORMALIZED
        | SyntaxKind::IS_JSON
        | SyntaxKind::IS_JSON_ARRAY
        | SyntaxKind::IS_JSON_OBJECT
        | SyntaxKind::IS_JSON_SCALAR
        | SyntaxKind::IS_JSON_VALUE
        | SyntaxKind::IS_NOT_JSON
        | SyntaxKind::IS_NOT_JSON_ARRAY
        | SyntaxKind::IS_NOT_JSON_OBJECT
        | SyntaxKind::IS_NOT_JSON_SCALAR
        | SyntaxKind::IS_NOT_JSON_VALUE => IS,
        SyntaxKind::L_ANGLE
        | SyntaxKind::R_ANGLE
        | SyntaxKind::EQ
        | SyntaxKind::LTEQ
        | SyntaxKind::GTEQ
        | SyntaxKind::NEQ
        | SyntaxKind::NEQB => COMPARISON,
        SyntaxKind::BETWEEN_KW
        | SyntaxKind::NOT_KW
        | SyntaxKind::IN_KW
        | SyntaxKind::NOT_IN
        | SyntaxKind::LIKE_KW
        | SyntaxKind::ILIKE_KW
        | SyntaxKind::SIMILAR_TO
        | SyntaxKind::NOT_LIKE
        | SyntaxKind::NOT_ILIKE
        | SyntaxKind::NOT_SIMILAR_TO => MATCH,
        SyntaxKind::CUSTOM_OP | SyntaxKind::OPERATOR_CALL | SyntaxKind::OVERLAPS_KW => OTHER,
        SyntaxKind::PLUS | SyntaxKind::MINUS => PLUS,
        SyntaxKind::STAR | SyntaxKind::SLASH | SyntaxKind::PERCENT => TIMES,
        SyntaxKind::CARET => POWER,
        SyntaxKind::AT_TIME_ZONE | SyntaxKind::AT_LOCAL => AT,
        SyntaxKind::COLLATE_KW => COLLATE,
        SyntaxKind::COLON_COLON => CAST,
        _ => return None,
    })
}
