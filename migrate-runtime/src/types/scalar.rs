//! Numbers, truth, text and bytes, as Rust itself has them.

use crate::decode::{Decode, DecodeError, is_extension_type};
use tokio_postgres::types::{Kind, Type};

macro_rules! numbers {
    ($($rust:ty: $($known:ident)|+;)*) => {
        $(
            impl Decode<'_> for $rust {
                #[inline]
                fn accepts(ty: &Type) -> bool {
                    matches!(*ty, $(Type::$known)|+)
                }

                #[inline]
                fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
                    raw.try_into().map(Self::from_be_bytes).map_err(|_| DecodeError::length())
                }
            }
        )*
    };
}

numbers! {
    i8: CHAR;
    i16: INT2;
    i32: INT4;
    i64: INT8;
    u32: OID | XID | CID | REGPROC | REGPROCEDURE | REGOPER | REGOPERATOR | REGCLASS | REGTYPE | REGCONFIG | REGDICTIONARY | REGNAMESPACE | REGROLE | REGCOLLATION;
    u64: XID8;
    f32: FLOAT4;
    f64: FLOAT8;
}

impl Decode<'_> for bool {
    #[inline]
    fn accepts(ty: &Type) -> bool {
        *ty == Type::BOOL
    }

    #[inline]
    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        match raw {
            [value] => Ok(*value != 0),
            _ => Err(DecodeError::length()),
        }
    }
}

/// VOID is what a function without a result returns.
impl Decode<'_> for () {
    fn accepts(ty: &Type) -> bool {
        *ty == Type::VOID
    }

    fn decode(_: &[u8]) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn decode_null() -> Result<Self, DecodeError> {
        Ok(())
    }
}

impl<'a> Decode<'a> for &'a str {
    #[inline]
    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN | Type::XML | Type::REFCURSOR)
            || matches!(ty.kind(), Kind::Enum(_))
            || is_extension_type(ty, &["citext"])
    }

    #[inline]
    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        std::str::from_utf8(raw).map_err(|_| DecodeError::new("the text is no UTF-8"))
    }
}

impl Decode<'_> for String {
    #[inline]
    fn accepts(ty: &Type) -> bool {
        <&str as Decode>::accepts(ty)
    }

    #[inline]
    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        <&str as Decode>::decode(raw).map(str::to_owned)
    }
}

impl<'a> Decode<'a> for &'a [u8] {
    #[inline]
    fn accepts(ty: &Type) -> bool {
        *ty == Type::BYTEA
    }

    #[inline]
    fn decode(raw: &'a [u8]) -> Result<Self, DecodeError> {
        Ok(raw)
    }
}

impl Decode<'_> for Vec<u8> {
    #[inline]
    fn accepts(ty: &Type) -> bool {
        *ty == Type::BYTEA
    }

    #[inline]
    fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
        Ok(raw.to_vec())
    }
}
