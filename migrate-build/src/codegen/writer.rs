//! How is Rust text laid out: indents, and the line breaks that rustfmt would choose.

/// How wide a line may be.
pub(super) const WIDTH: usize = 100;

/// Text under way.
pub(super) struct Writer {
    text: String,
    indent: usize,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { text: String::new(), indent: 0 }
    }

    /// The text so far.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// How many columns the indent takes.
    pub(super) fn margin(&self) -> usize {
        self.indent * 4
    }

    /// A line.
    pub(super) fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n(' ', self.margin()));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// A line that opens a block.
    pub(super) fn open(&mut self, line: &str) {
        self.line(line);
        self.indent += 1;
    }

    /// A line that closes a block.
    pub(super) fn close(&mut self, line: &str) {
        self.indent = self.indent.saturating_sub(1);
        self.line(line);
    }

    /// Lines of documentation.
    pub(super) fn doc(&mut self, lines: &[String]) {
        for line in lines {
            if line.is_empty() {
                self.line("///");
            } else {
                self.line(&format!("/// {line}"));
            }
        }
    }

    /// Text that is taken as it is, line breaks and all.
    pub(super) fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Opens the block of an item, with the bounds that it needs.
    pub(super) fn open_bounded(&mut self, head: &str, bounds: &[String]) {
        if bounds.is_empty() {
            return self.open(&format!("{head} {{"));
        }
        self.line(head);
        self.open("where");
        for bound in bounds {
            self.line(&format!("{bound},"));
        }
        self.close("{");
        self.indent += 1;
    }

    /// Opens a function; its parameters stand below one another where one line is too narrow.
    pub(super) fn open_function(&mut self, name: &str, parameters: &[String], result: &str, bounds: &[String]) {
        let head = format!("{name}({}) -> {result}", parameters.join(", "));
        let brace = if bounds.is_empty() { 2 } else { 0 };
        if self.margin() + head.chars().count() + brace <= WIDTH {
            return self.open_bounded(&head, bounds);
        }
        self.open(&format!("{name}("));
        for parameter in parameters {
            self.line(&format!("{parameter},"));
        }
        self.indent -= 1;
        self.open_bounded(&format!(") -> {result}"), bounds);
    }

    /// A statement or item `head = value;`, broken after the sign where one line is too narrow.
    pub(super) fn assign(&mut self, head: &str, value: &str) {
        let line = format!("{head} = {value};");
        if self.margin() + line.chars().count() <= WIDTH {
            return self.line(&line);
        }
        self.open(&format!("{head} ="));
        self.line(&format!("{value};"));
        self.indent -= 1;
    }

    /// An arm of a match.
    pub(super) fn arm(&mut self, pattern: &str, value: &str) {
        let line = format!("{pattern} => {value},");
        if self.margin() + line.chars().count() <= WIDTH {
            return self.line(&line);
        }
        self.open(&format!("{pattern} => {{"));
        self.line(value);
        self.close("}");
    }

    /// A call with arguments, each on a line of its own where they are too wide together.
    pub(super) fn call(&mut self, head: &str, arguments: &[String], tail: &str) {
        let joined = arguments.join(", ");
        let width = joined.chars().count();
        if width <= 60 && self.margin() + head.chars().count() + width + 1 + tail.chars().count() <= WIDTH {
            return self.line(&format!("{head}{joined}){tail}"));
        }
        self.open(head);
        for argument in arguments {
            self.line(&format!("{argument},"));
        }
        self.close(&format!("){tail}"));
    }
}
