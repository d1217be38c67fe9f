//! How did a schema come to be: what each object was made by, and the schema after each migration.

use super::{Compiled, Migration, Options, compile_observed};
use crate::docs::History;

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
    (compiled, history)
}
