//! At which level is told of what a proof finds, once a migration was judged.

use super::level::Level;
use super::registry::rule_index;
use super::{Enforcement, Lints, Told};
use crate::diag::{Code, Diagnostic, Severity};
use crate::text::Seek;
use migrate_model::{Directive, PlacedDirective};

impl Lints {
    /// Sets the level of a finding under the name of a rule; false where it is to be left out. An allowance holds wherever it stands in the file.
    pub(crate) fn judge_proof(&self, directives: &[PlacedDirective], diagnostic: &mut Diagnostic) -> bool {
        let Code::Rule(name) = diagnostic.code else { return true };
        let Some(index) = rule_index(name) else { return self.told == Told::Everything };
        let level = self.levels.of(index);
        let allowed = |placed: &PlacedDirective| match &placed.directive {
            Directive::Allow { rule, .. } => rule_index(rule) == Some(index),
            _ => false,
        };
        if level == Level::Allow || level == Level::Warn && self.told == Told::Denied || directives.iter().exists(allowed) {
            return false;
        }
        diagnostic.severity = match (level, self.enforcement) {
            (Level::Deny, Enforcement::Deny) => Severity::Error,
            _ => Severity::Warning,
        };
        true
    }
}
