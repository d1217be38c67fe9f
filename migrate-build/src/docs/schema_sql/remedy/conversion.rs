//! How do the values of one type become those of another.

use super::Remedies;
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::fold::cx::Cx;
use crate::fold::effect::Loss;
use crate::fold::fold_statement;
use crate::fold::session::{Session, TransactionMode};
use crate::syntax::{Grammar, parse_file_with};
use crate::text::Name;
use crate::typing::coerce::find_pathway;

/// What ALTER TABLE does with the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// They are kept.
    Kept,
    /// They are cast as they are assigned, which cuts some.
    Cut,
    /// They are cast when that is asked for.
    Asked,
    /// There is no cast.
    None,
}

impl Remedies<'_> {
    /// Asks the engine what it does to a table with such a column.
    pub(super) fn conversion(&self, from: &str, to: &str) -> Conversion {
        let make = format!("CREATE TABLE \"migrate found\" (value {from})");
        let change = |using: &str| format!("ALTER TABLE \"migrate found\" ALTER COLUMN value TYPE {to}{using}");
        let Some((made, _)) = folded(self.cx.catalog.clone(), &make) else { return Conversion::None };
        match (folded(made.clone(), &change("")), folded(made.clone(), &change(&format!(" USING value::{to}")))) {
            (Some((after, losses)), _) if losses.is_empty() && keeps_all(&made, &after) => Conversion::Kept,
            (Some(_), _) => Conversion::Cut,
            (None, Some(_)) => Conversion::Asked,
            (None, None) => Conversion::None,
        }
    }
}

/// The catalog after a statement, and what is lost by it; none where it is refused.
fn folded(catalog: Catalog, sql: &str) -> Option<(Catalog, Vec<Loss>)> {
    let parsed = parse_file_with(sql, Grammar::of_version(u32::from(catalog.versions().lowest)));
    let mut cx = Cx::new(catalog, Session::new(TransactionMode::Whole), sql);
    let mut losses = Vec::new();
    for statement in parsed.statements.iter().filter(|_| parsed.problems.is_empty()) {
        fold_statement(&mut cx, statement).ok()?;
        losses.append(&mut cx.effects.losses.clone());
    }
    parsed.problems.is_empty().then_some((cx.catalog, losses))
}

/// Whether every value of the one type is one of the other: PostgreSQL casts those without being asked, but for numbers that become floating.
fn keeps_all(before: &Catalog, after: &Catalog) -> bool {
    let column = |catalog: &Catalog| {
        let table = catalog.lookup_relation(&Name::from("migrate found"))?;
        catalog.relation(table)?.columns.first()?.type_id
    };
    let (Some(from), Some(to)) = (column(before), column(after)) else { return false };
    let floats = matches!(to, TypeId::FLOAT4 | TypeId::FLOAT8) && !matches!(from, TypeId::INT2 | TypeId::FLOAT4 | TypeId::FLOAT8);
    from == to || (!floats && find_pathway(before, to, from, CastContext::Implicit).is_some())
}
