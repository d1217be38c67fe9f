//! Are the answers in the suite those of a real PostgreSQL. With `UPDATE=1` they are written anew.

use crate::page::{Block, Page, Refusal, is_recorded, pages};
use crate::split::statements;
use migrate_build::text::SourceText;
use migrate_runtime::testing::{Needs, Server};
use postgres::Client;
use postgres::error::ErrorPosition;

#[test]
fn recorded_answers_are_those_of_the_server() {
    let Some(server) = Server::with(Needs::RecordedVersion) else { return };
    let update = std::env::var_os("UPDATE").is_some();
    let only = std::env::var("PAGE").unwrap_or_default();
    let (mut failures, mut replayed) = (Vec::new(), 0);
    for page in pages().into_iter().filter(|page| page.version == server.version() && page.path.display().to_string().contains(&only)) {
        replayed += 1;
        if update {
            std::fs::write(&page.path, record(server, &page)).expect("a page can be written");
            continue;
        }
        for block in &page.blocks {
            let found = replay(server, block.source.text());
            for (case, found) in block.cases.iter().zip(found).filter(|(case, found)| case.refusal != *found) {
                let line = block.first_line + block.source.line_column(case.sql.start as u32).line as usize - 1;
                failures.push(format!("{}:{line}\n    recorded {:?}\n    server   {found:?}", page.path.display(), case.refusal));
            }
        }
    }
    assert!(replayed > 0, "no page was recorded from version {}", server.version());
    assert!(failures.is_empty(), "{} answers are not those of the server:\n{}", failures.len(), failures.join("\n"));
}

/// What the server says of each statement of a block, in order, in one session on a fresh database.
fn replay(server: &Server, text: &str) -> Vec<Option<Refusal>> {
    let name = format!("suite_{}", std::process::id());
    let mut client = server.fresh_database(&name);
    let source = SourceText::new("", text);
    let answers = statements(text).into_iter().map(|range| ask(&mut client, &source, range)).collect();
    drop(client);
    server.drop_database(&name);
    answers
}

fn ask(client: &mut Client, source: &SourceText, range: std::ops::Range<usize>) -> Option<Refusal> {
    let sql = &source.text()[range.clone()];
    let problem = client.batch_execute(&format!("{sql};")).err()?;
    let problem = problem.as_db_error().unwrap_or_else(|| panic!("the server went away over {sql:?}: {problem}"));
    let place = match problem.position() {
        Some(ErrorPosition::Original(at)) => {
            let bytes: usize = sql.chars().take(*at as usize - 1).map(char::len_utf8).sum();
            let at = source.line_column((range.start + bytes) as u32);
            Some((at.line, at.column))
        }
        _ => None,
    };
    Some(Refusal { code: problem.code().code().to_owned(), place, message: problem.message().to_owned() })
}

/// The page with the server's answers after the statements that it refuses; prose and remarks stay as they are.
fn record(server: &Server, page: &Page) -> String {
    let mut lines: Vec<String> = page.text.split('\n').map(str::to_owned).collect();
    for block in page.blocks.iter().rev() {
        let last = block.first_line - 1 + block.source.text().lines().count();
        lines.splice(block.first_line - 1..last, recorded_block(server, block));
    }
    lines.join("\n")
}

fn recorded_block(server: &Server, block: &Block) -> Vec<String> {
    let bare: Vec<&str> = block.source.text().lines().filter(|line| !is_recorded(line)).collect();
    let bare_text = bare.join("\n") + "\n";
    let source = SourceText::new("", &bare_text);
    let mut lines: Vec<String> = Vec::new();
    let mut next = 0;
    for (range, answer) in statements(&bare_text).into_iter().zip(replay(server, &bare_text)) {
        let until = (source.line_column(range.end as u32).line as usize).min(bare.len());
        lines.extend(bare[next..until.max(next)].iter().map(|line| (*line).to_owned()));
        // Lines that are recorded before a statement move it down.
        let moved = (lines.len() - until.max(next)) as u32;
        next = until.max(next);
        lines.extend(answer.map(|mut refusal| {
            refusal.place = refusal.place.map(|(line, column)| (line + moved, column));
            refusal.to_string()
        }));
    }
    lines.extend(bare[next..].iter().map(|line| (*line).to_owned()));
    lines
}
