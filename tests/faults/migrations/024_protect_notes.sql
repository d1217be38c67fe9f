alter table notes enable row level security;
create policy notes_of_everybody on notes for select using (length(body) > 0);
insert into runs values (24);
