//! How do the steps of a script stand in the program.

use super::literal::literal;
use super::writer::Writer;
use crate::fold::step::{Batches, Probe, Rebuilt, Step, StepKind};

/// The constant of a list of steps, and before it those of the texts that they hold.
pub(super) fn write_steps(w: &mut Writer, name: &str, steps: &[Step]) {
    for (number, step) in steps.iter().enumerate() {
        if let StepKind::Batches(batches) = &step.kind {
            w.assign(&format!("const {name}_{number}_NEXT: &str"), &literal(&batches.next));
            w.assign(&format!("const {name}_{number}_STATEMENT: &str"), &literal(&batches.statement));
        }
    }
    if steps.is_empty() {
        return w.line(&format!("const {name}: &[__rt::Step] = &[];"));
    }
    w.open(&format!("const {name}: &[__rt::Step] = &["));
    for (number, step) in steps.iter().enumerate() {
        w.open("__rt::Step {");
        w.line(&format!("start: {},", step.start));
        w.line(&format!("end: {},", step.end));
        match &step.kind {
            StepKind::InTransaction => w.line("kind: __rt::StepKind::InTransaction,"),
            StepKind::Session => w.line("kind: __rt::StepKind::Session,"),
            StepKind::Alone(probe) => write_probe(w, probe),
            StepKind::Batches(batches) => write_batches(w, batches, &format!("{name}_{number}")),
        }
        w.close("},");
    }
    w.close("];");
}

fn write_batches(w: &mut Writer, batches: &Batches, texts: &str) {
    w.open("kind: __rt::StepKind::Batches(__rt::Batches {");
    w.line(&format!("batch: {},", batches.batch));
    w.line(&format!("key: {},", literal(&batches.key)));
    w.line(&format!("next: {texts}_NEXT,"));
    w.line(&format!("statement: {texts}_STATEMENT,"));
    w.close("}),");
}

fn write_probe(w: &mut Writer, probe: &Probe) {
    let alone = "kind: __rt::StepKind::Alone";
    let one = |w: &mut Writer, kind: &str, name: &str| w.call(alone, &[format!("__rt::Probe::{kind}({})", literal(name))], ",");
    match probe {
        Probe::IndexBuilt { schema, index, table } => {
            fields(w, "__rt::Probe::IndexBuilt", &[("schema", schema), ("index", index), ("table", table)], 1);
        }
        Probe::IndexGone { schema, index } => fields(w, "__rt::Probe::IndexGone", &[("schema", schema), ("index", index)], 1),
        Probe::Detached { schema, table, partition_schema, partition } => {
            let all = [("schema", schema), ("table", table), ("partition_schema", partition_schema), ("partition", partition)];
            fields(w, "__rt::Probe::Detached", &all, 1);
        }
        Probe::Reindexed(Rebuilt::Index { schema, index }) => {
            fields(w, "__rt::Probe::Reindexed(__rt::Rebuilt::Index", &[("schema", schema), ("index", index)], 2);
        }
        Probe::Reindexed(Rebuilt::Table { schema, table }) => {
            fields(w, "__rt::Probe::Reindexed(__rt::Rebuilt::Table", &[("schema", schema), ("table", table)], 2);
        }
        Probe::Reindexed(Rebuilt::Schema(schema)) => {
            let rebuilt = format!("__rt::Rebuilt::Schema({})", literal(schema));
            w.call(alone, &[format!("__rt::Probe::Reindexed({rebuilt})")], ",");
        }
        Probe::Reindexed(Rebuilt::Database) => w.call(alone, &["__rt::Probe::Reindexed(__rt::Rebuilt::Database)".to_owned()], ","),
        Probe::DatabaseMade(name) => one(w, "DatabaseMade", name),
        Probe::DatabaseGone(name) => one(w, "DatabaseGone", name),
        Probe::TablespaceMade(name) => one(w, "TablespaceMade", name),
        Probe::TablespaceGone(name) => one(w, "TablespaceGone", name),
        Probe::Harmless => w.line("kind: __rt::StepKind::Alone(__rt::Probe::Harmless),"),
    }
}

/// A probe with named fields, within so many brackets.
fn fields(w: &mut Writer, head: &str, fields: &[(&str, &crate::text::Name)], brackets: usize) {
    w.open(&format!("kind: __rt::StepKind::Alone({head} {{"));
    for (name, value) in fields {
        w.line(&format!("{name}: {},", literal(value)));
    }
    w.close(&format!("}}{},", ")".repeat(brackets)));
}
