//! Every test of the workspace that is data driven: one file a kind.
#![expect(missing_docs, reason = "a test binary has no readers of its documentation")]

mod oracle;
mod page;
mod server;
mod split;
mod suite;
mod tidy;
