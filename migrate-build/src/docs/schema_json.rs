//! The schema as one JSON object: what `dump` prints.

use crate::catalog::Catalog;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::{format_bare_type_qualified, format_type_qualified, quote_identifier};
use crate::catalog::id::{ConstraintId, RelationId, SchemaId};
use crate::catalog::object::{
    Column, Constraint, ConstraintKind, ConstraintOwner, ForeignKey, ForeignKeyAction, Function, FunctionKind, Identity, Inheritance,
    ParameterMode, Relation, RelationKind, Type, TypeKind,
};
use crate::text::{Collection, Gather, Json, Name, Seek, sort, sort_by};

/// Everything that migrations made, apart from what belongs to extensions.
#[must_use]
pub fn schema_json(catalog: &Catalog) -> Json {
    let cx = Cx { catalog };
    Json::Object(vec![
        ("relations", cx.relations()),
        ("types", cx.types()),
        ("sequences", cx.sequences()),
        ("functions", cx.functions()),
        ("extensions", cx.extensions()),
    ])
}

struct Cx<'a> {
    catalog: &'a Catalog,
}

/// Sorted by schema and name, so that the same schema always gives the same bytes.
fn sorted(mut items: Vec<(String, String, Json)>) -> Json {
    sort_by(&mut items, |a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    Json::List(items.into_iter().map(|(_, _, json)| json).gather())
}

impl Cx<'_> {
    fn schema(&self, id: SchemaId) -> String {
        self.catalog.schema(id).map_or_else(String::new, |schema| schema.name.to_string())
    }

    fn is_shown(&self, schema: SchemaId, address: Address) -> bool {
        let owned = self.catalog.dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Extension);
        !owned && !self.schema(schema).starts_with("pg_")
    }

    fn relations(&self) -> Json {
        let shown = self.catalog.relations().into_iter().filter_map(|relation| {
            let kind = kind_of(relation.kind)?;
            self.is_shown(relation.schema, Address::Relation(relation.id))
                .then(|| (self.schema(relation.schema), relation.name.to_string(), self.relation(relation, kind)))
        });
        sorted(shown.gather())
    }

    fn relation(&self, relation: &Relation, kind: &str) -> Json {
        let partition = matches!(relation.inheritance, Inheritance::Partition | Inheritance::DetachPending);
        let columns = relation.columns.iter().filter_map(|column| self.column(relation, column));
        Json::Object(vec![
            ("schema", Json::text(self.schema(relation.schema))),
            ("name", Json::text(&*relation.name)),
            ("kind", Json::text(kind)),
            ("partition", Json::Bool(partition)),
            ("row_level_security", Json::Bool(relation.row_security)),
            ("columns", Json::List(columns.gather())),
            ("constraints", self.constraints(relation)),
            ("indexes", self.indexes(relation)),
            ("triggers", self.triggers(relation.id)),
            ("policies", self.policies(relation.id)),
        ])
    }

    fn column(&self, relation: &Relation, column: &Column) -> Option<Json> {
        let type_id = column.type_id?;
        let is_view = relation.kind == RelationKind::View;
        let identity = column.identity.map(|identity| match identity {
            Identity::Always => "always",
            Identity::ByDefault => "by default",
        });
        Some(Json::Object(vec![
            ("name", Json::text(&*column.name)),
            ("type", Json::text(format_type_qualified(self.catalog, type_id, column.modifier))),
            ("nullable", Json::Bool(!column.not_null)),
            ("default", Json::Bool(column.default.is_some() && column.generated.is_none() && !is_view)),
            ("identity", Json::optional(identity)),
            ("generated", Json::Bool(column.generated.is_some())),
        ]))
    }

    fn constraints(&self, relation: &Relation) -> Json {
        let ids = self.catalog.constraints_of(ConstraintOwner::Relation(relation.id));
        let mut found: Vec<&Constraint> = ids.iter().filter_map(|id: &ConstraintId| self.catalog.constraint(*id)).gather();
        sort_by(&mut found, |a, b| a.name.cmp(&b.name));
        Json::List(found.into_iter().filter_map(|constraint| self.constraint(relation, constraint)).gather())
    }

    fn constraint(&self, relation: &Relation, constraint: &Constraint) -> Option<Json> {
        let kind = match &constraint.kind {
            ConstraintKind::PrimaryKey { .. } => "primary key",
            ConstraintKind::Unique { .. } => "unique",
            ConstraintKind::ForeignKey(_) => "foreign key",
            ConstraintKind::Check(_) => "check",
            ConstraintKind::Exclude => "exclude",
            ConstraintKind::NotNull | ConstraintKind::Trigger => return None,
        };
        if constraint.parent.is_some() {
            return None;
        }
        let mut columns = column_names(relation, &constraint.columns);
        if matches!(constraint.kind, ConstraintKind::Check(_)) {
            sort(&mut columns);
        }
        let mut entries = vec![
            ("name", Json::text(&*constraint.name)),
            ("kind", Json::text(kind)),
            ("columns", Json::texts(columns)),
            ("validated", Json::Bool(constraint.validated)),
            ("deferrable", Json::Bool(constraint.deferrable)),
        ];
        if let ConstraintKind::ForeignKey(key) = &constraint.kind {
            entries.put_all(self.references(key));
        }
        Some(Json::Object(entries))
    }

    fn references(&self, key: &ForeignKey) -> Vec<(&'static str, Json)> {
        let Some(table) = self.catalog.relation(key.table) else { return Vec::new() };
        let references = Json::Object(vec![
            ("schema", Json::text(self.schema(table.schema))),
            ("table", Json::text(&*table.name)),
            ("columns", Json::texts(column_names(table, &key.columns))),
        ]);
        vec![
            ("references", references),
            ("on_delete", Json::text(action_name(key.on_delete))),
            ("on_update", Json::text(action_name(key.on_update))),
        ]
    }

    fn indexes(&self, table: &Relation) -> Json {
        let mut found: Vec<&Relation> = self.catalog.indexes_of(table.id).iter().filter_map(|id| self.catalog.relation(*id)).gather();
        sort_by(&mut found, |a, b| a.name.cmp(&b.name));
        Json::List(found.into_iter().filter_map(|index| index_json(table, index)).gather())
    }

    fn triggers(&self, relation: RelationId) -> Json {
        let found = self.catalog.triggers_of(relation).iter().filter_map(|id| self.catalog.trigger(*id));
        let mut names: Vec<&Name> = found.filter(|trigger| trigger.parent.is_none()).map(|trigger| &trigger.name).gather();
        sort(&mut names);
        Json::texts(names.into_iter().map(|name| &**name))
    }

    fn policies(&self, relation: RelationId) -> Json {
        let found = self.catalog.policies_of(relation).iter().filter_map(|id| self.catalog.policy(*id));
        let mut names: Vec<&Name> = found.map(|policy| &policy.name).gather();
        sort(&mut names);
        Json::texts(names.into_iter().map(|name| &**name))
    }

    fn types(&self) -> Json {
        let shown = self.catalog.types().into_iter().filter(|type_| self.is_shown(type_.schema, Address::Type(type_.id)));
        sorted(shown.filter_map(|type_| Some((self.schema(type_.schema), type_.name.to_string(), self.type_(type_)?))).gather())
    }

    fn type_(&self, type_: &Type) -> Option<Json> {
        let (kind, more) = match &type_.kind {
            TypeKind::Enum { labels } => ("enum", vec![("labels", Json::texts(labels.iter().map(|label| &**label)))]),
            TypeKind::Domain { base, modifier, not_null, .. } => {
                let base = format_type_qualified(self.catalog, *base, *modifier);
                ("domain", vec![("base", Json::text(base)), ("nullable", Json::Bool(!not_null))])
            }
            TypeKind::Range { .. } => ("range", Vec::new()),
            TypeKind::Composite(relation) => {
                let relation = self.catalog.relation(*relation).filter(|relation| relation.kind == RelationKind::Composite)?;
                ("composite", vec![("attributes", self.attributes(relation))])
            }
            _ => return None,
        };
        let mut entries =
            vec![("schema", Json::text(self.schema(type_.schema))), ("name", Json::text(&*type_.name)), ("kind", Json::text(kind))];
        entries.put_all(more);
        Some(Json::Object(entries))
    }

    fn attributes(&self, relation: &Relation) -> Json {
        let attributes = relation.columns.iter().filter_map(|column| {
            let type_name = format_type_qualified(self.catalog, column.type_id?, column.modifier);
            Some(Json::Object(vec![("name", Json::text(&*column.name)), ("type", Json::text(type_name))]))
        });
        Json::List(attributes.gather())
    }

    fn sequences(&self) -> Json {
        let shown = self.catalog.relations().into_iter().filter(|relation| {
            let identity = relation.sequence.as_ref().is_none_or(|sequence| sequence.identity);
            !identity && self.is_shown(relation.schema, Address::Relation(relation.id))
        });
        let json = |schema: &str, name: &Name| Json::Object(vec![("schema", Json::text(schema)), ("name", Json::text(&**name))]);
        let items = shown.map(|relation| {
            let schema = self.schema(relation.schema);
            let json = json(&schema, &relation.name);
            (schema, relation.name.to_string(), json)
        });
        sorted(items.gather())
    }

    fn functions(&self) -> Json {
        let made = |function: &Function| {
            let address = Address::Function(function.id);
            let internal = self.catalog.dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Internal);
            !internal && self.is_shown(function.schema, address)
        };
        let shown = self.catalog.functions().into_iter().filter(|function| made(function));
        let items = shown.map(|function| {
            let arguments = self.arguments(function);
            let key = format!("{}\u{0}{arguments}", function.name);
            (self.schema(function.schema), key, self.function(function, &arguments))
        });
        sorted(items.gather())
    }

    fn function(&self, function: &Function, arguments: &str) -> Json {
        let kind = match function.kind {
            FunctionKind::Function => "function",
            FunctionKind::Procedure => "procedure",
            FunctionKind::Aggregate => "aggregate",
            FunctionKind::Window => "window",
        };
        Json::Object(vec![
            ("schema", Json::text(self.schema(function.schema))),
            ("name", Json::text(&*function.name)),
            ("kind", Json::text(kind)),
            ("arguments", Json::text(arguments)),
            ("returns", Json::text(format_bare_type_qualified(self.catalog, function.returns))),
            ("set", Json::Bool(function.returns_set)),
        ])
    }

    /// What identifies a function among those of its name.
    // pg: ruleutils.c print_function_arguments
    fn arguments(&self, function: &Function) -> String {
        let shown = function.parameters.iter().filter(|parameter| parameter.mode != ParameterMode::Table);
        let written = shown.map(|parameter| {
            let mode = match parameter.mode {
                ParameterMode::In if function.kind == FunctionKind::Procedure => "IN ",
                ParameterMode::In | ParameterMode::Table => "",
                ParameterMode::Out => "OUT ",
                ParameterMode::InOut => "INOUT ",
                ParameterMode::Variadic => "VARIADIC ",
            };
            let name = parameter.name.as_ref().map(|name| quote_identifier(name) + " ").unwrap_or_default();
            format!("{mode}{name}{}", format_bare_type_qualified(self.catalog, parameter.type_id))
        });
        written.gather::<Vec<_>>().join(", ")
    }

    fn extensions(&self) -> Json {
        let mut names: Vec<&Name> = self.catalog.extensions().into_iter().map(|extension| &extension.name).gather();
        names.retain(|name| **name != "plpgsql");
        sort(&mut names);
        Json::texts(names.into_iter().map(|name| &**name))
    }
}

fn index_json(table: &Relation, index: &Relation) -> Option<Json> {
    let info = index.index.as_ref()?;
    let name = |number: &Option<u16>| match number.and_then(|number| table.columns.get(usize::from(number).checked_sub(1)?)) {
        Some(column) => Json::text(&*column.name),
        None => Json::Null,
    };
    let columns: Vec<Json> = info.columns.iter().map(|column| name(&column.column)).gather();
    let (key, include) = columns.split_at(info.key_columns.min(columns.len()));
    Some(Json::Object(vec![
        ("name", Json::text(&*index.name)),
        ("unique", Json::Bool(info.unique)),
        ("method", Json::text(&*info.method)),
        ("columns", Json::List(key.to_vec())),
        ("include", Json::List(include.to_vec())),
        ("partial", Json::Bool(info.filter.is_some())),
    ]))
}

fn column_names(relation: &Relation, numbers: &[u16]) -> Vec<String> {
    let column = |number: &u16| relation.columns.get(usize::from(*number).checked_sub(1)?);
    numbers.iter().filter_map(|number| Some(column(number)?.name.to_string())).gather()
}

fn kind_of(kind: RelationKind) -> Option<&'static str> {
    match kind {
        RelationKind::Table => Some("table"),
        RelationKind::PartitionedTable => Some("partitioned table"),
        RelationKind::ForeignTable => Some("foreign table"),
        RelationKind::View => Some("view"),
        RelationKind::MaterializedView => Some("materialized view"),
        RelationKind::Index | RelationKind::PartitionedIndex | RelationKind::Sequence | RelationKind::Composite => None,
    }
}

fn action_name(action: ForeignKeyAction) -> &'static str {
    match action {
        ForeignKeyAction::NoAction => "no action",
        ForeignKeyAction::Restrict => "restrict",
        ForeignKeyAction::Cascade => "cascade",
        ForeignKeyAction::SetNull => "set null",
        ForeignKeyAction::SetDefault => "set default",
    }
}
