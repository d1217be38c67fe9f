//! What does the analysis of a statement know while it goes on: levels of queries, their range tables and namespaces, parameters.

use super::notes::Notebook;
use super::parameter::Parameters;
use super::place::ExprPlace;
use crate::catalog::Catalog;
use crate::catalog::id::{CollationId, RelationId, TypeId};
use crate::catalog::tree::{self, ColumnVar, Expr, ExprKind, RangeColumn, RangeTable, RowVersion};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::query::WindowDefinition;
use crate::text::{Gather, Name, Span};

/// How deep queries and expressions may stand in one another.
const MAX_DEPTH: u32 = 700;

/// The state of an analysis; the last level is that of the query at hand.
// pg: parse_node.h ParseState
#[derive(Debug)]
pub struct State<'a> {
    /// The database.
    pub catalog: &'a Catalog,
    /// The parameters.
    pub parameters: &'a mut Parameters,
    /// The queries that stand in one another, the outermost first; never empty.
    pub levels: Vec<Level>,
    /// What a name stands for that is no column, in the outermost level.
    pub hook: Hook,
    /// How many levels stand around the statement itself: one for a rule's `old` and `new`.
    pub outermost: usize,
    /// Where notes about the text are taken.
    pub notebook: Notebook,
    depth: u32,
}

/// Names that stand for something else than columns.
#[derive(Clone, Debug, Default)]
pub enum Hook {
    /// Nothing.
    #[default]
    None,
    /// `VALUE` is the value of a domain that is checked.
    DomainValue {
        /// The type that the domain is over.
        type_id: TypeId,
        /// Its modifier.
        modifier: i32,
        /// The domain's collation.
        collation: Option<CollationId>,
    },
    /// Arguments of a function by name, which columns hide.
    Arguments {
        /// The function's name, which may qualify them.
        function: Option<Name>,
        /// Their names and types.
        arguments: Vec<(Option<Name>, TypeId)>,
    },
}

/// One query under analysis.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// Its range table so far.
    pub entries: Vec<Entry>,
    /// What can be referred to by name right now.
    pub namespace: Vec<NamespaceItem>,
    /// Where the expression at hand stands.
    pub place: ExprPlace,
    /// The common table expressions that can be seen.
    pub common_tables: Vec<CommonEntry>,
    /// The names of those that come later in the same `WITH`.
    pub future_common_tables: Vec<Name>,
    /// The common table expression, by its place among those of the query around, that this query is the statement of.
    pub parent_common_table: Option<usize>,
    /// The windows so far.
    pub windows: Vec<WindowDefinition>,
    /// The relation that is written to, by its entry.
    pub target: Option<u32>,
    /// Whether it has aggregates.
    pub has_aggregates: bool,
    /// Whether it has window functions.
    pub has_windows: bool,
    /// Whether its target list has set-returning functions.
    pub has_target_sets: bool,
    /// Whether what stands in `LATERAL` is analyzed right now.
    pub lateral_active: bool,
    /// Whether literals of unknown type in its target list become text.
    pub resolve_unknowns: bool,
    /// The names that `FOR UPDATE` locks; all where it names none.
    pub locked_names: Option<Vec<Name>>,
    /// Whether `FOR UPDATE` locks it from outside.
    pub locked_from_parent: bool,
    /// How the query stands in the one around it.
    pub link: Link,
    /// In how many sides of outer joins that may be missing the item of `FROM` at hand stands.
    pub outer_joins: u32,
    /// The common table expression that is analyzed right now, by its place.
    pub current_with: Option<(usize, crate::syntax::query::CommonTable)>,
    /// Common table expressions of a `WITH RECURSIVE` that were not analyzed yet.
    pub pending_common_tables: Vec<crate::syntax::query::CommonTable>,
    /// The last call of a set-returning function, to tell nested ones.
    pub last_set_call: Option<Span>,
    /// A column of the target that is assigned twice.
    pub duplicate_assignment: Option<Name>,
    /// The queries on the right of `(a, b) = (SELECT ...)`.
    pub assignment_queries: Vec<Expr>,
}

/// How a query stands in the one around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// In an expression.
    #[default]
    Expression,
    /// In `FROM`.
    From,
    /// In `WITH`, or as the rows of `INSERT`.
    With,
    /// As a side of a set operation; the words say why a recursive query cannot stand there, where it cannot.
    SetOperation(Option<&'static str>),
}

/// An entry of a range table under construction.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The entry.
    pub table: RangeTable,
    /// Whether it was given an alias, which hides its own name.
    pub aliased: bool,
}

/// A common table expression under construction.
#[derive(Clone, Debug)]
pub struct CommonEntry {
    /// The expression, as far as it is known; its columns are empty until it is.
    pub table: tree::CommonTable,
    /// Whether it is analyzed already.
    pub analyzed: bool,
    /// Whether its columns are known, as those of a recursive one are once its first term is analyzed.
    pub columns_known: bool,
    /// Where it refers to itself.
    pub self_references: u32,
    /// Where it stands.
    pub span: Span,
    /// Whether it is a data-modifying statement.
    pub command: tree::Command,
    /// The columns that `SEARCH` and `CYCLE` add, which a reference from within does not have in `*`.
    pub search_columns: Vec<Name>,
    /// Whether a data-modifying one has `RETURNING`.
    pub gives_rows: bool,
}

/// What can be referred to by name.
// pg: parse_node.h ParseNamespaceItem
#[derive(Clone, Debug)]
pub struct NamespaceItem {
    /// The name that qualifies its columns.
    pub name: Name,
    /// Its entry in the range table.
    pub entry: u32,
    /// Its columns.
    pub columns: Vec<NamespaceColumn>,
    /// Whether its name can be used.
    pub relation_visible: bool,
    /// Whether its columns can be used without it.
    pub columns_visible: bool,
    /// Whether only `LATERAL` can refer to it.
    pub lateral_only: bool,
    /// Whether `LATERAL` may.
    pub lateral_ok: bool,
    /// Which version of the row it stands for.
    pub row: RowVersion,
    /// Whether it has no system columns though it is of a relation that has: `excluded`.
    pub bare: bool,
}

/// A column that can be referred to by name.
#[derive(Clone, Debug)]
pub struct NamespaceColumn {
    /// Its name; empty for a dropped column.
    pub name: Name,
    /// What it is.
    pub var: ColumnVar,
    /// Its type.
    pub type_id: TypeId,
    /// The modifier of its type.
    pub modifier: i32,
    /// Its collation.
    pub collation: Option<CollationId>,
    /// Whether `*` leaves it out.
    pub hidden: bool,
}

impl NamespaceItem {
    /// An item that can be referred to in every way.
    #[must_use]
    pub fn visible(name: Name, entry: u32, columns: Vec<NamespaceColumn>) -> Self {
        Self {
            name,
            entry,
            columns,
            relation_visible: true,
            columns_visible: true,
            lateral_only: false,
            lateral_ok: true,
            row: RowVersion::Default,
            bare: false,
        }
    }

    /// The columns of an entry, each of them itself.
    #[must_use]
    pub fn columns_of(entry: u32, columns: &[RangeColumn]) -> Vec<NamespaceColumn> {
        let column = |(index, column): (usize, &RangeColumn)| NamespaceColumn {
            name: if column.type_id.is_some() { column.name.clone() } else { Name::from("") },
            var: ColumnVar { level: 0, table: entry, column: index as i16 + 1, row: RowVersion::Default },
            type_id: column.type_id.unwrap_or(TypeId::UNKNOWN),
            modifier: column.modifier,
            collation: column.collation,
            hidden: false,
        };
        columns.iter().enumerate().map(column).gather()
    }
}

impl NamespaceColumn {
    /// The column as an expression, seen from `level` queries further in.
    #[must_use]
    pub fn expr(&self, level: u32, row: RowVersion, at: Span) -> Expr {
        let row = if row == RowVersion::Default { self.var.row } else { row };
        Expr {
            kind: ExprKind::Column(ColumnVar { level, row, ..self.var }),
            type_id: self.type_id,
            modifier: self.modifier,
            collation: self.collation,
            at,
        }
    }
}

impl<'a> State<'a> {
    /// A state with one empty level.
    #[must_use]
    pub fn new(catalog: &'a Catalog, parameters: &'a mut Parameters) -> Self {
        let level = Level { resolve_unknowns: true, ..Level::default() };
        Self { catalog, parameters, levels: vec![level], hook: Hook::None, outermost: 0, notebook: Notebook::default(), depth: 0 }
    }

    /// The query at hand.
    #[must_use]
    pub fn level(&self) -> &Level {
        self.levels.last().expect("there is always a level")
    }

    /// The query at hand, to be changed.
    pub fn level_mut(&mut self) -> &mut Level {
        self.levels.last_mut().expect("there is always a level")
    }

    /// The query so many levels further out.
    #[must_use]
    pub fn level_up(&self, up: u32) -> Option<&Level> {
        self.levels.len().checked_sub(1 + up as usize).map(|index| &self.levels[index])
    }

    /// The query so many levels further out, to be changed.
    pub fn level_up_mut(&mut self, up: u32) -> Option<&mut Level> {
        self.levels.len().checked_sub(1 + up as usize).map(|index| &mut self.levels[index])
    }

    /// The entry that a reference means.
    #[must_use]
    pub fn entry(&self, var: ColumnVar) -> Option<&Entry> {
        self.level_up(var.level)?.entries.get(var.table as usize)
    }

    /// The lowest version of PostgreSQL that the statement must run on.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.catalog.versions().lowest
    }

    /// Analyzes something one step further in, unless that is too deep.
    pub fn deeper<T>(&mut self, analyze: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAX_DEPTH {
            return Err(Diagnostic::error(SqlState::STATEMENT_TOO_COMPLEX, "stack depth limit exceeded"));
        }
        self.depth += 1;
        let result = analyze(self);
        self.depth -= 1;
        result
    }

    /// Analyzes something in a level of its own, which is given back.
    pub fn in_level<T>(&mut self, level: Level, analyze: impl FnOnce(&mut Self) -> Result<T>) -> Result<(T, Level)> {
        let height = self.levels.len();
        self.levels.push(level);
        let result = self.deeper(analyze);
        let level = self.levels.pop().unwrap_or_default();
        self.levels.truncate(height);
        result.map(|value| (value, level))
    }

    /// Analyzes something that stands in `place`.
    pub fn in_place<T>(&mut self, place: ExprPlace, analyze: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let before = std::mem::replace(&mut self.level_mut().place, place);
        let result = analyze(self);
        self.level_mut().place = before;
        result
    }

    /// Adds an entry to the range table of the query at hand.
    pub fn add_entry(&mut self, table: RangeTable, aliased: bool) -> u32 {
        let entries = &mut self.level_mut().entries;
        entries.push(Entry { table, aliased });
        entries.len() as u32 - 1
    }

    /// The relation of an entry of the query at hand.
    #[must_use]
    pub fn entry_relation(&self, entry: u32) -> Option<RelationId> {
        match self.level().entries.get(entry as usize)?.table.kind {
            tree::RangeTableKind::Relation { id, .. } => Some(id),
            _ => None,
        }
    }
}
