//! What does the schema's own macro say in front of the user's tokens: `[path of the module] "folder" "digest" "version"`.

use crate::tokens::{Refused, Tokens, bare};
use proc_macro::{Span, TokenStream, TokenTree, token_stream};

/// The tokens of a macro that belongs to a schema.
pub(crate) struct Input {
    /// The path of the module.
    pub(crate) module: TokenStream,
    /// The folder that build.rs wrote the module to.
    pub(crate) folder: String,
    /// The digest of the chain that the module was made from.
    pub(crate) digest: String,
    /// The release of the product that made it.
    pub(crate) version: String,
    /// What the user wrote.
    pub(crate) rest: Tokens,
}

impl Input {
    pub(crate) fn read(tokens: TokenStream) -> Result<Self, Refused> {
        let mut tokens = tokens.into_iter();
        let module = match tokens.next().map(bare) {
            Some(TokenTree::Group(group)) => group.stream(),
            _ => return Err(Refused::new(Span::call_site(), "this macro is used through the module of a schema: `schema::query!`")),
        };
        let (folder, digest, version) = (text(&mut tokens)?, text(&mut tokens)?, text(&mut tokens)?);
        Ok(Self { module, folder, digest, version, rest: tokens.map(bare).collect() })
    }
}

fn text(tokens: &mut token_stream::IntoIter) -> Result<String, Refused> {
    let token = tokens.next().map(bare);
    let place = migrate_build::expand::literal::LiteralPlace::default();
    let read = |token: &TokenTree| migrate_build::expand::literal::Literal::read(&token.to_string(), place);
    match token.as_ref().and_then(read) {
        Some(literal) => Ok(literal.text),
        None => Err(Refused::new(Span::call_site(), "this macro is used through the module of a schema: `schema::query!`")),
    }
}
