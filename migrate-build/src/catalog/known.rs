//! Which built-in objects does the engine know by itself: the ids that PostgreSQL's source names, too.

use super::id::{CollationId, TypeId};

macro_rules! known {
    ($($name:ident = $id:literal)*) => {$(
        #[doc = concat!("The built-in type number ", $id, ".")]
        pub const $name: Self = Self($id);
    )*};
}

#[rustfmt::skip]
impl TypeId {
    known! {
        BOOL = 16
        BYTEA = 17
        CHAR = 18
        NAME = 19
        INT8 = 20
        INT2 = 21
        INT2VECTOR = 22
        INT4 = 23
        REGPROC = 24
        TEXT = 25
        OID = 26
        TID = 27
        XID = 28
        CID = 29
        OIDVECTOR = 30
        JSON = 114
        XML = 142
        PG_NODE_TREE = 194
        TABLE_AM_HANDLER = 269
        INDEX_AM_HANDLER = 325
        POINT = 600
        LSEG = 601
        PATH = 602
        BOX = 603
        POLYGON = 604
        LINE = 628
        CIDR = 650
        FLOAT4 = 700
        FLOAT8 = 701
        UNKNOWN = 705
        CIRCLE = 718
        MACADDR8 = 774
        MONEY = 790
        MACADDR = 829
        INET = 869
        BOOL_ARRAY = 1000
        BYTEA_ARRAY = 1001
        CHAR_ARRAY = 1002
        NAME_ARRAY = 1003
        INT2_ARRAY = 1005
        INT4_ARRAY = 1007
        TEXT_ARRAY = 1009
        VARCHAR_ARRAY = 1015
        INT8_ARRAY = 1016
        FLOAT8_ARRAY = 1022
        OID_ARRAY = 1028
        ACLITEM = 1033
        BPCHAR = 1042
        VARCHAR = 1043
        DATE = 1082
        TIME = 1083
        TIMESTAMP = 1114
        TIMESTAMPTZ = 1184
        INTERVAL = 1186
        NUMERIC_ARRAY = 1231
        CSTRING_ARRAY = 1263
        TIMETZ = 1266
        BIT = 1560
        VARBIT = 1562
        NUMERIC = 1700
        REFCURSOR = 1790
        REGPROCEDURE = 2202
        REGOPER = 2203
        REGOPERATOR = 2204
        REGCLASS = 2205
        REGTYPE = 2206
        RECORD = 2249
        CSTRING = 2275
        ANY = 2276
        ANYARRAY = 2277
        VOID = 2278
        TRIGGER = 2279
        LANGUAGE_HANDLER = 2280
        INTERNAL = 2281
        ANYELEMENT = 2283
        RECORD_ARRAY = 2287
        ANYNONARRAY = 2776
        UUID = 2950
        UUID_ARRAY = 2951
        TXID_SNAPSHOT = 2970
        FDW_HANDLER = 3115
        PG_LSN = 3220
        TSM_HANDLER = 3310
        ANYENUM = 3500
        TSVECTOR = 3614
        TSQUERY = 3615
        GTSVECTOR = 3642
        REGCONFIG = 3734
        REGDICTIONARY = 3769
        JSONB = 3802
        JSONB_ARRAY = 3807
        ANYRANGE = 3831
        EVENT_TRIGGER = 3838
        INT4RANGE = 3904
        NUMRANGE = 3906
        TSRANGE = 3908
        TSTZRANGE = 3910
        DATERANGE = 3912
        INT8RANGE = 3926
        JSONPATH = 4072
        REGNAMESPACE = 4089
        REGROLE = 4096
        REGCOLLATION = 4191
        ANYMULTIRANGE = 4537
        ANYCOMPATIBLEMULTIRANGE = 4538
        PG_SNAPSHOT = 5038
        XID8 = 5069
        ANYCOMPATIBLE = 5077
        ANYCOMPATIBLEARRAY = 5078
        ANYCOMPATIBLENONARRAY = 5079
        ANYCOMPATIBLERANGE = 5080
    }
}

impl CollationId {
    /// The collation of the database: `pg_catalog."default"`.
    pub const DEFAULT: Self = Self(100);
    /// The collation of bytes: `pg_catalog."C"`.
    pub const C: Self = Self(950);
}
