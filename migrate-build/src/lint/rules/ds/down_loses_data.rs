//! Does undoing a migration lose what was written since.

use crate::lint::prelude::*;
use migrate_model::Directive;

pub(super) const RULE: Rule =
    Rule::of_units(("down_loses_data", "DS011"), (Group::Destructive, Level::Allow), include_str!("down_loses_data.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    let says_so = end.directives.iter().exists(|placed| matches!(placed.directive, Directive::Irreversible(_)));
    let Some(down) = end.down.filter(|_| !says_so) else { return };
    let made = end.unit.earlier.iter().flat_map(|earlier| &earlier.effects.created).first_some(|address| match address {
        Address::Relation(id) => end.after.relation(*id).filter(|it| is_table(it.kind)).map(|it| it.name.clone()),
        Address::Column(id, number) if id.0 < end.unit.first_new => column_of(end.after, *id, *number).map(|it| it.name.clone()),
        _ => None,
    });
    let lower = down.to_ascii_lowercase();
    if let Some(name) = made.filter(|name| lower.contains("drop") && lower.contains(&name.to_ascii_lowercase())) {
        report
            .say(format!("undoing this drops \"{name}\" and what was written to it since"))
            .help("say `-- migrate: irreversible: ...` where that must not happen");
    }
}
