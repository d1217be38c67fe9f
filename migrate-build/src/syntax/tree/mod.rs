//! What tree does the parser make of a text: every node and token in one list, in the order of the text.
//!
//! The parser's crate says only which nodes begin and end where. A list is quick to make, to walk and to drop, also without optimisation, which is
//! how the checks of a build run.

pub(in crate::syntax) mod ast;
mod doubts;
mod element;
mod keyword;
mod read;
mod walk;

pub use doubts::is_doubtful;
pub use element::{SyntaxElement, SyntaxNode, SyntaxToken};
pub use keyword::takes_keyword_for_name;
pub use read::{Parse, parse_tree};
pub use squawk_parser::SyntaxKind;
pub use walk::{ChildNodes, Children};
