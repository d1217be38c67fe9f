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
            for _ in 0..self.indent {
                self.text.push_str("    ");
            }
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
            self.bound(bound);
        }
        self.close("{");
        self.indent += 1;
    }

    /// Opens a function; its parameters stand below one another where one line is too narrow.
    pub(super) fn open_function(&mut self, name: &str, parameters: &[String], result: &str, bounds: &[String]) {
        let head = format!("{name}({}) -> {result}", parameters.join(", "));
        let brace = if bounds.is_empty() { 2 } else { 0 };
        if self.margin() + width(&head) + brace <= WIDTH {
            return self.open_bounded(&head, bounds);
        }
        self.open(&format!("{name}("));
        for parameter in parameters {
            self.line(&format!("{parameter},"));
        }
        self.indent -= 1;
        self.open_bounded(&format!(") -> {result}"), bounds);
    }

    fn bound(&mut self, bound: &str) {
        match bound.split_once(": ") {
            Some((subject, rest)) if self.margin() + width(bound) >= WIDTH => {
                self.open(&format!("{subject}:"));
                self.line(&format!("{rest},"));
                self.indent -= 1;
            }
            _ => self.line(&format!("{bound},")),
        }
    }

    /// The head of an implementation, with the bounds that it needs.
    pub(super) fn open_impl(&mut self, implemented: &str, subject: &str, bounds: &[String]) {
        let head = format!("{implemented} for {subject}");
        let brace = if bounds.is_empty() { 2 } else { 0 };
        if self.margin() + width(&head) + brace <= WIDTH {
            return self.open_bounded(&head, bounds);
        }
        self.open(implemented);
        self.line(&format!("for {subject}"));
        self.indent -= 1;
        if bounds.is_empty() {
            return self.open("{");
        }
        self.open("where");
        for bound in bounds {
            self.bound(bound);
        }
        self.close("{");
        self.indent += 1;
    }

    /// A field and its type, taken apart at its brackets where one line is too narrow.
    pub(super) fn field(&mut self, head: &str, value: &str) {
        let narrow = self.margin() + width(head) + width(value) < WIDTH;
        match value.split_once('<').and_then(|(outer, rest)| Some((outer, rest.strip_suffix('>')?))) {
            Some((outer, inner)) if !narrow => {
                self.open(&format!("{head}{outer}<"));
                self.field("", inner);
                self.close(">,");
            }
            _ => self.line(&format!("{head}{value},")),
        }
    }

    /// A constant that is a list.
    pub(super) fn list(&mut self, head: &str, items: &[String]) {
        let joined = items.join(", ");
        let one = format!("{head} = &[{joined}];");
        if width(&joined) <= 60 && self.margin() + width(&one) <= WIDTH {
            return self.line(&one);
        }
        self.open(&format!("{head} = &["));
        for item in items {
            self.line(&format!("{item},"));
        }
        self.close("];");
    }

    /// A call, whose arguments stand below one another where one line is too narrow.
    pub(super) fn call(&mut self, head: &str, arguments: &[String], tail: &str) {
        let joined = arguments.join(", ");
        let one = format!("{head}({joined}){tail}");
        if width(&joined) <= 60 && self.margin() + width(&one) <= WIDTH {
            return self.line(&one);
        }
        self.open(&format!("{head}("));
        for argument in arguments {
            self.line(&format!("{argument},"));
        }
        self.close(&format!("){tail}"));
    }

    /// A statement or item `head = value;`, broken after the sign where one line is too narrow.
    pub(super) fn assign(&mut self, head: &str, value: &str) {
        let line = format!("{head} = {value};");
        // What fits on no line stays where it is.
        if self.margin() + width(&line) <= WIDTH || self.margin() + width(value) + 5 > WIDTH {
            return self.line(&line);
        }
        self.open(&format!("{head} ="));
        self.line(&format!("{value};"));
        self.indent -= 1;
    }

    /// An arm of a match.
    pub(super) fn arm(&mut self, pattern: &str, value: &str) {
        let line = format!("{pattern} => {value},");
        if self.margin() + width(&line) <= WIDTH {
            return self.line(&line);
        }
        self.open(&format!("{pattern} => {{"));
        self.line(value);
        self.close("}");
    }

    /// A statement that calls a method. The call moves to a line of its own, or its arguments do, where one line is too narrow.
    pub(super) fn method(&mut self, receiver: &str, method: &str, arguments: &[String]) {
        let joined = arguments.join(", ");
        let one = format!("{receiver}.{method}({joined});");
        let narrow = width(&joined) <= 60;
        if narrow && self.margin() + width(&one) <= WIDTH {
            return self.line(&one);
        }
        let alone = self.margin() + 4 + width(&one) - width(receiver) <= WIDTH;
        if narrow && alone && arguments.len() < 3 {
            self.open(receiver);
            self.line(&format!(".{method}({joined});"));
            self.indent -= 1;
            return;
        }
        self.open(&format!("{receiver}.{method}("));
        for argument in arguments {
            self.line(&format!("{argument},"));
        }
        self.close(");");
    }
}

/// How many columns a text takes: the letters of some scripts take two.
fn width(text: &str) -> usize {
    // Nearly all text is, and build scripts run unoptimised.
    if text.is_ascii() {
        return text.len();
    }
    let wide =
        |c: &char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}');
    text.chars().count() + text.chars().filter(wide).count()
}
