//! How does a decision ask the server something without holding a client: it hands an action out and is resumed with the outcome.

use super::event::{Event, Observer};
use super::outcome::{Answer, Failure, Outcome, Wanted};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// What a driver has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Send a text through the simple query protocol.
    Send {
        /// The text: one statement or several.
        sql: String,
        /// What of the answer is read.
        wanted: Wanted,
    },
    /// Wait.
    Wait(Duration),
}

/// What comes next.
#[must_use = "the machine goes on only where it is asked to"]
pub enum Next<T> {
    /// An action, and the machine that waits for its outcome.
    Act(Action, Waiting<T>),
    /// The end.
    Done(T),
}

/// Decisions that have not begun: they know no client and no clock. [`Session`](super::Session) drives them; so can any other client, in a
/// dozen lines, and so does a test that makes the outcomes up.
///
/// ```
/// use migrate_runtime::applier::{Action, Failure, Next, Outcome};
/// use migrate_runtime::{Migrations, SqlState};
/// use std::time::Duration;
///
/// static NONE: Migrations = Migrations::new(&[]);
/// let mut next = NONE.applier().apply_machine().start(7);
/// while let Next::Act(action, waiting) = next {
///     let outcome = match action {
///         Action::Send { .. } => Outcome::Failed(Failure::lost("nobody is there")),
///         Action::Wait(_) => Outcome::Waited,
///     };
///     next = waiting.advance(outcome, Duration::ZERO);
/// }
/// ```
pub struct Machine<T> {
    decisions: Decisions<T>,
    slot: Arc<Mutex<Slot>>,
}

/// A machine that waits for the outcome of its action.
pub struct Waiting<T>(Machine<T>);

type Decisions<T> = Pin<Box<dyn Future<Output = T> + Send>>;

#[derive(Default)]
struct Slot {
    action: Option<Action>,
    outcome: Option<Outcome>,
    elapsed: Duration,
    random: u64,
}

impl<T> Machine<T> {
    /// Decisions that are written as straight code.
    pub(super) fn new<F: Future<Output = T> + Send + 'static>(observer: Option<Observer>, decide: impl FnOnce(Conversation) -> F) -> Self {
        let slot = Arc::new(Mutex::new(Slot::default()));
        let decisions = Box::pin(decide(Conversation::new(Arc::clone(&slot), observer)));
        Self { decisions, slot }
    }

    /// The first action. Times to wait are drawn from the seed.
    pub fn start(self, seed: u64) -> Next<T> {
        lock(&self.slot).random = seed;
        self.resume()
    }

    fn resume(mut self) -> Next<T> {
        // Nothing but the conversation makes the decisions wait, so nobody has to wake them.
        match self.decisions.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(end) => Next::Done(end),
            Poll::Pending => {
                let action = lock(&self.slot).action.take().unwrap_or(Action::Wait(Duration::ZERO));
                Next::Act(action, Waiting(self))
            }
        }
    }
}

impl<T> Waiting<T> {
    /// What comes after an outcome. The time is that since the start.
    pub fn advance(self, outcome: Outcome, elapsed: Duration) -> Next<T> {
        {
            let mut slot = lock(&self.0.slot);
            slot.outcome = Some(outcome);
            slot.elapsed = elapsed;
        }
        self.0.resume()
    }
}

/// The decisions' side.
pub(super) struct Conversation {
    slot: Arc<Mutex<Slot>>,
    observer: Option<Observer>,
    #[cfg(feature = "tracing")]
    trace: super::trace::Trace,
}

impl Conversation {
    fn new(slot: Arc<Mutex<Slot>>, observer: Option<Observer>) -> Self {
        Self {
            slot,
            observer,
            #[cfg(feature = "tracing")]
            trace: super::trace::Trace::default(),
        }
    }

    /// What the server answers, with its rows.
    pub(super) async fn read(&self, sql: String) -> Result<Answer, Failure> {
        self.send(sql, Wanted::Rows).await
    }

    /// Whether the server does it.
    pub(super) async fn run(&self, sql: String) -> Result<(), Failure> {
        self.send(sql, Wanted::Nothing).await.map(|_| ())
    }

    /// Waits.
    pub(super) async fn wait(&self, time: Duration) {
        self.ask(Action::Wait(time)).await;
    }

    /// Tells whoever looks on.
    pub(super) fn tell(&self, event: &Event) {
        #[cfg(feature = "tracing")]
        self.trace.see(event);
        if let Some(observer) = &self.observer {
            observer.see(event);
        }
    }

    /// The time since the start.
    pub(super) fn elapsed(&self) -> Duration {
        lock(&self.slot).elapsed
    }

    /// Between the half and the whole of a time, so that those who wait for the same thing do not come back together.
    pub(super) fn jittered(&self, time: Duration) -> Duration {
        let share = u32::try_from(self.draw() % 1001).unwrap_or(0);
        time / 2 + time / 2000 * share
    }

    /// A number that comes by chance.
    pub(super) fn draw(&self) -> u64 {
        let mut slot = lock(&self.slot);
        // SplitMix64.
        slot.random = slot.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = slot.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    async fn send(&self, sql: String, wanted: Wanted) -> Result<Answer, Failure> {
        match self.ask(Action::Send { sql, wanted }).await {
            Outcome::Answered(answer) => Ok(answer),
            Outcome::Failed(failure) => Err(failure),
            Outcome::Waited => Err(Failure::lost("the driver waited where it was asked to send")),
        }
    }

    async fn ask(&self, action: Action) -> Outcome {
        lock(&self.slot).action = Some(action);
        poll_fn(|_| match lock(&self.slot).outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => Poll::Pending,
        })
        .await
    }
}

fn lock(slot: &Mutex<Slot>) -> std::sync::MutexGuard<'_, Slot> {
    // A panic of an observer leaves the slot as it was.
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}
