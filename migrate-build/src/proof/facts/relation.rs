//! What is a table, a view, a sequence or a composite type, and each of its columns.

use super::{Object, Writer};
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::format::{format_type_qualified, quote_identifier};
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, PartitionKey, Relation, RelationKind, ReplicaIdentity, SequenceInfo};
use crate::text::{Gather, Name, SortedMap};

/// The fact that says in which order the columns of a table stand.
pub(in crate::proof) const COLUMN_ORDER: &str = "order of columns";

impl Writer<'_> {
    pub(super) fn relation(&mut self, id: RelationId) {
        let Some(relation) = self.catalog().relation(id).filter(|_| !id.is_builtin()) else { return };
        if relation.index.is_some() {
            return self.index(relation);
        }
        let mut object = self.begin(Address::Relation(id));
        object.say("kind", format!("{:?}", relation.kind));
        self.storage(&mut object, relation);
        match &relation.sequence {
            Some(sequence) => self.sequence(&mut object, sequence),
            None => self.rows(&mut object, relation),
        }
        let name = object.name.clone();
        self.push(object);
        if relation.sequence.is_none() {
            for (number, column) in (1..).zip(&relation.columns).filter(|(_, column)| column.type_id.is_some()) {
                if !self.same.contains(id, number) {
                    self.column(relation, number, column, &name);
                }
            }
        }
    }

    fn storage(&self, object: &mut Object, relation: &Relation) {
        object.say("persistence", format!("{:?}", relation.persistence));
        object.say_some("owner", relation.owner.as_ref());
        object.say_some("access method", relation.access_method.as_ref());
        object.say_some("tablespace", relation.tablespace.as_ref());
        object.say_some("server", relation.server.as_ref());
        object.say_some("options", options(&relation.options));
        object.say_some("clustered on", relation.clustered_on.map(|index| self.names.relation(index)));
        let identity = match relation.replica_identity {
            ReplicaIdentity::Default => None,
            ReplicaIdentity::Full => Some("full".to_owned()),
            ReplicaIdentity::Nothing => Some("nothing".to_owned()),
            ReplicaIdentity::Index(index) => Some(self.names.relation(index)),
        };
        object.say_some("replica identity", identity);
    }

    fn rows(&self, object: &mut Object, relation: &Relation) {
        object.say_if("row security", relation.row_security);
        object.say_if("forced row security", relation.force_row_security);
        object.say_some("of type", relation.of_type.map(|id| self.names.type_(id)));
        let parents: Vec<String> = relation.parents.iter().map(|parent| self.names.relation(*parent)).gather();
        object.say_some("parents", Some(parents.join(", ")).filter(|text| !text.is_empty()));
        object.say("inheritance", format!("{:?}", relation.inheritance));
        object.say_some("partition key", relation.partition_key.as_ref().map(|key| self.partition_key(relation, key)));
        object.say_some("partition bound", relation.partition_bound.as_ref().map(|bound| format!("{bound:?}")));
        object.say_fact("query", relation.query.as_ref().map(|query| self.query(query)));
        let names = relation.columns.iter().filter(|column| column.type_id.is_some()).map(|column| quote_identifier(&column.name));
        // Of a view the order is what its query says; of everything else a difference is told apart.
        if !matches!(relation.kind, RelationKind::View | RelationKind::MaterializedView) {
            object.say(COLUMN_ORDER, names.gather::<Vec<_>>().join(", "));
        }
    }

    pub(super) fn partition_key(&self, relation: &Relation, key: &PartitionKey) -> String {
        let columns: Vec<String> = key.columns.iter().map(|column| self.index_column(relation.id, column)).gather();
        format!("{:?} ({})", key.strategy, columns.join(", "))
    }

    fn sequence(&self, object: &mut Object, it: &SequenceInfo) {
        object.say("type", self.names.type_(it.type_id));
        object.say("numbers", format!("start {} step {} from {} to {}", it.start, it.increment, it.min, it.max));
        object.say("cache", it.cache);
        object.say_if("cycle", it.cycle);
        object.say_if("identity", it.identity);
        if let Some((table, column)) = it.owned_by {
            object.say("owned by", format!("{}.{}", self.names.relation(table), self.names.column(table, column.cast_signed())));
            object.within = it.identity.then(|| describe(self.catalog(), Address::Relation(table)));
        }
    }

    fn column(&mut self, relation: &Relation, number: u16, column: &Column, table: &str) {
        let Some(type_id) = column.type_id else { return };
        let mut object = self.begin_as(format!("column {} of {table}", column.name), Address::Column(relation.id, number));
        object.within = Some(table.to_owned());
        object.say("type", format_type_qualified(self.catalog(), type_id, column.modifier));
        object.say_some("collation", column.collation.map(|id| self.names.collation(id)));
        object.say_if("NOT NULL", column.not_null);
        object.say_if("NOT NULL NOT VALID", column.not_null && !column.not_null_valid);
        object.say_fact("default", column.default.as_ref().map(|expr| self.default(expr, relation.id, number)));
        object.say_some("identity", column.identity.map(|identity| format!("{identity:?}")));
        object.say_some("generated", column.generated.map(|generated| format!("{generated:?}")));
        object.say_some("inherited", (column.inherited > 0).then(|| format!("{} {}", column.inherited, column.local)));
        object.say_some("storage", column.storage.map(|storage| format!("{storage:?}")));
        object.say_some("compression", column.compression.as_ref());
        object.say_some("statistics", column.statistics.map(|target| target.to_string()));
        object.say_some("options", options(&column.options));
        self.push(object);
    }
}

/// Options by name; none where none is set.
pub(super) fn options(options: &SortedMap<Name, Name>) -> Option<String> {
    let each: Vec<String> = options.iter().map(|(name, value)| format!("{name}={value}")).gather();
    Some(each.join(", ")).filter(|text| !text.is_empty())
}
