//! What is one of many called, in English: the row of a table named in the plural.

use crate::text::Seek;
/// Words whose singular no rule gives.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("aches", "ache"), ("aliases", "alias"), ("analyses", "analysis"), ("appendices", "appendix"), ("atlases", "atlas"), ("axes", "axis"),
    ("biases", "bias"), ("brownies", "brownie"), ("caches", "cache"), ("calories", "calorie"), ("calves", "calf"), ("canvases", "canvas"),
    ("children", "child"), ("cookies", "cookie"), ("crises", "crisis"), ("criteria", "criterion"), ("diagnoses", "diagnosis"),
    ("emphases", "emphasis"), ("feet", "foot"), ("focuses", "focus"), ("gases", "gas"), ("geese", "goose"), ("halves", "half"), ("headaches", "headache"),
    ("hypotheses", "hypothesis"), ("indices", "index"), ("knives", "knife"), ("leaves", "leaf"), ("lenses", "lens"), ("lives", "life"),
    ("loaves", "loaf"), ("matrices", "matrix"), ("men", "man"), ("mice", "mouse"), ("movies", "movie"), ("niches", "niche"),
    ("oases", "oasis"), ("oxen", "ox"), ("parentheses", "parenthesis"), ("people", "person"), ("phenomena", "phenomenon"),
    ("prognoses", "prognosis"), ("quizzes", "quiz"), ("scarves", "scarf"), ("selfies", "selfie"), ("selves", "self"), ("shelves", "shelf"),
    ("shoes", "shoe"), ("syntheses", "synthesis"), ("teeth", "tooth"), ("theses", "thesis"), ("thieves", "thief"), ("toes", "toe"),
    ("uses", "use"), ("vertices", "vertex"), ("wives", "wife"), ("wolves", "wolf"), ("women", "woman"), ("zombies", "zombie"),
];

/// Words that are the same for one and for many, or that only look like many.
#[rustfmt::skip]
const UNCHANGED: &[&str] = &[
    "alias", "always", "analytics", "atlas", "aws", "bias", "canvas", "dns", "economics", "electronics", "gas", "gps", "graphics", "https",
    "kubernetes", "lens", "logistics", "mathematics", "news", "os", "physics", "politics", "pos", "series", "sms", "species", "statistics",
    "tls", "yes",
];

/// The singular of a word in small letters; a word that is no plural stays.
pub(super) fn singular(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().first_where(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    let stays = ["ss", "us", "is"].iter().exists(|end| word.ends_with(end)) || UNCHANGED.contains(&word) || word.len() < 3;
    match word.strip_suffix('s') {
        Some(stem) if !stays => without_plural(word, stem),
        _ => word.to_owned(),
    }
}

fn without_plural(word: &str, stem: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies")
        && stem.chars().count() > 1
    {
        return format!("{stem}y");
    }
    let loses_e = ["sses", "xes", "ches", "shes", "zzes", "oes"].iter().exists(|end| word.ends_with(end)) || is_plural_of_us(word);
    let one = if loses_e { word.strip_suffix("es").unwrap_or(stem) } else { stem };
    one.to_owned()
}

/// `statuses`, but not `causes` and `warehouses`.
fn is_plural_of_us(word: &str) -> bool {
    word.ends_with("uses") && !["auses", "cuses", "fuses", "muses", "ouses"].iter().exists(|end| word.ends_with(end))
}
