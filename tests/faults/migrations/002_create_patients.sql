create table patients (
    id bigint generated always as identity primary key,
    name text not null,
    email text,
    weight integer,
    created_at timestamptz not null default now()
);
comment on table patients is 'Everybody who ever came';
create index patients_name on patients (name);
insert into patients (name, email) select 'patient ' || n, n || '@example.org' from generate_series(1, 400) n;
insert into runs values (2);
