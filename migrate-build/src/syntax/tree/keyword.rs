//! Does the parser take a keyword for a name, as it does more freely than PostgreSQL. Whether that is right is then asked of the rules of the grammar.

use super::SyntaxKind;
use super::element::{SyntaxNode, Tree};
use crate::text::Seek;
use squawk_parser::{is_col_name_keyword, is_reserved_keyword, is_type_func_name_keyword};

/// Whether a keyword that is not free for every name stands alone in a node that may be one.
#[must_use]
pub fn takes_keyword_for_name(root: &SyntaxNode) -> bool {
    let tree: &Tree = root.tree;
    tree.entries.iter().filter(|entry| entry.is_token && is_keyword(entry.kind)).exists(|entry| {
        let parent = tree.entry(entry.parent);
        parent.span == entry.span && !is_form_of_its_own(parent.kind) && !is_plain(parent.kind, entry.kind)
    })
}

fn is_keyword(kind: SyntaxKind) -> bool {
    is_reserved_keyword(kind) || is_col_name_keyword(kind) || is_type_func_name_keyword(kind)
}

/// What may be made of one keyword alone, and is no name.
fn is_form_of_its_own(kind: SyntaxKind) -> bool {
    use SyntaxKind as K;
    matches!(
        kind,
        K::LITERAL
            | K::SORT_ASC
            | K::SORT_DESC
            | K::JOIN_INNER
            | K::JOIN_LEFT
            | K::JOIN_RIGHT
            | K::JOIN_FULL
            | K::NULL_CONSTRAINT
            | K::ALL
            | K::DISTINCT
            | K::DISTINCT_CLAUSE
            | K::SELECT_CLAUSE
            | K::UNION
            | K::EXCEPT
            | K::INTERSECT
            | K::DEFERRABLE_CONSTRAINT_OPTION
            | K::VARCHAR_TYPE
            | K::TIMESTAMP_TYPE
            | K::TIME_TYPE
            | K::INTERVAL_TYPE
            | K::PARTITION_DEFAULT
    )
}

/// Words that are types or expressions by themselves, which are right more often than a second reading is worth.
fn is_plain(place: SyntaxKind, word: SyntaxKind) -> bool {
    match place {
        SyntaxKind::PATH_SEGMENT_REF => is_type_word(word),
        SyntaxKind::NAME_REF => is_type_word(word) || is_expression_word(word),
        _ => false,
    }
}

fn is_type_word(word: SyntaxKind) -> bool {
    use SyntaxKind as K;
    matches!(
        word,
        K::BIGINT_KW
            | K::BIT_KW
            | K::BOOLEAN_KW
            | K::CHAR_KW
            | K::CHARACTER_KW
            | K::DEC_KW
            | K::DECIMAL_KW
            | K::FLOAT_KW
            | K::INT_KW
            | K::INTEGER_KW
            | K::INTERVAL_KW
            | K::NUMERIC_KW
            | K::REAL_KW
            | K::SMALLINT_KW
            | K::TIME_KW
            | K::TIMESTAMP_KW
    )
}

fn is_expression_word(word: SyntaxKind) -> bool {
    use SyntaxKind as K;
    matches!(
        word,
        K::COALESCE_KW | K::CURRENT_DATE_KW | K::CURRENT_TIMESTAMP_KW | K::CURRENT_USER_KW | K::GREATEST_KW | K::LEAST_KW | K::NULLIF_KW
    )
}
