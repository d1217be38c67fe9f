//! What does the applier ask, given what it is answered: pages of conversations, held without any server.
//!
//! A block begins with the chain (`chain 001_one 002_two! R__views`, where `!` stands for a script of one step that builds an index). Every
//! other line is what is asked, and behind the colon what is answered; `ends` says how it ends, and `tells` what was told meanwhile. `001..020_m`
//! is each of them.

use crate::chain::{built, chain, repeatable, stepped, whole};
use crate::script::{Script, Spoken};
use migrate_runtime::Migrations;
use migrate_runtime::applier::{Applied, ApplyError, Limit, Next, OutOfOrder};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[test]
fn every_conversation_goes_as_its_page_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("applier/scenarios");
    let mut pages: Vec<_> = std::fs::read_dir(folder).expect("the scenarios are a folder").flatten().map(|entry| entry.path()).collect();
    pages.sort();
    let mut count = 0;
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a page is readable");
        for (number, block) in text.split("```scenario\n").skip(1).enumerate() {
            let block = block.split("```").next().unwrap_or_default();
            check(&format!("{}, conversation {}", page.file_name().unwrap_or_default().display(), number + 1), block);
            count += 1;
        }
    }
    assert!(count > 10, "only {count} conversations");
}

/// Holds one conversation.
fn check(place: &str, block: &str) {
    let lines: Vec<String> = block.lines().filter(|line| !line.is_empty()).flat_map(each).collect();
    let mut lines = lines.iter().map(String::as_str);
    let header = lines.next().and_then(|line| line.strip_prefix("chain ")).unwrap_or_else(|| panic!("{place}: a chain comes first"));
    let (names, options) = header.split_once(" with ").unwrap_or((header, ""));
    let migrations = chain_of(names);
    let told = Arc::new(Mutex::new(Vec::new()));
    let teller = Arc::clone(&told);
    let mut applier = migrations.applier().observe(move |event| teller.lock().expect("nobody panics").push(event.to_string()));
    for option in options.split(", ").filter(|option| !option.is_empty()) {
        applier = match option {
            "out of order" => applier.out_of_order(OutOfOrder::Apply),
            "a minute for the lock" => applier.session_lock_timeout(Limit::After(Duration::from_secs(60))),
            other => panic!("{place}: no option {other}"),
        };
    }
    let mut script = Script::new(migrations);
    let mut next = applier.apply_machine().start(1);
    let mut now = Duration::ZERO;
    for line in lines {
        if let Some(end) = line.strip_prefix("ends ") {
            let Next::Done(done) = next else { panic!("{place}: it goes on where \"{line}\" is expected: {}", asked(&next)) };
            assert_eq!(ending(&done), end, "{place}");
            return;
        }
        if let Some(event) = line.strip_prefix("tells ") {
            let told = told.lock().expect("nobody panics");
            assert!(told.iter().any(|known| known == event), "{place}: \"{event}\" is not among {told:#?}");
            continue;
        }
        let (expected, answer) = line.split_once(": ").unwrap_or((line, "ok"));
        let Next::Act(action, waiting) = next else { panic!("{place}: it ends where \"{line}\" is expected") };
        let spoken = Spoken::of(&action);
        assert_eq!(spoken.name, expected, "{place}: {action:?}");
        now += spoken.takes;
        next = waiting.advance(script.outcome(&spoken, answer).unwrap_or_else(|| panic!("{place}: no answer {answer}")), now);
    }
    panic!("{place}: no line says how it ends: {}", asked(&next));
}

/// A line for each of what it names as `001..020_m`; where many are named in one, they stay in it.
fn each(line: &str) -> Vec<String> {
    let Some(range) = line.split_whitespace().find(|word| word.contains("..")) else { return vec![line.to_owned()] };
    let (first, rest) = range.split_once("..").expect("it was looked for");
    let (last, name) = rest.split_once('_').expect("a name stands behind the numbers");
    let number = |text: &str| text.parse::<u32>().unwrap_or_else(|_| panic!("{text} is no number"));
    let names = (number(first)..=number(last)).map(|number| format!("{number:03}_{name}"));
    let separator = if line.starts_with("chain ") { " " } else { ", " };
    match line.split(' ').next() {
        Some("chain" | "ends" | "facts") => vec![line.replace(range, &names.collect::<Vec<_>>().join(separator))],
        _ => names.map(|name| line.replace(range, &name)).collect(),
    }
}

fn asked<T>(next: &Next<T>) -> String {
    match next {
        Next::Act(action, _) => format!("{} is asked", Spoken::of(action).name),
        Next::Done(_) => "it has ended".to_owned(),
    }
}

fn ending(done: &Result<Applied, ApplyError>) -> String {
    match done {
        Ok(applied) if applied.migrations.is_empty() => "well: nothing was pending".to_owned(),
        Ok(applied) => format!("well: {} applied", applied.migrations.join(", ")),
        Err(error) => format!("badly: {error}"),
    }
}

fn chain_of(names: &str) -> Migrations {
    chain(names.split_whitespace().map(|name| {
        if let Some(name) = name.strip_prefix("R__") {
            return repeatable(name, &format!("create or replace view {name} as select 1"));
        }
        let (version, rest) = name.split_once('_').expect("a name has a version");
        match rest.strip_suffix('!') {
            Some(name) => stepped(version, name, &[("create index concurrently i on t (c)", built("i", "t"))]),
            None => whole(version, rest, &format!("create table {rest} ()")),
        }
    }))
}
