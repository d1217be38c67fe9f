//! Which variables and columns does a name mean while a body is followed.

use super::value::{Row, Value};
use crate::catalog::id::TypeId;
use crate::text::{Gather, Name, Seek};

/// A variable of a body.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    /// Its name.
    pub(super) name: Name,
    /// Its type; none for a record, or where the type does not matter.
    pub(super) type_id: Option<TypeId>,
    /// Its value.
    pub(super) value: Value,
}

/// The variables that can be seen, the innermost last.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    all: Vec<Variable>,
}

impl Variables {
    /// How many there are: to be given to `forget` at the end of a block.
    pub(super) fn mark(&self) -> usize {
        self.all.len()
    }

    /// Forgets those of a block that ended.
    pub(super) fn forget(&mut self, mark: usize) {
        self.all.truncate(mark);
    }

    /// Declares one.
    pub(super) fn declare(&mut self, name: Name, type_id: Option<TypeId>, value: Value) {
        self.all.push(Variable { name, type_id, value });
    }

    /// Sets one, where it is declared.
    pub(super) fn set(&mut self, name: &Name, value: Value) {
        if let Some(variable) = self.all.iter_mut().rev().first_where(|variable| variable.name == *name) {
            variable.value = value;
        }
    }

    /// The variable of a name.
    pub(super) fn get(&self, name: &Name) -> Option<&Variable> {
        self.all.iter().rev().first_where(|variable| variable.name == *name)
    }

    /// Those that have a type, as the analyzer takes them.
    pub(super) fn named(&self) -> Vec<(Option<Name>, TypeId)> {
        self.all.iter().filter_map(|variable| Some((Some(variable.name.clone()), variable.type_id?))).gather()
    }

    /// All of them, the innermost last.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.all.iter()
    }
}

/// Rows that a query is at, by the names of its tables; those of the queries around it come first.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    tables: Vec<(Name, Row)>,
}

impl Rows {
    /// These rows and one more.
    pub(super) fn with(&self, alias: Name, row: Row) -> Self {
        let mut tables = self.tables.clone();
        tables.push((alias, row));
        Self { tables }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.tables.len()
    }

    /// The value of a column, qualified or not; none where no row has it.
    pub(super) fn column(&self, table: Option<&Name>, column: &Name) -> Option<&Value> {
        let matching = |(alias, _): &&(Name, Row)| table.is_none_or(|table| *alias == *table);
        let columns = self.tables.iter().rev().filter(matching).flat_map(|(_, row)| row.iter());
        columns.into_iter().first_where(|(name, _)| name == column).map(|(_, value)| value)
    }

    /// The whole row of a table.
    pub(super) fn row(&self, table: &Name) -> Option<&Row> {
        self.tables.iter().rev().first_where(|(alias, _)| alias == table).map(|(_, row)| row)
    }

    /// The columns of the rows from `first` on, for a star.
    pub(super) fn columns_from(&self, first: usize) -> Row {
        self.tables.iter().skip(first).flat_map(|(_, row)| row.iter().cloned()).gather()
    }
}
