//! Are the expressions of a live database those of the schema: what a server prints is read as a statement of a migration is, and the trees are held
//! against each other.

mod partitioned;

use crate::catalog::Catalog;
use crate::catalog::format::quote_identifier;
use crate::catalog::object::{Inheritance, Relation, RelationKind, StoredQuery};
use crate::fold::cx::Cx;
use crate::fold::fold_statement;
use crate::fold::session::{Session, TransactionMode};
use crate::proof::rollback::{Difference, compare_with};
use crate::proof::same::{Constants, same_expression, same_query};
use crate::syntax::{Grammar, parse_file_with};
use crate::text::{Gather, Name, Seek};
use migrate_model::{ComparableObject, ComparableSchema, ObjectKind};

/// What a server prints, held against a schema.
#[derive(Clone, Debug, Default)]
pub struct PrintedComparison {
    /// The objects whose expressions are others.
    pub different: Vec<PrintedDifference>,
    /// What could not be read, and why.
    pub unread: Vec<(ComparableObject, String)>,
}

/// An object whose expressions are others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedDifference {
    /// The object.
    pub object: ComparableObject,
    /// What the schema says; none where it says nothing.
    pub expected: Option<String>,
    /// What the server prints.
    pub found: String,
}

/// How two expressions compare.
enum Verdict {
    Same,
    /// With what the schema says.
    Different(Option<String>),
    Unread(String),
}

/// The facts of objects that hold expressions.
const EXPRESSIONS: [&str; 11] =
    ["condition", "default", "query", "using", "check", "body", "parameters", "settings", "key", "kinds", "table"];

/// Holds what a server prints of the objects of a schema against the schema. What the schema does not have is not compared.
#[must_use]
pub fn compare_printed(catalog: &Catalog, printed: &ComparableSchema) -> PrintedComparison {
    let mut comparison = PrintedComparison::default();
    for (object, text) in &printed.objects {
        let verdict = match object.kind {
            ObjectKind::View | ObjectKind::MaterializedView => query(catalog, object, text),
            ObjectKind::Column if is_generated(catalog, object) => generated(catalog, object, text),
            ObjectKind::Constraint => constraint(catalog, object, text),
            ObjectKind::Table => partitioned::partitioning(catalog, object, text),
            _ => match statements(object, text) {
                Some(sql) => fold(catalog, &sql).map_or_else(Verdict::Unread, |after| expressions_of(catalog, &after)),
                None => continue,
            },
        };
        match verdict {
            Verdict::Same => {}
            Verdict::Different(expected) => {
                comparison.different.push(PrintedDifference { object: object.clone(), expected, found: text.clone() });
            }
            Verdict::Unread(reason) => comparison.unread.push((object.clone(), reason)),
        }
    }
    comparison
}

/// The statements that give an object the expressions that the server printed.
fn statements(object: &ComparableObject, text: &str) -> Option<String> {
    let quoted: Vec<String> = object.path.iter().map(|part| quote_identifier(part)).gather();
    let whole = quoted.get(..2)?.join(".");
    let part = quoted.get(2).map(String::as_str).unwrap_or_default();
    let schema = quoted.first()?;
    Some(match object.kind {
        ObjectKind::Column => format!("ALTER TABLE {whole} ALTER COLUMN {part} SET DEFAULT {text};"),
        ObjectKind::Index => format!("DROP INDEX {schema}.{part}; {text};"),
        ObjectKind::Trigger => format!("DROP TRIGGER {part} ON {whole}; {text};"),
        ObjectKind::Policy => format!("ALTER POLICY {part} ON {whole} {text};"),
        ObjectKind::Rule => text.replacen("CREATE RULE", "CREATE OR REPLACE RULE", 1),
        ObjectKind::Type => format!("ALTER DOMAIN {whole} SET DEFAULT {text};"),
        ObjectKind::Function => format!("{text};"),
        ObjectKind::Statistics => format!("DROP STATISTICS {whole}; {text};"),
        _ => return None,
    })
}

/// Which of the two owns a constraint is told by the one that takes the statements.
fn constraint(catalog: &Catalog, object: &ComparableObject, text: &str) -> Verdict {
    let quoted: Vec<String> = object.path.iter().map(|part| quote_identifier(part)).gather();
    let [schema, owner, name] = quoted.as_slice() else { return Verdict::Unread("it has no owner".to_owned()) };
    let alone = set_apart(catalog, object);
    let of = |kind: &str| {
        let alter = format!("ALTER {kind} {schema}.{owner}");
        fold(catalog, &format!("{alone}{alter} DROP CONSTRAINT {name}; {alter} ADD CONSTRAINT {name} {text};"))
    };
    let after = of("TABLE").or_else(|reason| of("DOMAIN").map_err(|_| reason));
    after.map_or_else(Verdict::Unread, |after| expressions_of(catalog, &after))
}

/// The statements that leave a table what it inherits as its own, which it could not drop otherwise.
fn set_apart(catalog: &Catalog, object: &ComparableObject) -> String {
    let found = catalog.schema_named(&Name::from(object.path.first().map(String::as_str).unwrap_or_default()));
    let table = found.and_then(|schema| catalog.relation_in(schema, &Name::from(object.path.get(1)?.as_str())));
    let Some(table) = table.and_then(|id| catalog.relation(id)) else { return String::new() };
    let qualified = |relation: &Relation| {
        let schema = catalog.schema(relation.schema).map(|schema| quote_identifier(&schema.name)).unwrap_or_default();
        format!("{schema}.{}", quote_identifier(&relation.name))
    };
    let name = qualified(table);
    let parents = table.parents.iter().filter_map(|parent| catalog.relation(*parent)).map(qualified);
    let apart = parents.map(|parent| match table.inheritance {
        Inheritance::Partition | Inheritance::DetachPending => format!("ALTER TABLE {parent} DETACH PARTITION {name}; "),
        Inheritance::Inherits | Inheritance::None => format!("ALTER TABLE {name} NO INHERIT {parent}; "),
    });
    apart.gather()
}

/// Whether the expressions of what the statements changed are the same.
fn expressions_of(catalog: &Catalog, after: &Catalog) -> Verdict {
    let changed = |constants| {
        compare_with(catalog, after, constants).into_iter().first_some(|difference| match difference {
            Difference::Changed { facts, .. } => {
                facts.into_iter().first_where(|(fact, ..)| EXPRESSIONS.contains(fact)).map(|(_, was, _)| was)
            }
            _ => None,
        })
    };
    match changed(Constants::Written) {
        None => Verdict::Same,
        Some(was) => but_for_constants(was, changed(Constants::Plain).is_none()),
    }
}

/// Of what differs in constants alone it cannot be told whether only their spelling does.
fn but_for_constants(was: Option<String>, same_otherwise: bool) -> Verdict {
    if same_otherwise {
        return Verdict::Unread("the server writes a constant of it in a way of its own".to_owned());
    }
    Verdict::Different(was)
}

/// The query of a view is that of another view of a name that nobody has.
fn query(catalog: &Catalog, object: &ComparableObject, text: &str) -> Verdict {
    let (Some(own), name) = (stored(catalog, object, None), "migrate printed") else { return Verdict::Same };
    let schema = quote_identifier(object.path.first().map(String::as_str).unwrap_or_default());
    match fold(catalog, &format!("CREATE VIEW {schema}.{} AS {text}", quote_identifier(name))) {
        Err(reason) => Verdict::Unread(reason),
        Ok(after) => match stored(&after, object, Some(name)) {
            Some(found) => {
                let same = |constants| same_query((catalog, own), (&after, found), constants);
                if same(Constants::Written) { Verdict::Same } else { but_for_constants(Some(own.text.to_string()), same(Constants::Plain)) }
            }
            None => Verdict::Unread("it is no query".to_owned()),
        },
    }
}

fn stored<'c>(catalog: &'c Catalog, object: &ComparableObject, name: Option<&str>) -> Option<&'c StoredQuery> {
    let schema = catalog.schema_named(&Name::from(object.path.first()?.as_str()))?;
    let relation = catalog.relation_in(schema, &Name::from(name.or(object.path.get(1).map(String::as_str))?))?;
    catalog.relation(relation)?.query.as_ref()
}

/// The table and the column of a path.
fn column<'c>(catalog: &'c Catalog, object: &ComparableObject, name: &str) -> Option<(&'c Relation, &'c crate::catalog::object::Column)> {
    let schema = catalog.schema_named(&Name::from(object.path.first()?.as_str()))?;
    let relation = catalog.relation(catalog.relation_in(schema, &Name::from(object.path.get(1)?.as_str()))?)?;
    let column = relation.columns.iter().first_where(|column| column.name == *name && column.type_id.is_some())?;
    matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable).then_some((relation, column))
}

fn is_generated(catalog: &Catalog, object: &ComparableObject) -> bool {
    let name = object.path.get(2).map(String::as_str).unwrap_or_default();
    column(catalog, object, name).is_some_and(|(_, column)| column.generated.is_some())
}

/// What a column is generated as cannot be changed in every version, so another column is added that is generated so.
fn generated(catalog: &Catalog, object: &ComparableObject, text: &str) -> Verdict {
    let name = object.path.get(2).map(String::as_str).unwrap_or_default();
    let Some((table, own)) = column(catalog, object, name) else { return Verdict::Same };
    let (Some(own_expr), Some(type_id)) = (&own.default, own.type_id) else { return Verdict::Same };
    let type_name = crate::catalog::format::format_type_qualified(catalog, type_id, own.modifier);
    let whole: Vec<String> = object.path.iter().take(2).map(|part| quote_identifier(part)).gather();
    let added = "migrate printed";
    let sql =
        format!("ALTER TABLE {} ADD COLUMN {} {type_name} GENERATED ALWAYS AS ({text}) STORED", whole.join("."), quote_identifier(added));
    let after = match fold(catalog, &sql) {
        Ok(after) => after,
        Err(reason) => return Verdict::Unread(reason),
    };
    let found = column(&after, object, added).and_then(|(_, column)| column.default.as_ref());
    let Some(found) = found else { return Verdict::Unread("it is no expression".to_owned()) };
    let same = |constants| same_expression((catalog, own_expr), (&after, found), table.id, constants);
    if same(Constants::Written) { Verdict::Same } else { but_for_constants(Some(own_expr.text.to_string()), same(Constants::Plain)) }
}

/// The schema after some statements, or why they cannot be read.
fn fold(catalog: &Catalog, sql: &str) -> Result<Catalog, String> {
    let parsed = parse_file_with(sql, Grammar::of_version(u32::from(catalog.versions().lowest)));
    if let Some(problem) = parsed.problems.first() {
        return Err(problem.message.clone());
    }
    let mut cx = Cx::new(catalog.clone(), Session::new(TransactionMode::Whole), sql);
    for statement in &parsed.statements {
        fold_statement(&mut cx, statement).map_err(|problem| problem.message.clone())?;
    }
    Ok(cx.catalog)
}
