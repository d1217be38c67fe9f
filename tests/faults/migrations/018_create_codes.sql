create sequence codes start with 1000;
create domain code as text check (value ~ '^[A-Z][0-9]+$');
create table codings (code code primary key, number bigint not null default nextval('codes'));
insert into codings (code) values ('A1'), ('B2');
insert into runs values (18);
