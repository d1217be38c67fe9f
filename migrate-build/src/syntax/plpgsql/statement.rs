//! How are the statements of PL/pgSQL read that do not hold others.

use super::control::{read_case, read_for, read_foreach, read_if, read_loop, read_while};
use super::parse::{read_block, read_condition, read_label};
use super::reader::{Reader, is_name, is_parameter};
use super::sql::{parse_statement_text, read_command, read_execute, read_list, read_perform, read_sql, read_target, skip_statement};
use super::{PlStatement, PlStatementKind, Raise, RaiseLevel};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::string::inner_text;
use crate::text::{Name, Span};

/// Reads statements up to one of these words, which is not taken.
pub(super) fn read_statements(reader: &mut Reader<'_>, end: &[&str]) -> Result<Vec<PlStatement>> {
    let mut statements = Vec::new();
    while !reader.at_any(end) {
        if reader.at_end() {
            return Err(reader.unexpected());
        }
        statements.push(reader.deeper(read_statement)?);
    }
    Ok(statements)
}

fn read_statement(reader: &mut Reader<'_>) -> Result<PlStatement> {
    let start = reader.span().start;
    let label = read_label(reader)?;
    let kind = read_kind(reader, label.clone())?;
    Ok(PlStatement { kind, label, span: Span::new(start, reader.last_end()) })
}

fn read_kind(reader: &mut Reader<'_>, label: Option<crate::syntax::name::Ident>) -> Result<PlStatementKind> {
    let word = reader.peek(0).to_ascii_lowercase();
    if (is_name(&word) || is_parameter(&word)) && matches!(reader.peek(1), ":=" | "=" | "[" | ".") {
        return read_assignment(reader);
    }
    match word.as_str() {
        "declare" | "begin" => {
            let block = read_block(reader, label)?;
            reader.expect(";")?;
            Ok(PlStatementKind::Block(Box::new(block)))
        }
        "if" => read_if(reader),
        "case" => read_case(reader),
        "loop" => read_loop(reader),
        "while" => read_while(reader),
        "for" => read_for(reader),
        "foreach" => read_foreach(reader),
        "perform" => read_perform(reader),
        "open" | "fetch" | "move" | "close" => {
            skip_statement(reader)?;
            reader.skip();
            Ok(PlStatementKind::Cursor)
        }
        "" => Err(reader.unexpected()),
        _ => read_simple(reader, &word),
    }
}

fn read_simple(reader: &mut Reader<'_>, word: &str) -> Result<PlStatementKind> {
    match word {
        "null" | "commit" | "rollback" | "exit" | "continue" | "return" | "raise" | "assert" | "get" | "execute" => reader.skip(),
        _ if is_name(word) || word == "(" => return read_sql(reader),
        _ => return Err(reader.unexpected()),
    }
    match word {
        "null" => {
            reader.expect(";")?;
            Ok(PlStatementKind::Null)
        }
        "commit" | "rollback" => {
            skip_statement(reader)?;
            reader.skip();
            Ok(if word == "commit" { PlStatementKind::Commit } else { PlStatementKind::Rollback })
        }
        "return" => read_return(reader),
        "raise" => read_raise(reader),
        "assert" => read_assert(reader),
        "get" => read_diagnostics(reader),
        "execute" => read_execute(reader),
        _ => {
            let label = if reader.at_any(&["when", ";"]) { None } else { Some(reader.name()?) };
            let condition = if reader.take("when") {
                Some(Box::new(reader.expr_to_semicolon()?))
            } else {
                reader.expect(";")?;
                None
            };
            Ok(if word == "exit" { PlStatementKind::Exit(label, condition) } else { PlStatementKind::Continue(label, condition) })
        }
    }
}

fn read_assignment(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    let target = read_target(reader)?;
    if !reader.at_any(&[":=", "="]) {
        return Err(reader.unexpected());
    }
    reader.skip();
    Ok(PlStatementKind::Assign(target, Box::new(reader.expr_to_semicolon()?)))
}

fn read_return(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    if reader.take(";") {
        return Ok(PlStatementKind::Return(None));
    }
    if reader.take("next") {
        let value = if reader.take(";") { None } else { Some(Box::new(reader.expr_to_semicolon()?)) };
        return Ok(PlStatementKind::ReturnNext(value));
    }
    if !reader.take("query") {
        return Ok(PlStatementKind::Return(Some(Box::new(reader.expr_to_semicolon()?))));
    }
    if reader.take("execute") {
        return Ok(PlStatementKind::ReturnExecute(Box::new(read_command(reader, ";")?)));
    }
    let from = reader.mark();
    skip_statement(reader)?;
    let (text, offset) = reader.text_since(from);
    let statement = parse_statement_text(text, offset, reader.grammar())?;
    reader.skip();
    Ok(PlStatementKind::ReturnQuery(Box::new(statement)))
}

fn read_assert(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    let (condition, word) = reader.expr_until(&[",", ";"])?;
    reader.skip();
    let message = if word == "," { Some(Box::new(reader.expr_to_semicolon()?)) } else { None };
    Ok(PlStatementKind::Assert(Box::new(condition), message))
}

fn read_diagnostics(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    if reader.at_any(&["current", "stacked"]) {
        reader.skip();
    }
    reader.expect("diagnostics")?;
    let mut targets = Vec::new();
    loop {
        targets.push(read_target(reader)?);
        if !reader.at_any(&[":=", "="]) {
            return Err(reader.unexpected());
        }
        reader.skip();
        reader.name()?;
        if !reader.take(",") {
            reader.expect(";")?;
            return Ok(PlStatementKind::GetDiagnostics(targets));
        }
    }
}

// pg: pl_gram.y stmt_raise
fn read_raise(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    let mut raise = Raise { level: RaiseLevel::Exception, condition: None, message: None, parameters: Vec::new(), options: Vec::new() };
    if let Some(level) = level(reader.peek(0)) {
        raise.level = level;
        reader.skip();
    }
    if reader.take(";") {
        return Ok(PlStatementKind::Raise(Box::new(raise)));
    }
    if reader.peek(0).contains('\'') || reader.peek(0).starts_with('$') {
        read_message(reader, &mut raise)?;
    } else if !reader.at("using") {
        raise.condition = Some(read_condition(reader)?);
    }
    if reader.take("using") {
        loop {
            let option = reader.name()?;
            if !reader.at_any(&["=", ":="]) {
                return Err(reader.unexpected());
            }
            reader.skip();
            let (value, word) = reader.expr_until(&[",", ";"])?;
            raise.options.push((option, value));
            if word == ";" {
                break;
            }
            reader.skip();
        }
    }
    reader.expect(";")?;
    Ok(PlStatementKind::Raise(Box::new(raise)))
}

fn read_message(reader: &mut Reader<'_>, raise: &mut Raise) -> Result<()> {
    let written = reader.peek(0);
    let message = if written.starts_with('$') {
        crate::syntax::string::dollar_inner(written).to_owned()
    } else {
        inner_text(written).replace("''", "'")
    };
    reader.skip();
    if reader.take(",") {
        raise.parameters = read_list(reader, &[",", ";", "using"])?;
    }
    let places = message.replace("%%", "").matches('%').count();
    raise.message = Some(Name::from(message));
    let wrong = match places.cmp(&raise.parameters.len()) {
        std::cmp::Ordering::Less => "many",
        std::cmp::Ordering::Greater => "few",
        std::cmp::Ordering::Equal => return Ok(()),
    };
    Err(Diagnostic::error(SqlState::SYNTAX_ERROR, format!("too {wrong} parameters specified for RAISE")))
}

fn level(word: &str) -> Option<RaiseLevel> {
    Some(match word.to_ascii_lowercase().as_str() {
        "exception" => RaiseLevel::Exception,
        "warning" => RaiseLevel::Warning,
        "notice" => RaiseLevel::Notice,
        "info" => RaiseLevel::Info,
        "log" => RaiseLevel::Log,
        "debug" => RaiseLevel::Debug,
        _ => return None,
    })
}
