//! Which steps of an unfinished migration are done: rows beside the history, which are gone when the migration is done.

use super::conversation::Conversation;
use super::error::{ApplyError, ApplyErrorKind};
use super::run::Subject;
use crate::carried::{Script, Step};
use migrate_model::{HistoryTable, quoted_text, token_checksum};
use std::collections::BTreeMap;

/// Whether a migration is applied or undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// The rows of one migration in one direction.
#[derive(Clone, Debug)]
pub(super) struct ProgressRows {
    table: String,
    /// The columns that tell whose rows they are, as SQL writes their values.
    key: [String; 4],
}

/// How far a step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StepProgress {
    /// The checksum of what ran.
    hash: String,
    pub(super) reached: Reached,
}

/// How far a step came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// To its end.
    End,
    /// To a key, by batches that touched so many rows.
    Key { key: String, rows: u64 },
}

const COLUMNS: [&str; 4] = ["kind", "version", "name", "direction"];

impl ProgressRows {
    pub(super) fn new(table: &HistoryTable, subject: &Subject, direction: Direction) -> Self {
        let direction = match direction {
            Direction::Up => "up",
            Direction::Down => "down",
        };
        Self {
            table: table.qualified_progress(),
            key: [subject.kind.as_str(), &subject.version, &subject.name, direction].map(quoted_text),
        }
    }

    /// Reads how far each step is, and refuses steps that were edited since.
    pub(super) async fn read(
        &self,
        talk: &Conversation,
        script: &Script,
        steps: &[Step],
    ) -> Result<BTreeMap<usize, StepProgress>, ApplyError> {
        let sql = format!("select step, hash, reached, touched from {} where {} order by step", self.table, self.is_own());
        let answer = talk.read(sql).await.map_err(ApplyError::server)?;
        let mut found = BTreeMap::new();
        for row in answer.rows(0) {
            let (number, progress) = parse(row).ok_or_else(|| ApplyError::unreadable("the progress"))?;
            let same = steps.get(number).is_some_and(|step| hash_of(script, step) == progress.hash);
            if !same {
                return Err(ApplyError::new(ApplyErrorKind::StepEdited { step: number + 1 }));
            }
            found.insert(number, progress);
        }
        Ok(found)
    }

    /// Notes how far a step is.
    pub(super) fn note(&self, script: &Script, number: usize, step: &Step, reached: &Reached) -> String {
        let (key, rows) = match reached {
            Reached::End => ("null".to_owned(), "null".to_owned()),
            Reached::Key { key, rows } => (quoted_text(key), rows.to_string()),
        };
        format!(
            "insert into {} (kind, version, name, direction, step, hash, reached, touched) values ({}, {number}, '{}', {key}, {rows}) \
             on conflict (kind, version, name, direction, step) do update set reached = excluded.reached, touched = excluded.touched, \
             at = excluded.at;\n",
            self.table,
            self.key.join(", "),
            hash_of(script, step)
        )
    }

    /// Removes the rows.
    pub(super) fn clear(&self) -> String {
        format!("delete from {} where {};\n", self.table, self.is_own())
    }

    fn is_own(&self) -> String {
        let equal = COLUMNS.iter().zip(&self.key).map(|(column, value)| format!("{column} operator(pg_catalog.=) {value}"));
        equal.collect::<Vec<_>>().join(" and ")
    }
}

/// The text of a step.
pub(super) fn text_of<'a>(script: &Script, step: &Step) -> &'a str
where
    'static: 'a,
{
    usize::try_from(step.start).ok().zip(usize::try_from(step.end).ok()).and_then(|(start, end)| script.sql.get(start..end)).unwrap_or("")
}

fn hash_of(script: &Script, step: &Step) -> String {
    token_checksum(text_of(script, step)).to_string()
}

fn parse(row: &[Option<String>]) -> Option<(usize, StepProgress)> {
    let text = |column: usize| row.get(column)?.as_deref();
    let reached = match (text(2), text(3)) {
        (Some(key), Some(rows)) => Reached::Key { key: key.to_owned(), rows: rows.parse().ok()? },
        _ => Reached::End,
    };
    Some((text(0)?.parse().ok()?, StepProgress { hash: text(1)?.to_owned(), reached }))
}
