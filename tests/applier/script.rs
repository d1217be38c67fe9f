//! How are actions called on the pages, and what stands for an outcome there.

use migrate_model::{ChecksumAlgorithm, EventKind, HistoryEvent, NO_EVENT, ScriptKind};
use migrate_runtime::applier::{Action, Answer, Failure, History, Outcome, StatementResult};
use migrate_runtime::{MigrationKind, Migrations, SqlState};
use std::time::Duration;

/// An action as the pages call it.
pub(crate) struct Spoken {
    pub(crate) name: String,
    /// How long it takes in the pages' time.
    pub(crate) takes: Duration,
}

/// What tells messages apart, the first that fits.
const MESSAGES: [(&str, &str); 15] = [
    ("create table \"public\".\"migration_history\"", "make the tables"),
    ("left join (select id, hash, state", "facts and history"),
    ("pg_is_in_recovery", "facts"),
    ("left join pg_catalog.pg_stat_activity", "take the lock"),
    ("rollback;\nselect pg_catalog.set_config", "give the lock back"),
    ("rollback;\ndeallocate migrate_begin_", "forget what is prepared"),
    ("pg_catalog.pg_advisory_unlock", "give the lock back once"),
    ("set_config('client_connection_check_interval'", "prepare the session"),
    ("order by id", "read the history"),
    ("select exists", "ask for the own lock"),
    ("pg_settings", "read the settings"),
    ("reset all", "reset the session"),
    ("from \"public\".\"migration_history_progress\"", "read the progress"),
    ("pg_stat_progress_create_index", "look for the index"),
    ("drop index concurrently", "drop the index"),
];

impl Spoken {
    pub(crate) fn of(action: &Action) -> Self {
        let sql = match action {
            Action::Wait(time) => return Self { name: "wait".to_owned(), takes: *time },
            Action::Send { sql, .. } => sql,
        };
        Self { name: name_of(sql), takes: Duration::from_millis(10) }
    }
}

fn name_of(sql: &str) -> String {
    if sql.contains("prepare migrate_begin_") {
        return "prepare what is sent often".to_owned();
    }
    // An event says itself what it is about.
    for (insert, how) in [("insert into \"public\".\"migration_history\" ", ""), ("execute migrate_event_", "by name ")] {
        if let Some((_, values)) = sql.split_once(insert) {
            let words: Vec<&str> = values.split('\'').collect();
            let after = |at: usize| words.get(at).copied().unwrap_or_default();
            return format!("write {how}that {}_{} is {}", after(5), after(7), after(1));
        }
    }
    if sql.contains("insert into \"public\".\"migration_history_progress\"") {
        return "note the step".to_owned();
    }
    // The check of the lock stands in front of most messages.
    let asserted = sql.contains("migrate: the lock is not held");
    let rest = sql.rsplit("::pg_catalog.bool end").next().unwrap_or(sql);
    let known = MESSAGES.iter().find(|(part, _)| if asserted { rest.contains(part) } else { sql.contains(part) });
    match known {
        Some((_, name)) => (*name).to_owned(),
        None if asserted => "check the lock".to_owned(),
        None => sql.lines().next().unwrap_or_default().to_owned(),
    }
}

/// What the pages' database knows.
pub(crate) struct Script {
    migrations: Migrations,
}

impl Script {
    pub(crate) fn new(migrations: Migrations) -> Self {
        Self { migrations }
    }

    /// What an answer stands for.
    pub(crate) fn outcome(&mut self, spoken: &Spoken, answer: &str) -> Option<Outcome> {
        if spoken.name == "wait" {
            return Some(Outcome::Waited);
        }
        if let Some(error) = answer.strip_prefix("error ") {
            let (code, message) = error.split_once(' ').unwrap_or((error, "refused"));
            return Some(Outcome::Failed(Failure::refused(SqlState::from_code(code), message)));
        }
        if answer == "lost" {
            return Some(Outcome::Failed(Failure::lost("connection reset by peer")));
        }
        let results = match spoken.name.as_str() {
            _ if answer == "ok" => vec![rows(vec![]), rows(vec![vec![Some("none")]])],
            "facts and history" => vec![self.facts_and_history(answer)?],
            "facts" => vec![beside(answer)?],
            "take the lock" => lock(answer)?,
            "give the lock back" => {
                vec![rows(vec![]), rows(vec![]), rows(vec![vec![Some("t")]]), rows(vec![vec![Some(flag(answer, "kept")?)]])]
            }
            "give the lock back once" => vec![rows(vec![vec![Some("t")]]), rows(vec![vec![Some(flag(answer, "kept")?)]])],
            "ask for the own lock" => vec![rows(vec![vec![Some(flag(answer, "held")?)]])],
            "read the history" => vec![self.history_rows(answer)?],
            "look for the index" => vec![index(answer)?],
            _ => return None,
        };
        Some(Outcome::Answered(Answer { results }))
    }

    /// A server, with what is applied behind ` with `.
    fn facts_and_history(&self, answer: &str) -> Option<StatementResult> {
        let (server, applied) = answer.split_once(" with ").unwrap_or((answer, ""));
        let events = self.events(applied)?;
        let mut row = facts(server)?;
        row.push(Some(events.len().to_string()));
        match events.last() {
            Some(last) => row.extend([last.id.to_string(), last.hash().to_string(), last.state.to_string()].map(Some)),
            None => row.extend([None, None, None]),
        }
        Some(StatementResult { rows: vec![row], touched: 1 })
    }

    /// Events for names in their order: `001_one`, `001_one edited`, `002_two begun`, separated by commas.
    fn events(&self, names: &str) -> Option<Vec<HistoryEvent>> {
        let mut events: Vec<HistoryEvent> = Vec::new();
        for name in names.split(", ").filter(|name| !name.is_empty() && *name != "nothing") {
            let (name, state) = name.split_once(' ').unwrap_or((name, ""));
            let own = self.migrations.list().iter().find(|own| match own.kind {
                MigrationKind::Versioned => format!("{}_{}", own.version, own.name) == name,
                MigrationKind::Repeatable => format!("R__{}", own.name) == name,
            });
            let (version, label) = name.split_once('_')?;
            let mut event = HistoryEvent {
                id: i64::try_from(events.len()).ok()? + 1,
                event: if state == "begun" { EventKind::Started } else { EventKind::Applied },
                kind: ScriptKind::Versioned,
                version: version.to_owned(),
                name: label.to_owned(),
                checksum: if state == "edited" { "other" } else { own.map_or("unknown", |own| own.checksum) }.to_owned(),
                algorithm: ChecksumAlgorithm::Tokens1,
                text_hash: own.map_or("unknown", |own| own.text_hash).to_owned(),
                at: 0,
                role: "me".to_owned(),
                application: "test".to_owned(),
                program: String::new(),
                server: 150_004,
                down: None,
                expressions: None,
                state: NO_EVENT,
                previous: events.last().map_or(NO_EVENT, HistoryEvent::hash),
            };
            let all = events.iter().chain([&event]).map(|event| (event.clone(), event.hash()));
            event.state = History::from_events(all).ok()?.digest();
            events.push(event);
        }
        Some(events)
    }

    fn history_rows(&self, answer: &str) -> Option<StatementResult> {
        let rows = self.events(answer)?.into_iter().map(|event| {
            let hash = event.hash().to_string();
            let columns = [
                event.id.to_string(),
                "1".to_owned(),
                event.event.as_str().to_owned(),
                event.kind.as_str().to_owned(),
                event.version,
                event.name,
                event.checksum,
                event.algorithm.as_str().to_owned(),
                event.text_hash,
                "0".to_owned(),
                event.role,
                event.application,
                event.program,
                event.server.to_string(),
                event.state.to_string(),
                event.previous.to_string(),
                hash,
            ];
            columns.map(Some).into_iter().chain([None, None, None]).collect()
        });
        Some(StatementResult { rows: rows.collect(), touched: 0 })
    }
}

fn rows(rows: Vec<Vec<Option<&str>>>) -> StatementResult {
    StatementResult {
        rows: rows.into_iter().map(|row| row.into_iter().map(|value| value.map(str::to_owned)).collect()).collect(),
        touched: 0,
    }
}

fn flag(answer: &str, yes: &str) -> Option<&'static str> {
    match answer {
        "gone" => Some("f"),
        _ if answer == yes => Some("t"),
        _ => None,
    }
}

/// A server without a history, where that of another tool may be named behind ` beside `.
fn beside(answer: &str) -> Option<StatementResult> {
    let (server, other) = answer.split_once(" beside ").map_or((answer, None), |(server, other)| (server, Some(other)));
    let mut row = facts(server)?;
    row.push(other.map(str::to_owned));
    Some(StatementResult { rows: vec![row], touched: 1 })
}

/// `a primary`, or another state.
fn facts(server: &str) -> Option<Vec<Option<String>>> {
    let (recovery, read_only, open) = match server {
        "a primary" => ("f", "off", "f"),
        "a standby" => ("t", "on", "f"),
        "a read-only session" => ("f", "on", "f"),
        "an open transaction" => ("f", "off", "t"),
        _ => return None,
    };
    let row = ["150004", recovery, read_only, open, "1700000000.5", "me", "test", "0", "on", "t"];
    Some(row.map(|text| Some(text.to_owned())).to_vec())
}

fn lock(answer: &str) -> Option<Vec<StatementResult>> {
    if answer == "free" {
        return Some(vec![rows(vec![vec![Some("t"), Some("7")]]), rows(vec![])]);
    }
    let pid = answer.strip_prefix("held by ")?;
    let holder = vec![Some(pid), Some("deploy"), Some("clinic"), Some("2026-01-01 00:00:00"), Some("active"), Some("create table t ()")];
    Some(vec![rows(vec![vec![Some("f"), Some("7")]]), rows(vec![holder])])
}

fn index(answer: &str) -> Option<StatementResult> {
    Some(rows(match answer {
        "none" => vec![],
        "valid" => vec![vec![Some("public"), Some("i"), Some("t"), None]],
        "invalid" => vec![vec![Some("public"), Some("i"), Some("f"), None]],
        "being built" => vec![vec![Some("public"), Some("i"), Some("f"), Some("99")]],
        _ => return None,
    }))
}
