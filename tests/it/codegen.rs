//! Is the generated module what is committed, formatted, the same each time, and does it compile.

use migrate_build::catalog::Catalog;
use migrate_build::compile::{Compiled, DeclaredTransaction, Migration, MigrationKind, Options, compile};
use migrate_build::text::SourceText;
use migrate_model::Version;

/// A migration of some text.
pub(crate) fn migration(number: &str, name: &str, sql: &str) -> Migration {
    Migration {
        kind: MigrationKind::Versioned(Version::new(number)),
        name: name.to_owned(),
        label: format!("{number}_{name}"),
        up: SourceText::new(&format!("{number}_{name}.sql"), sql),
        up_sql: sql.to_owned(),
        down: None,
        verify: None,
        require: None,
        directives: Vec::new(),
        transaction: DeclaredTransaction::Unsaid,
    }
}

/// The schema of one script, which must be right.
pub(crate) fn catalog_of(sql: &str) -> Catalog {
    compiled(&[migration("1", "test", sql)]).catalog
}

fn compiled(migrations: &[Migration]) -> Compiled {
    let compiled = compile(migrations, &Options::default());
    let errors: Vec<&str> = compiled.findings.iter().map(|finding| finding.diagnostic.message.as_str()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    compiled
}
