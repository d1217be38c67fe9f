//! How are the statements of PL/pgSQL read that hold others: conditions and loops.

use super::reader::Reader;
use super::sql::{parse_statement_text, read_command, read_list, read_target};
use super::statement::read_statements;
use super::{PlBranch, PlLoop, PlStatement, PlStatementKind, PlTarget};
use crate::diag::Result;
use crate::syntax::expr::Expr;

/// `IF .. END IF;`
pub(super) fn read_if(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    let (mut branches, mut otherwise) = (Vec::new(), Vec::new());
    loop {
        reader.skip();
        let (condition, _) = reader.expr_until(&["then"])?;
        reader.skip();
        let body = read_statements(reader, &["elsif", "elseif", "else", "end"])?;
        branches.push(PlBranch { conditions: vec![condition], body });
        if !reader.at_any(&["elsif", "elseif"]) {
            break;
        }
    }
    if reader.take("else") {
        otherwise = read_statements(reader, &["end"])?;
    }
    read_end(reader, "if")?;
    Ok(PlStatementKind::If { branches, otherwise })
}

/// `CASE .. END CASE;`
pub(super) fn read_case(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    reader.skip();
    let operand = if reader.at("when") { None } else { Some(Box::new(reader.expr_until(&["when"])?.0)) };
    let (mut branches, mut otherwise) = (Vec::new(), None);
    while reader.take("when") {
        let conditions = read_list(reader, &[",", "then"])?;
        reader.expect("then")?;
        branches.push(PlBranch { conditions, body: read_statements(reader, &["when", "else", "end"])? });
    }
    if reader.take("else") {
        otherwise = Some(read_statements(reader, &["end"])?);
    }
    read_end(reader, "case")?;
    Ok(PlStatementKind::Case { operand, branches, otherwise })
}

/// `LOOP .. END LOOP;`
pub(super) fn read_loop(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    Ok(PlStatementKind::Loop(Box::new(PlLoop::Forever), read_body(reader)?))
}

/// `WHILE condition LOOP .. END LOOP;`
pub(super) fn read_while(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    reader.skip();
    let (condition, _) = reader.expr_until(&["loop"])?;
    Ok(PlStatementKind::Loop(Box::new(PlLoop::While(condition)), read_body(reader)?))
}

/// `FOR .. IN .. LOOP .. END LOOP;`
pub(super) fn read_for(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    reader.skip();
    let targets = read_targets(reader)?;
    reader.expect("in")?;
    let head = read_for_head(reader, targets)?;
    Ok(PlStatementKind::Loop(Box::new(head), read_body(reader)?))
}

/// `FOREACH x [SLICE n] IN ARRAY a LOOP .. END LOOP;`
pub(super) fn read_foreach(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    reader.skip();
    let targets = read_targets(reader)?;
    let mut slice = None;
    if reader.take("slice") {
        slice = reader.peek(0).parse().ok();
        reader.skip();
    }
    reader.expect("in")?;
    reader.expect("array")?;
    let (array, _) = reader.expr_until(&["loop"])?;
    Ok(PlStatementKind::Loop(Box::new(PlLoop::Array { targets, slice, array }), read_body(reader)?))
}

// pg: pl_gram.y for_control
fn read_for_head(reader: &mut Reader<'_>, targets: Vec<PlTarget>) -> Result<PlLoop> {
    if reader.take("execute") {
        let command = read_command_to_loop(reader)?;
        return Ok(PlLoop::Execute(targets, command));
    }
    let start = reader.mark();
    if let Some(head) = read_cursor_head(reader, &targets)? {
        return Ok(head);
    }
    reader.back_to(start);
    let reverse = reader.take("reverse");
    let from = reader.mark();
    let word = reader.skip_until(&["loop", ".."], "expression")?;
    if word == "loop" {
        let (text, offset) = reader.text_since(from);
        return Ok(PlLoop::Query(targets, Box::new(parse_statement_text(text, offset, reader.grammar())?)));
    }
    reader.back_to(from);
    let (low, _) = reader.expr_until(&[".."])?;
    reader.skip();
    let (high, word) = reader.expr_until(&["loop", "by"])?;
    let step = if word == "by" {
        reader.skip();
        Some(reader.expr_until(&["loop"])?.0)
    } else {
        None
    };
    match targets.into_iter().next() {
        Some(variable) => Ok(PlLoop::Range { variable, reverse, low, high, step }),
        None => Err(reader.unexpected()),
    }
}

/// `FOR r IN cursor LOOP` and `FOR r IN cursor(arguments) LOOP`: a query is more than one name.
fn read_cursor_head(reader: &mut Reader<'_>, targets: &[PlTarget]) -> Result<Option<PlLoop>> {
    if !reader.at_name() || reader.at_any(&["select", "with", "values", "table", "reverse"]) {
        return Ok(None);
    }
    let cursor = reader.name()?;
    let mut arguments = Vec::new();
    if reader.take("(") && !reader.take(")") {
        let from = reader.mark();
        if reader.skip_until(&[")"], "expression").is_err() || !reader.peek(1).eq_ignore_ascii_case("loop") {
            return Ok(None);
        }
        reader.back_to(from);
        arguments = read_cursor_arguments(reader)?;
    }
    let target = targets.first().cloned();
    Ok(match target {
        Some(target) if reader.at("loop") => Some(PlLoop::Cursor(target, cursor, arguments)),
        _ => None,
    })
}

/// The arguments of a cursor, which may be named, up to and with the closing bracket.
fn read_cursor_arguments(reader: &mut Reader<'_>) -> Result<Vec<Expr>> {
    let mut arguments = Vec::new();
    loop {
        if matches!(reader.peek(1), ":=" | "=>") {
            reader.skip();
            reader.skip();
        }
        let (value, word) = reader.expr_until(&[",", ")"])?;
        arguments.push(value);
        reader.skip();
        if word == ")" {
            return Ok(arguments);
        }
    }
}

/// A command, up to `LOOP`, which stays.
fn read_command_to_loop(reader: &mut Reader<'_>) -> Result<super::PlCommand> {
    let command = read_command(reader, "loop")?;
    reader.back_to(reader.mark() - 1);
    Ok(command)
}

fn read_targets(reader: &mut Reader<'_>) -> Result<Vec<PlTarget>> {
    let mut targets = vec![read_target(reader)?];
    while reader.take(",") {
        targets.push(read_target(reader)?);
    }
    Ok(targets)
}

fn read_body(reader: &mut Reader<'_>) -> Result<Vec<PlStatement>> {
    reader.expect("loop")?;
    let body = read_statements(reader, &["end"])?;
    reader.expect("end")?;
    reader.expect("loop")?;
    if reader.at_name() {
        reader.skip();
    }
    reader.expect(";")?;
    Ok(body)
}

fn read_end(reader: &mut Reader<'_>, word: &str) -> Result<()> {
    reader.expect("end")?;
    reader.expect(word)?;
    reader.expect(";")
}
