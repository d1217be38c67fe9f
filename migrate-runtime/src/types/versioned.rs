//! Types that travel as text after a byte with the version of their format: ltree and its queries, jsonpath.

use crate::bind::{Bind, BindError, Encoder};
use crate::decode::{Decode, DecodeError, is_extension_type};
use crate::sql;
use std::fmt;
use tokio_postgres::types::Type;

macro_rules! versioned {
    ($($name:ident $documentation:literal $accepts:expr;)*) => {
        $(
            #[doc = $documentation]
            #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(pub String);

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }

            impl From<&str> for $name {
                fn from(text: &str) -> Self {
                    Self(text.to_owned())
                }
            }

            impl From<String> for $name {
                fn from(text: String) -> Self {
                    Self(text)
                }
            }

            impl AsRef<str> for $name {
                fn as_ref(&self) -> &str {
                    &self.0
                }
            }

            impl Decode<'_> for $name {
                fn accepts(ty: &Type) -> bool {
                    let accepts: fn(&Type) -> bool = $accepts;
                    accepts(ty)
                }

                fn decode(raw: &[u8]) -> Result<Self, DecodeError> {
                    let text = raw.strip_prefix(&[VERSION]).ok_or(DecodeError::new("the value has a format that is not known"))?;
                    <String as Decode>::decode(text).map(Self)
                }
            }

            impl<N> Bind<sql::$name, N> for $name {
                fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
                    Bind::<sql::$name, N>::bind(self.0.as_str(), into)
                }
            }

            impl<N> Bind<sql::$name, N> for str {
                fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
                    into.write(&[VERSION]);
                    into.text(self)
                }
            }

            impl<N> Bind<sql::$name, N> for String {
                fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
                    Bind::<sql::$name, N>::bind(self.as_str(), into)
                }
            }
        )*
    };
}

const VERSION: u8 = 1;

versioned! {
    Jsonpath "A path into JSON." |ty| *ty == Type::JSONPATH;
    Ltree "A path of labels in a tree." |ty| is_extension_type(ty, &["ltree"]);
    Lquery "A pattern for paths of labels." |ty| is_extension_type(ty, &["lquery"]);
    Ltxtquery "A search for labels." |ty| is_extension_type(ty, &["ltxtquery"]);
}
