//! What is done to objects of every kind in the same words: drop, rename, move, own, comment, as it is written.

mod alter;
mod drop;
mod lower;

pub(super) use alter::{
    lower_alter_object, lower_comment, lower_common_action, lower_depends_on, lower_no_depends_on, lower_security_label, statement_object,
};
pub(super) use drop::lower_drop;
pub(super) use lower::lower_object;

use super::function::{AggregateRef, FunctionRef};
use super::operator::OperatorRef;
use super::role::RoleName;
use super::text_search::TextSearchKind;
use super::type_::Text;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::type_name::TypeName;
use crate::text::Span;

/// Which word names a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationWord {
    /// `TABLE`
    Table,
    /// `VIEW`
    View,
    /// `MATERIALIZED VIEW`
    MaterializedView,
    /// `INDEX`
    Index,
    /// `SEQUENCE`
    Sequence,
    /// `FOREIGN TABLE`
    ForeignTable,
}

/// Which word names a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoutineWord {
    /// `FUNCTION`
    Function,
    /// `PROCEDURE`
    Procedure,
    /// `ROUTINE`
    Routine,
}

/// What hangs on a relation and is named within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationPart {
    /// `TRIGGER`
    Trigger,
    /// `POLICY`
    Policy,
    /// `RULE`
    Rule,
    /// `CONSTRAINT`
    Constraint,
}

/// What has a name without a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GlobalWord {
    /// `SCHEMA`
    Schema,
    /// `EXTENSION`
    Extension,
    /// `LANGUAGE`
    Language,
    /// `SERVER`
    Server,
    /// `FOREIGN DATA WRAPPER`
    ForeignDataWrapper,
    /// `EVENT TRIGGER`
    EventTrigger,
    /// `PUBLICATION`
    Publication,
    /// `SUBSCRIPTION`
    Subscription,
    /// `ACCESS METHOD`
    AccessMethod,
    /// `ROLE`
    Role,
    /// `DATABASE`
    Database,
    /// `TABLESPACE`
    Tablespace,
}

/// An object, by the words that name it.
#[derive(Clone, Debug, PartialEq)]
pub enum ObjectRef {
    /// A relation.
    Relation(RelationWord, QualifiedName),
    /// `COLUMN relation.column`; the word says what follows `ALTER` where it is renamed.
    Column(RelationWord, QualifiedName, Ident),
    /// An attribute of a composite type.
    Attribute(QualifiedName, Ident),
    /// A trigger, policy, rule or constraint of a relation.
    Part(RelationPart, Ident, QualifiedName),
    /// A constraint of a domain.
    DomainConstraint(Ident, QualifiedName),
    /// A function, procedure or routine.
    Routine(RoutineWord, FunctionRef),
    /// An aggregate.
    Aggregate(AggregateRef),
    /// A type.
    Type(QualifiedName),
    /// A domain.
    Domain(QualifiedName),
    /// A collation.
    Collation(QualifiedName),
    /// A conversion.
    Conversion(QualifiedName),
    /// An operator.
    Operator(OperatorRef),
    /// An operator class and its method.
    OperatorClass(QualifiedName, Ident),
    /// An operator family and its method.
    OperatorFamily(QualifiedName, Ident),
    /// A cast.
    Cast(TypeName, TypeName, Span),
    /// A transform.
    Transform(TypeName, Ident),
    /// Extended statistics.
    Statistics(QualifiedName),
    /// A text search object.
    TextSearch(TextSearchKind, QualifiedName),
    /// What has a name without a schema.
    Global(GlobalWord, Ident),
    /// A large object by number.
    LargeObject(Span),
}

/// `DROP word [IF EXISTS] a, b [CASCADE]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Drop {
    /// What is dropped.
    pub objects: Vec<ObjectRef>,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// `CASCADE`.
    pub cascade: bool,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
}

/// `ALTER ... RENAME TO`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rename {
    /// What is renamed.
    pub object: ObjectRef,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// `TO`.
    pub to: Ident,
    /// `CASCADE`, of an attribute.
    pub cascade: bool,
}

/// `ALTER ... SET SCHEMA`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetSchema {
    /// What is moved.
    pub object: ObjectRef,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// Where to.
    pub schema: Ident,
}

/// `ALTER ... OWNER TO`.
#[derive(Clone, Debug, PartialEq)]
pub struct SetOwner {
    /// What changes hands.
    pub object: ObjectRef,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// Whose it becomes.
    pub owner: RoleName,
}

/// `ALTER ... [NO] DEPENDS ON EXTENSION`.
#[derive(Clone, Debug, PartialEq)]
pub struct DependsOnExtension {
    /// What depends.
    pub object: ObjectRef,
    /// The extension.
    pub extension: Ident,
    /// `NO`.
    pub remove: bool,
}

/// `COMMENT ON object IS 'text'`.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// The object.
    pub object: ObjectRef,
    /// The comment; missing for `NULL`.
    pub text: Option<Text>,
}

/// `SECURITY LABEL`.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityLabel {
    /// `FOR`.
    pub provider: Option<Ident>,
    /// The object.
    pub object: ObjectRef,
}
