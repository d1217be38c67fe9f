//! Where does an expression stand, and what may stand there: PostgreSQL's `EXPR_KIND_*` and its words for them.

/// A place in a statement where an expression stands.
// pg: parse_node.h ParseExprKind
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ExprPlace {
    /// Nowhere in particular: nothing is refused.
    #[default]
    Other,
    /// `JOIN ... ON`
    JoinOn,
    /// `JOIN ... USING`
    JoinUsing,
    /// A query in `FROM`
    FromSubquery,
    /// A function in `FROM`
    FromFunction,
    /// `WHERE`
    Where,
    /// `HAVING`
    Having,
    /// `FILTER`
    Filter,
    /// `PARTITION BY` of a window
    WindowPartition,
    /// `ORDER BY` of a window
    WindowOrder,
    /// An offset of a frame in `RANGE`
    WindowFrameRange,
    /// An offset of a frame in `ROWS`
    WindowFrameRows,
    /// An offset of a frame in `GROUPS`
    WindowFrameGroups,
    /// The target list of `SELECT`
    SelectTarget,
    /// A column or value of `INSERT`
    InsertTarget,
    /// A value of `UPDATE`
    UpdateSource,
    /// A subscript of a column that is written to
    UpdateTarget,
    /// The condition of a branch of `MERGE`
    MergeWhen,
    /// `GROUP BY`
    GroupBy,
    /// `ORDER BY`
    OrderBy,
    /// `DISTINCT ON`
    DistinctOn,
    /// `LIMIT`
    Limit,
    /// `OFFSET`
    Offset,
    /// `RETURNING`
    Returning,
    /// `RETURNING` of `MERGE`
    MergeReturning,
    /// `VALUES` of several rows
    Values,
    /// `VALUES` of one row
    ValuesSingle,
    /// `CHECK` of a table
    CheckConstraint,
    /// `CHECK` of a domain
    DomainCheck,
    /// `DEFAULT` of a column
    ColumnDefault,
    /// `DEFAULT` of a parameter
    FunctionDefault,
    /// A key of an index
    IndexExpression,
    /// `WHERE` of an index
    IndexPredicate,
    /// An expression of extended statistics
    StatisticsExpression,
    /// `USING` of `ALTER COLUMN ... TYPE`
    AlterColumnTransform,
    /// A parameter of `EXECUTE`
    ExecuteParameter,
    /// `WHEN` of a trigger
    TriggerWhen,
    /// A policy
    Policy,
    /// A bound of a partition
    PartitionBound,
    /// A key of `PARTITION BY`
    PartitionExpression,
    /// An argument of `CALL`
    CallArgument,
    /// `WHERE` of `COPY FROM`
    CopyWhere,
    /// `GENERATED ALWAYS AS`
    GeneratedColumn,
    /// A mark of `CYCLE`
    CycleMark,
}

use ExprPlace as P;

impl ExprPlace {
    /// What messages call the place.
    // pg: parse_expr.c ParseExprKindName
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            P::Other => "extension expression",
            P::JoinOn => "JOIN/ON",
            P::JoinUsing => "JOIN/USING",
            P::FromSubquery => "sub-SELECT in FROM",
            P::FromFunction => "function in FROM",
            P::Where | P::CopyWhere => "WHERE",
            P::Having => "HAVING",
            P::Filter => "FILTER",
            P::WindowPartition => "window PARTITION BY",
            P::WindowOrder => "window ORDER BY",
            P::WindowFrameRange => "window RANGE",
            P::WindowFrameRows => "window ROWS",
            P::WindowFrameGroups => "window GROUPS",
            P::SelectTarget => "SELECT",
            P::InsertTarget => "INSERT",
            P::UpdateSource | P::UpdateTarget => "UPDATE",
            P::MergeWhen => "MERGE WHEN",
            P::GroupBy => "GROUP BY",
            P::OrderBy => "ORDER BY",
            P::DistinctOn => "DISTINCT ON",
            P::Limit => "LIMIT",
            P::Offset => "OFFSET",
            P::Returning | P::MergeReturning => "RETURNING",
            P::Values | P::ValuesSingle => "VALUES",
            P::CheckConstraint | P::DomainCheck => "CHECK",
            P::ColumnDefault | P::FunctionDefault => "DEFAULT",
            P::IndexExpression => "index expression",
            P::IndexPredicate => "index predicate",
            P::StatisticsExpression => "statistics expression",
            P::AlterColumnTransform => "USING",
            P::ExecuteParameter => "EXECUTE",
            P::TriggerWhen => "WHEN",
            P::Policy => "POLICY",
            P::PartitionBound => "partition bound",
            P::PartitionExpression => "PARTITION BY",
            P::CallArgument => "CALL",
            P::GeneratedColumn => "GENERATED AS",
            P::CycleMark => "CYCLE",
        }
    }

    /// Why no aggregate may stand here: what to say after `aggregate functions are not allowed in` or `grouping operations are not allowed in`.
    // pg: parse_agg.c check_agglevels_and_constraints
    #[must_use]
    pub fn refuses_aggregates(self) -> Option<&'static str> {
        match self {
            P::Other | P::Having | P::WindowPartition | P::WindowOrder | P::SelectTarget | P::OrderBy | P::DistinctOn => None,
            P::FromSubquery => Some("FROM clause of their own query level"),
            P::FromFunction => Some("functions in FROM"),
            P::WindowFrameRange => Some("window RANGE"),
            P::WindowFrameRows => Some("window ROWS"),
            P::WindowFrameGroups => Some("window GROUPS"),
            _ => Some(self.plural().unwrap_or(self.name())),
        }
    }

    /// Why no window function may stand here: what to say after `window functions are not allowed in`.
    // pg: parse_agg.c transformWindowFuncCall
    #[must_use]
    pub fn refuses_windows(self) -> Option<&'static str> {
        match self {
            P::Other | P::SelectTarget | P::OrderBy | P::DistinctOn => None,
            P::FromFunction => Some("functions in FROM"),
            P::WindowPartition | P::WindowOrder | P::WindowFrameRange | P::WindowFrameRows | P::WindowFrameGroups => {
                Some("window definitions")
            }
            _ => Some(self.plural().unwrap_or(self.name())),
        }
    }

    /// Why no set-returning function may stand here: what to say after `set-returning functions are not allowed in`.
    // pg: parse_func.c check_srf_call_placement
    #[must_use]
    pub fn refuses_sets(self) -> Option<&'static str> {
        match self {
            P::Other
            | P::FromFunction
            | P::WindowPartition
            | P::WindowOrder
            | P::SelectTarget
            | P::InsertTarget
            | P::GroupBy
            | P::OrderBy
            | P::DistinctOn
            | P::ValuesSingle => None,
            P::WindowFrameRange | P::WindowFrameRows | P::WindowFrameGroups => Some("window definitions"),
            _ => Some(self.plural().unwrap_or(self.name())),
        }
    }

    /// Why no query may stand here: what to say after `cannot use subquery in`.
    // pg: parse_expr.c transformSubLink
    #[must_use]
    pub fn refuses_subqueries(self) -> Option<&'static str> {
        Some(match self {
            P::CheckConstraint | P::DomainCheck => "check constraint",
            P::ColumnDefault | P::FunctionDefault => "DEFAULT expression",
            P::IndexExpression => "index expression",
            P::IndexPredicate => "index predicate",
            P::StatisticsExpression => "statistics expression",
            P::AlterColumnTransform => "transform expression",
            P::ExecuteParameter => "EXECUTE parameter",
            P::TriggerWhen => "trigger WHEN condition",
            P::PartitionBound => "partition bound",
            P::PartitionExpression => "partition key expression",
            P::CallArgument => "CALL argument",
            P::CopyWhere => "COPY FROM WHERE condition",
            P::GeneratedColumn => "column generation expression",
            _ => return None,
        })
    }

    /// Why no column may stand here: what to say after `cannot use column reference in`.
    // pg: parse_expr.c transformColumnRef
    #[must_use]
    pub fn refuses_columns(self) -> Option<&'static str> {
        match self {
            P::ColumnDefault => Some("DEFAULT expression"),
            P::PartitionBound => Some("partition bound expression"),
            _ => None,
        }
    }

    fn plural(self) -> Option<&'static str> {
        Some(match self {
            P::JoinOn | P::JoinUsing => "JOIN conditions",
            P::MergeWhen => "MERGE WHEN conditions",
            P::CheckConstraint | P::DomainCheck => "check constraints",
            P::ColumnDefault | P::FunctionDefault => "DEFAULT expressions",
            P::IndexExpression => "index expressions",
            P::IndexPredicate => "index predicates",
            P::StatisticsExpression => "statistics expressions",
            P::AlterColumnTransform => "transform expressions",
            P::ExecuteParameter => "EXECUTE parameters",
            P::TriggerWhen => "trigger WHEN conditions",
            P::Policy => "policy expressions",
            P::PartitionBound => "partition bound",
            P::PartitionExpression => "partition key expressions",
            P::CallArgument => "CALL arguments",
            P::CopyWhere => "COPY FROM WHERE conditions",
            P::GeneratedColumn => "column generation expressions",
            _ => return None,
        })
    }
}
