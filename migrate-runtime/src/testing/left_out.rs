//! Which tests are left out where the only server is the embedded one: each is named and counted, and fails where none may be left out.

use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a test needs that the embedded server has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Several sessions at once.
    Sessions,
    /// The programs of PostgreSQL, or a server that can be restarted.
    Programs,
    /// The version from which answers were recorded.
    RecordedVersion,
}

impl Needs {
    fn told(self) -> &'static str {
        match self {
            Self::Sessions => "it needs several sessions at once",
            Self::Programs => "it needs a PostgreSQL that is installed",
            Self::RecordedVersion => "it needs the version of PostgreSQL from which its answers were recorded",
        }
    }
}

/// Says that the test of this thread is not run. With `CI` in the environment that is a failure.
pub(super) fn leave_out(needs: Needs) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("a test");
    let why = format!("{}, and there is no PostgreSQL here but the embedded one", needs.told());
    let in_ci = std::env::var("CI").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
    assert!(!in_ci, "{name} cannot run: {why}; with CI in the environment no test is left out: install PostgreSQL, or set DATABASE_URL");
    let count = COUNT.fetch_add(1, Ordering::Relaxed) + 1;
    // Not by a macro, whose output is kept back for tests that pass. Where nobody can be told there is nobody to tell.
    let _nobody_listens = writeln!(std::io::stderr(), "not run: {name}: {why} ({count} not run in this program)");
}
