//! What do libpq's files say: the service file and the password file.

use super::error::ConnectError;
use super::setting::{Setting, Settings};
use std::path::{Path, PathBuf};

/// What is asked of the environment.
pub(super) type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A file in the user's home, where there is one.
pub(super) fn in_home(variable: Variable<'_>, name: &str) -> Option<PathBuf> {
    let home = variable("HOME").or_else(|| variable("USERPROFILE")).filter(|home| !home.is_empty())?;
    Some(Path::new(&home).join(name))
}

/// The settings of a service.
// pg: fe-connect.c parseServiceInfo
pub(super) fn read_service(service: &str, variable: Variable<'_>) -> Result<Settings, ConnectError> {
    let own = variable("PGSERVICEFILE").map(PathBuf::from).or_else(|| in_home(variable, ".pg_service.conf"));
    let global = variable("PGSYSCONFDIR").map(|folder| Path::new(&folder).join("pg_service.conf"));
    let looked: Vec<PathBuf> = own.into_iter().chain(global).collect();
    for file in &looked {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        if let Some(settings) = parse_service(&text, service, &file.display().to_string())? {
            return Ok(settings);
        }
    }
    let looked: Vec<String> = looked.iter().map(|file| file.display().to_string()).collect();
    Err(ConnectError::no_service(service, if looked.is_empty() { "any file".to_owned() } else { looked.join(" or ") }.as_str()))
}

fn parse_service(text: &str, service: &str, file: &str) -> Result<Option<Settings>, ConnectError> {
    let mut found: Option<Settings> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            if found.is_some() {
                break;
            }
            if name == service {
                found = Some(Settings::default());
            }
        } else if let Some(settings) = &mut found {
            let (word, value) = line.split_once('=').ok_or_else(|| ConnectError::quoting(file))?;
            settings.set_word(word.trim(), value.trim().to_owned(), file)?;
        }
    }
    Ok(found)
}

/// What a password file is asked for.
pub(super) struct Wanted<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
    pub(super) database: &'a str,
    pub(super) user: &'a str,
}

/// What came of reading the password file.
pub(super) enum PasswordFile {
    /// There is none, or no line of it fits.
    Nothing,
    /// The password.
    Found(String),
    /// It is left alone, and why.
    Refused(String),
}

/// Looks a password up in the password file.
// pg: fe-connect.c passwordFromFile
pub(super) fn read_password(settings: &Settings, wanted: &Wanted<'_>, variable: Variable<'_>) -> PasswordFile {
    let named = settings.get(Setting::PasswordFile).map(PathBuf::from);
    let Some(file) = named.or_else(|| in_home(variable, ".pgpass")) else { return PasswordFile::Nothing };
    let Ok(about) = std::fs::metadata(&file) else { return PasswordFile::Nothing };
    if !about.is_file() {
        return PasswordFile::Refused(format!("the password file {} was not read, because it is not a plain file", file.display()));
    }
    if is_open_to_others(&about) {
        let file = file.display();
        return PasswordFile::Refused(format!("the password file {file} was not read, because others may read it: chmod 0600 {file}"));
    }
    let Ok(text) = std::fs::read_to_string(&file) else { return PasswordFile::Nothing };
    text.lines().find_map(|line| password_of(line, wanted)).map_or(PasswordFile::Nothing, PasswordFile::Found)
}

/// Whether the group or the world may do anything with a file.
#[cfg(unix)]
pub(super) fn is_open_to_others(about: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
pub(super) fn is_open_to_others(_: &std::fs::Metadata) -> bool {
    false
}

fn password_of(line: &str, wanted: &Wanted<'_>) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let (fields, password) = split_line(line)?;
    let port = wanted.port.to_string();
    let fits = fields.iter().zip([wanted.host, &port, wanted.database, wanted.user]).all(|(field, value)| match field {
        Field::Any => true,
        Field::Word(word) => word == value,
    });
    (fits && !password.is_empty()).then_some(password)
}

enum Field {
    Any,
    Word(String),
}

/// Four fields and the password; a backslash takes the next character as it is.
fn split_line(line: &str) -> Option<(Vec<Field>, String)> {
    let mut fields = Vec::new();
    let (mut word, mut raw) = (String::new(), String::new());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            ':' if fields.len() < 4 => {
                let field = if raw == "*" { Field::Any } else { Field::Word(std::mem::take(&mut word)) };
                fields.push(field);
                word.clear();
                raw.clear();
            }
            '\\' => {
                raw.push('\\');
                word.extend(characters.next());
            }
            // In the password a colon needs no backslash.
            other => {
                raw.push(other);
                word.push(other);
            }
        }
    }
    (fields.len() == 4).then_some((fields, word))
}
