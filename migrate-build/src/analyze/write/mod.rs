//! What do `INSERT`, `UPDATE`, `DELETE` and `MERGE` say.

mod assign;
mod conflict;
mod delete;
mod generated;
mod infer;
mod insert;
mod merge;
mod returning;
mod step;
mod target;
mod update;
mod view;

pub(super) use delete::analyze_delete;
pub(super) use insert::analyze_insert;
pub(super) use merge::analyze_merge;
pub(super) use update::analyze_update;
