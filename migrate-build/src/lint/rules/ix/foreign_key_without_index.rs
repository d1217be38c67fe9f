//! Is a foreign key left without an index on the side that refers.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_units(
    ("foreign_key_without_index", "IX014"),
    (Group::Indexes, Level::Warn),
    include_str!("foreign_key_without_index.md"),
    check,
);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    for earlier in &end.unit.earlier {
        for address in &earlier.effects.created {
            let Address::Constraint(id) = address else { continue };
            let Some(constraint) = end.after.constraint(*id).filter(|it| it.parent.is_none() && it.inherited == 0) else { continue };
            let (ConstraintKind::ForeignKey(_), ConstraintOwner::Relation(table)) = (&constraint.kind, constraint.owner) else { continue };
            let Some(relation) = end.after.relation(table) else { continue };
            if has_index(end.after, table, &constraint.columns) {
                continue;
            }
            let columns = columns_sql(constraint.columns.iter().filter_map(|number| column_of(end.after, table, *number)));
            report
                .say(format!("no index of \"{}\" begins with {columns}, which refers to another table", relation.name))
                .about_part(SubjectKind::Part, &constraint.name, (table, &relation.name))
                .at(earlier.span)
                .note("every DELETE there, and every change of the key, reads all of this table")
                .help(format!("CREATE INDEX CONCURRENTLY ON {} ({columns})", quote_identifier(&relation.name)));
        }
    }
}

/// Whether an index begins with the columns, in whatever order.
fn has_index(catalog: &Catalog, table: RelationId, columns: &[u16]) -> bool {
    let begins = |index: &Index| {
        let first: Vec<u16> = index.columns.iter().take(index.key_columns).take(columns.len()).filter_map(|column| column.column).gather();
        columns.iter().for_all(|column| first.contains(column)) && index.filter.is_none()
    };
    catalog.indexes_of(table).iter().filter_map(|id| catalog.relation(*id)?.index.as_deref()).exists(begins)
}
