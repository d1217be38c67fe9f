//! Extended statistics, as they are written.

use super::StatementKind;
use super::index::{IndexKey, lower_key};
use super::object::{ObjectRef, lower_common_action};
use super::support::{idents, need, optional_qualified, qualified};
use crate::diag::{Result, each};
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::{RelationRef, TableRef, TableRefKind};
use crate::syntax::tree::ast::{self, AstNode};

/// `CREATE STATISTICS`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateStatistics {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name; PostgreSQL makes one up from 16 on where it is missing.
    pub name: Option<QualifiedName>,
    /// `(ndistinct, ...)`.
    pub kinds: Vec<Ident>,
    /// `ON`.
    pub elements: Vec<IndexKey>,
    /// `FROM`.
    pub from: Vec<TableRef>,
}

/// `ALTER STATISTICS ... SET STATISTICS n`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterStatistics {
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// Its name.
    pub name: QualifiedName,
}

/// Lowers `CREATE STATISTICS`.
pub(super) fn lower_create_statistics(cx: &Lowering<'_>, node: &ast::CreateStatistics) -> Result<StatementKind> {
    let elements = node.statistics_on_clause().into_iter().flat_map(|clause| clause.exprs());
    let name = qualified(cx, node.from_table().and_then(|from| from.table_name_ref()))?;
    let table = TableRef { span: name.span, kind: TableRefKind::Relation(RelationRef { name, only: false, sample: None }), alias: None };
    Ok(StatementKind::CreateStatistics(Box::new(CreateStatistics {
        if_not_exists: node.if_not_exists().is_some(),
        name: optional_qualified(cx, node.statistics())?,
        kinds: node.stat_types().map_or_else(|| Ok(Vec::new()), |types| idents(cx, types.statistics_kinds()))?,
        elements: each(elements, |element| lower_key(cx, &element))?,
        from: vec![table],
    })))
}

/// Lowers `ALTER STATISTICS`.
pub(super) fn lower_alter_statistics(cx: &Lowering<'_>, node: &ast::AlterStatistics) -> Result<StatementKind> {
    let name = qualified(cx, node.statistics_ref())?;
    match need(node.action())? {
        ast::AlterStatisticsAction::SetStatistics(_) => {
            // The parser does not know IF EXISTS here: it is blanked out of its tree and not of the text.
            let head = cx.text().get(..name.span.start.saturating_sub(cx.base()) as usize).unwrap_or_default();
            let if_exists = head.to_ascii_lowercase().contains("exists");
            Ok(StatementKind::AlterStatistics(AlterStatistics { if_exists, name }))
        }
        other => need(lower_common_action(cx, ObjectRef::Statistics(name), other.syntax())?),
    }
}
