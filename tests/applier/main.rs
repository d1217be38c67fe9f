//! What the applier does on a server, by both drivers, and what it decides without one.

mod chain;
mod database;
#[expect(dead_code, reason = "the suites, which share it, ask for more")]
#[path = "../it/server.rs"]
mod server;

mod apply;
