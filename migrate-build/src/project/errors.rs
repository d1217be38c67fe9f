//! What is refused of a folder, its files and its configuration: product rules, each with the remedy.

use crate::compile::Finding;
use crate::diag::{Diagnostic, Problem, Severity};
use crate::text::{SourceText, Span};
use std::path::Path;

pub(super) fn refused(rule: &'static str, message: String) -> Problem {
    Diagnostic::rule(Severity::Error, rule, message)
}

pub(super) fn unreadable(path: &Path, reason: &std::io::Error) -> Finding {
    let problem = refused("unreadable_file", format!("{} cannot be read: {reason}", path.display()));
    in_file(path, *problem.help("check that the path is right and that you may read it"))
}

pub(crate) fn no_folder(path: &Path) -> Finding {
    let problem = refused("no_migrations", format!("there is no folder {}", path.display()));
    let help = "make it and put the first migration there (`001_create_patients.sql`), or say in migrate.toml where it is: `migrations = \"db/migrations\"`";
    in_file(path, *problem.help(help))
}

pub(crate) fn not_packed(path: &Path) -> Finding {
    let message = format!("this package was packed without its migrations: there is no folder {}", path.display());
    let help = "list the folder under `include` of Cargo.toml if there is such a list, and check that no ignore file names it";
    in_file(path, *refused("migrations_not_packed", message).help(help))
}

pub(crate) fn outside_of_package(path: &Path) -> Finding {
    let message = format!("the migrations in {} stand outside of the package, and no package can carry them", path.display());
    let help = "move the folder below the package that has the build script; other packages of the workspace use that one's schema module";
    in_file(path, *refused("migrations_outside_package", message).help(help))
}

pub(super) fn not_utf8(path: &Path, offset: usize, line: usize) -> Finding {
    let message = format!("{} is not UTF-8: the byte at offset {offset}, line {line}, belongs to no character", path.display());
    in_file(path, *refused("not_utf8", message).help("save the file as UTF-8; `iconv -f LATIN1 -t UTF-8` converts the most common case"))
}

pub(super) fn unversioned(path: &Path, example: &str) -> Finding {
    let problem = refused("no_version", format!("the name of {} has no version", path.display()));
    in_file(path, *problem.help(format!("call it like `{example}`, or `R__name.sql` where it is to be applied again whenever it changes")))
}

pub(super) fn mixed_schemes(path: &Path, example: &str, other: &Path, other_example: &str) -> Finding {
    let message = format!("{} follows another naming scheme than {}", path.display(), other.display());
    let help = format!("one folder follows one scheme: rename one of them (`{example}` here, `{other_example}` there)");
    in_file(path, *refused("mixed_schemes", message).help(help))
}

pub(super) fn duplicate_version(path: &Path, version: &str, other: &Path) -> Finding {
    let message = format!("version {version} is that of {} and of {}", other.display(), path.display());
    let help = "`cargo migrate rebase` gives the one that is not deployed yet the next free version".to_owned();
    in_file(path, *refused("duplicate_version", message).help(help))
}

pub(super) fn down_without_up(path: &Path, wanted: &str) -> Finding {
    let problem = refused("down_without_up", format!("{} undoes a migration that is not there", path.display()));
    in_file(path, *problem.help(format!("add `{wanted}`, or remove the file")))
}

pub(super) fn two_downs(path: &Path, other: &Path) -> Finding {
    let message = format!("{} has a down section, and {} undoes it too", path.display(), other.display());
    in_file(path, *refused("two_downs", message).help("keep one of them"))
}

pub(super) fn empty(path: &Path, comments_only: bool) -> Finding {
    let what = if comments_only { "holds only comments" } else { "is empty" };
    let problem = Diagnostic::rule(Severity::Warning, "empty_migration", format!("{} {what}", path.display()));
    in_file(path, *problem.help("write its SQL, or remove it if it was never applied anywhere"))
}

pub(super) fn misspelt_directive(source: &SourceText, span: Span, word: &str, expected: &str, label: &str) -> Finding {
    let problem = refused("unknown_directive", format!("there is no directive \"{word}\"")).label("not a directive");
    Finding {
        diagnostic: *problem.help(format!("did you mean `{expected}`?")),
        source: source.clone(),
        migration: Some(label.to_owned()),
        span,
        mark: None,
        other: None,
        fix: None,
    }
}

pub(super) fn malformed_directive(source: &SourceText, span: Span, word: &str, expected: &str, label: &str) -> Finding {
    let problem = refused("malformed_directive", format!("the directive \"{word}\" is not complete")).label("cannot be read");
    Finding {
        diagnostic: *problem.help(format!("write `{expected}`")),
        source: source.clone(),
        migration: Some(label.to_owned()),
        span,
        mark: None,
        other: None,
        fix: None,
    }
}

pub(super) fn configuration(source: &SourceText, span: Span, message: String, help: String) -> Finding {
    let diagnostic = *refused("configuration", message).help(help);
    Finding { diagnostic, source: source.clone(), migration: None, span, mark: None, other: None, fix: None }
}

pub(super) fn empty_down(source: &SourceText, label: &str) -> Finding {
    let problem = Diagnostic::rule(Severity::Warning, "empty_down", format!("what undoes the migration {label} is empty"));
    let diagnostic = *problem.help("write the SQL that undoes it, or say `-- migrate: irreversible: reason` instead");
    Finding {
        diagnostic,
        source: source.clone(),
        migration: Some(label.to_owned()),
        span: Span::default(),
        mark: None,
        other: None,
        fix: None,
    }
}

pub(super) fn in_file(path: &Path, problem: Diagnostic) -> Finding {
    let source = SourceText::new(&path.display().to_string(), "");
    Finding { diagnostic: problem, source, migration: None, span: Span::default(), mark: None, other: None, fix: None }
}
