//! Is the schema of a server the one that the migrations make: the live catalogs, read in one query, against what was computed when the program was
//! compiled.
//!
//! Structure, names, types and the sources of functions are compared with what the engine computed. Expressions (defaults, checks, views,
//! policies, predicates of indexes) are as the server prints them: the history keeps a hash of each, with which
//! [`Applier::drift`](crate::applier::Applier::drift) compares them, and [`Migrations::printed`] gives them out, to be kept elsewhere.

mod compare;
pub(crate) mod live;
mod printed;
mod report;

pub(crate) use compare::compare_beside;
pub use compare::compare_schemas;
pub use printed::Printed;
pub use report::{Drift, Expressions};

use crate::connection::Connection;
use crate::error::Error;
use crate::migrations::Migrations;
use migrate_model::{ComparableSchema, SchemaDifference};
use std::collections::BTreeSet;

impl Migrations {
    /// The schema that they make, as it was computed when the program was compiled.
    ///
    /// # Errors
    /// The text is not one that the engine of this version writes.
    pub fn schema(&self) -> Result<ComparableSchema, Error> {
        ComparableSchema::parse(self.schema_text()).ok_or_else(|| Error::drift("the computed schema cannot be read".to_owned(), None))
    }

    /// Compares the live schema with the one that they make, in one round trip. Objects of extensions, of other schemas than those of the
    /// migrations, and the tables in which this and other tools keep their history are left alone. Of expressions it is compared that they are
    /// there; [`Applier::drift`](crate::applier::Applier::drift) holds them against the history, too.
    #[track_caller]
    pub fn drift<C: Connection>(&self, connection: C) -> C::Answer<Drift> {
        let this = *self;
        C::map(self.live_schema(connection), move |found| Ok(Drift::new(this.differences(&this.schema()?, &found))))
    }

    /// In what a live schema differs from an expected one, without the tables of the history.
    #[must_use]
    pub fn differences(&self, expected: &ComparableSchema, found: &ComparableSchema) -> Vec<SchemaDifference> {
        compare_beside(&self.history_table(), expected, found)
    }

    /// The live schema, as far as it is compared with the one that they make, in one round trip: for whoever compares it with more than one.
    #[track_caller]
    pub fn live_schema<C: Connection>(&self, connection: C) -> C::Answer<ComparableSchema> {
        let rows = live::query(live::LIVE, &self.compared_schemas()).fetch_all(connection);
        C::map(rows, |rows| Ok(live::schema_of(rows).schema))
    }

    /// How the server prints the expressions of objects in the schemas of theirs, in one round trip: for whoever can read them.
    #[track_caller]
    pub fn printed_expressions<C: Connection>(&self, connection: C) -> C::Answer<ComparableSchema> {
        let rows = live::query(&live::printed(live::Shown::Text), &self.compared_schemas()).fetch_all(connection);
        C::map(rows, |rows| Ok(live::schema_of(rows).schema))
    }

    /// How the server prints the expressions of their objects, as a hash of each, in one round trip.
    #[track_caller]
    pub fn printed<C: Connection>(&self, connection: C) -> C::Answer<Printed> {
        let this = *self;
        let rows = live::query(&live::printed(live::Shown::Hash), &self.compared_schemas()).fetch_all(connection);
        C::map(rows, move |rows| Ok(Printed::new(live::schema_of(rows), &this.schema()?)))
    }

    /// The schemas that their objects stand in.
    fn compared_schemas(&self) -> BTreeSet<String> {
        self.schema().map(|schema| live::schemas_of(&schema)).unwrap_or_default()
    }
}
