create table "x; drop "" } fn main(){" (id int primary key, "*/ ``` } " text, "self" int, "_" int, " " int not null default 1, "
" int);
comment on table "x; drop "" } fn main(){" is E'```\nassert!(false);\n```\n    let indented = code;\n\n*/ <script>alert(1)</script> [link](http://example.org) https://example.org {{x}} \\ "quoted" \u202e \t# Heading\n- item\n1. one\n===\n| a | b |\n&amp; $x$ [`Self`]';
comment on column "x; drop "" } fn main(){"."self" is E'\r\n/// */ */ #![feature(x)]\r\r';
create table options (id int primary key, value text);
create table strings (id int primary key);
create table results (ok int, err int);
create table vecs (id int);
create table boxes (id int);
create table "SELECT" ("WHERE" int primary key);
create table "患者" ("名前" text primary key, "Größe" int unique);
create table empty ();
create table only_generated (a int, b int generated always as (a + 1) stored);
create table keys (a int, b int, primary key (a, b), unique (b, a), unique (a), unique nulls not distinct (b));
create unique index on keys (a) where b > 1;
create unique index on keys ((a + b));
create table snapshots (id int primary key, at pg_snapshot, needed txid_snapshot not null);
create type "fn" as enum ('', ' ', 'A', 'a', 'A+', 'A-', 'Self', '1', 'with "quotes"', E'back\\slash', 'new
line', 'label', 'all');
create type nothing as enum ();
create type "enum" as ("struct" int, "self" text, f "fn", fs "fn"[], m int4multirange);
create type hollow as ();
create type inner_part as (a numeric, b timestamptz[]);
create type outer_part as (i inner_part, j inner_part[]);
create domain plain as text;
create domain amount as numeric(10, 2) check (value > 0);
create domain amounts as amount;
create domain list as int[];
create domain place as outer_part;
create type amount_range as range (subtype = amount);
create table everything (
    a bool, b bytea, c "char", d name, e int8, f int2, g int4, h text, i oid, j json, k xml, l point, m lseg, n path, o box, p polygon, q line,
    r cidr, s float4, t float8, u circle, v macaddr8, w money, x macaddr, y inet, z bpchar, aa varchar(5), ab date, ac time, ad timestamp,
    ae timestamptz, af interval, ag timetz, ah bit(3), ai varbit, aj numeric, ak uuid, al jsonb, am pg_lsn, an tsvector, ao tsquery, ap jsonpath,
    aq xid8, ar regclass, at int4range, au nummultirange, av "fn", aw "enum", ax plain, ay amounts, az list, ba place, bb amount_range,
    bc outer_part[], bd plain[], be "fn"[], bf uuid[], bg amount_range[], bh amount_multirange, bi refcursor, bj tid
);
create materialized view everything_seen as select a, e, aj from everything;
create schema "Other One";
create table "Other One".options ("type" int primary key);
create type "Other One"."fn" as enum ('x');
