//! What does the page of a rule say, with the facts that the registry has on top.

use super::rule::Rule;

/// The page of a rule as `explain` and the documentation show it.
#[must_use]
pub fn explain(rule: &Rule) -> String {
    let (title, rest) = rule.page.split_once('\n').unwrap_or((rule.page, ""));
    format!("{title}\n\n`{}` ({}), group `{}`, {} by default.\n{rest}", rule.name, rule.code, rule.group.name(), rule.level.name())
}
