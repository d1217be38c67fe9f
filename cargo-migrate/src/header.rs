//! What do the headers of migrations say, with what the history of a database knows of it: when each was executed, and whether its queries held.

use crate::output::{Format, counted, say};
use migrate_build::compile::{CheckBox, Header};
use migrate_build::text::Json;

/// What is known of a migration beside its header.
pub(crate) struct Known<'a> {
    /// When it was applied.
    pub(crate) executed: Option<&'a str>,
    /// How many queries must hold after it: they held when it was applied, or it would not have been.
    pub(crate) queries: usize,
}

/// The header as data.
pub(crate) fn as_json(header: &Header, known: &Known<'_>) -> Json {
    let check_box = |found: &CheckBox| Json::Object(vec![("text", Json::text(&found.text)), ("ticked", Json::Bool(found.ticked))]);
    Json::Object(vec![
        ("title", Json::optional(header.title.as_deref())),
        ("problem", Json::optional(header.problem.as_deref())),
        ("solution", Json::optional(header.solution.as_deref())),
        ("affected_tables", Json::List(header.affected_tables.iter().map(|(table, _)| Json::text(table)).collect())),
        ("executed_at", Json::optional(known.executed)),
        ("verified", Json::Bool(known.executed.is_some() && known.queries > 0)),
        ("check_boxes", Json::List(header.check_boxes.iter().map(check_box).collect())),
    ])
}

/// The header for people, below the line of its migration.
pub(crate) fn show(header: &Header, known: &Known<'_>, format: Format) {
    if format == Format::Json {
        return;
    }
    let part = |word: &str, text: &Option<String>| {
        if let Some(text) = text {
            say(&format!("    {word}{text}"));
        }
    };
    part("", &header.title);
    part("problem: ", &header.problem);
    part("solution: ", &header.solution);
    if !header.affected_tables.is_empty() {
        let tables: Vec<&str> = header.affected_tables.iter().map(|(table, _)| table.as_str()).collect();
        say(&format!("    affected tables: {}", tables.join(", ")));
    }
    match known.executed {
        Some(when) => say(&format!("    [x] executed {when}")),
        None => say(&"    [ ] executed"),
    }
    match (known.executed, known.queries) {
        (_, 0) => {}
        (Some(_), queries) => say(&format!("    [x] verified when it was applied, by {}", counted(queries, "query"))),
        (None, _) => say(&"    [ ] verified"),
    }
    for CheckBox { text, ticked } in &header.check_boxes {
        say(&format!("    [{}] {text}", if *ticked { 'x' } else { ' ' }));
    }
}
