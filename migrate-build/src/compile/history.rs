//! How did a schema come to be: what each object was made by, and the schema after each migration.

use super::{Compiled, Migration, Options, compile_observed};
use crate::docs::{History, ToldMigration};
use crate::text::Gather;

/// Folds a chain and keeps what the catalog alone does not say.
#[must_use]
pub fn compile_history(migrations: &[Migration], options: &Options) -> (Compiled, History) {
    let mut history = History::default();
    let compiled = compile_observed(migrations, options, &mut |_, catalog| history.states.push(catalog.clone()));
    for statement in &compiled.statements {
        let Some(text) = migrations.get(statement.migration).and_then(|migration| migration.up_sql.get(statement.span.range())) else {
            continue;
        };
        for address in &statement.effects.created {
            history.statements.insert(*address, text.trim().to_owned());
        }
    }
    history.told = migrations.iter().filter_map(told).gather();
    (compiled, history)
}

fn told(migration: &Migration) -> Option<ToldMigration> {
    let header = migration.header.as_ref()?;
    Some(ToldMigration {
        label: migration.label.clone(),
        title: header.title.clone(),
        problem: header.problem.clone(),
        solution: header.solution.clone(),
        tables: header.affected_tables.iter().map(|(table, _)| table.clone()).gather(),
    })
}
