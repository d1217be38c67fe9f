//! What does an expression say today that was written before its columns, types or functions were renamed.

use super::Cx;
use crate::analyze::analyze_expr_in;
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::catalog::deparse::deparse;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::StoredExpr;
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{Expr, ExprKind};
use crate::syntax::{Grammar, parse_expression};
use crate::text::{Edit, Edited, Gather, Seek, Span};
use migrate_model::{Token, TokenKind, tokens};

/// A name in a text, and whether it is that of a function that is called.
struct Word {
    span: Span,
    called: bool,
}

impl Cx<'_> {
    /// The text of an expression over the columns of a relation, in the names of today: as it was written, as far as that can be read still.
    pub(super) fn expression(&self, stored: &StoredExpr, relation: RelationId) -> String {
        let text = self.with_renamed_columns(stored, relation);
        if self.is_readable(&text, relation) {
            return text;
        }
        deparse(self.catalog, &stored.tree, Some(relation)).unwrap_or(text)
    }

    fn is_readable(&self, text: &str, relation: RelationId) -> bool {
        let grammar = Grammar::of_version(u32::from(self.catalog.versions().lowest));
        let Ok(written) = parse_expression(text, 0, grammar) else { return false };
        let scope = ExprScope::Relation(relation);
        analyze_expr_in(self.catalog, &written, ExprPlace::CheckConstraint, &scope, ExprTarget::Any).is_ok()
    }

    fn with_renamed_columns(&self, stored: &StoredExpr, relation: RelationId) -> String {
        let text = stored.text.trim();
        let places = Places::of(&stored.tree);
        let Some(table) = self.catalog.relation(relation).filter(|_| !places.columns.is_empty()) else { return text.to_owned() };
        let words = words_in(text);
        let edits_at = |offset: u32| -> Vec<Edit> {
            let renamed = |(at, number): &(u32, i16)| {
                let number = usize::try_from(*number).ok()?.checked_sub(1)?;
                let span = last_of_dotted(text, &words, at.checked_sub(offset)?)?;
                let name = &table.columns.get(number)?.name;
                (!is_name(&text[span.range()], name)).then(|| Edit { span, with: quote_identifier(name) })
            };
            places.columns.iter().filter_map(renamed).gather()
        };
        // Where the text stood in its file is not kept. Of the places where it could have stood the one is right where the names are the right ones.
        let offsets = places.offsets(text, &words);
        let edits = offsets.into_iter().map(edits_at).min_by_key(Vec::len).unwrap_or_default();
        Edited::new(text, edits).text
    }
}

/// Where the parts of an expression stood in the text that was analyzed.
struct Places {
    /// The columns of entry 0, with their numbers.
    columns: Vec<(u32, i16)>,
    /// Where any part stood.
    all: Vec<u32>,
}

impl Places {
    fn of(expr: &Expr) -> Self {
        let mut places = Self { columns: Vec::new(), all: Vec::new() };
        any(expr, 0, &mut |inner, depth| {
            if inner.at.end > inner.at.start {
                places.all.push(inner.at.start);
            }
            if let ExprKind::Column(var) = &inner.kind
                && var.level == depth
                && var.table == 0
            {
                places.columns.push((inner.at.start, var.column));
            }
            false
        });
        places
    }

    /// How far the text may have been from the beginning of its file: every column falls on a name that is not called, and every part on a word.
    fn offsets(&self, text: &str, words: &[Word]) -> Vec<u32> {
        let starts: Vec<u32> = tokens(text).into_iter().map(|token| token.range.start as u32).gather();
        let Some((first, _)) = self.columns.first() else { return Vec::new() };
        let is_column = |at: u32| words.iter().exists(|word| word.span.start == at && !word.called);
        let fits = |offset: &u32| {
            self.columns.iter().for_all(|(at, _)| at.checked_sub(*offset).is_some_and(is_column))
                && self.all.iter().for_all(|at| at.checked_sub(*offset).is_some_and(|at| starts.binary_search(&at).is_ok()))
        };
        words.iter().filter_map(|word| first.checked_sub(word.span.start)).filter(fits).gather()
    }
}

fn words_in(text: &str) -> Vec<Word> {
    let all: Vec<Token> = tokens(text).into_iter().filter(|token| token.kind != TokenKind::Blank).gather();
    let mut words = Vec::new();
    for (at, token) in all.iter().enumerate() {
        if matches!(token.kind, TokenKind::Word | TokenKind::QuotedName) {
            let called = all.get(at + 1).is_some_and(|next| &text[next.range.clone()] == "(");
            words.push(Word { span: Span::new(token.range.start as u32, token.range.end as u32), called });
        }
    }
    words
}

/// Of `patients.email` the last name, which is the column's.
fn last_of_dotted(text: &str, words: &[Word], start: u32) -> Option<Span> {
    let first = words.iter().place_where(|word| word.span.start == start)?;
    let follows = |at: usize| {
        let between = text.get(words[at].span.end as usize..words.get(at + 1)?.span.start as usize)?;
        (between.trim() == ".").then_some(())
    };
    let last = (first..words.len()).first_where(|at| follows(*at).is_none())?;
    Some(words[last].span)
}

/// Whether a word, as it is written, means a name.
fn is_name(written: &str, name: &str) -> bool {
    match written.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\"") == name,
        None => written.to_lowercase() == name,
    }
}
