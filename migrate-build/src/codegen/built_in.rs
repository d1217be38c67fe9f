//! Which Rust type holds the values of a type that came with the server or with an extension.

use crate::text::Seek;
/// A type by the name of `pg_type`: the marker in the runtime's `sql`, and the type of values.
pub(super) struct BuiltIn {
    /// The name in `pg_type`.
    pub(super) name: &'static str,
    /// The marker.
    pub(super) marker: &'static str,
    /// The type of values.
    pub(super) value: Value,
}

/// Where the type of values comes from.
#[derive(Clone, Copy)]
pub(super) enum Value {
    /// The language, under this path.
    Std(&'static str),
    /// The runtime's `types`, under the name of the marker; which type that is depends on the features.
    Runtime,
    /// The runtime's `types`, always there.
    Own,
}

const STRING: Value = Value::Std("::std::string::String");

macro_rules! built_in {
    ($($name:literal $marker:ident $value:expr;)*) => {
        &[$(BuiltIn { name: $name, marker: stringify!($marker), value: $value }),*]
    };
}

/// The types of `pg_catalog`. Ranges and multiranges of built-in types follow from what they are over.
const CATALOG: &[BuiltIn] = built_in! {
    "bool" Bool Value::Std("::core::primitive::bool");
    "int2" Int2 Value::Std("::core::primitive::i16");
    "int4" Int4 Value::Std("::core::primitive::i32");
    "int8" Int8 Value::Std("::core::primitive::i64");
    "float4" Float4 Value::Std("::core::primitive::f32");
    "float8" Float8 Value::Std("::core::primitive::f64");
    "char" Char Value::Std("::core::primitive::i8");
    "oid" Oid Value::Std("::core::primitive::u32");
    "text" Text STRING;
    "varchar" Varchar STRING;
    "bpchar" Bpchar STRING;
    "name" Name STRING;
    "bytea" Bytea Value::Std("::std::vec::Vec<::core::primitive::u8>");
    "void" Void Value::Std("()");
    "uuid" Uuid Value::Runtime;
    "json" Json Value::Runtime;
    "jsonb" Jsonb Value::Runtime;
    "numeric" Numeric Value::Runtime;
    "date" Date Value::Runtime;
    "time" Time Value::Runtime;
    "timestamp" Timestamp Value::Runtime;
    "timestamptz" Timestamptz Value::Runtime;
    "timetz" Timetz Value::Runtime;
    "interval" Interval Value::Own;
    "inet" Inet Value::Runtime;
    "cidr" Cidr Value::Runtime;
    "macaddr" Macaddr Value::Own;
    "macaddr8" Macaddr8 Value::Own;
    "bit" Bit Value::Own;
    "varbit" Varbit Value::Own;
    "money" Money Value::Own;
    "xml" Xml Value::Own;
    "jsonpath" Jsonpath Value::Own;
    "tsvector" Tsvector Value::Own;
    "tsquery" Tsquery Value::Own;
    "point" Point Value::Own;
    "line" Line Value::Own;
    "lseg" Lseg Value::Own;
    "box" Box Value::Own;
    "path" Path Value::Own;
    "polygon" Polygon Value::Own;
    "circle" Circle Value::Own;
    "pg_lsn" PgLsn Value::Own;
    "xid" Xid Value::Own;
    "xid8" Xid8 Value::Own;
    "cid" Cid Value::Own;
    "tid" Tid Value::Own;
    "regclass" Regclass Value::Own;
    "regtype" Regtype Value::Own;
    "regproc" Regproc Value::Own;
    "regprocedure" Regprocedure Value::Own;
    "regoper" Regoper Value::Own;
    "regoperator" Regoperator Value::Own;
    "regnamespace" Regnamespace Value::Own;
    "regrole" Regrole Value::Own;
    "regconfig" Regconfig Value::Own;
    "regdictionary" Regdictionary Value::Own;
    "regcollation" Regcollation Value::Own;
};

/// The types of extensions, wherever these were installed.
const EXTENSION: &[BuiltIn] = built_in! {
    "citext" Citext STRING;
    "hstore" Hstore Value::Own;
    "ltree" Ltree Value::Own;
    "lquery" Lquery Value::Own;
    "ltxtquery" Ltxtquery Value::Own;
    "vector" Vector Value::Runtime;
    "halfvec" Halfvec Value::Runtime;
    "sparsevec" Sparsevec Value::Runtime;
};

/// The type of `pg_catalog` of a name.
pub(super) fn catalog_type(name: &str) -> Option<&'static BuiltIn> {
    CATALOG.iter().first_where(|known| known.name == name)
}

/// The type of an extension of a name.
pub(super) fn extension_type(name: &str) -> Option<&'static BuiltIn> {
    EXTENSION.iter().first_where(|known| known.name == name)
}
