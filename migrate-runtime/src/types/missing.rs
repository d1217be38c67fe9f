//! What stands for a type whose feature is off: a type that names the feature where it is first used.

use crate::bind::{Bind, BindError, Encoder};
use crate::decode::{Decode, DecodeError};
use std::marker::PhantomData;
use tokio_postgres::types::Type;

/// The Rust type of a column, which the program did not ask for. It has no values.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing<F>(PhantomData<F>, Never);

#[derive(Clone, Debug, PartialEq)]
enum Never {}

/// A feature that is on, and none is: each has a trait of its own so that its message can name it.
pub trait Enabled {}

macro_rules! features {
    ($($name:ident $switch:ident $message:literal;)*) => {
        $(
            /// A feature that is off.
            #[derive(Clone, Debug, PartialEq)]
            pub struct $name;

            /// Whether the feature is on, which it is not.
            #[diagnostic::on_unimplemented(message = $message, label = "the Rust type of this SQL type is behind a feature that is off")]
            pub trait $switch {}

            impl<T: $switch> Enabled for Is<$name, T> {}
        )*
    };
}

/// A feature beside its own name, so that the bound on it is not trivially false where it stands.
pub struct Is<F, T>(PhantomData<(F, T)>);

features! {
    Uuid UuidIsOn "a column of type uuid needs the feature `uuid` of `migrate-runtime`";
    Json JsonIsOn "a column of type json or jsonb needs the feature `json` of `migrate-runtime`";
    Decimal DecimalIsOn "a column of type numeric needs the feature `decimal` of `migrate-runtime`";
    Pgvector PgvectorIsOn "a column of type vector, halfvec or sparsevec needs the feature `pgvector` of `migrate-runtime`";
    DateTime DateTimeIsOn "a column with a date or a time needs one of the features `chrono`, `time` and `jiff` of `migrate-runtime`";
}

impl<'a, F> Decode<'a> for Missing<F>
where
    Is<F, F>: Enabled,
{
    fn accepts(_: &Type) -> bool {
        false
    }

    fn decode(_: &'a [u8]) -> Result<Self, DecodeError> {
        Err(DecodeError::new("the feature of this type is off"))
    }
}

impl<S, N, F> Bind<S, N> for Missing<F>
where
    Is<F, F>: Enabled,
{
    fn bind(&self, _: &mut Encoder<'_>) -> Result<(), BindError> {
        match self.1 {}
    }
}
