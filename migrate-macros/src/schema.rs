//! The module of a schema: what build.rs wrote, and what is wrong with the migrations.

use crate::refuse::{compile_error, warning};
use crate::snapshot::check_version;
use crate::tokens::{bare, group, parse};
use migrate_build::diag::Severity;
use migrate_build::project::{Origin, Raised, Snapshot, read_diagnostics};
use proc_macro::{Delimiter, Span, TokenStream, TokenTree};
use std::path::{Path, PathBuf};

/// `[path of the runtime] name`
pub(crate) fn schema(input: TokenStream) -> TokenStream {
    let mut tokens = input.into_iter().map(bare);
    let (Some(TokenTree::Group(runtime)), Some(TokenTree::Ident(name))) = (tokens.next(), tokens.next()) else {
        return compile_error("schema! takes the name of a module, or nothing", Span::call_site());
    };
    let span = Span::call_site();
    let mut body = parse("#[doc(hidden)] pub use");
    body.extend(runtime.stream());
    body.extend(parse("as __runtime;"));
    let mut problems = TokenStream::new();
    match folder(&name.to_string()) {
        Ok(folder) => {
            body.extend(parse(&format!("include!({:?});", folder.join("schema.rs").display().to_string())));
            problems.extend(raise(&folder, span));
        }
        Err(message) => problems.extend(compile_error(&message, span)),
    }
    let mut module = parse(&format!("#[doc = \"The schema that the migrations of this package result in.\"] pub mod {name}"));
    module.extend([group(Delimiter::Brace, body, span)]);
    module.extend(problems);
    module
}

/// What build.rs found: each error stops the compiler, each warning is one of its own.
fn raise(folder: &Path, span: Span) -> TokenStream {
    let raised = match read_diagnostics(folder) {
        Ok(raised) => raised,
        Err(reason) => {
            let message = format!("what build.rs found cannot be read: {reason}\n\nbuild the package again, after `cargo clean -p` of it");
            return compile_error(&message, span);
        }
    };
    let mut items = TokenStream::new();
    for Raised { severity, text } in raised {
        match severity {
            Severity::Error => items.extend(compile_error(&text, span)),
            Severity::Warning => {
                items.extend(parse("const _: () ="));
                items.extend(warning(&text, span));
                items.extend(parse(";"));
            }
            Severity::Note => {}
        }
    }
    items
}

/// The folder that build.rs of this very package wrote the module to.
fn folder(module: &str) -> Result<PathBuf, String> {
    let missing = format!(
        "build.rs of this package made no schema `{module}`\n\n\
         let its build.rs hold `fn main() {{ migrate_build::run() }}`, with `migrate-build` in [build-dependencies]"
    );
    let Some(out) = std::env::var_os("OUT_DIR") else { return Err(missing) };
    let folder = Path::new(&out).join("migrate").join(module.trim_start_matches("r#"));
    let snapshot = Snapshot::read(&folder).map_err(|_| missing.clone())?;
    let Origin { manifest_dir, package, version, .. } = snapshot.origin;
    check_version(&version)?;
    // A package without build.rs sees the folder of whoever set the variable for it.
    match std::env::var("CARGO_MANIFEST_DIR") {
        Ok(own) if own != manifest_dir => {
            Err(format!("{missing}\n\nthe one that was found belongs to the package {package} in {manifest_dir}"))
        }
        _ => Ok(folder),
    }
}
