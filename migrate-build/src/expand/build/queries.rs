//! Which functions do the files of the folder `queries` become, and what is wrong with them.

use crate::catalog::Catalog;
use crate::codegen::Settings;
use crate::diag::{Code, Severity};
use crate::expand::query_function::expand_function;
use crate::expand::source::Source;
use crate::project::Raised;
use crate::text::{Gather, SourceText, sort};
use std::path::Path;

/// A file of the folder.
pub(super) struct QueryFile {
    stem: String,
    source: SourceText,
}

impl QueryFile {
    /// The name of the file without its ending.
    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// The text, which decides what is generated.
    pub(super) fn text(&self) -> &str {
        self.source.text()
    }
}

/// The files of the folder in the order of their names.
pub(super) fn read_queries(folder: &Path) -> Vec<QueryFile> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "sql")).gather();
    sort(&mut paths);
    let read = |path: &std::path::PathBuf| {
        let source = SourceText::new(&path.display().to_string(), &std::fs::read_to_string(path).ok()?);
        Some(QueryFile { stem: path.file_stem()?.to_str()?.to_owned(), source })
    };
    paths.iter().filter_map(read).gather()
}

/// The functions, and what is raised. A query that PostgreSQL takes and that only makes no function may still be right where a macro names its
/// file, so that is a warning.
pub(super) fn write_functions(files: &[QueryFile], catalog: &Catalog, settings: &Settings) -> (Vec<String>, Vec<Raised>) {
    let (mut functions, mut raised) = (Vec::new(), Vec::new());
    for QueryFile { stem, source } in files {
        let path = source.path().to_owned();
        let source = Source::File(source.clone());
        match expand_function(catalog, settings, stem, &path, &source) {
            Ok(function) => functions.push(function),
            Err(mut problem) => {
                if matches!(problem.code, Code::Rule(_)) {
                    problem.severity = Severity::Warning;
                }
                raised.push(Raised { severity: problem.severity, text: source.render(&problem) });
            }
        }
    }
    (functions, raised)
}
