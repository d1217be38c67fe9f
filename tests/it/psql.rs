//! What does psql send to the server when it runs a script: statements, without its own commands, variables and COPY data.

/// A statement of a script as the server gets it.
pub(crate) struct Sent {
    /// Its text, without the semicolon that ends it.
    pub(crate) sql: String,
    /// The line that it begins on.
    pub(crate) line: usize,
    /// Whether psql puts the value of a variable in, which only a run knows.
    pub(crate) has_variable: bool,
}

/// The statements of a script in their order. Both branches of `\if` are taken.
pub(crate) fn statements(script: &str) -> Vec<Sent> {
    let mut reader =
        Reader { script, at: 0, sent: Vec::new(), sql: String::new(), depth: 0, atomic: 0, words: Vec::new(), has_variable: false };
    while reader.at < script.len() {
        reader.step();
    }
    reader.send();
    reader.sent
}

struct Reader<'a> {
    script: &'a str,
    at: usize,
    sent: Vec<Sent>,
    sql: String,
    depth: i32,
    atomic: i32,
    words: Vec<String>,
    has_variable: bool,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.script[self.at..]
    }

    fn take(&mut self, bytes: usize) {
        let mut end = (self.at + bytes).min(self.script.len());
        while !self.script.is_char_boundary(end) {
            end += 1;
        }
        self.sql.push_str(&self.script[self.at..end]);
        self.at = end;
    }

    fn step(&mut self) {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        match bytes[0] {
            b'-' if rest.starts_with("--") => self.take(rest.find('\n').unwrap_or(rest.len())),
            b'/' if rest.starts_with("/*") => self.take(comment_length(rest)),
            b'\'' => self.take(quoted_length(rest, b'\'', self.is_escape_string())),
            b'"' => self.take(quoted_length(rest, b'"', false)),
            b'$' if !self.sql.ends_with(is_word) => self.take(dollar_length(rest)),
            b'\\' => self.command(),
            b';' if self.depth <= 0 && self.atomic <= 0 => {
                self.at += 1;
                self.send();
            }
            b'(' | b'[' => self.bracket(1),
            b')' | b']' => self.bracket(-1),
            b':' => self.colon(),
            first if first.is_ascii_alphabetic() || first == b'_' || first >= 0x80 => self.word(),
            _ => self.take(1),
        }
    }

    fn bracket(&mut self, by: i32) {
        self.depth += by;
        self.take(1);
    }

    fn is_escape_string(&self) -> bool {
        let mut before = self.sql.chars().rev();
        matches!(before.next(), Some('e' | 'E')) && !before.next().is_some_and(is_word)
    }

    fn word(&mut self) {
        let length = self.rest().find(|c: char| !is_word(c)).unwrap_or(self.rest().len());
        let word = self.rest()[..length].to_ascii_lowercase();
        let makes_routine = self.words.first().is_some_and(|first| first == "create")
            && self.words.iter().take(4).any(|word| word == "function" || word == "procedure");
        match word.as_str() {
            "begin" if makes_routine => self.atomic += 1,
            "case" if self.atomic > 0 => self.atomic += 1,
            "end" if self.atomic > 0 => self.atomic -= 1,
            _ => {}
        }
        self.words.push(word);
        self.take(length);
    }

    fn colon(&mut self) {
        let after = self.rest().as_bytes().get(1).copied().unwrap_or(b' ');
        match after {
            b':' | b'=' => return self.take(2),
            b'\'' | b'"' | b'{' => self.has_variable = true,
            _ if after.is_ascii_alphabetic() && !self.sql.ends_with(|c: char| is_word(c) || c == ':' || c == ']') => {
                self.has_variable = true
            }
            _ => {}
        }
        self.take(1);
    }

    /// A command of psql, which ends with its line; `\;` is a semicolon that does not send.
    fn command(&mut self) {
        if self.rest().starts_with("\\;") || self.rest().starts_with("\\:") {
            self.at += 1;
            return self.take(1);
        }
        let line = self.rest().split('\n').next().unwrap_or("").to_owned();
        let name = line[1..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let copies = line.starts_with("\\copy") && line.to_ascii_lowercase().contains("stdin");
        match name {
            "g" | "gx" | "gset" | "gexec" | "gdesc" | "crosstabview" | "watch" => self.send(),
            "r" | "reset" => self.clear(),
            _ => {}
        }
        let end = line[1..].find("\\\\").map_or(line.len(), |end| end + 3);
        self.at += end;
        if copies {
            self.skip_data();
        }
    }

    fn send(&mut self) {
        let copies = is_copy_from_stdin(&self.words);
        if !self.words.is_empty() || self.sql.trim_start().starts_with('(') {
            let before = &self.script[..self.at];
            let line = before.lines().count().saturating_sub(self.sql.trim().lines().count()) + 1;
            self.sent.push(Sent { sql: self.sql.trim().to_owned(), line, has_variable: self.has_variable });
        }
        self.clear();
        if copies {
            self.skip_data();
        }
    }

    fn clear(&mut self) {
        self.sql.clear();
        self.words.clear();
        (self.depth, self.atomic, self.has_variable) = (0, 0, false);
    }

    fn skip_data(&mut self) {
        let data = self.rest();
        let end = data.find("\n\\.").map_or(data.len(), |end| end + 3);
        self.at += end;
    }
}

fn is_copy_from_stdin(words: &[String]) -> bool {
    words.first().is_some_and(|word| word == "copy") && words.windows(2).any(|pair| pair[0] == "from" && pair[1] == "stdin")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn comment_length(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn quoted_length(text: &str, quote: u8, escapes: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escapes => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

fn dollar_length(text: &str) -> usize {
    let tag = text[1..].find('$').map(|end| &text[..end + 2]);
    match tag {
        Some(tag) if tag[1..tag.len() - 1].chars().all(is_word) && !tag[1..].starts_with(|c: char| c.is_ascii_digit()) => {
            text[tag.len()..].find(tag).map_or(text.len(), |end| end + 2 * tag.len())
        }
        _ => 1,
    }
}
