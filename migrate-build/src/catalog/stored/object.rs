//! How the objects of a database are stored, and what stands between them.

use super::bytes::{stored_enum, stored_struct};
use super::{Damaged, Reader, Stored, Writer};
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::id::*;
use crate::catalog::object::*;
use crate::catalog::search_path::SearchPath;
use crate::catalog::version::VersionRange;

macro_rules! stored_id {
    ($($id:ident)*) => {$(
        impl Stored for $id {
            fn write(&self, to: &mut Writer) {
                to.number(u64::from(self.0));
            }

            fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
                u32::read(from).map(Self)
            }
        }
    )*};
}

stored_id! {
    SchemaId RelationId TypeId FunctionId OperatorId OperatorClassId OperatorFamilyId CollationId ConstraintId TriggerId PolicyId RuleId
    CastId ExtensionId SimpleId
}

stored_struct! {
    VersionRange { lowest, highest }
    SearchPath { names }
    Dependency { dependent, needed, kind }
    Schema { id, name, owner }
    Extension { id, name, schema, version, known }
    Simple { id, kind, schema, name, properties, statistics }
    StatisticsInfo { table, columns, kinds, expressions }
    Collation { id, schema, name, deterministic }
    Type { id, schema, name, kind, category, preferred, array, element, collation, length, modifier_input, input, output, owner }
    Relation {
        id, schema, name, kind, persistence, columns, row_type, of_type, parents, inheritance, partition_key, partition_bound,
        row_security, force_row_security, query, index, sequence, options, access_method, tablespace, server, replica_identity, clustered_on,
        owner,
    }
    Column {
        name, type_id, modifier, collation, not_null, not_null_valid, default, identity, generated, local, inherited, storage,
        compression, statistics, options, has_missing_value,
    }
    StoredExpr { tree, text }
    StoredQuery { tree, text }
    PartitionKey { strategy, columns }
    Index {
        table, method, unique, primary, exclusion, nulls_not_distinct, immediate, valid, columns, key_columns, filter,
        exclusion_operators, constraint,
    }
    IndexColumn { column, expr, type_id, collation, operator_class, descending, nulls_first }
    SequenceInfo { type_id, start, increment, min, max, cache, cycle, owned_by, identity }
    Constraint {
        id, schema, name, owner, kind, columns, index, deferrable, deferred, validated, enforced, parent, local, inherited, no_inherit,
    }
    CheckConstraint { expr }
    ForeignKey { table, columns, operators, on_delete, on_update, set_columns, match_full, period }
    Function {
        id, schema, name, kind, parameters, returns, returns_set, strict, volatility, language, aggregate, body, owner, settings,
        security_definer, planning,
    }
    Planning { leakproof, parallel, cost, rows }
    Parameter { mode, name, type_id, default }
    AggregateInfo { kind, direct_arguments, sort_operator }
    Operator { id, schema, name, left, right, result, function, commutator, negator, hashes, merges }
    OperatorFamily { id, schema, name, method, operators }
    ClassOperator { strategy, operator, left, right }
    OperatorClass { id, schema, name, method, family, input, stored, default }
    Cast { id, source, target, method, context }
    Trigger {
        id, relation, name, timing, events, for_each_row, function, arguments, condition, transitions, constraint, parent, enabled,
    }
    TriggerEvents { insert, update, update_of, delete, truncate }
    Policy { id, relation, name, command, permissive, roles, using, check }
    Rule { id, relation, name, event, instead, conditional, actions, returning }
}

impl Stored for TypeCategory {
    fn write(&self, to: &mut Writer) {
        to.byte(self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        from.byte().map(Self)
    }
}

stored_enum! {
    Address {
        0 Schema(id),
        1 Relation(id),
        2 Column(id, number),
        3 Default(id, number),
        4 Type(id),
        5 Function(id),
        6 Operator(id),
        7 OperatorClass(id),
        8 OperatorFamily(id),
        9 Collation(id),
        10 Constraint(id),
        11 Trigger(id),
        12 Policy(id),
        13 Rule(id),
        14 View(id),
        15 Cast(id),
        16 Extension(id),
        17 Simple(id),
    }
    DependencyKind { 0 Normal, 1 Auto, 2 Internal, 3 PartitionPrimary, 4 PartitionSecondary, 5 Extension, 6 AutoExtension, }
    SimpleKind {
        0 Role, 1 Language, 2 AccessMethod, 3 ForeignDataWrapper, 4 Server, 5 UserMapping, 6 EventTrigger, 7 Publication,
        8 Subscription, 9 Statistics, 10 Conversion, 11 Transform, 12 TextSearchParser, 13 TextSearchDictionary,
        14 TextSearchTemplate, 15 TextSearchConfiguration,
    }
    TypeKind {
        0 Base,
        1 Array,
        2 Enum { labels },
        3 Composite(relation),
        4 Domain { base, modifier, not_null, default },
        5 Range { subtype, multirange, operator_class },
        6 Multirange { range },
        7 Pseudo,
        8 Shell,
    }
    RelationKind {
        0 Table, 1 PartitionedTable, 2 ForeignTable, 3 View, 4 MaterializedView, 5 Index, 6 PartitionedIndex, 7 Sequence, 8 Composite,
    }
    Persistence { 0 Permanent, 1 Unlogged, 2 Temporary, }
    Storage { 0 Plain, 1 External, 2 Extended, 3 Main, }
    Identity { 0 Always, 1 ByDefault, }
    Generated { 0 Stored, 1 Virtual, }
    Inheritance { 0 None, 1 Inherits, 2 Partition, 3 DetachPending, }
    PartitionStrategy { 0 List, 1 Range, 2 Hash, }
    PartitionBound { 0 Default, 1 List(values), 2 Range(lower, upper), 3 Hash { modulus, remainder }, }
    RangeDatum { 0 Min, 1 Value(text), 2 Max, }
    ReplicaIdentity { 0 Default, 1 Full, 2 Nothing, 3 Index(id), }
    ConstraintOwner { 0 Relation(id), 1 Domain(id), }
    ConstraintKind {
        0 PrimaryKey { period },
        1 Unique { period },
        2 ForeignKey(key),
        3 Check(check),
        4 Exclude,
        5 NotNull,
        6 Trigger,
    }
    ForeignKeyAction { 0 NoAction, 1 Restrict, 2 Cascade, 3 SetNull, 4 SetDefault, }
    FunctionKind { 0 Function, 1 Procedure, 2 Aggregate, 3 Window, }
    ParameterMode { 0 In, 1 Out, 2 InOut, 3 Variadic, 4 Table, }
    ParameterDefault { 0 None, 1 Builtin, 2 Expr(expr), }
    Volatility { 0 Immutable, 1 Stable, 2 Volatile, }
    Parallel { 0 Unsafe, 1 Restricted, 2 Safe, }
    FunctionBody { 0 Opaque, 1 Text(text), 2 Sql(queries), }
    AggregateKind { 0 Normal, 1 OrderedSet, 2 HypotheticalSet, }
    CastContext { 0 Implicit, 1 Assignment, 2 Explicit, }
    CastMethod { 0 Function(id), 1 InOut, 2 Binary, }
    TriggerTiming { 0 Before, 1 After, 2 InsteadOf, }
    PolicyCommand { 0 All, 1 Select, 2 Insert, 3 Update, 4 Delete, }
    RuleEvent { 0 Select, 1 Insert, 2 Update, 3 Delete, }
}
