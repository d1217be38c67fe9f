create table patients (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    email text unique,
    registered_at timestamptz not null default now()
);
