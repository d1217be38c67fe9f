//! How are tables written: columns, constraints, partitions, and what is set afterwards.

use super::sequence::sequence_options;
use super::spell::{literal, options};
use super::{Cx, History};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{
    Column, Generated, Identity, Inheritance, PartitionBound, PartitionKey, PartitionStrategy, Persistence, RangeDatum, Relation,
    RelationKind, ReplicaIdentity, Storage, StoredExpr,
};
use crate::text::{Collection, Edit, Edited, Gather, Seek, Span};
use migrate_model::{Token, TokenKind, tokens};
use std::fmt::Write;

/// By what a table is partitioned, and which rows of its parent it takes, as PostgreSQL prints both; none where it is neither.
#[must_use]
pub fn partitioning_sql(catalog: &Catalog, table: RelationId) -> Option<String> {
    let cx = Cx { catalog, history: &History::default() };
    let relation = catalog.relation(table)?;
    let key = relation.partition_key.as_ref().map(|key| cx.partition_key(relation, key).trim_start_matches("PARTITION BY ").to_owned());
    let bound = relation.partition_bound.as_ref().map(|_| cx.bound(relation));
    let both: Vec<String> = key.into_iter().chain(bound).gather();
    (!both.is_empty()).then(|| both.join(" "))
}

impl Cx<'_> {
    pub(super) fn table(&self, id: RelationId, to: &mut String) {
        let Some(table) = self.catalog.relation(id) else { return };
        if table.kind == RelationKind::ForeignTable || table.of_type.is_some() {
            return self.as_written(Address::Relation(id), to);
        }
        let name = self.relation_name(id);
        let unlogged = if table.persistence == Persistence::Unlogged { "UNLOGGED " } else { "" };
        let is_partition = table.inheritance == Inheritance::Partition;
        // A partition that was made as one has its columns from its parent.
        let made_as_partition = is_partition && table.columns.iter().for_all(|column| !column.local || column.type_id.is_none());
        let mut lines: Vec<String> = Vec::new();
        if !made_as_partition {
            let own = table.columns.iter().filter(|column| column.local || is_partition);
            lines.put_all(own.filter_map(|column| self.column(table, column)));
        }
        lines.put_all(self.table_constraints(table));
        let body = lines.iter().map(|line| format!("    {line}")).gather::<Vec<_>>().join(",\n");
        let body = if body.is_empty() { String::new() } else { format!("\n{body}\n") };
        let _ = write!(to, "CREATE {unlogged}TABLE {name}");
        match table.parents.first().filter(|_| made_as_partition) {
            Some(parent) => {
                let _ = write!(to, " PARTITION OF {}", self.relation_name(*parent));
                if !body.is_empty() {
                    let _ = write!(to, " ({body})");
                }
                let _ = write!(to, " {}", self.bound(table));
            }
            None => {
                let _ = write!(to, " ({body})");
            }
        }
        self.table_end(table, to);
        if is_partition && !made_as_partition {
            let parent = table.parents.first().map(|parent| self.relation_name(*parent)).unwrap_or_default();
            let _ = writeln!(to, "ALTER TABLE {parent} ATTACH PARTITION {name} {};", self.bound(table));
        }
        self.table_afterwards(table, &name, to);
    }

    fn table_end(&self, table: &Relation, to: &mut String) {
        if table.inheritance == Inheritance::Inherits {
            let parents: Vec<String> = table.parents.iter().map(|parent| self.relation_name(*parent)).gather();
            let _ = write!(to, " INHERITS ({})", parents.join(", "));
        }
        if let Some(key) = &table.partition_key {
            let _ = write!(to, " {}", self.partition_key(table, key));
        }
        if let Some(method) = table.access_method.as_ref().filter(|method| **method != "heap") {
            let _ = write!(to, " USING {}", quote_identifier(method));
        }
        if !table.options.is_empty() {
            let _ = write!(to, " WITH ({})", options(&table.options));
        }
        to.push_str(";\n");
    }

    pub(super) fn column(&self, table: &Relation, column: &Column) -> Option<String> {
        let mut text = format!("{} {}", quote_identifier(&column.name), self.type_name(column.type_id?, column.modifier));
        text.push_str(&self.collate(column));
        let number = table.columns.iter().place_where(|other| other.name == column.name).map_or(0, |at| at as u16 + 1);
        match (column.generated, column.identity, &column.default) {
            (Some(generated), _, Some(expr)) => {
                let kind = match generated {
                    Generated::Stored => "STORED",
                    Generated::Virtual => "VIRTUAL",
                };
                let _ = write!(text, " GENERATED ALWAYS AS ({}) {kind}", self.expression(expr, table.id));
            }
            (_, Some(identity), _) => text.push_str(&self.identity(table, (number, column), identity)),
            (_, _, Some(expr)) => {
                let _ = write!(text, " DEFAULT {}", self.default_text(Address::Default(table.id, number), expr));
            }
            _ => {}
        }
        if column.not_null {
            text.push_str(" NOT NULL");
        }
        Some(text)
    }

    /// A default that takes values of a sequence names it in a text, which no renaming reaches.
    pub(super) fn default_text(&self, address: Address, expr: &StoredExpr) -> String {
        let text = expr.text.trim();
        let is_sequence = |id: &RelationId| self.catalog.relation(*id).is_some_and(|relation| relation.kind == RelationKind::Sequence);
        let needed = self.catalog.dependencies().needs_of(address).filter_map(|entry| match entry.needed {
            Address::Relation(id) => Some(id).filter(is_sequence),
            _ => None,
        });
        let sequences: Vec<RelationId> = needed.gather();
        let names: Vec<Token> = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Text).gather();
        match (sequences.as_slice(), names.as_slice()) {
            ([sequence], [name]) => {
                let span = Span::new(name.range.start as u32, name.range.end as u32);
                Edited::new(text, vec![Edit { span, with: literal(&self.relation_name(*sequence)) }]).text
            }
            _ => text.to_owned(),
        }
    }

    pub(super) fn collate(&self, column: &Column) -> String {
        let own = column.type_id.and_then(|id| self.catalog.type_(id)).and_then(|type_| type_.collation);
        let other = column.collation.filter(|collation| Some(*collation) != own);
        other.map_or_else(String::new, |collation| format!(" COLLATE {}", self.collation_name(collation)))
    }

    pub(super) fn identity(&self, table: &Relation, (number, column): (u16, &Column), identity: Identity) -> String {
        let word = match identity {
            Identity::Always => "ALWAYS",
            Identity::ByDefault => "BY DEFAULT",
        };
        let relations = self.catalog.relations();
        let sequence = relations.iter().first_some(|relation| {
            let sequence =
                relation.sequence.as_ref().filter(|sequence| sequence.owned_by == Some((table.id, number)) && sequence.identity)?;
            Some((relation, sequence))
        });
        let options = sequence.map_or_else(String::new, |(relation, sequence)| {
            let usual = format!("{}_{}_seq", table.name, column.name);
            let name = if *relation.name == usual { String::new() } else { format!(" SEQUENCE NAME {}", self.relation_name(relation.id)) };
            name + &sequence_options(sequence)
        });
        match options.trim() {
            "" => format!(" GENERATED {word} AS IDENTITY"),
            options => format!(" GENERATED {word} AS IDENTITY ({options})"),
        }
    }

    fn partition_key(&self, table: &Relation, key: &PartitionKey) -> String {
        let strategy = match key.strategy {
            PartitionStrategy::List => "LIST",
            PartitionStrategy::Range => "RANGE",
            PartitionStrategy::Hash => "HASH",
        };
        let columns: Vec<String> = key.columns.iter().map(|column| self.index_column(column, table.id)).gather();
        format!("PARTITION BY {strategy} ({})", columns.join(", "))
    }

    pub(super) fn bound(&self, table: &Relation) -> String {
        let ends = |ends: &[RangeDatum]| {
            let end = |end: &RangeDatum| match end {
                RangeDatum::Min => "MINVALUE".to_owned(),
                RangeDatum::Value(value) => literal(value),
                RangeDatum::Max => "MAXVALUE".to_owned(),
            };
            ends.iter().map(end).gather::<Vec<_>>().join(", ")
        };
        match &table.partition_bound {
            None | Some(PartitionBound::Default) => "DEFAULT".to_owned(),
            Some(PartitionBound::List(values)) => {
                let value = |value: &Option<crate::text::Name>| value.as_ref().map_or_else(|| "NULL".to_owned(), |value| literal(value));
                format!("FOR VALUES IN ({})", values.iter().map(value).gather::<Vec<_>>().join(", "))
            }
            Some(PartitionBound::Range(from, to)) => format!("FOR VALUES FROM ({}) TO ({})", ends(from), ends(to)),
            Some(PartitionBound::Hash { modulus, remainder }) => format!("FOR VALUES WITH (MODULUS {modulus}, REMAINDER {remainder})"),
        }
    }

    fn table_afterwards(&self, table: &Relation, name: &str, to: &mut String) {
        table.columns.iter().for_each(|column| column_afterwards(column, name, to));
        match table.replica_identity {
            ReplicaIdentity::Full => to.push_str(&format!("ALTER TABLE {name} REPLICA IDENTITY FULL;\n")),
            ReplicaIdentity::Nothing => to.push_str(&format!("ALTER TABLE {name} REPLICA IDENTITY NOTHING;\n")),
            ReplicaIdentity::Default | ReplicaIdentity::Index(_) => {}
        }
        if table.row_security {
            let _ = writeln!(to, "ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;");
        }
        if table.force_row_security {
            let _ = writeln!(to, "ALTER TABLE {name} FORCE ROW LEVEL SECURITY;");
        }
    }
}

/// What is said of a column once it is there: how its values are stored, and what ANALYZE keeps of them.
pub(super) fn column_afterwards(column: &Column, table: &str, to: &mut String) {
    if column.type_id.is_none() {
        return;
    }
    let alter = format!("ALTER TABLE {table} ALTER COLUMN {}", quote_identifier(&column.name));
    if let Some(storage) = column.storage {
        let _ = writeln!(to, "{alter} SET STORAGE {};", storage_word(storage));
    }
    if let Some(compression) = &column.compression {
        let _ = writeln!(to, "{alter} SET COMPRESSION {};", quote_identifier(compression));
    }
    if let Some(target) = column.statistics {
        let _ = writeln!(to, "{alter} SET STATISTICS {target};");
    }
    if !column.options.is_empty() {
        let _ = writeln!(to, "{alter} SET ({});", options(&column.options));
    }
}

/// A way to store values as SQL writes it.
pub(super) fn storage_word(storage: Storage) -> &'static str {
    match storage {
        Storage::Plain => "PLAIN",
        Storage::External => "EXTERNAL",
        Storage::Extended => "EXTENDED",
        Storage::Main => "MAIN",
    }
}
