-- Long enough for a client to be gone while the server goes on.
create table slow (id integer primary key);
select pg_sleep(0.1);
insert into slow select generate_series(1, 100);
insert into runs values (26);
