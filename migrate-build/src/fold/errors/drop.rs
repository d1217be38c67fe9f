//! What DROP refuses by name and kind.

use super::object::a_word;
use crate::catalog::object::RelationKind;
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::syntax::statement::object::RelationWord;
use crate::text::Name;

/// A relation that is not there.
// pg: tablecmds.c dropmsgstringarray
pub(in crate::fold) fn relation_missing(word: RelationWord, name: &Name) -> Problem {
    let (code, word) = match word {
        RelationWord::Table => (SqlState::UNDEFINED_TABLE, "table"),
        RelationWord::View => (SqlState::UNDEFINED_TABLE, "view"),
        RelationWord::MaterializedView => (SqlState::UNDEFINED_TABLE, "materialized view"),
        RelationWord::Sequence => (SqlState::UNDEFINED_TABLE, "sequence"),
        RelationWord::Index => (SqlState::UNDEFINED_OBJECT, "index"),
        RelationWord::ForeignTable => (SqlState::UNDEFINED_OBJECT, "foreign table"),
    };
    Diagnostic::error(code, format!("{word} \"{name}\" does not exist")).about(SubjectKind::Relation, name)
}

/// A relation of another kind than the word says.
pub(in crate::fold) fn wrong_kind(name: &Name, word: RelationWord, kind: RelationKind) -> Problem {
    let right = match kind {
        RelationKind::Table | RelationKind::PartitionedTable => "use DROP TABLE to remove a table",
        RelationKind::ForeignTable => "use DROP FOREIGN TABLE to remove a foreign table",
        RelationKind::View => "use DROP VIEW to remove a view",
        RelationKind::MaterializedView => "use DROP MATERIALIZED VIEW to remove a materialized view",
        RelationKind::Index | RelationKind::PartitionedIndex => "use DROP INDEX to remove an index",
        RelationKind::Sequence => "use DROP SEQUENCE to remove a sequence",
        RelationKind::Composite => "use DROP TYPE to remove a type",
    };
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not {}", a_word(word)))
        .help(right)
        .about(SubjectKind::Relation, name)
}

/// A relation that came with the server.
pub(in crate::fold) fn system_catalog(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("permission denied: \"{name}\" is a system catalog"))
        .about(SubjectKind::Relation, name)
}

/// An aggregate where a function is meant.
pub(in crate::fold) fn is_an_aggregate(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is an aggregate function"))
        .help("use DROP AGGREGATE to drop aggregate functions")
}

/// `DROP INDEX CONCURRENTLY a, b`.
pub(in crate::fold) fn concurrently_several() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "DROP INDEX CONCURRENTLY does not support dropping multiple objects")
}

/// `DROP INDEX CONCURRENTLY a CASCADE`.
pub(in crate::fold) fn concurrently_cascade() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "DROP INDEX CONCURRENTLY does not support CASCADE")
}

/// `DROP INDEX CONCURRENTLY` of a partitioned index.
pub(in crate::fold) fn concurrently_partitioned(name: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot drop partitioned index \"{name}\" concurrently"))
}

/// A statement that a transaction block does not allow.
// pg: xact.c PreventInTransactionBlock
pub(in crate::fold) fn in_transaction_block(statement: &str) -> Problem {
    Diagnostic::error(SqlState::ACTIVE_SQL_TRANSACTION, format!("{statement} cannot run inside a transaction block"))
}
