create table beds (id integer primary key, room_id integer not null references rooms (id));
insert into beds select n, n from generate_series(1, 100) n;
insert into runs values (28);
-- migrate: down
drop table beds;
delete from runs where migration = 28;
