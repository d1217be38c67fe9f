//! Which files hold the data. `dump.py` writes them.

use super::table::Table;

macro_rules! table {
    ($name:literal) => {
        Table::new(include_str!(concat!("data/", $name, ".tsv")), include_str!(concat!("data/", $name, ".names.tsv")))
    };
}

pub(super) static TYPES: Table = table!("types");
pub(super) static FUNCTIONS: Table = table!("functions");
pub(super) static OPERATORS: Table = table!("operators");
pub(super) static RELATIONS: Table = table!("relations");
pub(super) static OPERATOR_CLASSES: Table = table!("classes");
pub(super) static OPERATOR_FAMILIES: Table = table!("families");
pub(super) static COLLATIONS: Table = table!("collations");
pub(super) static SIMPLES: Table = table!("simples");
pub(super) static CASTS: Table = Table::new(include_str!("data/casts.tsv"), "");
