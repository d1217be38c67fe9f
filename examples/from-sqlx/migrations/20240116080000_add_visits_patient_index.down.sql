-- no-transaction
drop index concurrently visits_patient_idx;
