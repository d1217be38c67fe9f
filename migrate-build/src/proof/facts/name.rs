//! How is an object named so that the name says the same in another state of the database, where its id is another.

use crate::catalog::Catalog;
use crate::catalog::format::{format_bare_type_qualified, quote_identifier};
use crate::catalog::id::{CollationId, FunctionId, OperatorClassId, OperatorId, RelationId, SchemaId, TypeId};
use crate::catalog::object::TypeKind;
use crate::text::{Gather, Name, SortedMap};
use std::cell::RefCell;
use std::rc::Rc;

/// What counts of the constants of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constants {
    /// Their text, as it is written.
    Written,
    /// Nothing of those that a server writes in ways of its own: moments, intervals, documents and the like.
    Plain,
}

/// Names objects of one state.
#[derive(Clone, Copy)]
pub(super) struct Names<'c> {
    pub(super) catalog: &'c Catalog,
    pub(super) constants: Constants,
    pub(super) spelled: &'c Spelled,
}

/// The names that a query says again and again, each spelled once.
#[derive(Default)]
pub(super) struct Spelled {
    types: RefCell<SortedMap<TypeId, Rc<str>>>,
    functions: RefCell<SortedMap<FunctionId, Rc<str>>>,
    operators: RefCell<SortedMap<OperatorId, Rc<str>>>,
}

fn spelled_once<K: Ord>(known: &RefCell<SortedMap<K, Rc<str>>>, id: K, spell: impl FnOnce() -> String) -> Rc<str> {
    if let Some(found) = known.borrow().get(&id) {
        return Rc::clone(found);
    }
    let name: Rc<str> = Rc::from(spell());
    known.borrow_mut().insert(id, Rc::clone(&name));
    name
}

impl Names<'_> {
    pub(super) fn within(self, schema: SchemaId, name: &Name) -> String {
        let schema = self.catalog.schema(schema).map_or_else(String::new, |schema| quote_identifier(&schema.name));
        format!("{schema}.{}", quote_identifier(name))
    }

    pub(super) fn schema(self, id: SchemaId) -> String {
        self.catalog.schema(id).map_or_else(String::new, |schema| quote_identifier(&schema.name))
    }

    pub(super) fn relation(self, id: RelationId) -> String {
        self.catalog.relation(id).map_or_else(String::new, |relation| self.within(relation.schema, &relation.name))
    }

    /// A column by number; the whole row is 0, system columns are below.
    pub(super) fn column(self, relation: RelationId, number: i16) -> String {
        let column = || self.catalog.relation(relation)?.columns.get(usize::try_from(number).ok()?.checked_sub(1)?);
        column().map_or_else(|| format!("#{number}"), |column| quote_identifier(&column.name))
    }

    pub(super) fn columns(self, relation: RelationId, numbers: &[u16]) -> String {
        let names: Vec<String> = numbers.iter().map(|number| self.column(relation, number.cast_signed())).gather();
        names.join(", ")
    }

    /// Whether a server writes constants of a type with the letters with which they came.
    pub(super) fn is_written_as_it_is(self, id: TypeId) -> bool {
        let kept = [TypeId::TEXT, TypeId::VARCHAR, TypeId::BPCHAR, TypeId::NAME, TypeId::INT2, TypeId::INT4, TypeId::INT8, TypeId::BOOL];
        kept.contains(&id) || self.catalog.type_(id).is_some_and(|found| matches!(found.kind, TypeKind::Enum { .. }))
    }

    pub(super) fn type_(self, id: TypeId) -> Rc<str> {
        spelled_once(&self.spelled.types, id, || format_bare_type_qualified(self.catalog, id))
    }

    pub(super) fn function(self, id: FunctionId) -> Rc<str> {
        spelled_once(&self.spelled.functions, id, || self.signature(id))
    }

    fn signature(self, id: FunctionId) -> String {
        let Some(function) = self.catalog.function(id) else { return String::new() };
        let types: Vec<Rc<str>> = function.input_types().map(|input| self.type_(input)).gather();
        format!("{}({})", self.within(function.schema, &function.name), types.join(", "))
    }

    pub(super) fn operator(self, id: OperatorId) -> Rc<str> {
        spelled_once(&self.spelled.operators, id, || self.operands(id))
    }

    fn operands(self, id: OperatorId) -> String {
        let Some(operator) = self.catalog.operator(id) else { return String::new() };
        let left = operator.left.map_or_else(|| Rc::from("none"), |left| self.type_(left));
        format!("{}.{}({left}, {})", self.schema(operator.schema), operator.name, self.type_(operator.right))
    }

    pub(super) fn operators(self, ids: &[OperatorId]) -> String {
        let names: Vec<Rc<str>> = ids.iter().map(|id| self.operator(*id)).gather();
        names.join(", ")
    }

    pub(super) fn operator_class(self, id: OperatorClassId) -> String {
        self.catalog.operator_class(id).map_or_else(String::new, |class| self.within(class.schema, &class.name))
    }

    pub(super) fn collation(self, id: CollationId) -> String {
        self.catalog.collation(id).map_or_else(String::new, |collation| self.within(collation.schema, &collation.name))
    }
}
