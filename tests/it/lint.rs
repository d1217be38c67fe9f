//! Does every rule find its bad examples, and nothing in its good ones and near misses; and is its fix the one that its page shows.

use crate::rule_page::{Example, Purpose, examples};
use migrate_build::compile::Compiled;
use migrate_build::lint::{Rule, rules};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn rules_find_what_their_pages_call_bad() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let examples = examples(rule.page);
        for purpose in [Purpose::Bad, Purpose::Good, Purpose::NearMiss] {
            if !examples.iter().any(|example| example.purpose == purpose) {
                wrong.push(format!("{} has no example {purpose:?}", rule.name));
            }
        }
        wrong.extend(examples.iter().filter_map(|example| check(rule, example)));
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

fn check(rule: &Rule, example: &Example) -> Option<String> {
    let mut found = example.found(rule);
    if example.purpose == Purpose::Fix {
        // The last step of what replaces a column is refused until someone says that no program uses the old one.
        found.retain(|name| name != "dropped_column");
    }
    let expected: Vec<String> = match example.purpose {
        Purpose::Bad => vec![rule.name.to_owned()],
        Purpose::Good | Purpose::NearMiss | Purpose::Fix => Vec::new(),
    };
    (found != expected).then(|| format!("{} line {} ({:?}): found {found:?}", rule.name, example.line, example.purpose))
}

#[test]
fn rules_have_names_codes_and_pages_of_their_own() {
    let (mut names, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for rule in rules() {
        assert!(names.insert(rule.name), "{} is there twice", rule.name);
        assert!(codes.insert(rule.code), "{} is there twice", rule.code);
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{} is snake case", rule.name);
        assert!(rule.page.starts_with("# "), "the page of {} begins with a title", rule.name);
    }
}

#[test]
fn the_list_of_rules_is_whole() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let line = |rule: &Rule| {
        let title = rule.page.lines().next().unwrap_or_default().trim_start_matches("# ");
        format!("| `{}` | {} | {} | {} | {title} |\n", rule.name, rule.code, rule.group.name(), rule.level.name())
    };
    let list: String = rules().map(line).collect();
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    let (head, table) = page.split_once("|---|---|---|---|---|\n").expect("the page holds a table");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{head}|---|---|---|---|---|\n{list}")).expect("the page can be written");
    } else {
        assert_eq!(table, list, "`UPDATE=1 cargo test -p migrate-tests lint::` writes the list");
    }
}

#[test]
fn fixes_are_those_of_the_pages() {
    let update = std::env::var_os("UPDATE").is_some();
    let (mut wrong, mut fixed) = (Vec::new(), 0);
    for rule in rules() {
        let Some(fix) = fixed_example(rule) else { continue };
        fixed += 1;
        let section = format!("\n## Fix\n```sql\n{fix}```\n");
        if rule.page.contains(&section) {
            continue;
        }
        if update {
            let path = page_path(rule);
            let before = rule.page.split("\n## Fix\n```sql\n").next().unwrap_or_default();
            std::fs::write(path, format!("{}\n{section}", before.trim_end())).expect("a page can be written");
        } else {
            wrong.push(format!("the page of {} does not show its fix:\n{section}", rule.name));
        }
    }
    assert!(fixed > 0, "no rule has a fix");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first bad example as the fixes leave it, where there is one.
pub(crate) fn fixed_example(rule: &Rule) -> Option<String> {
    let bad = examples(rule.page).into_iter().find(|example| example.purpose == Purpose::Bad)?;
    let mut example = bad.clone();
    for _ in 0..20 {
        match fix_once(rule, &example) {
            Some(fixed) => example = fixed,
            None => break,
        }
    }
    (example.judged != bad.judged).then(|| {
        let released = example.released.map(|text| format!("{text}-- released above\n")).unwrap_or_default();
        released + &example.judged.join("-- next migration\n")
    })
}

fn fix_once(rule: &Rule, example: &Example) -> Option<Example> {
    let compiled: Compiled = example.judge(rule);
    let finding = compiled.findings.iter().find(|finding| finding.fix.is_some())?;
    let fix = finding.fix.as_ref()?;
    let number: usize = finding.migration.as_ref()?.get(..3)?.parse().ok()?;
    let at = number - 1 - usize::from(example.released.is_some());
    let mut judged = example.judged.clone();
    judged[at].clone_from(&fix.text);
    let new = fix.files.iter().map(|file| file.sql.clone());
    judged.extend(new);
    Some(Example { judged: judged.into_iter().map(|text| text.trim().to_owned() + "\n").collect(), ..example.clone() })
}

fn page_path(rule: &Rule) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrate-build/src/lint/rules");
    let folders = std::fs::read_dir(root).expect("the rules stand in folders").flatten();
    let pages = folders.map(|folder| folder.path().join(format!("{}.md", rule.name)));
    pages.into_iter().find(|path| path.exists()).expect("a page is called as its rule")
}
