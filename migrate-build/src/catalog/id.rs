//! Which object is meant: one kind of id for each kind of object, numbered as PostgreSQL numbers its oids.

/// The first id of an object that a migration makes; built-in objects have PostgreSQL's own oids, which are below.
pub const FIRST_USER_ID: u32 = 16384;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// Whether the object came with the server.
            #[must_use]
            pub const fn is_builtin(self) -> bool {
                self.0 < FIRST_USER_ID
            }
        }
    )*};
}

ids! {
    /// A schema.
    SchemaId
    /// A table, view, index, sequence or composite type.
    RelationId
    /// A type.
    TypeId
    /// A function, procedure or aggregate.
    FunctionId
    /// An operator.
    OperatorId
    /// An operator class.
    OperatorClassId
    /// An operator family.
    OperatorFamilyId
    /// A collation.
    CollationId
    /// A constraint of a table or domain.
    ConstraintId
    /// A trigger.
    TriggerId
    /// A row security policy.
    PolicyId
    /// A rewrite rule other than that of a view's `SELECT`.
    RuleId
    /// A cast.
    CastId
    /// An extension.
    ExtensionId
    /// An object of one of the kinds that have few properties: see `object::Simple`.
    SimpleId
}
