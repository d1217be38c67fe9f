//! The schema as SQL that makes it: one statement after the other, in an order in which they run.
//!
//! What is left out, because a chain need not say it or the catalog does not hold it: owners, privileges, roles and the rows of tables.

mod comment;
mod constraint;
mod expression;
mod function;
mod index;
mod object;
mod order;
mod query;
mod remedy;
mod sequence;
mod spell;
mod statistics;
mod table;
mod trigger;
mod type_;
mod unit;

use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::object::Relation;
use crate::docs::migration_page::ToldMigration;
use crate::text::{Gather, sort};
use migrate_model::{Token, TokenKind, tokens};
pub use object::object_sql;
use order::ordered;
pub use remedy::{Remedies, Remedy};
use std::collections::BTreeMap;
use std::fmt::Write;
pub use table::partitioning_sql;
use unit::Unit;

/// How a schema came to be, where the catalog alone does not say all that a statement said.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The text of the statement that made an object last, without its semicolon.
    pub statements: BTreeMap<Address, String>,
    /// The schema after each migration.
    pub states: Vec<Catalog>,
    /// What the headers of the migrations say, of those that have one.
    pub told: Vec<ToldMigration>,
}

/// A part of the schema that is written as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The kind and name of the object, as people say it: `table patients`.
    pub name: String,
    /// The table that it belongs to, or its own name: what areas are made of.
    pub area: String,
    /// The statements that make it, each with its semicolon and a line end.
    pub sql: String,
    /// Which definitions it needs, by their places; all stand before it.
    pub needs: Vec<usize>,
}

/// The definitions of all objects that migrations made, each after those that it needs.
#[must_use]
pub fn definitions(catalog: &Catalog, history: &History) -> Vec<Definition> {
    let cx = Cx { catalog, history };
    let (units, needs) = ordered(&cx);
    let written = units.into_iter().zip(needs).map(|(unit, needs)| {
        let mut sql = String::new();
        cx.write(unit, &mut sql);
        Definition { name: cx.name_of(unit), area: cx.area_of(unit), sql, needs }
    });
    written.gather()
}

/// What stands before the definitions of a file.
pub(super) const PREAMBLE: &str = "-- The schema after the last migration, written by `cargo migrate docs`. Change it by a new migration.\n\
     SET check_function_bodies = false;\n\n";

/// One file with the definitions of all objects.
#[must_use]
pub fn schema_sql(catalog: &Catalog, history: &History) -> String {
    let mut text = PREAMBLE.to_owned();
    for definition in definitions(catalog, history) {
        let _ = writeln!(text, "{}", definition.sql);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The parts of a table as SQL, for pages.
pub(super) struct Shown {
    /// Its name.
    pub(super) name: String,
    /// Its constraints.
    pub(super) constraints: Vec<String>,
    /// Its indexes, those of constraints aside.
    pub(super) indexes: Vec<String>,
    /// Its triggers and policies.
    pub(super) rules: Vec<String>,
}

impl Shown {
    /// What there is to show of a table.
    pub(super) fn of(catalog: &Catalog, relation: &Relation) -> Self {
        let cx = Cx { catalog, history: &History::default() };
        let sql = |unit: Unit| {
            let mut text = String::new();
            cx.write(unit, &mut text);
            text.lines().next().unwrap_or_default().trim_end_matches(';').to_owned()
        };
        let own = |index: &&crate::catalog::id::RelationId| cx.unit_of(Address::Relation(**index)) == Some(Unit::Index(**index));
        let mut indexes: Vec<String> = catalog.indexes_of(relation.id).iter().filter(own).map(|id| sql(Unit::Index(*id))).gather();
        let triggers = catalog.triggers_of(relation.id).iter().map(|id| Address::Trigger(*id)).filter_map(|address| cx.unit_of(address));
        let policies = catalog.policies_of(relation.id).iter().map(|id| Unit::Policy(*id));
        let mut rules: Vec<String> = triggers.filter(|unit| matches!(unit, Unit::Trigger(_))).chain(policies).map(sql).gather();
        sort(&mut indexes);
        sort(&mut rules);
        Self { name: cx.relation_name(relation.id), constraints: cx.table_constraints(relation), indexes, rules }
    }
}

/// The statements of a view or function, so that they replace one that is there.
fn replaced(sql: &str) -> String {
    let words: Vec<Token> = tokens(sql).into_iter().filter(|token| token.kind == TokenKind::Word).take(2).gather();
    match words.as_slice() {
        [create, next] if !sql[next.range.clone()].eq_ignore_ascii_case("or") => {
            format!("{} OR REPLACE{}", &sql[..create.range.end], &sql[create.range.end..])
        }
        _ => sql.to_owned(),
    }
}

/// What the definitions are written from.
struct Cx<'a> {
    catalog: &'a Catalog,
    history: &'a History,
}

impl Cx<'_> {
    fn write(&self, unit: Unit, to: &mut String) {
        match unit {
            Unit::Schema(id) => self.schema(id, to),
            Unit::Extension(id) => self.extension(id, to),
            Unit::Type(id) => self.type_(id, to),
            Unit::Function(id) => self.function(id, to),
            Unit::Sequence(id) => self.sequence(id, to),
            Unit::Table(id) => self.table(id, to),
            Unit::Query(id) => self.query(id, to),
            Unit::Index(id) => self.index(id, to),
            Unit::Constraint(id) => self.late_constraint(id, to),
            Unit::OwnedBy(id) => self.owned_by(id, to),
            Unit::Trigger(id) => self.trigger(id, to),
            Unit::Policy(id) => self.policy(id, to),
            Unit::Other(Address::Simple(id)) if self.is_statistics(id) => self.statistics(id, to),
            Unit::Other(address) => self.as_written(address, to),
        }
        self.comments(unit, to);
    }

    /// An object of which the catalog holds too little is made by the statement that made it.
    fn as_written(&self, address: Address, to: &mut String) {
        if let Some(statement) = self.history.statements.get(&address) {
            let _ = writeln!(to, "{};", statement.trim_end().trim_end_matches(';'));
        }
    }
}
