//! Is a right given to everyone, or to be given on.

use crate::fold::effect::{GrantOption, Receiver};
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("broad_grant", "SE004"), (Group::Security, Level::Warn), include_str!("broad_grant.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Granted(given) = act else { continue };
        if given.to == Receiver::Everyone {
            report.say("every role of the server gets this right, those of other programs too").help("name the roles");
        }
        if given.grant_option == GrantOption::With {
            report.say("who gets this right can give it to anyone").help("leave WITH GRANT OPTION out");
        }
    }
}
