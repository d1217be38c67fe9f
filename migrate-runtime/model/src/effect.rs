//! What does a migration do to what was there before it: a summary of what the engine derives.

use crate::lock_mode::LockMode;
use std::fmt;

/// What a statement does to what was there before its migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effect<Text> {
    /// The line of the statement in the migration's file.
    pub line: u32,
    /// The relation, with its schema, as it was before.
    pub relation: Text,
    /// What is done to it.
    pub kind: EffectKind<Text>,
}

/// What is done to a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EffectKind<Text> {
    /// It is locked.
    Lock(LockMode),
    /// Its rows are written anew.
    Rewrite,
    /// It is read in full while it is locked.
    Scan,
    /// An index is built on it.
    IndexBuild,
    /// The index, which this is, is built anew.
    IndexRebuild,
    /// Its rows are lost.
    RowsLost,
    /// A column's values are lost, or may not fit its new type.
    ColumnLost(Text),
}

impl<Text> Effect<Text> {
    /// What the statement on a line does to a relation.
    pub const fn new(line: u32, relation: Text, kind: EffectKind<Text>) -> Self {
        Self { line, relation, kind }
    }
}

impl<Text: fmt::Display> fmt::Display for Effect<Text> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        let relation = &self.relation;
        match &self.kind {
            EffectKind::Lock(mode) => write!(f, "locks {relation} in {mode} mode"),
            EffectKind::Rewrite => write!(f, "rewrites {relation}"),
            EffectKind::Scan => write!(f, "reads all of {relation}"),
            EffectKind::IndexBuild => write!(f, "builds an index on {relation}"),
            EffectKind::IndexRebuild => write!(f, "builds index {relation} anew"),
            EffectKind::RowsLost => write!(f, "loses the rows of {relation}"),
            EffectKind::ColumnLost(column) => write!(f, "loses values of column {column} of {relation}"),
        }
    }
}
