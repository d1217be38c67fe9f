//! How is a problem said: diagnostics as plain data, and the SQLSTATEs. Knows no SQL.

mod diagnostic;
pub mod json;
pub mod sqlstate;
pub mod terminal;

pub use diagnostic::{Code, Diagnostic, Problem, Result, Severity, Subject, SubjectKind};
pub use sqlstate::SqlState;
