//! Which rules are there, family by family: a rule is one file with its check, one page beside it, and its line in its family's list.

mod bc;
mod cn;
mod dm;
mod ds;
mod en;
mod gv;
mod ix;
mod lk;
mod pt;
mod se;
mod tm;
mod tx;
mod ty;
mod wf;

use super::rule::Rule;

/// Every family.
pub(super) const ALL: &[&[&Rule]] = &[
    lk::RULES,
    ix::RULES,
    cn::RULES,
    ty::RULES,
    pt::RULES,
    ds::RULES,
    bc::RULES,
    tx::RULES,
    dm::RULES,
    se::RULES,
    en::RULES,
    tm::RULES,
    wf::RULES,
    gv::RULES,
];
