//! How does a program start that applies migrations: as a process of its own, which goes on afterwards as a service does.

use crate::tools::Tool;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// What came of a start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Good,
    Failed(String),
    /// It still waited when its time was over.
    Waiting(Duration),
}

/// The program's side: applies, tells, and goes on until nobody needs it any more.
pub(crate) fn run(tool: &str, folder: &str, url: &str) {
    let tool = Tool::parse(tool).expect("a known tool");
    let ran = tool.apply(Path::new(folder), url);
    let line = match &ran.outcome {
        Ok(()) => "good".to_owned(),
        Err(error) => format!("failed {}", error.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    println!("{line}");
    let _ = std::io::stdout().flush();
    let _ = std::io::stdin().read(&mut [0]);
    drop(ran.connections);
}

/// A process that was started. It ends when this is dropped.
pub(crate) struct Starter {
    process: Child,
    line: Receiver<String>,
}

impl Starter {
    pub(crate) fn spawn(tool: Tool, folder: &Path, url: &str) -> Self {
        let program = std::env::current_exe().expect("the program knows where it is");
        let mut process = Command::new(program)
            .args(["start", tool.word()])
            .arg(folder)
            .arg(url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a process can be started");
        let output = process.stdout.take().expect("its output is read");
        let (told, line) = channel();
        std::thread::spawn(move || {
            let mut text = String::new();
            let _ = BufReader::new(output).read_line(&mut text);
            let _ = told.send(text);
        });
        Self { process, line }
    }

    /// What comes of it in this time.
    pub(crate) fn outcome(&self, time: Duration) -> Outcome {
        match self.line.recv_timeout(time) {
            Ok(line) => match line.trim().split_once(' ') {
                Some(("failed", error)) => Outcome::Failed(error.to_owned()),
                _ if line.trim() == "good" => Outcome::Good,
                _ => Outcome::Failed("the process died".to_owned()),
            },
            Err(RecvTimeoutError::Timeout) => Outcome::Waiting(time),
            Err(RecvTimeoutError::Disconnected) => Outcome::Failed("the process died".to_owned()),
        }
    }
}

impl Drop for Starter {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
