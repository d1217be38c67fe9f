//! tsvector and tsquery, part by part as the protocol sends them.

use crate::bind::{Bind, BindError, Encoder, bind_as};
use crate::decode::{DecodeError, Reader, decode_as};
use crate::sql;
use std::fmt;

/// A document as text search sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tsvector(pub Vec<Lexeme>);

/// A word of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lexeme {
    /// The word.
    pub word: String,
    /// Where it stands.
    pub positions: Vec<Position>,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Position {
    /// The number of the word, from one to 16383.
    pub position: u16,
    /// How much it counts: 3 is A, 0 is D.
    pub weight: u8,
}

/// A search in the order of the protocol: an operator, then what is to its right, then what is to its left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tsquery(pub Vec<TsqueryItem>);

/// A word or an operator of a search.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TsqueryItem {
    /// A word.
    Word {
        /// The word.
        word: String,
        /// The weights that are looked for, a bit each; none stands for all. 8 is A, 1 is D.
        weights: u8,
        /// Whether longer words are found.
        prefix: bool,
    },
    /// What follows must not be found.
    Not,
    /// Both of what follows.
    And,
    /// One of what follows.
    Or,
    /// Both of what follows, at a distance.
    Phrase(u16),
}

const WORD: u8 = 1;
const OPERATOR: u8 = 2;
const WEIGHT_BITS: u32 = 14;

// pg: tsvector.c tsvectorrecv, tsquery.c tsqueryrecv
bind_as! {
    Tsvector => Tsvector, |value, into| {
        into.count(value.0.len())?;
        value.0.iter().try_for_each(|lexeme| write_lexeme(into, lexeme))
    };
    Tsquery => Tsquery, |value, into| {
        if value.0.is_empty() {
            return Err(BindError::new("the server refuses to receive an empty search"));
        }
        into.count(value.0.len())?;
        value.0.iter().try_for_each(|item| write_item(into, item))
    };
}

decode_as! {
    Tsvector: TS_VECTOR, |reader| {
        let count = reader.count(3)?;
        Tsvector((0..count).map(|_| lexeme(&mut reader)).collect::<Result<_, _>>()?)
    };
    Tsquery: TSQUERY, |reader| {
        let count = reader.count(2)?;
        Tsquery((0..count).map(|_| item(&mut reader)).collect::<Result<_, _>>()?)
    };
}

fn write_lexeme(into: &mut Encoder<'_>, lexeme: &Lexeme) -> Result<(), BindError> {
    into.text(&lexeme.word)?;
    into.write(&[0]);
    let count = u16::try_from(lexeme.positions.len()).map_err(|_| BindError::new("a word has more positions than PostgreSQL keeps"))?;
    into.write(&count.to_be_bytes());
    for Position { position, weight } in &lexeme.positions {
        if *position >> WEIGHT_BITS != 0 || *weight > 3 {
            return Err(BindError::new("a position is larger than 16383, or its weight larger than 3"));
        }
        into.write(&(position | (u16::from(*weight) << WEIGHT_BITS)).to_be_bytes());
    }
    Ok(())
}

fn lexeme(reader: &mut Reader<'_>) -> Result<Lexeme, DecodeError> {
    let word = reader.text_to_zero()?.to_owned();
    let count = u16::from_be_bytes(reader.array()?);
    let mut positions = Vec::new();
    for _ in 0..count {
        let both = u16::from_be_bytes(reader.array()?);
        let [weight, _] = (both >> WEIGHT_BITS << 8).to_be_bytes();
        positions.push(Position { position: both & ((1 << WEIGHT_BITS) - 1), weight });
    }
    Ok(Lexeme { word, positions })
}

fn write_item(into: &mut Encoder<'_>, item: &TsqueryItem) -> Result<(), BindError> {
    match item {
        TsqueryItem::Word { word, weights, prefix } => {
            into.write(&[WORD, *weights, u8::from(*prefix)]);
            into.text(word)?;
            into.put(&[0])
        }
        TsqueryItem::Not => into.put(&[OPERATOR, 1]),
        TsqueryItem::And => into.put(&[OPERATOR, 2]),
        TsqueryItem::Or => into.put(&[OPERATOR, 3]),
        TsqueryItem::Phrase(distance) => {
            into.write(&[OPERATOR, 4]);
            into.put(&distance.to_be_bytes())
        }
    }
}

fn item(reader: &mut Reader<'_>) -> Result<TsqueryItem, DecodeError> {
    match reader.array()? {
        [WORD] => {
            let [weights, prefix] = reader.array()?;
            Ok(TsqueryItem::Word { word: reader.text_to_zero()?.to_owned(), weights, prefix: prefix != 0 })
        }
        _ => match reader.array()? {
            [1] => Ok(TsqueryItem::Not),
            [2] => Ok(TsqueryItem::And),
            [3] => Ok(TsqueryItem::Or),
            [4] => Ok(TsqueryItem::Phrase(u16::from_be_bytes(reader.array()?))),
            _ => Err(DecodeError::new("the search has an operator that is not known")),
        },
    }
}

/// As PostgreSQL writes it.
impl fmt::Display for Tsvector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, lexeme) in self.0.iter().enumerate() {
            write!(f, "{}'{}'", if at == 0 { "" } else { " " }, quoted(&lexeme.word))?;
            for (at, Position { position, weight }) in lexeme.positions.iter().enumerate() {
                let letter = ["", "C", "B", "A"].get(usize::from(*weight)).unwrap_or(&"");
                write!(f, "{}{position}{letter}", if at == 0 { ":" } else { "," })?;
            }
        }
        Ok(())
    }
}

/// As PostgreSQL reads it, with every operator in brackets.
impl fmt::Display for Tsquery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Read backwards, every operator finds its left side on top of the stack and its right side under it.
        let mut stack: Vec<String> = Vec::new();
        for item in self.0.iter().rev() {
            let text = match item {
                TsqueryItem::Word { word, weights, prefix } => shown_word(word, *weights, *prefix),
                TsqueryItem::Not => format!("!{}", stack.pop().unwrap_or_default()),
                TsqueryItem::And => joined(&mut stack, "&"),
                TsqueryItem::Or => joined(&mut stack, "|"),
                TsqueryItem::Phrase(1) => joined(&mut stack, "<->"),
                TsqueryItem::Phrase(distance) => joined(&mut stack, &format!("<{distance}>")),
            };
            stack.push(text);
        }
        f.write_str(&stack.pop().unwrap_or_default())
    }
}

fn joined(stack: &mut Vec<String>, operator: &str) -> String {
    let right = stack.pop().unwrap_or_default();
    let left = stack.pop().unwrap_or_default();
    format!("( {left} {operator} {right} )")
}

fn shown_word(word: &str, weights: u8, prefix: bool) -> String {
    let mut text = format!("'{}'", quoted(word));
    if weights != 0 || prefix {
        text.push(':');
    }
    if prefix {
        text.push('*');
    }
    text.extend("ABCD".chars().zip([8, 4, 2, 1]).filter(|(_, bit)| weights & bit != 0).map(|(letter, _)| letter));
    text
}

fn quoted(word: &str) -> String {
    word.replace('\\', "\\\\").replace('\'', "''")
}
