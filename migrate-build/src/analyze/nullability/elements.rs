//! Can an element of an array be NULL.

use super::Nulls;
use crate::catalog::tree::{Expr, ExprKind, FunctionCall, SubqueryKind};
use crate::text::Seek;

/// Functions that give arrays of which no element is NULL, whatever they are given.
const FILLED: &[&str] = &["array_positions", "enum_range", "regexp_split_to_array", "tsvector_to_array"];

impl<'q> Nulls<'q> {
    /// Whether an array, where it is one and not NULL, has no element that is NULL.
    pub(super) fn elements(&mut self, array: &'q Expr) -> bool {
        if self.depth >= super::MAX_DEPTH {
            return false;
        }
        self.depth += 1;
        let never = self.elements_by_kind(array);
        self.depth -= 1;
        never
    }

    fn elements_by_kind(&mut self, array: &'q Expr) -> bool {
        match &array.kind {
            ExprKind::Array(elements) => elements.iter().for_all(|element| match element.type_id == array.type_id {
                true => self.elements(element),
                false => self.expr(element),
            }),
            ExprKind::Constant(text) => text.as_ref().is_none_or(|text| !text.to_ascii_lowercase().contains("null")),
            ExprKind::Relabel(inner, _) | ExprKind::Collate(inner) => self.elements(inner),
            ExprKind::ArrayCast(inner, by, _) => self.keeps_values(by) && self.elements(inner),
            ExprKind::Coalesce(arrays) => arrays.iter().for_all(|array| self.elements(array)),
            ExprKind::Subquery(subquery) if subquery.kind == SubqueryKind::Array => {
                self.query(&subquery.query).first().copied().unwrap_or(false)
            }
            ExprKind::Call(call) => self.elements_of_call(call),
            _ => false,
        }
    }

    /// Whether the cast of an element that is not NULL is not NULL either.
    fn keeps_values(&self, by: &Expr) -> bool {
        match &by.kind {
            ExprKind::CaseOperand => true,
            ExprKind::Relabel(inner, _) | ExprKind::ThroughText(inner, _) => self.keeps_values(inner),
            ExprKind::Call(call) => {
                self.catalog.is_never_null(call.function)
                    && call
                        .arguments
                        .iter()
                        .for_all(|argument| matches!(argument.kind, ExprKind::Constant(Some(_))) || self.keeps_values(argument))
            }
            _ => false,
        }
    }

    fn elements_of_call(&mut self, call: &'q FunctionCall) -> bool {
        let Some(name) = self.builtin_name(call.function).map(str::to_owned) else {
            return false;
        };
        match (name.as_str(), &call.arguments[..]) {
            ("array_append", [array, element]) | ("array_prepend", [element, array]) => self.elements(array) && self.expr(element),
            ("array_cat", [left, right]) => self.elements(left) && self.elements(right),
            ("array_remove", [array, element]) => matches!(element.kind, ExprKind::Constant(None)) || self.elements(array),
            ("string_to_array", [_, _]) => true,
            (name, _) => FILLED.contains(&name),
        }
    }
}
