//! How do event triggers come to be and change.

use super::cx::Cx;
use super::simple::{add_simple, lookup_simple, refuse_taken};
use super::trigger::lookup_trigger_function;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::TypeId;
use crate::catalog::object::{Simple, SimpleKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::statement::alter_table::FiringMode;
use crate::syntax::statement::trigger::{AlterEventTrigger, CreateEventTrigger};
use crate::text::{Gather, Name, Seek};

/// The first version in which a login is an event.
const LOGIN_SINCE: u8 = 17;

/// Makes an event trigger.
// pg: event_trigger.c CreateEventTrigger
pub(super) fn fold_create_event_trigger(cx: &mut Cx<'_>, it: &CreateEventTrigger) -> Result<()> {
    let syntax = |message: String| Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message));
    let known = match it.event.name.as_str() {
        "ddl_command_start" | "ddl_command_end" | "sql_drop" | "table_rewrite" => true,
        "login" => cx.catalog.versions().lowest >= LOGIN_SINCE,
        _ => false,
    };
    if !known {
        return syntax(format!("unrecognized event name \"{}\"", it.event.name));
    }
    for (at, (variable, _)) in it.filters.iter().enumerate() {
        if variable.name != "tag" {
            return syntax(format!("unrecognized filter variable \"{}\"", variable.name));
        }
        if it.filters[..at].iter().exists(|(earlier, _)| earlier.name == variable.name) {
            return syntax(format!("filter variable \"{}\" specified more than once", variable.name));
        }
    }
    refuse_taken(cx, SimpleKind::EventTrigger, "event trigger", &it.name.name)?;
    let function = lookup_trigger_function(cx, &it.function, TypeId::EVENT_TRIGGER, "event_trigger")?;
    let id = add_simple(cx, SimpleKind::EventTrigger, None, it.name.name.clone());
    let tags: Vec<String> = it.filters.iter().flat_map(|(_, tags)| tags).map(|tag| tag.value.to_ascii_uppercase()).gather();
    cx.catalog.edit_simple(id, |trigger| {
        trigger.properties.insert(Name::from(Simple::EVENT), it.event.name.clone());
        if !tags.is_empty() {
            trigger.properties.insert(Name::from(Simple::TAGS), Name::from(tags.join(" or ")));
        }
    });
    cx.record(Address::Simple(id), Address::Function(function), DependencyKind::Normal);
    Ok(())
}

/// Says when an event trigger fires.
pub(super) fn fold_alter_event_trigger(cx: &mut Cx<'_>, it: &AlterEventTrigger) -> Result<()> {
    let id = lookup_simple(cx, SimpleKind::EventTrigger, "event trigger", &it.name.name)?;
    let fires = matches!(it.mode, FiringMode::Origin | FiringMode::Always);
    cx.catalog.edit_simple(id, |trigger| {
        match fires {
            true => trigger.properties.remove(&Name::from(Simple::DISABLED)),
            false => trigger.properties.insert(Name::from(Simple::DISABLED), Name::from("true")),
        };
    });
    Ok(())
}
