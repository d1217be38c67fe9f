//! Which of several names was probably meant by one that does not exist.

use super::Gather;
use super::Name;

/// The candidate that is nearest to a name by edit distance, where one is near enough to be what was meant.
#[must_use]
pub fn nearest<'c>(wanted: &str, candidates: impl IntoIterator<Item = &'c Name>) -> Option<&'c Name> {
    let length = wanted.chars().count();
    let limit = (length / 3).max(1);
    // Names whose lengths differ by more are further apart than that, which most are.
    candidates
        .into_iter()
        .filter(|candidate| candidate.as_str() != wanted && candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (edit_distance(wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.cmp(y)))
        .map(|(_, candidate)| candidate)
}

/// How many insertions, removals, replacements and swaps of neighbours turn one text into the other.
#[must_use]
pub fn edit_distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().flat_map(char::to_lowercase).gather();
    let to: Vec<char> = to.chars().flat_map(char::to_lowercase).gather();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).gather();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1; to.len() + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                row[j + 1] = row[j + 1].min(before_last[j - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}
