//! May a period end before it begins.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_units(("period_without_check", "TM001"), (Group::Temporal, Level::Warn), include_str!("period_without_check.md"), check);

/// Names that begin and end a period.
const PERIODS: [(&str, &str); 4] =
    [("valid_from", "valid_to"), ("valid_from", "valid_until"), ("effective_from", "effective_to"), ("effective_from", "effective_until")];

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    for earlier in &end.unit.earlier {
        for address in &earlier.effects.created {
            let Address::Relation(id) = address else { continue };
            let Some(table) = end.after.relation(*id).filter(|it| is_table(it.kind) && it.parents.is_empty()) else { continue };
            for (from, to) in periods_of(table).filter(|(from, to)| !is_bound(end.after, *id, *from, *to)) {
                let name = |number| column_of(end.after, *id, number).map_or_else(String::new, |column| column.name.to_string());
                report
                    .say(format!("a row of \"{}\" may end before it begins", table.name))
                    .about(SubjectKind::Relation, &table.name)
                    .at(earlier.span)
                    .help(format!("CHECK ({} < {})", name(from), name(to)));
            }
        }
    }
}

/// The columns that begin and end a period, by their numbers.
pub(super) fn periods_of(table: &Relation) -> impl Iterator<Item = (u16, u16)> + '_ {
    let number = |name: &str| (1u16..).zip(&table.columns).first_where(|(_, column)| *column.name == *name).map(|(number, _)| number);
    PERIODS.iter().filter_map(move |(from, to)| Some((number(from)?, number(to)?)))
}

/// Whether a constraint is about both ends.
fn is_bound(catalog: &Catalog, table: RelationId, from: u16, to: u16) -> bool {
    let constraints = catalog.constraints_of(ConstraintOwner::Relation(table)).iter().filter_map(|id| catalog.constraint(*id));
    let both = |it: &Constraint| it.columns.contains(&from) && it.columns.contains(&to) && matches!(it.kind, ConstraintKind::Check(_));
    constraints.into_iter().exists(|it| both(it) || matches!(it.kind, ConstraintKind::Exclude))
}
