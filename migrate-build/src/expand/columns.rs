//! Which fields do the columns of a query become: their names, their types, and what an override says against what is known.

use super::column_override::{NullOverride, read_alias};
use super::errors;
use crate::analyze::notes::Notes;
use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::codegen::Settings;
use crate::codegen::naming::{column_field, field, is_identifier};
use crate::codegen::rust_type::rust_type;
use crate::compile::{DescribedColumn, Description};
use crate::diag::{Problem, Result};
use crate::text::{Collection, Name, Seek, Span};

/// The path of the generated module in an expansion.
pub(super) const SCHEMA: &str = "__schema::";

/// Reads the columns of a query.
pub(super) struct Columns<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) settings: &'a Settings,
    pub(super) description: &'a Description,
    pub(super) warnings: Vec<Problem>,
    /// The types that overrides name, as items.
    pub(super) aliases: Vec<String>,
}

/// A column as a field.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Its name in SQL, without an override.
    pub(super) column: String,
    /// Its name in Rust.
    pub(super) name: String,
    /// Its type in Rust.
    pub(super) rust_type: String,
    /// The method of a row that reads it.
    pub(super) reader: &'static str,
}

impl Columns<'_> {
    /// All columns as fields of one struct.
    pub(super) fn fields(&mut self) -> Result<Vec<Field>> {
        let mut fields: Vec<Field> = Vec::new();
        for (index, column) in self.description.columns.iter().enumerate() {
            let at = target_span(&self.description.notes, index);
            if column.name == "?column?" {
                return Err(errors::unnamed_column(index + 1, at));
            }
            let found = self.field(index, column)?;
            if !is_identifier(&found.name) {
                return Err(errors::not_a_field(&found.column, at));
            }
            if let Some(same) = fields.iter().first_where(|other| other.name == found.name) {
                return Err(errors::duplicate_column(&found.name, &same.column, &found.column, at));
            }
            fields.push(found);
        }
        Ok(fields)
    }

    /// One column; whether its name can be said is not asked.
    pub(super) fn field(&mut self, index: usize, column: &DescribedColumn) -> Result<Field> {
        let at = target_span(&self.description.notes, index);
        let origin = self.origin(column);
        let own = origin.is_some_and(|(relation, column_index)| self.column_name(relation, column_index) == Some(&column.name));
        if own {
            let name = origin.map_or_else(String::new, |(relation, index)| column_field(self.catalog, self.settings, relation, index));
            let (rust_type, reader) = self.rust_type(column, column.nullable, None, at)?;
            return Ok(Field { column: column.name.to_string(), name, rust_type, reader });
        }
        let alias = read_alias(&column.name).ok_or_else(|| errors::override_syntax(&column.name, at))?;
        let nullable = match alias.null {
            NullOverride::Inferred => column.nullable,
            NullOverride::Never => false,
            NullOverride::Maybe => true,
        };
        self.warnings.put_all(judge(alias.name, alias.null, column, at));
        let (rust_type, reader) = self.rust_type(column, nullable, alias.rust_type, at)?;
        Ok(Field { column: alias.name.to_owned(), name: field(alias.name), rust_type, reader })
    }

    /// A name for a type that the user named: the compiler then speaks once of one that it does not know.
    fn alias(&mut self, named: &str) -> String {
        let name = format!("__Type{}", self.aliases.len());
        self.aliases.push(format!("type {name} = {named}; "));
        name
    }

    fn rust_type(
        &mut self,
        column: &DescribedColumn,
        nullable: bool,
        named: Option<&str>,
        at: Option<Span>,
    ) -> Result<(String, &'static str)> {
        let (value, reader) = match named {
            Some(named) => (self.alias(named), "value"),
            None => {
                let found = rust_type(self.catalog, self.settings, column.type_id, self.origin(column))
                    .map_err(|unmapped| errors::unmapped_column(&column.name, &unmapped, at))?;
                (found.value(SCHEMA), found.reader())
            }
        };
        Ok((if nullable { format!("::core::option::Option<{value}>") } else { value }, reader))
    }

    fn origin(&self, column: &DescribedColumn) -> Option<(RelationId, usize)> {
        let (relation, number) = column.origin?;
        Some((relation, usize::try_from(number).ok()?.checked_sub(1)?))
    }

    fn column_name(&self, relation: RelationId, index: usize) -> Option<&Name> {
        self.catalog.relation(relation)?.columns.get(index).map(|column| &column.name)
    }
}

/// Where a column of the outermost select list stands; a star stands for all of its columns.
pub(super) fn target_span(notes: &Notes, index: usize) -> Option<Span> {
    let named = notes.targets.iter().first_where(|(place, _)| *place == index).map(|(_, span)| *span);
    named.or_else(|| {
        notes.stars.iter().first_where(|star| star.output.as_ref().is_some_and(|output| output.contains(&index))).map(|star| star.span)
    })
}

fn judge(name: &str, said: NullOverride, column: &DescribedColumn, at: Option<Span>) -> Option<Problem> {
    match said {
        NullOverride::Never if column.always_null => Some(errors::override_wrong(name, said.written(), "is always NULL", at)),
        NullOverride::Never if !column.nullable => Some(errors::override_needless(name, said.written(), "is never NULL", at)),
        NullOverride::Maybe if !column.nullable => Some(errors::override_wrong(name, said.written(), "is never NULL", at)),
        NullOverride::Maybe => Some(errors::override_needless(name, said.written(), "is known to be NULL at times", at)),
        _ => None,
    }
}
