//! What does a script leave behind in its session, and how is the session as it was before.

use super::Applier;
use super::conversation::Conversation;
use super::error::ApplyError;
use super::message::{self, Scope};
use super::policy::Limit;
use migrate_model::{TokenKind, quoted_name, tokens};

/// What a session had set for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SessionState {
    settings: Vec<(String, String)>,
    role: String,
}

/// What a script may leave behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leavings {
    kinds: Vec<Leaving>,
    prepared: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaving {
    Settings,
    Temporary,
    Listening,
    Cursors,
    /// The lack of what others prepared.
    Deallocated,
}

/// A script that is longer is not read word by word: it may leave anything.
const READ_BYTES: usize = 1 << 20;

impl SessionState {
    /// Reads what the session has set.
    pub(super) async fn read(talk: &Conversation) -> Result<Self, ApplyError> {
        let sql = "select s.name, s.setting from pg_catalog.pg_settings s where s.source operator(pg_catalog.=) 'session' order by s.name;\n\
                   select pg_catalog.current_setting('role')";
        let answer = talk.read(sql.to_owned()).await.map_err(ApplyError::server)?;
        let settings = answer.rows(0).iter().filter_map(|row| match row.as_slice() {
            [Some(name), Some(value)] => Some((name.clone(), value.clone())),
            _ => None,
        });
        let role = answer.row(1).and_then(|row| row.first()?.clone()).ok_or_else(|| ApplyError::unreadable("the session"))?;
        Ok(Self { settings: settings.collect(), role })
    }

    /// Sets everything as it was.
    fn restore(&self) -> String {
        let mut sql = "reset session authorization;\nreset role;\nreset all;\n".to_owned();
        let settings = self.settings.iter().map(|(name, value)| message::set_config(name, value, Scope::Session));
        let all: Vec<String> = settings.chain([message::set_config("role", &self.role, Scope::Session)]).collect();
        sql.push_str(&format!("select {};\n", all.join(", ")));
        sql
    }
}

impl Leavings {
    /// Whether settings have to be read before the script runs.
    pub(super) fn has_settings(&self) -> bool {
        self.kinds.contains(&Leaving::Settings)
    }

    /// Whether what is prepared may be gone after the script.
    pub(super) fn has_deallocated(&self) -> bool {
        self.kinds.contains(&Leaving::Deallocated)
    }

    /// What a script that runs step by step leaves: its settings hold for the session.
    pub(super) fn with_settings(mut self) -> Self {
        self.enter(Leaving::Settings);
        self
    }

    /// What a script may leave, by its words.
    pub(super) fn of(sql: &str) -> Self {
        let mut leavings = Self::default();
        if sql.len() > READ_BYTES {
            [Leaving::Settings, Leaving::Temporary, Leaving::Listening, Leaving::Cursors, Leaving::Deallocated]
                .into_iter()
                .for_each(|kind| leavings.enter(kind));
            return leavings;
        }
        let (mut first, mut second) = (String::new(), None::<String>);
        for token in tokens(sql) {
            let word = &sql[token.range.clone()];
            match token.kind {
                TokenKind::Blank | TokenKind::LineComment | TokenKind::BlockComment => continue,
                TokenKind::Symbol if word == ";" => (first, second) = (String::new(), None),
                TokenKind::Word if first.is_empty() => {
                    first = word.to_ascii_lowercase();
                    leavings.begins(&first);
                }
                TokenKind::Word | TokenKind::QuotedName => {
                    if second.is_none() {
                        second = Some(word.to_owned());
                        leavings.prepares(&first, word, token.kind);
                    }
                    leavings.word(&word.to_ascii_lowercase());
                }
                // What a block does is written in a text.
                TokenKind::Text => leavings.text(&first, &word.to_ascii_lowercase()),
                TokenKind::Symbol => {}
            }
        }
        leavings
    }

    /// What makes the session as it was, where the script may have left anything.
    pub(super) async fn clear(&self, talk: &Conversation, state: &SessionState) -> Result<(), ApplyError> {
        let mut sql = String::new();
        for kind in &self.kinds {
            match kind {
                Leaving::Settings => sql.push_str(&state.restore()),
                Leaving::Temporary => sql.push_str("discard temp;\n"),
                Leaving::Listening => sql.push_str("unlisten *;\n"),
                Leaving::Cursors => sql.push_str("close all;\n"),
                Leaving::Deallocated => {}
            }
        }
        if !sql.is_empty() {
            talk.run(sql).await.map_err(ApplyError::server)?;
        }
        for name in &self.prepared {
            // The script may have given it up itself.
            match talk.run(format!("deallocate {name}")).await {
                Err(failure) if failure.is_lost() => return Err(ApplyError::server(failure)),
                _ => {}
            }
        }
        Ok(())
    }

    fn enter(&mut self, kind: Leaving) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
    }

    fn begins(&mut self, word: &str) {
        match word {
            "set" | "reset" | "load" => self.enter(Leaving::Settings),
            "discard" => [Leaving::Settings, Leaving::Deallocated].into_iter().for_each(|kind| self.enter(kind)),
            "deallocate" => self.enter(Leaving::Deallocated),
            "listen" => self.enter(Leaving::Listening),
            "declare" => self.enter(Leaving::Cursors),
            _ => {}
        }
    }

    fn word(&mut self, word: &str) {
        match word {
            "temp" | "temporary" | "pg_temp" | "\"pg_temp\"" => self.enter(Leaving::Temporary),
            "set_config" => self.enter(Leaving::Settings),
            _ => {}
        }
    }

    fn prepares(&mut self, first: &str, name: &str, kind: TokenKind) {
        if first == "prepare" {
            let name = if kind == TokenKind::QuotedName { name.to_owned() } else { quoted_name(&name.to_ascii_lowercase()) };
            self.prepared.push(name);
        }
    }

    fn text(&mut self, first: &str, text: &str) {
        if first != "do" {
            return;
        }
        if ["set ", "set_config", "set\n", "reset "].iter().any(|word| text.contains(word)) {
            self.enter(Leaving::Settings);
        }
        if ["deallocate", "discard"].iter().any(|word| text.contains(word)) {
            self.enter(Leaving::Deallocated);
        }
        if text.contains("temp") {
            self.enter(Leaving::Temporary);
        }
    }
}

/// Sets, for the session, what a script runs under that runs step by step.
pub(super) fn set_for_steps(applier: &Applier) -> String {
    message::assert_and_set(applier, applier.limits.lock, Scope::Session)
}

/// Sets, for the session, how long a statement waits behind which nobody else waits.
pub(super) fn set_lock_timeout(limit: Limit) -> String {
    message::set_config("lock_timeout", &limit.setting(), Scope::Session)
}
