//! What do settings change of how later statements are read.

use super::cx::Cx;
use super::effect::Act;
use super::errors::setting as errors;
use super::role::role_exists;
use crate::catalog::builtin::setting::{Setting, SettingKind, setting_named};
use crate::catalog::search_path::SearchPath;
use crate::diag::Result;
use crate::syntax::statement::session::{Set, SetValue, Show};
use crate::text::{Gather, Name, Seek};

/// Changes a setting.
// pg: guc.c ExecSetVariableStmt
pub(super) fn fold_set(cx: &mut Cx<'_>, it: &Set) -> Result<()> {
    match &it.value {
        SetValue::Values(values) => {
            let values: Vec<Name> = values.iter().map(|value| value.name.clone()).gather();
            check_value(cx, &it.name.name, &values)?;
            if it.local && !cx.session.in_transaction {
                return Ok(());
            }
            assign(cx, &it.name.name, &values, it.local);
            Ok(())
        }
        SetValue::Default => {
            check_setting_name(cx, it)?;
            reset(cx, &it.name.name);
            Ok(())
        }
        SetValue::Current => check_setting_name(cx, it),
        SetValue::ResetAll => {
            let role = cx.session.role.clone();
            cx.session.settings.clear();
            cx.catalog.set_search_path(SearchPath::default());
            cx.session.role = role;
            Ok(())
        }
    }
}

/// Shows a setting, which must be there.
pub(super) fn fold_show(cx: &mut Cx<'_>, it: &Show) -> Result<()> {
    match &it.name {
        Some(name) => known(cx, &name.name).map(|_| ()),
        None => Ok(()),
    }
}

/// What `set_config(name, value, local)` does.
pub(super) fn set_config(cx: &mut Cx<'_>, name: &Name, value: &str, local: bool) -> Result<()> {
    let values = split_list(name, value);
    check_value(cx, name, &values)?;
    if !local || cx.session.in_transaction {
        assign(cx, name, &values, local);
    }
    Ok(())
}

/// Refuses a setting that the server does not have; a function may set any that it has.
pub(super) fn check_setting_name(cx: &Cx<'_>, set: &Set) -> Result<()> {
    match &set.value {
        SetValue::ResetAll => Ok(()),
        SetValue::Values(values) => {
            let values: Vec<Name> = values.iter().map(|value| value.name.clone()).gather();
            check_value(cx, &set.name.name, &values)
        }
        SetValue::Default | SetValue::Current => known(cx, &set.name.name).map(|_| ()),
    }
}

/// Does something while the settings of a function apply.
pub(super) fn with_settings<T>(cx: &mut Cx<'_>, settings: &[(Name, Name)], action: impl FnOnce(&mut Cx<'_>) -> T) -> T {
    let Some((_, value)) = settings.iter().first_where(|(name, _)| *name == "search_path") else {
        return action(cx);
    };
    let before = cx.catalog.search_path().clone();
    cx.catalog.set_search_path(path_of(&split_list(&Name::from("search_path"), value)));
    let result = action(cx);
    cx.catalog.set_search_path(before);
    result
}

/// The setting of a name; none for one that an extension or the user makes up, which has a dot.
fn known(cx: &Cx<'_>, name: &Name) -> Result<Option<Setting>> {
    match setting_named(name, cx.catalog.versions().lowest) {
        Some(setting) => Ok(Some(setting)),
        None if name.contains('.') => Ok(None),
        None => Err(errors::setting_unknown(name)),
    }
}

// pg: guc.c set_config_option
fn check_value(cx: &Cx<'_>, name: &Name, values: &[Name]) -> Result<()> {
    let Some(setting) = known(cx, name)? else {
        return Ok(());
    };
    let spelled = if setting.name.is_empty() { name.as_str() } else { setting.name };
    match setting.context {
        "internal" => return Err(errors::cannot_change(spelled)),
        "postmaster" => return Err(errors::needs_restart(spelled)),
        "sighup" => return Err(errors::cannot_change_now(spelled)),
        "backend" | "superuser-backend" => return Err(errors::after_connection_start(spelled)),
        _ => {}
    }
    let value = values.first().map_or("", Name::as_str);
    match setting.kind {
        SettingKind::Boolean if !is_boolean(value) => Err(errors::needs_boolean(spelled)),
        SettingKind::Integer | SettingKind::Real if !is_number(value) => Err(errors::invalid_value(spelled, value)),
        SettingKind::Enumeration(words) if !is_word(value, words) => {
            let available: Vec<&str> = words.split(',').gather();
            Err(errors::invalid_value(spelled, value).help(format!("available values: {}", available.join(", "))))
        }
        SettingKind::Text if matches!(name.as_str(), "role" | "session_authorization") => check_role(cx, name, values),
        _ => Ok(()),
    }
}

fn check_role(cx: &Cx<'_>, setting: &Name, values: &[Name]) -> Result<()> {
    match values.first() {
        Some(role) if !(role_exists(cx, role) || *setting == "role" && *role == "none") => Err(errors::role_missing(role)),
        _ => Ok(()),
    }
}

// pg: bool.c parse_bool
fn is_boolean(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let begins = |word: &str, least: usize| value.len() >= least && word.starts_with(&value);
    begins("true", 1)
        || begins("false", 1)
        || begins("yes", 1)
        || begins("no", 1)
        || begins("on", 2)
        || begins("off", 2)
        || value == "1"
        || value == "0"
}

// pg: guc.c parse_int, parse_real
fn is_number(value: &str) -> bool {
    let value = value.trim();
    let digits = value.trim_start_matches(['-', '+']);
    if let Some(hexadecimal) = digits.strip_prefix("0x") {
        return !hexadecimal.is_empty() && hexadecimal.bytes().for_all(|byte| byte.is_ascii_hexdigit());
    }
    let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len());
    let unit = digits[end..].trim();
    let exponent = unit
        .strip_prefix(['e', 'E'])
        .is_some_and(|rest| !rest.is_empty() && rest.trim_start_matches(['-', '+']).bytes().for_all(|byte| byte.is_ascii_digit()));
    end > 0 && (exponent || matches!(unit, "" | "B" | "kB" | "MB" | "GB" | "TB" | "us" | "ms" | "s" | "min" | "h" | "d"))
}

fn is_word(value: &str, words: &str) -> bool {
    // Some enumerations take switches and old words that the server does not list.
    words.split(',').exists(|word| word.eq_ignore_ascii_case(value))
        || is_boolean(value) && words.contains("off")
        || value.eq_ignore_ascii_case("debug")
}

fn assign(cx: &mut Cx<'_>, name: &Name, values: &[Name], local: bool) {
    let name = Name::from(name.to_ascii_lowercase());
    let value = Name::from(values.iter().map(Name::as_str).gather::<Vec<_>>().join(", "));
    cx.effects.acts.push(Act::Set { name: name.clone(), value, local });
    match name.as_str() {
        "search_path" => {
            if local && cx.session.path_before.is_none() {
                cx.session.path_before = Some(cx.catalog.search_path().clone());
            } else if !local {
                cx.session.path_before = None;
            }
            cx.catalog.set_search_path(path_of(values));
        }
        "role" | "session_authorization" => cx.session.role = values.first().filter(|role| **role != "none").cloned(),
        _ => {
            let text = values.iter().map(Name::as_str).gather::<Vec<_>>().join(", ");
            cx.session.settings.insert(name, Name::from(text.to_ascii_lowercase()));
        }
    }
}

fn reset(cx: &mut Cx<'_>, name: &Name) {
    match name.as_str() {
        "search_path" => {
            cx.session.path_before = None;
            cx.catalog.set_search_path(SearchPath::default());
        }
        "role" | "session_authorization" => cx.session.role = None,
        _ => {
            cx.session.settings.remove(name);
        }
    }
}

fn path_of(values: &[Name]) -> SearchPath {
    SearchPath { names: values.iter().filter(|name| !name.is_empty()).cloned().gather() }
}

/// The value of a list setting given as one text: names with commas between, quoted where they need it.
// pg: varlena.c SplitIdentifierString
fn split_list(setting: &Name, value: &str) -> Vec<Name> {
    if *setting != "search_path" {
        return vec![Name::from(value)];
    }
    let part = |part: &str| match part.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => Name::from(quoted.replace("\"\"", "\"")),
        None => Name::from(part.trim().to_lowercase()),
    };
    value.split(',').map(part).gather()
}
