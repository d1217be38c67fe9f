//! Which functions never give NULL for arguments that are not NULL. Being strict does not say so.

use super::Builtins;
use super::table::{lines_where, number};
use crate::catalog::Catalog;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::FunctionId;
use crate::text::Seek;

/// An id and a name a line, sorted by id. `dump_never_null.py` writes it.
static NEVER_NULL: &str = include_str!("data/never_null.tsv");
/// An extension and a name a line, sorted. The same script writes it.
static NEVER_NULL_OF_EXTENSIONS: &str = include_str!("data/never_null_extensions.tsv");

impl Builtins {
    /// Whether a built-in function or window function never gives NULL where no argument is NULL.
    ///
    /// Of an operator or cast, ask for the function behind it. A function that is not listed may give NULL.
    #[must_use]
    pub fn is_never_null(&self, function: FunctionId) -> bool {
        function.is_builtin() && lines_where(NEVER_NULL, |line| number(line).cmp(&function.0)).next().is_some()
    }
}

impl Catalog {
    /// Whether a function, built in or of an extension, never gives NULL where no argument is NULL.
    #[must_use]
    pub fn is_never_null(&self, function: FunctionId) -> bool {
        if function.is_builtin() {
            return self.builtins().is_never_null(function);
        }
        let Some(found) = self.function(function) else {
            return false;
        };
        let extension = self.dependencies().needs_of(Address::Function(function)).first_some(|entry| match entry.needed {
            Address::Extension(id) if entry.kind == DependencyKind::Extension => self.extension(id),
            _ => None,
        });
        extension.is_some_and(|extension| {
            let wanted = format!("{}\t{}", extension.name, found.name);
            extension.known && lines_where(NEVER_NULL_OF_EXTENSIONS, |line| line.cmp(wanted.as_str())).next().is_some()
        })
    }
}
