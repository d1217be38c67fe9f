//! Does an editor see what the compiler sees: the macros, expanded by the server that rust-analyzer expands them with.

use migrate_build::Schema;
use migrate_build::project::{Snapshot, Surroundings};
use migrate_build::text::Json;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::SystemTime;

/// A token of a macro's input.
enum Token {
    Word(&'static str),
    Mark(char),
    /// A mark that the next one belongs to.
    Joint(char),
    Text(String),
    Brackets(Vec<Token>),
}

/// How the server calls the delimiters of a group.
const NO_DELIMITER: usize = 0;
const SQUARE_BRACKETS: usize = 3;

/// How the server calls a literal that is a string, and one without a suffix.
const STRING: usize = 5;
const NO_SUFFIX: usize = u32::MAX as usize;

#[test]
fn a_query_is_expanded_by_the_server_of_an_editor() {
    let package = Package::new();
    let mut server = Server::start();
    let first = package.build();
    let right = server.expand("query", package.tokens(&first, "select id, email from patients where id = $1"));
    assert!(!right.contains("compile_error") && right.contains("email"), "{right}");
    let wrong = server.expand("query", package.tokens(&first, "select id, telephone from patients where id = $1"));
    assert!(wrong.contains("[42703] column \\\\\\\"telephone\\\\\\\" does not exist"), "{wrong}");
    // The server lives on while files change: what it answers goes by the snapshot that the generated module names.
    package.write("002_telephone.sql", "alter table patients add column telephone text;\n");
    let second = package.build();
    assert_ne!(first, second);
    let right = server.expand("query", package.tokens(&second, "select id, telephone from patients where id = $1"));
    assert!(!right.contains("compile_error") && right.contains("telephone"), "{right}");
    // Answers that were kept are as good as new ones, and a module that is out of date says so.
    assert_eq!(server.expand("query", package.tokens(&second, "select id, telephone from patients where id = $1")), right);
    server.restart();
    let stale = server.expand("query", package.tokens(&first, "select id from patients where id = $1"));
    assert!(stale.contains("build the package again"), "{stale}");
}

/// A package whose build script ran.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
        let _ = std::fs::remove_dir_all(&folder);
        for part in ["migrations", "out"] {
            std::fs::create_dir_all(folder.join(part)).expect("a scratch folder can be made");
        }
        let package = Self { folder };
        package.write("001_patients.sql", "create table patients (id bigint primary key, email text);\n");
        package
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join("migrations").join(name), text).expect("a migration can be written");
    }

    fn module(&self) -> PathBuf {
        self.folder.join("out/migrate/schema")
    }

    /// Runs the build script, and says which chain the generated module names.
    fn build(&self) -> String {
        let surroundings = Surroundings {
            manifest_dir: self.folder.clone(),
            out_dir: self.folder.join("out"),
            package: "editor".to_owned(),
            engine: String::new(),
        };
        let report = Schema::new("schema").build_in(&surroundings);
        assert_eq!(report.errors, 0);
        Snapshot::read(&self.module()).expect("the build script wrote it").origin.digest
    }

    /// What `schema::query!` makes of a query.
    fn tokens(&self, digest: &str, sql: &str) -> Vec<Token> {
        vec![
            Token::Brackets(vec![Token::Word("crate"), Token::Joint(':'), Token::Mark(':'), Token::Word("schema")]),
            Token::Text(self.module().display().to_string()),
            Token::Text(digest.to_owned()),
            Token::Text(env!("CARGO_PKG_VERSION").to_owned()),
            Token::Text(sql.to_owned()),
            Token::Mark(','),
            Token::Word("id"),
        ]
    }
}

/// The server, which comes with every rustc.
struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().expect("rustc runs").stdout;
        let program = Path::new(String::from_utf8_lossy(&sysroot).trim()).join("libexec/rust-analyzer-proc-macro-srv");
        let mut command = Command::new(&program);
        command.args(["--format", "json-legacy"]).env("RUST_ANALYZER_INTERNALS_DO_NOT_USE", "this is unstable");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server comes with rustc");
        let (input, output) = (child.stdin.take().expect("it is piped"), child.stdout.take().expect("it is piped"));
        Self { child, input, output: BufReader::new(output) }
    }

    fn restart(&mut self) {
        let after = Self::start();
        drop(std::mem::replace(self, after));
    }

    /// Its answer, as it stands.
    fn expand(&mut self, name: &str, tokens: Vec<Token>) -> String {
        let request = Json::Object(vec![
            ("lib", Json::text(macros().display().to_string())),
            ("env", Json::List(Vec::new())),
            ("current_dir", Json::Null),
            ("macro_body", Flat::of(tokens)),
            ("macro_name", Json::text(name)),
            ("attributes", Json::Null),
        ]);
        let request = Json::Object(vec![("ExpandMacro", request)]);
        writeln!(self.input, "{request}").and_then(|()| self.input.flush()).expect("the server reads");
        let mut answer = String::new();
        self.output.read_line(&mut answer).expect("the server answers");
        assert!(answer.starts_with("{\"ExpandMacro\":{\"Ok\":"), "{answer}");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The library of the macros that this program was built with.
fn macros() -> PathBuf {
    let program = std::env::current_exe().expect("this program stands somewhere");
    let folder = std::fs::read_dir(program.parent().expect("it stands in a folder")).expect("the folder can be read");
    let libraries = folder.flatten().map(|entry| entry.path()).filter(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        name.contains("migrate_macros-") && path.extension().is_some_and(|extension| extension == std::env::consts::DLL_EXTENSION)
    });
    let changed = |path: &PathBuf| path.metadata().and_then(|found| found.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    libraries.max_by_key(changed).expect("the macros were built")
}

/// Tokens as the server reads them: a list of numbers for each kind, groups breadth first.
#[derive(Default)]
struct Flat {
    groups: Vec<usize>,
    literals: Vec<usize>,
    marks: Vec<usize>,
    words: Vec<usize>,
    tokens: Vec<usize>,
    texts: Vec<String>,
}

impl Flat {
    fn of(tokens: Vec<Token>) -> Json {
        let mut flat = Self::default();
        let mut groups = vec![(NO_DELIMITER, tokens)];
        let mut next = 0;
        while next < groups.len() {
            let (delimiter, tokens) = std::mem::take(&mut groups[next]);
            let start = flat.tokens.len();
            for token in tokens {
                let (at, kind) = flat.leaf(token, &mut groups);
                flat.tokens.push(at << 2 | kind);
            }
            flat.groups.extend([0, 0, delimiter, start, flat.tokens.len()]);
            next += 1;
        }
        let numbers = |numbers: Vec<usize>| Json::List(numbers.into_iter().map(|number| Json::Number(number as i64)).collect());
        Json::Object(vec![
            ("subtree", numbers(flat.groups)),
            ("literal", numbers(flat.literals)),
            ("punct", numbers(flat.marks)),
            ("ident", numbers(flat.words)),
            ("token_tree", numbers(flat.tokens)),
            ("text", Json::texts(flat.texts)),
        ])
    }

    /// The number of a token among those of its kind, and the number of the kind.
    fn leaf(&mut self, token: Token, groups: &mut Vec<(usize, Vec<Token>)>) -> (usize, usize) {
        match token {
            Token::Brackets(tokens) => {
                groups.push((SQUARE_BRACKETS, tokens));
                (groups.len() - 1, 0)
            }
            Token::Text(text) => {
                let text = self.text(text);
                self.literals.extend([0, text, STRING, NO_SUFFIX]);
                (self.literals.len() / 4 - 1, 1)
            }
            Token::Mark(mark) => {
                self.marks.extend([0, mark as usize, 0]);
                (self.marks.len() / 3 - 1, 2)
            }
            Token::Joint(mark) => {
                self.marks.extend([0, mark as usize, 1]);
                (self.marks.len() / 3 - 1, 2)
            }
            Token::Word(word) => {
                let text = self.text(word.to_owned());
                self.words.extend([0, text, 0]);
                (self.words.len() / 3 - 1, 3)
            }
        }
    }

    fn text(&mut self, text: String) -> usize {
        self.texts.push(text);
        self.texts.len() - 1
    }
}
