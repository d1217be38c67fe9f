//! Whatever bytes come, decoding them says yes or no, and never panics or asks for more memory than there is.

use crate::random::Random;
use migrate_runtime::Decode;
use migrate_runtime::types::{self, network};

/// Every type, with bytes that it accepts.
macro_rules! decoders {
    ($($rust:ty),* $(,)?) => {
        &[$((stringify!($rust), |raw: &[u8]| <$rust as Decode>::decode(raw).is_ok())),*]
    };
}

type Decoder = fn(&[u8]) -> bool;

const DECODERS: &[(&str, Decoder)] = decoders![
    bool,
    i8,
    i16,
    i32,
    i64,
    u32,
    u64,
    f32,
    f64,
    String,
    Vec<u8>,
    Vec<Option<i32>>,
    Vec<String>,
    uuid::Uuid,
    serde_json::Value,
    rust_decimal::Decimal,
    cidr::IpInet,
    cidr::IpCidr,
    std::net::IpAddr,
    chrono::NaiveDate,
    chrono::NaiveTime,
    chrono::NaiveDateTime,
    chrono::DateTime<chrono::Utc>,
    time::Date,
    time::Time,
    time::PrimitiveDateTime,
    time::OffsetDateTime,
    jiff::civil::Date,
    jiff::civil::Time,
    jiff::civil::DateTime,
    jiff::Timestamp,
    std::time::SystemTime,
    types::Infinite<chrono::NaiveDate>,
    types::Interval,
    types::Timetz,
    types::Money,
    types::PgLsn,
    types::Tid,
    types::Bit,
    network::Inet,
    network::Cidr,
    types::Macaddr,
    types::Macaddr8,
    types::Point,
    types::Line,
    types::Lseg,
    types::Box,
    types::Path,
    types::Polygon,
    types::Circle,
    types::Tsvector,
    types::Tsquery,
    types::Hstore,
    types::Ltree,
    types::Jsonpath,
    types::Range<i32>,
    types::Multirange<i64>,
    Vec<types::Range<String>>,
    pgvector::Vector,
    pgvector::HalfVector,
    pgvector::SparseVector,
];

#[test]
fn bytes_of_chance_are_no_danger() {
    let mut random = Random::seeded();
    eprintln!("MIGRATE_SEED={}", random.seed());
    let edges = [0, 0, 0, 1, 2, 4, 8, 0x10, 0x7f, 0x80, 0xc0, 0xff];
    let mut accepted = 0;
    for _ in 0..3000 {
        let length = random.below(40);
        let any = random.below(2) == 0;
        let bytes: Vec<u8> = (0..length).map(|_| if any { random.below(256) as u8 } else { *random.pick(&edges) }).collect();
        accepted += DECODERS.iter().filter(|(_, decode)| decode(&bytes)).count();
    }
    assert!(accepted > 0, "some bytes are values");
}
