//! How are migrations applied: what is allowed, how long is waited, where the history stands, and who looks on.

use super::event::{Event, Observer};
use super::plan::Target;
use super::policy::{DataLoss, Edited, Limit, Limits, Missing, Newer, OtherHistory, OutOfOrder, Policies};
use super::schema_check::Comparison;
use super::watch::Watched;
use crate::migrations::Migrations;
use migrate_model::HistoryTable;

/// Migrations and how they are applied.
///
/// ```
/// use migrate_runtime::Migrations;
/// use migrate_runtime::applier::{Limit, OutOfOrder};
/// use std::time::Duration;
///
/// static MIGRATIONS: Migrations = Migrations::new(&[]);
/// let applier = MIGRATIONS
///     .applier()
///     .lock_timeout(Limit::After(Duration::from_secs(1)))
///     .out_of_order(OutOfOrder::Apply)
///     .program("clinic 1.4.0")
///     .observe(|event| eprintln!("{event}"));
/// # let _ = applier;
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing happens until it is asked to"]
pub struct Applier {
    pub(super) migrations: Migrations,
    pub(super) history: HistoryTable,
    pub(super) policies: Policies,
    pub(super) limits: Limits,
    pub(super) target: Target,
    pub(super) role: Option<String>,
    pub(super) comparison: Comparison,
    pub(super) program: String,
    pub(super) observer: Option<Observer>,
    pub(super) watched: Watched,
}

impl Migrations {
    /// How they are applied, to be changed before they are.
    pub fn applier(&self) -> Applier {
        Applier::new(*self)
    }
}

impl Applier {
    /// Migrations as they are applied where nothing else is said.
    pub fn new(migrations: Migrations) -> Self {
        Self {
            migrations,
            history: migrations.history_table(),
            policies: Policies::default(),
            limits: Limits::default(),
            target: Target::Latest,
            role: None,
            comparison: Comparison::default(),
            program: String::new(),
            observer: None,
            watched: Watched::default(),
        }
    }

    /// The table of the history, where it is another than `[history]` of migrate.toml says. It is made, and its schema too, where there is none.
    pub fn history(mut self, schema: &str, table: &str) -> Self {
        self.history = HistoryTable { schema: schema.to_owned(), table: table.to_owned() };
        self
    }

    /// Everything that is allowed, at once.
    pub fn policies(mut self, policies: Policies) -> Self {
        self.policies = policies;
        self
    }

    /// What becomes of migrations whose SQL is another than was applied.
    pub fn edited(mut self, edited: Edited) -> Self {
        self.policies.edited = edited;
        self
    }

    /// What becomes of migrations that were applied and are gone from the program.
    pub fn missing(mut self, missing: Missing) -> Self {
        self.policies.missing = missing;
        self
    }

    /// What becomes of migrations that come late.
    pub fn out_of_order(mut self, out_of_order: OutOfOrder) -> Self {
        self.policies.out_of_order = out_of_order;
        self
    }

    /// What becomes of migrations that a newer program applied.
    pub fn newer(mut self, newer: Newer) -> Self {
        self.policies.newer = newer;
        self
    }

    /// What becomes of a database in which another tool keeps a history and this one has none.
    pub fn other_history(mut self, other_history: OtherHistory) -> Self {
        self.policies.other_history = other_history;
        self
    }

    /// What becomes of a rollback that loses data.
    pub fn data_loss(mut self, data_loss: DataLoss) -> Self {
        self.policies.data_loss = data_loss;
        self
    }

    /// Everything that is waited for, at once.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How long is waited for another session that applies migrations.
    pub fn session_lock_timeout(mut self, limit: Limit) -> Self {
        self.limits.session_lock = limit;
        self
    }

    /// How long a script waits for a lock before it is tried again.
    pub fn lock_timeout(mut self, limit: Limit) -> Self {
        self.limits.lock = limit;
        self
    }

    /// How long a statement may take.
    pub fn statement_timeout(mut self, limit: Limit) -> Self {
        self.limits.statement = limit;
        self
    }

    /// Up to which version migrations are applied.
    pub fn target(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// The role that does everything, the history too.
    pub fn role(mut self, role: &str) -> Self {
        self.role = Some(role.to_owned());
        self
    }

    /// With what the live schema is compared before [`resolve`](Self::resolve) and [`baseline`](Self::baseline) write anything.
    pub fn comparison(mut self, comparison: Comparison) -> Self {
        self.comparison = comparison;
        self
    }

    /// How the program calls itself in the history: its name and version.
    pub fn program(mut self, program: &str) -> Self {
        self.program = program.to_owned();
        self
    }

    /// Calls something with every event.
    pub fn observe(mut self, look: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.observer = Some(Observer::new(look));
        self
    }
}
