//! Which values can be known while a body of PL/pgSQL is followed.

use crate::text::{Gather, Name, Seek};

/// A value, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// It depends on rows, on the server or on what is not followed.
    Unknown,
    /// NULL.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A text, also a name or one character.
    Text(Name),
    /// A text in which some literals are not known: each is written as [`HOLE`].
    Partial(Name),
    /// The number of an object, and what kind of object it is written as.
    Object(ObjectKind, u32),
    /// An array.
    List(Vec<Value>),
    /// A row, with the names of its columns.
    Record(Row),
}

/// How a literal is written whose value is not known.
pub(super) const HOLE: &str = "'?'";

/// The columns of a row, by name.
pub(super) type Row = Vec<(Name, Value)>;

/// What the number of an object is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectKind {
    /// A number.
    Plain,
    /// The name of a relation.
    Relation,
    /// The name of a type.
    Type,
    /// The name of a schema.
    Schema,
    /// The name of a function.
    Function,
}

impl Value {
    /// A text.
    pub(super) fn text(text: &str) -> Self {
        Self::Text(Name::from(text))
    }

    /// The value of a condition, none where it is not known or NULL.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether nothing can be said of it.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// The value as its type writes it, where that needs no catalog.
    pub(super) fn written(&self) -> Option<String> {
        match self {
            Self::Boolean(value) => Some(if *value { "t" } else { "f" }.to_owned()),
            Self::Integer(value) => Some(value.to_string()),
            Self::Text(text) => Some(text.to_string()),
            Self::Object(ObjectKind::Plain, number) => Some(number.to_string()),
            _ => None,
        }
    }
}

/// `NOT`.
pub(super) fn not(value: &Value) -> Value {
    match value {
        Value::Boolean(value) => Value::Boolean(!value),
        Value::Null => Value::Null,
        _ => Value::Unknown,
    }
}

/// `AND`, where what is not known may still not matter.
pub(super) fn and(left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Boolean(false), _) | (_, Value::Boolean(false)) => Value::Boolean(false),
        (Value::Boolean(true), other) | (other, Value::Boolean(true)) => other,
        (Value::Null, Value::Null) => Value::Null,
        _ => Value::Unknown,
    }
}

/// `OR`, likewise.
pub(super) fn or(left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Boolean(true), _) | (_, Value::Boolean(true)) => Value::Boolean(true),
        (Value::Boolean(false), other) | (other, Value::Boolean(false)) => other,
        (Value::Null, Value::Null) => Value::Null,
        _ => Value::Unknown,
    }
}

/// Which of two values comes first; none where that is not known, or where either is NULL.
pub(super) fn compare(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (Value::Object(_, left), Value::Object(_, right)) => Some(left.cmp(right)),
        (Value::Object(_, number), Value::Integer(other)) => Some(i64::from(*number).cmp(other)),
        (Value::Integer(other), Value::Object(_, number)) => Some(other.cmp(&i64::from(*number))),
        (Value::Integer(number), Value::Text(text)) => Some(number.cmp(&text.trim().parse().ok()?)),
        (Value::Text(text), Value::Integer(number)) => Some(text.trim().parse::<i64>().ok()?.cmp(number)),
        (Value::Boolean(value), Value::Text(text)) => Some(value.cmp(&boolean_of(text)?)),
        (Value::Text(text), Value::Boolean(value)) => Some(boolean_of(text)?.cmp(value)),
        (Value::List(left), Value::List(right)) if left.len() == right.len() => {
            let mut pairs = left.iter().zip(right).map(|(left, right)| compare(left, right));
            pairs.first_where(|order| *order != Some(std::cmp::Ordering::Equal)).unwrap_or(Some(std::cmp::Ordering::Equal))
        }
        _ => None,
    }
}

/// A boolean that is written as text.
pub(super) fn boolean_of(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "t" | "true" | "yes" | "on" | "1" => Some(true),
        "f" | "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Whether a text matches a pattern of `LIKE`.
pub(super) fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().gather(), pattern.chars().gather());
    // For each length of the pattern's front: the lengths of the text's front that it matches.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    let mut at = 0;
    while at < pattern.len() {
        let mut next = vec![false; text.len() + 1];
        match pattern[at] {
            '%' => {
                let first = reached.iter().place_where(|it| *it).unwrap_or(text.len() + 1);
                next.iter_mut().skip(first).for_each(|it| *it = true);
            }
            wanted => {
                let escaped = wanted == '\\' && at + 1 < pattern.len();
                at += usize::from(escaped);
                let wanted = pattern[at];
                for (position, character) in text.iter().enumerate() {
                    next[position + 1] = reached[position] && (*character == wanted || wanted == '_' && !escaped);
                }
            }
        }
        reached = next;
        at += 1;
    }
    reached[text.len()]
}
