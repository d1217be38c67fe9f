//! Is an index of vectors one that finds nothing, or cannot be built.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("vector_index", "IX022"), (Group::Indexes, Level::Warn), include_str!("vector_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        let Some(relation) = step.after.relation(*id) else { continue };
        let Some(index) = relation.index.as_deref().filter(|it| matches!(it.method.as_str(), "ivfflat" | "hnsw")) else { continue };
        if let Some(why) = refusal(step, index) {
            report
                .say(why)
                .about(SubjectKind::Relation, &relation.name)
                .help("say how many dimensions it has; halfvec holds up to 4000 in an index");
        } else if index.method == "ivfflat" {
            judge_lists(step, (relation, index), report);
        }
    }
}

/// The lists of an index are drawn from the rows that are there as it is built.
fn judge_lists(step: &Step<'_>, (relation, index): (&Relation, &Index), report: &mut Report<'_>) {
    let table = step.name(index.table);
    if !step.is_in_use(index.table) {
        report
            .say(format!("the lists of \"{}\" are drawn from the rows of {table}, which has none yet", relation.name))
            .about(SubjectKind::Relation, &relation.name)
            .help("build it once the table is filled, or use hnsw");
    } else if !says_lists(step, relation.id) {
        report
            .say(format!("\"{}\" has 100 lists, however many rows {table} has", relation.name))
            .about(SubjectKind::Relation, &relation.name)
            .help("WITH (lists = ...): a thousandth of the rows, the square root of them above a million");
    }
}

/// Why the extension refuses to build it.
fn refusal(step: &Step<'_>, index: &Index) -> Option<String> {
    index.columns.iter().take(index.key_columns).first_some(|key| {
        let column = column_of(step.after, index.table, key.column?)?;
        let most = match step.after.type_(column.type_id?)?.name.as_str() {
            "vector" => 2000,
            "halfvec" => 4000,
            _ => return None,
        };
        match column.modifier {
            -1 => Some(format!("\"{}\" has no number of dimensions, and no index can be built of it", column.name)),
            dimensions if dimensions > most => {
                Some(format!("an index holds up to {most} dimensions, and \"{}\" has {dimensions}", column.name))
            }
            _ => None,
        }
    })
}

fn says_lists(step: &Step<'_>, index: RelationId) -> bool {
    step.effects
        .acts
        .iter()
        .exists(|act| matches!(act, Act::IndexOptions(id, names) if *id == index && names.iter().exists(|name| *name == "lists")))
}
