//! Which functions never give NULL for arguments that are not NULL. Being strict does not say so.

use super::Builtins;
use super::table::{lines_where, number};
use crate::catalog::id::FunctionId;

/// An id and a name a line, sorted by id. `dump_never_null.py` writes it.
static NEVER_NULL: &str = include_str!("data/never_null.tsv");

impl Builtins {
    /// Whether a built-in function or window function never gives NULL where no argument is NULL.
    ///
    /// Of an operator or cast, ask for the function behind it. A function that is not listed may give NULL.
    #[must_use]
    pub fn is_never_null(&self, function: FunctionId) -> bool {
        function.is_builtin() && lines_where(NEVER_NULL, |line| number(line).cmp(&function.0)).next().is_some()
    }
}
