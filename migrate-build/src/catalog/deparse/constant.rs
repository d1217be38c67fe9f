//! How are constants and casts printed.

use super::{ImplicitCasts, Printer, hidden_cast};
use crate::catalog::format::{format_type, format_type_qualified};
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{Expr, ExprKind};
use crate::text::Name;

impl Printer<'_> {
    /// A constant with its type, where that is not what anybody would take it for.
    // pg: ruleutils.c get_const_expr
    pub(super) fn constant(&mut self, value: Option<&Name>, type_id: TypeId) {
        match value {
            None if type_id == TypeId::UNKNOWN => self.say("NULL"),
            None => {
                let type_name = self.type_name(type_id, -1);
                self.say(&format!("NULL::{type_name}"));
            }
            Some(text) if type_id == TypeId::UNKNOWN => self.quoted(text),
            Some(text) if is_understood(text, type_id) => self.say(text),
            Some(text) if type_id == TypeId::BOOL && is_one_of(text, &["t", "true"]) => self.say("true"),
            Some(text) if type_id == TypeId::BOOL && is_one_of(text, &["f", "false"]) => self.say("false"),
            Some(text) => {
                self.quoted(text);
                let type_name = self.type_name(type_id, -1);
                self.say(&format!("::{type_name}"));
            }
        }
    }

    fn quoted(&mut self, text: &str) {
        let text = text.replace('\'', "''");
        self.say(&format!("'{text}'"));
    }

    // pg: ruleutils.c get_coercion_expr
    pub(super) fn cast(&mut self, expr: &Expr, of: &Expr, context: CastContext, casts: ImplicitCasts) -> Option<()> {
        if context != CastContext::Explicit && hidden_cast(expr, casts).is_some() {
            return self.bare(of, casts);
        }
        match &of.kind {
            ExprKind::Constant(Some(text)) if of.type_id == expr.type_id && of.modifier < 0 => self.quoted(text),
            _ => {
                self.say("(");
                self.nested(of, ImplicitCasts::Hidden)?;
                self.say(")");
            }
        }
        self.type_suffix(expr);
        Some(())
    }

    pub(super) fn type_suffix(&mut self, expr: &Expr) {
        let type_name = self.type_name(expr.type_id, expr.modifier);
        self.say(&format!("::{type_name}"));
    }

    fn type_name(&self, type_id: TypeId, modifier: i32) -> String {
        match type_id {
            // Without a length the words of the standard would mean a length of one.
            TypeId::BPCHAR | TypeId::BIT if modifier < 0 => format_type_qualified(self.catalog, type_id, modifier),
            _ => format_type(self.catalog, type_id, modifier),
        }
    }
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a number, written bare, is one of its type.
fn is_understood(text: &str, type_id: TypeId) -> bool {
    let mut bytes = text.bytes();
    match type_id {
        TypeId::INT4 => !text.is_empty() && bytes.all(|byte| byte.is_ascii_digit()),
        TypeId::NUMERIC => {
            let starts = bytes.next().is_some_and(|byte| byte.is_ascii_digit());
            starts && text.contains('.') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        }
        _ => false,
    }
}
