create table visits (
    id bigint generated always as identity primary key,
    patient_id uuid not null references patients (id) on delete cascade,
    reason text,
    started_at timestamptz not null default now()
);
create index visits_patient_idx on visits (patient_id);
