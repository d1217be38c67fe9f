create extension citext;
create type sex as enum ('female', 'male', 'not known');
create domain email as citext check (value ~ '@') not null;
create domain cents as integer;
create type address as (street text, city text, since date);
create type span as range (subtype = float8);
comment on type sex is 'As it stands in the passport.';

create table patients (
    id uuid primary key default gen_random_uuid(),
    first_name text not null,
    last_name text not null,
    email email,
    sex sex not null default 'not known',
    home address,
    tags text[] not null default '{}',
    weight span,
    "type" text,
    created_at timestamptz not null default now(),
    unique (email)
);
comment on table patients is 'Who comes to us.';
comment on column patients.home is 'Where letters go.';

create table visits (
    id bigint generated always as identity primary key,
    patient_id uuid not null references patients on delete cascade,
    at timestamptz not null,
    price cents not null check (price > 0),
    doubled integer generated always as (price * 2) stored,
    unique (patient_id, at)
);

create table measurements (day date not null, value float8, primary key (day)) partition by range (day);
create table measurements_2024 partition of measurements for values from ('2024-01-01') to ('2025-01-01');

create view overview as
    select p.id, p.last_name, v.at from patients p left join visits v on v.patient_id = p.id;
