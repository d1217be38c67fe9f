//! Where does a build script run: the package, the folder for what it writes, whether it is built from a packed crate.

use crate::text::Seek;
use std::path::{Path, PathBuf};

/// What cargo tells a build script of its package.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The folder of the package's `Cargo.toml`.
    pub manifest_dir: PathBuf,
    /// Where the build script may write.
    pub out_dir: PathBuf,
    /// The package's name.
    pub package: String,
    /// The build script itself as a file: another one may fold otherwise.
    pub engine: String,
}

impl Surroundings {
    /// Reads them from the environment.
    ///
    /// # Errors
    /// The name of a variable that only cargo sets, where this is no build script.
    pub fn from_environment() -> Result<Self, &'static str> {
        let path = |name| std::env::var_os(name).map(PathBuf::from).ok_or(name);
        Ok(Self {
            manifest_dir: path("CARGO_MANIFEST_DIR")?,
            out_dir: path("OUT_DIR")?,
            package: std::env::var("CARGO_PKG_NAME").map_err(|_| "CARGO_PKG_NAME")?,
            engine: own_identity(),
        })
    }

    /// A path of the package as messages should show it: relative where the build script stands in the package's folder.
    #[must_use]
    pub fn path(&self, relative: &Path) -> PathBuf {
        let here = std::env::current_dir().is_ok_and(|here| here == self.manifest_dir);
        if here { relative.to_owned() } else { self.manifest_dir.join(relative) }
    }

    /// Whether the package is one that `cargo package` made, be it unpacked to be verified, installed or used as a dependency.
    #[must_use]
    pub fn is_packed(&self) -> bool {
        self.manifest_dir.join("Cargo.toml.orig").is_file()
    }

    /// Whether a folder stands outside of the package.
    #[must_use]
    pub fn is_outside(&self, folder: &Path) -> bool {
        let package = std::fs::canonicalize(&self.manifest_dir);
        let folder = std::fs::canonicalize(self.manifest_dir.join(folder));
        matches!((package, folder), (Ok(package), Ok(folder)) if !folder.starts_with(&package))
    }

    /// Whether other checkouts may build into the same folder. Cargo then takes what one of them built for the other's, unless its files are younger.
    #[must_use]
    pub fn may_share_target(&self) -> bool {
        !self.out_dir.starts_with(self.workspace()) && !self.is_packed()
    }

    /// The folder whose `Cargo.toml` speaks of a workspace, or that of the package.
    fn workspace(&self) -> &Path {
        let speaks = |folder: &&Path| std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace"));
        self.manifest_dir.ancestors().first_where(speaks).unwrap_or(&self.manifest_dir)
    }

    /// Whether any source of the package says `schema!`, where what is wrong is told better than here.
    #[must_use]
    pub fn has_schema_macro(&self) -> bool {
        ["src", "tests", "examples", "benches"].iter().exists(|folder| mentions_schema(&self.manifest_dir.join(folder), 0))
    }
}

/// The size and age of the running program tell one build of the engine from another.
fn own_identity() -> String {
    let metadata = std::env::current_exe().and_then(std::fs::metadata);
    let age = |metadata: &std::fs::Metadata| metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok();
    metadata.map_or_else(|_| String::new(), |metadata| format!("{} {}", metadata.len(), age(&metadata).map_or(0, |age| age.as_nanos())))
}

/// How deep folders of sources are searched; links may go in circles.
const MAX_DEPTH: u32 = 16;

fn mentions_schema(folder: &Path, depth: u32) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).exists(|path| {
        if path.is_dir() {
            return depth < MAX_DEPTH && mentions_schema(&path, depth + 1);
        }
        path.extension().is_some_and(|extension| extension == "rs")
            && std::fs::read_to_string(&path).is_ok_and(|text| text.contains("schema!"))
    })
}
