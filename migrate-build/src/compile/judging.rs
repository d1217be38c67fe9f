//! Who judges the migrations of a chain: a thread of its own goes behind the fold.

use super::Migration;
use super::folded::FoldedMigration;
use super::hand::STACK;
use super::judge::Judge;
use crate::catalog::Catalog;
use crate::lint::Lints;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// How many hands full wait to be judged: each holds the schemas around its statements.
const WAITING: usize = 4;

/// A chain that is being judged.
pub(super) enum Judging<'scope, 'm> {
    /// Each migration right after it was folded.
    Here(Judge<'m>),
    /// On the other thread, by the hand.
    Elsewhere { hand: Vec<FoldedMigration>, sender: SyncSender<Vec<FoldedMigration>>, judge: ScopedJoinHandle<'scope, Judge<'m>> },
}

impl<'scope, 'm: 'scope> Judging<'scope, 'm> {
    /// Makes ready to judge a chain of so many hands full.
    pub(super) fn begin(
        scope: &'scope Scope<'scope, '_>,
        start: &Catalog,
        (migrations, lints): (&'m [Migration], Option<&'m Lints>),
        hands: usize,
    ) -> Self {
        let (sender, receiver) = sync_channel::<Vec<FoldedMigration>>(WAITING);
        let mut judge = Judge::new(start.clone(), migrations, lints);
        let behind = move || {
            receiver.into_iter().flatten().for_each(|folded| judge.take(folded));
            judge
        };
        let begin = || Builder::new().name("judging migrations".to_owned()).stack_size(STACK).spawn_scoped(scope, behind).ok();
        match (hands > 1).then(begin).flatten() {
            Some(judge) => Self::Elsewhere { hand: Vec::new(), sender, judge },
            None => Self::Here(Judge::new(start.clone(), migrations, lints)),
        }
    }

    /// Takes the next migration that was folded.
    pub(super) fn take(&mut self, folded: FoldedMigration) {
        match self {
            Self::Here(judge) => judge.take(folded),
            Self::Elsewhere { hand, .. } => hand.push(folded),
        }
    }

    /// Tells that a hand is full.
    pub(super) fn hand_over(&mut self) {
        if let Self::Elsewhere { hand, sender, .. } = self {
            // Nobody listens where the judge panicked, which is told of at the end.
            let _unheard = sender.send(std::mem::take(hand));
        }
    }

    /// What came of it.
    pub(super) fn finish(self) -> Judge<'m> {
        match self {
            Self::Here(judge) => judge,
            Self::Elsewhere { sender, judge, .. } => {
                drop(sender);
                judge.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }
        }
    }
}
