//! Which Rust type stands for a type of SQL: one table, whose names are those of the markers in [`crate::sql`].

mod bit;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "cidr")]
mod cidr;
mod clock;
#[cfg(feature = "decimal")]
mod decimal;
mod geometric;
mod hstore;
mod infinite;
mod instant;
mod interval;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "json")]
mod json;
#[doc(hidden)]
pub mod missing;
pub mod network;
#[cfg(feature = "decimal")]
mod numeric;
#[cfg(feature = "pgvector")]
mod pgvector;
mod range;
mod scalar;
mod system;
mod text_search;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;
mod versioned;

pub use bit::{Bit, NoBits, Varbit};
pub use geometric::{Box, Circle, Line, Lseg, Path, Point, Polygon};
pub use infinite::{HasInfinity, Infinite};
pub use interval::Interval;
#[cfg(feature = "json")]
pub use json::JsonOf;
pub use network::{Macaddr, Macaddr8};
pub use range::{Multirange, Range};
pub use system::{Money, PgLsn, Tid, Timetz};
pub use text_search::{Lexeme, Position, Tsquery, TsqueryItem, Tsvector};
pub use versioned::{Jsonpath, Lquery, Ltree, Ltxtquery};

use std::collections::BTreeMap;

macro_rules! aliases {
    ($($(#[$condition:meta])? $name:ident = $rust:ty;)*) => {
        $(
            #[doc = concat!("What `", stringify!($name), "` becomes.")]
            $(#[cfg($condition)])?
            pub type $name = $rust;
        )*
    };
}

aliases! {
    Bool = bool;
    Int2 = i16;
    Int4 = i32;
    Int8 = i64;
    Float4 = f32;
    Float8 = f64;
    Text = String;
    Varchar = String;
    Bpchar = String;
    Name = String;
    Char = i8;
    Xml = String;
    Refcursor = String;
    Citext = String;
    Bytea = Vec<u8>;
    Oid = u32;
    Xid = u32;
    Cid = u32;
    Xid8 = u64;
    Regproc = u32;
    Regprocedure = u32;
    Regoper = u32;
    Regoperator = u32;
    Regclass = u32;
    Regtype = u32;
    Regconfig = u32;
    Regdictionary = u32;
    Regnamespace = u32;
    Regrole = u32;
    Regcollation = u32;

    #[feature = "uuid"] Uuid = ::uuid::Uuid;
    #[not(feature = "uuid")] Uuid = missing::Missing<missing::Uuid>;
    #[feature = "json"] Json = ::serde_json::Value;
    #[feature = "json"] Jsonb = ::serde_json::Value;
    #[not(feature = "json")] Json = missing::Missing<missing::Json>;
    #[not(feature = "json")] Jsonb = missing::Missing<missing::Json>;
    #[feature = "decimal"] Numeric = ::rust_decimal::Decimal;
    #[not(feature = "decimal")] Numeric = missing::Missing<missing::Decimal>;
    Hstore = BTreeMap<String, Option<String>>;
    #[feature = "cidr"] Inet = ::cidr::IpInet;
    #[feature = "cidr"] Cidr = ::cidr::IpCidr;
    #[not(feature = "cidr")] Inet = network::Inet;
    #[not(feature = "cidr")] Cidr = network::Cidr;
    #[feature = "pgvector"] Vector = ::pgvector::Vector;
    #[feature = "pgvector"] Halfvec = ::pgvector::HalfVector;
    #[feature = "pgvector"] Sparsevec = ::pgvector::SparseVector;
    #[not(feature = "pgvector")] Vector = missing::Missing<missing::Pgvector>;
    #[not(feature = "pgvector")] Halfvec = missing::Missing<missing::Pgvector>;
    #[not(feature = "pgvector")] Sparsevec = missing::Missing<missing::Pgvector>;

    Date = when::Date;
    Time = when::Time;
    Timestamp = when::Timestamp;
    Timestamptz = when::Timestamptz;
}

// Dates and times where several features are on: jiff before time before chrono.
#[cfg(feature = "jiff")]
mod when {
    pub(super) use ::jiff::Timestamp as Timestamptz;
    pub(super) use ::jiff::civil::{Date, DateTime as Timestamp, Time};
}

#[cfg(all(feature = "time", not(feature = "jiff")))]
mod when {
    pub(super) use ::time::{Date, OffsetDateTime as Timestamptz, PrimitiveDateTime as Timestamp, Time};
}

#[cfg(all(feature = "chrono", not(feature = "time"), not(feature = "jiff")))]
mod when {
    pub(super) use ::chrono::{NaiveDate as Date, NaiveDateTime as Timestamp, NaiveTime as Time};
    pub(super) type Timestamptz = ::chrono::DateTime<::chrono::Utc>;
}

#[cfg(not(any(feature = "chrono", feature = "time", feature = "jiff")))]
mod when {
    use super::missing::{DateTime, Missing};
    pub(super) type Date = Missing<DateTime>;
    pub(super) type Time = Missing<DateTime>;
    pub(super) type Timestamp = Missing<DateTime>;
    pub(super) type Timestamptz = Missing<DateTime>;
}
