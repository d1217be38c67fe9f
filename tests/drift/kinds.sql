create schema shop;
create type mood as enum ('sad', 'ok', 'happy');
create domain email as text check (value like '%@%');
create type point3 as (x int, y int, z int);
create type span as range (subtype = int);
create sequence numbers as int start 5 cache 3;
create collation german (provider = icu, locale = 'de');
create table users (
    id bigint generated always as identity primary key,
    name varchar(40) not null,
    mail email unique,
    mood mood default 'ok',
    born date,
    age int generated always as (1 + 2) stored,
    note text collate "C",
    constraint adult check (born < '2010-01-01')
);
create table shop.orders (
    id serial primary key,
    user_id bigint not null references users (id) on delete cascade,
    total numeric(10, 2) default 0,
    spot point3,
    unique (user_id, total) deferrable
);
create table shop.events (at date not null, what text) partition by range (at);
create table shop.events_2024 partition of shop.events for values from ('2024-01-01') to ('2025-01-01');
create index on shop.events (what);
create unlogged table cache (key text primary key, value jsonb);
create index by_name on users (lower(name), born desc) where born is not null;
create index by_mood on users (mood) include (name);
create view adults as select id, name from users where age > 1;
create materialized view totals as select user_id, sum(total) as total from shop.orders group by user_id;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create function twice(a int, b int default 2) returns int language sql immutable as 'select a * b';
create procedure tidy(a int) language sql as 'delete from cache';
create trigger touched before update of name, born on users for each row when (old.name is distinct from new.name) execute function touch('a');
alter table users enable row level security;
create policy own on users for select to public using (id > 0);
create rule keep as on delete to cache do instead nothing;
create statistics facts on name, born from users;
alter table shop.orders replica identity full;
create table shop.regions (code text not null, n int) partition by list (code);
create table shop.regions_eu partition of shop.regions for values in ('de', 'fr');
create table shop.regions_rest partition of shop.regions default;
create table shop.slots (at timestamptz not null, n numeric not null) partition by range (at, n);
create table shop.slots_a partition of shop.slots for values from ('2024-01-01 00:00:00+00', minvalue) to ('2024-02-01 00:00:00+00', 5);
create table shop.hashed (id int not null) partition by hash (abs(id));
create table shop.hashed_0 partition of shop.hashed for values with (modulus 2, remainder 0);
create view old_adults as select name from adults where id > 10;
create index totals_user_idx on totals (user_id);
create statistics mostly (mcv) on lower(name), born from users;
create function full_name(u bigint) returns text stable begin atomic select name from users where id = u; end;
create table log (id int primary key, told timestamptz default now(), seq bigint default nextval('numbers'), level smallint check (level > 0));
create table log_2 () inherits (log);
create table log_notes (id int references log (id), note text not null default '', size int generated always as (length(note)) stored);
create view long_notes with (security_barrier) as select note, size from log_notes where size > 100;
create function noted() returns trigger language plpgsql as $$ begin new.note := trim(new.note); return new; end $$;
create trigger noting before insert or update of note on log_notes for each row execute function noted();
create unique index log_notes_note_key on log_notes (note) where size < 100;
create table kept (
    id int primary key with (fillfactor = 80),
    body text,
    extra jsonb,
    constraint sound check (body <> '')
) with (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = off);
alter table kept alter body set storage external, alter extra set statistics 500, alter extra set (n_distinct = -0.5), alter extra set compression pglz;
create index kept_body_idx on kept (body) with (deduplicate_items = off, fillfactor = 60);
create materialized view bodies with (autovacuum_vacuum_scale_factor = 0.05) as select body from kept;
comment on schema shop is 'what is sold';
comment on table kept is 'stored with care';
comment on column kept.body is 'long, and "quoted"
over two lines';
comment on constraint sound on kept is 'not empty';
comment on index kept_body_idx is 'for looking up';
comment on view adults is 'the grown-up ones';
comment on function twice(int, int) is 'doubles by default';
comment on type mood is 'how one is';
comment on sequence numbers is 'counts';
comment on trigger touched on users is 'keeps track';
comment on policy own on users is 'own rows';
create table kept_too (like kept including all);
create function watched() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger watching on ddl_command_end when tag in ('create table', 'drop table') execute function watched();
create publication feed for table kept with (publish = 'insert, update');
comment on publication feed is 'for the warehouse';
