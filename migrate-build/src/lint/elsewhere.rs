//! What is told of without a rule of its own: by PostgreSQL's error, by another rule, or not at all, and why.

/// Who tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToldBy {
    /// PostgreSQL refuses it with this SQLSTATE, and so does the engine.
    Error(&'static str),
    /// A rule, by its name.
    Rule(&'static str),
    /// A message of the product, by its name.
    Message(&'static str),
    /// Nobody: it cannot happen.
    Nobody,
}

/// Something that lists of rules have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Its code.
    pub code: &'static str,
    /// What it is against.
    pub title: &'static str,
    /// Who tells of it.
    pub told_by: ToldBy,
    /// Why there is no rule, and an example where PostgreSQL refuses it.
    pub text: &'static str,
}

const PAGE: &str = include_str!("elsewhere.md");

/// All of it, in the order of the page.
pub fn elsewhere() -> impl Iterator<Item = Elsewhere> {
    PAGE.split("\n## ").skip(1).filter_map(read)
}

fn read(section: &'static str) -> Option<Elsewhere> {
    let (heading, rest) = section.split_once('\n')?;
    let (code, title) = heading.split_once(' ')?;
    let (told_by, text) = rest.split_once('\n')?;
    let told_by = match told_by.split_once(' ') {
        Some(("error", state)) => ToldBy::Error(state),
        Some(("rule", name)) => ToldBy::Rule(name),
        Some(("message", name)) => ToldBy::Message(name),
        _ => ToldBy::Nobody,
    };
    Some(Elsewhere { code, title, told_by, text: text.trim() })
}

impl Elsewhere {
    /// What a person reads who asks for the code.
    #[must_use]
    pub fn explain(&self) -> String {
        let told_by = match self.told_by {
            ToldBy::Error(state) => {
                format!("There is no rule against it: PostgreSQL refuses it, and so does the build, with error {state}.")
            }
            ToldBy::Rule(name) => format!("The rule `{name}` tells of it."),
            ToldBy::Message(name) => format!("There is no rule against it: `{name}` tells of it."),
            ToldBy::Nobody => "There is no rule against it, since it does no harm here.".to_owned(),
        };
        format!("# {}\n\n{} {told_by}\n\n{}", self.title, self.code, self.text)
    }
}
