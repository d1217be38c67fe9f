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
    /// An extension that does not come with PostgreSQL.
    Extension(&'static str),
}

impl Needs {
    /// Why the test cannot run.
    fn told(self) -> String {
        let alone = |needed: &str| format!("it needs {needed}, and there is no PostgreSQL here but the embedded one");
        match self {
            Self::Sessions => alone("several sessions at once"),
            Self::Programs => alone("a PostgreSQL that is installed"),
            Self::RecordedVersion => alone("the version of PostgreSQL from which its answers were recorded"),
            Self::Extension(name) => {
                let variable = format!("DATABASE_URL_{}", name.to_uppercase());
                format!("it needs a server with the extension {name}, and the one here has it not: name one in {variable}")
            }
        }
    }

    /// What helps.
    fn remedy(self) -> &'static str {
        match self {
            Self::Extension(_) => "install the extension, or name a server that has it",
            Self::Sessions | Self::Programs | Self::RecordedVersion => "install PostgreSQL, or set DATABASE_URL",
        }
    }
}

/// Says that the test of this thread is not run. With `CI` in the environment that is a failure.
pub(super) fn leave_out(needs: Needs) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("a test");
    let why = needs.told();
    let in_ci = std::env::var("CI").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
    assert!(!in_ci, "{name} cannot run: {why}; with CI in the environment no test is left out: {}", needs.remedy());
    let count = COUNT.fetch_add(1, Ordering::Relaxed) + 1;
    // Not by a macro, whose output is kept back for tests that pass. Where nobody can be told there is nobody to tell.
    let _nobody_listens = writeln!(std::io::stderr(), "not run: {name}: {why} ({count} not run in this program)");
}
