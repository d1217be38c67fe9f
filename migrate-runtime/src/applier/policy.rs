//! What is allowed of a database that is not as the program would have it.

use std::time::Duration;

macro_rules! policies {
    ($($(#[$outer:meta])* $name:ident { $(#[$first_doc:meta])* $first:ident, $(#[$second_doc:meta])* $second:ident, })*) => {
        $(
            $(#[$outer])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
            pub enum $name {
                $(#[$first_doc])*
                #[default]
                $first,
                $(#[$second_doc])*
                $second,
            }
        )*
    };
}

policies! {
    /// A migration whose SQL is not what was applied. Where only comments or blanks differ, that is always noticed and allowed.
    Edited {
        /// It is an error.
        Refuse,
        /// It is noticed.
        Allow,
    }

    /// A migration that was applied, and that the program does not have although it has later ones.
    Missing {
        /// It is an error.
        Refuse,
        /// It is noticed.
        Allow,
    }

    /// A migration that was not applied although later ones were.
    OutOfOrder {
        /// It is an error.
        Refuse,
        /// It is applied now.
        Apply,
    }

    /// A migration that was applied, and is later than all that the program has: a newer program was here.
    Newer {
        /// It is noticed: programs of two versions run beside each other while one takes over from the other.
        Allow,
        /// It is an error.
        Refuse,
    }

    /// The history of another tool in a database that has none of this one: what that tool applied would be applied again.
    OtherHistory {
        /// It is an error.
        Refuse,
        /// It is of other tables, and these migrations are applied beside it.
        Allow,
    }

    /// A rollback by which rows or values are lost.
    DataLoss {
        /// It is an error.
        Refuse,
        /// They are lost.
        Allow,
    }
}

/// What is allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    /// Of migrations whose SQL is another than was applied.
    pub edited: Edited,
    /// Of migrations that the program lost.
    pub missing: Missing,
    /// Of migrations that come late.
    pub out_of_order: OutOfOrder,
    /// Of migrations of a newer program.
    pub newer: Newer,
    /// Of the history of another tool.
    pub other_history: OtherHistory,
    /// Of rollbacks that lose data.
    pub data_loss: DataLoss,
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// As long as it takes.
    Unlimited,
    /// So long.
    After(Duration),
}

impl Limit {
    /// As the server's settings write it: in milliseconds, where 0 is no limit.
    pub(super) fn setting(self) -> String {
        match self {
            Self::Unlimited => "0".to_owned(),
            Self::After(time) => time.as_millis().clamp(1, i32::MAX as u128).to_string(),
        }
    }

    /// Whether a time has reached it.
    pub(super) fn is_reached(self, time: Duration) -> bool {
        match self {
            Self::Unlimited => false,
            Self::After(limit) => time >= limit,
        }
    }
}

/// How long is waited for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For another session that applies migrations.
    pub session_lock: Limit,
    /// How often the lock is asked for.
    pub session_lock_poll: Duration,
    /// For the lock of a table, each time: whoever reads the table waits behind the one that waits.
    pub lock: Limit,
    /// For old snapshots and rows, by statements such as `CREATE INDEX CONCURRENTLY` behind which nobody waits.
    pub concurrent_lock: Limit,
    /// How often a script is tried that cannot get its locks.
    pub attempts: u32,
    /// Before the second attempt; twice as long before each further one, up to a minute.
    pub backoff: Duration,
    /// For one statement.
    pub statement: Limit,
    /// For this session, while it has a transaction open and says nothing.
    pub idle_in_transaction: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            session_lock: Limit::After(Duration::from_secs(15 * 60)),
            session_lock_poll: Duration::from_millis(250),
            lock: Limit::After(Duration::from_secs(3)),
            concurrent_lock: Limit::After(Duration::from_secs(15 * 60)),
            attempts: 10,
            backoff: Duration::from_millis(500),
            statement: Limit::Unlimited,
            idle_in_transaction: Limit::After(Duration::from_secs(60)),
        }
    }
}

impl Limits {
    /// How long is waited after an attempt that failed, before the jitter.
    pub(super) fn backoff_after(&self, attempt: u32) -> Duration {
        let doubled = self.backoff.saturating_mul(1 << attempt.saturating_sub(1).min(16));
        doubled.min(Duration::from_secs(60))
    }
}
