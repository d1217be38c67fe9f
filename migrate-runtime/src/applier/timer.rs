//! How does a future wait whatever runtime it runs on: a thread sleeps for it. That is rare, and a runtime may have been built without timers.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

/// Waits.
pub(super) async fn sleep(time: Duration) {
    // An hour is longer than anything is waited for at a time, and can be added to every clock.
    let time = time.min(Duration::from_secs(3600));
    let until = Instant::now() + time;
    let waker: Arc<Mutex<Option<Waker>>> = Arc::default();
    let sleeper = Arc::clone(&waker);
    let started = std::thread::Builder::new().name("migrate-timer".to_owned()).stack_size(1 << 16).spawn(move || {
        std::thread::sleep(time);
        if let Some(waker) = sleeper.lock().unwrap_or_else(PoisonError::into_inner).take() {
            waker.wake();
        }
    });
    if started.is_err() {
        // Without a thread this one has to wait.
        std::thread::sleep(time);
        return;
    }
    poll_fn(|context| {
        *waker.lock().unwrap_or_else(PoisonError::into_inner) = Some(context.waker().clone());
        if Instant::now() >= until { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}
