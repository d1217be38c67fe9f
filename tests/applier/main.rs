//! What the applier does on a server, by both drivers, and what it decides without one.

mod chain;
mod database;

mod apply;
