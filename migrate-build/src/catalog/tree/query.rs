//! What a typed query is made of: commands, range table, joins, target list, windows.

use super::Expr;
use crate::catalog::id::{CollationId, ConstraintId, RelationId, TypeId};
use crate::text::Name;

/// What a query does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `SELECT`, `VALUES`
    Select,
    /// `INSERT`
    Insert,
    /// `UPDATE`
    Update,
    /// `DELETE`
    Delete,
    /// `MERGE`
    Merge,
}

/// A typed query.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What it does.
    pub command: Command,
    /// `WITH`.
    pub with: Vec<CommonTable>,
    /// Its range table.
    pub tables: Vec<RangeTable>,
    /// How the entries are joined; `WHERE` is the filter.
    pub from: Vec<JoinTree>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// What it gives: the target list, or `RETURNING`.
    pub targets: Vec<Target>,
    /// The relation that is written to, by its entry.
    pub target: Option<u32>,
    /// What is written: column numbers and values, for each source of rows.
    pub writes: Vec<Write>,
    /// `ON CONFLICT`.
    pub on_conflict: Option<Box<OnConflict>>,
    /// The branches of `MERGE`.
    pub branches: Vec<MergeBranch>,
    /// `GROUP BY`, before its grouping sets are expanded.
    pub group_by: Vec<Expr>,
    /// The grouping sets, as indices into `group_by`; empty where there are none.
    pub grouping_sets: Vec<Vec<u32>>,
    /// `HAVING`.
    pub having: Option<Expr>,
    /// Whether it has aggregates of its own.
    pub has_aggregates: bool,
    /// Whether its targets hold functions that give sets.
    pub has_target_sets: bool,
    /// The windows, named and given in place.
    pub windows: Vec<Window>,
    /// `DISTINCT`, or the expressions of `DISTINCT ON`.
    pub distinct: Option<Vec<Expr>>,
    /// `ORDER BY`.
    pub order_by: Vec<Expr>,
    /// `LIMIT`.
    pub limit: Option<Expr>,
    /// `OFFSET`.
    pub offset: Option<Expr>,
    /// `UNION` and its kin: the targets are those of the left-most query, with the common types.
    pub set_operation: Option<Box<SetTree>>,
    /// Whether `DISTINCT` was written as `DISTINCT ON`.
    pub distinct_on: bool,
    /// Whether the limit counts rows that tie with the last.
    pub with_ties: bool,
    /// The keys by which columns depend on those that are grouped by.
    pub grouping_keys: Vec<ConstraintId>,
    /// Whether rows are locked, which decides what may be updated.
    pub locks_rows: bool,
}

impl Query {
    /// A query that says nothing yet.
    #[must_use]
    pub fn new(command: Command) -> Self {
        Self {
            command,
            with: Vec::new(),
            tables: Vec::new(),
            from: Vec::new(),
            filter: None,
            targets: Vec::new(),
            target: None,
            writes: Vec::new(),
            on_conflict: None,
            branches: Vec::new(),
            group_by: Vec::new(),
            grouping_sets: Vec::new(),
            having: None,
            has_aggregates: false,
            has_target_sets: false,
            windows: Vec::new(),
            distinct: None,
            order_by: Vec::new(),
            limit: None,
            offset: None,
            set_operation: None,
            distinct_on: false,
            with_ties: false,
            grouping_keys: Vec::new(),
            locks_rows: false,
        }
    }

    /// The targets that it gives.
    pub fn visible_targets(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|target| !target.junk)
    }
}

/// A window.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// Its name, where it has one.
    pub name: Option<Name>,
    /// `PARTITION BY`.
    pub partition_by: Vec<Expr>,
    /// `ORDER BY`.
    pub order_by: Vec<Expr>,
    /// The offsets of its frame.
    pub offsets: Vec<Expr>,
    /// Whether its frame always holds the current row.
    pub frame_holds_current: bool,
}

/// An item of a target list.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The value.
    pub expr: Expr,
    /// Its name.
    pub name: Name,
    /// Whether it is only there to be sorted or grouped by.
    pub junk: bool,
    /// The column of a table that it comes from unchanged.
    pub origin: Option<(RelationId, i16)>,
}

/// What is written to a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// The column's number.
    pub column: u16,
    /// The values: one, or one a row of a list of values.
    pub values: Vec<Expr>,
}

/// Which rows a branch of `MERGE` is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeMatch {
    /// Rows of both sides.
    Matched,
    /// Rows of the source alone.
    NotMatchedByTarget,
    /// Rows of the target alone.
    NotMatchedBySource,
}

/// A branch of `MERGE`.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeBranch {
    /// Which rows it is for.
    pub matched: MergeMatch,
    /// `AND`.
    pub condition: Option<Expr>,
    /// What it does; none for `DO NOTHING`.
    pub command: Option<Command>,
    /// What it writes.
    pub writes: Vec<Write>,
}

/// `ON CONFLICT`.
#[derive(Clone, Debug, PartialEq)]
pub struct OnConflict {
    /// Whether rows that conflict are updated rather than left alone.
    pub update: bool,
    /// What is written to them.
    pub writes: Vec<Write>,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// Whether the indexes were inferred from columns and expressions.
    pub inferred: bool,
    /// The indexes or constraint that were meant.
    pub arbiters: Vec<RelationId>,
}

/// An entry of a range table.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeTable {
    /// What it is.
    pub kind: RangeTableKind,
    /// The name that it goes by.
    pub alias: Name,
    /// Its columns, as they can be referred to.
    pub columns: Vec<RangeColumn>,
    /// Whether it may refer to entries before it.
    pub lateral: bool,
}

/// A column of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeColumn {
    /// Its name; empty for a dropped column, which cannot be referred to.
    pub name: Name,
    /// Its type; none for a dropped column.
    pub type_id: Option<TypeId>,
    /// The modifier of its type, or -1.
    pub modifier: i32,
    /// Its collation.
    pub collation: Option<CollationId>,
}

/// What an entry of a range table is.
#[derive(Clone, Debug, PartialEq)]
pub enum RangeTableKind {
    /// A relation.
    Relation {
        /// Which.
        id: RelationId,
        /// `ONLY`.
        only: bool,
    },
    /// A query.
    Subquery(Box<Query>),
    /// Functions.
    Function {
        /// The calls.
        calls: Vec<Expr>,
        /// `WITH ORDINALITY`: the last column.
        ordinality: bool,
    },
    /// A join: what each of its columns is.
    Join {
        /// One a column: the merged or plain expression.
        columns: Vec<Expr>,
    },
    /// `VALUES`.
    Values(Vec<Vec<Expr>>),
    /// A common table expression.
    CommonTable {
        /// Its name.
        name: Name,
        /// How many queries further out it stands.
        level: u32,
        /// Whether this is a reference from within itself.
        recursive: bool,
    },
    /// `XMLTABLE` or `JSON_TABLE`: its arguments; the columns that can never be NULL.
    TableFunction(Vec<Expr>, Vec<bool>),
    /// A transition table of a trigger, or another relation that only a name stands for.
    Named,
}

/// How the entries of a range table are joined.
#[derive(Clone, Debug, PartialEq)]
pub enum JoinTree {
    /// An entry.
    Table(u32),
    /// A join.
    Join(Box<JoinNode>),
}

/// Which rows a join keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// Rows that match.
    Inner,
    /// And every row of the left.
    Left,
    /// And every row of the right.
    Right,
    /// And every row of both.
    Full,
}

/// A join.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinNode {
    /// Which rows it keeps.
    pub kind: JoinKind,
    /// Its left side.
    pub left: JoinTree,
    /// Its right side.
    pub right: JoinTree,
    /// Its condition, also that of `USING`.
    pub condition: Option<Expr>,
    /// Its own entry in the range table.
    pub table: u32,
}

/// A common table expression.
#[derive(Clone, Debug, PartialEq)]
pub struct CommonTable {
    /// Its name.
    pub name: Name,
    /// Its query.
    pub query: Query,
    /// Its columns.
    pub columns: Vec<RangeColumn>,
    /// Whether it refers to itself.
    pub recursive: bool,
}

/// Which set operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOperator {
    /// `UNION`
    Union,
    /// `INTERSECT`
    Intersect,
    /// `EXCEPT`
    Except,
}

/// A tree of set operations; its leaves are entries of the range table.
#[derive(Clone, Debug, PartialEq)]
pub enum SetTree {
    /// An entry.
    Leaf(u32),
    /// An operation.
    Operation {
        /// Which.
        operator: SetOperator,
        /// `ALL`.
        all: bool,
        /// Its left side.
        left: Box<SetTree>,
        /// Its right side.
        right: Box<SetTree>,
    },
}
