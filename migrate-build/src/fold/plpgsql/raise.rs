//! What does RAISE raise.

use super::super::cx::Cx;
use super::cast::text_of;
use super::condition::state_of;
use super::flow::Body;
use super::run::value_of;
use super::value::Value;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::plpgsql::{Raise, RaiseLevel};

/// Raises an error where the level is that of one.
// pg: pl_exec.c exec_stmt_raise
pub(super) fn run_raise(cx: &Cx<'_>, body: &Body, raise: &Raise) -> Result<()> {
    if raise.level != RaiseLevel::Exception {
        return Ok(());
    }
    if raise.condition.is_none() && raise.message.is_none() && raise.options.is_empty() {
        return body.handled.clone().map_or(Ok(()), Err);
    }
    let mut state = raise.condition.as_ref().and_then(|condition| state_of(&condition.name)).unwrap_or(SqlState::RAISE_EXCEPTION);
    let mut message = match &raise.message {
        Some(format) => Some(filled(cx, body, format, raise)?),
        None => raise.condition.as_ref().map(|condition| condition.name.to_string()),
    };
    for (option, value) in &raise.options {
        let value = value_of(cx, body, value)?;
        match (option.name.to_ascii_lowercase().as_str(), text_of(&cx.catalog, &value)) {
            ("errcode", Some(code)) => state = state_of(&code).unwrap_or(state),
            ("message", Some(text)) => message = Some(text),
            _ => {}
        }
    }
    Err(Diagnostic::error(state, message.unwrap_or_default()))
}

fn filled(cx: &Cx<'_>, body: &Body, format: &str, raise: &Raise) -> Result<String> {
    let mut out = String::new();
    let mut values = raise.parameters.iter();
    let mut characters = format.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
        } else if characters.next_if_eq(&'%').is_some() {
            out.push('%');
        } else if let Some(expr) = values.next() {
            let value = value_of(cx, body, expr)?;
            out.push_str(&match value {
                Value::Null => "<NULL>".to_owned(),
                value => text_of(&cx.catalog, &value).unwrap_or_else(|| "?".to_owned()),
            });
        }
    }
    Ok(out)
}
