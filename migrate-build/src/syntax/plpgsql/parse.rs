//! How are blocks and declarations of PL/pgSQL read.

use super::reader::Reader;
use super::sql::{parse_statement_text, skip_statement};
use super::statement::read_statements;
use super::{Block, Declaration, DeclarationKind, DeclaredType, Handler};
use crate::diag::Result;
use crate::syntax::grammar::Grammar;
use crate::syntax::name::{Ident, fold_identifier, qualified_name};
use crate::syntax::parse::parse_type;
use crate::syntax::string::inner_text;
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Name, Span};

/// Reads the body of a function or `DO` block that begins `offset` bytes into its file.
pub fn parse_plpgsql(text: &str, offset: u32, grammar: Grammar) -> Result<Block> {
    let mut reader = Reader::new(text, offset, grammar)?;
    while reader.take("#") {
        while !reader.at_end() && !reader.at_any(&["#", "<<", "declare", "begin"]) {
            reader.skip();
        }
    }
    let label = read_label(&mut reader)?;
    let block = read_block(&mut reader, label)?;
    reader.take(";");
    if reader.at_end() { Ok(block) } else { Err(reader.unexpected()) }
}

/// `<<label>>`.
pub(super) fn read_label(reader: &mut Reader<'_>) -> Result<Option<Ident>> {
    if !reader.take("<<") {
        return Ok(None);
    }
    let label = reader.name()?;
    reader.expect(">>")?;
    Ok(Some(label))
}

/// A block from `DECLARE` or `BEGIN` to `END`, without the semicolon after it.
pub(super) fn read_block(reader: &mut Reader<'_>, label: Option<Ident>) -> Result<Block> {
    let start = reader.span().start;
    let mut declarations = Vec::new();
    while reader.take("declare") {
        while !reader.at_any(&["begin", "declare"]) {
            declarations.push(read_declaration(reader)?);
        }
    }
    reader.expect("begin")?;
    let body = read_statements(reader, &["end", "exception"])?;
    let handlers = if reader.take("exception") { read_handlers(reader)? } else { Vec::new() };
    reader.expect("end")?;
    if reader.at_name() {
        reader.skip();
    }
    Ok(Block { label, declarations, body, handlers, span: Span::new(start, reader.last_end()) })
}

fn read_handlers(reader: &mut Reader<'_>) -> Result<Vec<Handler>> {
    let mut handlers = Vec::new();
    while reader.take("when") {
        let mut conditions = vec![read_condition(reader)?];
        while reader.take("or") {
            conditions.push(read_condition(reader)?);
        }
        reader.expect("then")?;
        handlers.push(Handler { conditions, body: read_statements(reader, &["end", "when"])? });
    }
    if handlers.is_empty() { Err(reader.unexpected()) } else { Ok(handlers) }
}

/// A condition's name, or `SQLSTATE 'xxxxx'`.
pub(super) fn read_condition(reader: &mut Reader<'_>) -> Result<Ident> {
    if reader.at("sqlstate") {
        reader.skip();
        if !reader.peek(0).starts_with('\'') {
            return Err(reader.unexpected());
        }
        let state = Ident { name: Name::from(inner_text(reader.peek(0))), span: reader.span() };
        reader.skip();
        return Ok(state);
    }
    reader.name()
}

fn read_declaration(reader: &mut Reader<'_>) -> Result<Declaration> {
    let name = reader.name()?;
    if reader.at("alias") && reader.peek(1).eq_ignore_ascii_case("for") {
        reader.skip();
        reader.skip();
        let other = fold_identifier(reader.peek(0));
        reader.skip();
        reader.expect(";")?;
        return Ok(Declaration { name, kind: DeclarationKind::Alias(other) });
    }
    if reader.at("cursor")
        || (reader.at_any(&["scroll", "no"])
            && (reader.peek(1).eq_ignore_ascii_case("cursor") || reader.peek(2).eq_ignore_ascii_case("cursor")))
    {
        return Ok(Declaration { name, kind: read_cursor(reader)? });
    }
    let constant = reader.take("constant");
    let type_name = Box::new(read_type(reader)?);
    if reader.take("collate") {
        reader.skip_until(&[";", "not", ":=", "=", "default"], "statement")?;
    }
    let not_null = reader.take("not");
    if not_null {
        reader.expect("null")?;
    }
    let value = if reader.at_any(&[":=", "=", "default"]) {
        reader.skip();
        Some(Box::new(reader.expr_to_semicolon()?))
    } else {
        reader.expect(";")?;
        None
    };
    Ok(Declaration { name, kind: DeclarationKind::Variable { type_name, constant, not_null, value } })
}

fn read_cursor(reader: &mut Reader<'_>) -> Result<DeclarationKind> {
    while !reader.at("cursor") {
        reader.skip();
    }
    reader.skip();
    reader.skip_until(&["for", "is"], "statement")?;
    reader.skip();
    let from = reader.mark();
    skip_statement(reader)?;
    let (text, offset) = reader.text_since(from);
    let query = parse_statement_text(text, offset, reader.grammar())?;
    reader.expect(";")?;
    Ok(DeclarationKind::Cursor(Some(Box::new(query))))
}

// pg: pl_gram.y read_datatype
fn read_type(reader: &mut Reader<'_>) -> Result<DeclaredType> {
    let from = reader.mark();
    reader.skip_until(&[";", "not", ":=", "=", "default", "collate"], "statement").map_err(|_| reader.unexpected())?;
    let end = reader.mark();
    if end == from {
        return Err(reader.refused("missing data type declaration"));
    }
    let (text, offset) = reader.text_since(from);
    if text.eq_ignore_ascii_case("record") {
        return Ok(DeclaredType::Record);
    }
    reader.back_to(from);
    let special = read_percent(reader, end)?;
    reader.back_to(end);
    match special {
        Some(special) => Ok(special),
        None => parse_type(text, offset, reader.grammar()).map(DeclaredType::Type),
    }
}

/// `a.b%TYPE`, `a%ROWTYPE`.
fn read_percent(reader: &mut Reader<'_>, end: usize) -> Result<Option<DeclaredType>> {
    let mut parts: Vec<Ident> = Vec::new();
    while reader.mark() < end && reader.at_name() {
        parts.push(reader.name()?);
        if !reader.take(".") {
            break;
        }
    }
    if !reader.take("%") {
        return Ok(None);
    }
    if reader.at("rowtype") {
        return qualified_name(parts).map(|name| Some(DeclaredType::Row(name)));
    }
    if !reader.take("type") {
        return Err(reader.unexpected());
    }
    let array_bounds = if reader.mark() < end { vec![None] } else { Vec::new() };
    let span = parts.iter().map(|part| part.span).reduce(Span::to).unwrap_or_default();
    let Some(column) = parts.pop() else { return Ok(None) };
    if parts.is_empty() {
        return Ok(Some(DeclaredType::OfVariable(column)));
    }
    let base = TypeBase::OfColumn { relation: qualified_name(parts)?, column };
    Ok(Some(DeclaredType::Type(TypeName { base, modifiers: Vec::new(), array_bounds, set_of: false, span })))
}
