//! How are comments written, of an object and of its parts.

use super::Cx;
use super::spell::literal;
use super::unit::{Unit, address_of};
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintOwner, FunctionKind, RelationKind, SimpleKind};
use crate::text::Gather;
use std::fmt::Write;

impl Cx<'_> {
    pub(super) fn comments(&self, unit: Unit, to: &mut String) {
        if matches!(unit, Unit::OwnedBy(_)) {
            return;
        }
        self.comment(address_of(unit), to);
        if let Unit::Table(id) | Unit::Query(id) = unit {
            self.comments_of_parts(id, to);
        }
        if let Unit::Type(id) = unit {
            self.catalog.constraints_of(ConstraintOwner::Domain(id)).iter().for_each(|id| self.comment(Address::Constraint(*id), to));
        }
    }

    fn comments_of_parts(&self, id: RelationId, to: &mut String) {
        let Some(relation) = self.catalog.relation(id) else { return };
        (1..=relation.columns.len() as u16).for_each(|number| self.comment(Address::Column(id, number), to));
        for constraint in self.catalog.constraints_of(ConstraintOwner::Relation(id)) {
            if self.unit_of(Address::Constraint(*constraint)) == Some(Unit::Table(id)) {
                self.comment(Address::Constraint(*constraint), to);
                if let Some(index) = self.catalog.constraint(*constraint).and_then(|it| it.index) {
                    self.comment(Address::Relation(index), to);
                }
            }
        }
    }

    pub(super) fn comment(&self, address: Address, to: &mut String) {
        if let (Some(text), Some(object)) = (self.catalog.comment(address), self.comment_target(address)) {
            let _ = writeln!(to, "COMMENT ON {object} IS {};", literal(text));
        }
    }

    /// The comment on an object alone.
    pub(super) fn comment_of(&self, address: Address) -> String {
        let mut text = String::new();
        self.comment(address, &mut text);
        text
    }

    /// An object as COMMENT and DROP name it.
    pub(super) fn comment_target(&self, address: Address) -> Option<String> {
        let catalog = self.catalog;
        Some(match address {
            Address::Schema(id) => format!("SCHEMA {}", quote_identifier(&catalog.schema(id)?.name)),
            Address::Extension(id) => format!("EXTENSION {}", quote_identifier(&catalog.extension(id)?.name)),
            Address::Relation(id) => {
                let word = match catalog.relation(id)?.kind {
                    RelationKind::Table | RelationKind::PartitionedTable => "TABLE",
                    RelationKind::ForeignTable => "FOREIGN TABLE",
                    RelationKind::View => "VIEW",
                    RelationKind::MaterializedView => "MATERIALIZED VIEW",
                    RelationKind::Index | RelationKind::PartitionedIndex => "INDEX",
                    RelationKind::Sequence => "SEQUENCE",
                    RelationKind::Composite => "TYPE",
                };
                format!("{word} {}", self.relation_name(id))
            }
            Address::Column(id, number) => {
                let column =
                    catalog.relation(id)?.columns.get(usize::from(number).checked_sub(1)?).filter(|column| column.type_id.is_some())?;
                format!("COLUMN {}.{}", self.relation_name(id), quote_identifier(&column.name))
            }
            Address::Type(id) => {
                let type_ = catalog.type_(id)?;
                let word = if matches!(type_.kind, crate::catalog::object::TypeKind::Domain { .. }) { "DOMAIN" } else { "TYPE" };
                format!("{word} {}", self.qualified(type_.schema, &type_.name))
            }
            Address::Function(id) => {
                let function = catalog.function(id)?;
                let word = match function.kind {
                    FunctionKind::Procedure => "PROCEDURE",
                    FunctionKind::Aggregate => "AGGREGATE",
                    FunctionKind::Function | FunctionKind::Window => "FUNCTION",
                };
                let types: Vec<String> = function.input_types().map(|type_id| self.type_name(type_id, -1)).gather();
                format!("{word} {}({})", self.function_name(id), types.join(", "))
            }
            Address::Constraint(id) => {
                let constraint = catalog.constraint(id)?;
                let owner = match constraint.owner {
                    ConstraintOwner::Relation(table) => self.relation_name(table),
                    ConstraintOwner::Domain(domain) => format!("DOMAIN {}", self.type_name(domain, -1)),
                };
                format!("CONSTRAINT {} ON {owner}", quote_identifier(&constraint.name))
            }
            Address::Trigger(id) => self.part("TRIGGER", &catalog.trigger(id)?.name, catalog.trigger(id)?.relation),
            Address::Policy(id) => self.part("POLICY", &catalog.policy(id)?.name, catalog.policy(id)?.relation),
            Address::Simple(id) => {
                let simple = catalog.simple(id)?;
                match simple.kind {
                    SimpleKind::Statistics => format!("STATISTICS {}", self.qualified(simple.schema?, &simple.name)),
                    SimpleKind::EventTrigger => format!("EVENT TRIGGER {}", quote_identifier(&simple.name)),
                    SimpleKind::Publication => format!("PUBLICATION {}", quote_identifier(&simple.name)),
                    _ => return None,
                }
            }
            Address::Rule(id) => self.part("RULE", &catalog.rule(id)?.name, catalog.rule(id)?.relation),
            _ => return None,
        })
    }

    fn part(&self, word: &str, name: &str, relation: RelationId) -> String {
        format!("{word} {} ON {}", quote_identifier(name), self.relation_name(relation))
    }
}
