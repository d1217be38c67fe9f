//! How is a list made of another one where that may fail?

use super::Result;

/// What `of` gives for each, or its first problem.
///
/// Collecting into a `Result` does the same by adaptors of adaptors, a dozen functions for each use, which every user compiles.
pub(crate) fn each<T, U>(items: impl IntoIterator<Item = T>, mut of: impl FnMut(T) -> Result<U>) -> Result<Vec<U>> {
    let mut found = Vec::new();
    for item in items {
        found.push(of(item)?);
    }
    Ok(found)
}
