create index concurrently visits_patient on visits (patient_id);
