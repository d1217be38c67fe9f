reindex index concurrently visits_patient;
