//! Is the live schema what the chain makes: the door through which whoever can tell is asked before a history is written by hand.

use super::conversation::Conversation;
use super::error::{ApplyError, ApplyErrorKind};
use super::outcome::Answer;
use migrate_model::SchemaDifference;
use std::fmt;
use std::sync::Arc;

/// What compares a live schema with the one that is expected: pure, a question and what follows from its answer.
pub trait SchemaCheck: Send + Sync {
    /// What is asked of the server.
    fn question(&self) -> String;

    /// In what the answer differs from what is expected; none where it cannot be read.
    fn differences(&self, answer: &Answer) -> Option<Vec<SchemaDifference>>;
}

/// Whether the live schema is compared with the chain before something is said to be applied.
#[derive(Clone)]
pub enum Comparison {
    /// It is, and a difference is an error.
    Checked(Arc<dyn SchemaCheck>),
    /// It is not: whoever says it knows it.
    Unchecked,
}

impl Comparison {
    pub(super) async fn hold(&self, talk: &Conversation) -> Result<(), ApplyError> {
        let Self::Checked(check) = self else { return Ok(()) };
        let answer = talk.read(check.question()).await.map_err(ApplyError::server)?;
        match check.differences(&answer) {
            None => Err(ApplyError::unreadable("the schema")),
            Some(differences) if differences.is_empty() => Ok(()),
            Some(differences) => Err(ApplyError::new(ApplyErrorKind::SchemaDiffers(differences))),
        }
    }
}

impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Checked(_) => "Checked",
            Self::Unchecked => "Unchecked",
        })
    }
}
