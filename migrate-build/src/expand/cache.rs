//! Was this query expanded before: answers beside the snapshot, each under a key that holds everything which decides it, so that none is ever stale.

use super::request::{ArgumentValue, BoundArgument, Code, Part, QueryRequest, Shape};
use crate::project::PRODUCT_VERSION;
use crate::text::Gather;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// The folder of the answers.
const FOLDER: &str = "expansions";

/// Removes all answers that are kept beside a snapshot.
pub fn forget(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder.join(FOLDER));
}

/// As many answers are kept: those of schemas that are gone stay, because a branch may come back.
const MANY: usize = 8192;

/// Removes all answers where there are more than any program has queries.
pub fn forget_if_many(folder: &Path) {
    if std::fs::read_dir(folder.join(FOLDER)).is_ok_and(|entries| entries.count() > MANY) {
        forget(folder);
    }
}

/// The place of one answer.
#[derive(Clone, Debug)]
pub struct Cache {
    path: PathBuf,
    /// What decides the answer. It stands in the file too, so that a file is believed only where all of it is the same.
    key: String,
}

impl Cache {
    /// Where the answer to a request is kept, for the schema of a digest whose module stands in a folder.
    #[must_use]
    pub fn new(folder: &Path, digest: &str, request: &QueryRequest<'_>) -> Self {
        let mut key = format!("{PRODUCT_VERSION} {digest} ");
        key.push_str(match &request.shape {
            Shape::Row => "row",
            Shape::Struct => "struct",
            Shape::Scalar => "scalar",
            Shape::Parts(_) => "tuple",
        });
        if let Shape::Parts(parts) = &request.shape {
            parts.iter().for_each(|part| key.push(if *part == Part::Optional { '?' } else { '.' }));
        }
        let _ = write!(key, " {} {}\u{0}{}", request.positional, request.named.join(" "), request.source.text());
        let mut hasher = DefaultHasher::new();
        hasher.write(key.as_bytes());
        Self { path: folder.join(FOLDER).join(format!("{:016x}", hasher.finish())), key }
    }

    /// The answer, where there is one that can be read.
    #[must_use]
    pub fn read(&self) -> Option<Code> {
        let text = std::fs::read_to_string(&self.path).ok()?;
        decode(text.strip_prefix(&self.key)?.strip_prefix(SEPARATOR)?)
    }

    /// Keeps an answer. One with warnings is not kept: they speak of places. Where nothing can be written, nothing is.
    pub fn write(&self, code: &Code) {
        if !code.warnings.is_empty() {
            return;
        }
        let text = format!("{}{SEPARATOR}{}", self.key, encode(code));
        // Several compilers may write at once, and readers must see the whole of a file.
        let draft = self.path.with_extension(std::process::id().to_string());
        let written = std::fs::write(&draft, &text).or_else(|_| {
            std::fs::create_dir_all(self.path.parent().unwrap_or(Path::new("")))?;
            std::fs::write(&draft, &text)
        });
        if written.and_then(|()| std::fs::rename(&draft, &self.path)).is_err() {
            let _ = std::fs::remove_file(&draft);
        }
    }
}

/// What no text of a query or of Rust holds.
const SEPARATOR: char = '\u{0}';

fn encode(code: &Code) -> String {
    let mut text = String::with_capacity(code.before.len() + code.after.len() + 64 * (1 + code.arguments.len()));
    text.push_str(&code.before);
    text.push(SEPARATOR);
    text.push_str(&code.after);
    text.push(SEPARATOR);
    code.unwrapped.iter().for_each(|unwrapped| text.push(if *unwrapped { '1' } else { '0' }));
    for argument in &code.arguments {
        let _ = match &argument.value {
            ArgumentValue::Positional(index) => write!(text, "{SEPARATOR}{}{SEPARATOR}p{index}", argument.function),
            ArgumentValue::Named(index) => write!(text, "{SEPARATOR}{}{SEPARATOR}n{index}", argument.function),
            ArgumentValue::Captured(name) => write!(text, "{SEPARATOR}{}{SEPARATOR}c{name}", argument.function),
        };
    }
    text.push(SEPARATOR);
    text.push('.');
    text
}

fn decode(text: &str) -> Option<Code> {
    // What was cut off has no end.
    let mut parts = text.strip_suffix("\u{0}.")?.split(SEPARATOR);
    let mut code = Code { before: parts.next()?.to_owned(), after: parts.next()?.to_owned(), ..Code::default() };
    code.unwrapped = parts.next()?.chars().map(|unwrapped| unwrapped == '1').gather();
    while let Some(function) = parts.next() {
        let written = parts.next()?;
        let (kind, rest) = written.split_at_checked(1)?;
        let value = match kind {
            "p" => ArgumentValue::Positional(rest.parse().ok()?),
            "n" => ArgumentValue::Named(rest.parse().ok()?),
            "c" => ArgumentValue::Captured(rest.to_owned()),
            _ => return None,
        };
        code.arguments.push(BoundArgument { function: function.to_owned(), value });
    }
    Some(code)
}
