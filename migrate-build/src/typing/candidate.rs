//! Which of several functions or operators fits best: the rules for more than one candidate.

use super::category::{INVALID, STRING, base_type, category, is_preferred};
use super::coerce::can_coerce;
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::object::{CastContext, TypeCategory};
use crate::text::{Gather, Seek};

/// Something that takes arguments: the types that it takes in the order of the call.
pub trait Candidate {
    /// The types, as many as the call has arguments or more.
    fn arguments(&self) -> &[TypeId];
}

/// The candidates whose arguments the inputs can become by themselves.
// pg: parse_func.c func_match_argtypes
#[must_use]
pub fn match_arguments<C: Candidate>(catalog: &Catalog, inputs: &[TypeId], candidates: Vec<C>) -> Vec<C> {
    candidates
        .into_iter()
        .filter(|candidate| can_coerce(catalog, inputs, &candidate.arguments()[..inputs.len()], CastContext::Implicit))
        .gather()
}

/// The best of several candidates that all fit; none where the rules do not decide.
// pg: parse_func.c func_select_candidate
#[must_use]
pub fn select_candidate<C: Candidate>(catalog: &Catalog, inputs: &[TypeId], candidates: Vec<C>) -> Option<C> {
    let bases: Vec<TypeId> = inputs.iter().map(|input| base_type(catalog, *input)).gather();
    let known = |at: usize| bases[at] != TypeId::UNKNOWN;
    let exact = |candidate: &C| (0..bases.len()).filter(|at| known(*at) && candidate.arguments()[*at] == bases[*at]).count();
    let candidates = keep_best(candidates, exact);
    let candidates = match only(candidates) {
        Ok(one) => return Some(one),
        Err(several) => several,
    };
    let categories: Vec<TypeCategory> = bases.iter().map(|base| category(catalog, *base)).gather();
    let preferred = |candidate: &C| {
        let fits = |at: &usize| {
            let argument = candidate.arguments()[*at];
            known(*at) && (argument == bases[*at] || is_preferred(catalog, categories[*at], argument))
        };
        (0..bases.len()).filter(fits).count()
    };
    let candidates = match only(keep_best(candidates, preferred)) {
        Ok(one) => return Some(one),
        Err(several) => several,
    };
    if (0..bases.len()).for_all(known) {
        return None;
    }
    let candidates = match only(resolve_unknowns(catalog, &bases, candidates)) {
        Ok(one) => return Some(one),
        Err(several) => several,
    };
    assume_known_type(catalog, &bases, candidates)
}

fn keep_best<C>(candidates: Vec<C>, score: impl Fn(&C) -> usize) -> Vec<C> {
    let best = candidates.iter().map(&score).max().unwrap_or(0);
    candidates.into_iter().filter(|candidate| score(candidate) == best).gather()
}

fn only<C>(mut candidates: Vec<C>) -> Result<C, Vec<C>> {
    match candidates.pop() {
        Some(one) if candidates.is_empty() => Ok(one),
        Some(last) => {
            candidates.push(last);
            Err(candidates)
        }
        None => Err(candidates),
    }
}

/// Gives each unknown input a category, and keeps the candidates that take it; all of them where none does or a category cannot be told.
fn resolve_unknowns<C: Candidate>(catalog: &Catalog, bases: &[TypeId], candidates: Vec<C>) -> Vec<C> {
    let mut slots: Vec<Option<Slot>> = vec![None; bases.len()];
    for (at, base) in bases.iter().enumerate() {
        if *base == TypeId::UNKNOWN {
            match slot_of(catalog, at, &candidates) {
                Some(slot) => slots[at] = Some(slot),
                None => return candidates,
            }
        }
    }
    let fits = |candidate: &C| {
        slots.iter().enumerate().for_all(|(at, slot)| {
            let argument = candidate.arguments()[at];
            slot.is_none_or(|slot| {
                category(catalog, argument) == slot.category && (!slot.preferred || is_preferred(catalog, slot.category, argument))
            })
        })
    };
    if candidates.iter().exists(fits) { candidates.into_iter().filter(fits).gather() } else { candidates }
}

#[derive(Clone, Copy)]
struct Slot {
    category: TypeCategory,
    preferred: bool,
}

fn slot_of<C: Candidate>(catalog: &Catalog, at: usize, candidates: &[C]) -> Option<Slot> {
    let mut slot = Slot { category: INVALID, preferred: false };
    let mut conflict = false;
    for candidate in candidates {
        let argument = candidate.arguments()[at];
        let current = category(catalog, argument);
        let preferred = is_preferred(catalog, current, argument);
        if slot.category == INVALID {
            slot = Slot { category: current, preferred };
        } else if current == slot.category {
            slot.preferred |= preferred;
        } else if current == STRING {
            slot = Slot { category: current, preferred };
        } else {
            conflict = true;
        }
    }
    (!conflict || slot.category == STRING).then_some(slot)
}

/// Where all known inputs are of one type, takes the unknown ones for that type too.
fn assume_known_type<C: Candidate>(catalog: &Catalog, bases: &[TypeId], candidates: Vec<C>) -> Option<C> {
    let mut known = bases.iter().filter(|base| **base != TypeId::UNKNOWN);
    let first = *known.next()?;
    if known.exists(|other| *other != first) {
        return None;
    }
    let assumed = vec![first; bases.len()];
    only(match_arguments(catalog, &assumed, candidates)).ok()
}
