//! What a new server holds: types, functions, operators, casts, relations and the rest, from data dumped off real servers.

mod data;
mod decode;
mod decode_extension;
mod decode_relation;
mod extension;
mod extension_files;
mod never_null;
pub mod setting;
mod slots;
mod table;

use super::id::*;
use super::object::*;
use super::{INFORMATION_SCHEMA, PG_CATALOG};
use crate::text::{Gather, Name, Seek};
pub(super) use decode_extension::DecodedRow;
pub(super) use extension::ExtensionRow;
pub use extension::ExtensionScript;

use data::*;
use slots::{NameSlots, Slots};
use std::sync::OnceLock;
use table::Fields;

/// The schema of what is too large for a row.
const PG_TOAST: SchemaId = SchemaId(99);

/// The built-in objects of one major version.
#[derive(Debug)]
pub struct Builtins {
    major: u8,
    schemas: Slots<Schema>,
    relations: Slots<Relation>,
    types: Slots<Type>,
    functions: Slots<Function>,
    operators: Slots<Operator>,
    operator_classes: Slots<OperatorClass>,
    operator_families: Slots<OperatorFamily>,
    collations: Slots<Collation>,
    constraints: Slots<Constraint>,
    constraint_lists: Slots<[ConstraintId; 1]>,
    casts: Slots<Cast>,
    simples: Slots<Simple>,
    function_names: NameSlots<FunctionId>,
    operator_names: NameSlots<OperatorId>,
    method_classes: NameSlots<OperatorClassId>,
    method_families: NameSlots<OperatorFamilyId>,
}

static CAST_PAIRS: OnceLock<Vec<((TypeId, TypeId), CastId)>> = OnceLock::new();

static VERSIONS: [Builtins; 5] = [Builtins::new(14), Builtins::new(15), Builtins::new(16), Builtins::new(17), Builtins::new(18)];

macro_rules! by_id {
    ($($get:ident $id:ty => $object:ty, $slots:ident, $table:ident, $decode:path;)*) => {$(
        /// The built-in object of an id.
        #[must_use]
        pub fn $get(&self, id: $id) -> Option<&'static $object> {
            if !id.is_builtin() {
                return None;
            }
            self.$slots.get(id.0, || $decode(id.0, $table.row(id.0, self.major)?))
        }
    )*};
}

macro_rules! none_by_id {
    ($($get:ident $id:ty => $object:ty;)*) => {$(
        /// No object of this kind that matters to SQL is built in.
        #[must_use]
        pub fn $get(&self, _id: $id) -> Option<&'static $object> {
            None
        }
    )*};
}

impl Builtins {
    const fn new(major: u8) -> Self {
        Self {
            major,
            schemas: Slots::new(),
            relations: Slots::new(),
            types: Slots::new(),
            functions: Slots::new(),
            operators: Slots::new(),
            operator_classes: Slots::new(),
            operator_families: Slots::new(),
            collations: Slots::new(),
            constraints: Slots::new(),
            constraint_lists: Slots::new(),
            casts: Slots::new(),
            simples: Slots::new(),
            function_names: NameSlots::new(),
            operator_names: NameSlots::new(),
            method_classes: NameSlots::new(),
            method_families: NameSlots::new(),
        }
    }

    /// The built-ins of a major version; the nearest supported one where it is not supported.
    #[must_use]
    pub fn of(major: u8) -> &'static Self {
        VERSIONS.iter().first_where(|builtins| builtins.major >= major).unwrap_or(&VERSIONS[4])
    }

    by_id! {
        relation RelationId => Relation, relations, RELATIONS, decode_relation::relation;
        type_ TypeId => Type, types, TYPES, decode::type_;
        function FunctionId => Function, functions, FUNCTIONS, decode_relation::function;
        operator OperatorId => Operator, operators, OPERATORS, decode::operator;
        operator_class OperatorClassId => OperatorClass, operator_classes, OPERATOR_CLASSES, decode::operator_class;
        operator_family OperatorFamilyId => OperatorFamily, operator_families, OPERATOR_FAMILIES, decode::operator_family;
        collation CollationId => Collation, collations, COLLATIONS, decode::collation;
        cast_by_id CastId => Cast, casts, CASTS, decode::cast;
        constraint ConstraintId => Constraint, constraints, RELATIONS, decode_relation::primary_key;
        simple SimpleId => Simple, simples, SIMPLES, decode::simple;
    }

    none_by_id! {
        trigger TriggerId => Trigger;
        policy PolicyId => Policy;
        rule RuleId => Rule;
        extension ExtensionId => Extension;
    }

    /// The built-in schema of an id; `public` is no built-in, for it can be dropped.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> Option<&'static Schema> {
        let name = match id {
            PG_CATALOG => "pg_catalog",
            INFORMATION_SCHEMA => "information_schema",
            PG_TOAST => "pg_toast",
            _ => return None,
        };
        self.schemas.get(id.0, || Some(Schema { id, name: Name::from(name), owner: None }))
    }

    /// The schema of a name.
    #[must_use]
    pub fn schema_named(&self, name: &str) -> Option<SchemaId> {
        match name {
            "pg_catalog" => Some(PG_CATALOG),
            "information_schema" => Some(INFORMATION_SCHEMA),
            "pg_toast" => Some(PG_TOAST),
            _ => None,
        }
    }

    /// The relation of a name.
    #[must_use]
    pub fn relation_named(&self, schema: SchemaId, name: &str) -> Option<RelationId> {
        self.ids(&RELATIONS, schema, name).next().map(RelationId)
    }

    /// The type of a name.
    #[must_use]
    pub fn type_named(&self, schema: SchemaId, name: &str) -> Option<TypeId> {
        self.ids(&TYPES, schema, name).next().map(TypeId)
    }

    /// The functions of a name.
    #[must_use]
    pub fn functions_named(&self, schema: SchemaId, name: &str) -> &'static [FunctionId] {
        if !schema.is_builtin() || schema == super::PUBLIC {
            return &[];
        }
        self.function_names.get(schema.0, name, || self.ids(&FUNCTIONS, schema, name).map(FunctionId).gather())
    }

    /// The operators of a symbol.
    #[must_use]
    pub fn operators_named(&self, schema: SchemaId, symbol: &str) -> &'static [OperatorId] {
        if schema != PG_CATALOG {
            return &[];
        }
        self.operator_names.get(schema.0, symbol, || self.ids(&OPERATORS, schema, symbol).map(OperatorId).gather())
    }

    /// The operator class of a name.
    #[must_use]
    pub fn operator_class_named(&self, schema: SchemaId, method: &str, name: &str) -> Option<OperatorClassId> {
        let mut found = self.ids(&OPERATOR_CLASSES, schema, name).map(OperatorClassId);
        found.first_where(|id| self.operator_class(*id).is_some_and(|class| class.method == *method))
    }

    /// Every operator class of an access method.
    #[must_use]
    pub fn operator_classes_of(&self, method: &str) -> &'static [OperatorClassId] {
        let of_method = |(id, mut row): (u32, Fields)| {
            row.skip();
            row.skip();
            (row.next() == method).then_some(OperatorClassId(id))
        };
        self.method_classes.get(0, method, || OPERATOR_CLASSES.all(self.major).filter_map(of_method).gather())
    }

    /// The operator family of a name.
    #[must_use]
    pub fn operator_family_named(&self, schema: SchemaId, method: &str, name: &str) -> Option<OperatorFamilyId> {
        let mut found = self.ids(&OPERATOR_FAMILIES, schema, name).map(OperatorFamilyId);
        found.first_where(|id| self.operator_family(*id).is_some_and(|family| family.method == *method))
    }

    /// Every operator family of an access method.
    #[must_use]
    pub fn operator_families_of(&self, method: &str) -> &'static [OperatorFamilyId] {
        let of_method = |(id, mut row): (u32, Fields)| {
            row.skip();
            row.skip();
            (row.next() == method).then_some(OperatorFamilyId(id))
        };
        self.method_families.get(0, method, || OPERATOR_FAMILIES.all(self.major).filter_map(of_method).gather())
    }

    /// The collation of a name.
    #[must_use]
    pub fn collation_named(&self, schema: SchemaId, name: &str) -> Option<CollationId> {
        self.ids(&COLLATIONS, schema, name).next().map(CollationId)
    }

    /// The constraints of a system table: its primary key.
    #[must_use]
    pub fn constraints_of(&self, owner: ConstraintOwner) -> &'static [ConstraintId] {
        let ConstraintOwner::Relation(RelationId(number)) = owner else {
            return &[];
        };
        let id = ConstraintId(number);
        self.constraint_lists.get(number, || self.constraint(id).map(|_| [id])).map_or(&[], |list| list.as_slice())
    }

    /// The cast between two types.
    #[must_use]
    pub fn cast(&self, source: TypeId, target: TypeId) -> Option<&'static Cast> {
        if !source.is_builtin() || !target.is_builtin() {
            return None;
        }
        // Casts are asked for far more often than there are any, so that their types are read out of the data once.
        let pairs = CAST_PAIRS.get_or_init(cast_pairs);
        let from = pairs.partition_point(|(pair, _)| *pair < (source, target));
        let equal = pairs[from..].iter().take_while(|(pair, _)| *pair == (source, target));
        equal.into_iter().first_some(|(_, id)| self.cast_by_id(*id))
    }

    /// The object of a kind with few properties.
    #[must_use]
    pub fn simple_named(&self, kind: SimpleKind, schema: Option<SchemaId>, name: &Name) -> Option<SimpleId> {
        let schema = schema.map_or(0, |schema| schema.0);
        let mut found = SIMPLES.named(schema, name, self.major).map(SimpleId);
        found.first_where(|id| self.simple(*id).is_some_and(|simple| simple.kind == kind))
    }

    fn ids(&self, table: &'static table::Table, schema: SchemaId, name: &str) -> impl Iterator<Item = u32> {
        let may_hold = schema.is_builtin() && schema != super::PUBLIC;
        may_hold.then(|| table.named(schema.0, name, self.major)).into_iter().flatten()
    }
}

/// The casts of all versions by the types between which they lead; the data is sorted so.
fn cast_pairs() -> Vec<((TypeId, TypeId), CastId)> {
    let pair = |line: &'static str| {
        let mut fields = Fields::of(line);
        let id = CastId(fields.number());
        fields.skip();
        ((TypeId(fields.number()), TypeId(fields.number())), id)
    };
    CASTS.rows.lines().map(pair).gather()
}
