//! Do the pages of `tests/connect` say which settings come out of which variables and files.

use migrate_runtime::Config;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A block of a page: what stands after the fence, where the text begins, and the text.
struct Block<'a> {
    about: &'a str,
    start: usize,
    text: &'a str,
}

#[test]
fn settings_come_from_where_the_pages_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("connect");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(&folder).expect("the pages are there").flatten().map(|entry| entry.path()).collect();
    pages.sort();
    let (mut cases, mut wrong) = (0, Vec::new());
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a page is readable");
        let mut changed = String::new();
        let mut given = Vec::new();
        let mut copied = 0;
        for block in blocks(&text) {
            if block.about != "settings" {
                given.push(block);
                continue;
            }
            cases += 1;
            let said = check(&given);
            given.clear();
            changed.push_str(&text[copied..block.start]);
            changed.push_str(&said);
            copied = block.start + block.text.len();
            if said != block.text {
                wrong.push(format!("{}:\n{}\nbut now\n{said}", page.display(), block.text));
            }
        }
        changed.push_str(&text[copied..]);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&page, changed).expect("a page can be written");
        }
    }
    assert!(cases > 30, "only {cases} cases");
    assert!(wrong.is_empty() || std::env::var_os("UPDATE").is_some(), "{}", wrong.join("\n"));
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("\n```").map(|at| from + at + 4) {
        let start = open + text[open..].find('\n').expect("a fence is a line") + 1;
        let length = text[start - 1..].find("\n```").expect("a block is closed").saturating_sub(1);
        found.push(Block { about: &text[open..start - 1], start, text: &text[start..start + length] });
        from = start + length + 4;
    }
    found
}

/// What a program that is started gets, or the error; a home folder holds the files of the case.
fn check(given: &[Block<'_>]) -> String {
    let home = std::env::temp_dir().join(format!("migrate-connect-{}", std::process::id()));
    std::fs::create_dir_all(home.join(".postgresql")).expect("a home can be made");
    let at_home = |text: &str| text.replace('~', &home.display().to_string());
    let mut variables = BTreeMap::from([("HOME".to_owned(), home.display().to_string()), ("USER".to_owned(), "who".to_owned())]);
    for block in given {
        match block.about.split_once(' ') {
            None => variables.extend(block.text.lines().filter_map(|line| line.split_once('=')).map(|(k, v)| (k.to_owned(), at_home(v)))),
            Some((_, file)) => {
                let (file, mode) = file.split_once(' ').expect("a file has a mode");
                write(Path::new(&at_home(file)), &at_home(block.text), u32::from_str_radix(mode, 8).expect("a mode is octal"));
            }
        }
    }
    let said = match Config::from_variables(None, &|name| variables.get(name).cloned()) {
        Err(error) => {
            assert!(!format!("{error} {error:?}").contains("secret"), "a password is shown: {error} {error:?}");
            format!("error: {error}")
        }
        Ok(config) => {
            assert!(!format!("{config} {config:?} {:?}", config.driver()).contains("secret"), "a password is shown: {config:?}");
            rendered(&config)
        }
    };
    std::fs::remove_dir_all(&home).expect("the home can be removed");
    said.replace(&home.display().to_string(), "~")
}

fn rendered(config: &Config) -> String {
    let mut child = Command::new("a program");
    config.set_environment(&mut child);
    assert_eq!(child.get_args().count(), 0, "nothing stands among the arguments");
    let set = child.get_envs().filter_map(|(name, value)| Some(format!("{}={}", name.to_string_lossy(), value?.to_string_lossy())));
    let target = format!("to {config}");
    let warnings = config.warnings().iter().map(|warning| format!("warning: {warning}"));
    [target].into_iter().chain(set).chain(warnings).collect::<Vec<String>>().join("\n")
}

fn write(file: &Path, text: &str, mode: u32) {
    std::fs::write(file, text).expect("a file can be written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).expect("a file's mode can be set");
    }
}
