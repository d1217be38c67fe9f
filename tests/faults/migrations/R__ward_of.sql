create or replace function ward_of(patient bigint) returns text language sql stable as $$ select ward from patients where id = patient $$;
