-- migrate: backfill batch=100 key=id
update patients set ward = 'ward ' || id % 7 where ward is null;
