//! What is wrong with how a query stands in a program: the rules of the macros.

use crate::codegen::rust_type::Unmapped;
use crate::diag::{Diagnostic, Problem, Severity};
use crate::text::{Gather, Name, Span};

fn refuse(rule: &'static str, message: impl Into<String>) -> Problem {
    Diagnostic::rule(Severity::Error, rule, message)
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The arguments by place are not as many as the parameters by number.
pub(super) fn argument_count(wanted: u32, given: usize, named: &[String], at: Option<Span>) -> Problem {
    let parameters = match wanted {
        0 => "no parameters by number".to_owned(),
        1 => "the parameter $1".to_owned(),
        2 => "the parameters $1 and $2".to_owned(),
        _ => format!("the parameters $1 to ${wanted}"),
    };
    let given_text = if given == 1 { "1 argument was given".to_owned() } else { format!("{given} arguments were given") };
    let problem = refuse("argument_count", format!("the query has {parameters}, but {given_text}"));
    let problem = place(problem, at, "no argument is given for this");
    match named.first() {
        Some(name) if wanted == 0 => {
            problem.help(format!("`:{name}` takes the variable `{name}`; give it another value with `{name} = ...`"))
        }
        _ if given as u64 > u64::from(wanted) => problem.help("leave out what the query does not use, or refer to it as `$n`"),
        _ => problem.help(format!("give {} after the query", count(wanted as usize, "argument"))),
    }
}

/// `name = value` for a name that the query does not have.
pub(super) fn unknown_argument(name: &str, known: &[String]) -> Problem {
    let problem = refuse("unused_argument", format!("the query has no parameter \":{name}\""));
    let names: Vec<Name> = known.iter().map(|known| Name::from(known.as_str())).gather();
    match crate::text::nearest(name, &names).or(names.first().filter(|_| names.len() == 1)) {
        Some(near) => problem.help(format!("there is a parameter \":{near}\"")),
        None => problem.help("leave the argument out, or refer to it in the query"),
    }
}

/// `name = value` twice.
pub(super) fn repeated_argument(name: &str) -> Problem {
    refuse("unused_argument", format!("the argument \"{name}\" is given twice")).help("leave one of them out")
}

/// A column that has no name.
pub(super) fn unnamed_column(number: usize, at: Option<Span>) -> Problem {
    let problem = refuse("unnamed_column", format!("column {number} of the query has no name")).help("give it one: `... as name`");
    place(problem, at, "this has no name")
}

/// Two columns that are called the same in Rust.
pub(super) fn duplicate_column(field: &str, first: &str, second: &str, at: Option<Span>) -> Problem {
    let message = match first == second {
        true => format!("two columns of the query are called \"{first}\""),
        false => format!("the columns \"{first}\" and \"{second}\" would both be the field `{field}`"),
    };
    place(refuse("duplicate_column", message).help("give one of them another name: `... as name`"), at, "the second of them")
}

/// A column whose name cannot be a field.
pub(super) fn not_a_field(name: &str, at: Option<Span>) -> Problem {
    let message = format!("the column \"{name}\" cannot be said as a field of a struct");
    place(refuse("column_name", message).help("give it another name: `... as name`"), at, "this column")
}

/// A column whose type nothing in Rust stands for.
pub(super) fn unmapped_column(name: &str, unmapped: &Unmapped, at: Option<Span>) -> Problem {
    let problem = refuse("unmapped_type", unmapped.to_string()).help(unmapped.help());
    place(problem, at, &format!("column \"{name}\" is of type {}", unmapped.type_text))
}

/// A parameter whose type nothing in Rust stands for.
pub(super) fn unmapped_parameter(said: &str, unmapped: &Unmapped, at: Option<Span>) -> Problem {
    let problem = refuse("unmapped_type", unmapped.to_string());
    let problem = match unmapped.line {
        Some(_) => problem.help(unmapped.help()),
        None => problem.help(format!("cast it to a type that has values of its own, as in `{said}::text`")),
    };
    place(problem, at, &format!("{said} is of type {}", unmapped.type_text))
}

/// A query without columns where rows are wanted.
pub(super) fn no_columns(wanted: &str) -> Problem {
    refuse("no_columns", format!("{wanted} takes a query that gives rows, and this one gives none"))
        .help("use `query!`, or add `returning`")
}

/// A query of several columns where one is wanted.
pub(super) fn not_scalar(found: usize) -> Problem {
    refuse("not_scalar", format!("query_scalar! takes a query of one column, and this one gives {found}"))
        .help("select one column, or use `query!`")
}

/// An override that cannot be read.
pub(super) fn override_syntax(alias: &str, at: Option<Span>) -> Problem {
    let problem = refuse("column_override", format!("\"{alias}\" is no column override"));
    let help = "write `as \"name!\"` for never NULL, `as \"name?\"` for maybe NULL, `as \"name: Type\"` for a type of yours";
    place(problem.help(help), at, "this column")
}

/// An override that the engine proves wrong.
pub(super) fn override_wrong(name: &str, said: &str, fact: &str, at: Option<Span>) -> Problem {
    let message = format!("the override \"{name}{said}\" is wrong: the column {fact}");
    place(Diagnostic::rule(Severity::Warning, "column_override", message).help(format!("write `as {name}`")), at, fact)
}

/// An override that says what is known.
pub(super) fn override_needless(name: &str, said: &str, fact: &str, at: Option<Span>) -> Problem {
    let message = format!("the override \"{name}{said}\" is needless: the column {fact}");
    place(Diagnostic::rule(Severity::Warning, "column_override", message).help(format!("write `as {name}`")), at, fact)
}

/// A tuple whose elements are not as many as the stars and columns of the select list.
pub(super) fn part_count(wanted: usize, given: usize) -> Problem {
    let message = format!("the query gives {}, and the tuple has {}", count(wanted, "part"), count(given, "element"));
    refuse("tuple", message).help("each `t.*` of the select list is one element, and so is each other column")
}

/// A star that is not the row of one table.
pub(super) fn not_a_row(at: Span) -> Problem {
    refuse("tuple", "this star is not the row of one table or view")
        .at(at)
        .label("columns of a query, or of several tables")
        .help("write `t.*` for each table, or name the columns")
}

/// A row that may be missing where no `Option` is.
pub(super) fn part_may_be_missing(element: usize, at: Span) -> Problem {
    refuse("tuple", format!("element {} of the tuple may be missing after an outer join", element + 1))
        .at(at)
        .label("there may be no such row")
        .help("write `Option<...>` around the type of the element")
}

/// A row that is always there where an `Option` is.
pub(super) fn part_never_missing(element: usize, at: Span) -> Problem {
    let message = format!("element {} of the tuple is never missing", element + 1);
    Diagnostic::rule(Severity::Warning, "tuple", message).at(at).label("there is always such a row").help("write the type without `Option`")
}

/// What is no table or view.
pub(super) fn not_a_table(name: &str) -> Problem {
    refuse("not_a_table", format!("\"{name}\" is no table or view that rows can be inserted into"))
}

/// Columns that must have a value and get none.
pub(super) fn missing_columns(table: &str, columns: &[String]) -> Problem {
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).gather();
    let (noun, verb) = if columns.len() == 1 { ("column", "refuses NULL and has") } else { ("columns", "refuse NULL and have") };
    let message = format!("the {noun} {} of table \"{table}\" must have a value", quoted.join(", "));
    refuse("missing_column", message).note(format!("the {noun} {verb} no default")).help("add them to the row, or give the table defaults")
}

fn place(problem: Problem, at: Option<Span>, label: &str) -> Problem {
    match at {
        Some(at) => problem.at(at).label(label),
        None => problem,
    }
}
