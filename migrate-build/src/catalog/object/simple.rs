//! Schemas, extensions, and the kinds of objects that have few properties.

use super::StoredExpr;
use crate::catalog::id::{ExtensionId, RelationId, SchemaId, SimpleId};
use crate::text::{Name, SortedMap};

/// A schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Its id.
    pub id: SchemaId,
    /// Its name.
    pub name: Name,
    /// Its owner; none for whoever runs the migrations.
    pub owner: Option<Name>,
}

/// An extension.
#[derive(Clone, Debug)]
pub struct Extension {
    /// Its id.
    pub id: ExtensionId,
    /// Its name.
    pub name: Name,
    /// The schema of its objects.
    pub schema: SchemaId,
    /// Its version, where one was asked for.
    pub version: Option<Name>,
    /// Whether the objects that it makes are known.
    pub known: bool,
}

/// The kinds of objects that have few properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SimpleKind {
    /// A role.
    Role,
    /// A procedural language.
    Language,
    /// An access method.
    AccessMethod,
    /// A foreign data wrapper.
    ForeignDataWrapper,
    /// A foreign server.
    Server,
    /// A user mapping; its name is `role@server`.
    UserMapping,
    /// An event trigger.
    EventTrigger,
    /// A publication.
    Publication,
    /// A subscription.
    Subscription,
    /// Extended statistics.
    Statistics,
    /// A conversion.
    Conversion,
    /// A transform; its name is `type language`.
    Transform,
    /// A text search parser.
    TextSearchParser,
    /// A text search dictionary.
    TextSearchDictionary,
    /// A text search template.
    TextSearchTemplate,
    /// A text search configuration.
    TextSearchConfiguration,
}

/// An object of one of those kinds.
#[derive(Clone, Debug)]
pub struct Simple {
    /// Its id.
    pub id: SimpleId,
    /// Its kind.
    pub kind: SimpleKind,
    /// Its schema, where its kind has one.
    pub schema: Option<SchemaId>,
    /// Its name.
    pub name: Name,
    /// What else is known of it, by name.
    pub properties: SortedMap<Name, Name>,
    /// Of extended statistics, what they are of.
    pub statistics: Option<StatisticsInfo>,
}

/// What extended statistics are of.
#[derive(Clone, Debug)]
pub struct StatisticsInfo {
    /// The table.
    pub table: RelationId,
    /// The columns by number, in their order.
    pub columns: Vec<u16>,
    /// The kinds that were asked for, sorted; none where all are meant.
    pub kinds: Vec<Name>,
    /// The expressions.
    pub expressions: Vec<StoredExpr>,
}

impl Simple {
    /// Of an event trigger, what it waits for.
    pub const EVENT: &'static str = "event";
    /// Of an event trigger, for which commands it fires, where not for all.
    pub const TAGS: &'static str = "tags";
    /// Of an event trigger, that it does not fire.
    pub const DISABLED: &'static str = "disabled";
    /// Of a publication, that it holds all tables.
    pub const ALL_TABLES: &'static str = "all tables";
    /// Of a publication, what it publishes, where that is not all.
    pub const PUBLISHED: &'static str = "published";
    /// Of a publication, that rows of partitions are published as those of their root.
    pub const VIA_ROOT: &'static str = "via root";

    /// A property.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Name> {
        self.properties.get(name)
    }

    /// An object of which no more is known.
    #[must_use]
    pub fn plain(id: SimpleId, kind: SimpleKind, schema: Option<SchemaId>, name: Name) -> Self {
        Self { id, kind, schema, name, properties: SortedMap::new(), statistics: None }
    }
}
