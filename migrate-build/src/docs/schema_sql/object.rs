//! Which statements make one object of the comparable schema: all of a table, or a column alone.

use super::order::ordered;
use super::unit::Unit;
use super::{Cx, History};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind};
use crate::docs::comparable;
use crate::text::Gather;
use migrate_model::ComparableObject;

/// The statements that make an object, each with its semicolon and a line end; none where the schema does not have it, or where it is made with another.
#[must_use]
pub fn object_sql(catalog: &Catalog, history: &History, object: &ComparableObject) -> Option<String> {
    let cx = Cx { catalog, history };
    let address = comparable::address_of(catalog, object)?;
    if object.commented().is_some() {
        return Some(cx.comment_of(address)).filter(|sql| !sql.is_empty());
    }
    let sql = match address {
        Address::Relation(id) => cx.relation_sql(id)?,
        Address::Column(table, number) => cx.column_sql(table, number)?,
        Address::Constraint(id) => cx.constraint_sql(id)?,
        address => cx.unit_sql(cx.unit_of(address)?),
    };
    (!sql.is_empty()).then_some(sql)
}

impl Cx<'_> {
    pub(super) fn unit_sql(&self, unit: Unit) -> String {
        let mut sql = String::new();
        self.write(unit, &mut sql);
        sql
    }

    /// A table or view with all that stands on it; an index or sequence alone.
    fn relation_sql(&self, id: RelationId) -> Option<String> {
        let unit = self.unit_of_relation(id)?;
        match self.catalog.relation(id)?.kind {
            RelationKind::Table
            | RelationKind::PartitionedTable
            | RelationKind::ForeignTable
            | RelationKind::View
            | RelationKind::MaterializedView => {
                let units = ordered(self).0.into_iter();
                Some(units.filter(|it| *it == unit || self.stands_on(*it) == Some(id)).map(|unit| self.unit_sql(unit)).gather())
            }
            // The index of a constraint comes with that.
            _ => Some(unit).filter(|unit| matches!(unit, Unit::Index(_) | Unit::Sequence(_))).map(|unit| self.unit_sql(unit)),
        }
    }

    pub(super) fn column_sql(&self, table: RelationId, number: u16) -> Option<String> {
        let relation = self.catalog.relation(table)?;
        let column = relation.columns.get(usize::from(number).checked_sub(1)?)?;
        // Those of a view or a composite type cannot be added one by one.
        if !matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable) {
            return None;
        }
        Some(format!("ALTER TABLE {} ADD COLUMN {};\n", self.relation_name(table), self.column(relation, column)?))
    }

    pub(super) fn constraint_sql(&self, id: ConstraintId) -> Option<String> {
        let constraint = self.catalog.constraint(id)?;
        match (&constraint.owner, &constraint.kind) {
            (ConstraintOwner::Relation(_), _) => {
                let mut sql = String::new();
                self.late_constraint(id, &mut sql);
                Some(sql)
            }
            (ConstraintOwner::Domain(domain), ConstraintKind::Check(check)) => {
                let type_ = self.catalog.type_(*domain)?;
                let (domain, name) = (self.qualified(type_.schema, &type_.name), quote_identifier(&constraint.name));
                let late = if constraint.validated { "" } else { " NOT VALID" };
                Some(format!("ALTER DOMAIN {domain} ADD CONSTRAINT {name} CHECK ({}){late};\n", check.expr.text.trim()))
            }
            _ => None,
        }
    }

    /// The table or view that something is written with.
    pub(super) fn stands_on(&self, unit: Unit) -> Option<RelationId> {
        match unit {
            Unit::Index(id) => self.catalog.relation(id)?.index.as_ref().map(|index| index.table),
            Unit::Sequence(id) | Unit::OwnedBy(id) => self.catalog.relation(id)?.sequence.as_ref()?.owned_by.map(|(table, _)| table),
            Unit::Constraint(id) => match self.catalog.constraint(id)?.owner {
                ConstraintOwner::Relation(table) => Some(table),
                ConstraintOwner::Domain(_) => None,
            },
            Unit::Trigger(id) => Some(self.catalog.trigger(id)?.relation),
            Unit::Policy(id) => Some(self.catalog.policy(id)?.relation),
            Unit::Other(Address::Rule(id)) => Some(self.catalog.rule(id)?.relation),
            Unit::Schema(_) | Unit::Extension(_) | Unit::Type(_) | Unit::Function(_) | Unit::Table(_) | Unit::Query(_) | Unit::Other(_) => {
                None
            }
        }
    }
}
