//! What can an expression outside of a query refer to, and what must it become.

use crate::catalog::id::{CollationId, RelationId, TypeId};
use crate::catalog::object::RuleEvent;
use crate::text::Name;

/// What an expression outside of a query can refer to.
#[derive(Clone, Debug)]
pub enum ExprScope<'a> {
    /// Nothing.
    None,
    /// The columns of a relation, by themselves or qualified with its name; the range table has this one entry.
    Relation(RelationId),
    /// `old` and `new` of a trigger on a relation, those that the trigger has: entries 0 and 1 of the range table, in that order.
    Trigger(RelationId),
    /// `old` and `new` of a rule on a relation: entries 0 and 1 of the range table.
    Rule(RelationId),
    /// The same for the condition of a rule, where the row that the event has can be left unnamed.
    RuleCondition(RelationId, RuleEvent),
    /// `VALUE`, in a constraint of a domain.
    DomainValue {
        /// The type that the domain is over.
        type_id: TypeId,
        /// Its modifier.
        modifier: i32,
        /// The domain's collation.
        collation: Option<CollationId>,
    },
    /// The arguments of a function, by name and as `$n`.
    Arguments {
        /// The function's name, which may qualify them.
        function: Option<&'a Name>,
        /// Their names and types.
        arguments: &'a [(Option<Name>, TypeId)],
    },
}

/// What an expression outside of a query must become.
#[derive(Clone, Copy, Debug)]
pub enum ExprTarget<'a> {
    /// It may stay what it is; an unknown literal becomes text.
    Any,
    /// A boolean; the words are what messages call the place (`CHECK`, `WHERE`, `WHEN`, `POLICY`).
    Boolean(&'a str),
    /// The value of a column, by assignment: a default, or what is generated.
    Column {
        /// The column's name, for messages.
        name: &'a Name,
        /// Its type.
        type_id: TypeId,
        /// The modifier of its type.
        modifier: i32,
        /// Whether it is generated.
        generated: bool,
    },
    /// The new value of a column that changes its type, from its `USING`.
    Using {
        /// The column's name, for messages.
        name: &'a Name,
        /// Its new type.
        type_id: TypeId,
        /// The modifier of its new type.
        modifier: i32,
    },
    /// A bound of a partition, for a key of this type.
    PartitionKey {
        /// The key's column, or the text of its expression, for messages.
        name: &'a Name,
        /// The key's type.
        type_id: TypeId,
        /// The modifier of the key's type.
        modifier: i32,
    },
    /// A parameter of a prepared statement, by assignment.
    Parameter {
        /// Its number.
        number: usize,
        /// Its type.
        type_id: TypeId,
    },
    /// A type, by assignment; the words are what messages call the place (`DEFAULT` of a parameter).
    Type(TypeId, &'a str),
}
