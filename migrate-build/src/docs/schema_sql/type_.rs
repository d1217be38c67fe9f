//! How are enums, domains, composites and ranges written.

use super::Cx;
use super::spell::literal;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::TypeId;
use crate::catalog::object::{ConstraintKind, ConstraintOwner, Type, TypeKind};
use crate::text::Gather;
use std::fmt::Write;

impl Cx<'_> {
    pub(super) fn type_(&self, id: TypeId, to: &mut String) {
        let Some(type_) = self.catalog.type_(id) else { return };
        let name = self.qualified(type_.schema, &type_.name);
        match &type_.kind {
            TypeKind::Enum { labels } => {
                let labels: Vec<String> = labels.iter().map(|label| literal(label)).gather();
                let _ = writeln!(to, "CREATE TYPE {name} AS ENUM ({});", labels.join(", "));
            }
            TypeKind::Domain { .. } => self.domain(type_, &name, to),
            TypeKind::Composite(relation) => {
                let columns = self.catalog.relation(*relation).map_or(&[][..], |relation| &relation.columns);
                let column = |column: &crate::catalog::object::Column| {
                    let type_id = column.type_id?;
                    Some(format!(
                        "    {} {}{}",
                        quote_identifier(&column.name),
                        self.type_name(type_id, column.modifier),
                        self.collate(column)
                    ))
                };
                let columns: Vec<String> = columns.iter().filter_map(column).gather();
                let _ = writeln!(to, "CREATE TYPE {name} AS (\n{}\n);", columns.join(",\n"));
            }
            _ => self.as_written(Address::Type(id), to),
        }
    }

    fn domain(&self, type_: &Type, name: &str, to: &mut String) {
        let TypeKind::Domain { base, modifier, not_null, default } = &type_.kind else { return };
        let _ = write!(to, "CREATE DOMAIN {name} AS {}", self.type_name(*base, *modifier));
        let own = self.catalog.type_(*base).and_then(|base| base.collation);
        if let Some(collation) = type_.collation.filter(|collation| Some(*collation) != own) {
            let _ = write!(to, " COLLATE {}", self.collation_name(collation));
        }
        if let Some(default) = default {
            let _ = write!(to, " DEFAULT {}", default.text.trim());
        }
        if *not_null {
            to.push_str(" NOT NULL");
        }
        let ids = self.catalog.constraints_of(ConstraintOwner::Domain(type_.id));
        let mut late = String::new();
        for constraint in ids.iter().filter_map(|id| self.catalog.constraint(*id)) {
            let ConstraintKind::Check(check) = &constraint.kind else { continue };
            let check = format!("CONSTRAINT {} CHECK ({})", quote_identifier(&constraint.name), check.expr.text.trim());
            if constraint.validated {
                let _ = write!(to, "\n    {check}");
            } else {
                let _ = writeln!(late, "ALTER DOMAIN {name} ADD {check} NOT VALID;");
            }
        }
        let _ = write!(to, ";\n{late}");
    }
}
