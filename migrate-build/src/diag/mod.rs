//! How is a problem said: diagnostics as plain data, and the SQLSTATEs. Knows no SQL.

mod diagnostic;
mod each;
pub mod json;
pub mod sqlstate;
pub mod terminal;

pub use diagnostic::{Code, Diagnostic, Problem, Result, Severity, Subject, SubjectKind};
pub(crate) use each::each;
pub use sqlstate::SqlState;
