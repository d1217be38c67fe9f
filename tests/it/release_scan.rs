//! Are the macros of a schema found in the sources of a program, whatever stands around them.

use migrate_build::expand::release::{Call, Said, Use, rust_tokens, scan};

const SOURCE: &str = r###"
//! query!("in a comment")
use schema::{query, Patient, NewPatient}; /* query!("nested /* query!(\"no\") */ ") */

/// Documentation: `query!("select 'no'")`.
mod outer {
    mod inner {
        fn find<'a>(c: char, db: &'a mut Client) {
            let quote = '"'; let other = '\''; let life: &'static str = "query!(\"text\")";
            let rows = crate::schema::query!("select 1 as one").fetch_all(db)?;
            query_as!(Option<(i32, String)>, r#"select "id", 'query!("no")' as "name!" from t where a = :a"#, a = c);
            schema::query_scalar![ "select\
                 count(*) from t", ];
            self::schema::query_file! { "queries/find.sql" }
            query_file_as!(Vec<Patient, Other>, "queries/other.sql", 1);
            insert!(app.patients { first_name, r#type: 1, "Odd name": None });
            sqlx::query!("select 'not ours'");
            println!("query!({})", b"query!(\"bytes\")".len());
            Patient::find_by_id(&id).fetch_one(db)?;
            NewPatient { name }.insert().fetch_one(db)?;
        }
    }
}
macro_rules! query { () => {} }
#[cfg(test)]
mod tests {
    fn of_a_test() { query!("select 'in a test'"); }
}
fn after() { query!("select 2"); }
"###;

fn query(line: u32, text: &str) -> Use {
    Use { said: Said::Query(text.to_owned()), line }
}

#[test]
fn macros_are_found_and_nothing_else() {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let expected = [
        query(10, "select 1 as one"),
        query(11, "select \"id\", 'query!(\"no\")' as \"name!\" from t where a = :a"),
        query(12, "selectcount(*) from t"),
        Use { said: Said::File("queries/find.sql".to_owned()), line: 14 },
        Use { said: Said::File("queries/other.sql".to_owned()), line: 15 },
        Use { said: Said::Insert(names(&["app", "patients"]), names(&["first_name", "type", "Odd name"])), line: 16 },
        query(29, "select 2"),
    ];
    let scanned = scan(SOURCE);
    assert_eq!(scanned.uses, expected);
    let call = |type_name: Option<&str>, function: &str, line| Call {
        type_name: type_name.map(str::to_owned),
        function: function.to_owned(),
        line,
    };
    assert!(scanned.calls.contains(&call(Some("Patient"), "find_by_id", 19)));
    assert!(scanned.calls.contains(&call(None, "insert", 20)));
    assert!(scanned.types.contains(&"NewPatient".to_owned()));
}

/// Whatever a file is cut off to, it has tokens that cover no byte twice.
#[test]
fn a_file_that_ends_anywhere_is_read() {
    let odd = format!("{SOURCE}\n'\\u{{1F600}}' '\u{1F600}' r##\"a\"# b\" c\"x\\\" /* /* ");
    for end in (0..=odd.len()).filter(|end| odd.is_char_boundary(*end)) {
        let mut last = 0;
        for token in rust_tokens(&odd[..end]) {
            assert!(last <= token.range.start && token.range.start < token.range.end, "{token:?} in the first {end} bytes");
            last = token.range.end;
        }
        let _ = scan(&odd[..end]);
    }
}
