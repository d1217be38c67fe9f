//! What does a connection string say: a URL, or words like `host=... dbname=...`.

use super::error::ConnectError;
use super::setting::{Setting, Settings};

/// Reads a connection string. `place` says where it stands.
pub(super) fn parse_string(text: &str, place: &str) -> Result<Settings, ConnectError> {
    let text = text.trim();
    let url = ["postgres://", "postgresql://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    match url {
        Some(rest) => parse_url(rest, place),
        None if text.contains("://") || !text.contains('=') => Err(ConnectError::not_a_connection_string(place)),
        None => parse_words(text, place),
    }
}

// pg: fe-connect.c conninfo_uri_parse_options
fn parse_url(rest: &str, place: &str) -> Result<Settings, ConnectError> {
    let mut settings = Settings::default();
    let (rest, query) = rest.split_once('?').map_or((rest, ""), |(before, query)| (before, query));
    let (authority, database) = rest.split_once('/').unwrap_or((rest, ""));
    // An @ in a password should be encoded; the last one is taken, because no host has one.
    let (user, hosts) = authority.rsplit_once('@').map_or(("", authority), |(user, hosts)| (user, hosts));
    let (user, password) = user.split_once(':').map_or((user, None), |(user, password)| (user, Some(password)));
    let mut set = |setting, value: &str| -> Result<(), ConnectError> {
        if !value.is_empty() {
            settings.set(setting, decode(value, place)?);
        }
        Ok(())
    };
    set(Setting::User, user)?;
    set(Setting::Password, password.unwrap_or(""))?;
    set(Setting::Database, database)?;
    let (names, ports) = split_hosts(hosts)?;
    set(Setting::Host, &names)?;
    set(Setting::Port, &ports)?;
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (word, value) = pair.split_once('=').ok_or_else(|| ConnectError::quoting(place))?;
        let (word, value) = (decode(word, place)?, decode(value, place)?);
        match (word.as_str(), value.as_str()) {
            // JDBC's word.
            ("ssl", "true") => settings.set(Setting::SslMode, "require".to_owned()),
            _ => settings.set_word(&word, value, place)?,
        }
    }
    Ok(settings)
}

/// Hosts and their ports, each list with commas. A host in brackets is an IPv6 address.
fn split_hosts(hosts: &str) -> Result<(String, String), ConnectError> {
    let (mut names, mut ports) = (Vec::new(), Vec::new());
    for host in hosts.split(',') {
        let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, port)) => (address, port.strip_prefix(':').unwrap_or("")),
            None => host.split_once(':').unwrap_or((host, "")),
        };
        if !port.is_empty() && !port.parse::<u16>().is_ok_and(|port| port > 0) {
            return Err(ConnectError::url_port());
        }
        names.push(name);
        ports.push(port);
    }
    let ports = if ports.iter().all(|port| port.is_empty()) { String::new() } else { ports.join(",") };
    Ok((names.join(","), ports))
}

fn decode(text: &str, place: &str) -> Result<String, ConnectError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else {
            return Err(ConnectError::encoding(place));
        };
        bytes.push(high * 16 + low);
    }
    String::from_utf8(bytes).map_err(|_| ConnectError::encoding(place))
}

// pg: fe-connect.c conninfo_parse
fn parse_words(text: &str, place: &str) -> Result<Settings, ConnectError> {
    let mut settings = Settings::default();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, after) = rest.split_once('=').ok_or_else(|| ConnectError::quoting(place))?;
        let word = word.trim();
        if word.is_empty() || word.contains(char::is_whitespace) {
            return Err(ConnectError::quoting(place));
        }
        let (value, after) = take_value(after.trim_start()).ok_or_else(|| ConnectError::quoting(place))?;
        settings.set_word(word, value, place)?;
        rest = after.trim_start();
    }
    Ok(settings)
}

/// A value, which may stand in single quotes; a backslash takes the next character as it is.
fn take_value(text: &str) -> Option<(String, &str)> {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut characters = text.char_indices().skip(usize::from(quoted));
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => value.push(characters.next()?.1),
            '\'' if quoted => return Some((value, &text[at + 1..])),
            blank if !quoted && blank.is_whitespace() => return Some((value, &text[at..])),
            other => value.push(other),
        }
    }
    (!quoted).then_some((value, ""))
}
