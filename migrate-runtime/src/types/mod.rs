//! Which Rust type stands for a type of SQL: one table, whose names are those of the markers in [`crate::sql`].

mod scalar;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "decimal")]
mod decimal;
mod instant;
#[cfg(feature = "json")]
mod json;
mod missing;
mod numeric;
#[cfg(feature = "uuid")]
mod uuid;

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
    #[feature = "chrono"] Date = ::chrono::NaiveDate;
    #[feature = "chrono"] Time = ::chrono::NaiveTime;
    #[feature = "chrono"] Timestamp = ::chrono::NaiveDateTime;
    #[feature = "chrono"] Timestamptz = ::chrono::DateTime<::chrono::Utc>;
    #[not(feature = "chrono")] Date = missing::Missing<missing::DateTime>;
    #[not(feature = "chrono")] Time = missing::Missing<missing::DateTime>;
    #[not(feature = "chrono")] Timestamp = missing::Missing<missing::DateTime>;
    #[not(feature = "chrono")] Timestamptz = missing::Missing<missing::DateTime>;
}
