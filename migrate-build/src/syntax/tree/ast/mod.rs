//! Which children does a node of the parser's tree have, by name: only what the lowering asks for.

#[macro_use]
mod declare;
mod actions;
mod choices;
mod names;
mod parts;
mod special;
mod statements;

pub(in crate::syntax) use actions::*;
pub(in crate::syntax) use choices::*;
pub(in crate::syntax) use declare::{AstChildren, AstNode};
pub(in crate::syntax) use names::*;
pub(in crate::syntax) use parts::*;
pub(in crate::syntax) use special::Any;
pub(in crate::syntax) use statements::*;
