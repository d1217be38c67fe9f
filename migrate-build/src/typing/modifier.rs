//! Which number does a type's modifier become: `varchar(20)`, `numeric(4, 1)`, `timestamp(3)`.

use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::object::Type;
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::text::{Gather, Name, Seek};

/// The longest value that a column of characters can be declared for.
const MAX_LENGTH: i64 = 10 * 1024 * 1024;
/// The highest precision of a numeric.
const MAX_PRECISION: i64 = 1000;
/// What stands in front of a value of varying length, and is counted in.
const HEADER: i32 = 4;
/// The mask of an interval without a range of fields.
const FULL_RANGE: i64 = 0x7FFF;
/// The precision of an interval for which none is given.
const FULL_PRECISION: i32 = 0xFFFF;

/// One modifier, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modifier {
    text: Name,
}

impl Modifier {
    /// A modifier as it is written.
    #[must_use]
    pub fn new(text: Name) -> Self {
        Self { text }
    }

    /// As a number.
    // pg: arrayutils.c ArrayGetIntegerTypmods
    fn number(&self) -> Result<i64> {
        let text = self.text.as_str();
        let number: i64 = text.trim().parse().map_err(|_| {
            Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, format!("invalid input syntax for type integer: \"{text}\""))
        })?;
        if i32::try_from(number).is_err() {
            let message = format!("value \"{text}\" is out of range for type integer");
            return Err(Diagnostic::error(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, message));
        }
        Ok(number)
    }
}

/// The modifier of a type that takes modifiers; the type is that of the element for arrays. Errors carry no place yet.
pub fn resolve_type_modifier(catalog: &Catalog, of: &Type, modifiers: &[Modifier]) -> Result<i32> {
    match of.id {
        TypeId::BPCHAR => character(modifiers, "char"),
        TypeId::VARCHAR => character(modifiers, "varchar"),
        TypeId::BIT => bits(modifiers, "bit"),
        TypeId::VARBIT => bits(modifiers, "varbit"),
        TypeId::NUMERIC => numeric(modifiers, catalog.versions().lowest),
        TypeId::TIME => seconds(modifiers, "TIME", ""),
        TypeId::TIMETZ => seconds(modifiers, "TIME", " WITH TIME ZONE"),
        TypeId::TIMESTAMP => seconds(modifiers, "TIMESTAMP", ""),
        TypeId::TIMESTAMPTZ => seconds(modifiers, "TIMESTAMP", " WITH TIME ZONE"),
        TypeId::INTERVAL => interval(modifiers),
        _ => extension(of, modifiers),
    }
}

fn invalid(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, message)
}

fn numbers(modifiers: &[Modifier]) -> Result<Vec<i64>> {
    modifiers.iter().map(Modifier::number).try_gather()
}

// pg: varchar.c anychar_typmodin
fn character(modifiers: &[Modifier], name: &str) -> Result<i32> {
    let [length] = numbers(modifiers)?[..] else {
        return Err(invalid("invalid type modifier"));
    };
    if length < 1 {
        return Err(invalid(format!("length for type {name} must be at least 1")));
    }
    if length > MAX_LENGTH {
        return Err(invalid(format!("length for type {name} cannot exceed {MAX_LENGTH}")));
    }
    Ok(length as i32 + HEADER)
}

// pg: varbit.c anybit_typmodin
fn bits(modifiers: &[Modifier], name: &str) -> Result<i32> {
    let [length] = numbers(modifiers)?[..] else {
        return Err(invalid("invalid type modifier"));
    };
    if length < 1 {
        return Err(invalid(format!("length for type {name} must be at least 1")));
    }
    if length > MAX_LENGTH * 8 {
        return Err(invalid(format!("length for type {name} cannot exceed {}", MAX_LENGTH * 8)));
    }
    Ok(length as i32)
}

// pg: numeric.c numerictypmodin
fn numeric(modifiers: &[Modifier], version: u8) -> Result<i32> {
    let given = numbers(modifiers)?;
    let (precision, scale) = match given[..] {
        [precision] => (precision, 0),
        [precision, scale] => (precision, scale),
        _ => return Err(invalid("invalid NUMERIC type modifier")),
    };
    if !(1..=MAX_PRECISION).contains(&precision) {
        return Err(invalid(format!("NUMERIC precision {precision} must be between 1 and {MAX_PRECISION}")));
    }
    if version < 15 && !(0..=precision).contains(&scale) {
        return Err(invalid(format!("NUMERIC scale {scale} must be between 0 and precision {precision}")));
    }
    if !(-MAX_PRECISION..=MAX_PRECISION).contains(&scale) {
        return Err(invalid(format!("NUMERIC scale {scale} must be between -{MAX_PRECISION} and {MAX_PRECISION}")));
    }
    Ok(((precision as i32) << 16 | (scale as i32) & 0x7ff) + HEADER)
}

// pg: timestamp.c anytimestamp_typmod_check, date.c anytime_typmod_check
fn seconds(modifiers: &[Modifier], name: &str, zone: &str) -> Result<i32> {
    let [precision] = numbers(modifiers)?[..] else {
        return Err(invalid("invalid type modifier"));
    };
    if precision < 0 {
        return Err(invalid(format!("{name}({precision}){zone} precision must not be negative")));
    }
    Ok(precision.min(6) as i32)
}

// pg: timestamp.c intervaltypmodin
fn interval(modifiers: &[Modifier]) -> Result<i32> {
    let (range, precision) = match numbers(modifiers)?[..] {
        [range] => (range, None),
        [range, precision] => (range, Some(precision)),
        _ => return Err(invalid("invalid INTERVAL type modifier")),
    };
    let range_bits = (range as i32 & 0x7FFF) << 16;
    match precision {
        None if range == FULL_RANGE => Ok(-1),
        None => Ok(range_bits | FULL_PRECISION),
        Some(precision) if precision < 0 => Err(invalid(format!("INTERVAL({precision}) precision must not be negative"))),
        Some(precision) => Ok(range_bits | precision.min(6) as i32),
    }
}

/// Types of extensions: vectors count their dimensions; of others only a single number is understood, and -2 stands for what is not.
fn extension(of: &Type, modifiers: &[Modifier]) -> Result<i32> {
    match (of.name.as_str(), modifiers) {
        ("vector" | "halfvec" | "sparsevec", [dimensions]) => {
            let dimensions = dimensions.number()?;
            let most = if of.name == "sparsevec" { 1_000_000_000 } else { 16000 };
            if dimensions < 1 {
                return Err(invalid(format!("dimensions for type {} must be at least 1", of.name)));
            }
            if dimensions > most {
                return Err(invalid(format!("dimensions for type {} cannot exceed {most}", of.name)));
            }
            Ok(dimensions as i32)
        }
        ("vector" | "halfvec" | "sparsevec", _) => Err(invalid("invalid type modifier")),
        ("geometry" | "geography", _) => Ok(spatial(of.name == "geography", modifiers)),
        (_, [one]) => Ok(one.number().map_or(-1, |number| number as i32)),
        _ => Ok(-1),
    }
}

/// How PostGIS packs its modifier: the reference system, the kind of shape, and whether there is a third and a fourth dimension.
fn spatial(geographic: bool, modifiers: &[Modifier]) -> i32 {
    const KINDS: [&str; 16] = [
        "geometry",
        "point",
        "linestring",
        "polygon",
        "multipoint",
        "multilinestring",
        "multipolygon",
        "geometrycollection",
        "circularstring",
        "compoundcurve",
        "curvepolygon",
        "multicurve",
        "multisurface",
        "polyhedralsurface",
        "triangle",
        "tin",
    ];
    let kind = modifiers.first().map_or_else(String::new, |modifier| modifier.text.trim().to_ascii_lowercase());
    let (plain, z, m) = match kind.strip_suffix("zm") {
        Some(plain) => (plain, 1, 1),
        None => match (kind.strip_suffix('z'), kind.strip_suffix('m')) {
            (Some(plain), _) => (plain, 1, 0),
            (None, Some(plain)) => (plain, 0, 1),
            (None, None) => (kind.as_str(), 0, 0),
        },
    };
    let number = KINDS.iter().place_where(|known| !known.is_empty() && *known == plain.trim_end()).unwrap_or(0) as i32;
    let system = modifiers.get(1).and_then(|modifier| modifier.number().ok()).unwrap_or(if geographic { 4326 } else { 0 }) as i32;
    (system & 0x001F_FFFF) << 8 | number << 2 | z << 1 | m
}
