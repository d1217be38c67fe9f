//! The engine of migrate: a pure library that reads SQL migrations, folds them into a catalog and says what PostgreSQL would say.
//!
//! # Architecture
//!
//! Text flows one way, and a folder may use only what stands to its left; a test reads every `use crate::` and fails otherwise:
//!
//! `text < diag < syntax < catalog < typing < analyze < fold < body < lint < proof < codegen < docs < compile < project < expand`
//!
//! | module | the question it answers | what it never knows |
//! |---|---|---|
//! | [`text`], [`diag`] | where is this, and how is a problem said | SQL |
//! | [`syntax`] | what does this text say: our own small tree, lowered from the parser's, spans kept | any catalog |
//! | [`catalog`] | what does the database hold: objects by id, dependencies, `search_path`, built-ins per version | syntax |
//! | [`typing`] | which operator, function, cast or common type does PostgreSQL choose | syntax: type ids in, type ids out |
//! | [`analyze`] | what does this one statement read, need and return | other statements |
//! | [`fold`] | what does this statement do to the catalog, and what does it lock, rewrite, scan, lose | rules |
//! | [`body`] | what do bodies of SQL and PL/pgSQL read and do, against any later catalog | rules |
//! | [`lint`] | is that safe: rules over effects and the catalogs before and after | how locks are derived |
//! | [`proof`] | does the down undo the migration, does the released program survive it | |
//! | [`codegen`] | which Rust says this: types, names, the generated module | SQL text |
//! | [`docs`] | the computed schema for other tools | |
//! | [`compile`] | the whole flow on one screen: migrations and options in, everything known out | disk |
//! | [`project`] | configuration, discovery of migrations, the lock file, the snapshot | |
//! | [`expand`] | what build.rs and the macros call | |
//!
//! # Invariants
//!
//! - The core does no I/O, so it cannot fail: what is wrong is a [`diag::Diagnostic`], and the rest is still checked.
//! - A statement that fails leaves the catalog as it was ([`fold::fold_statement`]). What it named is in doubt from then on, and errors that only
//!   follow from it are left out.
//! - The catalog is cheap to clone ([`catalog::persistent`]), so every state of a history can be kept and compared.
//! - Stored expressions and queries refer to objects by id ([`catalog::tree`]), so renaming reaches them without being told.
//! - A statement that cannot be followed is the warning `unmodelled`: what it may have made is unknown, not missing.

pub mod analyze;
pub mod body;
pub mod catalog;
pub mod codegen;
pub mod compile;
pub mod diag;
pub mod docs;
pub mod expand;
pub mod fold;
pub mod lint;
pub mod project;
pub mod proof;
pub mod syntax;
pub mod text;
pub mod typing;

pub use expand::{Schema, run};
