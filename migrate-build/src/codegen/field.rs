//! Which fields does the struct of a relation's rows have: one for each column whose values Rust can hold.

use super::input::Input;
use super::naming::{column_field, unraw};
use super::rust_type::{RustType, Unmapped, rust_type};
use crate::analyze::nullability::never_null_relation;
use crate::catalog::format::{format_type, quote_identifier};
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, Generated, Identity, Relation};
use crate::text::{Gather, Seek};

/// A column that is a field.
pub(super) struct Field<'a> {
    /// Its number, from 1.
    pub(super) number: u16,
    /// The column.
    pub(super) column: &'a Column,
    /// What the field is called.
    pub(super) name: String,
    /// Its type.
    pub(super) rust: RustType,
    /// Whether NULL may be in it.
    pub(super) nullable: bool,
    /// The type as PostgreSQL spells it.
    pub(super) type_text: String,
}

/// A column that no field can hold.
pub(super) struct Left {
    /// Its number, from 1.
    pub(super) number: u16,
    /// Its name.
    pub(super) name: String,
    /// Why.
    pub(super) unmapped: Unmapped,
}

/// The columns of a relation.
pub(super) struct Fields<'a> {
    /// Those that are fields.
    pub(super) all: Vec<Field<'a>>,
    /// Those that are not.
    pub(super) left: Vec<Left>,
    /// Two columns of one name in Rust, by the names in SQL, and that name.
    pub(super) alike: Vec<(String, String, String)>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(input: &Input<'a>, relation: &'a Relation) -> Self {
        let never_null = never_null_relation(input.catalog, relation.id);
        let mut fields = Self { all: Vec::new(), left: Vec::new(), alike: Vec::new() };
        for (at, column) in relation.columns.iter().enumerate() {
            let (Some(type_id), Ok(number)) = (column.type_id, u16::try_from(at + 1)) else { continue };
            let name = column_field(input.catalog, input.settings, relation.id, at);
            if let Some(first) = fields.all.iter().first_where(|field| unraw(&field.name) == unraw(&name)) {
                fields.alike.push((first.column.name.to_string(), column.name.to_string(), name));
                continue;
            }
            match rust_type(input.catalog, input.settings, type_id, Some((relation.id, at))) {
                Ok(rust) => {
                    let nullable = !never_null.get(at).copied().unwrap_or(false);
                    let type_text = format_type(input.catalog, type_id, column.modifier);
                    fields.all.push(Field { number, column, name, rust, nullable, type_text });
                }
                Err(unmapped) => fields.left.push(Left { number, name: column.name.to_string(), unmapped }),
            }
        }
        fields
    }

    /// The fields of some columns; none where one of them is no field.
    pub(super) fn numbered(&self, numbers: &[u16]) -> Option<Vec<&Field<'a>>> {
        numbers.iter().map(|number| self.all.iter().first_where(|field| field.number == *number)).try_gather()
    }

    /// The columns as a select list writes them.
    pub(super) fn select_list(&self) -> String {
        let names: Vec<String> = self.all.iter().map(Field::sql_name).gather();
        names.join(", ")
    }

    /// What decoding a row asks of the types that may not be there.
    pub(super) fn decode_bounds(&self) -> Vec<String> {
        let mut bounds = Vec::new();
        for field in self.all.iter().filter(|field| field.rust.needs_feature()) {
            let bound = decode_bound(&field.rust);
            if !bounds.contains(&bound) {
                bounds.push(bound);
            }
        }
        bounds
    }
}

impl Field<'_> {
    /// The type of the field.
    pub(super) fn value(&self) -> String {
        if self.nullable { self.rust.nullable_here() } else { self.rust.here() }
    }

    /// The column as SQL writes it.
    pub(super) fn sql_name(&self) -> String {
        quote_identifier(&self.column.name)
    }

    /// Whether an UPDATE or INSERT may give the column a value.
    pub(super) fn is_written(&self) -> bool {
        !is_generated(self.column) && self.column.identity != Some(Identity::Always)
    }

    /// Whether the column has a value of its own where an INSERT gives none.
    pub(super) fn has_default(&self) -> bool {
        self.column.default.is_some() || self.column.identity.is_some()
    }

    /// The marker of a parameter that goes into the column, and whether it may be NULL.
    pub(super) fn markers(&self) -> String {
        let null = if self.nullable { "Nullable" } else { "NeverNull" };
        format!("{}, __rt::{null}", marker(&self.rust))
    }
}

/// Whether a column is computed from others.
pub(super) fn is_generated(column: &Column) -> bool {
    matches!(column.generated, Some(Generated::Stored | Generated::Virtual))
}

/// The marker of a type, by the short name that the module has for what generated code uses.
pub(super) fn marker(rust: &RustType) -> String {
    rust.marker("").replace("__runtime::__private::", "__rt::")
}

/// What decoding asks of a type that may not be there. That it is said for every lifetime keeps rustc from deciding it before it is used.
pub(super) fn decode_bound(rust: &RustType) -> String {
    format!("for<'__a> {}: __rt::Decode<'__a>", rust.here())
}

/// What binding asks of a type that may not be there.
pub(super) fn bind_bound(rust: &RustType, null: &str) -> String {
    format!("for<'__a> {}: __rt::Bind<{}, {null}>", rust.here(), marker(rust))
}

/// What binding as another type asks of a type that may not be there.
pub(super) fn bind_bound_as(rust: &RustType, marker: &str) -> String {
    format!("for<'__a> {}: __rt::Bind<{marker}, __rt::NeverNull>", rust.here())
}

/// The name of a relation as SQL that a program sends writes it.
pub(super) fn sql_relation(input: &Input<'_>, id: RelationId) -> String {
    let Some(relation) = input.catalog.relation(id) else {
        return String::new();
    };
    let name = quote_identifier(&relation.name);
    let visible = super::settings::is_relation_visible(input.catalog, id);
    match input.catalog.schema(relation.schema) {
        Some(schema) if !visible || input.settings.qualification == super::Qualification::Schema => {
            format!("{}.{name}", quote_identifier(&schema.name))
        }
        _ => name,
    }
}
