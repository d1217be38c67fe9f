//! How typed trees are stored.

use super::bytes::{stored_enum, stored_struct};
use super::{Damaged, Reader, Stored, Writer};
use crate::catalog::tree::*;
use crate::text::{SortedSet, Span};
use std::sync::{Mutex, PoisonError};

stored_struct! {
    Span { start, end }
    ColumnVar { level, table, column, row }
    FunctionCall { function, arguments, form, set, variadic }
    Aggregate { function, direct, arguments, order_by, distinct, filter, star, level }
    WindowCall { function, arguments, filter, window, frame_holds_current }
    Subquery { kind, left, operators, query }
    Window { name, partition_by, order_by, offsets, frame_holds_current }
    Target { expr, name, junk, origin }
    Write { column, values }
    MergeBranch { matched, condition, command, writes }
    OnConflict { update, writes, filter, inferred, arbiters }
    RangeTable { kind, alias, columns, lateral }
    RangeColumn { name, type_id, modifier, collation }
    CommonTable { name, query, columns, recursive }
}

stored_enum! {
    ExprKind {
        0 Column(var),
        1 Constant(value),
        2 Parameter(number),
        3 Call(call),
        4 Distinct(operator, sides),
        5 NullIf(operator, sides),
        6 ScalarArray { operator, any, sides },
        7 And(list),
        8 Or(list),
        9 Not(of),
        10 Aggregate(call),
        11 Grouping(list),
        12 Window(call),
        13 Subquery(subquery),
        14 Field(of, number),
        15 FieldStore(of, fields),
        16 Subscript { container, indices, store },
        17 Relabel(of, context),
        18 ThroughText(of, context),
        19 ArrayCast(of, by, context),
        20 RowCast(of),
        21 Collate(of),
        22 Case { operand, branches, otherwise },
        23 CaseOperand,
        24 Array(list),
        25 Row(list, names),
        26 RowCompare(operators, left, right),
        27 Coalesce(list),
        28 Greatest(list),
        29 Least(list),
        30 SqlValue(name),
        31 Xml(name, list),
        32 Json(name, list),
        33 IsNull(of, negated),
        34 IsBoolean(of, test),
        35 ToDomain(of, context),
        36 DomainValue,
        37 Default,
        38 CurrentOf,
        39 MergeAction,
        40 Unknown,
    }
    RowVersion { 0 Default, 1 Old, 2 New, }
    CallForm { 0 Function, 1 Operator(id), 2 Cast(context), }
    SubqueryKind { 0 Scalar, 1 Exists, 2 Array, 3 Any, 4 All, 5 RowCompare, 6 MultiAssignment, }
    SubscriptIndex { 0 Element(at), 1 Slice(lower, upper), }
    BooleanTest { 0 True, 1 NotTrue, 2 False, 3 NotFalse, 4 Unknown, 5 NotUnknown, }
    Command { 0 Select, 1 Insert, 2 Update, 3 Delete, 4 Merge, }
    MergeMatch { 0 Matched, 1 NotMatchedByTarget, 2 NotMatchedBySource, }
    RangeTableKind {
        0 Relation { id, only },
        1 Subquery(query),
        2 Function { calls, ordinality },
        3 Join { columns },
        4 Values(rows),
        5 CommonTable { name, level, recursive },
        6 TableFunction(arguments, never_null),
        7 Named,
    }
    JoinKind { 0 Inner, 1 Left, 2 Right, 3 Full, }
    SetOperator { 0 Union, 1 Intersect, 2 Except, }
}

/// What may hold others of its own kind.
macro_rules! stored_node {
    ($($type:ty { $($field:ident),* $(,)? })*) => {$(
        impl Stored for $type {
            fn write(&self, to: &mut Writer) {
                let Self { $($field),* } = self;
                to.nested(|to| {
                    $($field.write(to);)*
                });
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
                from.nested(|from| Ok(Self { $($field: Stored::read(from)?),* }))
            }
        }
    )*};
}

stored_node! {
    Expr { kind, type_id, modifier, collation, at }
    JoinNode { kind, left, right, condition, table }
    Query {
        command, with, tables, from, filter, targets, target, writes, on_conflict, branches, group_by, grouping_sets, having,
        has_aggregates, has_target_sets, windows, distinct, order_by, limit, offset, set_operation, distinct_on, with_ties,
        grouping_keys, locks_rows,
    }
}

impl Stored for JoinTree {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Table(entry) => {
                to.byte(0);
                entry.write(to);
            }
            Self::Join(join) => {
                to.byte(1);
                join.write(to);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        match from.byte()? {
            0 => Ok(Self::Table(Stored::read(from)?)),
            1 => Ok(Self::Join(Stored::read(from)?)),
            _ => Err(Damaged),
        }
    }
}

impl Stored for SetTree {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Leaf(entry) => {
                to.byte(0);
                entry.write(to);
            }
            Self::Operation { operator, all, left, right } => {
                to.byte(1);
                operator.write(to);
                all.write(to);
                to.nested(|to| {
                    left.write(to);
                    right.write(to);
                });
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        match from.byte()? {
            0 => Ok(Self::Leaf(Stored::read(from)?)),
            1 => {
                let (operator, all) = (Stored::read(from)?, Stored::read(from)?);
                from.nested(|from| Ok(Self::Operation { operator, all, left: Stored::read(from)?, right: Stored::read(from)? }))
            }
            _ => Err(Damaged),
        }
    }
}

/// The names of SQL/XML and SQL/JSON functions: a handful, each kept once for as long as the process lives.
impl Stored for &'static str {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        static KNOWN: Mutex<SortedSet<&'static str>> = Mutex::new(SortedSet::new());
        let text = from.text()?;
        if text.len() > 32 {
            return Err(Damaged);
        }
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(text) {
            return Ok(found);
        }
        let kept: &'static str = Box::leak(Box::from(text));
        known.insert(kept);
        Ok(kept)
    }
}
