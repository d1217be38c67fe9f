//! What does `CREATE RECURSIVE VIEW` stand for.

use crate::syntax::expr::{ColumnRef, Expr, ExprKind};
use crate::syntax::name::QualifiedName;
use crate::syntax::query::table::{RelationRef, TableRef, TableRefKind};
use crate::syntax::query::{CommonTable, Preparable, Query, QueryBody, Select, Target, With};
use crate::syntax::statement::view::CreateView;
use crate::text::Gather;

/// `WITH RECURSIVE name (columns) AS (query) SELECT columns FROM name`.
// pg: gram.y makeRecursiveViewSelect
pub(super) fn recursive_query(it: &CreateView) -> Query {
    let span = it.query.span;
    let name = it.name.name.clone();
    let table = CommonTable {
        name: name.clone(),
        columns: it.columns.clone(),
        statement: Box::new(Preparable::Query(it.query.clone())),
        search: None,
        cycle: None,
        span,
    };
    let target = |column: &crate::syntax::name::Ident| Target {
        value: Expr { kind: ExprKind::Column(ColumnRef { parts: vec![column.clone()], star: false }), at: column.span, span: column.span },
        alias: None,
    };
    let relation = QualifiedName { catalog: None, schema: None, span: name.span, name };
    let from = TableRef { kind: TableRefKind::Relation(RelationRef { name: relation, only: false, sample: None }), alias: None, span };
    let select = Select {
        distinct: None,
        targets: it.columns.iter().map(target).gather(),
        into: None,
        from: vec![from],
        filter: None,
        group_by: None,
        having: None,
        windows: Vec::new(),
        span,
    };
    Query {
        with: Some(With { recursive: true, tables: vec![table], span }),
        body: QueryBody::Select(Box::new(select)),
        order_by: Vec::new(),
        limit: None,
        offset: None,
        locking: Vec::new(),
        span,
    }
}
