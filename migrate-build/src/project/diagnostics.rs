//! What is to be raised where `schema!` stands: the diagnostics that build.rs found, rendered, in a file of their own.

use crate::catalog::stored::{Damaged, Reader, Stored, Writer, stored_struct};
use crate::compile::Finding;
use crate::diag::Severity;
use crate::diag::terminal::{Colours, render};
use std::path::Path;

/// The name of the file.
pub const DIAGNOSTICS_FILE: &str = "diagnostics.bin";

/// A diagnostic as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// How bad it is.
    pub severity: Severity,
    /// The whole text, with place, caret and help.
    pub text: String,
}

stored_struct! { Raised { severity, text } }

impl Stored for Severity {
    fn write(&self, to: &mut Writer) {
        to.byte(match self {
            Self::Note => 0,
            Self::Warning => 1,
            Self::Error => 2,
        });
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        match from.byte()? {
            0 => Ok(Self::Note),
            1 => Ok(Self::Warning),
            2 => Ok(Self::Error),
            _ => Err(Damaged),
        }
    }
}

impl Raised {
    /// A finding as it is shown.
    #[must_use]
    pub fn of(finding: &Finding) -> Self {
        let text = render(&finding.diagnostic, &finding.source, finding.shown(), Colours::None);
        Self { severity: finding.diagnostic.severity, text }
    }
}

/// The file's bytes.
#[must_use]
pub(crate) fn write_diagnostics(raised: &[Raised]) -> Vec<u8> {
    let mut to = Writer::default();
    to.number(raised.len() as u64);
    raised.iter().for_each(|raised| raised.write(&mut to));
    to.into_bytes()
}

/// Reads the diagnostics of a folder: the one that holds the generated module.
///
/// # Errors
/// There is no such file, or it is damaged.
pub fn read_diagnostics(folder: &Path) -> std::io::Result<Vec<Raised>> {
    let bytes = std::fs::read(folder.join(DIAGNOSTICS_FILE))?;
    Vec::read(&mut Reader::at(&bytes, 0)).map_err(std::io::Error::other)
}
