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

create view pets as
select p.id, p.name, o.name as owner, p.mood from pet p left join owner o on o.id = p.owner_id;
create view oldest as select max(born) as born, count(*) as n from pet;
create view moody as select id, mood, name from pet where mood is not null;
create view aged as select id, age, name from owner where age is not null;
create view owners as select id, name, email from owner;
