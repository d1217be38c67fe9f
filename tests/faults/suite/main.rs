//! Is every migration applied exactly once, whatever dies.

mod check;
mod fault;
mod faults;
mod hosts;
mod pooler;
mod proxy;
mod races;
#[expect(dead_code, reason = "other suites, which share it, ask for more")]
#[path = "../../it/random.rs"]
mod random;
mod refused;
mod stream;
