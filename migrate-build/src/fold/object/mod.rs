//! Which object does a statement mean by the words that name it, or why none.

mod global;
mod relation;
mod routine;
mod type_;

use super::cx::Cx;
use crate::catalog::depend::Address;
use crate::diag::Result;
use crate::syntax::statement::object::ObjectRef;

pub(in crate::fold) use relation::{column_number, is_of_word, lookup_constraint, lookup_part, relation_in_statement};
pub(in crate::fold) use routine::lookup_routine;
pub(in crate::fold) use type_::{lookup_type, schema_of_name};

/// What is done where nothing has the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fold) enum Missing {
    /// It is an error.
    Refuse,
    /// The statement does nothing.
    Skip,
}

impl Missing {
    /// What `IF EXISTS` asks for.
    pub(in crate::fold) const fn of(if_exists: bool) -> Self {
        if if_exists { Self::Skip } else { Self::Refuse }
    }
}

/// The object that the words name; none where it is missing and that is no matter. An object of a kind that is not kept has no address either.
// pg: objectaddress.c get_object_address
pub(in crate::fold) fn lookup_object(cx: &Cx<'_>, object: &ObjectRef, missing: Missing) -> Result<Option<Address>> {
    match object {
        ObjectRef::Relation(word, name) => relation::lookup_relation_of_word(cx, *word, name, missing),
        ObjectRef::Column(_, name, column) | ObjectRef::Attribute(name, column) => relation::lookup_column(cx, name, column, missing),
        ObjectRef::Part(part, name, on) => relation::lookup_part(cx, *part, name, on, missing),
        ObjectRef::DomainConstraint(name, domain) => type_::lookup_domain_constraint(cx, name, domain, missing),
        ObjectRef::Routine(word, function) => routine::lookup_routine(cx, *word, function, missing).map(|id| id.map(Address::Function)),
        ObjectRef::Aggregate(aggregate) => routine::lookup_aggregate(cx, aggregate, missing).map(|id| id.map(Address::Function)),
        ObjectRef::Type(name) => type_::lookup_type(cx, name, missing).map(|id| id.map(Address::Type)),
        ObjectRef::Domain(name) => type_::lookup_domain(cx, name, missing).map(|id| id.map(Address::Type)),
        ObjectRef::Collation(name) => type_::lookup_collation(cx, name, missing),
        ObjectRef::Conversion(name) => global::lookup_conversion(cx, name, missing),
        ObjectRef::Operator(operator) => routine::lookup_operator(cx, operator, missing),
        ObjectRef::OperatorClass(name, method) => type_::lookup_operator_class(cx, name, method, missing),
        ObjectRef::OperatorFamily(name, method) => type_::lookup_operator_family(cx, name, method, missing),
        ObjectRef::Cast(source, target, _) => type_::lookup_cast(cx, source, target, missing),
        ObjectRef::Transform(type_name, language) => global::lookup_transform(cx, type_name, language, missing),
        ObjectRef::Statistics(name) => global::lookup_statistics(cx, name, missing),
        ObjectRef::TextSearch(kind, name) => global::lookup_text_search(cx, *kind, name, missing),
        ObjectRef::Global(word, name) => global::lookup_global(cx, *word, name, missing),
        ObjectRef::LargeObject(_) => Ok(None),
    }
}
