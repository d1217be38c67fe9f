//! What does the file of a new migration hold before anybody has written SQL into it.

use super::configuration::HeaderStyle;
use super::next_version::Moment;

/// By which marks a file tells what applies and what undoes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionStyle {
    /// `-- migrate: down`.
    Own,
    /// `-- +goose Up`, `-- +goose Down`.
    Goose,
    /// `-- migrate:up`, `-- migrate:down`.
    Dbmate,
}

const RULE: &str = "-- ============================================================================\n";

/// A file that only applies the migration.
pub(super) fn up(name: &str, headers: HeaderStyle, now: Moment) -> String {
    match headers {
        HeaderStyle::Free => format!("-- {}: why this is done.\n\n", title(name)),
        HeaderStyle::Contract => contract(name, now),
    }
}

/// A file that only undoes it.
pub(super) fn down(name: &str) -> String {
    format!("-- Undoes {name}.\n\n")
}

/// A file that does both.
pub(super) fn with_down(name: &str, headers: HeaderStyle, now: Moment, style: SectionStyle) -> String {
    let text = up(name, headers, now);
    match (headers, style) {
        // The contract has its own place for what undoes the migration.
        (HeaderStyle::Contract, _) => text,
        (HeaderStyle::Free, SectionStyle::Own) => format!("{text}\n-- migrate: down\n"),
        (HeaderStyle::Free, SectionStyle::Goose) => format!("-- +goose Up\n{text}\n-- +goose Down\n"),
        (HeaderStyle::Free, SectionStyle::Dbmate) => format!("-- migrate:up\n{text}\n-- migrate:down\n"),
    }
}

fn contract(name: &str, now: Moment) -> String {
    format!(
        "{RULE}-- Migration: {}\n-- Date: {}\n-- Issue:\n--\n-- PROBLEM:\n--\n-- SOLUTION:\n--\n-- AFFECTED TABLES:\n--   - \n--\n\
         -- MIGRATION STRATEGY:\n--   Single-step\n{RULE}\n\n\n{RULE}-- Verification Query\n{RULE}\n\n{RULE}-- Rollback Script\n{RULE}/*\n\n*/\n",
        title(name),
        now.date(),
    )
}

/// `add_patient_email` as a sentence.
fn title(name: &str) -> String {
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}
