//! What changing enums, domains and composite types costs.

mod composite_cascade;
mod domain_constraint;
mod domain_not_null;
mod label_at_the_end;
mod new_enum;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] =
    &[&composite_cascade::RULE, &domain_constraint::RULE, &domain_not_null::RULE, &label_at_the_end::RULE, &new_enum::RULE];
