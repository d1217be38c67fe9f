//! Which word was probably meant.

/// The edit distance of two short words: how many characters must change, a swap of neighbours counting once.
#[must_use]
pub fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = [vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<usize>>(), vec![0; b.len() + 1]];
    for i in 0..a.len() {
        rows[2][0] = i + 1;
        for j in 0..b.len() {
            let swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
            let swap = if swapped { rows[0][j - 1] + 1 } else { usize::MAX };
            rows[2][j + 1] = (rows[1][j] + usize::from(a[i] != b[j])).min(rows[2][j] + 1).min(rows[1][j + 1] + 1).min(swap);
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}

/// The candidate nearest to a word, where one is near enough to have been meant: a third of its letters may differ.
///
/// ```
/// assert_eq!(migrate_model::nearest("emial", ["email", "name"]), Some("email"));
/// assert_eq!(migrate_model::nearest("xyz", ["email", "name"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    let ranked = candidates.into_iter().map(|candidate| (edit_distance(word, candidate), candidate));
    ranked.filter(|(distance, _)| *distance <= limit).min().map(|(_, candidate)| candidate)
}
