//! `cargo migrate diff --database`: in which objects does the live database differ from what the folder makes, and what makes them the same.

use crate::carried::{history_of, open};
use crate::drift::{Cause, Drift, Origins, add_expressions, applied_of, drift};
use crate::options::Shared;
use crate::output::{Format, Status, counted, objects_are, say};
use migrate_build::docs::Remedy;
use migrate_build::text::Json;
use migrate_model::{ComparableObject, SchemaDifference};

/// What is written of the differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Each difference, with what brings it about.
    Differences,
    /// The script alone that takes back what was changed by hand.
    Script,
}

pub(crate) fn run(shared: &Shared, shown: Shown) -> Status {
    let format = shared.format;
    let compared = || -> Result<Status, Status> {
        let mut session = open(shared.load()?, format)?;
        let events = session.events(format)?;
        let applied = applied_of(&session, &history_of(&events, format)?);
        let mut found = drift(&mut session, &applied, format)?;
        let unread = add_expressions(&mut session, &applied, &mut found, format)?;
        let unapplied = session.folded.migrations.len() - applied.len();
        let all = Origins::of(&session.folded.migrations, session.folded.versions);
        let now = Origins::of(&applied, session.folded.versions);
        let remedies = now.remedies(&found.found, &found.by_hand);
        if shown == Shown::Script {
            say(&script(&remedies.all(), &found, &unread, format));
            return Ok(if found.by_hand.is_empty() { Status::Good } else { Status::Errors });
        }
        found.by_hand.iter().for_each(|difference| told(difference, Cause::ByHand, &all, remedies.of(difference), format));
        for (cause, differences) in [(Cause::Pending, &found.pending), (Cause::Early, &found.early)] {
            differences.iter().for_each(|difference| told(difference, cause, &all, made_by_pending(difference, cause, &all), format));
        }
        unread.iter().for_each(|(object, reason)| not_compared(object, reason, format));
        if format != Format::Json {
            summary(&found, unapplied, !applied.is_empty()).iter().for_each(|line| say(line));
        }
        Ok(if found.by_hand.is_empty() && found.pending.is_empty() { Status::Good } else { Status::Errors })
    };
    compared().unwrap_or_else(|status| status)
}

/// What a pending migration makes is shown; what it changes, applying it does.
fn made_by_pending(difference: &SchemaDifference, cause: Cause, origins: &Origins) -> Remedy {
    match difference {
        SchemaDifference::Missing(object) if cause == Cause::Pending => {
            Remedy { statements: origins.sql(object).into_iter().collect(), ..Remedy::default() }
        }
        _ => Remedy::default(),
    }
}

/// The statements in one transaction, behind those that have to be committed before, under what is to be known of them.
fn script(remedy: &Remedy, found: &Drift, unread: &[(ComparableObject, String)], format: Format) -> String {
    if format == Format::Json {
        return Json::Object(remedy_fields(remedy)).to_string();
    }
    let count = found.by_hand.len();
    let mut lines = match count {
        0 => vec!["-- nothing was changed by hand".to_owned()],
        _ => vec![format!("-- {} not as the migrations made {}", objects_are(count), if count == 1 { "it" } else { "them" })],
    };
    lines.extend(remedy.notes.iter().map(|note| format!("-- {note}")));
    lines.extend(unread.iter().map(|(object, reason)| format!("-- the expressions of {object} are not compared: {reason}")));
    lines.extend(remedy.alone.iter().cloned());
    if !remedy.statements.is_empty() {
        lines.push("BEGIN;".to_owned());
        lines.extend(remedy.statements.iter().cloned());
        lines.push("COMMIT;".to_owned());
    }
    lines.join("\n")
}

fn told(difference: &SchemaDifference, cause: Cause, origins: &Origins, remedy: Remedy, format: Format) {
    let object = difference.object();
    let label = origins.label(object);
    if format == Format::Json {
        return say(&as_json(difference, cause, label, &remedy));
    }
    if cause == Cause::Early {
        return say(&format!(
            "= {object} is as a pending migration{} makes it",
            label.map(|label| format!(", {label},")).unwrap_or_default()
        ));
    }
    let sign = match difference {
        SchemaDifference::Missing(_) => "-",
        SchemaDifference::Extra(_) => "+",
        SchemaDifference::Different { .. } => "~",
    };
    let because = if cause == Cause::Pending { ": pending" } else { "" };
    let made = label.map(|label| format!(" ({label}{because})")).unwrap_or_default();
    let mut text = match difference {
        SchemaDifference::Different { object, expected, found } => {
            format!("{sign} {object} is another{made}\n    the folder    {}\n    the database  {}", shown(expected), shown(found))
        }
        other => format!("{sign} {other}{made}"),
    };
    text.extend(remedy.notes.iter().map(|note| format!("\n    -- {note}")));
    let lines = remedy.alone.iter().chain(&remedy.statements).flat_map(|sql| sql.lines());
    text.extend(lines.map(|line| format!("\n    {line}").trim_end().to_owned()));
    say(&text);
}

/// On a line of its own.
fn shown(definition: &str) -> String {
    let words: Vec<&str> = definition.split_whitespace().collect();
    if words.is_empty() { "nothing more".to_owned() } else { words.join(" ") }
}

/// What the server prints of an object could not be read.
fn not_compared(object: &ComparableObject, reason: &str, format: Format) {
    match format {
        Format::Json => say(&Json::Object(vec![("object", Json::text(object.to_string())), ("not_compared", Json::text(reason))])),
        Format::Text | Format::Sarif => say(&format!("note: the expressions of {object} are not compared: {reason}")),
    }
}

/// A difference as data.
pub(crate) fn as_json(difference: &SchemaDifference, cause: Cause, migration: Option<&str>, remedy: &Remedy) -> Json {
    let object = difference.object();
    let (state, expected, found) = match difference {
        SchemaDifference::Missing(_) => ("missing", None, None),
        SchemaDifference::Extra(_) => ("not expected", None, None),
        SchemaDifference::Different { expected, found, .. } => ("different", Some(expected), Some(found)),
    };
    let mut fields = vec![
        ("object", Json::text(object.to_string())),
        ("kind", Json::text(object.kind.word())),
        ("name", Json::List(object.path.iter().map(Json::text).collect())),
        ("difference", Json::text(state)),
        ("cause", Json::text(cause.word())),
        ("expected", Json::optional(expected)),
        ("found", Json::optional(found)),
        ("migration", Json::optional(migration)),
    ];
    fields.extend(remedy_fields(remedy));
    Json::Object(fields)
}

/// What brings an object, or all of them, to what the migrations made.
fn remedy_fields(remedy: &Remedy) -> Vec<(&'static str, Json)> {
    let all: Vec<&str> = remedy.alone.iter().chain(&remedy.statements).map(String::as_str).collect();
    let sql = Some(all.join("\n")).filter(|sql| !sql.is_empty());
    vec![("sql", Json::optional(sql)), ("notes", Json::List(remedy.notes.iter().map(Json::text).collect()))]
}

/// What it comes to, and what to do next.
fn summary(found: &Drift, unapplied: usize, has_history: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if found.by_hand.is_empty() && found.pending.is_empty() {
        lines.push("the database has the schema that the folder makes".to_owned());
    }
    if !found.by_hand.is_empty() {
        let count = found.by_hand.len();
        lines.push(format!(
            "{} not as the migrations made {}: {what}",
            objects_are(count),
            if count == 1 { "it" } else { "them" },
            what = "put the change into a migration (`cargo migrate new`), or take it back with the SQL above (`cargo migrate diff --database --sql` writes one script)"
        ));
    }
    if !found.pending.is_empty() {
        lines.push(format!("{} because of what is pending; `cargo migrate apply` applies it", differ(found.pending.len())));
    }
    match (found.early.is_empty(), has_history) {
        (false, true) => lines.push(format!(
            "{} there before the migrations that make them: `cargo migrate resolve --applied VERSION` says that one is applied",
            objects_are(found.early.len())
        )),
        (false, false) => lines.push(format!(
            "{} there and no migration is in the history: `cargo migrate adopt` takes over that of another tool, `cargo migrate baseline VERSION` begins one",
            objects_are(found.early.len())
        )),
        (true, _) if unapplied > 0 && found.pending.is_empty() => {
            lines.push(format!("{} pending, and `cargo migrate apply` applies what is", counted(unapplied, "migration")));
        }
        (true, _) => {}
    }
    lines
}

fn differ(count: usize) -> String {
    if count == 1 { "1 object differs".to_owned() } else { format!("{count} objects differ") }
}
