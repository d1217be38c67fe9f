//! How does a plan read: one line a migration, and what it does to what is there.

use super::plan::{Plan, Reason, Work, label_of};
use crate::carried::{Effect, EffectKind, LockMode, Run};
use std::fmt;

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problems.iter().try_for_each(|problem| writeln!(f, "error: {problem}"))?;
        self.notes.iter().try_for_each(|note| writeln!(f, "note: {note}"))?;
        self.work.iter().try_for_each(|work| fmt::Display::fmt(work, f))
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", label_of(self.migration))?;
        match self.migration.up.run {
            Run::Whole => f.write_str("in one transaction")?,
            Run::Steps(steps) => write!(f, "in {} steps", steps.len())?,
        }
        match self.reason {
            Reason::Pending => {}
            Reason::Changed => f.write_str(", because it changed")?,
            Reason::Unfinished => f.write_str(", from where it was interrupted")?,
        }
        f.write_str("\n")?;
        self.migration.effects.iter().try_for_each(|effect| writeln!(f, "  {effect}"))
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        let relation = self.relation;
        match self.kind {
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

impl fmt::Display for LockMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessShare => "ACCESS SHARE",
            Self::RowShare => "ROW SHARE",
            Self::RowExclusive => "ROW EXCLUSIVE",
            Self::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Self::Share => "SHARE",
            Self::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Self::Exclusive => "EXCLUSIVE",
            Self::AccessExclusive => "ACCESS EXCLUSIVE",
        })
    }
}
