//! What the applier does on a server, by both drivers, and what it decides without one.

mod chain;
mod database;

mod apply;
mod by_hand;
mod expressions;
mod history;
mod many;
mod plan;
mod rollback;
mod scenarios;
mod script;
mod several;
mod steps;
mod watching;
