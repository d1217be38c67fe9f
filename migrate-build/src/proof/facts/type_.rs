//! What is a type, a collation, a schema, an extension, or an object with few properties.

use super::Writer;
use crate::catalog::depend::Address;
use crate::catalog::format::format_type_qualified;
use crate::catalog::id::{CollationId, ExtensionId, RelationId, SchemaId, SimpleId, TypeId};
use crate::catalog::object::{RelationKind, TypeKind};
use crate::text::Gather;

impl Writer<'_> {
    /// The types that come and go with another object are parts of that one.
    pub(super) fn type_(&mut self, id: TypeId) {
        let Some(it) = self.catalog().type_(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Type(id));
        object.say_some("owner", it.owner.as_ref());
        match &it.kind {
            TypeKind::Array | TypeKind::Multirange { .. } | TypeKind::Pseudo => return,
            TypeKind::Composite(relation) if !self.is_composite(*relation) => return,
            TypeKind::Composite(_) => object.say("kind", "composite"),
            TypeKind::Base => object.say("kind", "base"),
            TypeKind::Shell => object.say("kind", "shell"),
            TypeKind::Enum { labels } => object.say("labels", format!("{labels:?}")),
            TypeKind::Domain { base, modifier, not_null, default } => {
                object.say("base", format_type_qualified(self.catalog(), *base, *modifier));
                object.say_if("NOT NULL", *not_null);
                object.say_fact("default", default.as_ref().map(|expr| self.expr(expr, &[])));
                object.say_some("collation", it.collation.map(|id| self.names.collation(id)));
            }
            TypeKind::Range { subtype, operator_class, .. } => {
                object.say("subtype", self.names.type_(*subtype));
                object.say_some("operator class", operator_class.map(|id| self.names.operator_class(id)));
            }
        }
        self.push(object);
    }

    fn is_composite(&self, id: RelationId) -> bool {
        self.catalog().relation(id).is_some_and(|relation| relation.kind == RelationKind::Composite)
    }

    pub(super) fn collation(&mut self, id: CollationId) {
        let Some(it) = self.catalog().collation(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Collation(id));
        object.say("deterministic", it.deterministic);
        self.push(object);
    }

    pub(super) fn schema(&mut self, id: SchemaId) {
        let Some(it) = self.catalog().schema(id) else { return };
        let mut object = self.begin(Address::Schema(id));
        object.say_some("owner", it.owner.as_ref());
        self.push(object);
    }

    pub(super) fn extension(&mut self, id: ExtensionId) {
        let Some(it) = self.catalog().extension(id) else { return };
        let mut object = self.begin(Address::Extension(id));
        object.say("schema", self.names.schema(it.schema));
        object.say_some("version", it.version.as_ref());
        self.push(object);
    }

    pub(super) fn simple(&mut self, id: SimpleId) {
        let Some(it) = self.catalog().simple(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Simple(id));
        object.say_some("properties", super::relation::options(&it.properties));
        if let Some(info) = &it.statistics {
            let columns = info.columns.iter().map(|number| self.names.column(info.table, number.cast_signed()));
            let expressions = info.expressions.iter().map(|expr| self.expr(expr, &[info.table]).compared);
            object.say("table", self.names.relation(info.table));
            object.say("key", columns.chain(expressions).gather::<Vec<_>>().join(", "));
            object.say_some(
                "kinds",
                Some(info.kinds.iter().map(crate::text::Name::as_str).gather::<Vec<_>>().join(", ")).filter(|it| !it.is_empty()),
            );
        }
        self.push(object);
    }
}
