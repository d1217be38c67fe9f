//! How are schemas, extensions and sequences written.

use super::Cx;
use crate::catalog::PUBLIC;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::{ExtensionId, RelationId, SchemaId, TypeId};
use crate::catalog::object::SequenceInfo;
use std::fmt::Write;

impl Cx<'_> {
    pub(super) fn schema(&self, id: SchemaId, to: &mut String) {
        if let Some(schema) = self.catalog.schema(id) {
            let _ = writeln!(to, "CREATE SCHEMA {};", quote_identifier(&schema.name));
        }
    }

    pub(super) fn extension(&self, id: ExtensionId, to: &mut String) {
        let Some(extension) = self.catalog.extension(id) else { return };
        let _ = write!(to, "CREATE EXTENSION IF NOT EXISTS {}", quote_identifier(&extension.name));
        let made_by_itself =
            self.catalog.schema(extension.schema).filter(|schema| extension.schema != PUBLIC && !schema.name.starts_with("pg_"));
        if let Some(schema) = made_by_itself.filter(|schema| !schema.id.is_builtin()) {
            let _ = write!(to, " WITH SCHEMA {}", quote_identifier(&schema.name));
        }
        to.push_str(";\n");
    }

    pub(super) fn sequence(&self, id: RelationId, to: &mut String) {
        let Some(sequence) = self.catalog.relation(id).and_then(|relation| relation.sequence.as_ref()) else { return };
        let type_name =
            if sequence.type_id == TypeId::INT8 { String::new() } else { format!(" AS {}", self.type_name(sequence.type_id, -1)) };
        let options = sequence_options(sequence);
        let _ = writeln!(to, "CREATE SEQUENCE {}{type_name}{options};", self.relation_name(id));
    }

    pub(super) fn owned_by(&self, id: RelationId, to: &mut String) {
        let owner = self.catalog.relation(id).and_then(|relation| relation.sequence.as_ref()?.owned_by);
        let column = owner.and_then(|(table, number)| self.catalog.relation(table)?.columns.get(usize::from(number).checked_sub(1)?));
        if let (Some((table, _)), Some(column)) = (owner, column) {
            let (sequence, table) = (self.relation_name(id), self.relation_name(table));
            let _ = writeln!(to, "ALTER SEQUENCE {sequence} OWNED BY {table}.{};", quote_identifier(&column.name));
        }
    }
}

/// What of a sequence is not as it would be anyway.
pub(super) fn sequence_options(sequence: &SequenceInfo) -> String {
    let (lowest, highest) = match sequence.type_id {
        TypeId::INT2 => (i64::from(i16::MIN), i64::from(i16::MAX)),
        TypeId::INT4 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let rises = sequence.increment > 0;
    let (min, max) = if rises { (1, highest) } else { (lowest, -1) };
    let mut written = String::new();
    if sequence.increment != 1 {
        let _ = write!(written, " INCREMENT BY {}", sequence.increment);
    }
    if sequence.min != min {
        let _ = write!(written, " MINVALUE {}", sequence.min);
    }
    if sequence.max != max {
        let _ = write!(written, " MAXVALUE {}", sequence.max);
    }
    if sequence.start != if rises { sequence.min } else { sequence.max } {
        let _ = write!(written, " START WITH {}", sequence.start);
    }
    if sequence.cache != 1 {
        let _ = write!(written, " CACHE {}", sequence.cache);
    }
    if sequence.cycle {
        written.push_str(" CYCLE");
    }
    written
}
