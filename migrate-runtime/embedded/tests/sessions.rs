//! Is one session served at a time, and is nothing left when the input of the program ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

struct Running {
    program: Child,
    address: String,
}

impl Running {
    fn start() -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_migrate-embedded"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut url = String::new();
        let out = program.stdout.take().expect("its output is a pipe");
        BufReader::new(out).read_line(&mut url).expect("it says where it listens");
        let address = url.split(['@', '/']).nth(3).expect("a URL names a host").to_owned();
        Self { program, address }
    }

    fn folder(&self) -> PathBuf {
        std::env::temp_dir().join(format!("migrate-embedded-{}", self.program.id()))
    }

    /// A connection that has asked for a session.
    fn ask(&self) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let parameters = b"\0\x03\0\0user\0postgres\0database\0postgres\0\0";
        let length = u32::try_from(parameters.len() + 4).expect("a packet is short");
        stream.write_all(&[&length.to_be_bytes()[..], parameters].concat()).expect("it hears");
        stream
    }
}

/// The messages up to the one of that kind, or to the end.
fn heard(mut stream: &TcpStream, until: u8) -> Vec<(u8, String)> {
    let mut messages = Vec::new();
    let mut head = [0; 5];
    while stream.read_exact(&mut head).is_ok() {
        let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0; length - 4];
        stream.read_exact(&mut body).expect("a message is whole");
        messages.push((head[0], String::from_utf8_lossy(&body).into_owned()));
        if head[0] == until {
            break;
        }
    }
    messages
}

/// The columns of the rows that a query gives.
fn rows(mut stream: &TcpStream, sql: &str) -> Vec<String> {
    let length = u32::try_from(sql.len() + 5).expect("a query is short");
    stream.write_all(&[b"Q", &length.to_be_bytes()[..], sql.as_bytes(), b"\0"].concat()).expect("it hears");
    let messages = heard(stream, b'Z');
    messages.into_iter().filter(|(kind, _)| *kind == b'D').map(|(_, body)| body[6..].to_owned()).collect()
}

#[test]
fn there_is_one_session_at_a_time_and_nothing_is_left() {
    let mut running = Running::start();
    let first = running.ask();
    assert_eq!(heard(&first, b'Z').last().map(|(kind, _)| *kind), Some(b'Z'), "the first session begins");
    assert!(rows(&first, "create table rooms (id int); insert into rooms values (7)").is_empty());

    let told = heard(&running.ask(), b'E');
    assert!(matches!(&told[..], [(b'E', message)] if message.contains("C53300\0Msorry, too many clients already")), "{told:?}");
    assert_eq!(rows(&first, "select id from rooms"), ["7"], "the first one is not disturbed");

    // It waits for its turn, which comes when the first one is gone, in the middle of a transaction and without a word.
    let second = running.ask();
    assert!(rows(&first, "begin; delete from rooms").is_empty());
    drop(first);
    assert_eq!(heard(&second, b'Z').last().map(|(kind, _)| *kind), Some(b'Z'), "the second session begins");
    assert_eq!(rows(&second, "select id from rooms"), ["7"], "what was not committed is undone");

    assert!(running.folder().exists());
    drop(running.program.stdin.take());
    assert!(running.program.wait().expect("it ends").success());
    assert!(!running.folder().exists());
}
