//! The types of SQL, a marker each: what a parameter is, whatever Rust type is bound to it.

use crate::statement::ParameterType;
use std::marker::PhantomData;

/// A type of SQL. The Rust types that are generated for a schema's own types are their own markers.
pub trait SqlType {
    /// The type.
    const TYPE: ParameterType;
    /// The type of its arrays.
    const ARRAY: ParameterType;
}

macro_rules! markers {
    ($($name:ident $sql:literal $oid:literal $array:literal)*) => {
        $(
            #[doc = concat!("`", $sql, "`")]
            pub struct $name;

            impl SqlType for $name {
                const TYPE: ParameterType = ParameterType::BuiltIn($oid);
                const ARRAY: ParameterType = ParameterType::BuiltIn($array);
            }
        )*
    };
}

macro_rules! extension_markers {
    ($($name:ident $sql:literal)*) => {
        $(
            #[doc = concat!("`", $sql, "` of the extension")]
            pub struct $name;

            impl SqlType for $name {
                const TYPE: ParameterType = ParameterType::User("", $sql);
                const ARRAY: ParameterType = ParameterType::User("", concat!("_", $sql));
            }
        )*
    };
}

macro_rules! containers {
    ($($container:ident<$element:ident> $oid:literal $array:literal)*) => {
        $(
            impl SqlType for $container<$element> {
                const TYPE: ParameterType = ParameterType::BuiltIn($oid);
                const ARRAY: ParameterType = ParameterType::BuiltIn($array);
            }
        )*
    };
}

markers! {
    Bool "bool" 16 1000
    Bytea "bytea" 17 1001
    Char "char" 18 1002
    Name "name" 19 1003
    Int8 "int8" 20 1016
    Int2 "int2" 21 1005
    Int4 "int4" 23 1007
    Regproc "regproc" 24 1008
    Text "text" 25 1009
    Oid "oid" 26 1028
    Tid "tid" 27 1010
    Xid "xid" 28 1011
    Cid "cid" 29 1012
    Json "json" 114 199
    Xml "xml" 142 143
    Point "point" 600 1017
    Lseg "lseg" 601 1018
    Path "path" 602 1019
    Box "box" 603 1020
    Polygon "polygon" 604 1027
    Line "line" 628 629
    Cidr "cidr" 650 651
    Float4 "float4" 700 1021
    Float8 "float8" 701 1022
    Circle "circle" 718 719
    Macaddr8 "macaddr8" 774 775
    Money "money" 790 791
    Macaddr "macaddr" 829 1040
    Inet "inet" 869 1041
    Bpchar "bpchar" 1042 1014
    Varchar "varchar" 1043 1015
    Date "date" 1082 1182
    Time "time" 1083 1183
    Timestamp "timestamp" 1114 1115
    Timestamptz "timestamptz" 1184 1185
    Interval "interval" 1186 1187
    Timetz "timetz" 1266 1270
    Bit "bit" 1560 1561
    Varbit "varbit" 1562 1563
    Numeric "numeric" 1700 1231
    Refcursor "refcursor" 1790 2201
    Regprocedure "regprocedure" 2202 2207
    Regoper "regoper" 2203 2208
    Regoperator "regoperator" 2204 2209
    Regclass "regclass" 2205 2210
    Regtype "regtype" 2206 2211
    Uuid "uuid" 2950 2951
    PgLsn "pg_lsn" 3220 3221
    Tsvector "tsvector" 3614 3643
    Tsquery "tsquery" 3615 3645
    Regconfig "regconfig" 3734 3735
    Regdictionary "regdictionary" 3769 3770
    Jsonb "jsonb" 3802 3807
    Jsonpath "jsonpath" 4072 4073
    Regnamespace "regnamespace" 4089 4090
    Regrole "regrole" 4096 4097
    Regcollation "regcollation" 4191 4192
    Xid8 "xid8" 5069 271
}

/// `void`, of which there are no arrays.
pub struct Void;

impl SqlType for Void {
    const TYPE: ParameterType = ParameterType::BuiltIn(2278);
    const ARRAY: ParameterType = ParameterType::BuiltIn(0);
}

extension_markers! {
    Citext "citext"
    Hstore "hstore"
    Ltree "ltree"
    Lquery "lquery"
    Ltxtquery "ltxtquery"
    Vector "vector"
    Halfvec "halfvec"
    Sparsevec "sparsevec"
    Cube "cube"
}

/// An array of a type.
pub struct Array<T>(PhantomData<T>);

impl<T: SqlType> SqlType for Array<T> {
    const TYPE: ParameterType = T::ARRAY;
    const ARRAY: ParameterType = T::ARRAY;
}

/// A range of a type.
pub struct Range<T>(PhantomData<T>);

/// A multirange of a type.
pub struct Multirange<T>(PhantomData<T>);

containers! {
    Range<Int4> 3904 3905
    Range<Numeric> 3906 3907
    Range<Timestamp> 3908 3909
    Range<Timestamptz> 3910 3911
    Range<Date> 3912 3913
    Range<Int8> 3926 3927
    Multirange<Int4> 4451 6150
    Multirange<Numeric> 4532 6151
    Multirange<Timestamp> 4533 6152
    Multirange<Timestamptz> 4534 6153
    Multirange<Date> 4535 6155
    Multirange<Int8> 4536 6157
}
