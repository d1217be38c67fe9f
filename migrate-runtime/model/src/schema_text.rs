//! How does a comparable schema stand in a text: a line an object, sorted, and what a line has in common with the one before it is left out.

use crate::schema::{ComparableSchema, ObjectKind};

impl ComparableSchema {
    /// The schema as a text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut before: Vec<String> = Vec::new();
        for (object, definition) in &self.objects {
            let fields: Vec<String> =
                std::iter::once(object.kind.word()).chain(object.path.iter().map(String::as_str)).map(escape).collect();
            // The name itself always stands there.
            let same = fields.iter().zip(&before).take_while(|(now, before)| now == before).count().min(fields.len() - 1);
            for (at, field) in fields.iter().enumerate() {
                if at >= same {
                    text.push_str(field);
                }
                text.push('\t');
            }
            text.push_str(&escape(definition));
            text.push('\n');
            before = fields;
        }
        text
    }

    /// The schema of such a text; none where it is no such text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut schema = Self::default();
        let mut before: Vec<String> = Vec::new();
        for line in text.lines() {
            let mut fields: Vec<&str> = line.split('\t').collect();
            let definition = unescape(fields.pop()?);
            let whole = fields.iter().enumerate().map(|(at, field)| match *field {
                "" => before.get(at).cloned(),
                field => Some(unescape(field)),
            });
            let whole: Vec<String> = whole.collect::<Option<_>>()?;
            let (kind, path) = whole.split_first()?;
            schema.insert(ObjectKind::parse(kind)?, path.to_vec(), definition);
            before = whole;
        }
        Some(schema)
    }
}

fn escape(field: &str) -> String {
    field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescape(field: &str) -> String {
    if !field.contains('\\') {
        return field.to_owned();
    }
    let mut text = String::with_capacity(field.len());
    let mut letters = field.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('t') => text.push('\t'),
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                other => text.extend(other),
            },
            letter => text.push(letter),
        }
    }
    text
}
