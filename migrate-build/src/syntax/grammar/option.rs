//! Which options do only newer versions know, and how does an older one refuse them.

use super::Grammar;
use super::feature::needs;
use crate::diag::{Diagnostic, Problem, SqlState};
use crate::syntax::scan::Token;
use crate::text::{Gather, Seek};
use std::sync::OnceLock;

const TABLE: &str = include_str!("options.tsv");

/// An option of a statement, whose grammar takes any word for one.
struct NewOption {
    statement: Vec<&'static str>,
    name: &'static str,
    since: u8,
    placed: bool,
    message: &'static str,
}

/// Refuses the first option of a statement that this version does not have. The place is one of the text.
pub(super) fn refuse_newer_option(text: &str, tokens: &[Token], grammar: Grammar) -> Option<Problem> {
    let word = |token: &Token| text.get(token.span.range()).unwrap_or_default();
    let begins = |option: &&NewOption| {
        // Most words are told apart by their lengths.
        let stands =
            |(wanted, token): (&&str, &Token)| wanted.len() == token.span.range().len() && word(token).eq_ignore_ascii_case(wanted);
        option.since > grammar.major() && tokens.len() > option.statement.len() && option.statement.iter().zip(tokens).for_all(stands)
    };
    let options: Vec<&NewOption> = options().iter().filter(begins).gather();
    let head = options.first()?.statement.len();
    let bare = options.iter().exists(|option| option.statement == ["create", "database"]);
    let (mut depth, mut listed) = (0_u32, false);
    for (at, token) in tokens.iter().enumerate().skip(head) {
        let before = word(&tokens[at - 1]);
        match word(token) {
            "(" => {
                listed = listed || depth == 0 && opens_options(at == head, before);
                depth += 1;
            }
            ")" => {
                depth = depth.saturating_sub(1);
                listed = listed && depth > 0;
            }
            written if (listed && depth == 1 && matches!(before, "(" | ",")) || bare => {
                if let Some(option) = options.iter().first_where(|option| written.eq_ignore_ascii_case(option.name)) {
                    return Some(refusal(option, token, grammar));
                }
            }
            _ => {}
        }
    }
    None
}

/// A list of options stands right after the statement's first words, after `WITH`, or after the file of `COPY`.
fn opens_options(first: bool, before: &str) -> bool {
    first || before.ends_with('\'') || ["with", "stdin", "stdout"].iter().exists(|word| before.eq_ignore_ascii_case(word))
}

fn refusal(option: &NewOption, token: &Token, grammar: Grammar) -> Problem {
    let said = format!("the option {} of {}", option.name, option.statement.join(" ").to_uppercase());
    let problem = Diagnostic::error(SqlState::SYNTAX_ERROR, option.message.replace('$', option.name));
    let problem = problem.help(needs(&said, option.since, grammar.major()));
    if option.placed { problem.at(token.span) } else { problem }
}

fn options() -> &'static [NewOption] {
    static OPTIONS: OnceLock<Vec<NewOption>> = OnceLock::new();
    OPTIONS.get_or_init(|| TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(read).gather())
}

fn read(line: &'static str) -> Option<NewOption> {
    let mut fields = line.split('\t');
    let (statement, name, since, placed) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let statement = statement.split(' ').gather();
    Some(NewOption { statement, name, since: since.parse().ok()?, placed: placed == "placed", message: fields.next()? })
}
