-- no-transaction
create index concurrently visits_patient_idx on visits (patient_id, started_at desc);
