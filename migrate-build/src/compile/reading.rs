//! Who reads the texts of a chain: threads of their own read ahead while the files before are folded.

use super::Migration;
use super::hand::STACK;
use crate::syntax::{Grammar, ParsedFile, parse_file_with};
use std::ops::Range;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{Builder, Scope};

/// Reading a file takes longer than folding it, about twice as long.
const READERS: usize = 2;

/// How many hands full a reader is ahead at most: trees take many times the room of their texts.
const AHEAD: usize = 2;

/// A migration's texts, read.
pub(super) struct ReadMigration {
    pub(super) up: ParsedFile,
    pub(super) down: Option<ParsedFile>,
    pub(super) require: Option<ParsedFile>,
    pub(super) verify: Option<ParsedFile>,
}

/// Reads all texts of a migration that are folded or checked.
pub(super) fn read_migration(migration: &Migration, grammar: Grammar) -> ReadMigration {
    let read = |text: &str| parse_file_with(text, grammar);
    let down = migration.down.as_ref().filter(|_| !migration.is_irreversible());
    ReadMigration {
        up: read(&migration.up_sql),
        down: down.map(|(_, sql)| read(sql)),
        require: migration.require.as_deref().map(read),
        verify: migration.verify.as_deref().map(read),
    }
}

/// A chain that is being read.
pub(super) struct Reading<'m> {
    migrations: &'m [Migration],
    grammar: Grammar,
    /// Who reads, in the order in which they have their turns; nobody where each migration is read when it is folded.
    readers: Vec<Reader>,
    /// How many hands were taken.
    taken: usize,
    at_hand: std::vec::IntoIter<ReadMigration>,
    /// Trees that are not needed any more.
    spent: Vec<ParsedFile>,
}

/// A thread that reads.
struct Reader {
    read: Receiver<Vec<ReadMigration>>,
    /// Trees go back to the thread that made them: what another thread frees makes both wait for each other.
    spent: Sender<Vec<ParsedFile>>,
}

impl<'m> Reading<'m> {
    /// Begins to read a chain, which is dealt out by the hand, where other threads can be had and are worth their start.
    pub(super) fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        (migrations, hands): (&'m [Migration], &'scope [Range<usize>]),
        grammar: Grammar,
    ) -> Self
    where
        'm: 'scope,
    {
        let start = |first: usize| {
            let ((sender, read), (spent, returned)) = (sync_channel(AHEAD), channel());
            let own = hands.iter().skip(first).step_by(READERS);
            let work = move || read_hands(own.map(|hand| &migrations[hand.clone()]), grammar, (&sender, &returned));
            let started = Builder::new().name("reading migrations".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
            started.ok().map(|_| Reader { read, spent })
        };
        let count = if hands.len() > 1 { READERS } else { 0 };
        // Where one cannot be started, the others would leave gaps.
        let readers = (0..count).map(start).collect::<Option<Vec<_>>>().unwrap_or_default();
        Self { migrations, grammar, readers, taken: 0, at_hand: Vec::new().into_iter(), spent: Vec::new() }
    }

    /// The texts of the migration at a place; the places are asked for in their order.
    pub(super) fn next(&mut self, at: usize) -> ReadMigration {
        if self.at_hand.len() == 0 && !self.readers.is_empty() {
            match self.readers[self.taken % READERS].read.recv() {
                Ok(hand) => self.at_hand = hand.into_iter(),
                Err(_) => self.readers.clear(),
            }
            self.taken += 1;
        }
        self.at_hand.next().unwrap_or_else(|| read_migration(&self.migrations[at], self.grammar))
    }

    /// Takes a tree back that is not needed any more.
    pub(super) fn take_back(&mut self, tree: ParsedFile) {
        self.spent.push(tree);
        if self.at_hand.len() == 0 {
            let spent = std::mem::take(&mut self.spent);
            // Who has read all of its files is not there any more.
            let _unreturned =
                self.taken.checked_sub(1).and_then(|last| self.readers.get(last % READERS)).map(|reader| reader.spent.send(spent));
        }
    }
}

/// Reads hands full until all are read, or nobody waits any more.
fn read_hands<'m>(
    hands: impl Iterator<Item = &'m [Migration]>,
    grammar: Grammar,
    (sender, spent): (&SyncSender<Vec<ReadMigration>>, &Receiver<Vec<ParsedFile>>),
) {
    for hand in hands {
        let read = hand.iter().map(|migration| read_migration(migration, grammar));
        if sender.send(read.collect()).is_err() {
            return;
        }
        spent.try_iter().for_each(drop);
    }
}
