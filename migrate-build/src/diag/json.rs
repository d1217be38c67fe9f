//! How is a problem told to machines: one JSON object a line.

use super::{Code, Diagnostic, Severity};
use crate::text::{Json, SourceText, Span};

/// A diagnostic as an object; `migration` is the name of the file or folder that it stands in.
#[must_use]
pub fn to_json(diagnostic: &Diagnostic, source: &SourceText, span: Span, migration: Option<&str>) -> Json {
    let (start, end) = (source.line_column(span.start), source.line_column(span.end));
    let (code, rule) = match diagnostic.code {
        Code::Sql(state) => (Json::text(state.as_str()), Json::Null),
        Code::Rule(rule) => (Json::Null, Json::text(rule)),
    };
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let help = if diagnostic.help.is_empty() { Json::Null } else { Json::text(diagnostic.help.join("; ")) };
    Json::Object(vec![
        ("severity", Json::text(severity)),
        ("code", code),
        ("rule", rule),
        ("message", Json::text(&diagnostic.message)),
        ("file", Json::text(source.path())),
        ("line", Json::Number(i64::from(start.line))),
        ("column", Json::Number(i64::from(start.column))),
        ("end_line", Json::Number(i64::from(end.line))),
        ("end_column", Json::Number(i64::from(end.column))),
        ("help", help),
        ("notes", Json::texts(&diagnostic.notes)),
        ("migration", Json::optional(migration)),
    ])
}
