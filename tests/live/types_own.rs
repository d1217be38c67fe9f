//! Types that the runtime brings itself: ranges, bits, networks, shapes, text search.

use crate::case::check;
use crate::database::Database;
use migrate_runtime::sql;
use migrate_runtime::types::network::{Cidr, Inet};
use migrate_runtime::types::{
    Bit, Box, Circle, Jsonpath, Lexeme, Line, Lseg, Macaddr, Macaddr8, Money, Multirange, Path, PgLsn, Point, Polygon, Position, Range,
    Tid, Tsquery, TsqueryItem, Tsvector,
};
use rust_decimal::Decimal;
use std::net::IpAddr;
use std::ops::Bound;

#[test]
fn ranges() {
    let Some(mut db) = Database::new("ranges") else { return };
    let known = [
        ("[1,5)", Range::from(1..5)),
        ("empty", Range::Empty),
        ("(,)", Range::from(..)),
        ("[7,)", Range::from(7..)),
        ("(,3)", Range::from(..3)),
    ];
    check::<sql::Range<sql::Int4>, Range<i32>>(&mut db, "int4range", &known, &[]);
    check::<sql::Range<sql::Int8>, Range<i64>>(&mut db, "int8range", &[("[1,5)", Range::from(1..5))], &[]);
    let decimal = |text: &str| text.parse::<Decimal>().expect("a decimal");
    let known = [
        ("[1.5,2.5]", Range::from(decimal("1.5")..=decimal("2.5"))),
        ("(1,2]", Range::new(Bound::Excluded(decimal("1")), Bound::Included(decimal("2")))),
    ];
    check::<sql::Range<sql::Numeric>, Range<Decimal>>(&mut db, "numrange", &known, &[]);
    let known = [("{}", Multirange(Vec::new())), ("{[1,2),[4,)}", Multirange(vec![Range::from(1..2), Range::from(4..)]))];
    check::<sql::Multirange<sql::Int4>, Multirange<i32>>(&mut db, "int4multirange", &known, &[]);
}

#[test]
fn networks() {
    let Some(mut db) = Database::new("networks") else { return };
    let address = |text: &str| text.parse::<IpAddr>().expect("an address");
    let known = [
        ("192.0.2.7", Inet::from(address("192.0.2.7"))),
        ("192.0.2.7/24", Inet { address: address("192.0.2.7"), prefix: 24 }),
        ("2001:db8::1/64", Inet { address: address("2001:db8::1"), prefix: 64 }),
    ];
    check::<sql::Inet, Inet>(&mut db, "inet", &known, &[]);
    check::<sql::Inet, IpAddr>(&mut db, "inet", &[("192.0.2.7", address("192.0.2.7")), ("::1", address("::1"))], &[]);
    let known = [("192.0.2.0/24", Cidr { address: address("192.0.2.0"), prefix: 24 })];
    check::<sql::Cidr, Cidr>(&mut db, "cidr", &known, &[]);
    check::<sql::Inet, cidr::IpInet>(&mut db, "inet", &[("192.0.2.7/24", "192.0.2.7/24".parse().expect("an address"))], &[]);
    check::<sql::Cidr, cidr::IpCidr>(&mut db, "cidr", &[("2001:db8::/32", "2001:db8::/32".parse().expect("a network"))], &[]);
    check::<sql::Macaddr, Macaddr>(&mut db, "macaddr", &[("08:00:2b:01:02:03", Macaddr([8, 0, 43, 1, 2, 3]))], &[]);
    check::<sql::Macaddr8, Macaddr8>(&mut db, "macaddr8", &[("08:00:2b:01:02:03:04:05", Macaddr8([8, 0, 43, 1, 2, 3, 4, 5]))], &[]);
}

#[test]
fn shapes() {
    let Some(mut db) = Database::new("shapes") else { return };
    let at = |x, y| Point { x, y };
    check::<sql::Point, Point>(&mut db, "point", &[("(1.5,-2)", at(1.5, -2.0))], &[at(f64::INFINITY, f64::MIN)]);
    check::<sql::Line, Line>(&mut db, "line", &[("{1,2,3}", Line { a: 1.0, b: 2.0, c: 3.0 })], &[]);
    check::<sql::Lseg, Lseg>(&mut db, "lseg", &[("[(1,2),(3,4)]", Lseg { start: at(1.0, 2.0), end: at(3.0, 4.0) })], &[]);
    // Boxes are the one type whose arrays are written with another mark, which the binary format does not show.
    check::<sql::Box, Box>(&mut db, "box", &[("(3,4),(1,2)", Box { high: at(3.0, 4.0), low: at(1.0, 2.0) })], &[]);
    let points = vec![at(1.0, 2.0), at(3.0, 4.0)];
    let known = [
        ("[(1,2),(3,4)]", Path { closed: false, points: points.clone() }),
        ("((1,2),(3,4))", Path { closed: true, points: points.clone() }),
    ];
    check::<sql::Path, Path>(&mut db, "path", &known, &[]);
    check::<sql::Polygon, Polygon>(&mut db, "polygon", &[("((1,2),(3,4))", Polygon { points })], &[]);
    check::<sql::Circle, Circle>(&mut db, "circle", &[("<(1,2),3>", Circle { center: at(1.0, 2.0), radius: 3.0 })], &[]);
}

#[test]
fn bits_and_places() {
    let Some(mut db) = Database::new("bits") else { return };
    let bits = |text: &str| text.parse::<Bit>().expect("bits");
    check::<sql::Bit, Bit>(&mut db, "bit(9)", &[("101100111", bits("101100111"))], &[]);
    check::<sql::Varbit, Bit>(&mut db, "varbit", &[("", bits("")), ("1", bits("1")), ("0000000010", bits("0000000010"))], &[]);
    check::<sql::Money, Money>(&mut db, "money", &[("12.34", Money(1234))], &[Money(i64::MIN), Money(i64::MAX)]);
    check::<sql::PgLsn, PgLsn>(&mut db, "pg_lsn", &[("16/B374D848", PgLsn(0x16_B374_D848))], &[PgLsn(u64::MAX)]);
    check::<sql::Tid, Tid>(&mut db, "tid", &[("(7,2)", Tid { block: 7, offset: 2 })], &[]);
    check::<sql::Jsonpath, Jsonpath>(&mut db, "jsonpath", &[("$.\"a\"[*]", Jsonpath::from("$.\"a\"[*]"))], &[]);
}

#[test]
fn text_search() {
    let Some(mut db) = Database::new("textsearch") else { return };
    let at = |position, weight| Position { position, weight };
    let vector = Tsvector(vec![
        Lexeme { word: "a'b\\c".to_owned(), positions: vec![at(1, 3), at(2, 0)] },
        Lexeme { word: "rat".to_owned(), positions: Vec::new() },
        Lexeme { word: "zoo".to_owned(), positions: vec![at(16_383, 1)] },
    ]);
    let text = vector.to_string();
    check::<sql::Tsvector, Tsvector>(&mut db, "tsvector", &[(&text, vector), ("", Tsvector::default())], &[]);
    let word = |word: &str, weights, prefix| TsqueryItem::Word { word: word.to_owned(), weights, prefix };
    let query = Tsquery(vec![
        TsqueryItem::Or,
        TsqueryItem::Phrase(3),
        word("d", 0, false),
        word("c", 0, false),
        TsqueryItem::And,
        TsqueryItem::Not,
        word("b", 8 + 1, true),
        word("a", 0, false),
    ]);
    let text = query.to_string();
    assert_eq!(text, "( ( 'a' & !'b':*AD ) | ( 'c' <3> 'd' ) )");
    check::<sql::Tsquery, Tsquery>(&mut db, "tsquery", &[(&text, query)], &[]);
    let empty = crate::query::plain("select ''::tsquery", |row| row.value::<Tsquery>(0)).fetch_one(&mut db.client);
    assert_eq!(empty.expect("an empty search can be read"), Tsquery::default());
}
