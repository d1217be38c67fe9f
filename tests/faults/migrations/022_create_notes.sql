create table notes (id bigint generated always as identity primary key, visit_id bigint not null references visits (id), body text not null);
insert into notes (visit_id, body) select id, 'came' from visits;
create index concurrently notes_visit on notes (visit_id);
insert into runs values (22);
vacuum (analyze) notes;
