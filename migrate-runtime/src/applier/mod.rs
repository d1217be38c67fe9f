//! What does a program do with the migrations that it carries: apply them, exactly once, whatever dies.
//!
//! ```text
//! schema::MIGRATIONS.apply(&mut client)?;                                     // .await? on a client of tokio-postgres
//! schema::MIGRATIONS.apply_with(&mut client, &config)?;                       // and a second connection watches
//! schema::MIGRATIONS.applier().out_of_order(OutOfOrder::Apply).apply(&mut client)?;
//! print!("{}", schema::MIGRATIONS.applier().plan(&mut client)?);              // a dry run
//! ```
//!
//! Decisions are pure: they hand out an [`Action`] and are resumed with its [`Outcome`], so that they know no client, no clock and no chance,
//! and both drivers share every one of them. A migration, its lock check and its event in the history are one transaction and one message.

mod alone;
mod apply;
#[cfg(feature = "tokio")]
mod asynchronous;
mod batches;
#[cfg(feature = "sync")]
mod blocking;
mod conversation;
mod error;
mod error_text;
mod event;
mod expressions;
mod facts;
mod history;
mod lock;
mod loss;
mod message;
mod options;
mod outcome;
mod plan;
mod plan_display;
mod policy;
mod prepared;
mod probe;
mod progress;
mod read_history;
mod resolve;
mod rollback;
mod rollback_plan;
mod run;
mod schema_check;
mod seeds;
mod session;
mod session_state;
mod steps;
#[cfg(feature = "tokio")]
mod timer;
#[cfg(feature = "tracing")]
mod trace;
mod verify;
mod watch;
mod whole;

pub use apply::Applied;
pub use conversation::{Action, Machine, Next, Waiting};
pub use error::{ApplyError, ApplyErrorKind};
pub use event::Event;
pub use history::{Entry, EntryState, Head, History, HistoryFault, ScriptKey};
pub use lock::LockHolder;
pub use options::Applier;
pub use outcome::{Answer, ConnectionState, Failure, Outcome, StatementResult, Wanted};
pub use plan::{Note, Plan, Problem, Reason, Target, Work, plan_migrations};
pub use policy::{DataLoss, Edited, Limit, Limits, Missing, Newer, OtherHistory, OutOfOrder, Policies};
pub use resolve::Resolution;
pub use rollback::RolledBack;
pub use rollback_plan::{RollbackPlan, RollbackProblem, RollbackTarget, Undo, UndoScript, plan_rollback};
pub use schema_check::{Comparison, ExpectedSchema, SchemaOf};
pub use seeds::{Environment, Seed};
pub use session::Session;
pub use watch::{IndexProgress, OtherSession, Watch};
