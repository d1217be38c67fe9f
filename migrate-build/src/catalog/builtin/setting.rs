//! Which settings does a server have, and what may they be set to.

use crate::text::Seek;
/// The settings, a line each: name, first and last version, kind of value, who may set it, words of an enumeration. `dump_settings.py` writes it.
static SETTINGS: &str = include_str!("data/settings.tsv");

/// Settings that the server knows and does not list.
const UNLISTED: [&str; 6] = ["is_superuser", "role", "seed", "session_authorization", "sort_mem", "vacuum_mem"];

/// A setting of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name as the server spells it; empty where it does not list it.
    pub name: &'static str,
    /// What its values are.
    pub kind: SettingKind,
    /// Who may set it.
    pub context: &'static str,
}

/// What the values of a setting are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// On or off.
    Boolean,
    /// A whole number, which may have a unit.
    Integer,
    /// A number, which may have a unit.
    Real,
    /// Text.
    Text,
    /// One of these words, with commas between.
    Enumeration(&'static str),
}

/// The setting of a name in one major version, however it is capitalised.
#[must_use]
pub fn setting_named(name: &str, major: u8) -> Option<Setting> {
    if UNLISTED.iter().exists(|unlisted| unlisted.eq_ignore_ascii_case(name)) {
        return Some(Setting { name: "", kind: SettingKind::Text, context: "user" });
    }
    SETTINGS.lines().first_some(|line| read(line, name, major))
}

fn read(line: &'static str, wanted: &str, major: u8) -> Option<Setting> {
    let mut fields = line.split('\t');
    let name = fields.next().filter(|name| name.eq_ignore_ascii_case(wanted))?;
    let first: u8 = fields.next()?.parse().ok()?;
    let last: u8 = fields.next()?.parse().ok()?;
    let kind = fields.next()?;
    let context = fields.next()?;
    let kind = match kind {
        "bool" => SettingKind::Boolean,
        "integer" => SettingKind::Integer,
        "real" => SettingKind::Real,
        "enum" => SettingKind::Enumeration(fields.next()?),
        _ => SettingKind::Text,
    };
    (first..=last).contains(&major).then_some(Setting { name, kind, context })
}
