//! What do most rules need, under one name.

pub(crate) use super::fix::Part;
pub(crate) use super::level::Level;
pub(crate) use super::new_column::{FirstValue, column_of, is_below};
pub(crate) use super::report::Report;
pub(crate) use super::rule::{Group, Rule};
pub(crate) use super::sql::{columns_sql, constraint_sql, with_word_after};
pub(crate) use super::step::{Step, is_table};
pub(crate) use super::unit::{Earlier, UnitEnd};
pub(crate) use crate::catalog::Catalog;
pub(crate) use crate::catalog::depend::Address;
pub(crate) use crate::catalog::format::{format_type, quote_identifier};
pub(crate) use crate::catalog::id::{ConstraintId, RelationId, TypeId};
pub(crate) use crate::catalog::object::{
    Constraint, ConstraintKind, ConstraintOwner, Generated, Index, PartitionBound, Relation, RelationKind, TypeKind, Volatility,
};
pub(crate) use crate::diag::SubjectKind;
pub(crate) use crate::fold::effect::{Act, Effects, LockMode, Loss, Reach, RowsChange, RowsKind, ScanReason};
pub(crate) use crate::fold::session::TransactionMode;
pub(crate) use crate::text::{Collection, Gather, Seek};
