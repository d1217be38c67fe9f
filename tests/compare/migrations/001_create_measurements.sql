create table measurements (
    id bigint primary key,
    patient_id bigint not null,
    device text not null,
    unit text not null,
    value double precision not null,
    quality integer not null,
    valid boolean not null,
    note text,
    taken_at timestamptz not null,
    reference uuid not null,
    corrected_value double precision,
    batch integer
);
