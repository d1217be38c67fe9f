//! Which chains are large enough to be measured: a thousand small migrations, one of a hundred thousand lines, and two hundred tables.

/// A migration, before it is a file of any tool.
#[derive(Clone, Debug)]
pub struct Script {
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// Its text.
    pub sql: String,
}

/// A chain that is embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// A thousand migrations of one to three statements each.
    Thousand,
    /// A table, and a migration of a hundred thousand lines that fills it.
    Long,
    /// Two hundred tables.
    Tables,
}

impl Chain {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Thousand, Self::Long, Self::Tables];

    /// The module in which it is embedded.
    #[must_use]
    pub fn module(self) -> &'static str {
        match self {
            Self::Thousand => "thousand",
            Self::Long => "long",
            Self::Tables => "tables",
        }
    }

    /// Its migrations.
    #[must_use]
    pub fn scripts(self) -> Vec<Script> {
        match self {
            Self::Thousand => (1..=1_000).map(|version| script(version, "change", change(version))).collect(),
            Self::Long => vec![script(1, "create", READINGS.to_owned()), script(2, "fill", readings())],
            Self::Tables => (1..=20).map(|version| script(version, "create", ten_tables(version))).collect(),
        }
    }
}

fn script(version: u32, name: &str, sql: String) -> Script {
    Script { version, name: name.to_owned(), sql }
}

/// What the first migration of the long chain makes.
const READINGS: &str =
    "CREATE TABLE readings (\n    id integer PRIMARY KEY,\n    device text NOT NULL,\n    value integer NOT NULL,\n    note text\n);\n";

/// Twenty thousand statements of five lines.
fn readings() -> String {
    let one = |id: u32| {
        format!(
            "INSERT INTO readings\n    (id, device, value, note)\nVALUES\n    ({id}, 'device {}', {}, 'taken on the ward at night')\n;\n",
            id % 50,
            id % 977
        )
    };
    (1..=20_000).map(one).collect()
}

/// A table in every fourth migration, and three changes of it.
fn change(version: u32) -> String {
    let table = (version - 1) / 4;
    match version % 4 {
        1 => format!(
            "CREATE TABLE visits_{table} (\n    id bigint PRIMARY KEY,\n    patient text NOT NULL,\n    started_at timestamptz NOT NULL DEFAULT now()\n);\n\
             CREATE INDEX visits_{table}_patient_idx ON visits_{table} (patient);\n"
        ),
        2 => format!(
            "ALTER TABLE visits_{table} ADD COLUMN notes text;\nALTER TABLE visits_{table} ADD COLUMN priority integer NOT NULL DEFAULT 0;\n"
        ),
        3 => format!(
            "INSERT INTO visits_{table} (id, patient) VALUES (1, 'Mary Seacole');\nUPDATE visits_{table} SET priority = 1 WHERE notes IS NULL;\n"
        ),
        _ => format!("COMMENT ON TABLE visits_{table} IS 'who was here';\n"),
    }
}

/// Ten tables, each with keys, checks, defaults and an index, and a foreign key to the one before.
fn ten_tables(version: u32) -> String {
    let one = |at: u32| {
        let earlier = if at == 0 { String::new() } else { format!(" REFERENCES table_{} (id)", at - 1) };
        format!(
            "CREATE TABLE table_{at} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    earlier_id bigint{earlier},\n    \
             code text NOT NULL UNIQUE,\n    name varchar(200) NOT NULL,\n    amount numeric(12, 2) NOT NULL DEFAULT 0 CHECK (amount >= 0),\n    \
             state text NOT NULL DEFAULT 'new',\n    tags text[] NOT NULL DEFAULT '{{}}',\n    data jsonb,\n    \
             created_at timestamptz NOT NULL DEFAULT now(),\n    updated_at timestamptz\n);\n\
             CREATE INDEX table_{at}_created_idx ON table_{at} (created_at DESC);\n"
        )
    };
    ((version - 1) * 10..version * 10).map(one).collect()
}
