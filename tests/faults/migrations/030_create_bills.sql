begin;
create table bills (id bigint generated always as identity primary key, visit_id bigint not null references visits (id), cents integer not null);
insert into runs values (30);
commit;
