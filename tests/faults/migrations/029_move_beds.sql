-- migrate: require
select id from beds where id < 0;
-- migrate: up
update beds set room_id = 101 - room_id;
insert into runs values (29);
-- migrate: verify
select id from beds where room_id <> 101 - id;
