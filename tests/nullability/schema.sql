create type mood as enum ('low', 'high');
create domain title as text check (value <> 'x');
create domain amount as int not null check (value > 0);
create type pair as (x int, y text);

create table owner (id int primary key, name text not null, email text unique, age int);
create table pet (
    id int primary key,
    owner_id int references owner,
    name text not null,
    kind mood not null default 'low',
    mood mood,
    born date,
    weight numeric,
    tags text[] not null default '{}',
    marks int[],
    facts jsonb not null default '{}',
    notes json,
    label title,
    size amount,
    pos pair,
    heavy boolean generated always as (weight > 2) stored
);
create table visit (
    pet_id int not null references pet,
    day date not null,
    cost numeric,
    seen timestamptz,
    done boolean,
    ok boolean not null,
    primary key (pet_id, day)
);
create table loose (id int not null, name text, check (name is not null) no inherit);
create table looser (more int) inherits (loose);
create table checked (id int unique, name text, check (id is not null and name is not null));
create table parted (id int not null, note text, body text not null) partition by list (id);
create table parted_one partition of parted for values in (1);
create table parted_rest partition of parted default;
create table made (
    id bigint generated always as identity primary key,
    name text not null default 'a',
    at timestamptz not null default now(),
    note text default 'n',
    who int unique
);
create table twin (a int not null, b int, c text not null, unique (a, b));
create table watched (id int not null, name text);
create function forget_name() returns trigger language plpgsql as $$
begin
    if new.id = 1 then
        new.name := null;
    end if;
    return new;
end $$;
create trigger forget before insert or update on watched for each row execute function forget_name();

create type stage as enum ('new', 'running', 'done', 'failed');
create table job (
    id int primary key,
    stage stage not null default 'new',
    done_at date,
    note text,
    check ((done_at is null and stage <> all (array['done'::stage, 'failed'::stage]))
        or (done_at is not null and stage = any (array['done'::stage, 'failed'::stage])))
);
create table choice (
    id int primary key,
    kind text,
    a int,
    b int,
    c int,
    constraint one_of_three check (num_nonnulls(a, b, c) = 1),
    constraint by_kind check ((kind = 'a' and a is not null) or (kind = 'b' and b is not null) or kind = 'ab')
);
create table twosome (
    id int not null,
    x int,
    y int,
    z int,
    yes boolean,
    why text,
    constraint both_or_none check ((x is null) = (y is null)),
    constraint x_or_z check (x is not null or z is not null),
    constraint explained check (why is not null or not yes)
);
create table lax (id int, x int, y int, constraint one check (x is not null or y is not null) no inherit);
create table laxer () inherits (lax);
create table unchecked (id int, x int, y int);
alter table unchecked add constraint one check (x is not null or y is not null) not valid;
create table held (id int, x int, y int, check (x is not null or y is not null));
create table holder (more int) inherits (held);
create table made_of (
    id int primary key,
    name text not null,
    age int,
    title text generated always as (upper(name) || id) stored,
    older int generated always as (age + 1) stored,
    known text generated always as (coalesce(age::text, name)) stored
);

create view pets as
select p.id, p.name, o.name as owner, p.mood from pet p left join owner o on o.id = p.owner_id;
create view oldest as select max(born) as born, count(*) as n from pet;
create view moody as select id, mood, name from pet where mood is not null;
create view aged as select id, age, name from owner where age is not null;
create view owners as select id, name, email from owner;
create materialized view gathered as
select kind, owner_id, count(*) as n, min(born) as born, max(name) as name, coalesce(max(size), 0) as size
from pet where owner_id is not null and born is not null group by kind, owner_id;
create view gathered_names as select name, n from gathered;
create sequence counter;
