create table audit (id bigint generated always as identity primary key, patient_id bigint not null, at timestamptz not null default now());
create function note_change() returns trigger language plpgsql as $$
begin
    insert into audit (patient_id) values (new.id);
    return new;
end
$$;
create trigger patients_noted after update on patients for each row execute function note_change();
insert into runs values (8);
