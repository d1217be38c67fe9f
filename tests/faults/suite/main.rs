//! Is every migration applied exactly once, whatever dies.

mod check;
mod fault;
mod faults;
mod hosts;
mod pooler;
#[expect(dead_code, reason = "the comparison with other tools, which shares it, looks into messages")]
mod proxy;
mod races;
#[expect(dead_code, reason = "other suites, which share it, ask for more")]
#[path = "../../it/random.rs"]
mod random;
mod refused;
mod stream;
