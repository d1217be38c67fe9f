//! The macros of migrate. They parse their tokens, call the engine and return tokens; users reach them through the module that `schema!` makes.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// The module of the schema: `[path of the runtime] name`.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter();
    let (Some(TokenTree::Group(runtime)), Some(TokenTree::Ident(name))) = (tokens.next(), tokens.next()) else {
        return TokenStream::new();
    };
    let mut body: TokenStream = "#[doc(hidden)] pub use".parse().unwrap_or_default();
    body.extend(runtime.stream());
    body.extend(" as __runtime;".parse::<TokenStream>());
    let mut module: TokenStream = format!("pub mod {name}").parse().unwrap_or_default();
    module.extend([TokenTree::Group(Group::new(Delimiter::Brace, body))]);
    module
}
