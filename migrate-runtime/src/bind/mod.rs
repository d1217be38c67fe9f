//! How does a Rust value become a parameter: checked against the SQL type when the program is compiled, encoded at once when it runs.

mod array;
mod encoder;
mod parameters;

pub use encoder::{BindError, Encoder};
pub use parameters::{Parameters, RawParameter};

use crate::sql::{self, SqlType};
use crate::statement::ParameterType;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use tokio_postgres::types::ToSql;

/// Marks a parameter that cannot be NULL.
pub struct NeverNull;

/// Marks a parameter that may be NULL.
pub struct Nullable;

/// Whether a parameter may be NULL.
#[diagnostic::on_unimplemented(
    message = "an `Option` cannot go here: the value must not be NULL",
    label = "this may be `None`, and NULL is refused here",
    note = "give a value that is no `Option`, or decide what `None` means before the query"
)]
pub trait TakesNull {}

impl TakesNull for Nullable {}

/// A Rust type that can be sent as a parameter of an SQL type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as `{Sql}`",
    label = "the parameter has the SQL type `{Sql}`",
    note = "types of other crates need a feature of `migrate-runtime`: uuid, chrono, time, jiff, json, decimal, cidr or pgvector"
)]
pub trait Bind<Sql, Null> {
    /// Writes the value.
    ///
    /// # Errors
    /// Where the SQL type cannot hold it.
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError>;
}

/// Adds a parameter.
pub fn bind<Sql, Null, T: Bind<Sql, Null> + ?Sized>(parameters: &mut Parameters, value: &T) {
    parameters.add(|into| value.bind(into));
}

/// Adds a NULL.
pub fn bind_null(parameters: &mut Parameters) {
    parameters.add(|into| {
        into.null();
        Ok(())
    });
}

/// Adds a parameter of a type that knows the driver's trait and not the one of this crate.
pub fn bind_foreign<T: ToSql>(parameters: &mut Parameters, ty: ParameterType, value: &T) {
    parameters.add(|into| into.foreign(ty, value));
}

impl<S, N, T: Bind<S, N> + ?Sized> Bind<S, N> for &T {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        (**self).bind(into)
    }
}

impl<S, N: TakesNull, T: Bind<S, NeverNull>> Bind<S, N> for Option<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        match self {
            Some(value) => value.bind(into),
            None => {
                into.null();
                Ok(())
            }
        }
    }
}

impl<S, N, T: Bind<S, N> + ?Sized> Bind<S, N> for Box<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        (**self).bind(into)
    }
}

impl<S, N, T: Bind<S, N> + ?Sized> Bind<S, N> for Arc<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        (**self).bind(into)
    }
}

impl<S, N, T: Bind<S, N> + ?Sized> Bind<S, N> for Rc<T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        (**self).bind(into)
    }
}

impl<S, N, T: Bind<S, N> + ToOwned + ?Sized> Bind<S, N> for Cow<'_, T> {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        (**self).bind(into)
    }
}

/// A type of Rust for several types of SQL with one binary form.
macro_rules! bind_as {
    ($($rust:ty => $($sql:ident)+, |$value:ident, $into:ident| $write:expr;)*) => {
        $($(
            impl<N> Bind<sql::$sql, N> for $rust {
                #[inline]
                fn bind(&self, $into: &mut Encoder<'_>) -> Result<(), BindError> {
                    let $value = self;
                    $write
                }
            }
        )+)*
    };
}
pub(crate) use bind_as;

bind_as! {
    bool => Bool, |value, into| into.put(&[u8::from(*value)]);
    i8 => Char, |value, into| into.put(&value.to_be_bytes());
    i16 => Int2, |value, into| into.put(&value.to_be_bytes());
    i32 => Int4, |value, into| into.put(&value.to_be_bytes());
    i64 => Int8, |value, into| into.put(&value.to_be_bytes());
    u32 => Oid Xid Cid Regproc Regprocedure Regoper Regoperator Regclass Regtype Regconfig Regdictionary Regnamespace Regrole Regcollation,
        |value, into| into.put(&value.to_be_bytes());
    u64 => Xid8, |value, into| into.put(&value.to_be_bytes());
    f32 => Float4, |value, into| into.put(&value.to_be_bytes());
    f64 => Float8, |value, into| into.put(&value.to_be_bytes());
    str => Text Varchar Bpchar Name Xml Refcursor Citext, |value, into| into.text(value);
    String => Text Varchar Bpchar Name Xml Refcursor Citext, |value, into| into.text(value);
    [u8] => Bytea, |value, into| into.put(value);
    Vec<u8> => Bytea, |value, into| into.put(value);
}

impl<N, const K: usize> Bind<sql::Bytea, N> for [u8; K] {
    fn bind(&self, into: &mut Encoder<'_>) -> Result<(), BindError> {
        into.put(self)
    }
}

impl Encoder<'_> {
    /// Writes a value as one of another type.
    ///
    /// # Errors
    /// Where the SQL type cannot hold it.
    pub fn value<S, N, T: Bind<S, N> + ?Sized>(&mut self, value: &T) -> Result<(), BindError> {
        value.bind(self)
    }

    /// Writes the attribute of a composite value.
    ///
    /// # Errors
    /// Where the SQL type cannot hold it.
    pub fn field<S: SqlType, N, T: Bind<S, N> + ?Sized>(&mut self, value: &T) -> Result<(), BindError> {
        self.oid(S::TYPE);
        self.slot(|into| value.bind(into))
    }
}
