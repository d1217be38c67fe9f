//! Does a view that selects everything not get a new column.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("frozen_star", "BC008"), (Group::Breaking, Level::Allow), include_str!("frozen_star.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for new in &step.new_columns {
        let mut views = step.before.dependencies().needed_by(Address::Column(new.table.id, 1)).filter_map(|entry| match entry.dependent {
            Address::View(view) => step.before.relation(view),
            _ => None,
        });
        let whole = |view: &&Relation| view.columns.len() == new.table.columns.iter().filter(|column| column.type_id.is_some()).count();
        if let Some(view) = views.first_where(whole) {
            report
                .say(format!(
                    "\"{}\", which has every column of {}, does not get \"{}\"",
                    view.name,
                    step.name(new.table.id),
                    new.column.name
                ))
                .about_part(SubjectKind::Column, &new.column.name, (new.table.id, &new.table.name))
                .help("make the view again, if it should have the column");
        }
    }
}
