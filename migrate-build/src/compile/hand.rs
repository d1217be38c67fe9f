//! How many migrations are handed from one thread to the next at a time.

use super::Migration;
use std::ops::Range;

/// As much as the main thread of a program has.
pub(super) const STACK: usize = 8 << 20;

/// Bytes of SQL that are worth waking another thread for, which costs as much as reading a short file.
const FULL: usize = 4096;

/// A chain in hands full.
pub(super) fn hands(migrations: &[Migration]) -> Vec<Range<usize>> {
    let mut hands = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, migration) in migrations.iter().enumerate() {
        bytes += migration.up_sql.len() + migration.down.as_ref().map_or(0, |(_, sql)| sql.len());
        if bytes >= FULL {
            hands.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    if start < migrations.len() {
        hands.push(start..migrations.len());
    }
    hands
}
