//! What does the name of a file or folder say: version, name, and the part that it plays.

use crate::text::Seek;
/// The conventions of migration folders. One folder follows one, repeatables aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scheme {
    /// `001_name.sql`, with or without `001_name.down.sql` beside it.
    Plain,
    /// `001_name.up.sql` and `001_name.down.sql`.
    UpDown,
    /// `V1__name.sql` and `U1__name.sql`.
    Flyway,
    /// `001_name/up.sql` and `down.sql`.
    Folders,
    /// `001_name/migration.sql`.
    Prisma,
}

impl Scheme {
    /// How a file of the scheme is called.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Plain => "001_name.sql",
            Self::UpDown => "001_name.up.sql",
            Self::Flyway => "V1__name.sql",
            Self::Folders => "001_name/up.sql",
            Self::Prisma => "001_name/migration.sql",
        }
    }
}

/// The part that a file plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// It applies the migration.
    Up,
    /// It undoes it.
    Down,
}

/// What a file's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FileName {
    /// A migration with a version. A `Down` of the plain scheme is also one of `UpDown`.
    Versioned {
        /// The convention that it follows.
        scheme: Scheme,
        /// The part that it plays.
        role: Role,
        /// Its version.
        version: String,
        /// Its name.
        name: String,
    },
    /// `R__name.sql`.
    Repeatable(String),
    /// A `.sql` file whose name has no version.
    Unversioned,
    /// No migration.
    Other,
}

/// Reads the name of a file.
#[must_use]
pub(super) fn read_file_name(file: &str) -> FileName {
    let Some(stem) = file.strip_suffix(".sql") else { return FileName::Other };
    if let Some(name) = stem.strip_prefix("R__") {
        return FileName::Repeatable(name.to_owned());
    }
    if let Some(flyway) = read_flyway(stem) {
        return flyway;
    }
    let (stem, scheme, role) = match (stem.strip_suffix(".up"), stem.strip_suffix(".down")) {
        (Some(stem), _) => (stem, Scheme::UpDown, Role::Up),
        (_, Some(stem)) => (stem, Scheme::Plain, Role::Down),
        _ => (stem, Scheme::Plain, Role::Up),
    };
    match split_version(stem) {
        Some((version, name)) => FileName::Versioned { scheme, role, version: version.to_owned(), name: name.to_owned() },
        None => FileName::Unversioned,
    }
}

fn read_flyway(stem: &str) -> Option<FileName> {
    let role = match stem.chars().next()? {
        'V' => Role::Up,
        'U' => Role::Down,
        _ => return None,
    };
    let (version, name) = stem[1..].split_once("__")?;
    let is_version =
        version.starts_with(|c: char| c.is_ascii_digit()) && version.chars().for_all(|c| c.is_ascii_digit() || matches!(c, '.' | '_'));
    is_version.then(|| FileName::Versioned { scheme: Scheme::Flyway, role, version: version.to_owned(), name: name.to_owned() })
}

/// The name without a `V` in front of its version.
fn without_letter(stem: &str) -> &str {
    stem.strip_prefix(['V', 'v']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(stem)
}

/// Splits `001_name`, `V001.name`, `20240215120000_name`, `2025-10-08_18_name`, `2019-01-01-000000_name` into version and name.
#[must_use]
pub(super) fn split_version(stem: &str) -> Option<(&str, &str)> {
    let stem = without_letter(stem);
    let mut end = digits(stem, 0)?;
    let date = end == 8 || (end == 4 && dashed(stem, 4).is_some());
    if end == 4 {
        while let Some(next) = dashed(stem, end) {
            end = next;
        }
    }
    // A date may be followed by a number of the day, which is digits alone.
    if date
        && stem.as_bytes().get(end) == Some(&b'_')
        && let Some(next) = digits(stem, end + 1)
    {
        let alone = matches!(stem.as_bytes().get(next), Some(b'_' | b'-'));
        end = if alone { next } else { end };
    }
    match stem.as_bytes().get(end) {
        None => Some((stem, "")),
        Some(b'_' | b'-' | b'.') => Some((&stem[..end], stem[end..].trim_start_matches(['_', '-', '.']))),
        Some(_) => None,
    }
}

fn digits(text: &str, from: usize) -> Option<usize> {
    let length = text.get(from..)?.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then_some(from + length)
}

fn dashed(text: &str, from: usize) -> Option<usize> {
    (text.as_bytes().get(from) == Some(&b'-')).then(|| digits(text, from + 1)).flatten()
}
