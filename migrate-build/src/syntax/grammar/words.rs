//! Which number does a token have: characters, operators, keywords by version, and what else the scanner tells apart.

use crate::text::QuickMap;

const NONE: u16 = 0xFFFF;
const FIRST_NAMED: u16 = 3;
const FIRST_CHARACTER: u16 = 128;
const FIRST_KEYWORD: u16 = 512;

/// Every keyword of the versions 14 to 18: the word, its category, whether it may be a column's name without `AS`, the versions that have it.
const KEYWORDS: &str = include_str!("keywords.tsv");

/// The tokens that are no keywords and no single characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says what it is")]
pub enum Named {
    Ident,
    UnicodeIdent,
    Float,
    String,
    UnicodeString,
    Bits,
    Hex,
    Operator,
    Integer,
    Parameter,
    Typecast,
    DotDot,
    ColonEquals,
    EqualsGreater,
    LessEquals,
    GreaterEquals,
    NotEquals,
    NotLookahead,
    NullsLookahead,
    WithLookahead,
    WithoutLookahead,
    FormatLookahead,
}

/// How reserved a keyword is (`pg_get_keywords`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// It may be any name.
    Unreserved,
    /// It may be a name, but not that of a function or type.
    ColumnName,
    /// It may be the name of a function or type.
    TypeOrFunction,
    /// It may only be a label.
    Reserved,
}

/// A keyword.
#[derive(Clone, Copy, Debug)]
pub struct Keyword {
    /// How reserved it is.
    pub category: Category,
    /// Whether it may be a column's name without `AS`.
    pub bare: bool,
}

/// The words of one version.
#[derive(Debug)]
pub struct Words {
    keywords: QuickMap<&'static str, u16>,
    described: QuickMap<u16, Keyword>,
}

impl Words {
    /// The words of a major version.
    pub(super) fn of_version(major: u8) -> Self {
        let mut words = Self { keywords: QuickMap::default(), described: QuickMap::default() };
        for (at, line) in KEYWORDS.lines().enumerate() {
            let number = FIRST_KEYWORD + at as u16;
            if let Some((word, keyword)) = read_keyword(line, major) {
                words.keywords.insert(word, number);
                words.described.insert(number, keyword);
            }
        }
        words
    }

    /// The number of a named token.
    #[must_use]
    pub fn named(&self, token: Named) -> u16 {
        FIRST_NAMED + token as u16
    }

    /// The number of a character that is a token by itself.
    #[must_use]
    pub fn character(&self, byte: u8) -> u16 {
        FIRST_CHARACTER + u16::from(byte)
    }

    /// The number of a keyword, given in lower case.
    #[must_use]
    pub fn keyword(&self, word: &str) -> Option<u16> {
        self.keywords.get(word).copied()
    }

    /// What is known of a keyword.
    #[must_use]
    pub fn describe(&self, token: u16) -> Option<Keyword> {
        self.described.get(&token).copied()
    }

    /// As many numbers there are, and one more for what has none.
    pub(super) fn tokens() -> usize {
        usize::from(FIRST_KEYWORD) + KEYWORDS.lines().count() + 1
    }

    /// The number that a keyword never has in this version.
    #[must_use]
    pub const fn no_token() -> u16 {
        NONE
    }
}

fn read_keyword(line: &'static str, major: u8) -> Option<(&'static str, Keyword)> {
    let mut fields = line.split('\t');
    let (word, category, bare, versions) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let (first, last) = versions.split_once('-')?;
    let known = first.parse::<u8>().ok()? <= major && major <= last.parse::<u8>().ok()?;
    let category = match category {
        "U" => Category::Unreserved,
        "C" => Category::ColumnName,
        "T" => Category::TypeOrFunction,
        _ => Category::Reserved,
    };
    known.then_some((word, Keyword { category, bare: bare == "bare" }))
}
