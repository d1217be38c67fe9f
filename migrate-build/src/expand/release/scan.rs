//! Where does a Rust source file use the macros of a schema, and what do they say.

use super::tokens::{Token, TokenKind, rust_tokens};
use crate::expand::literal::{Literal, LiteralPlace};
use crate::text::{Collection, Gather, Seek, SourceText};

/// What a macro says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The text of a query.
    Query(String),
    /// The path of a file that holds a query, relative to the package.
    File(String),
    /// A row for a table: the table, with its schema in front where that is given, and the columns.
    Insert(Vec<String>, Vec<String>),
}

/// A use of a macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What it says.
    pub said: Said,
    /// The line where that begins.
    pub line: u32,
}

/// A file and what it uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// The macros, in order.
    pub uses: Vec<Use>,
    /// The functions of generated code that are called: `Patient::find_by_id` as the type and the function, a method with no type.
    pub calls: Vec<Call>,
    /// The names of types and other things that begin with a capital letter, each once.
    pub types: Vec<String>,
}

/// A call that may be one of generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The type before `::`; none where it is called as a method.
    pub type_name: Option<String>,
    /// The function.
    pub function: String,
    /// The line.
    pub line: u32,
}

const QUERIES: [&str; 3] = ["query", "query_as", "query_scalar"];
const FILES: [&str; 2] = ["query_file", "query_file_as"];
const INSERT: &str = "insert";
/// The module paths of macros of others that go by the same names.
const OTHERS: [&str; 1] = ["sqlx"];

/// Looks through a file. What stands in comments and strings, and what is built for tests alone, is no use.
#[must_use]
pub fn scan(text: &str) -> Scanned {
    let source = SourceText::new("", text);
    let tokens = rust_tokens(text);
    let mut scanned = Scanned::default();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = test_module_end(text, &tokens, at) {
            at = end;
            continue;
        }
        note(&mut scanned, &source, text, &tokens, at);
        at += 1;
    }
    scanned
}

fn note(scanned: &mut Scanned, source: &SourceText, text: &str, tokens: &[Token], at: usize) {
    let Some(name) = word(text, tokens, at) else { return };
    if name.starts_with(char::is_uppercase) && !scanned.types.iter().exists(|known| known == name) {
        scanned.types.push(name.to_owned());
    }
    if is_mark(tokens, at + 1, '!') && matches!(tokens.get(at + 2).map(|token| token.kind), Some(TokenKind::Mark('(' | '[' | '{'))) {
        if !path_before(text, tokens, at).iter().exists(|part| OTHERS.contains(part)) {
            scanned.uses.put_all(use_of(source, text, tokens, (at, name)));
        }
        return;
    }
    let begins_call = is_mark(tokens, at + 1, '(');
    if begins_call && at >= 1 {
        let line = source.line_column(tokens[at].range.start as u32).line;
        let type_name = (is_mark(tokens, at - 1, ':') && at >= 3).then(|| word(text, tokens, at - 3)).flatten().map(str::to_owned);
        if type_name.is_some() || is_mark(tokens, at - 1, '.') {
            scanned.calls.push(Call { type_name, function: name.to_owned(), line });
        }
    }
}

fn use_of(source: &SourceText, text: &str, tokens: &[Token], (at, name): (usize, &str)) -> Option<Use> {
    let (open, close) = (at + 2, closing(tokens, at + 2));
    let inner = tokens.get(open + 1..close)?;
    let line = |token: &Token| source.line_column(token.range.start as u32).line;
    if name == INSERT {
        return insert_of(text, inner).map(|said| Use { said, line: line(&tokens[at]) });
    }
    let is_file = FILES.contains(&name);
    if !is_file && !QUERIES.contains(&name) {
        return None;
    }
    let arguments = split(inner);
    // The type of the rows comes first, and may hold commas of its own.
    let candidates = if name.ends_with("_as") { arguments.get(1..)? } else { arguments.get(..1)? };
    let literal = candidates.iter().first_some(|part| match part {
        [only] if only.kind == TokenKind::Text => Some(only),
        _ => None,
    })?;
    let said = Literal::read(text.get(literal.range.clone())?, LiteralPlace::default())?.text;
    Some(Use { said: if is_file { Said::File(said) } else { Said::Query(said) }, line: line(literal) })
}

/// `table { column, other: value }`, of names and texts.
fn insert_of(text: &str, inner: &[Token]) -> Option<Said> {
    let open = inner.iter().place_where(|token| token.kind == TokenKind::Mark('{'))?;
    let name = |token: &Token| match token.kind {
        TokenKind::Ident => text.get(token.range.clone()).map(|word| word.trim_start_matches("r#").to_owned()),
        TokenKind::Text => Literal::read(text.get(token.range.clone())?, LiteralPlace::default()).map(|literal| literal.text),
        _ => None,
    };
    let table: Vec<String> = inner[..open].iter().filter(|token| token.kind != TokenKind::Mark('.')).map(name).try_gather::<Option<_>>()?;
    let body = inner.get(open + 1..closing(inner, open))?;
    let columns =
        split(body).into_iter().filter(|part| !part.is_empty()).map(|part| part.first().and_then(name)).try_gather::<Option<_>>()?;
    (!table.is_empty()).then_some(Said::Insert(table, columns))
}

fn word<'t>(text: &'t str, tokens: &[Token], at: usize) -> Option<&'t str> {
    let token = tokens.get(at).filter(|token| token.kind == TokenKind::Ident)?;
    text.get(token.range.clone())
}

fn is_mark(tokens: &[Token], at: usize, mark: char) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == TokenKind::Mark(mark))
}

/// The parts of the path before a name: `a::b::` in reverse.
fn path_before<'t>(text: &'t str, tokens: &[Token], mut at: usize) -> Vec<&'t str> {
    let mut parts = Vec::new();
    while at >= 3 && is_mark(tokens, at - 1, ':') && is_mark(tokens, at - 2, ':') {
        let Some(part) = word(text, tokens, at - 3) else { break };
        parts.push(part);
        at -= 3;
    }
    parts
}

/// The place of the bracket that closes the one at a place; the end where none does.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            TokenKind::Mark('(' | '[' | '{') => depth += 1,
            TokenKind::Mark(')' | ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// What stands between commas, brackets aside.
fn split(tokens: &[Token]) -> Vec<&[Token]> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Mark('(' | '[' | '{') => depth += 1,
            TokenKind::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            TokenKind::Mark(',') if depth == 0 => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tokens[start..]);
    parts
}

/// Where the item ends that `#[cfg(test)]` begins: it is not in the program.
fn test_module_end(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    let written = |token: &Token| text.get(token.range.clone());
    let attribute: Vec<&str> = tokens.get(at..at + 7)?.iter().filter_map(written).gather();
    if attribute != ["#", "[", "cfg", "(", "test", ")", "]"] {
        return None;
    }
    let open = tokens.iter().enumerate().skip(at + 7).first_where(|(_, token)| matches!(token.kind, TokenKind::Mark('{' | ';')))?;
    Some(if open.1.kind == TokenKind::Mark('{') { closing(tokens, open.0) + 1 } else { open.0 + 1 })
}
