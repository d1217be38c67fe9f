//! The objects of a database, one file a kind.

mod constraint;
mod function;
mod operator;
mod plain;
mod relation;
mod simple;
mod trigger;
mod type_;

pub use constraint::{CheckConstraint, Constraint, ConstraintKind, ConstraintOwner, ForeignKey, ForeignKeyAction};
pub use function::{
    AggregateInfo, AggregateKind, Function, FunctionBody, FunctionKind, Parallel, Parameter, ParameterDefault, ParameterMode, Planning,
    Volatility,
};
pub use operator::{Cast, CastContext, CastMethod, ClassOperator, Operator, OperatorClass, OperatorFamily};
pub use relation::{
    Column, Generated, Identity, Index, IndexColumn, Inheritance, PartitionBound, PartitionKey, PartitionStrategy, Persistence, RangeDatum,
    Relation, RelationKind, ReplicaIdentity, SequenceInfo, Storage, StoredExpr, StoredQuery,
};
pub use simple::{Extension, Schema, Simple, SimpleKind, StatisticsInfo};
pub use trigger::{Policy, PolicyCommand, Rule, RuleEvent, Trigger, TriggerEvents, TriggerTiming};
pub use type_::{Collation, Type, TypeCategory, TypeKind};
