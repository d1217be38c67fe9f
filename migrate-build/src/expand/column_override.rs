//! What does the alias of a column say beyond a name: `name!`, `name?`, `name: Type` and both together.

/// What stands in an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ColumnAlias<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// What it says of NULL.
    pub(super) null: NullOverride,
    /// The Rust type that it names.
    pub(super) rust_type: Option<&'a str>,
}

/// What an alias says of NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NullOverride {
    /// Nothing: the engine decides.
    Inferred,
    /// `!`
    Never,
    /// `?`
    Maybe,
}

impl NullOverride {
    /// As it is written.
    #[must_use]
    pub(super) fn written(self) -> &'static str {
        match self {
            Self::Inferred => "",
            Self::Never => "!",
            Self::Maybe => "?",
        }
    }
}

/// Reads the name of a column; none where it begins like an override and is none.
#[must_use]
pub(super) fn read_alias(alias: &str) -> Option<ColumnAlias<'_>> {
    // The columns of an expression without a name are called `?column?`.
    if alias == "?column?" || !alias.contains(['!', '?', ':']) {
        return Some(ColumnAlias { name: alias, null: NullOverride::Inferred, rust_type: None });
    }
    let (name, rust_type) = match alias.split_once(':') {
        Some((name, rust_type)) => (name.trim_end(), Some(rust_type.trim())),
        None => (alias, None),
    };
    let (name, null) = match name.strip_suffix('!') {
        Some(name) => (name, NullOverride::Never),
        None => match name.strip_suffix('?') {
            Some(name) => (name, NullOverride::Maybe),
            None => (name, NullOverride::Inferred),
        },
    };
    let rust_type = rust_type.filter(|written| *written != "_");
    let readable = rust_type.is_none_or(is_type) && !name.is_empty() && !name.contains(['!', '?']);
    readable.then_some(ColumnAlias { name, null, rust_type })
}

/// Whether a text can be a type, as far as its brackets go; what it means is for the compiler to say.
fn is_type(text: &str) -> bool {
    let mut open = Vec::new();
    let mut before = ' ';
    for character in text.chars() {
        match character {
            '(' | '[' | '<' => open.push(character),
            ')' if open.pop() != Some('(') => return false,
            ']' if open.pop() != Some('[') => return false,
            '>' if before != '-' && open.pop() != Some('<') => return false,
            ',' | ';' | '=' if open.is_empty() => return false,
            '{' | '}' | '"' | '\'' | '#' | '!' | '\\' => return false,
            _ => {}
        }
        before = character;
    }
    open.is_empty() && !text.is_empty()
}
