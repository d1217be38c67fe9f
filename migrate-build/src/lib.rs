//! The engine of migrate: a pure library that reads SQL migrations, folds them into a catalog and says what PostgreSQL would say.
//!
//! Text flows one way, and a folder may use only what stands to its left:
//! `text < diag < syntax < catalog < typing < analyze < fold < docs < compile < project`.
//! A test in the `tests` package reads every `use crate::` and fails otherwise.

pub mod analyze;
pub mod catalog;
pub mod compile;
pub mod diag;
pub mod docs;
pub mod fold;
pub mod project;
pub mod syntax;
pub mod text;
pub mod typing;
