//! What does a migration do to what was there before it, in few words: what the applier plans by.

use super::effect::{Effects, Loss};
use crate::catalog::Catalog;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Relation, RelationKind};
use crate::catalog::stored::{stored_enum, stored_struct};
use crate::text::{Gather, Name, SortedMap};
use migrate_model::LockMode;

/// What a statement does to what was there before its migration.
pub type Effect = migrate_model::Effect<Name>;

/// What is done to a relation.
pub type EffectKind = migrate_model::EffectKind<Name>;

stored_struct! { Effect { line, relation, kind } }

stored_enum! {
    EffectKind {
        0 Lock(mode), 1 Rewrite, 2 Scan, 3 IndexBuild, 4 IndexRebuild, 5 RowsLost, 6 ColumnLost(column),
    }
    LockMode {
        0 AccessShare, 1 RowShare, 2 RowExclusive, 3 ShareUpdateExclusive, 4 Share, 5 ShareRowExclusive, 6 Exclusive, 7 AccessExclusive,
    }
}

/// Sums the effects of a migration's statements up, one after the other.
pub struct Summary<'a> {
    /// The schema before the migration.
    before: &'a Catalog,
    /// Whether what was locked stays so until the migration ends.
    one_transaction: bool,
    locked: SortedMap<RelationId, LockMode>,
    effects: Vec<Effect>,
}

impl<'a> Summary<'a> {
    /// Nothing yet, of a migration that begins with a schema.
    #[must_use]
    pub fn new(before: &'a Catalog, one_transaction: bool) -> Self {
        Self { before, one_transaction, locked: SortedMap::new(), effects: Vec::new() }
    }

    /// What was summed up.
    #[must_use]
    pub fn finish(self) -> Vec<Effect> {
        self.effects
    }

    /// Takes in what the statement on a line does. What the migration made itself hurts nobody.
    pub fn add(&mut self, line: u32, effects: &Effects) {
        for (id, mode) in &effects.locks {
            self.lock(line, *id, *mode);
        }
        // A table that is emptied is written anew, too, which takes no time.
        let emptied: Vec<RelationId> =
            effects.losses.iter().filter_map(|loss| if let Loss::Rows(id, _) = loss { Some(*id) } else { None }).gather();
        let is_emptied = |id: RelationId| {
            let table = self.before.relation(id).and_then(|it| it.index.as_ref()).map_or(id, |index| index.table);
            emptied.contains(&table)
        };
        let (rewrites, rebuilds) = (&effects.rewrites, &effects.index_rebuilds);
        let rewrites: Vec<RelationId> = rewrites.iter().copied().filter(|id| !is_emptied(*id)).gather();
        let rebuilds: Vec<RelationId> = rebuilds.iter().copied().filter(|id| !is_emptied(*id)).gather();
        for id in rewrites {
            self.push(line, id, EffectKind::Rewrite);
        }
        for (id, _) in &effects.scans {
            self.push(line, *id, EffectKind::Scan);
        }
        for (_, table) in &effects.index_builds {
            self.push(line, *table, EffectKind::IndexBuild);
        }
        for id in rebuilds {
            self.push(line, id, EffectKind::IndexRebuild);
        }
        for loss in &effects.losses {
            self.lose(line, loss);
        }
    }

    /// Reading and writing rows locks nobody out who does the same, so it is not worth a word; indexes are locked with their tables.
    fn lock(&mut self, line: u32, id: RelationId, mode: LockMode) {
        if mode < LockMode::ShareUpdateExclusive || id.is_builtin() {
            return;
        }
        let is_table = self.before.relation(id).is_some_and(|it| it.index.is_none() && it.kind != RelationKind::Sequence);
        let held = self.locked.get(&id).is_some_and(|held| *held >= mode);
        if !is_table || (held && self.one_transaction) {
            return;
        }
        self.locked.insert(id, mode);
        self.push(line, id, EffectKind::Lock(mode));
    }

    fn lose(&mut self, line: u32, loss: &Loss) {
        match loss {
            Loss::Rows(id, _) => self.push(line, *id, EffectKind::RowsLost),
            Loss::Column(id, _, column) => self.push(line, *id, EffectKind::ColumnLost(column.clone())),
            Loss::Narrowed(id, number) => {
                let columns = self.before.relation(*id).map_or(&[][..], |relation| relation.columns.as_slice());
                if let Some(column) = usize::from(*number).checked_sub(1).and_then(|at| columns.get(at)) {
                    self.push(line, *id, EffectKind::ColumnLost(column.name.clone()));
                }
            }
        }
    }

    fn push(&mut self, line: u32, id: RelationId, kind: EffectKind) {
        let Some(relation) = self.before.relation(id).filter(|it| !it.id.is_builtin()) else { return };
        let effect = Effect::new(line, full_name(self.before, relation), kind);
        if !self.effects.contains(&effect) {
            self.effects.push(effect);
        }
    }
}

fn full_name(catalog: &Catalog, relation: &Relation) -> Name {
    let schema = catalog.schema(relation.schema).map_or("", |schema| schema.name.as_str());
    Name::from(format!("{}.{}", quote_identifier(schema), quote_identifier(&relation.name)))
}
