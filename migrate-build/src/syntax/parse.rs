//! What statements does a text hold, and which of them cannot be read.

use super::client::{client_help, copied_data};
use super::errors;
use super::grammar::{Category, Grammar, Named, Words};
use super::lower::Lowering;
use super::nesting::without_repeated_brackets;
use super::repair::{is_whole, without_unknown_words};
use super::scan::{Scanner, Token};
use super::statement::Statement;
use super::statement::lower::lower_statement;
use super::statement::schema::schema_elements_refused;
use super::statement_end::Nesting;
use crate::diag::{Problem, Result};
use crate::syntax::expr::lower::{first_expression, is_query, lower_only_expr, subquery};
use crate::syntax::expr::{Expr, SubqueryKind};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{Parse, SyntaxKind, SyntaxNode, is_doubtful, parse_tree, takes_keyword_for_name};
use crate::syntax::type_name::lower::is_type;
use crate::syntax::type_name::{TypeName, lower_type_name};
use crate::text::{Collection, Gather, Seek, Span};
use std::borrow::Cow;

/// Statements that nest more deeply, or have more operators, are read on a stack of their own.
const SHALLOW: usize = 150;

/// How much stack a deep statement gets: the parser recurses for each bracket.
const DEEP_STACK: usize = 1 << 29;

/// As many brackets can be open at once before PostgreSQL says that its memory is exhausted.
const MAXIMUM_NESTING: usize = 9_990;

/// Statements of no more tokens are always held against the rules of the grammar too, which costs little there.
const SHORTEST: usize = 6;

/// Room for the tokens of most statements.
const USUAL: usize = 32;

/// How many keywords of a statement are tried as names.
const MOST_DISGUISED: usize = 8;

/// In statements of more tokens an error stands where the parser of the tree found it.
const LARGEST_EXPLAINED: usize = 5_000;

/// The statements of a text in their order, and one problem for each statement that cannot be read.
#[derive(Debug, Default)]
pub struct ParsedFile {
    /// The statements that could be read.
    pub statements: Vec<Statement>,
    /// What is wrong with the others; each has a span, which tells where among the statements it stands.
    pub problems: Vec<Problem>,
}

/// Reads a whole file by the newest grammar.
#[must_use]
pub fn parse_file(text: &str) -> ParsedFile {
    parse_file_with(text, Grammar::default())
}

/// Reads a whole file by the grammar of a version.
#[must_use]
pub fn parse_file_with(text: &str, grammar: Grammar) -> ParsedFile {
    Reader::new(text, 0, grammar).read()
}

/// Reads a text that begins `offset` bytes into its file: the body of a function, an assumed statement.
#[must_use]
pub fn parse_fragment(text: &str, offset: u32, grammar: Grammar) -> ParsedFile {
    Reader::new(text, offset, grammar).read()
}

/// Reads one expression that begins `offset` bytes into its file. PL/pgSQL allows what may follow `SELECT`, such as `count(*) FROM t`: a query.
pub fn parse_expression(text: &str, offset: u32, grammar: Grammar) -> Result<Expr> {
    let place = Place { prefix: 7, offset };
    let wrapped = format!("select {text}");
    check_wrapped(&wrapped, &place, grammar)?;
    let parsed = parse_tree(&wrapped);
    let cx = Lowering::after_prefix(&wrapped, place.prefix, offset, grammar);
    let root = parsed.root();
    let select = cx.need(root.first_child(), &root)?;
    let targets = select.children().first_where(|child| child.kind() == SyntaxKind::SELECT_CLAUSE).and_then(|clause| clause.first_child());
    let target =
        targets.filter(|_| select.children().count() == 1).filter(|list| list.children().count() == 1).and_then(|list| list.first_child());
    match target.filter(|target| target.first_child().is_some()) {
        Some(target) => lower_only_expr(&cx, &target),
        None => subquery(&cx, &select, SubqueryKind::Scalar),
    }
}

/// Reads one type that begins `offset` bytes into its file.
pub fn parse_type(text: &str, offset: u32, grammar: Grammar) -> Result<TypeName> {
    let place = Place { prefix: 13, offset };
    let wrapped = format!("select null::{text}");
    check_wrapped(&wrapped, &place, grammar)?;
    let parsed = parse_tree(&wrapped);
    let cx = Lowering::after_prefix(&wrapped, place.prefix, offset, grammar);
    let root = parsed.root();
    let node = root.descendants().first_where(|node| is_type(node.kind()));
    lower_type_name(&cx, &cx.need(node, &root)?)
}

/// How a text with something in front of it stands in its file.
struct Place {
    prefix: u32,
    offset: u32,
}

fn check_wrapped(wrapped: &str, place: &Place, grammar: Grammar) -> Result<()> {
    let mut reader = Reader::new(wrapped, 0, grammar);
    let checked = reader.next_boundary().and_then(|boundary| match (boundary, reader.scanner.next_token()?) {
        (Some(_), Some(token)) => Err(reader.refused_at(token.span)),
        (Some(boundary), None) => reader
            .refuse_newer(&boundary)
            .and_then(|()| reader.parse_whole(&boundary, wrapped))
            .and_then(|parsed| parsed.broken.map_or(Ok(()), Err)),
        (None, _) => Ok(()),
    });
    checked.map_err(|mut problem| {
        problem.span = problem.span.map(|span| span.shifted_back(place.prefix).shifted(place.offset));
        problem
    })
}

/// Where a statement stands, what it is made of, and whether it nests deeply.
struct Boundary {
    span: Span,
    /// Where its semicolon stands, or the text ends.
    end: u32,
    tokens: Vec<Token>,
    demanding: bool,
}

/// What the parser made of a statement, and where it gave up.
struct Parsed {
    tree: Parse,
    broken: Option<Problem>,
}

struct Reader<'a> {
    text: &'a str,
    offset: u32,
    grammar: Grammar,
    scanner: Scanner<'a>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, offset: u32, grammar: Grammar) -> Self {
        Self { text, offset, grammar, scanner: Scanner::new(text, 0, grammar) }
    }

    fn read(mut self) -> ParsedFile {
        let mut parsed = ParsedFile::default();
        let mut recovering = false;
        loop {
            match self.next_boundary() {
                Ok(None) => return parsed,
                Ok(Some(boundary)) if boundary.tokens.is_empty() => {}
                Ok(Some(boundary)) => {
                    let lowered = self.lower(&boundary);
                    let after_error =
                        std::mem::replace(&mut recovering, lowered.as_ref().is_err_and(|problem| self.is_at_end(problem, &boundary)));
                    match lowered {
                        Ok(statement) => parsed.statements.put_all(statement),
                        // What cannot even begin a statement, right after one that was refused, is the rest of that one.
                        Err(problem) if after_error && self.is_at_start(&problem, &boundary) => {}
                        Err(problem) => parsed.problems.push(problem),
                    }
                    parsed.problems.put_all(self.refuse_copied_data(&boundary));
                }
                Err(mut problem) => {
                    problem.span = problem.span.map(|span| span.shifted(self.offset));
                    parsed.problems.push(problem);
                    self.skip_statement();
                }
            }
        }
    }

    /// Reads tokens up to the semicolon that ends a statement, or the end of the text; none where nothing is left.
    fn next_boundary(&mut self) -> Result<Option<Boundary>> {
        let mut nesting = Nesting::new(self.grammar);
        let mut tokens: Vec<Token> = Vec::with_capacity(USUAL);
        while let Some(token) = self.scanner.next_token()? {
            if self.scanner.is_semicolon(token.kind) && nesting.may_end() {
                return Ok(Some(boundary(tokens, token.span.start, &nesting)));
            }
            nesting.step(token.kind);
            if nesting.deepest() >= MAXIMUM_NESTING {
                return Err(errors::lexical_error("memory exhausted", self.slice(token.span), token.span));
            }
            tokens.push(token);
        }
        let end = self.text.len() as u32;
        Ok((!tokens.is_empty()).then(|| boundary(tokens, end, &nesting)))
    }

    fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    fn is_at_end(&self, problem: &Problem, boundary: &Boundary) -> bool {
        problem.span.is_some_and(|span| span.start == boundary.end + self.offset)
    }

    fn is_at_start(&self, problem: &Problem, boundary: &Boundary) -> bool {
        problem.span.is_some_and(|span| span.start == boundary.span.start + self.offset)
    }

    /// The `LIMIT` of `LIMIT 1, 2`, of which the comma is refused.
    fn limit_with_comma(&self, boundary: &Boundary, comma: usize) -> Option<Token> {
        let words = self.grammar.words();
        let limit = boundary.tokens.get(comma.checked_sub(2)?)?;
        let found = boundary.tokens.get(comma)?.kind == words.character(b',') && words.keyword("limit") == Some(limit.kind);
        found.then_some(*limit)
    }

    fn refused_at(&self, span: Span) -> Problem {
        let span = Span::new(span.start, self.whole_character(span));
        let problem = errors::syntax_error_near(self.slice(span), span.shifted(self.offset));
        match client_help(self.text, span.start as usize) {
            Some(help) => problem.label(help.label).help(help.advice),
            None => problem,
        }
    }

    /// A statement that ends too early is refused at its semicolon, or at the end of the text.
    fn refused_at_end(&self, boundary: &Boundary) -> Problem {
        let rest = self.text.get(boundary.end as usize..).unwrap_or("");
        if rest.starts_with(';') {
            return self.refused_at(Span::new(boundary.end, boundary.end + 1));
        }
        errors::syntax_error_at_end(self.text.len() as u32 + self.offset)
    }

    /// The end of a token, which never cuts a character in two.
    fn whole_character(&self, span: Span) -> u32 {
        let mut end = span.end as usize;
        while end < self.text.len() && !self.text.is_char_boundary(end) {
            end += 1;
        }
        end as u32
    }

    /// Goes on after the next semicolon.
    fn skip_statement(&mut self) {
        loop {
            match self.scanner.next_token() {
                Ok(None) => return,
                Ok(Some(token)) if self.scanner.is_semicolon(token.kind) => return,
                Ok(Some(_)) | Err(_) => {}
            }
        }
    }

    fn lower(&self, boundary: &Boundary) -> Result<Option<Statement>> {
        let written = self.slice(Span::new(boundary.span.start, boundary.end));
        // The parser is more lenient at the end of a text than before a semicolon.
        let text = match self.text.get(boundary.span.start as usize..=boundary.end as usize) {
            Some(ended) if ended.ends_with(';') => Cow::Borrowed(ended),
            _ => Cow::Owned(format!("{written}\n;")),
        };
        let text = self.user_as_role(boundary, text);
        if !boundary.demanding {
            return self.lower_here(boundary, &text);
        }
        let text = without_repeated_brackets(&text, boundary.span.start + self.offset, self.grammar)?;
        std::thread::scope(|scope| {
            let deep = std::thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, || self.lower_here(boundary, &text));
            let result = deep.ok().and_then(|thread| thread.join().ok());
            result.unwrap_or_else(|| Err(errors::nested_too_deeply(boundary.span.shifted(self.offset))))
        })
    }

    /// The parser knows no options of `ALTER USER`, which is `ALTER ROLE` by another word of the same length.
    fn user_as_role(&self, boundary: &Boundary, text: Cow<'a, str>) -> Cow<'a, str> {
        let words = self.grammar.words();
        let is = |at: usize, word: &str| boundary.tokens.get(at).is_some_and(|token| words.keyword(word) == Some(token.kind));
        if !(is(0, "alter") && is(1, "user")) || is(2, "mapping") {
            return text;
        }
        let mut text = text.into_owned();
        let user = boundary.tokens[1].span.shifted_back(boundary.span.start);
        text.replace_range(user.range(), "role");
        Cow::Owned(text)
    }

    fn lower_here(&self, boundary: &Boundary, text: &str) -> Result<Option<Statement>> {
        let cx = Lowering::for_grammar(text, boundary.span.start + self.offset, self.grammar);
        self.refuse_newer(boundary)?;
        let parsed = self.parse_whole(boundary, text)?;
        let lowered = self.lower_tree(&cx, boundary, &parsed.tree.root());
        let understood = match &lowered {
            Err(problem) => !errors::is_not_understood(problem),
            Ok(_) => parsed.broken.is_none() || is_whole(&parsed.tree.root()),
        };
        if understood {
            return lowered;
        }
        if let Some(tree) = self.with_disguised_keywords(boundary, text) {
            return self.lower_tree(&cx, boundary, &tree.root());
        }
        match lowered {
            Err(problem) => Err(self.refusal(boundary).or(parsed.broken).unwrap_or(problem)),
            Ok(statement) => parsed.broken.map_or(Ok(statement), Err),
        }
    }

    /// Lowers the one statement of a tree.
    fn lower_tree(&self, cx: &Lowering<'_>, boundary: &Boundary, root: &SyntaxNode) -> Result<Option<Statement>> {
        let mut statements = ast::Stmt::children_of(root);
        match (statements.next(), statements.next()) {
            (Some(statement), None) => match lower_statement(cx, &statement) {
                Err(problem) if !errors::is_not_understood(&problem) => Err(problem),
                lowered => refuse_rest(cx, statement.syntax()).and(lowered),
            },
            (Some(ast::Stmt::CreateSchema(schema)), Some(element)) if schema.if_not_exists().is_some() => {
                Err(schema_elements_refused(cx, cx.first_token_span(element.syntax())))
            }
            _ => Err(errors::not_understood("statement", boundary.span.shifted(self.offset))),
        }
    }

    /// The parser's tree of a statement: as it is, or without the words that only PostgreSQL knows.
    fn parse_whole(&self, boundary: &Boundary, text: &str) -> Result<Parsed> {
        let tree = parse_tree(text);
        let root = tree.root();
        let found = tree.errors.iter().copied().first_where(|at| !boundary.is_in_text(*at));
        let free = boundary.tokens.len() <= SHORTEST
            || is_doubtful(&root)
            || takes_keyword_for_name(&root)
            || is_taken_lightly(self.grammar.words(), &boundary.tokens)
            || has_free_index_element(&root);
        if (found.is_some() || free)
            && let Some(refusal) = self.refusal(boundary)
        {
            return Err(refusal);
        }
        let Some(found) = found else { return Ok(Parsed { tree, broken: None }) };
        if let Some(tree) = without_unknown_words(text, &root) {
            return Ok(Parsed { tree, broken: None });
        }
        let broken = match boundary.tokens.get(boundary.token_from(boundary.span.start + found)) {
            Some(token) => self.refused_at(token.span),
            None => self.refused_at_end(boundary),
        };
        Ok(Parsed { tree, broken: Some(broken) })
    }

    /// The tree with keywords near its errors as other words of the same length, where PostgreSQL takes those for names and the parser does not.
    fn with_disguised_keywords(&self, boundary: &Boundary, text: &str) -> Option<Parse> {
        let first_error = |parse: &Parse| parse.errors.iter().copied().first_where(|at| !boundary.is_in_text(*at));
        let (mut text, mut error) = (text.to_owned(), first_error(&parse_tree(text))?);
        for _ in 0..MOST_DISGUISED {
            let near = boundary.token_from(boundary.span.start + error);
            let places = [near.checked_sub(1), Some(near), near.checked_sub(2), near.checked_add(1)].into_iter().flatten();
            let mut words: Vec<Vec<Token>> =
                places.filter_map(|at| boundary.tokens.get(at)).filter(|token| self.may_be_name(token)).map(|token| vec![*token]).gather();
            words.push(words.concat());
            let tried = words.iter().first_some(|words| {
                let mut disguised = text.clone();
                for word in words {
                    let range = word.span.shifted_back(boundary.span.start).range();
                    disguised.replace_range(range.clone(), &"x".repeat(range.len()));
                }
                let parse = parse_tree(&disguised);
                let next = first_error(&parse);
                next.is_none_or(|next| next > error).then_some((disguised, parse, next))
            });
            match tried? {
                (_, tree, None) => return is_whole(&tree.root()).then_some(tree),
                (disguised, _, Some(next)) => (text, error) = (disguised, next),
            }
        }
        None
    }

    fn may_be_name(&self, token: &Token) -> bool {
        self.grammar.words().describe(token.kind).is_some_and(|keyword| keyword.category != Category::Reserved)
    }

    /// Refuses what only newer versions know, as this one does.
    fn refuse_newer(&self, boundary: &Boundary) -> Result<()> {
        let feature = self.grammar.newer_feature(self.text, &boundary.tokens);
        if let Some((feature, refusal)) = feature.and_then(|feature| Some((feature, self.refusal(boundary)?))) {
            return Err(refusal.help(feature.help(self.grammar)));
        }
        let option = self.grammar.newer_option(self.text, &boundary.tokens);
        option.map_or(Ok(()), |mut refusal| {
            refusal.span = refusal.span.map(|span| span.shifted(self.offset)).or(Some(boundary.span.shifted(self.offset)));
            Err(refusal)
        })
    }

    /// What the rules of the grammar refuse in a statement, whatever the parser made of it.
    fn refusal(&self, boundary: &Boundary) -> Option<Problem> {
        let kinds: Vec<u16> = boundary.tokens.iter().take(LARGEST_EXPLAINED).map(|token| token.kind).gather();
        let at = self.grammar.first_refused(&kinds).filter(|at| *at < LARGEST_EXPLAINED)?;
        if let Some(limit) = self.limit_with_comma(boundary, at) {
            let refused = errors::refused_by_grammar("LIMIT #,# syntax is not supported", limit.span.shifted(self.offset));
            return Some(refused.help("use separate LIMIT and OFFSET clauses"));
        }
        Some(match boundary.tokens.get(at) {
            Some(token) => self.refused_at(token.span),
            None => self.refused_at_end(boundary),
        })
    }

    /// The rows after `COPY .. FROM STDIN` are no statements.
    fn refuse_copied_data(&mut self, boundary: &Boundary) -> Option<Problem> {
        let statement = self.slice(boundary.span);
        if !statement.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("copy")) {
            return None;
        }
        let data = copied_data(self.text, statement, self.scanner.position())?;
        self.scanner = Scanner::new(self.text, data.end as usize, self.grammar);
        let problem = errors::copied_data(self.slice(data), data);
        Some(problem.at(data.shifted(self.offset)))
    }
}

fn boundary(tokens: Vec<Token>, end: u32, nesting: &Nesting) -> Boundary {
    let start = tokens.first().map_or(end, |token| token.span.start);
    let last = tokens.last().map_or(end, |token| token.span.end);
    Boundary { span: Span::new(start, last), end, tokens, demanding: nesting.deepest() + nesting.operators() > SHALLOW }
}

/// What the parser of the tree reads more freely than PostgreSQL does: the length of a text type, and the elements of an index.
fn is_taken_lightly(words: &Words, tokens: &[Token]) -> bool {
    let is = |token: &Token, word: &str| words.keyword(word) == Some(token.kind);
    let opens = |token: &Token| token.kind == words.character(b'(');
    let text_types = ["varchar", "char", "character", "nchar", "varying"].map(|word| words.keyword(word));
    let text_type = |token: &Token| text_types.contains(&Some(token.kind));
    let length = |token: &Token| token.kind == words.named(Named::Integer);
    // The bracket is asked for first, as most tokens are none.
    let free_length = tokens.windows(3).exists(|three| opens(&three[1]) && text_type(&three[0]) && !length(&three[2]))
        || tokens.windows(4).exists(|four| opens(&four[1]) && text_type(&four[0]) && four[3].kind != words.character(b')'));
    let begins = |first: &str, others: &[&str]| {
        let mut head = tokens.iter().take(3);
        head.next().is_some_and(|token| is(token, first))
            && (others.is_empty() || head.exists(|token| others.iter().exists(|word| is(token, word))))
    };
    free_length
        || begins("create", &["event", "publication", "statistics"])
        || begins("alter", &["server"])
        || ["merge", "analyze"].iter().exists(|word| begins(word, &[]))
}

/// An element of an index is a name, a call, or in brackets; the parser of the tree takes any expression.
fn has_free_index_element(root: &SyntaxNode) -> bool {
    let Some(index) = root.first_child().filter(|statement| statement.kind() == SyntaxKind::CREATE_INDEX) else { return false };
    let Some(list) = index.children().first_where(|child| child.kind() == SyntaxKind::PARTITION_ITEM_LIST) else { return false };
    list.children().filter(|item| item.kind() == SyntaxKind::PARTITION_ITEM).exists(|item| {
        let mut element = first_expression(&item);
        if let Some(collated) = element.as_ref().filter(|element| element.kind() == SyntaxKind::COLLATE) {
            element = first_expression(collated);
        }
        element.is_some_and(|element| match element.kind() {
            SyntaxKind::NAME_REF | SyntaxKind::CALL_EXPR => false,
            // A query needs brackets of its own within those of the element.
            SyntaxKind::PAREN_EXPR => element.first_child().is_some_and(|inner| is_query(inner.kind())),
            _ => true,
        })
    })
}

impl Boundary {
    /// Whether a place of the statement's own text lies inside a string: in a body, which is read on its own.
    fn is_in_text(&self, at: u32) -> bool {
        let at = self.span.start + at;
        let after = self.tokens.partition_point(|token| token.span.end <= at);
        self.tokens.get(after).is_some_and(|token| token.span.start < at && at < token.span.end)
    }

    /// The first token that begins at a place or after it.
    fn token_from(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < at)
    }
}

/// The parser must have understood the statement to its end.
fn refuse_rest(cx: &Lowering<'_>, statement: &SyntaxNode) -> Result<()> {
    let end = statement.span().end as usize;
    let rest = cx.text().get(end..).unwrap_or("");
    if rest.trim().is_empty() {
        return Ok(());
    }
    let limit = statement.children().first_where(|child| child.kind() == SyntaxKind::LIMIT_CLAUSE);
    if let Some(limit) = limit.filter(|_| rest.trim_start().starts_with(',')) {
        return Err(errors::refused_by_grammar("LIMIT #,# syntax is not supported", cx.first_token_span(&limit))
            .help("use separate LIMIT and OFFSET clauses"));
    }
    let start = end as u32 + cx.base();
    Err(errors::not_understood("statement", Span::new(start, start + 1)))
}
