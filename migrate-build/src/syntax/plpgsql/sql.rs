//! How are the SQL statements inside PL/pgSQL cut out and read.

use super::reader::Reader;
use super::{PlCommand, PlInto, PlStatementKind, PlTarget};
use crate::diag::Result;
use crate::syntax::errors;
use crate::syntax::expr::{Expr, Step};
use crate::syntax::grammar::Grammar;
use crate::syntax::parse::parse_fragment;
use crate::syntax::statement::Statement;
use crate::text::{Seek, Span};

/// Reads one statement out of a text that begins `offset` bytes into its file.
pub(super) fn parse_statement_text(text: &str, offset: u32, grammar: Grammar) -> Result<Statement> {
    let mut parsed = parse_fragment(text, offset, grammar);
    match (parsed.problems.pop(), parsed.statements.pop()) {
        (Some(problem), _) => Err(problem),
        (None, Some(statement)) => Ok(statement),
        (None, None) => Err(errors::syntax_error_at_end(offset + text.len() as u32)),
    }
}

/// Goes on to the semicolon of a SQL statement; those inside `BEGIN ATOMIC` and brackets belong to it.
pub(super) fn skip_statement(reader: &mut Reader<'_>) -> Result<()> {
    reader.skip_until(&[";"], "statement").map(|_| ())
}

/// A statement of SQL, whose `INTO` is PL/pgSQL's.
// pg: pl_gram.y make_execsql_stmt
pub(super) fn read_sql(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    let from = reader.mark();
    let first = reader.peek(0);
    let mut into: Option<(PlInto, usize)> = None;
    let mut before = "";
    let (mut brackets, mut atomic) = (0_u32, 0_u32);
    while !(reader.at(";") && brackets == 0 && atomic == 0) {
        if reader.at_end() {
            return Err(reader.refused("unexpected end of function definition"));
        }
        let word = reader.peek(0);
        match word {
            "(" => brackets += 1,
            ")" => brackets = brackets.saturating_sub(1),
            _ if word.eq_ignore_ascii_case("atomic") && before.eq_ignore_ascii_case("begin") => atomic += 1,
            _ if word.eq_ignore_ascii_case("case") && atomic > 0 => atomic += 1,
            _ if word.eq_ignore_ascii_case("end") => atomic = atomic.saturating_sub(1),
            _ => {}
        }
        let is_into = word.eq_ignore_ascii_case("into") && !["insert", "merge"].iter().exists(|verb| before.eq_ignore_ascii_case(verb));
        if is_into && !first.eq_ignore_ascii_case("import") {
            if into.is_some() {
                return Err(reader.refused("INTO specified more than once"));
            }
            let start = reader.mark();
            into = Some((read_into(reader)?, start));
            before = "";
            continue;
        }
        before = word;
        reader.skip();
    }
    let (text, offset) = reader.text_since(from);
    let statement = match &into {
        None => parse_statement_text(text, offset, reader.grammar())?,
        Some((into, _)) => parse_statement_text(&blanked(text, into.span.shifted_back(offset)), offset, reader.grammar())?,
    };
    reader.skip();
    Ok(PlStatementKind::Sql(Box::new(statement), into.map(|(into, _)| into)))
}

/// `PERFORM query` is `SELECT query`.
pub(super) fn read_perform(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    let from = reader.mark();
    skip_statement(reader)?;
    let (text, offset) = reader.text_since(from);
    let select = format!(" select{}", text.get("perform".len()..).unwrap_or(""));
    let statement = parse_statement_text(&select, offset, reader.grammar())?;
    reader.skip();
    Ok(PlStatementKind::Perform(Box::new(statement)))
}

/// `INTO [STRICT] a, b`.
pub(super) fn read_into(reader: &mut Reader<'_>) -> Result<PlInto> {
    let start = reader.span().start;
    reader.expect("into")?;
    let strict = reader.take("strict");
    let mut targets = vec![read_target(reader)?];
    while reader.take(",") {
        targets.push(read_target(reader)?);
    }
    Ok(PlInto { strict, targets, span: Span::new(start, reader.last_end()) })
}

/// `a`, `a.b`, `a[1]`.
pub(super) fn read_target(reader: &mut Reader<'_>) -> Result<PlTarget> {
    let name = reader.name()?;
    let mut steps = Vec::new();
    loop {
        if reader.take(".") {
            steps.push(Step::Field(reader.name()?));
        } else if reader.take("[") {
            let (index, word) = reader.expr_until(&["]", ":"])?;
            reader.skip();
            if word == ":" {
                let (upper, _) = reader.expr_until(&["]"])?;
                reader.skip();
                steps.push(Step::Slice(Some(index), Some(upper)));
            } else {
                steps.push(Step::Index(index));
            }
        } else {
            return Ok(PlTarget { name, steps });
        }
    }
}

/// `EXECUTE text [INTO ..] [USING ..];`, after `EXECUTE`.
pub(super) fn read_execute(reader: &mut Reader<'_>) -> Result<PlStatementKind> {
    let (text, _) = reader.expr_until(&[";", "into", "using"])?;
    let (mut into, mut using) = (None, Vec::new());
    loop {
        if reader.at("into") && into.is_none() {
            into = Some(read_into(reader)?);
        } else if reader.at("using") && using.is_empty() {
            reader.skip();
            using = read_list(reader, &[",", ";", "into"])?;
        } else {
            reader.expect(";")?;
            return Ok(PlStatementKind::Execute(Box::new(PlCommand { text, using }), into));
        }
    }
}

/// A command and its `USING`, up to one of these words.
pub(super) fn read_command(reader: &mut Reader<'_>, end: &'static str) -> Result<PlCommand> {
    let (text, word) = reader.expr_until(&[end, "using"])?;
    let mut using = Vec::new();
    if word == "using" {
        reader.skip();
        using = read_list(reader, &[",", end])?;
    }
    reader.expect(end)?;
    Ok(PlCommand { text, using })
}

/// Expressions between commas, up to one of these words, the first of which is the comma.
pub(super) fn read_list(reader: &mut Reader<'_>, words: &[&'static str]) -> Result<Vec<Expr>> {
    let mut list = Vec::new();
    loop {
        let (expr, word) = reader.expr_until(words)?;
        list.push(expr);
        if word != "," {
            return Ok(list);
        }
        reader.skip();
    }
}

/// The text with spaces instead of `part`, so that everything else keeps its place.
fn blanked(text: &str, part: Span) -> String {
    let start = part.start as usize;
    let end = (part.end as usize).min(text.len());
    let spaces = " ".repeat(end.saturating_sub(start));
    format!("{}{}{}", text.get(..start).unwrap_or(""), spaces, text.get(end..).unwrap_or(""))
}
