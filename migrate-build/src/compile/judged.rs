//! Which migrations are judged by the rules, and what do the rules see of their files.

use super::{Migration, MigrationKind};
use crate::catalog::Catalog;
use crate::fold::session::TransactionMode;
use crate::lint::{Lints, UnitJudge, UnitText};
use crate::syntax::statement::Statement;
use crate::text::Span;

/// Whether a migration is not judged again.
pub(super) fn is_released(lints: &Lints, migration: &Migration) -> bool {
    matches!(&migration.kind, MigrationKind::Versioned(version) if lints.released.contains(version))
}

/// The judge of a migration; none for one that was released. `inner` is how many statements there are without a block around them.
pub(super) fn judge_of<'a>(
    lints: &'a Lints,
    migration: &'a Migration,
    statements: &[Statement],
    inner: usize,
    (before, mode): (&Catalog, TransactionMode),
) -> Option<UnitJudge<'a>> {
    let released = is_released(lints, migration);
    let text = UnitText {
        name: &migration.name,
        text: migration.up.text(),
        sql: &migration.up_sql,
        directives: &migration.directives,
        statements: statements.first().zip(statements.last()).map(|(first, last)| Span::new(first.span.start, last.span.end)),
        count: inner,
        has_block: inner < statements.len(),
        down: migration.down.as_ref().map(|(_, sql)| sql.as_str()),
        require: migration.require.as_deref(),
        verify: migration.verify.as_deref(),
    };
    (!released).then(|| UnitJudge::new(lints, text, before, mode))
}
