//! What does the header of a file say: problem, solution, affected tables, check boxes, verification, rollback.

use crate::text::{Gather, Seek, Span};

/// A line of a header that people tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckBox {
    /// What it says.
    pub text: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// The header contract of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// `Migration:`
    pub title: Option<String>,
    /// `PROBLEM:`
    pub problem: Option<String>,
    /// `SOLUTION:`
    pub solution: Option<String>,
    /// `AFFECTED TABLES:`, with the place of each.
    pub affected_tables: Vec<(String, Span)>,
    /// Every check box.
    pub check_boxes: Vec<CheckBox>,
    /// The bytes after the banner `Verification Query`, up to the next one.
    pub verification: Option<Span>,
    /// The bytes inside the block comment after the banner `Rollback Script`.
    pub rollback: Option<Span>,
}

impl Header {
    /// The parts that the contract asks for and the file lacks; what undoes the migration may also stand in a section or file of its own.
    #[must_use]
    pub fn missing(&self, has_down: bool) -> Vec<&'static str> {
        let parts = [
            ("Migration", self.title.is_some()),
            ("PROBLEM", self.problem.is_some()),
            ("SOLUTION", self.solution.is_some()),
            ("AFFECTED TABLES", !self.affected_tables.is_empty()),
            ("Rollback Script", has_down || self.rollback.is_some()),
        ];
        parts.into_iter().filter(|(_, present)| !present).map(|(part, _)| part).gather()
    }
}

/// Reads the header of a file.
#[must_use]
pub fn read_header(text: &str) -> Header {
    let mut header = Header::default();
    let mut part = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        match line.trim_end().strip_prefix("--") {
            Some(comment) => read_comment(&mut header, &mut part, comment.trim(), at, line),
            None if line.trim().is_empty() => {}
            // Comments between statements are no header.
            None => break,
        }
    }
    header.verification = after_banner(text, "Verification Query");
    header.rollback = after_banner(text, "Rollback Script").and_then(|span| inside_block_comment(text, span));
    header
}

fn read_comment(header: &mut Header, part: &mut String, comment: &str, at: usize, line: &str) {
    if let Some(rest) = comment.strip_prefix("[ ]").or(comment.strip_prefix("[X]")).or(comment.strip_prefix("[x]")) {
        let ticked = !comment.starts_with("[ ]");
        header.check_boxes.push(CheckBox { text: rest.trim().to_owned(), ticked });
        return;
    }
    if let Some((name, rest)) = comment.split_once(':')
        && is_part_name(name)
    {
        *part = name.to_ascii_uppercase();
        enter(header, part, rest.trim(), at, line);
        return;
    }
    enter(header, part, comment, at, line);
}

fn is_part_name(name: &str) -> bool {
    let upper = !name.is_empty() && name.chars().for_all(|c| c.is_ascii_uppercase() || c == ' ');
    upper || matches!(name, "Migration" | "Date" | "Issue")
}

fn enter(header: &mut Header, part: &str, text: &str, at: usize, line: &str) {
    if text.is_empty() || text.starts_with("==") {
        return;
    }
    let append = |into: &mut Option<String>| {
        let joined = into.take().map_or_else(|| text.to_owned(), |before| format!("{before} {text}"));
        *into = Some(joined);
    };
    match part {
        "MIGRATION" if header.title.is_none() => append(&mut header.title),
        "PROBLEM" => append(&mut header.problem),
        "SOLUTION" => append(&mut header.solution),
        "AFFECTED TABLES" => {
            let Some(table) = text.strip_prefix('-').map(str::trim) else { return };
            let name = table.split([' ', ',', '(']).next().unwrap_or_default();
            let from = at + line.find(name).unwrap_or(0);
            header.affected_tables.push((name.to_owned(), Span::new(from as u32, (from + name.len()) as u32)));
        }
        _ => {}
    }
}

/// The bytes after a banner's closing rule, up to the next banner or the end.
fn after_banner(text: &str, title: &str) -> Option<Span> {
    let mut lines = text.split_inclusive('\n').scan(0, |start, line| {
        let at = *start;
        *start += line.len();
        Some((at, line))
    });
    let is_rule =
        |line: &str| line.trim_end().strip_prefix("-- ").is_some_and(|rest| rest.len() > 10 && rest.chars().for_all(|c| c == '='));
    lines.first_where(|(_, line)| line.strip_prefix("--").is_some_and(|rest| rest.trim_start().starts_with(title)))?;
    let (at, rule) = lines.first_where(|(_, line)| is_rule(line))?;
    let end = lines.first_where(|(_, line)| is_rule(line)).map_or(text.len(), |(at, _)| at);
    Some(Span::new((at + rule.len()) as u32, end as u32))
}

fn inside_block_comment(text: &str, span: Span) -> Option<Span> {
    let part = &text[span.range()];
    let open = part.find("/*")? + 2;
    let close = part.rfind("*/")?;
    (open <= close).then(|| Span::new(span.start + open as u32, span.start + close as u32))
}
