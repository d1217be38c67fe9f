//! Which properties does a function declare, read once each.

use super::errors::definition::conflicting_options;
use super::errors::function as errors;
use crate::catalog::object::{Parallel, Planning};
use crate::catalog::search_path::SearchPath;
use crate::diag::Result;
use crate::syntax::expr::{Expr, ExprKind, Literal};
use crate::syntax::name::Ident;
use crate::syntax::statement::function::{FunctionOption, FunctionOptionKind, FunctionText, Volatility};
use crate::syntax::statement::session::{Set, SetValue};
use crate::text::{Gather, Name};

/// What is said of a function besides its name, parameters and result.
#[derive(Debug, Default)]
pub(super) struct FunctionOptions<'a> {
    pub(super) language: Option<&'a Ident>,
    pub(super) text: Option<&'a FunctionText>,
    pub(super) window: bool,
    pub(super) volatility: Option<Volatility>,
    pub(super) strict: Option<bool>,
    pub(super) security_definer: Option<bool>,
    pub(super) has_rows: bool,
    leakproof: Option<bool>,
    parallel: Option<Parallel>,
    cost: Option<Name>,
    rows: Option<Name>,
    pub(super) sets: Vec<&'a Set>,
}

impl FunctionOptions<'_> {
    /// What the planner is told of a function that has these options now.
    pub(super) fn planning_after(&self, before: &Planning) -> Planning {
        Planning {
            leakproof: self.leakproof.unwrap_or(before.leakproof),
            parallel: self.parallel.unwrap_or(before.parallel),
            cost: self.cost.clone().or_else(|| before.cost.clone()),
            rows: self.rows.clone().or_else(|| before.rows.clone()),
        }
    }
}

/// Which options have been given already.
#[derive(Default)]
struct Given([bool; 11]);

impl Given {
    fn once(&mut self, slot: usize, option: &FunctionOption) -> Result<()> {
        match std::mem::replace(&mut self.0[slot], true) {
            true => Err(conflicting_options().at(option.span)),
            false => Ok(()),
        }
    }
}

/// Reads the options in their order, then checks their values.
// pg: functioncmds.c compute_function_attributes, compute_common_attribute
pub(super) fn read_options(options: &[FunctionOption], procedure: bool) -> Result<FunctionOptions<'_>> {
    let mut given = Given::default();
    let mut read = FunctionOptions::default();
    let (mut cost, mut rows, mut parallel) = (None, None, None);
    for option in options {
        if procedure && !fits_procedure(&option.kind) {
            return Err(errors::attribute_of_procedure().at(option.span));
        }
        match &option.kind {
            FunctionOptionKind::As(text) => {
                given.once(0, option)?;
                read.text = Some(text);
            }
            FunctionOptionKind::Language(language) => {
                given.once(1, option)?;
                read.language = Some(language);
            }
            FunctionOptionKind::Window => {
                given.once(2, option)?;
                read.window = true;
            }
            FunctionOptionKind::Volatility(volatility) => {
                given.once(3, option)?;
                read.volatility = Some(*volatility);
            }
            FunctionOptionKind::Strict(strict) => {
                given.once(4, option)?;
                read.strict = Some(*strict);
            }
            FunctionOptionKind::SecurityDefiner(definer) => {
                given.once(5, option)?;
                read.security_definer = Some(*definer);
            }
            FunctionOptionKind::Leakproof(leakproof) => {
                given.once(6, option)?;
                read.leakproof = Some(*leakproof);
            }
            FunctionOptionKind::Cost(value) => {
                given.once(7, option)?;
                cost = Some(value);
            }
            FunctionOptionKind::Rows(value) => {
                given.once(8, option)?;
                rows = Some(value);
            }
            FunctionOptionKind::Parallel(word) => {
                given.once(9, option)?;
                parallel = Some(word);
            }
            FunctionOptionKind::Transform(_) => given.once(10, option)?,
            FunctionOptionKind::Set(set) => read.sets.push(set),
            FunctionOptionKind::Support(_) => {}
        }
    }
    read.has_rows = rows.is_some();
    check_values(cost, rows, parallel)?;
    (read.cost, read.rows) = (cost.and_then(number_text), rows.and_then(number_text));
    read.parallel = parallel.map(|word| match word.name.as_str() {
        "safe" => Parallel::Safe,
        "restricted" => Parallel::Restricted,
        _ => Parallel::Unsafe,
    });
    Ok(read)
}

/// The settings of a function, in their order; a later one replaces an earlier one of the same name. `FROM CURRENT` is that of the path.
pub(super) fn apply_settings(settings: &mut Vec<(Name, Name)>, sets: &[&Set], path: &SearchPath) {
    for set in sets {
        if matches!(set.value, SetValue::ResetAll) {
            settings.clear();
            continue;
        }
        settings.retain(|(name, _)| *name != set.name.name);
        let values: Vec<&str> = match &set.value {
            SetValue::Values(values) => values.iter().map(|value| value.name.as_str()).gather(),
            SetValue::Current if set.name.name == "search_path" => path.names.iter().map(Name::as_str).gather(),
            _ => continue,
        };
        settings.push((set.name.name.clone(), Name::from(values.join(", "))));
    }
}

fn fits_procedure(kind: &FunctionOptionKind) -> bool {
    use FunctionOptionKind as K;
    matches!(kind, K::As(_) | K::Language(_) | K::Transform(_) | K::SecurityDefiner(_) | K::Set(_))
}

fn check_values(cost: Option<&Expr>, rows: Option<&Expr>, parallel: Option<&Ident>) -> Result<()> {
    if cost.is_some_and(|cost| !is_positive(cost)) {
        return Err(errors::must_be_positive("COST"));
    }
    if rows.is_some_and(|rows| !is_positive(rows)) {
        return Err(errors::must_be_positive("ROWS"));
    }
    match parallel.map(|word| word.name.as_str()) {
        None | Some("safe" | "restricted" | "unsafe") => Ok(()),
        Some(_) => Err(errors::parallel_unknown()),
    }
}

fn number_text(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Literal(Literal::Integer(number)) => Some(Name::from(number.to_string())),
        ExprKind::Literal(Literal::Number(text)) => Some(text.clone()),
        _ => None,
    }
}

fn is_positive(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(Literal::Integer(number)) => *number > 0,
        ExprKind::Literal(Literal::Number(text)) => text.parse::<f64>().is_ok_and(|number| number > 0.0),
        _ => false,
    }
}
