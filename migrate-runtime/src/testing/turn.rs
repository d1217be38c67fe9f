//! Whose turn is it on the embedded server: a test has it from its first question to the end of its thread.

use std::cell::RefCell;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long the test before may take.
const PATIENCE: Duration = Duration::from_secs(900);

static TAKEN: Mutex<bool> = Mutex::new(false);
static GIVEN_BACK: Condvar = Condvar::new();

thread_local! {
    static TURN: RefCell<Option<Turn>> = const { RefCell::new(None) };
}

struct Turn;

impl Drop for Turn {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) = false;
        GIVEN_BACK.notify_one();
    }
}

/// Waits for the tests on other threads. A thread that has the turn keeps it.
pub(super) fn take() {
    // A thread that is ending has given its turn back, and only tidies up.
    let _ends = TURN.try_with(|turn| {
        turn.borrow_mut().get_or_insert_with(wait);
    });
}

fn wait() -> Turn {
    let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut taken, waited) = GIVEN_BACK.wait_timeout_while(taken, PATIENCE, |taken| *taken).unwrap_or_else(PoisonError::into_inner);
    assert!(!waited.timed_out(), "another test has had the embedded server for {} seconds", PATIENCE.as_secs());
    *taken = true;
    Turn
}
