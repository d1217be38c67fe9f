-- no-transaction
create index concurrently visits_time_idx on visits (started_at);
