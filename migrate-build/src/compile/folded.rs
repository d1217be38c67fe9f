//! What is known of a migration once it was folded, and before it is judged.

use super::consequence::Doubts;
use super::script::Script;
use super::{Finding, Migration};
use crate::catalog::Catalog;
use crate::diag::Problem;
use crate::fold::effect::Effects;
use crate::fold::session::{Session, TransactionMode};
use crate::lint::UnitText;
use crate::syntax::ParsedFile;
use crate::syntax::statement::Statement;
use crate::text::Span;

/// A migration that was folded.
pub(super) struct FoldedMigration {
    /// Its place in the chain.
    pub(super) at: usize,
    /// The schema before it.
    pub(super) before: Catalog,
    /// The schema after it.
    pub(super) after: Catalog,
    /// The names that are in doubt after it.
    pub(super) doubts: Doubts,
    pub(super) mode: TransactionMode,
    pub(super) written: Written,
    /// What was found on the way, and what happened between.
    pub(super) findings: Vec<Finding>,
    pub(super) moments: Vec<Moment>,
    pub(super) up: Script,
    pub(super) down: Option<ParsedFile>,
    pub(super) require: Vec<String>,
    pub(super) verify: Vec<String>,
}

/// Something that happened, after so many findings.
pub(super) struct Moment {
    pub(super) found: usize,
    pub(super) what: What,
}

/// What happened while a migration was folded, which the rules have a say in.
pub(super) enum What {
    /// A statement was folded.
    Folded(Box<FoldedMoment>),
    /// A statement was warned of.
    Warned(Problem, Span),
    /// A statement was left behind, whether or not it could be folded.
    Passed(Span),
    /// The last statement was left behind.
    Ended,
}

/// A statement that was folded.
pub(super) struct FoldedMoment {
    pub(super) span: Span,
    pub(super) effects: Effects,
    /// The states around it, where the rules are asked.
    pub(super) states: Option<States>,
}

/// What was there before and after a statement.
pub(super) struct States {
    pub(super) before: Catalog,
    pub(super) after: Catalog,
    pub(super) session: Session,
}

/// How the statements of a file are written.
#[derive(Clone, Copy)]
pub(super) struct Written {
    /// From the first to the end of the last; none where there is none.
    all: Option<Span>,
    /// How many there are, with those of a block around them.
    count: usize,
    /// How many there are without.
    inner: usize,
}

impl Written {
    pub(super) fn of(statements: &[Statement], elided: usize) -> Self {
        let all = statements.first().zip(statements.last()).map(|(first, last)| Span::new(first.span.start, last.span.end));
        Self { all, count: statements.len(), inner: statements.len() - elided }
    }

    /// What the rules see of the file.
    pub(super) fn text_of(self, migration: &Migration) -> UnitText<'_> {
        UnitText {
            name: &migration.name,
            text: migration.up.text(),
            sql: &migration.up_sql,
            directives: &migration.directives,
            statements: self.all,
            count: self.inner,
            has_block: self.inner < self.count,
            down: migration.down.as_ref().map(|(_, sql)| sql.as_str()),
            require: migration.require.as_deref(),
            verify: migration.verify.as_deref(),
        }
    }
}
