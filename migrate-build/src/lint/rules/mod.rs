//! Which rules are there, family by family: a rule is one file with its check, one page beside it, and its line in its family's list.

mod bc;
mod cn;
mod ds;
mod gv;
mod ix;
mod lk;
mod pt;
mod ty;

use super::rule::Rule;

/// Every family.
pub(super) const ALL: &[&[&Rule]] = &[lk::RULES, ix::RULES, cn::RULES, ty::RULES, pt::RULES, ds::RULES, bc::RULES, gv::RULES];
