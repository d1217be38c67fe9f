//! How is a thing named: identifiers and qualified names with their places.

use super::lower::{Lowering, own_tokens};
use crate::diag::Result;
use crate::syntax::tree::{SyntaxKind, SyntaxNode, SyntaxToken};
use crate::text::{Gather, Name, Seek, Span};

/// An identifier, folded and unquoted as PostgreSQL folds it, cut to 63 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name as the catalog would store it.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// `[catalog.][schema.]name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QualifiedName {
    /// The database, where one is named.
    pub catalog: Option<Ident>,
    /// The schema, where one is named.
    pub schema: Option<Ident>,
    /// The name itself.
    pub name: Ident,
    /// From the first part to the last.
    pub span: Span,
}

/// The name of an operator: `+` or `OPERATOR(schema.+)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorName {
    /// The schema, where one is named.
    pub schema: Option<Ident>,
    /// The symbol; `!=` is stored as `<>`.
    pub symbol: Name,
    /// Where the symbol stands.
    pub span: Span,
}

/// How many bytes of a name PostgreSQL keeps.
const NAME_BYTES: usize = 63;

/// Lowers a node that is one identifier or keyword: a `NameRef`, `ColumnName`, `TableAlias`, `PathSegment` and their like.
pub fn lower_ident(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Ident> {
    let mut tokens = own_tokens(node);
    let token = cx.need(tokens.next(), node)?;
    let escape = match tokens.next() {
        Some(keyword) if keyword.kind() == SyntaxKind::UESCAPE_KW => tokens.next(),
        _ => None,
    };
    let ident = lower_ident_token(cx, &token);
    match escape {
        None => Ok(ident),
        Some(escape) => Ok(Ident { name: truncated(unicode_identifier(token.text(), escape_character(escape.text()))), ..ident }),
    }
}

/// Lowers an identifier's token.
#[must_use]
pub fn lower_ident_token(cx: &Lowering<'_>, token: &SyntaxToken) -> Ident {
    // What the parser was shown may be another word of the same length.
    let written = cx.text().get(token.span().range()).unwrap_or_else(|| token.text());
    Ident { name: fold_identifier(written), span: cx.token_span(token) }
}

/// Lowers a node that is, or directly holds, a `Path` or `PathRef`: any reference to a table, type, function, sequence.
pub fn lower_qualified_name(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<QualifiedName> {
    qualified_name(lower_name_parts(cx, node)?)
}

/// The parts of a dotted name, whatever their number.
pub fn lower_name_parts(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<Ident>> {
    let mut parts = Vec::with_capacity(2);
    push_name_parts(cx, node, &mut parts)?;
    if parts.is_empty() {
        parts.push(lower_ident(cx, node)?);
    }
    Ok(parts)
}

/// Makes a qualified name out of its parts; more than three are refused in PostgreSQL's words.
pub fn qualified_name(parts: Vec<Ident>) -> Result<QualifiedName> {
    let span = parts.iter().map(|part| part.span).reduce(Span::to).unwrap_or_default();
    if parts.len() > 3 {
        let written: Vec<&str> = parts.iter().map(|part| part.name.as_str()).gather();
        return Err(super::errors::too_many_dotted_names(&written.join("."), parts[0].span));
    }
    let mut parts = parts.into_iter().rev();
    let name = parts.next().unwrap_or_else(|| Ident { name: Name::from(""), span });
    let schema = parts.next();
    Ok(QualifiedName { catalog: parts.next(), schema, name, span })
}

/// A name as PostgreSQL stores it: lower-cased, or without its quotes; cut to 63 bytes at the end of a character.
#[must_use]
pub fn fold_identifier(text: &str) -> Name {
    match text.as_bytes() {
        [b'"', ..] => truncated(unquoted(text)),
        [b'u' | b'U', b'&', b'"', ..] => truncated(unicode_identifier(text, '\\')),
        bytes if bytes.iter().exists(u8::is_ascii_uppercase) => truncated(text.to_ascii_lowercase()),
        _ if text.len() > NAME_BYTES => truncated(text.to_owned()),
        _ => Name::from(text),
    }
}

fn push_name_parts(cx: &Lowering<'_>, node: &SyntaxNode, parts: &mut Vec<Ident>) -> Result<()> {
    for child in node.children() {
        match child.kind() {
            SyntaxKind::PATH | SyntaxKind::PATH_REF => push_name_parts(cx, &child, parts)?,
            SyntaxKind::PATH_SEGMENT | SyntaxKind::PATH_SEGMENT_REF if child.first_token().is_some() => {
                parts.push(lower_ident(cx, &child)?)
            }
            _ => {}
        }
    }
    Ok(())
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').unwrap_or(text);
    inner.strip_suffix('"').unwrap_or(inner).replace("\"\"", "\"")
}

fn unicode_identifier(text: &str, escape: char) -> String {
    super::string::resolve_unicode_escapes(&unquoted(text.get(2..).unwrap_or(text)), escape)
}

fn escape_character(text: &str) -> char {
    text.trim_matches('\'').chars().next().unwrap_or('\\')
}

fn truncated(mut text: String) -> Name {
    if text.len() > NAME_BYTES {
        let mut end = NAME_BYTES;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
    Name::from(text)
}
