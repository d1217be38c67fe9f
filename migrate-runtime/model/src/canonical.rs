//! Which text is meant, however an editor or a checkout has stored it.

use std::borrow::Cow;

/// The text without a byte order mark and with LF line ends: what is hashed, embedded and sent.
///
/// ```
/// assert_eq!(migrate_model::canonical_text("\u{feff}select 1;\r\n"), "select 1;\n");
/// ```
#[must_use]
pub fn canonical_text(raw: &str) -> Cow<'_, str> {
    let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    if raw.contains('\r') { Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(raw) }
}
