//! Can the result of a function, aggregate or window function be NULL.

use super::Nulls;
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::tree::{Aggregate, Expr, ExprKind, FunctionCall, WindowCall};

/// Functions of which every argument may be NULL.
const WHATEVER: &[&str] = &[
    "concat",
    "json_build_object",
    "json_build_array",
    "jsonb_build_object",
    "jsonb_build_array",
    "quote_nullable",
    "num_nulls",
    "num_nonnulls",
    "pg_typeof",
    "gen_random_uuid",
    "uuidv4",
    "uuidv7",
    "now",
    "clock_timestamp",
    "statement_timestamp",
    "transaction_timestamp",
    "random",
    "version",
    "current_database",
    "txid_current",
    "pg_current_xact_id",
    "pg_backend_pid",
];
/// Functions that are not in the list of those that never give NULL because they do more than compute.
const EFFECTS: &[&str] =
    &["nextval", "setseed", "pg_advisory_xact_lock", "pg_try_advisory_lock", "pg_try_advisory_xact_lock", "pg_advisory_unlock"];
/// Functions that give a set of which no row is NULL.
const SETS: &[&str] = &[
    "generate_series",
    "generate_subscripts",
    "regexp_split_to_table",
    "jsonb_array_elements",
    "json_array_elements",
    "jsonb_object_keys",
    "json_object_keys",
    "jsonb_path_query",
    "regexp_matches",
];
/// Aggregates that are not NULL over rows, whatever is in them.
const OVER_ANY_ROWS: &[&str] = &["array_agg", "json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg"];
/// Aggregates that are not NULL over rows where their arguments are not.
const OVER_VALUES: &[&str] = &[
    "sum",
    "min",
    "max",
    "avg",
    "bool_and",
    "bool_or",
    "every",
    "bit_and",
    "bit_or",
    "bit_xor",
    "string_agg",
    "var_pop",
    "stddev_pop",
    "any_value",
    "range_agg",
    "range_intersect_agg",
    "xmlagg",
    "json_agg_strict",
    "jsonb_agg_strict",
];

impl<'q> Nulls<'q> {
    fn builtin_name(&self, function: FunctionId) -> Option<&str> {
        function.is_builtin().then(|| self.catalog.function(function).map(|function| function.name.as_str()))?
    }

    /// A call of a plain function.
    pub(super) fn call(&mut self, call: &'q FunctionCall) -> bool {
        let Some(name) = self.builtin_name(call.function).map(str::to_owned) else {
            return false;
        };
        if WHATEVER.contains(&name.as_str()) && !call.variadic {
            return true;
        }
        if name == "concat_ws" && !call.variadic {
            return call.arguments.first().is_some_and(|separator| self.expr(separator));
        }
        if call.set {
            return SETS.contains(&name.as_str());
        }
        let void = self.catalog.function(call.function).filter(|function| function.returns == TypeId::VOID);
        if void.is_some_and(|function| !function.strict) {
            return true;
        }
        let listed = self.catalog.is_never_null(call.function) || EFFECTS.contains(&name.as_str()) || void.is_some();
        listed && call.arguments.iter().all(|argument| self.expr(argument))
    }

    /// The columns of functions in `FROM`.
    pub(super) fn function_columns(&mut self, calls: &'q [Expr], ordinality: bool, width: usize) -> Vec<bool> {
        let [only] = calls else {
            let mut never = vec![false; width];
            if let (true, Some(last)) = (ordinality, never.last_mut()) {
                *last = true;
            }
            return never;
        };
        let own = width - usize::from(ordinality);
        let mut never = match &only.kind {
            ExprKind::Call(call) if call.set => self.set_columns(call, own),
            _ => {
                let one = own == 1 && self.expr(only);
                vec![one; own]
            }
        };
        if ordinality {
            never.push(true);
        }
        never
    }

    fn set_columns(&mut self, call: &'q FunctionCall, width: usize) -> Vec<bool> {
        let Some(name) = self.builtin_name(call.function).map(str::to_owned) else {
            return vec![false; width];
        };
        match name.as_str() {
            "unnest" => {
                let filled = match call.arguments.first().map(|argument| &argument.kind) {
                    Some(ExprKind::Array(elements)) => elements.iter().all(|element| self.expr(element)),
                    _ => false,
                };
                vec![filled && width == 1; width]
            }
            "jsonb_each" | "json_each" => vec![true; width],
            "jsonb_each_text" | "json_each_text" => (0..width).map(|index| index == 0).collect(),
            name => vec![width == 1 && SETS.contains(&name); width],
        }
    }

    /// An aggregate: over no rows at all it is NULL, a count apart.
    pub(super) fn aggregate(&mut self, call: &'q Aggregate) -> bool {
        let Some(name) = self.builtin_name(call.function).map(str::to_owned) else {
            return false;
        };
        if matches!(name.as_str(), "count" | "regr_count") {
            return true;
        }
        let Some(place) = self.scopes.len().checked_sub(1 + call.level as usize) else {
            return false;
        };
        if call.filter.is_some() || !self.scopes[place].groups_have_rows || !call.direct.is_empty() {
            return false;
        }
        if OVER_ANY_ROWS.contains(&name.as_str()) {
            return true;
        }
        if !OVER_VALUES.contains(&name.as_str()) {
            return false;
        }
        let grouped = std::mem::take(&mut self.scopes[place].ungrouped);
        let never = call.arguments.iter().take(1).all(|argument| self.expr(argument));
        self.scopes[place].ungrouped = grouped;
        never
    }

    /// A window function.
    pub(super) fn window(&mut self, call: &'q WindowCall) -> bool {
        let Some(name) = self.builtin_name(call.function).map(str::to_owned) else {
            return false;
        };
        let never = |nulls: &mut Self, count: usize| call.arguments.iter().take(count).all(|argument| nulls.expr(argument));
        match name.as_str() {
            "row_number" | "rank" | "dense_rank" | "percent_rank" | "cume_dist" | "count" => true,
            "ntile" => never(self, 1),
            "lag" | "lead" => call.arguments.len() == 3 && never(self, 3),
            "first_value" | "last_value" => call.frame_holds_current && never(self, 1),
            name if call.filter.is_some() || !call.frame_holds_current => {
                let _ = name;
                false
            }
            name if OVER_ANY_ROWS.contains(&name) => true,
            name if OVER_VALUES.contains(&name) => never(self, 1),
            _ => false,
        }
    }
}
