-- no-transaction
drop index concurrently visits_time_idx;
