//! How does a program get at the macros: `schema!` once at the crate's root, the others through the module that it makes.

/// The module of the schema that build.rs wrote, under the name `schema` or the one given. It stands at the root of the crate.
#[macro_export]
macro_rules! schema {
    () => {
        $crate::__macros::schema! { [$crate] schema }
    };
    ($name:ident) => {
        $crate::__macros::schema! { [$crate] $name }
    };
}
