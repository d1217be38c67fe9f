//! Chance that can be repeated: a small generator whose seed is printed.

use std::time::{SystemTime, UNIX_EPOCH};

/// A generator (splitmix64).
pub(crate) struct Random {
    seed: u64,
    state: u64,
}

impl Random {
    /// Seeded by `MIGRATE_SEED`, or by the clock.
    pub(crate) fn seeded() -> Self {
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64);
        let seed = std::env::var("MIGRATE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(clock);
        Self { seed, state: seed }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// A number below `limit`, which is not zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    /// One of several.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
