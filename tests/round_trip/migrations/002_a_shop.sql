create table customers (
    id int4 primary key,
    name text not null,
    email citext unique,
    sex sex not null default 'not known'
);

create table orders (
    id int8 generated always as identity primary key,
    customer_id int4 not null references customers,
    total numeric(12, 2) not null check (total >= 0),
    placed_at timestamptz not null default now(),
    note text
);
