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
