//! How is the tree made: the parser says what begins and ends, and the list is filled in that order.

use super::element::{Entry, SyntaxNode, Tree};
use crate::text::{Collection, Span, sort};
use squawk_parser::{EntryPoint, LexedStr, StrStep};

/// The tree of a text, and where the parser stumbled.
pub struct Parse {
    tree: Tree,
    /// Where its lexer and its grammar found something wrong, in the order of the text.
    pub errors: Vec<u32>,
}

impl Parse {
    /// The whole text.
    #[must_use]
    pub fn root(&self) -> SyntaxNode<'_> {
        SyntaxNode { tree: &self.tree, at: 0 }
    }
}

/// Parses a text, whatever it holds.
#[must_use]
pub fn parse_tree(text: &str) -> Parse {
    let lexed = LexedStr::new(text);
    let output = EntryPoint::SourceFile.parse(&lexed.to_input());
    let mut builder = Builder { entries: Vec::with_capacity(text.len() / 3 + 8), open: Vec::new(), end: 0, errors: Vec::new() };
    lexed.intersperse_trivia(&output, &mut |step| builder.step(step));
    let mut errors = builder.errors;
    errors.put_all(lexed.errors().map(|(range, _)| range.start));
    sort(&mut errors);
    let tree = Tree { text: Box::from(text), entries: builder.entries };
    Parse { tree, errors }
}

struct Builder {
    entries: Vec<Entry>,
    /// The nodes that have begun and not ended.
    open: Vec<u32>,
    /// Where the last token ended.
    end: u32,
    errors: Vec<u32>,
}

impl Builder {
    fn step(&mut self, step: StrStep<'_>) {
        let at = self.entries.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        match step {
            StrStep::Token { kind, text } => {
                let span = Span::new(self.end, self.end + text.len() as u32);
                self.end = span.end;
                self.entries.push(Entry { kind, is_token: true, span, parent, after: at + 1 });
            }
            StrStep::Enter { kind } => {
                self.entries.push(Entry { kind, is_token: false, span: Span::empty(self.end), parent, after: at + 1 });
                self.open.push(at);
            }
            StrStep::Exit => {
                if let Some(node) = self.open.pop() {
                    let entry = &mut self.entries[node as usize];
                    entry.span.end = self.end;
                    entry.after = at;
                }
            }
            StrStep::Error { pos, .. } => self.errors.push(pos as u32),
        }
    }
}
