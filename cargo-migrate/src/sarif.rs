//! How are findings told to code scanning: as one log of SARIF 2.1.0.

use migrate_build::compile::Finding;
use migrate_build::diag::{Code, Severity};
use migrate_build::lint::{explain, rule_named};
use migrate_build::text::Json;
use std::collections::BTreeSet;

/// The log.
pub(crate) fn log(findings: &[Finding]) -> Json {
    let rules: BTreeSet<String> = findings.iter().map(code_of).collect();
    let rule = |id: &String| {
        let Some(known) = rule_named(id) else {
            let help = format!("`cargo migrate explain {id}` says more");
            return Json::Object(vec![("id", Json::text(id)), ("help", message(&help))]);
        };
        let page = explain(known);
        let title = known.page.lines().next().unwrap_or_default().trim_start_matches("# ");
        let help = Json::Object(vec![("text", Json::text(&page)), ("markdown", Json::text(&page))]);
        Json::Object(vec![("id", Json::text(id)), ("name", Json::text(known.code)), ("shortDescription", message(title)), ("help", help)])
    };
    let driver = Json::Object(vec![
        ("name", Json::text("cargo-migrate")),
        ("version", Json::text(env!("CARGO_PKG_VERSION"))),
        ("rules", Json::List(rules.iter().map(rule).collect())),
    ]);
    let run = Json::Object(vec![
        ("tool", Json::Object(vec![("driver", driver)])),
        ("columnKind", Json::text("unicodeCodePoints")),
        ("results", Json::List(findings.iter().map(result).collect())),
    ]);
    Json::Object(vec![
        ("$schema", Json::text("https://json.schemastore.org/sarif-2.1.0.json")),
        ("version", Json::text("2.1.0")),
        ("runs", Json::List(vec![run])),
    ])
}

fn code_of(finding: &Finding) -> String {
    match finding.diagnostic.code {
        Code::Sql(state) => state.to_string(),
        Code::Rule(rule) => rule.to_owned(),
    }
}

fn message(text: &str) -> Json {
    Json::Object(vec![("text", Json::text(text))])
}

fn result(finding: &Finding) -> Json {
    let level = match finding.diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut text = finding.diagnostic.message.clone();
    for help in &finding.diagnostic.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    let (start, end) = (finding.source.line_column(finding.shown().start), finding.source.line_column(finding.shown().end));
    let number = |number: u32| Json::Number(i64::from(number));
    let region = Json::Object(vec![
        ("startLine", number(start.line)),
        ("startColumn", number(start.column)),
        ("endLine", number(end.line)),
        ("endColumn", number(end.column)),
    ]);
    let uri = Json::Object(vec![("uri", Json::text(uri_of(finding.source.path())))]);
    let place = Json::Object(vec![("physicalLocation", Json::Object(vec![("artifactLocation", uri), ("region", region)]))]);
    Json::Object(vec![
        ("ruleId", Json::text(code_of(finding))),
        ("level", Json::text(level)),
        ("message", message(&text)),
        ("locations", Json::List(vec![place])),
    ])
}

/// A path as a relative reference: bytes that such a reference cannot hold are escaped.
fn uri_of(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' => uri.push(byte as char),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
