//! Which parameters does a statement have, and of what types: given, or inferred from where they stand.

use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::tree::walk::any_in_query;
use crate::catalog::tree::{self, ExprKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::text::{Gather, Seek, Span};
use crate::typing::errors::type_text;

/// How types of parameters are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterMode {
    /// There are none.
    None,
    /// They are given.
    Fixed,
    /// They are inferred: the first place that asks for a type decides.
    Inferred,
}

/// The parameters of a statement.
#[derive(Clone, Debug)]
pub struct Parameters {
    mode: ParameterMode,
    slots: Vec<Option<TypeId>>,
}

/// The highest number of a parameter that is worth a slot.
const MOST: u32 = 65535;

impl Parameters {
    /// A statement without parameters.
    #[must_use]
    pub fn none() -> Self {
        Self { mode: ParameterMode::None, slots: Vec::new() }
    }

    /// Parameters of given types, `$1` first.
    #[must_use]
    pub fn fixed(types: impl IntoIterator<Item = TypeId>) -> Self {
        Self { mode: ParameterMode::Fixed, slots: types.into_iter().map(Some).gather() }
    }

    /// Parameters whose types are inferred.
    #[must_use]
    pub fn inferred() -> Self {
        Self { mode: ParameterMode::Inferred, slots: Vec::new() }
    }

    /// Parameters of which some have a type; those of the others are inferred.
    #[must_use]
    pub fn given(types: impl IntoIterator<Item = Option<TypeId>>) -> Self {
        Self { mode: ParameterMode::Inferred, slots: types.into_iter().gather() }
    }

    /// The types, `$1` first: none for a number that does not occur, `unknown` for one that nothing decided.
    #[must_use]
    pub fn types(&self) -> &[Option<TypeId>] {
        &self.slots
    }

    /// The type of a parameter where it is referred to; `unknown` while nothing has decided it.
    // pg: parse_param.c fixed_paramref_hook, variable_paramref_hook
    pub fn reference(&mut self, number: u32, at: Span) -> Result<TypeId> {
        let missing = || Diagnostic::error(SqlState::UNDEFINED_PARAMETER, format!("there is no parameter ${number}")).at(at);
        if number == 0 || number > MOST {
            return Err(missing());
        }
        let index = number as usize - 1;
        match self.mode {
            ParameterMode::None => Err(missing()),
            ParameterMode::Fixed => self.slots.get(index).copied().flatten().ok_or_else(missing),
            ParameterMode::Inferred => {
                if self.slots.len() <= index {
                    self.slots.resize(index + 1, None);
                }
                Ok(*self.slots[index].get_or_insert(TypeId::UNKNOWN))
            }
        }
    }

    /// Decides the type of a parameter that is `unknown` so far; false where parameters of that type are not inferred at all.
    // pg: parse_param.c variable_coerce_param_hook
    pub fn coerce(&mut self, catalog: &Catalog, number: u32, target: TypeId, at: Span) -> Result<bool> {
        if self.mode != ParameterMode::Inferred {
            return Ok(false);
        }
        let Some(slot) = (number as usize).checked_sub(1).and_then(|index| self.slots.get_mut(index)) else {
            return Err(Diagnostic::error(SqlState::UNDEFINED_PARAMETER, format!("there is no parameter ${number}")).at(at));
        };
        match *slot {
            None | Some(TypeId::UNKNOWN) => *slot = Some(target),
            Some(known) if known == target => {}
            Some(known) => {
                return Err(Diagnostic::error(
                    SqlState::AMBIGUOUS_PARAMETER,
                    format!("inconsistent types deduced for parameter ${number}"),
                )
                .at(at)
                .note(format!("{} versus {}", type_text(catalog, known), type_text(catalog, target))));
            }
        }
        Ok(true)
    }

    /// Refuses a parameter that was left open in one place and decided in another.
    // pg: parse_param.c check_variable_parameters
    pub fn check_consistent(&self, query: &tree::Query) -> Result<()> {
        let mut open: Option<(u32, Span)> = None;
        any_in_query(query, 0, &mut |expr, _| {
            if let ExprKind::Parameter(number) = expr.kind
                && self.slots.get(number.wrapping_sub(1) as usize).copied().flatten().is_some_and(|decided| decided != expr.type_id)
            {
                open.get_or_insert((number, expr.at));
            }
            open.is_some()
        });
        match open.filter(|_| self.mode == ParameterMode::Inferred) {
            Some((number, at)) => {
                let message = format!("could not determine data type of parameter ${number}");
                Err(Diagnostic::error(SqlState::AMBIGUOUS_PARAMETER, message).at(at))
            }
            None => Ok(()),
        }
    }

    /// Refuses parameters that nothing decided.
    // pg: postgres.c exec_parse_message
    pub fn check_decided(&self) -> Result<()> {
        if self.mode != ParameterMode::Inferred {
            return Ok(());
        }
        match self.slots.iter().place_where(|slot| matches!(slot, None | Some(TypeId::UNKNOWN))) {
            Some(index) => Err(Diagnostic::error(
                SqlState::INDETERMINATE_DATATYPE,
                format!("could not determine data type of parameter ${}", index + 1),
            )),
            None => Ok(()),
        }
    }
}
