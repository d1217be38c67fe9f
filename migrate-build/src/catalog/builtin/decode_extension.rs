//! What does a row of an extension say, once what it refers to has an id.

use super::extension::ExtensionRow;
use super::table::Fields;
use super::{decode, decode_relation};
use crate::catalog::id::SchemaId;
use crate::catalog::object::*;
use std::fmt::Write;

/// An object that an extension makes.
#[derive(Debug)]
pub(in crate::catalog) enum DecodedRow {
    /// A type.
    Type(Type),
    /// A function.
    Function(Function),
    /// An operator.
    Operator(Operator),
    /// A cast.
    Cast(Cast),
    /// A relation.
    Relation(Relation),
    /// An operator class.
    OperatorClass(OperatorClass),
    /// An operator family.
    OperatorFamily(OperatorFamily),
    /// A collation.
    Collation(Collation),
    /// An object with few properties.
    Simple(Simple),
}

impl ExtensionRow {
    /// The object under an id, in a schema; `lookup` gives the ids of what the row refers to.
    pub(in crate::catalog) fn decode(&self, id: u32, schema: SchemaId, lookup: impl Fn(&str) -> Option<u32>) -> Option<DecodedRow> {
        let mut text = String::with_capacity(self.fields.len() + 8);
        if self.catalog != "casts" && !(self.catalog == "simples" && self.is_without_schema()) {
            let _ = write!(text, "{}", schema.0);
        }
        if self.catalog != "casts" {
            text.push('\t');
        }
        push_with_ids(&mut text, self.fields, lookup);
        let row = Fields::of(&text);
        match self.catalog {
            "types" => decode::type_(id, row).map(DecodedRow::Type),
            "functions" => decode_relation::function(id, row).map(DecodedRow::Function),
            "operators" => decode::operator(id, row).map(DecodedRow::Operator),
            "casts" => decode::cast(id, row).map(DecodedRow::Cast),
            "relations" => decode_relation::relation(id, row).map(DecodedRow::Relation),
            "classes" => decode::operator_class(id, row).map(DecodedRow::OperatorClass),
            "families" => decode::operator_family(id, row).map(DecodedRow::OperatorFamily),
            "collations" => decode::collation(id, row).map(DecodedRow::Collation),
            "simples" => decode::simple(id, row).map(DecodedRow::Simple),
            _ => None,
        }
    }

    fn is_without_schema(&self) -> bool {
        let mut fields = Fields::of(self.fields);
        fields.skip();
        matches!(fields.next(), "role" | "language" | "access method" | "foreign data wrapper" | "transform" | "event trigger")
    }
}

/// Copies the fields, with an id for each reference: `:name`, `:name(argument;argument)`, behind a parameter's mode or not.
fn push_with_ids(text: &mut String, fields: &str, lookup: impl Fn(&str) -> Option<u32>) {
    for item in fields.split_inclusive(['\t', ' ', ',']) {
        let (word, separator) = item.strip_suffix(['\t', ' ', ',']).map_or((item, ""), |word| (word, &item[word.len()..]));
        match word.find(':') {
            Some(at) if at <= 1 => {
                let (mode, reference) = word.split_at(at);
                let end = if reference.contains('(') { reference.len() } else { reference.find('=').unwrap_or(reference.len()) };
                let (key, rest) = reference.split_at(end);
                let _ = write!(text, "{mode}{}{rest}", lookup(key).unwrap_or(0));
            }
            _ => text.push_str(word),
        }
        text.push_str(separator);
    }
}
