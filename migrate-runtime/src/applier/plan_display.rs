//! How does a plan read: one line a migration, and what it does to what is there.

use super::plan::{Plan, Reason, Work, label_of};
use crate::carried::Run;
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
