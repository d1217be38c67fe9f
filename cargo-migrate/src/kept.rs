//! How does what a program would carry live as long as the process: the applier holds texts that never go away.

use migrate_build::codegen::{CarriedDown, CarriedMigration, CarriedScript, Sql};
use migrate_build::fold::step as found;
use migrate_build::fold::summary;
use migrate_runtime::{Batches, Down, Effect, EffectKind, Migration, Probe, Rebuilt, Run, Script, Step, StepKind};

/// A migration for as long as the process lives.
pub(crate) fn kept(carried: &CarriedMigration) -> Migration {
    let (name, checksum, text) = (leaked(&carried.name), leaked(&carried.checksum), leaked(&carried.text_hash));
    let up = script(&carried.up);
    let migration = match &carried.version {
        Some(version) => Migration::versioned(leaked(version), name, checksum, text, up),
        None => Migration::repeatable(name, checksum, text, up),
    };
    let down = match &carried.down {
        CarriedDown::Irreversible(reason) => Down::Irreversible(leaked(reason)),
        CarriedDown::Script(down) => Down::Script(script(down)),
        CarriedDown::Missing => Down::Missing,
    };
    let migration = if matches!(down, Down::Script(_)) { migration.undoing(effects(&carried.undoing)) } else { migration };
    migration
        .down(down)
        .accepts(texts(&carried.accepts))
        .require(texts(&carried.require))
        .verify(texts(&carried.verify))
        .effects(effects(&carried.effects))
}

/// A script with how it runs. What is carried by the command never stands in a file, so that either is the text.
fn script(carried: &CarriedScript) -> Script {
    let (Sql::Text(sql) | Sql::File(sql)) = &carried.sql;
    let sql = leaked(sql);
    match &carried.run {
        found::Run::Whole => Script { sql, run: Run::Whole },
        found::Run::Steps(steps) => Script::steps(sql, Vec::leak(steps.iter().map(step).collect())),
    }
}

fn texts(texts: &[String]) -> &'static [&'static str] {
    Vec::leak(texts.iter().map(|text| leaked(text)).collect())
}

/// What a migration does to what was there before it.
fn effects(effects: &[summary::Effect]) -> &'static [Effect] {
    let effect = |effect: &summary::Effect| {
        let kind = match &effect.kind {
            summary::EffectKind::Lock(mode) => EffectKind::Lock(*mode),
            summary::EffectKind::Rewrite => EffectKind::Rewrite,
            summary::EffectKind::Scan => EffectKind::Scan,
            summary::EffectKind::IndexBuild => EffectKind::IndexBuild,
            summary::EffectKind::IndexRebuild => EffectKind::IndexRebuild,
            summary::EffectKind::RowsLost => EffectKind::RowsLost,
            summary::EffectKind::ColumnLost(column) => EffectKind::ColumnLost(leaked(column)),
        };
        Effect::new(effect.line, leaked(&effect.relation), kind)
    };
    Vec::leak(effects.iter().map(effect).collect())
}

/// A text for as long as the process lives.
pub(crate) fn leaked(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn step(step: &found::Step) -> Step {
    let kind = match &step.kind {
        found::StepKind::InTransaction => StepKind::InTransaction,
        found::StepKind::Session => StepKind::Session,
        found::StepKind::Alone(found) => StepKind::Alone(probe(found)),
        found::StepKind::Batches(found::Batches { batch, key, next, statement }) => {
            StepKind::Batches(Batches { batch: *batch, key: leaked(key), next: leaked(next), statement: leaked(statement) })
        }
    };
    Step { start: step.start, end: step.end, kind }
}

fn probe(probe: &found::Probe) -> Probe {
    match probe {
        found::Probe::IndexBuilt { schema, index, table } => {
            Probe::IndexBuilt { schema: leaked(schema), index: leaked(index), table: leaked(table) }
        }
        found::Probe::IndexGone { schema, index } => Probe::IndexGone { schema: leaked(schema), index: leaked(index) },
        found::Probe::Reindexed(found) => Probe::Reindexed(rebuilt(found)),
        found::Probe::Detached { schema, table, partition_schema, partition } => Probe::Detached {
            schema: leaked(schema),
            table: leaked(table),
            partition_schema: leaked(partition_schema),
            partition: leaked(partition),
        },
        found::Probe::DatabaseMade(name) => Probe::DatabaseMade(leaked(name)),
        found::Probe::DatabaseGone(name) => Probe::DatabaseGone(leaked(name)),
        found::Probe::TablespaceMade(name) => Probe::TablespaceMade(leaked(name)),
        found::Probe::TablespaceGone(name) => Probe::TablespaceGone(leaked(name)),
        found::Probe::Harmless => Probe::Harmless,
    }
}

fn rebuilt(rebuilt: &found::Rebuilt) -> Rebuilt {
    match rebuilt {
        found::Rebuilt::Index { schema, index } => Rebuilt::Index { schema: leaked(schema), index: leaked(index) },
        found::Rebuilt::Table { schema, table } => Rebuilt::Table { schema: leaked(schema), table: leaked(table) },
        found::Rebuilt::Schema(schema) => Rebuilt::Schema(leaked(schema)),
        found::Rebuilt::Database => Rebuilt::Database,
    }
}
