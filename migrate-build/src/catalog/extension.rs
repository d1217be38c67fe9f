//! How do the objects of an extension come into a database.

use super::Catalog;
use super::builtin::{DecodedRow, ExtensionRow, ExtensionScript};
use super::depend::{Address, Dependency, DependencyKind};
use super::id::*;
use super::object::*;
use crate::text::{Collection, Name};
use std::collections::HashMap;

/// Why an extension could not be installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtensionProblem {
    /// It is not known what the extension makes on this version.
    Unknown,
    /// Another extension must be installed first.
    Requires(&'static str),
}

/// What the rows of one extension refer to, while it is installed.
struct Keys {
    ids: HashMap<String, u32>,
}

impl Catalog {
    /// Adds an extension and all that it makes, its own objects in `schema`.
    ///
    /// # Errors
    /// Where the extension is not known, or another that it requires is not installed.
    pub fn install_extension(
        &mut self,
        name: &str,
        schema: SchemaId,
        version: Option<Name>,
    ) -> std::result::Result<ExtensionId, ExtensionProblem> {
        let script = self.builtins().extension_script(name).ok_or(ExtensionProblem::Unknown)?;
        let mut required = Vec::new();
        for other in script.requires() {
            required.push(self.extension_named(&Name::from(other)).ok_or(ExtensionProblem::Requires(other))?);
        }
        let id = ExtensionId(self.next_id());
        let version = version.or_else(|| Some(Name::from(script.default_version)));
        self.add_extension(Extension { id, name: Name::from(name), schema, version, known: true });
        self.depend(Address::Extension(id), Address::Schema(schema), DependencyKind::Normal);
        for other in &required {
            self.depend(Address::Extension(id), Address::Extension(*other), DependencyKind::Normal);
        }
        self.install_rows(&script, id, schema, &required);
        Ok(id)
    }

    fn install_rows(&mut self, script: &ExtensionScript, extension: ExtensionId, schema: SchemaId, required: &[ExtensionId]) {
        let mut keys = self.keys_of(required);
        let mut rows: Vec<(u32, ExtensionRow)> = Vec::new();
        for row in script.rows() {
            let id = self.next_id();
            if row.catalog == "schemas" {
                self.add_schema(Schema { id: SchemaId(id), name: Name::from(row.fields), owner: None });
                self.depend(Address::Schema(SchemaId(id)), Address::Extension(extension), DependencyKind::Extension);
                continue;
            }
            keys.ids.insert(row.key.to_owned(), id);
            rows.push((id, row));
        }
        for (id, row) in rows {
            let own = if row.schema.is_empty() { None } else { self.schema_named(&Name::from(row.schema)) };
            if let Some(object) = row.decode(id, own.unwrap_or(schema), |key| keys.ids.get(key).copied()) {
                self.install_object(object, extension);
            }
        }
    }

    /// The types of extensions that are there already, by their keys.
    fn keys_of(&self, required: &[ExtensionId]) -> Keys {
        let mut ids = HashMap::new();
        for extension in required {
            for entry in self.dependencies().needed_by(Address::Extension(*extension)) {
                if let Address::Type(id) = entry.dependent
                    && let Some(found) = self.type_(id)
                {
                    ids.insert(format!(":{}", found.name), id.0);
                    ids.put_all(found.array.and_then(|array| self.type_(array)).map(|array| (format!(":{}", array.name), array.id.0)));
                }
            }
        }
        Keys { ids }
    }

    fn install_object(&mut self, object: DecodedRow, extension: ExtensionId) {
        let address = match object {
            DecodedRow::Type(it) => return self.install_type(it, extension),
            DecodedRow::Relation(it) => return self.install_relation(it, extension),
            DecodedRow::Function(it) => {
                let address = Address::Function(it.id);
                self.add_function(it);
                address
            }
            DecodedRow::Operator(it) => {
                let address = Address::Operator(it.id);
                self.add_operator(it);
                address
            }
            DecodedRow::Cast(it) => {
                let address = Address::Cast(it.id);
                self.add_cast(it);
                address
            }
            DecodedRow::OperatorClass(it) => {
                let address = Address::OperatorClass(it.id);
                self.add_operator_class(it);
                address
            }
            DecodedRow::OperatorFamily(it) => {
                let address = Address::OperatorFamily(it.id);
                self.add_operator_family(it);
                address
            }
            DecodedRow::Collation(it) => {
                let address = Address::Collation(it.id);
                self.add_collation(it);
                address
            }
            DecodedRow::Simple(it) => {
                let address = Address::Simple(it.id);
                self.add_simple(it);
                address
            }
        };
        self.depend(address, Address::Extension(extension), DependencyKind::Extension);
    }

    /// Adds a type. The type of arrays of another goes along with that other, the type of a table's rows with the table.
    fn install_type(&mut self, it: Type, extension: ExtensionId) {
        let (id, kind) = (it.id, it.kind.clone());
        let element = it.element;
        self.add_type(it);
        match (kind, element) {
            (TypeKind::Array, Some(element)) => self.depend(Address::Type(id), Address::Type(element), DependencyKind::Internal),
            (TypeKind::Multirange { range }, _) => self.depend(Address::Type(id), Address::Type(range), DependencyKind::Internal),
            (TypeKind::Composite(_), _) => {}
            _ => self.depend(Address::Type(id), Address::Extension(extension), DependencyKind::Extension),
        }
    }

    fn install_relation(&mut self, it: Relation, extension: ExtensionId) {
        let (id, kind, row_type) = (it.id, it.kind, it.row_type);
        self.add_relation(it);
        match row_type {
            Some(row_type) if kind == RelationKind::Composite => {
                self.depend(Address::Relation(id), Address::Type(row_type), DependencyKind::Internal);
                self.depend(Address::Type(row_type), Address::Extension(extension), DependencyKind::Extension);
            }
            _ => {
                self.depend(Address::Relation(id), Address::Extension(extension), DependencyKind::Extension);
                if let Some(row_type) = row_type {
                    self.depend(Address::Type(row_type), Address::Relation(id), DependencyKind::Internal);
                }
            }
        }
    }

    fn depend(&mut self, dependent: Address, needed: Address, kind: DependencyKind) {
        self.dependencies_mut().add(Dependency { dependent, needed, kind });
    }
}
