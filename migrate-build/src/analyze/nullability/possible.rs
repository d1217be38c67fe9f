//! What a value may be while little is known of it: NULL, some constant, anything.

use crate::text::Name;

/// What a value may be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Possible {
    /// Whether it may be NULL.
    pub(super) null: bool,
    /// What it may be where it is not.
    pub(super) value: Value,
}

/// What a value may be that is not NULL.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// There is none: it is NULL.
    Nothing,
    /// A boolean.
    Bool(bool),
    /// An integer between two, both included.
    Between(i64, i64),
    /// A text or a label.
    Text(Name),
    /// None of these.
    OtherThan(Vec<Value>),
    /// Anything.
    Anything,
}

impl Possible {
    pub(super) const NULL: Self = Self { null: true, value: Value::Nothing };
    pub(super) const NOT_NULL: Self = Self { null: false, value: Value::Anything };
    pub(super) const ANYTHING: Self = Self { null: true, value: Value::Anything };

    pub(super) fn known(value: Value) -> Self {
        Self { null: false, value }
    }

    pub(super) fn boolean(value: bool) -> Self {
        Self::known(Value::Bool(value))
    }

    /// A boolean that may be each of these.
    pub(super) fn truth(yes: bool, no: bool, null: bool) -> Self {
        let value = match (yes, no) {
            (true, true) => Value::Anything,
            (true, false) => Value::Bool(true),
            (false, true) => Value::Bool(false),
            (false, false) => Value::Nothing,
        };
        Self { null, value }
    }

    pub(super) fn is_null(&self) -> bool {
        self.value == Value::Nothing
    }

    pub(super) fn may_be_true(&self) -> bool {
        !matches!(self.value, Value::Nothing | Value::Bool(false))
    }

    pub(super) fn may_be_false(&self) -> bool {
        !matches!(self.value, Value::Nothing | Value::Bool(true))
    }

    pub(super) fn negated(&self) -> Self {
        Self::truth(self.may_be_false(), self.may_be_true(), self.null)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let null = self.null && (other.null || other.may_be_true()) || other.null && self.may_be_true();
        Self::truth(self.may_be_true() && other.may_be_true(), self.may_be_false() || other.may_be_false(), null)
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        self.negated().and(&other.negated()).negated()
    }

    /// Either of two.
    pub(super) fn either(self, other: Self) -> Self {
        let null = self.null || other.null;
        let value = match (self.value, other.value) {
            (Value::Nothing, value) | (value, Value::Nothing) => value,
            (one, two) if one == two => one,
            _ => Value::Anything,
        };
        Self { null, value }
    }

    /// Something else that is NULL exactly where this is.
    pub(super) fn made_of(&self) -> Self {
        if self.is_null() { Self::NULL } else { Self { null: self.null, value: Value::Anything } }
    }
}

impl Value {
    /// Whether two are equal, where that is certain.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Bool(left), Self::Bool(right)) => Some(left == right),
            (Self::Text(left), Self::Text(right)) => Some(left == right),
            (Self::Between(low, high), Self::Between(from, to)) if high < from || to < low => Some(false),
            (Self::Between(low, high), Self::Between(from, to)) if low == high && low == from && low == to => Some(true),
            (Self::OtherThan(values), value) | (value, Self::OtherThan(values)) if values.contains(value) => Some(false),
            _ => None,
        }
    }

    /// Whether this is less than the other, where that is certain.
    pub(super) fn is_less(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Between(_, high), Self::Between(from, _)) if high < from => Some(true),
            (Self::Between(low, _), Self::Between(_, to)) if low >= to => Some(false),
            _ => None,
        }
    }
}
