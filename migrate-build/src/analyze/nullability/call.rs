//! Can the result of a function, aggregate or window function be NULL.

use super::Nulls;
use crate::catalog::Catalog;
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::object::TypeKind;
use crate::catalog::tree::{Aggregate, Expr, ExprKind, FunctionCall, WindowCall};
use crate::text::{Gather, Seek};
use crate::typing::category::{base_type, is_enum};

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
    "set_config",
    "array_append",
    "array_prepend",
];
/// Functions that give NULL for their first arguments alone, and how many these are.
const OF_FIRST: &[(&str, usize)] =
    &[("concat_ws", 1), ("format", 1), ("array_remove", 1), ("array_replace", 1), ("array_positions", 1), ("string_to_array", 1)];
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
/// Aggregates with a fraction before their values; for an array of fractions an array comes back.
const OVER_ORDERED: &[&str] = &["mode", "percentile_cont", "percentile_disc"];
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

fn is_multirange(catalog: &Catalog, expr: &Expr) -> bool {
    let type_id = base_type(catalog, expr.type_id);
    catalog.type_(type_id).is_some_and(|found| matches!(found.kind, TypeKind::Multirange { .. }))
}

impl<'q> Nulls<'q> {
    /// The name of a function that is built in.
    pub(super) fn builtin_name(&self, function: FunctionId) -> Option<&str> {
        function.is_builtin().then(|| self.catalog.function(function).map(|function| function.name.as_str()))?
    }

    /// A call of a plain function.
    pub(super) fn call(&mut self, call: &'q FunctionCall) -> bool {
        let Some(name) = self.builtin_name(call.function).map(str::to_owned) else {
            return false;
        };
        if self.is_never_null_of_anything(call) {
            return true;
        }
        if let Some((_, count)) = OF_FIRST.iter().first_where(|(first, _)| *first == name && !call.variadic) {
            return call.arguments.iter().take(*count).for_all(|argument| self.expr(argument));
        }
        if call.set {
            return self.set_columns(call, 1).first().copied().unwrap_or(false);
        }
        let void = self.catalog.function(call.function).filter(|function| function.returns == TypeId::VOID);
        if void.is_some_and(|function| !function.strict) {
            return true;
        }
        let listed =
            self.is_never_null_of_values(call) || EFFECTS.contains(&name.as_str()) || WHATEVER.contains(&name.as_str()) || void.is_some();
        listed && call.arguments.iter().for_all(|argument| self.expr(argument))
    }

    /// Whether a call gives no NULL where none of its arguments is NULL.
    pub(super) fn is_never_null_of_values(&self, call: &FunctionCall) -> bool {
        // A cast to text that a user made for a type of theirs may give anything.
        let has_text = |expr: &Expr| expr.type_id.is_builtin() || is_enum(self.catalog, expr.type_id);
        let appends = matches!(self.builtin_name(call.function), Some("textanycat" | "anytextcat"));
        self.catalog.is_never_null(call.function) || self.is_part_of_infinity(call) || appends && call.arguments.iter().for_all(has_text)
    }

    /// A year or an epoch of infinity is infinity, where an hour of it is NULL.
    // pg: timestamp.c NonFiniteTimestampTzPart, NonFiniteIntervalPart
    fn is_part_of_infinity(&self, call: &FunctionCall) -> bool {
        let part = match (self.builtin_name(call.function), &call.arguments[..]) {
            (Some("extract" | "date_part"), [Expr { kind: ExprKind::Constant(Some(part)), .. }, _]) => part.to_ascii_lowercase(),
            _ => return false,
        };
        matches!(part.as_str(), "epoch" | "year" | "decade" | "century" | "millennium" | "isoyear" | "julian")
    }

    /// Whether a call gives no NULL whatever it is given.
    pub(super) fn is_never_null_of_anything(&self, call: &FunctionCall) -> bool {
        let strict = self.is_strict(call.function) && !call.arguments.is_empty();
        !call.variadic && !strict && self.builtin_name(call.function).is_some_and(|name| WHATEVER.contains(&name))
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
                let filled = match &call.arguments[..] {
                    [only] => is_multirange(self.catalog, only) || self.elements(only),
                    _ => false,
                };
                vec![filled && width == 1; width]
            }
            "string_to_table" => vec![width == 1 && call.arguments.len() == 2; width],
            "jsonb_each" | "json_each" => vec![true; width],
            "jsonb_each_text" | "json_each_text" => (0..width).map(|index| index == 0).gather(),
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
        // Where a row would stand among the rows is known even where there are none.
        if matches!(name.as_str(), "rank" | "dense_rank" | "percent_rank" | "cume_dist") {
            return true;
        }
        let filtered = call.filter.as_ref().is_some_and(|filter| call.level > 0 || !self.always_holds(place, filter));
        if filtered || !self.scopes[place].groups_have_rows || !call.direct.iter().for_all(|argument| self.expr(argument)) {
            return false;
        }
        if OVER_ANY_ROWS.contains(&name.as_str()) {
            return true;
        }
        if !OVER_VALUES.contains(&name.as_str()) && !OVER_ORDERED.contains(&name.as_str()) {
            return false;
        }
        let grouped = std::mem::take(&mut self.scopes[place].ungrouped);
        let never = call.arguments.iter().take(1).for_all(|argument| self.expr(argument));
        self.scopes[place].ungrouped = grouped;
        never
    }

    /// A window function.
    pub(super) fn window(&mut self, call: &'q WindowCall) -> bool {
        let Some(name) = self.builtin_name(call.function).map(str::to_owned) else {
            return false;
        };
        let never = |nulls: &mut Self, count: usize| call.arguments.iter().take(count).for_all(|argument| nulls.expr(argument));
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
