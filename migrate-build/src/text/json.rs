//! How is a value written for machines: JSON, keys in the order in which they were given.

use super::Gather;
use std::fmt;

/// How long a line of a file may be before its entries get lines of their own.
const LONGEST_LINE: usize = 120;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// A text.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().to_owned())
    }

    /// A text, or `null`.
    #[must_use]
    pub fn optional(text: Option<impl AsRef<str>>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    /// A list of texts.
    #[must_use]
    pub fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).gather())
    }
}

impl Json {
    /// The value with an entry a line, for files that people compare.
    #[must_use]
    pub fn lines(&self) -> String {
        let mut text = String::new();
        self.write_lines(0, &mut text);
        text
    }

    fn write_lines(&self, depth: usize, to: &mut String) {
        let item_count = match self {
            Self::List(items) => items.len(),
            Self::Object(entries) => entries.len(),
            _ => 0,
        };
        // What fits in a line stays in one.
        let line = self.to_string();
        if item_count == 0 || line.len() + depth * 2 <= LONGEST_LINE && depth > 1 {
            return to.push_str(&line);
        }
        let indent = "  ".repeat(depth + 1);
        let entries: Vec<(String, &Self)> = match self {
            Self::List(items) => items.iter().map(|item| (String::new(), item)).gather(),
            Self::Object(entries) => entries.iter().map(|(key, value)| (format!("\"{key}\": "), value)).gather(),
            _ => Vec::new(),
        };
        let (open, close) = if matches!(self, Self::List(_)) { ("[", "]") } else { ("{", "}") };
        to.push_str(open);
        for (at, (key, value)) in entries.into_iter().enumerate() {
            to.push_str(if at == 0 { "\n" } else { ",\n" });
            to.push_str(&indent);
            to.push_str(&key);
            value.write_lines(depth + 1, to);
        }
        to.push_str(&format!("\n{}{close}", &indent[2..]));
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(text) => write_text(f, text),
            Self::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(entries) => {
                f.write_str("{")?;
                for (at, (key, value)) in entries.iter().enumerate() {
                    write!(f, "{}\"{key}\":{value}", if at == 0 { "" } else { "," })?;
                }
                f.write_str("}")
            }
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    use fmt::Write;
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            c if c < ' ' => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
